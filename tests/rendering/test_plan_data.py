"""What the script of Plan is given: fees with the days on which they fall due, and what is said of the limits."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from atlas.domain.atlas import Atlas
from atlas.domain.cohorts import Cohort, CohortEvent
from atlas.domain.requirements import Answer, License, Status
from atlas.domain.vocabulary import Level
from atlas.outputs.pages import plan as plan_page
from atlas.outputs.pages.state_topics import TOPICS
from atlas.rendering import tool_data
from atlas.rendering.workload_rules import workload_rules
from build_cases import with_answers, with_changed, with_license
from conftest import ROOT


def test_a_plan_has_each_fee_with_the_day_on_which_it_falls_due(atlas: Atlas) -> None:
    lac = atlas.jurisdiction("EX").license("lac")
    lac = replace(lac, facts=lac.facts | {"further_fee": replace(lac.facts["required_step"])})
    atlas = replace(atlas, jurisdictions=(with_license(atlas.jurisdiction("EX"), lac),))
    atlas = with_changed(atlas, "lac", fee_renewal=40)
    told = json.loads(tool_data.tool_data(atlas))["states"]["EX"]["licenses"][1]
    assert [(fee["license"], fee["due"], fee["what"], fee["words"]) for fee in told["fees"]] == [
        ("LAC", "issued", "application fee", "$75"),
        ("LAC", "issued", "license fee", "$52.50"),
        ("LAC", "issued", "a further fee", "amount not confirmed"),
        ("LPC", "met", "application fee", "$100"),
        ("LPC", "met", "license fee", "not confirmed"),
    ]
    assert told["renewalFee"] == "$40"


def planned_limits(atlas: Atlas, licenses: tuple[License, ...]) -> list[str]:
    jurisdiction = replace(atlas.jurisdiction("EX"), licenses=licenses)
    told = json.loads(tool_data.tool_data(replace(atlas, jurisdictions=(jurisdiction,))))
    limits: list[str] = told["states"]["EX"]["licenses"][-1]["limits"]
    return limits


def test_a_plan_says_what_a_total_is_made_of_and_that_licenses_come_one_after_the_other(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    lpc = with_answers(jurisdiction.license("lpc"), supervised_hours_total=1500, direct_client_hours=1500)
    first = replace(lpc, id="first", abbr="FIRST", leads_to="lpc", level=Level.INTERMEDIATE)
    of_the_lpc, of_both = (planned_limits(atlas, licenses) for licenses in ((lpc,), (first, lpc)))
    assert any("all of it direct client contact, so no other" in words for words in of_the_lpc)
    assert not any("each require experience" in words for words in of_the_lpc)
    assert any("each require experience" in words for words in of_both)


def test_a_limit_is_told_with_what_its_source_adds(atlas: Atlas) -> None:
    limit = Answer(Status.STATED, value=60, note="It runs from the first registration.")
    lpc = with_answers(atlas.jurisdiction("EX").license("lpc"), max_months=limit)
    (told,) = planned_limits(atlas, (lpc,))
    assert told.endswith("60 months. It runs from the first registration.")


def test_a_rule_by_date_keeps_its_other_condition_and_what_holds_for_the_others(atlas: Atlas) -> None:
    before = Cohort(event=CohortEvent.PROGRAM_BEGUN, before=date(2012, 8, 1))
    closed = Answer(Status.STATED, value=48, cohort=before, applies_to="Completed by Dec. 31, 2018")
    credits = (Answer(Status.STATED, value=60), closed)
    practicum = (Answer(Status.STATED, value=700), Answer(Status.SILENT, text="It sets none.", cohort=before))
    atlas = with_changed(atlas, "lpc", min_semester_credits=credits, practicum_internship_hours=practicum)
    told = json.loads(tool_data.tool_data(atlas))["states"]["EX"]["licenses"][-1]["rules"]
    rules = {rule["label"]: rule for rule in told if rule["event"] == "program_begun"}
    semester = rules["Semester hours"]
    assert [answer["words"] for answer in semester["answers"]] == ["48 (completed by Dec. 31, 2018) or 60"]
    told = "48 for programs begun before Aug. 1, 2012 (completed by Dec. 31, 2018); 60 otherwise"
    assert semester["byDate"] == told
    assert [answer["words"] for answer in rules["Practicum and internship"]["answers"]] == ["not set by law"]


def test_a_fee_has_its_prices_of_later_days_and_a_further_one_what_its_source_says(atlas: Atlas) -> None:
    prices = (
        Answer(Status.STATED, value=100),
        Answer(Status.STATED, value=200, effective=date(2090, 7, 1), until=date(2091, 6, 30)),
    )
    further = Answer(Status.STATED, value=True, note="The portal adds $3.50.")
    lpc = atlas.jurisdiction("EX").license("lpc")
    lpc = replace(lpc, facts=lpc.facts | {"further_fee": lpc.facts["jurisprudence_exam"]})
    lpc = with_answers(lpc, fee_license=prices, further_fee=further)
    jurisdiction = with_license(atlas.jurisdiction("EX"), lpc)
    told = json.loads(tool_data.tool_data(replace(atlas, jurisdictions=(jurisdiction,))))["states"]["EX"]["licenses"][
        -1
    ]
    fees = {fee["what"]: fee for fee in told["fees"] if fee["license"] == "LPC"}
    assert fees["license fee"]["later"] == [["2090-07-01", 200], ["2091-07-01", 100]]
    assert "later" not in fees["application fee"]
    assert fees["a further fee"]["words"] == "The portal adds $3.50"


def test_a_plan_says_which_of_several_figures_it_uses(atlas: Atlas) -> None:
    group = "With a doctorate"
    other = Answer(Status.STATED, value=2000, applies_to=group)
    unread = Answer(Status.UNKNOWN, text="Not read.", applies_to=group)
    ratio = Answer(Status.STATED, value="2 hours per 15 direct hours", applies_to="Hours with some clients")
    for second, words in ((other, "the stricter one"), (unread, "what is known; what isn’t confirmed may be stricter")):
        totals = (Answer(Status.STATED, value=3000), second)
        changed = with_changed(atlas, "lpc", supervised_hours_total=totals, supervision_ratio=ratio)
        plan = json.loads(tool_data.tool_data(changed))["states"]["EX"]["licenses"][-1]["plan"]
        varies = dict(plan["varies"])
        assert varies["Total supervised experience (LPC)"].endswith(f". This plan uses {words}.")
        assert varies["Required supervision (LPC)"].endswith(". This plan uses it for everybody.")
        assert [rule["group"] for rule in plan["figures"]["ratios"]] == ["hours with some clients"]


BOUNDS = (
    "No fewer than 500 and no more than 1,800 hours count in twelve months.",
    "Work 30 to 40 hours a week for at least three months.",
    "The rule counts at most 1,680 hours as one year.",
    "No more than 25 direct hours in a 40-hour week.",
    "A year reportedly counts as at least 1,000 hours.",
    "2 years of full-time work or the same amount part time.",
    "2 years of at least ten hours a week; the rule sets no total.",
    "At most 150 hours of work count monthly.",
)
OTHERS = (
    "Over at least 2 years.",
    "Thirty graduate semester hours count as one year.",
    "At least 50 hours of supervision a year.",
    "Up to one year of full-time experience may come from the degree internship.",
    "The law counts hours, not months.",
    "Hours gained more than 5 years before the application don't count.",
)


@pytest.mark.parametrize("words", (*BOUNDS, *OTHERS))
def test_a_rule_on_the_hours_of_a_week_or_year_that_stands_in_words_is_quoted(atlas: Atlas, words: str) -> None:
    """Wherever it is written: as a note, in place of a total, or as a text of its own."""
    lpc = with_answers(atlas.jurisdiction("EX").license("lpc"), supervised_experience_note="Keep a log.")
    quoted = [words.partition(";")[0].rstrip(".")] if words in BOUNDS else []
    for facts in (
        {"min_months": Answer(Status.STATED, value=24, note=f"Ask first. {words}")},
        {"supervised_hours_total": Answer(Status.SILENT, text=words)},
        {"supervised_experience_note": words},
    ):
        assert workload_rules([with_answers(lpc, **facts)], atlas.day) == quoted


def test_a_weekly_limit_that_plan_reckons_with_is_not_quoted(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    told = with_answers(lpc, supervised_experience_note="No more than 40 hours a week count, so plan 75 weeks.")
    counted = (replace(lpc.facts["min_months"], answers=(Answer(Status.STATED, value=hours),)) for hours in (40, 45))
    same, other = (replace(told, facts=told.facts | {"max_hours_per_week": fact}) for fact in counted)
    assert workload_rules([same], atlas.day) == []
    assert len(workload_rules([other], atlas.day)) == 1


def test_a_length_says_that_a_rule_in_words_or_a_deadline_may_change_it(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    lpc = with_answers(jurisdiction.license("lpc"), supervised_experience_note=BOUNDS[0], max_months=12)
    changed = replace(atlas, jurisdictions=(with_license(jurisdiction, lpc),))
    told = json.loads(tool_data.tool_data(changed))["states"]["EX"]["licenses"][-1]
    assert told["workloadRules"] == [BOUNDS[0].rstrip(".")]
    (row,) = plan_page.rows(changed)
    assert all(words.endswith("; a deadline comes first; a condition on hours may move this") for words in row.lengths)
    plain = with_answers(jurisdiction.license("lpc"), supervised_experience_note="Keep a log.")
    (row,) = plan_page.rows(replace(atlas, jurisdictions=(with_license(jurisdiction, plain),)))
    assert not any("deadline" in words or "condition" in words for words in row.lengths)


def test_those_whom_words_are_for_come_first(atlas: Atlas) -> None:
    text = "Half of the hours may be group work."
    notes = (
        Answer(Status.STATED, value=text),
        Answer(Status.STATED, value="Up to 900 hours count.", applies_to="doctorates"),
        Answer(Status.UNKNOWN, text="We couldn't read it.", applies_to="Records"),
    )
    changed = with_changed(atlas, "lpc", supervised_experience_note=notes)
    told = json.loads(tool_data.tool_data(changed))["states"]["EX"]["licenses"][-1]["note"]
    assert told == f"{text} Doctorates: Up to 900 hours count. Records: Not confirmed. We couldn't read it."


def test_notes_on_a_license_that_is_held_meanwhile_stand_apart(atlas: Atlas) -> None:
    first = Answer(Status.STATED, value=24, note="2 years.")
    longest = Answer(Status.STATED, value=48, note="2 years. One extension.")
    changed = with_changed(
        atlas, "lac", term_months=first, max_term_months=longest, renewal_years=replace(first, value=2)
    )
    told = json.loads(tool_data.tool_data(changed))["states"]["EX"]["licenses"][-1]["life"]
    assert told == [["Valid for", "2 years."], ["Maximum with renewals", "2 years. One extension."]]


@pytest.mark.parametrize(
    ("counted", "shortest", "length"),
    [
        (
            Answer(Status.UNKNOWN, text="Not read."),
            "; 48 months if none of it counts twice",
            "48 months, by minimum time",
        ),
        (0, "48 months (24 months for the FIRST)", "by minimum time for the LPC, after the FIRST"),
    ],
)
def test_the_list_of_lengths_says_what_adds_up(atlas: Atlas, counted: Any, shortest: str, length: str) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    figures = dict.fromkeys(("direct_client_hours", "supervision_hours"), Answer(Status.SILENT, text="None."))
    lpc = jurisdiction.license("lpc")
    required = jurisdiction.license("lac").facts["required_step"]
    lpc = replace(lpc, facts=lpc.facts | dict.fromkeys(("required_step", "lower_hours_counted"), required))
    lpc = with_answers(
        lpc, supervised_hours_total=500, min_months=24, required_step=True, lower_hours_counted=counted, **figures
    )
    first = replace(lpc, id="first", abbr="FIRST", leads_to="lpc", level=Level.INTERMEDIATE)
    (row,) = plan_page.rows(replace(atlas, jurisdictions=(replace(jurisdiction, licenses=(first, lpc)),)))
    assert row.shortest.endswith(shortest)
    assert length in row.lengths[-1]


def test_the_form_and_its_script_say_the_same_of_the_link_and_name_a_heading_that_the_page_has() -> None:
    template = (ROOT / "hooks" / "templates" / "plan.html").read_text(encoding="utf-8")
    saved = re.search(r"<p class=\"note\" data-kept>(.*?)</p>", template)
    assert saved
    assert saved[1] in (ROOT / "docs" / "assets" / "plan.js").read_text(encoding="utf-8")
    heading = re.search(r"<noscript>.*read “(.*?)”", template)
    assert heading
    assert heading[1] in {topic.label for topic in TOPICS}
