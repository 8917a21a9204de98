"""How an answer reads on a page: for whom, from when, until when, and how current its source is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from atlas.domain.atlas import Atlas
from atlas.domain.cohorts import Cohort
from atlas.rendering.citations import Citations, current_words
from atlas.rendering.fact_views import FactView, Viewer
from conftest import DAY


def shown(atlas: Atlas, fact: str, on: date = DAY, **changes: object) -> FactView:
    state = atlas.jurisdiction("EX")
    found = state.license("lpc").facts[fact]
    first, *others = found.answers
    viewer = Viewer(state, on, atlas.exams, Citations(state.sources))
    return viewer.fact(replace(found, answers=(replace(first, **changes), *others)), "lpc")  # type: ignore[arg-type]


def test_an_answer_says_for_whom_and_until_when(atlas: Atlas) -> None:
    general, earlier = shown(atlas, "min_semester_credits", until=date(2026, 6, 30)).answers
    assert (general.applies_to, general.until) == ("", "Until June 30, 2026")
    assert (earlier.applies_to, earlier.until) == ("Graduates of older programs", "")


def test_an_answer_that_is_to_come_says_from_when(atlas: Atlas) -> None:
    fact = shown(atlas, "ce_hours_per_cycle")
    assert [answer.since for answer in fact.answers] == [""]
    assert [answer.since for answer in fact.upcoming] == ["From Jan. 1, 2027"]
    later = shown(atlas, "ce_hours_per_cycle", date(2027, 1, 1))
    assert ([answer.value for answer in later.answers], later.upcoming) == (["30 hours"], ())


def test_a_note_of_an_answer_is_kept(atlas: Atlas) -> None:
    (answer,) = shown(atlas, "min_months").answers
    assert answer.note == "The rule is newer than the page."
    assert [reading.value for reading in answer.readings] == ["18 months (1.5 years)", "24 months (2 years)"]


def test_the_date_of_a_text_is_its_own_and_not_the_day_it_was_read(atlas: Atlas) -> None:
    sources = atlas.jurisdiction("EX").sources
    assert current_words(sources["rule-12-4"]) == "Text dated March 28, 2025."
    assert current_words(sources["board-home"]) == "Undated."


def test_the_last_day_of_a_cohort_belongs_to_it(atlas: Atlas) -> None:
    """What scripts compare excludes `before`: a cohort through July 31 ends there on Aug. 1."""
    spans = ({"through": date(2017, 7, 31)}, {"before": date(2017, 8, 1)})
    for span in spans:
        cohort = Cohort.model_validate({"event": "program_begun", **span})
        first = shown(atlas, "min_semester_credits", cohort=cohort).answers[0]
        assert (first.event, first.first, first.before) == ("program_begun", "", "2017-08-01")


def test_an_answer_in_a_sentence_says_that_sources_disagree_and_for_whom_it_holds(atlas: Atlas) -> None:
    (disputed,) = shown(atlas, "min_months").answers
    assert disputed.in_words == "18 months (1.5 years) or 24 months (2 years) (sources disagree)"
    _, earlier = shown(atlas, "min_semester_credits").answers
    assert earlier.in_words == "48 semester hours (graduates of older programs)"
