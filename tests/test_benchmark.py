"""The benchmark compares like with like: invented jurisdictions that build, and plain pages that say what ours say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markdown import markdown as to_html

import benchmark
import invented
import load
import plain
import report
from atlas.jurisdictions import DISTRICT, STATES, TERRITORIES
from conftest import ROOT


def test_invented_jurisdictions_are_built_and_have_no_real_name_or_code(tmp_path: Path) -> None:
    project, site = tmp_path / "project", tmp_path / "site"
    benchmark.make_project(project, 1)
    invented.write(project / "data", 3, ROOT / "tests" / "data" / "states" / "ex.yml")
    made = benchmark.build(project, site)
    assert made.pages > 100
    assert {"load", "render", "markdown", "theme", "finish"} <= made.phases.keys()
    page = (site / "states" / "example-xaaa" / "index.html").read_text(encoding="utf-8")
    real = (site / "states" / "georgia" / "index.html").read_text(encoding="utf-8")
    assert 0.5 < len(page) / len(real) < 2, "an invented page is about as long as a real one"
    names = (STATES | DISTRICT | TERRITORIES).values()
    for path in (project / "data" / "states").glob("x???.yml"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in names if re.search(rf"\b{name}\b", text)], path


def test_codes_are_as_many_as_fifty_times_the_jurisdictions() -> None:
    codes = list(invented.codes(49 * 56))
    assert len(set(codes)) == 49 * 56
    assert all(len(code) == 4 for code in codes)


@pytest.mark.parametrize("address", ["states/georgia/", "guides/cost/", "compare/"])
def test_a_plain_page_has_the_words_of_ours(site: Path, address: str) -> None:
    page = (site / address / "index.html").read_text(encoding="utf-8")
    by_hand = lxml_html.fromstring("<div>" + to_html(plain.markdown(page), extensions=["tables"]) + "</div>")
    tree = lxml_html.document_fromstring(page)
    for path in plain.DROPPED:
        for element in tree.xpath(path):
            element.drop_tree()
    (article,) = tree.iter("article")
    words = set(re.findall(r"\w{4,}", " ".join(article.itertext())))
    lost = sorted(word for word in words if word not in by_hand.text_content())
    assert len(lost) <= 0.01 * len(words), lost


def test_the_report_says_what_was_not_met_and_what_was_not_measured() -> None:
    rows = [report.Row("Weight", "100", "231", "90", True), report.Row("Memory", "1536", "", report.NOT_HERE)]
    rows.append(report.Row("Build", "1", "", "1.2", False))
    text = report.table(rows)
    assert "| Weight | 100  | 231            | 90                | met     |" in text
    assert "not measured here" in text
    assert text.count("NOT MET") == 1


def test_the_load_report_reads_what_wrk_says() -> None:
    said = "  Latency Distribution\n     50%  730.00us\n     99%    1.53s\nRequests/sec:  23304.11\n"
    assert load.milliseconds(said, "50%") == 0.73
    assert load.milliseconds(said, "99%") == 1530
    assert load.found(r"Requests/sec:\s+([\d.]+)", said) == "23304.11"
