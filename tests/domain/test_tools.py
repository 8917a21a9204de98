"""Compare, move and plan: the figures, against hand calculation and against the facts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.domain import comparison, hours_plan, path_totals, portability
from atlas.domain.atlas import Atlas
from atlas.domain.figures import (
    ExamRequirement,
    NumericRequirement,
    SupervisionRatio,
    numeric_requirement,
    supervision_needed,
)
from atlas.domain.jurisdictions import NAMES
from atlas.domain.portability import Outcome
from atlas.domain.requirements import Answer, Fact, Status
from atlas.domain.vocabulary import BY_ID, Level
from atlas.outputs import fact_rows
from atlas.outputs.pages import hours as hours_page
from atlas.outputs.pages import titles as titles_page
from atlas.outputs.pages.move_to import words
from atlas.rendering import exam_uses, tile_map, tool_data
from build_cases import disputed, load_edited, with_answers, with_changed, with_license
from conftest import DAY

FIGURES = st.lists(st.integers(0, 5000), max_size=3).map(tuple)
NEEDS = st.builds(
    NumericRequirement, FIGURES.map(lambda t: tuple(map(float, t))), st.sampled_from(list(Status)), st.booleans()
)


# ---- compare


def test_every_figure_of_the_table_is_that_of_the_facts(atlas: Atlas) -> None:
    (line,) = comparison.lines(atlas)
    rows = {
        (r.license, r.fact): r for r in reversed(list(fact_rows.rows(atlas))) if not r.effective and not r.applies_to
    }
    seen = 0
    for column, cell in zip(comparison.columns(), line.cells, strict=True):
        if column.field is None:
            assert (cell.words, cell.sort) == ("at least $227.50", "")
            continue
        owner = "LAC" if column.id.startswith("associate_") else "" if column.field.scope == "jurisdiction" else "LPC"
        row = rows[owner, column.field.id]
        assert cell.status == row.status, column.id
        if row.status in ("stated", "disputed") and column.numeric:
            assert float(cell.sort) == float(row.value), column.id
            seen += 1
        if row.status in ("silent", "unknown"):
            assert cell.sort == "", column.id
    assert seen > 10


def test_columns_come_from_the_field_definitions() -> None:
    ids = [column.id for column in comparison.columns()]
    assert len(ids) == len(set(ids))
    assert {
        "min_semester_credits",
        "associate_fee_application",
        "fee_application",
        "fees_total",
        "associate_term_months",
    } <= set(ids)
    assert "term_months" not in ids


def test_a_single_figure_that_is_not_for_everybody_says_for_whom(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    limited = Answer(Status.STATED, 700, applies_to="Programs without accreditation")
    ratio = Answer(Status.STATED, "2 hours per 15 direct hours", applies_to="Hours with some clients")
    lpc = with_answers(jurisdiction.license("lpc"), practicum_internship_hours=limited, supervision_ratio=ratio)
    words = comparison.license_cell(jurisdiction, lpc, "practicum_internship_hours", atlas).words
    assert words == "700 (programs without accreditation)"
    own = replace(jurisdiction, licenses=(lpc,))
    told = json.loads(tool_data.tool_data(replace(atlas, jurisdictions=(own,))))["states"]["EX"]["licenses"][0]["plan"]
    assert any("hours with some clients" in words for _, words in told["varies"])


def test_doubt_is_said_in_the_cells(atlas: Atlas) -> None:
    (line,) = comparison.lines(atlas)
    cells = dict(zip([c.id for c in comparison.columns()], line.cells, strict=True))
    assert cells["supervision_hours"].words == "not set by law"
    assert cells["fee_license"].words == "not confirmed"
    assert cells["min_months"].words == "18 months or 24 months (sources disagree)"
    assert cells["min_semester_credits"].words == "60; 48 (graduates of older programs)"


TOTAL = "supervised_hours_total: {value: 2800, source: rule-12-4, at: (a)}"


def test_a_change_ahead_is_said_in_the_cell_and_planned_with_both_figures() -> None:
    coming = "{value: 3000, source: rule-12-4, effective: 2027-05-01}"
    atlas = load_edited((TOTAL, f"supervised_hours_total: [{{value: 2800, source: rule-12-4, at: (a)}}, {coming}]"))
    lpc = atlas.jurisdiction("EX").license("lpc")
    cell = comparison.license_cell(atlas.jurisdiction("EX"), lpc, "supervised_hours_total", atlas)
    assert (cell.words, cell.pending) == ("2,800; 3,000 from May 1, 2027", True)
    plan = json.loads(tool_data.tool_data(atlas))["states"]["EX"]["licenses"][1]["plan"]
    assert plan["figures"]["supervised_hours_total"] == 2800
    assert [(later["from"], later["figures"]["supervised_hours_total"]) for later in plan["pending"]] == [
        ("2027-05-01", 3000)
    ]


def test_a_change_ahead_for_some_says_for_whom() -> None:
    coming = "{value: 3000, source: rule-12-4, effective: 2027-05-01, applies_to: Graduates of older programs}"
    atlas = load_edited((TOTAL, f"supervised_hours_total: [{{value: 2800, source: rule-12-4, at: (a)}}, {coming}]"))
    state = atlas.jurisdiction("EX")
    cell = comparison.license_cell(state, state.license("lpc"), "supervised_hours_total", atlas)
    assert cell.words == "2,800; 3,000 from May 1, 2027 (graduates of older programs)"


def test_a_change_ahead_of_an_earlier_license_is_said_in_the_cell_of_the_sum(atlas: Atlas) -> None:
    def fact(id: str, *answers: Answer) -> dict[str, Fact]:
        return {id: Fact(BY_ID[id], answers)}

    state = atlas.jurisdiction("EX")
    now, later = Answer(Status.STATED, value=1000), Answer(Status.STATED, value=1200, effective=date(2027, 5, 1))
    lac, lpc = state.license("lac"), state.license("lpc")
    lac = replace(lac, facts=lac.facts | fact("supervised_hours_total", now, later))
    lpc = replace(lpc, facts=lpc.facts | fact("lower_hours_counted", Answer(Status.STATED, value=0)))
    cell = comparison.license_cell(with_license(with_license(state, lac), lpc), lpc, "supervised_hours_total", atlas)
    assert (cell.words, cell.pending) == ("3,800 (1,000 for the LAC); 1,200 from May 1, 2027", True)


def test_a_cohort_stands_in_the_cell_and_its_figure_is_filtered_by() -> None:
    old = "- {value: 48, source: statute-3, at: (c), applies_to: Graduates of older programs}"
    cohort = "- {value: 48, source: statute-3, cohort: {event: program_begun, before: 2017-08-01}}"
    atlas = load_edited((old, cohort))
    lpc = atlas.jurisdiction("EX").license("lpc")
    cell = comparison.license_cell(atlas.jurisdiction("EX"), lpc, "min_semester_credits", atlas)
    assert (cell.words, cell.every) == ("60; 48 for programs begun before Aug. 1, 2017", "60|48")
    told = json.loads(tool_data.tool_data(atlas))["states"]["EX"]["licenses"][1]["needs"]["min_semester_credits"]
    assert [(c["before"], c["figures"]["values"]) for c in told["cohorts"]] == [("2017-08-01", [48])]


@pytest.mark.parametrize(
    ("associate", "words"),
    [
        (["first-exam"], "FIRST for the LAC; FIRST or SECOND for the LPC"),
        ([], "FIRST or SECOND"),
        (Answer(Status.UNKNOWN, text="The text is cut."), "not confirmed for the LAC; FIRST or SECOND for the LPC"),
        (Answer(Status.SILENT, text="No text names one."), "FIRST or SECOND"),
        (None, "FIRST, or no exam (sources disagree) for the LAC; FIRST or SECOND for the LPC"),
    ],
    ids=["stated", "none", "unknown", "silent", "disputed"],
)
def test_the_exams_of_the_whole_path_stand_in_the_cell(atlas: Atlas, associate: Any, words: str) -> None:
    lac = atlas.jurisdiction("EX").license("lac")
    atlas = with_changed(
        atlas, "lac", exams=associate if associate is not None else disputed(lac, "exams", [], ["first-exam"])
    )
    jurisdiction = atlas.jurisdiction("EX")
    assert comparison.license_cell(jurisdiction, jurisdiction.license("lpc"), "exams", atlas).words == words


def test_compare_judges_by_the_exams_of_the_path_and_the_figures_of_move(atlas: Atlas) -> None:
    told = json.loads(tool_data.compare_data(atlas))["EX-lpc"]
    assert [step["readings"] for step in told["exams"]] == [[["first-exam"]], [["first-exam", "second-exam"]]]
    move = json.loads(tool_data.tool_data(atlas))["states"]["EX"]["licenses"][1]
    assert move["exams"]["path"] == told["exams"]
    for id, figures in told["figures"].items():
        assert figures.items() <= move["needs"][id].items()


def test_a_license_that_may_not_be_needed_makes_its_exam_uncertain() -> None:
    atlas = load_edited(
        ("required_step: {value: true, source: statute-3, at: (b)}", "required_step: {unknown: No text says.}")
    )
    lpc = atlas.jurisdiction("EX").license("lpc")
    first, last = portability.exams_for(atlas.jurisdiction("EX"), lpc, atlas.day)
    assert (first.certain, last.certain) == (False, True)
    assert portability.path_exam_verdict((first, last), ["second-exam"]).outcome is Outcome.CANNOT_TELL


def test_fees_are_those_of_the_licenses_that_a_path_requires() -> None:
    optional = ("required_step: {value: true,", "required_step: {value: false,")
    for atlas, total in ((load_edited(), "at least $227.50"), (load_edited(optional), "at least $100")):
        jurisdiction = atlas.jurisdiction("EX")
        (line,) = comparison.lines(atlas)
        assert comparison.fees_words(jurisdiction, jurisdiction.license("lpc"), atlas) == total
        assert total in [cell.words for cell in line.cells]


def test_one_exam_that_stands_against_a_choice_of_two_is_said_to_be_alone(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    either = disputed(lpc, "exams", ["first-exam"], ["first-exam", "second-exam"])
    doubtful = replace(lpc, facts={**lpc.facts, "exams": replace(lpc.facts["exams"], answers=(either,))})
    names = [atlas.exams[id].abbr for id in ("first-exam", "second-exam")]
    assert comparison.exam_words(doubtful, atlas) == f"{names[0]} alone, or {names[0]} or {names[1]} (sources disagree)"


def test_years_that_hold_for_one_group_open_no_route() -> None:
    years = "endorsement_years: {value: 3, source: statute-3"
    everybody = load_edited()
    assert tool_data.endorsement_years(everybody.jurisdiction("EX"), everybody) == [3]
    limited = load_edited((years, years + ", applies_to: Practice in Example State"))
    assert tool_data.endorsement_years(limited.jurisdiction("EX"), limited) == []


def test_only_an_associate_license_right_below_bounds_a_plan(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    lac, lpc = jurisdiction.license("lac"), jurisdiction.license("lpc")
    assert path_totals.associate_below(jurisdiction, lpc, atlas.day) == lac
    between = replace(lpc, id="between", level=Level.INTERMEDIATE, leads_to="lpc")
    longer = replace(jurisdiction, licenses=(replace(lac, leads_to="between"), between, lpc))
    assert path_totals.associate_below(longer, lpc, atlas.day) is None
    step = replace(lac.facts["required_step"], answers=(Answer(Status.STATED, value=False),))
    optional = replace(between, facts={**between.facts, "required_step": step})
    skipped = replace(jurisdiction, licenses=(replace(lac, leads_to="between"), optional, lpc))
    assert (
        path_totals.associate_below(skipped, lpc, atlas.day) == skipped.licenses[0]
    )  # a license that may be skipped isn't in the way


def test_hours_of_two_licenses_have_the_ratios_of_both_and_no_limit_on_a_known_day(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    lpc = jurisdiction.license("lpc")
    first = with_answers(lpc, supervised_hours_total=1000, supervision_ratio="1 hour per 5 direct hours")
    first = replace(first, id="first", leads_to="lpc", level=Level.INTERMEDIATE)
    single = hours_plan.asked((lpc,), None, atlas.day)
    both = hours_plan.asked((first, lpc), None, atlas.day)
    assert single.max_months
    assert both.max_months is None
    assert {rule.per for rule in both.ratios} > {rule.per for rule in single.ratios}


def test_a_total_that_its_parts_make_up_has_no_date_of_its_own(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    clients = with_answers(lpc, supervised_hours_total=1500, direct_client_hours=1500)
    supervised = with_answers(lpc, supervised_hours_total=1500, direct_client_hours=1380, supervision_hours=120)
    for license, included, total in (
        (clients, False, None),
        (supervised, True, None),
        (supervised, False, 1500),
        (with_answers(lpc, supervised_hours_total=1501, direct_client_hours=1380, supervision_hours=120), True, 1501),
    ):
        told = with_answers(license, total_includes_supervision=included)
        assert hours_plan.asked((told,), None, atlas.day).supervised_hours_total == total


def test_move_tells_the_conditions_of_the_years_of_endorsement(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    years = jurisdiction.facts["endorsement_years"]
    noted = replace(years, answers=(Answer(Status.STATED, 2, note="Only years in this state count."),))
    facts = {**jurisdiction.facts, "endorsement_years": noted}
    own = replace(atlas, jurisdictions=(replace(jurisdiction, facts=facts),))
    told = json.loads(tool_data.tool_data(own))["states"]["EX"]["endorsement"]
    assert told.startswith("Only years in this state count. ")


# ---- the map


def test_every_jurisdiction_has_a_place_of_its_own_on_the_map() -> None:
    assert set(tile_map.PLACES) == set(NAMES)
    assert len(set(tile_map.PLACES.values())) == len(NAMES)


def test_the_key_of_the_map_names_the_doubts_that_occur(atlas: Atlas) -> None:
    drawn = tile_map.tile_map(atlas)
    for fact in drawn.facts:
        key = dict(drawn.key(fact))
        bands = {value.band for tile in drawn.tiles for value in tile.values if value.fact == fact.id}
        assert {f"band-{band}" for band in bands} <= set(key)
        assert {f"band-{band}" for band, _ in tile_map.DOUBTS if band not in bands}.isdisjoint(key)
        assert len(key) >= len(fact.band_words())


def test_bands_hold_their_values() -> None:
    fact = tile_map.FACTS[0]
    assert [fact.band(v) for v in ("1500", "2000", "2001", "3000", "3400", "4000")] == [0, 0, 1, 1, 2, 3]
    for fact in tile_map.FACTS:
        assert len(fact.band_words()) <= 4


def test_a_tile_says_its_value_and_doubt_has_its_own_band(atlas: Atlas) -> None:
    tile = next(t for t in tile_map.tile_map(atlas).tiles if t.code == "EX")
    values = {v.fact: (v.words, v.band) for v in tile.values}
    assert values["supervised_hours_total"] == ("2,800", "1")
    assert values["min_months"][1] == "disputed"


# ---- move


@pytest.mark.parametrize(
    ("asked", "have", "outcome", "short"),
    [
        (NumericRequirement((3000,), Status.STATED), 3000, Outcome.MET, None),
        (NumericRequirement((3000,), Status.STATED), 2400, Outcome.SHORT, (600, 600)),
        (NumericRequirement((3000,), Status.STATED), None, Outcome.CANNOT_TELL, None),
        (NumericRequirement((1900, 2400), Status.DISPUTED), 2400, Outcome.MET, None),
        (NumericRequirement((1900, 2400), Status.DISPUTED), 2000, Outcome.CANNOT_TELL, None),
        (NumericRequirement((1900, 2400), Status.DISPUTED), 1000, Outcome.SHORT, (900, 1400)),
        (NumericRequirement((), Status.SILENT), 3000, Outcome.NOT_SET, None),
        (NumericRequirement((), Status.UNKNOWN), 3000, Outcome.CANNOT_TELL, None),
        (NumericRequirement((60,), Status.STATED, doubt=True), 60, Outcome.CANNOT_TELL, None),
    ],
)
def test_verdicts(
    asked: NumericRequirement, have: float | None, outcome: Outcome, short: tuple[float, float] | None
) -> None:
    found = portability.verdict(asked, have)
    assert (found.outcome, found.short) == (outcome, short)


@given(NEEDS, st.one_of(st.none(), st.integers(0, 6000)))
def test_no_verdict_contradicts_its_figures(asked: NumericRequirement, have: int | None) -> None:
    found = portability.verdict(asked, have)
    if found.outcome is Outcome.MET:
        assert asked.values
        assert all((have or 0) >= v for v in asked.values)
        assert not asked.doubt
    if found.outcome is Outcome.SHORT:
        assert found.short is not None
        assert have is not None
        assert all(have < v for v in asked.values)
        assert (found.short[0] + have, found.short[1] + have) == (min(asked.values), max(asked.values))
    if asked.status is Status.UNKNOWN and not asked.values:
        assert found.outcome is Outcome.CANNOT_TELL


@given(NEEDS, NEEDS)
def test_one_license_against_another_says_only_what_holds_for_every_figure(
    asked: NumericRequirement, own: NumericRequirement
) -> None:
    found = portability.verdict_between(asked, own)
    each = {portability.verdict(asked, value).outcome for value in own.values}
    if found.outcome in (Outcome.MET, Outcome.SHORT) and asked.high:  # otherwise nothing is required
        assert each == {found.outcome}
        assert not own.doubt


@pytest.mark.parametrize(
    ("readings", "logic", "passed", "outcome"),
    [
        ((("nce", "ncmhce"),), "any_of", ["nce"], Outcome.MET),
        ((("nce", "ncmhce"),), "all_of", ["nce"], Outcome.SHORT),
        ((("nce", "ncmhce"),), "all_of", ["nce", "ncmhce"], Outcome.MET),
        ((("nce", "ncmhce"),), "other", ["nce"], Outcome.CANNOT_TELL),
        ((("ncmhce",),), "", ["nce"], Outcome.SHORT),
        ((("ncmhce",), ("nce", "ncmhce")), "any_of", ["nce"], Outcome.CANNOT_TELL),
        (((),), "", [], Outcome.NOT_SET),
        ((), "any_of", ["nce"], Outcome.CANNOT_TELL),
    ],
)
def test_exam_verdicts(readings: tuple[tuple[str, ...], ...], logic: str, passed: list[str], outcome: Outcome) -> None:
    status = Status.STATED if readings else Status.UNKNOWN
    assert portability.exam_verdict(ExamRequirement(readings, logic, status), passed).outcome is outcome


def test_verdicts_in_words() -> None:
    assert (
        words(portability.verdict(NumericRequirement((3000,), Status.STATED), 2999), "supervised_hours_total")
        == "short by 1 hour"
    )
    assert (
        words(portability.verdict(NumericRequirement((1900, 2400), Status.DISPUTED), 1000), "direct_client_hours")
        == "short by 900 to 1,400 hours"
    )
    assert (
        words(portability.verdict(NumericRequirement((60,), Status.STATED), 48), "min_semester_credits")
        == "short by 12 semester hours"
    )


# ---- plan, by hand


def test_a_state_with_only_totals() -> None:
    """3,000 hours at 30 a week: 100 weeks. 1,500 direct at 15 a week: 100 weeks. 1 January 2026 and 700 days: 2 December 2027."""
    plan = hours_plan.calculate_plan(
        hours_plan.PlanRequirements(supervised_hours_total=3000, direct_client_hours=1500),
        hours_plan.Pace(date(2026, 1, 1), 30, 0.5, 1),
    )
    assert [m.when for m in plan.milestones] == [date(2027, 12, 2), date(2027, 12, 2)]
    assert plan.finish == date(2027, 12, 2)
    assert plan.warnings == ()


def test_a_state_with_a_ratio() -> None:
    """1 hour for 20 direct hours, at 25 direct hours a week: 1.25 hours a week are asked, 1 is planned."""
    asked = hours_plan.PlanRequirements(
        supervised_hours_total=3000, min_months=24, ratios=(SupervisionRatio(1, 20, direct=True),)
    )
    plan = hours_plan.calculate_plan(asked, hours_plan.Pace(date(2026, 1, 31), 50, 0.5, 1))
    assert plan.supervision_needed == 1.25
    assert plan.warnings == ("low_supervision",)
    # 60 weeks would do for the hours; the 24 months take longer
    assert (plan.finish, plan.bottleneck) == (date(2028, 1, 31), "min_months")


def test_a_state_with_caps() -> None:
    """45 hours a week where 40 count: 3,000 hours take 75 weeks. A limit of 12 months and a term of 6 are overrun."""
    asked = hours_plan.PlanRequirements(
        supervised_hours_total=3000, max_hours_per_week=40, max_months=12, term_months=6
    )
    plan = hours_plan.calculate_plan(asked, hours_plan.Pace(date(2026, 3, 1), 45, 0.5, 1))
    assert plan.finish == date(2026, 3, 1) + timedelta(weeks=75)
    assert plan.limit == date(2027, 3, 1)
    assert plan.term_ends == date(2026, 9, 1)
    assert plan.warnings == ("over_weekly_cap", "after_limit", "after_term")


def test_a_state_with_unknowns_gives_no_date_for_them() -> None:
    plan = hours_plan.calculate_plan(hours_plan.PlanRequirements(), hours_plan.Pace(date(2026, 1, 1), 30, 0.5, 1))
    assert (plan.milestones, plan.finish, plan.bottleneck) == ((), None, "")
    never = hours_plan.calculate_plan(
        hours_plan.PlanRequirements(supervised_hours_total=100, direct_client_hours=50),
        hours_plan.Pace(date(2026, 1, 1), 30, 0, 1),
    )
    assert (never.finish, never.bottleneck, never.warnings) == (None, "direct_client_hours", ("never",))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 15), 14, date(2028, 1, 15)),
        (date(2026, 1, 1), 1.5, date(2026, 2, 17)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_calendar_months(start: date, months: float, end: date) -> None:
    assert hours_plan.add_months(start, months) == end


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        (SupervisionRatio(1, 40), 1.0),
        (SupervisionRatio(1, span="week"), 1.0),
        (SupervisionRatio(4, span="month"), 0.92),
        (SupervisionRatio(52, span="year"), 1.0),
        (None, None),
    ],
)
def test_supervision_by_ratio(rule: SupervisionRatio | None, needed: float | None) -> None:
    found = supervision_needed([rule] if rule else [], 40, 20)
    assert found is None if needed is None else found == pytest.approx(needed, abs=0.01)


def test_the_figures_of_a_plan_are_the_stricter_ones_of_the_facts(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    asked = hours_plan.asked((jurisdiction.license("lpc"),), jurisdiction.license("lac"), DAY)
    assert (asked.supervised_hours_total, asked.min_months, asked.max_months, asked.term_months) == (2800, 24, 60, 48)
    assert asked.ratios == (SupervisionRatio(1, 20, direct=True),)
    assert asked.supervision_hours is None


def test_needs_keep_every_figure(atlas: Atlas) -> None:
    license = atlas.jurisdiction("EX").license("lpc")
    assert numeric_requirement(license, "min_semester_credits", DAY) == NumericRequirement((60, 48), Status.STATED)
    assert numeric_requirement(license, "min_months", DAY) == NumericRequirement((18, 24), Status.DISPUTED)
    assert numeric_requirement(license, "supervision_hours", DAY) == NumericRequirement((), Status.SILENT)
    assert numeric_requirement(license, "no_such_fact", DAY) == NumericRequirement((), Status.UNKNOWN)


def test_the_data_for_scripts_is_safe_in_a_page(atlas: Atlas) -> None:
    text = tool_data.tool_data(atlas)
    assert "<" not in text
    assert json.loads(text)["states"]["EX"]["licenses"][1]["plan"]["figures"]["supervised_hours_total"] == 2800


# ---- the same facts from the other side


def test_exam_pages_list_every_license_that_accepts_the_exam(atlas: Atlas) -> None:
    uses = list(exam_uses.uses(atlas.exams["first-exam"], atlas))
    assert [(u.license, u.level, u.others) for u in uses] == [
        ("LAC", "associate", "the only exam named"),
        ("LPC", "independent", "FIRST for the LAC; FIRST or SECOND for the LPC"),
    ]


def test_titles_list_every_title_abbreviation_and_nickname(atlas: Atlas) -> None:
    names = {name.name for name in titles_page.names(atlas)}
    assert {
        "LAC",
        "LPC",
        "Licensed Associate Counselor",
        "Licensed Professional Counselor",
        "Counselor intern",
        "ALPC",
    } == names


def test_bars_are_parts_of_the_longest(atlas: Atlas) -> None:
    (bar,) = hours_page.bars(atlas)
    assert (bar.total, bar.direct, bar.total_width) == ("2,800", "1,200", 100)
    assert [(tick.label, tick.place) for tick in hours_page.ticks(atlas)] == [
        ("0", 0),
        ("1,000", 35.7),
        ("2,000", 71.4),
    ]
    assert bar.direct_width == pytest.approx(100 * 1200 / 2800, abs=0.1)
