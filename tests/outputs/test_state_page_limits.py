"""The pages of all states are short: what a reader seldom needs stands on the sources page or the page on moving."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

WORDS = 5000  # of the article, what is folded and the popovers included, the schools left out
FIRST_VIEW = 70 * 1024  # bytes with gzip: the page, and the styles and scripts that it names


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Path]:
    """The page of each state by the last part of its address."""
    return {path.parent.name: path for path in sorted(site.glob("states/*/index.html"))}


def words_without_schools(article: HtmlElement) -> int:
    """How many words an article holds, down to the heading of the schools; the popovers at its end included."""
    return sum(bool(re.search(r"[^\W_]", word)) for text in _texts(article) for word in text.split())


def _texts(article: HtmlElement) -> Iterator[str]:
    schools = False
    for element in article:
        schools = schools or element.get("id") == "schools"
        if element.tag not in ("script", "style") and (not schools or element.get("popover") is not None):
            yield from map(str, element.itertext())


def test_no_state_page_is_longer_than_a_reader_can_use(pages: dict[str, Path]) -> None:
    found = {name: words_without_schools(html.parse(str(path)).find(".//article")) for name, path in pages.items()}
    assert len(found) == 55
    assert {name: words for name, words in found.items() if words > WORDS} == {}


def test_the_first_view_of_a_state_is_small(pages: dict[str, Path], site: Path) -> None:
    packed: dict[Path, int] = {}
    found = {}
    for name, path in pages.items():
        page = html.parse(str(path))
        named = page.xpath("//link[@rel='stylesheet']/@href | //script/@src | //link[@rel='icon']/@href")
        files = {path, *((path.parent / address.partition("?")[0]).resolve() for address in named)}
        for file in files - packed.keys():
            packed[file] = len(gzip.compress(file.read_bytes(), 6))
        found[name] = sum(packed[file] for file in files)
    assert {name: size for name, size in found.items() if size > FIRST_VIEW} == {}


def test_a_source_is_described_once_on_a_page(pages: dict[str, Path]) -> None:
    for name, path in pages.items():
        cited = html.parse(str(path)).xpath("//p[@class='pop__cite']/a/@href")
        popovers = html.parse(str(path)).xpath("//div[@popover]/@id")
        assert len(popovers) == len(set(popovers)) == len(cited), name
