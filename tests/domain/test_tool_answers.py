"""Plan and Move on the real data: the written answers for each jurisdiction, and random readers against an independent count."""

from __future__ import annotations

import random
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest

from atlas.data.loader import load_atlas
from atlas.domain import hours_log, hours_plan, pathways, portability
from atlas.domain.atlas import Atlas
from atlas.domain.cohorts import CohortEvent
from atlas.domain.path_totals import required_path
from atlas.domain.requirements import Jurisdiction, License, Status
from atlas.domain.vocabulary import Level
from conftest import ROOT, TODAY
from tool_answers import FILE, answers

CASES = 500
HOURS = ("supervised_hours_total", "direct_client_hours", "supervision_hours")


@pytest.fixture(scope="module")
def real() -> Atlas:
    return load_atlas(ROOT / "data", TODAY, root=ROOT)


def test_the_answers_for_every_jurisdiction_are_those_that_were_read(real: Atlas) -> None:
    """When data changed on purpose: PYTHONPATH=hooks:tests .venv/bin/python tests/tool_answers.py, and read the diff."""
    assert answers(real) == FILE.read_text(encoding="utf-8")


def stated(license: License, fact: str, day: date, events: dict[CohortEvent, date]) -> list[float]:
    """Every figure of a fact that may bind the person, read from the answers without the domain's own functions."""
    found: list[float] = []
    current = license.facts[fact].current(day) if fact in license.facts else ()
    mine = [a for a in current if a.cohort and a.cohort.event in events and a.cohort.includes(events[a.cohort.event])]
    for answer in current:
        if any(not a.applies_to for a in mine) and not answer.cohort and not answer.applies_to:
            continue  # a cohort of the person takes the place of everybody's figure
        cohort = answer.cohort
        if cohort and cohort.event in events:
            event = events[cohort.event]
            after = cohort.first is None or event >= cohort.first
            before = (cohort.before is None or event < cohort.before) and (
                cohort.through is None or event <= cohort.through
            )
            if not (after and before):
                continue
        if answer.status is Status.STATED:
            found.append(answer.value)
        found += [value for value, *_ in answer.readings]
    return found


def only_parts_count(license: License, day: date, events: dict[CohortEvent, date]) -> bool:
    """Whether hours with clients, or these and supervision, make up the whole total."""
    total, direct, met = (max(stated(license, fact, day, events), default=0) for fact in HOURS)
    included = stated(license, "total_includes_supervision", day, events) == [True]
    return total > 0 and direct > 0 and (direct >= total or (included and direct + met >= total))


