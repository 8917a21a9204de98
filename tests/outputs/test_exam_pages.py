"""Which licenses accept an exam, and whether the sources agree on it."""

from __future__ import annotations

import re

import pytest
from lxml import html

from atlas.domain.atlas import Atlas
from atlas.outputs.pages import exams as exams_page
from atlas.rendering import exam_uses
from build_cases import build_context, load_edited

EXAMS = "exams: {value: [first-exam, second-exam], source: rule-12-4}"
DISPUTED = """exams:
        disputed:
          - {value: [first-exam], source: rule-12-4}
          - {value: [first-exam, second-exam], source: board-home}"""
GROUPS = """exams:
        - {value: [first-exam, second-exam], source: rule-12-4}
        - {value: [first-exam], source: rule-12-4, applies_to: Graduates of older programs}"""


def disagreements(atlas: Atlas, exam: str) -> dict[str, bool]:
    """For each license that accepts the exam, whether its page of the exam says that sources disagree."""
    pages = {page.address: page.html for page in exams_page.build(build_context(atlas))}
    items = html.fromstring(pages[f"exams/{exam}/"]).xpath("//dl[@class='uses']//li")
    return {item.find("span").text_content(): "Sources disagree" in item.text_content() for item in items}


def test_an_exam_that_only_some_sources_name_is_marked() -> None:
    atlas = load_edited((EXAMS, DISPUTED))
    assert disagreements(atlas, "second-exam") == {"LPC": True}
    assert disagreements(atlas, "first-exam") == {"LAC": False, "LPC": False}


def test_each_license_leads_to_its_own_exam(atlas: Atlas) -> None:
    assert {use.license: use.address for use in exam_uses.uses(atlas.exams["first-exam"], atlas)} == {
        "LAC": "states/example-state/#lac-exams",
        "LPC": "states/example-state/#exams",
    }


def test_an_exam_that_all_sources_name_is_not_marked(atlas: Atlas) -> None:
    assert disagreements(atlas, "second-exam") == {"LPC": False}


@pytest.mark.parametrize("exam", ["first-exam", "second-exam"])
def test_an_exam_of_a_group_of_people_is_listed(exam: str) -> None:
    atlas = load_edited((EXAMS, GROUPS))
    assert "LPC" in {use.license for use in exam_uses.uses(atlas.exams[exam], atlas)}


def test_a_state_whose_exam_is_not_known_is_named(atlas: Atlas) -> None:
    words = "The exam for the independent license isn’t confirmed in: Example State."
    logic = "      exam_logic: {value: any_of, source: rule-12-4}\n"
    unknown = load_edited((EXAMS, "exams: {unknown: Not found.}"), (logic, ""))
    for data, named in ((unknown, True), (atlas, False)):
        for page in exams_page.build(build_context(data)):
            assert (words in page.html) == (named and page.address != "exams/"), page.address


def test_how_many_exams_are_asked_is_never_guessed() -> None:
    timing = "exam_timing: {value: After 1000 hours., source: rule-12-4}"
    logic = "exam_logic: {value: any_of, source: rule-12-4}\n      " + timing
    atlas = load_edited((logic, "exam_logic: {unknown: Not found.}\n      " + timing))
    others = {use.license: use.others for use in exam_uses.uses(atlas.exams["first-exam"], atlas)}
    assert others["LPC"] == "FIRST for the LAC; FIRST, SECOND (one or all: not confirmed) for the LPC"


def test_what_an_owner_says_instead_of_a_figure_stands_in_its_row() -> None:
    atlas = load_edited(
        ("items: {value: 110, source: owner-page}", "items: {silent: Between 90 and 110., source: owner-page}"),
        file="exams.yml",
    )
    for page in exams_page.build(build_context(atlas)):
        assert "None set" not in page.html, page.address
        assert ("Between 90 and 110." in page.html) == (page.address != "exams/second-exam/")


def test_the_list_keeps_doubt_groups_and_what_is_about_to_change() -> None:
    stated = "exam_fee: {value: 111, source: owner-page}"
    for written, words in (
        (
            "{disputed: [{value: 100, source: owner-page}, {value: 120, source: owner-page}]}",
            "$100 or $120 (sources disagree)",
        ),
        ("[{value: 100, source: owner-page, applies_to: Students}, {value: 120, source: owner-page}]", "$120"),
        (
            "[{value: 100, source: owner-page}, {value: 130, source: owner-page, effective: 2027-05-01}]",
            "$100; $130 from May 1, 2027",
        ),
        ("{unknown: Not found.}", "Not confirmed"),
    ):
        atlas = load_edited((stated, f"exam_fee: {written}"), file="exams.yml")
        (page,) = (page for page in exams_page.build(build_context(atlas)) if page.address == "exams/")
        assert f">{words}</td>" in page.html
        assert not re.search(r"<td[^>]*></td>", page.html)
