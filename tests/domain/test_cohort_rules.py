"""Which rule binds a person, by each rule's own event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from atlas.domain.cohort_rules import cohort_rules
from atlas.domain.cohorts import Cohort, CohortEvent
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, Credential, Level

DAY = date(2026, 11, 28)


def answer(value: int, **cohort: object) -> Answer:
    return Answer(Status.STATED, value, cohort=Cohort.model_validate(cohort))


def state() -> Jurisdiction:
    credits = Fact(
        BY_ID["min_semester_credits"],
        (
            answer(48, event="program_begun", before=date(2017, 8, 1)),
            answer(60, event="program_begun", **{"from": date(2017, 8, 1)}),
        ),
    )
    hours = Fact(
        BY_ID["supervised_hours_total"],
        (
            answer(2000, event="registered", through=date(2020, 6, 30)),
            answer(3000, event="registered", **{"from": date(2020, 7, 1)}),
        ),
    )
    facts = {"min_semester_credits": credits, "supervised_hours_total": hours}
    license = License("lpc", Level.INDEPENDENT, Credential.LICENSE, None, facts, (), "LPC", "LPC")
    return Jurisdiction("EX", "Example State", "ex.yml", {}, {}, (license,), (), ())


def test_each_rule_is_bound_by_its_own_event() -> None:
    credits, hours = cohort_rules(state(), DAY)
    assert (credits.event, hours.event) == (CohortEvent.PROGRAM_BEGUN, CohortEvent.REGISTERED)
    for day, semester_credits, total in (
        (date(2017, 7, 31), 48, 2000),
        (date(2020, 6, 30), 60, 2000),
        (date(2020, 7, 1), 60, 3000),
    ):
        assert [a.value for a in credits.binding(day)] == [semester_credits]
        assert [a.value for a in hours.binding(day)] == [total]


def test_who_belongs_to_no_cohort_has_the_answer_for_everybody() -> None:
    old = replace(answer(48, event="program_begun", before=date(2012, 8, 1)), applies_to="Completed by 2018")
    general = Answer(Status.STATED, 60)
    fact = Fact(BY_ID["min_semester_credits"], (general, old))
    license = License("lpc", Level.INDEPENDENT, Credential.LICENSE, None, {fact.field.id: fact}, (), "LPC", "LPC")
    (rule,) = cohort_rules(replace(state(), licenses=(license,)), DAY)
    assert [a.value for a in rule.binding(date(2020, 1, 1))] == [60]
    assert [a.value for a in rule.binding(date(2010, 1, 1))] == [48, 60]  # another condition decides


def test_the_newest_cohort_comes_first() -> None:
    credits, hours = cohort_rules(state(), DAY)
    assert [a.value for a in (*credits.answers, *hours.answers)] == [60, 48, 3000, 2000]
