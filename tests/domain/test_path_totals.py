"""Sums over a path: each hour once, a lower bound where something isn't known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from atlas.domain.path_totals import exams_on_path, holding_time, path_total, required_path, successive_licenses
from atlas.domain.portability import Outcome, needs_for, verdict
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, Credential, Level

DAY = date(2026, 11, 28)
UNKNOWN = Answer(Status.UNKNOWN, text="Not found.")


def license(id: str, leads_to: str | None = None, **facts: Any) -> License:
    answers = {
        name: Fact(BY_ID[name], (value if isinstance(value, Answer) else Answer(Status.STATED, value),))
        for name, value in facts.items()
    }
    return License(id, Level.INDEPENDENT, Credential.LICENSE, leads_to, answers, (), id.upper(), id.upper())


def jurisdiction(*licenses: License) -> Jurisdiction:
    return Jurisdiction("EX", "Example State", "ex.yml", {}, {}, licenses, (), ())


@pytest.mark.parametrize(
    ("counted", "value", "at_least"),
    [(0, 3000.0, False), (1000, 2000.0, False), (400, 2600.0, False), (UNKNOWN, 2000.0, True)],
)
def test_hours_taken_over_count_once(counted: Any, value: float, at_least: bool) -> None:
    path = (
        license("low", "high", supervised_hours_total=1000),
        license("high", supervised_hours_total=2000, lower_hours_counted=counted),
    )
    total = path_total(path, "supervised_hours_total", DAY)
    assert (total.value, total.at_least) == (value, at_least)


def test_a_figure_that_is_not_known_makes_a_lower_bound_and_a_silent_rule_does_not() -> None:
    high = license("high", supervised_hours_total=2000, lower_hours_counted=0)
    unknown = path_total((license("low", "high", supervised_hours_total=UNKNOWN), high), "supervised_hours_total", DAY)
    silent = Answer(Status.SILENT, text="Years are set.")
    known = path_total((license("low", "high", supervised_hours_total=silent), high), "supervised_hours_total", DAY)
    assert (unknown.value, unknown.at_least) == (2000, True)
    assert (known.value, known.at_least) == (2000, False)
    assert path_total((license("low", supervised_hours_total=silent),), "supervised_hours_total", DAY).value is None


@pytest.mark.parametrize(
    ("needed", "counted", "successive"),
    [(True, 0, True), (UNKNOWN, 0, False), (True, UNKNOWN, False), (True, 400, False), (True, None, False)],
)
def test_licenses_follow_one_another_only_where_the_first_is_required_and_all_hours_are_new(
    needed: Any, counted: Any, successive: bool
) -> None:
    low = license("low", "high", supervised_hours_total=1000, required_step=needed)
    facts = {} if counted is None else {"lower_hours_counted": counted}
    high = license("high", supervised_hours_total=2000, **facts)
    assert successive_licenses((low, high), DAY) == ((low, high) if successive else ())
    assert successive_licenses((high,), DAY) == ()


def test_a_license_that_may_be_skipped_adds_nothing() -> None:
    low = license("low", "high", supervised_hours_total=1000, required_step=False)
    high = license("high", supervised_hours_total=2000)
    assert required_path(jurisdiction(low, high), high, DAY) == (high,)
    needed = license("low", "high", supervised_hours_total=1000, required_step=UNKNOWN)
    assert required_path(jurisdiction(needed, high), high, DAY) == (needed, high)


@pytest.mark.parametrize(
    ("counted", "value", "at_least"), [(0, 1400.0, False), (1000, 1000.0, False), (400, 1000.0, True)]
)
def test_direct_hours_are_added_when_it_is_known_what_counts_twice(counted: int, value: float, at_least: bool) -> None:
    path = (
        license("low", "high", supervised_hours_total=1000, direct_client_hours=400),
        license("high", supervised_hours_total=2000, direct_client_hours=1000, lower_hours_counted=counted),
    )
    total = path_total(path, "direct_client_hours", DAY)
    assert (total.value, total.at_least) == (value, at_least)


def test_hours_with_clients_count_again_where_a_license_asks_for_no_others() -> None:
    path = (
        license("low", "high", supervised_hours_total=2000, direct_client_hours=1000, supervision_hours=100),
        license(
            "high",
            supervised_hours_total=2000,
            direct_client_hours=2000,
            supervision_hours=100,
            lower_hours_counted=1000,
        ),
    )
    direct = path_total(path, "direct_client_hours", DAY)
    assert (direct.value, direct.at_least) == (2000, False)
    least, most = (path_total(path, "supervision_hours", DAY, strict=strict) for strict in (False, True))
    assert (least.value, least.at_least) == (100, True)
    assert (most.value, most.at_least) == (200, False)  # right whether or not hours count again


def test_months_of_a_license_without_a_number_of_hours_may_count_again() -> None:
    silent = Answer(Status.SILENT, text="Years are set.")
    path = (
        license("low", "high", supervised_hours_total=silent, min_months=24),
        license("high", supervised_hours_total=3000, min_months=24),
    )
    least, most = (path_total(path, "min_months", DAY, strict=strict) for strict in (False, True))
    assert (least.value, least.at_least, most.value) == (24, True, 48)
    asked = needs_for(jurisdiction(*path), path[-1], "min_months", DAY)
    assert verdict(asked, 24).outcome is Outcome.CANNOT_TELL
    assert verdict(asked, 48).outcome is Outcome.MET
    assert path_total(path, "supervised_hours_total", DAY, strict=True).value == 3000


def test_a_lower_license_whose_figure_is_not_known_leaves_the_whole_unknown() -> None:
    low = license("low", "high", supervised_hours_total=0, min_months=UNKNOWN)
    for own, outcome in ((Answer(Status.SILENT, text="None."), Outcome.CANNOT_TELL), (12, Outcome.CANNOT_TELL)):
        high = license("high", supervised_hours_total=3000, min_months=own)
        assert verdict(needs_for(jurisdiction(low, high), high, "min_months", DAY), 60).outcome is outcome


def test_each_exam_is_passed_once() -> None:
    low = license("low", "high", exams=["nce"])
    high = license("high", exams=["nce", "ncmhce"], exam_logic="all_of")
    steps = exams_on_path((low, high), DAY)
    assert [(step.license.id, step.requirement.readings) for step in steps] == [
        ("low", (("nce",),)),
        ("high", (("ncmhce",),)),
    ]
    either = license("high", exams=["nce", "ncmhce"], exam_logic="any_of")
    assert [step.license.id for step in exams_on_path((low, either), DAY)] == ["low"]


def test_how_long_a_license_can_be_held() -> None:
    assert holding_time(license("low", term_months=24, max_term_months=72), DAY).months == 72
    first = holding_time(license("low", term_months=24, max_term_months=UNKNOWN), DAY)
    assert (first.months, first.at_least, first.endless) == (24, True, False)
    endless = license("low", term_months=24, max_term_months=Answer(Status.SILENT, text="No end is set."))
    assert holding_time(endless, DAY).endless
