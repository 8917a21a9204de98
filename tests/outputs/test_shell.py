"""What stands around every page: few stops before the heading, a menu of eight entries, a foot that leads to help."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from conftest import PAGES

STOPS = "//h1[1]/preceding::*[(self::a[@href] or self::button or self::input or self::select or self::summary)]"
HIDDEN = "ancestor-or-self::*[@popover or contains(concat(' ', @class, ' '), ' find--plain ')]"


def page(site: Path, address: str) -> html.HtmlElement:
    """A built page."""
    return html.document_fromstring((site / address.partition("?")[0] / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_few_stops_stand_before_the_heading_and_the_first_skips_them(site: Path, address: str) -> None:
    stops = [stop for stop in page(site, address).xpath(STOPS) if not stop.xpath(HIDDEN)]
    assert 3 < len(stops) <= 20
    assert stops[0].get("href") == "#content"


def test_the_menu_has_at_most_eight_entries_and_a_button_that_closes_it(site: Path) -> None:
    menu = page(site, "states/georgia/").xpath("//nav[@id='menu']")[0]
    entries = [entry.xpath("string(a | details/summary)") for entry in menu.xpath("ul[1]/li")]
    assert 5 < len(entries) <= 8
    assert entries[0] == "States"
    assert menu.xpath(".//button[@popovertargetaction='hide']")
    for word in ("Contribute", "Fields", "Style", "Maintain", "Publish"):  # for maintainers
        assert menu.xpath(f"ul[1]/li[details/summary='About']//a[.='{word}']"), word
    tabs = page(site, "states/georgia/").xpath("//nav[@aria-label='Main']//a")
    assert [tab.text for tab in tabs] == entries


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_every_page_says_how_to_report_a_problem_and_when_copies_were_read(site: Path, address: str) -> None:
    (foot,) = page(site, address).xpath("//footer")
    assert foot.xpath(".//a[.='Report a problem']/@href")[0].endswith("issues/new/choose")
    assert "Copies of sources read Nov. " in foot.text_content()
