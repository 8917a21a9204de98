"""Code in pages for maintainers is shown as code: each block of the source is a block on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from conftest import ROOT

PAGES = sorted(
    p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md") if "guides" not in p.parts
)


@pytest.mark.parametrize("name", PAGES)
def test_every_block_of_code_is_shown_as_one(site: Path, name: str) -> None:
    source = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert not re.search(r"^ +```", source, re.MULTILINE), "a fence inside a list is shown as text"
    path = name.removesuffix(".md").removesuffix("index").replace("articles/posts/", "articles/").strip("/")
    page = html.parse(str(site / path / "index.html"))
    shown = page.xpath("//article//pre")
    assert len(shown) >= len(re.findall(r"^```\w+$", source, re.MULTILINE)) + len(re.findall(r"\n\n {8}\S", source)), (
        name
    )
    assert not [text for text in page.xpath("//article//p//text()") if "```" in text]
