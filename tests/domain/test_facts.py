"""Facts, figures and words that follow from the invented state."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from atlas.domain import evidence, formatting, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.fees import fees_along
from atlas.domain.requirements import Status
from atlas.domain.sources import Evidence
from atlas.domain.vocabulary import BY_ID, FIELDS, LICENSE_FIELDS, Credential, Level, expected_ids
from atlas.outputs import fact_rows
from atlas.outputs.api import files as api_files
from conftest import DAY

COLUMNS = (
    "state,license,level,fact,value,unit,status,evidence,citation,url,current_through,read_on,applies_to,effective,note,"
    "license_id,until,cohort_event,cohort_from,cohort_before,caveat,may_have_changed,"
    "official_url,confirmed_by"
)


def rows(atlas: Atlas, license: str, fact: str) -> list[fact_rows.Row]:
    return [row for row in fact_rows.rows(atlas) if (row.license, row.fact) == (license, fact)]


def test_the_columns_of_facts_csv_are_the_published_ones(atlas: Atlas) -> None:
    table = api_files.table(fact_rows.rows(atlas))
    assert table.splitlines()[0] == COLUMNS
    assert all(len(row) == COLUMNS.count(",") + 1 for row in csv.reader(io.StringIO(table)))


def test_a_stated_fact_has_its_source(atlas: Atlas) -> None:
    (row,) = rows(atlas, "LPC", "supervised_hours_total")
    assert (row.state, row.level, row.value, row.unit, row.status) == ("EX", "independent", "2800", "hours", "stated")
    assert (row.evidence, row.citation, row.url) == (
        "law",
        "12 Example Admin. Code § 4 (a)",
        "https://law.example/12-4",
    )
    assert (row.current_through, row.read_on) == ("2025-03-28", "2026-01-15")


def test_a_disputed_fact_has_one_row_for_each_reading_preferred_first(atlas: Atlas) -> None:
    assert [(r.value, r.status, r.evidence) for r in rows(atlas, "LPC", "min_months")] == [
        ("18", "disputed", "law"),
        ("24", "disputed", "board"),
    ]


def test_every_row_of_a_disputed_fact_has_the_note_of_the_fact(atlas: Atlas) -> None:
    assert [r.note for r in rows(atlas, "LPC", "min_months")] == ["The rule is newer than the page."] * 2


def test_silent_and_unknown_have_no_value_and_say_why(atlas: Atlas) -> None:
    (silent,) = rows(atlas, "LPC", "supervision_hours")
    (unknown,) = rows(atlas, "LPC", "fee_license")
    assert (silent.value, silent.status, silent.evidence) == ("", "silent", "law")
    assert silent.note == "A ratio is set instead of a total."
    assert (unknown.value, unknown.status, unknown.evidence, unknown.citation) == ("", "unknown", "", "")
    assert unknown.note == "The schedule is a scanned image."


def test_lists_booleans_and_jurisdiction_facts(atlas: Atlas) -> None:
    assert rows(atlas, "LPC", "exams")[0].value == "first-exam; second-exam"
    assert rows(atlas, "LAC", "background_check")[0].value == "true"
    (compact,) = rows(atlas, "", "compact_member")
    assert (compact.level, compact.value) == ("", "false")


def test_a_scheduled_change_has_a_row_with_its_day(atlas: Atlas) -> None:
    assert [(r.value, r.effective) for r in rows(atlas, "LPC", "ce_hours_per_cycle")] == [
        ("40", ""),
        ("30", "2027-01-01"),
    ]


def test_a_scheduled_change_becomes_current_on_its_day(atlas: Atlas) -> None:
    fact = atlas.jurisdiction("EX").license("lpc").facts["ce_hours_per_cycle"]
    assert fact.current_answer(date(2026, 12, 31)).value == 40
    assert fact.current_answer(date(2027, 1, 1)).value == 30
    assert fact.upcoming(date(2027, 1, 1)) == ()


def test_answers_for_groups_of_people_stay_apart(atlas: Atlas) -> None:
    assert [(r.value, r.applies_to) for r in rows(atlas, "LPC", "min_semester_credits")] == [
        ("60", ""),
        ("48", "Graduates of older programs"),
    ]


def test_same_as_gives_the_other_license_the_fact_as_well(atlas: Atlas) -> None:
    associate, independent = rows(atlas, "LAC", "degree_level"), rows(atlas, "LPC", "degree_level")
    assert [r.value for r in associate] == [r.value for r in independent] == ["masters"]
    assert rows(atlas, "LAC", "jurisprudence_exam")[0].value == "true"
    assert rows(atlas, "LAC", "exams")[0].value == "first-exam"


def test_level_rests_on_the_source_of_the_title(atlas: Atlas) -> None:
    (row,) = rows(atlas, "LAC", "level")
    assert (row.value, row.citation) == ("associate", "Example Stat. § 3 (b)")


def test_every_expected_fact_has_a_row(atlas: Atlas) -> None:
    have = {(r.license, r.fact) for r in fact_rows.rows(atlas)}
    for field in FIELDS:
        if field.scope == "jurisdiction":
            assert ("", field.id) in have
    for license in atlas.jurisdiction("EX").licenses:
        for id in expected_ids(license.level, license.credential):
            assert (license.abbr, id) in have


def test_facts_json_and_csv_hold_the_same(atlas: Atlas) -> None:
    from atlas.rendering.artifacts import Settings
    from atlas.rendering.context import BuildContext, environment

    settings = Settings("https://site.example/", "https://repo.example/")
    files = {o.address: o.content for o in api_files.build(BuildContext(atlas, settings, environment()))}
    table = list(csv.DictReader(io.StringIO(files["api/v1/facts.csv"].decode())))
    assert table == json.loads(files["api/v1/facts.json"])["facts"]
    state = json.loads(files["api/v1/states/ex.json"])
    assert state["licenses"][1]["facts"]["supervised_hours_total"]["answers"][0]["value"] == 2800
    assert state["sources"]["rule-12-4"]["evidence"] == "law"


@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2026, 2, 1), date(2030, 1, 1)])
def test_no_fact_is_without_a_current_answer(atlas: Atlas, on: date) -> None:
    for _, fact in atlas.jurisdiction("EX").all_facts():
        assert fact.current(on)


def test_an_answer_that_has_ended_is_unknown_not_shown(atlas: Atlas) -> None:
    from dataclasses import replace

    fact = atlas.jurisdiction("EX").license("lpc").facts["max_months"]
    ended = replace(fact, answers=(replace(fact.answers[0], until=date(2026, 1, 31)),))
    assert ended.current_answer(DAY).status is Status.UNKNOWN
    assert "31" in ended.current_answer(DAY).text


# ---- derived figures


def test_the_path_goes_from_associate_to_independent(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    assert [x.abbr for x in pathways.license_pathway(jurisdiction, pathways.main_license(jurisdiction))] == [
        "LAC",
        "LPC",
    ]
    associate = pathways.associate_license(jurisdiction)
    assert associate is not None
    assert associate.abbr == "LAC"


def test_fees_add_up_and_say_what_is_missing(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    fees = fees_along(pathways.license_pathway(jurisdiction, pathways.main_license(jurisdiction)), DAY)
    assert fees.total == 75 + 52.5 + 100
    assert [(f.license.abbr, f.fact) for f in fees.missing] == [("LPC", "fee_license")]


def test_indirect_hours_and_weekly_pace(atlas: Atlas) -> None:
    license = atlas.jurisdiction("EX").license("lpc")
    assert pathways.indirect_hours(license, DAY) == 2800 - 1200
    # 2,800 hours in 18 months of 4.348 weeks
    assert pathways.weekly_pace(license, DAY) == pytest.approx(35.8, abs=0.05)
    assert pathways.weekly_pace(atlas.jurisdiction("EX").license("lac"), DAY) is None


def test_counts_and_the_oldest_source(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    counts = evidence.count_evidence(jurisdiction, DAY)
    assert counts.total == len(list(jurisdiction.all_facts()))
    assert counts.status[Status.DISPUTED] == 1
    assert counts.answered == sum(counts.evidence.values())
    assert counts.evidence[Evidence.SECONDARY] == 4  # two of them on the compact
    assert evidence.oldest_source(jurisdiction) == date(2025, 3, 28)


# ---- words


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("supervised_hours_total", 2800, "2,800 hours"),
        ("ce_ethics_hours", 1, "1 hour"),
        ("fee_license", 52.5, "$52.50"),
        ("fee_license", 1100, "$1,100"),
        ("min_months", 24, "24 months (2 years)"),
        ("min_months", 18, "18 months (1.5 years)"),
        ("min_months", 10, "10 months"),
        ("cacrep", "not_required", "Not required"),
        ("jurisprudence_exam", False, "Not required"),
        ("exams", [], "None at this level"),
        ("renewal_years", 1, "1 year"),
    ],
)
def test_values_in_words(atlas: Atlas, fact: str, value: object, words: str) -> None:
    assert formatting.readable_value(BY_ID[fact], value, atlas.exams) == words


def test_references_are_replaced_by_figures(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    shown = formatting.referenced(
        "Wait {lpc.min_months}, pay {lac.fee_license}, {endorsement_years}.", jurisdiction, DAY, atlas.exams
    )
    assert shown == "Wait 18 months or 24 months (sources disagree), pay $52.50, 3 years."


# ---- the vocabulary


def test_no_public_id_is_ever_renamed_or_dropped() -> None:
    published = [
        "board_name",
        "board_url",
        "board_phone",
        "board_email",
        "application_url",
        "license_lookup_url",
        "compact_member",
        "compact_note",
        "endorsement_years",
        "endorsement_note",
        "military_note",
        "related_degree_note",
        "title",
        "abbr",
        "also_called",
        "level",
        "scope_note",
        "degree_level",
        "degree_fields",
        "min_semester_credits",
        "min_quarter_credits",
        "cacrep",
        "practicum_internship_hours",
        "practicum_direct_hours",
        "coursework_areas",
        "foreign_degree_note",
        "exams",
        "exam_logic",
        "exam_timing",
        "jurisprudence_exam",
        "supervised_hours_total",
        "direct_client_hours",
        "supervision_hours",
        "individual_supervision_hours",
        "group_supervision_note",
        "supervision_ratio",
        "min_months",
        "max_months",
        "hours_may_begin",
        "supervisor_qualifications",
        "telesupervision",
        "supervised_experience_note",
        "fee_application",
        "fee_license",
        "background_check",
        "references_required",
        "processing_time",
        "term_months",
        "fee_renewal",
        "renewal_years",
        "ce_hours_per_cycle",
        "ce_ethics_hours",
        "ce_note",
    ]
    assert [id for id in published if id not in BY_ID] == []


def test_what_is_expected_of_each_license_tier() -> None:
    independent = set(expected_ids(Level.INDEPENDENT, Credential.LICENSE))
    where_there_is_one = {"max_hours_per_week", "exam_logic", "required_step", "lower_hours_counted", "further_fee"}
    where_there_is_one |= {"hours_valid_months", "ce_cycle_years"}
    beside_another = {"total_includes_supervision"}
    of_the_associate = {"max_term_months"}
    rest = {f.id for f in LICENSE_FIELDS} - {"level"} - where_there_is_one - of_the_associate - beside_another
    assert independent == rest
    stated = expected_ids(Level.INDEPENDENT, Credential.LICENSE, {"supervised_hours_total", "term_months"})
    assert set(stated) == rest | beside_another
    assert "max_term_months" not in expected_ids(Level.ASSOCIATE, Credential.LICENSE)
    assert "max_term_months" in expected_ids(Level.ASSOCIATE, Credential.LICENSE, {"term_months"})
    assert expected_ids(None, Credential.SUPERVISOR) == ("title",)
    associate = set(expected_ids(Level.ASSOCIATE, Credential.PERMIT))
    assert "supervised_hours_total" not in associate
    assert {"term_months", "fee_application", "degree_level", "exams"} <= associate
    assert "degree_level" not in expected_ids(None, Credential.REGISTRATION)
    assert "degree_level" not in expected_ids(Level.INDEPENDENT, Credential.PRIVILEGE)
