"""The benchmark compares like with like: invented jurisdictions that build, and plain pages that say what ours say."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markdown import markdown as to_html

from atlas.domain.jurisdictions import DISTRICT, NAMES, STATES, TERRITORIES
from atlas.history.edits import read_history
from benchmarking import benchmark, goals_report, invented, invented_history, load_test, plain
from conftest import ROOT


def test_invented_jurisdictions_are_built_and_have_no_real_name_or_code(tmp_path: Path) -> None:
    project, site = tmp_path / "project", tmp_path / "site"
    benchmark.make_project(project, 1, 0)
    invented.write(project / "data", 3, ROOT / "tests" / "fixtures" / "states" / "ex.yml")
    build = benchmark.build(project, site)
    assert build.pages > 100
    assert {"load", "history", "render", "markdown", "theme", "finish"} <= build.phases.keys()
    page = (site / "states" / "example-ab" / "index.html").read_text(encoding="utf-8")
    real = (site / "states" / "georgia" / "index.html").read_text(encoding="utf-8")
    assert 0.5 < len(page) / len(real) < 2, "an invented page is about as long as a real one"
    names = (STATES | DISTRICT | TERRITORIES).values()
    for code in invented.codes(3):
        path = project / "data" / "states" / f"{code.lower()}.yml"
        text = path.read_text(encoding="utf-8")
        assert not [name for name in names if re.search(rf"\b{name}\b", text)], path


def test_what_is_built_is_a_clone_with_its_history(tmp_path: Path) -> None:
    benchmark.make_project(tmp_path / "project", 1)
    log = "git", "log", "-3", "--format=%H", "--", "data"
    theirs, ours = (
        subprocess.run(log, cwd=at, capture_output=True, check=True).stdout for at in (tmp_path / "project", ROOT)
    )
    assert theirs == ours


def test_an_invented_history_has_as_many_edits_as_asked_for_and_ends_with_the_data(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("")
    shutil.copytree(ROOT / "tests" / "fixtures", tmp_path / "data")
    invented_history.write(tmp_path, 5)
    status = subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path, capture_output=True, check=True).stdout
    assert status == b""
    history = read_history(tmp_path)
    assert [edit.why for edit in history.edits] == [f"Invented edit {number}" for number in (5, 4, 3, 2, 1)] + [
        "Everything"
    ]
    assert all(len(edit.changed) == 1 for edit in history.edits[:5])


def test_the_report_compares_the_clock_of_cold_and_warm_builds_with_plain() -> None:
    def build(seconds: float, memory: float = 300) -> benchmark.Build:
        return benchmark.Build(seconds, seconds, memory, 100, 50)

    small = benchmark.Round(1, 55, build(8), build(6.6), build(10))
    rows = list(goals_report.build_times(small))
    assert [(row.what, row.met) for row in rows if "clock" in row.what] == [
        ("Build in a fresh clone at 1x, on the clock", True),
        ("Build there again at 1x, on the clock", False),
    ]
    large = benchmark.Round(10, 550, build(80), build(60, 1030), None)
    assert [row.met for row in goals_report.scale(small, large)] == [True, False]


def test_codes_are_as_many_as_ten_times_the_jurisdictions() -> None:
    codes = list(invented.codes(9 * len(NAMES)))
    assert len(set(codes)) == 9 * len(NAMES)
    assert not NAMES.keys() & set(codes)


@pytest.mark.parametrize("address", ["states/georgia/", "guides/cost/", "compare/"])
def test_a_plain_page_has_the_words_of_ours(site: Path, address: str) -> None:
    page = (site / address / "index.html").read_text(encoding="utf-8")
    rendered = lxml_html.fromstring("<div>" + to_html(plain.markdown(page), extensions=["tables"]) + "</div>")
    tree = lxml_html.document_fromstring(page)
    for path in plain.DROPPED:
        for element in tree.xpath(path):
            element.drop_tree()
    (article,) = tree.iter("article")
    words = set(re.findall(r"\w{4,}", " ".join(article.itertext())))
    lost = sorted(word for word in words if word not in rendered.text_content())
    assert len(lost) <= 0.01 * len(words), lost


def test_the_report_says_what_was_not_met_and_what_was_not_measured() -> None:
    rows = [
        goals_report.Row("Weight", "100", "231", "90", True),
        goals_report.Row("Memory", "1536", "", goals_report.NOT_HERE),
    ]
    rows.append(goals_report.Row("Build", "1", "", "1.2", False))
    text = goals_report.table(rows)
    assert "| Weight | 100  | 231            | 90                | met     |" in text
    assert "not measured here" in text
    assert text.count("NOT MET") == 1


def test_the_load_report_reads_what_wrk_says() -> None:
    said = "  Latency Distribution\n     50%  730.00us\n     99%    1.53s\nRequests/sec:  23304.11\n"
    assert load_test.milliseconds(said, "50%") == 0.73
    assert load_test.milliseconds(said, "99%") == 1530
    assert load_test.found(r"Requests/sec:\s+([\d.]+)", said) == "23304.11"
