"""The summary of a state page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from lxml.html import HtmlElement

from atlas.domain.atlas import Atlas
from atlas.domain.vocabulary import BY_ID
from atlas.outputs.pages import state as state_page
from build_cases import build_context, load_edited

SILENT = "supervision_hours: {silent: A ratio is set instead of a total., source: rule-12-4, at: (e)}"
RATIO = "supervision_ratio: {value: 1 hour per 20 direct hours, source: rule-12-4, at: (e)}"
NO_RATIO = "supervision_ratio: {unknown: No rule was found.}"


def tiles(atlas: Atlas) -> dict[str, str]:
    """The tiles of the main license: label and words."""
    (page,) = state_page.build(replace(build_context(atlas), jurisdictions=atlas.jurisdictions))
    first = html.fromstring(page.html).find_class("tiles")[0]
    return {
        " ".join(tile.find("dt").text_content().split()): " ".join(tile.find("dd").text_content().split())
        for tile in first.find_class("tile")
    }


def test_a_ratio_stands_in_the_place_of_hours_of_supervision_that_are_not_set(atlas: Atlas) -> None:
    found = tiles(atlas)
    assert found[BY_ID["supervision_ratio"].label].startswith("1 hour per 20 direct hours")
    assert BY_ID["supervision_hours"].label not in found


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([(SILENT, "supervision_hours: {value: 120, source: rule-12-4}")], "120 hours"),
        ([(RATIO, NO_RATIO)], "None set"),
    ],
)
def test_hours_of_supervision_keep_their_tile(edits: list[tuple[str, str]], words: str) -> None:
    found = tiles(load_edited(*edits))
    assert found[BY_ID["supervision_hours"].label].startswith(words)
    assert BY_ID["supervision_ratio"].label not in found


def article(atlas: Atlas) -> HtmlElement:
    (page,) = state_page.build(replace(build_context(atlas), jurisdictions=atlas.jurisdictions))
    return html.fromstring(page.html)


def words_after(atlas: Atlas, heading: str, tag: str) -> list[str]:
    """The text of each element of a kind between a heading and the next one of its level."""
    found = article(atlas).xpath(f"//h2[@id='{heading}']/following::{tag}[preceding::h2[1][@id='{heading}']]")
    return [" ".join(element.text_content().split()) for element in found]


def test_the_table_of_fees_has_those_of_renewal_too(atlas: Atlas) -> None:
    labels = words_after(atlas, "fees", "dt")
    assert [label.split(":")[0] for label in labels] == ["LAC"] * 3 + ["LPC"] * 3
    renewal = BY_ID["fee_renewal"].label
    assert [renewal.lower() in label.lower() for label in labels] == [False, False, True] * 2


def test_an_answer_that_points_to_the_compact_leads_there() -> None:
    pointing = load_edited(
        ("answer: An LPC of three years.", "answer: An LPC & more. See the Counseling Compact page.")
    )
    (link,) = article(pointing).xpath("//h2[@id='questions']/following::p/a[contains(@href, 'compact/#ex')]")
    assert link.text_content() == "the Counseling Compact page"
    assert link.getparent().text_content().startswith("An LPC & more. See the Counseling Compact page.")


def test_what_is_to_come_is_told_among_the_changes(atlas: Atlas) -> None:
    scheduled, past, coming = sorted(
        words_after(atlas, "changes", "li"), key=lambda words: words[:4] == "LPC,", reverse=True
    )
    assert scheduled.startswith(f"LPC, {BY_ID['ce_hours_per_cycle'].label.lower()}")
    assert "30 hours" in scheduled
    assert "Jan. 1, 2027" in scheduled
    told = {words[:10]: "Upcoming" in words for words in (past, coming)}
    assert told == {"July 1, 20": False, "Jan. 1, 20": True}