def months_on(day: date, months: float) -> date:
    """Calendar months later, counted a month at a time; whole months only."""
    year, month = day.year, day.month
    for _ in range(int(months)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def weeks_worked(begin: date, needed: float, rate: float) -> date | None:
    """The end of the week in which enough is worked, adding week by week."""
    done, weeks = 0.0, 0
    while done < needed - 1e-6:
        done, weeks = done + rate, weeks + 1
        if rate <= 0 or weeks > 3120:
            return None
    return begin + timedelta(weeks=weeks)


def reader(r: random.Random) -> tuple[hours_plan.Pace, dict[CohortEvent, date]]:
    start = date(2024, 1, 1) + timedelta(days=r.randrange(1500))
    pace = hours_plan.Pace(
        start, r.choice([8, 15, 20, 30, 37.5, 45]), r.choice([0, 0.3, 0.5, 0.75, 1]), r.choice([0, 0.5, 1, 2])
    )
    events = {event: date(2008, 1, 1) + timedelta(days=r.randrange(6500)) for event in CohortEvent if r.random() < 0.6}
    return pace, events


def single(jurisdictions: tuple[Jurisdiction, ...], day: date) -> list[tuple[Jurisdiction, License, License | None]]:
    """Licenses whose path has a single license with hours: sums over a path are held by their own tests."""
    found = []
    for jurisdiction in jurisdictions:
        license = pathways.main_license(jurisdiction)
        path = required_path(jurisdiction, license, day)
        whole = pathways.license_pathway(jurisdiction, license)
        if not any(fact in rung.facts for rung in path[:-1] for fact in (*HOURS, "min_months")):
            found.append((jurisdiction, license, next((rung for rung in whole if rung.level is Level.ASSOCIATE), None)))
    return found


def test_random_plans_agree_with_an_independent_count(real: Atlas) -> None:
    r = random.Random(19)
    places = single(real.jurisdictions, real.day)
    assert len(places) > 40
    cohorts = 0
    for _ in range(CASES):
        jurisdiction, license, associate = r.choice(places)
        pace, events = reader(r)
        path = required_path(jurisdiction, license, real.day)
        base = hours_plan.asked(path, associate, real.day)
        want = hours_plan.for_person(base, hours_plan.cohort_figures(path, associate, real.day), events)
        cohorts += want != base
        plan = hours_plan.calculate_plan(want, pace)
        caps = stated(license, "max_hours_per_week", real.day, events)
        counted = min([pace.hours_per_week, *caps])
        rates = dict(zip(HOURS, (counted, counted * pace.direct_share, pace.supervision_per_week), strict=True))
        expected: dict[str, date | None] = {}
        for fact, rate in rates.items():
            if figures := stated(license, fact, real.day, events):
                expected[fact] = weeks_worked(pace.start, max(figures), rate)
        if only_parts_count(license, real.day, events):
            del expected["supervised_hours_total"]
        if months := stated(license, "min_months", real.day, events):
            expected["min_months"] = months_on(pace.start, max(months))
        found = {milestone.fact: milestone.when for milestone in plan.milestones}
        assert found == expected, (jurisdiction.name, pace, events)
        dates = list(expected.values())
        assert plan.finish == (max(d for d in dates if d) if dates and None not in dates else None), jurisdiction.name
        if limits := stated(license, "max_months", real.day, events):
            assert plan.limit == months_on(pace.start, min(limits))
            assert ("after_limit" in plan.warnings) == bool(plan.finish and plan.finish > plan.limit)
        assert all(after > before for before, after in pairwise(plan.renewals))
        assert all(not plan.term_ends or renewal < plan.term_ends for renewal in plan.renewals)
    assert cohorts


def test_one_log_counts_in_each_state_as_an_independent_count_says(real: Atlas) -> None:
    r = random.Random(20)
    places = single(real.jurisdictions, real.day)
    for _ in range(60):
        start = date(2025, 1, 6) + timedelta(days=r.randrange(300))
        log = [
            hours_log.Session(
                start + timedelta(days=7 * week + r.randrange(7)),
                r.choice([0, 10, 25]),
                r.choice([0, 12, 20]),
                r.choice([0, 1]),
            )
            for week in range(r.randrange(1, 30))
        ]
        for jurisdiction, license, associate in r.sample(places, 3):
            want = hours_plan.asked(required_path(jurisdiction, license, real.day), associate, real.day)
            found = hours_log.count_log(log, want)
            weeks: dict[tuple[int, int], float] = {}
            for session in log:
                week = session.on.isocalendar()[:2]
                weeks[week] = weeks.get(week, 0) + session.direct + session.indirect
            cap = min(stated(license, "max_hours_per_week", real.day, {}), default=10**6)
            assert found.total == pytest.approx(sum(min(hours, cap) for hours in weeks.values()), abs=0.02)
            assert found.over_cap == pytest.approx(sum(weeks.values()) - found.total, abs=0.02)
            assert found.supervision == sum(session.supervision for session in log)


def test_random_moves_agree_with_the_figures_of_the_facts(real: Atlas) -> None:
    r = random.Random(21)
    places = single(real.jurisdictions, real.day)
    for _ in range(CASES):
        jurisdiction, license, _ = r.choice(places)
        fact = r.choice(("min_semester_credits", "supervised_hours_total", "direct_client_hours", "min_months"))
        have = r.choice([None, 12, 24, 48, 60, 1000, 2000, 3000, 4000])
        found = portability.verdict(portability.needs_for(jurisdiction, license, fact, real.day), have)
        figures = stated(license, fact, real.day, {})
        if found.outcome is portability.Outcome.MET:
            assert figures
            assert have is not None
            assert have >= max(figures), (jurisdiction.name, fact)
        if found.outcome is portability.Outcome.SHORT:
            assert have is not None
            assert have < min(figures), (jurisdiction.name, fact)
        if have is None and figures:
            assert found.outcome is portability.Outcome.CANNOT_TELL
