"""An old text on a matter that changes often is not told as what holds today."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from atlas.domain import coverage, evidence
from atlas.domain.atlas import Atlas
from atlas.domain.confirmations import Confirmation
from atlas.domain.field_sets import CHANGES_OFTEN
from atlas.domain.vocabulary import BY_ID
from atlas.outputs.api import files as api
from atlas.outputs.api import markdown_twins
from atlas.outputs.pages import state
from build_cases import build_context, load_edited
from conftest import DAY

OLD = date(2020, 1, 1)  # the day of the tests is in 2026


RULE = "current_through: 2025-03-28"


def dated(said: str) -> Atlas:
    """The invented state whose rule says this of its age."""
    return load_edited((RULE, said))


def outdated(atlas: Atlas) -> set[str]:
    facts = atlas.jurisdiction("EX").license("lpc").facts.values()
    return {f.field.id for f in facts if evidence.outdated_text(f.field.id, f.current_answer(DAY), DAY)}


def test_what_changes_often_may_have_changed_since_an_old_text() -> None:
    atlas = dated(f"current_through: {OLD}")
    found = outdated(atlas)
    assert {"exams", "supervised_hours_total", "supervision_ratio", "ce_hours_per_cycle", "supervision_hours"} <= found
    assert found <= set(CHANGES_OFTEN)
    assert not found & {"max_months", "fee_application"}  # another matter, and another source
    (row,) = coverage.core_by_state(atlas)
    assert row.outdated == sum(f.outdated for f in coverage.core_by_fact(atlas)) > 0
    assert coverage.total_row([row, row]).outdated == 2 * row.outdated


def test_an_undated_text_and_one_of_five_years_are_not_old() -> None:
    assert outdated(dated("caveat: Undated.")) == set()


@pytest.mark.parametrize(
    ("day", "old"), [(date(DAY.year - 5, DAY.month, DAY.day), False), (date(DAY.year - 5, 1, 1), True)]
)
def test_five_years_are_counted_to_the_day(day: date, old: bool) -> None:
    assert bool(outdated(dated(f"current_through: {day}"))) is old


@pytest.mark.parametrize(
    ("days", "old"), [([], True), ([OLD], True), ([date(2025, 6, 1)], False), ([OLD, date(2025, 6, 1)], False)]
)
def test_only_a_second_source_of_the_last_five_years_shows_that_an_old_text_holds(days: list[date], old: bool) -> None:
    answer = dated(f"current_through: {OLD}").jurisdiction("EX").license("lpc").facts["exams"].current_answer(DAY)
    seconds = [Confirmation("A second source", "https://second.example/", day) for day in days]
    assert bool(evidence.outdated_text("exams", answer, DAY, seconds)) is old


def test_page_and_api_say_so() -> None:
    context = build_context(dated(f"current_through: {OLD}"))
    (built,) = state.build(replace(context, jurisdictions=context.atlas.jurisdictions))
    page = built.html
    assert page.count("May have changed: text dated Jan. 1, 2020") > 5
    card = page.partition('<section class="summary"')[2].partition("</section>")[0]
    assert card.count('<span class="flag">May have changed</span>') == 3  # hours, supervision, exam
    files = {file.address: file.content for file in api.build(context)}
    told = json.loads(files["api/v1/states/ex.json"])["licenses"][1]["facts"]
    assert told["exams"]["answers"][0]["may_have_changed"] is True
    assert told["max_months"]["answers"][0]["may_have_changed"] is False
    rows = list(csv.DictReader(io.StringIO(files["api/v1/facts.csv"].decode())))
    assert {row["fact"] for row in rows if row["may_have_changed"] == "yes"} <= set(CHANGES_OFTEN)
    assert ("lpc", "exams", "yes") in {(row["license_id"], row["fact"], row["may_have_changed"]) for row in rows}


def test_the_markdown_twin_says_what_weakens_a_figure_and_its_source() -> None:
    """As the page does: an old text beside each figure of it, a caveat beside the figure and in words at the source."""
    atlas = dated(f"current_through: {OLD}\n    caveat: Copy from before the reform.")
    told = markdown_twins.markdown(atlas.jurisdiction("EX"), atlas, "https://example.org/")
    (exams, *_), (months, *_) = (
        [line for line in told.splitlines() if f"(`{fact}`)" in line and "with a caution" in line]
        for fact in ("exams", "max_months")
    )
    assert exams.endswith("May have changed: text dated Jan. 1, 2020.")
    assert "May have changed" not in months
    assert "current through 2020-01-01, read 2026-" in told
    assert ". Caution: Copy from before the reform." in told


def test_the_markdown_twin_names_a_source_that_names_no_rule() -> None:
    told = load_edited(("names_rule: true", "names_rule: false"))
    assert "names no rule]" in markdown_twins.markdown(told.jurisdiction("EX"), told, "https://example.org/")


def test_the_matters_are_facts() -> None:
    assert set(CHANGES_OFTEN) <= set(BY_ID)
