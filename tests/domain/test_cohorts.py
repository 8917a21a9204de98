"""Groups of people as data: who belongs, in which words, and which answer comes first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from atlas.domain.cohorts import Cohort, CohortEvent, HourRange, Workload
from atlas.domain.days import ap_day
from atlas.domain.requirements import Answer, Fact, Status
from atlas.domain.vocabulary import BY_ID

TURN = date(2017, 8, 1)


def cohort(**days: Any) -> Cohort:
    return Cohort.model_validate({"event": "program_begun", **days})


@pytest.mark.parametrize(
    ("days", "inside", "outside", "words"),
    [
        ({"before": TURN}, [date(2017, 7, 31)], [TURN], "programs begun before Aug. 1, 2017"),
        ({"through": TURN}, [TURN], [date(2017, 8, 2)], "programs begun through Aug. 1, 2017"),
        ({"from": TURN}, [TURN, date(2026, 1, 1)], [date(2017, 7, 31)], "programs begun on or after Aug. 1, 2017"),
        (
            {"from": TURN, "before": date(2020, 7, 1)},
            [TURN, date(2020, 6, 30)],
            [date(2017, 7, 31), date(2020, 7, 1)],
            "programs begun from Aug. 1, 2017 to before July 1, 2020",
        ),
    ],
)
def test_a_cohort_includes_its_days_and_reads_so(
    days: dict[str, date], inside: list[date], outside: list[date], words: str
) -> None:
    group = cohort(**days)
    assert all(group.includes(day) for day in inside)
    assert not any(group.includes(day) for day in outside)
    assert group.words == words


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"before": TURN, "through": TURN},
        {"from": TURN, "before": TURN},
        {"from": TURN, "through": date(2017, 7, 1)},
    ],
)
def test_a_cohort_without_people_is_refused(days: dict[str, date]) -> None:
    with pytest.raises(ValidationError):
        cohort(**days)


def test_months_are_written_as_the_press_writes_them() -> None:
    assert [ap_day(date(2026, month, 1)) for month in (3, 7, 8, 9)] == [
        "March 1, 2026",
        "July 1, 2026",
        "Aug. 1, 2026",
        "Sept. 1, 2026",
    ]


def test_the_answer_for_who_begins_today_comes_first_and_a_person_gets_their_own() -> None:
    old = Answer(Status.STATED, 48, cohort=cohort(before=TURN))
    new = Answer(Status.STATED, 60, cohort=cohort(**{"from": TURN}))
    fact = Fact(BY_ID["min_semester_credits"], (old, new))
    assert fact.current_answer(date(2026, 11, 28)).value == 60
    begun = {CohortEvent.PROGRAM_BEGUN: date(2016, 9, 1)}
    assert [answer.value for answer in fact.for_person(date(2026, 11, 28), begun)] == [48]
    other_event = {CohortEvent.APPLIED: date(2016, 9, 1)}
    assert [answer.value for answer in fact.for_person(date(2026, 11, 28), other_event)] == [60, 48]


def test_a_workload_tells_which_ratio_applies() -> None:
    below = Workload.model_validate({"direct_hours_per_month": {"through": 45}})
    above = Workload.model_validate({"direct_hours_per_month": {"over": 45}})
    assert (below.words, above.words) == ("up to 45 direct hours a month", "more than 45 direct hours a month")
    spans = [dict(load.spans())["direct_hours_per_month"] for load in (below, above)]
    assert [span.includes(45) for span in spans] == [True, False]
    with pytest.raises(ValidationError):
        Workload()
    with pytest.raises(ValidationError):
        HourRange()
