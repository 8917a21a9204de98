"""A plan for supervised experience: hours a week in, dates out.

The browser does the same in docs/assets/reckon.js; tests/golden/ holds both to the same cases. Where a fact gives several figures,
a minimum is planned by the highest and a limit by the lowest: who keeps to that is right under every reading.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from atlas.domain.cohorts import Cohort, CohortEvent
from atlas.domain.field_sets import PLAN_HOURS, PLAN_LIMITS, PLAN_MINIMUMS, TIME_LIMITS
from atlas.domain.field_sets import TERMS as TERMS_OF_LICENSE
from atlas.domain.figures import SupervisionRatio, numeric_requirement, supervision_needed, supervision_ratios
from atlas.domain.path_totals import Events, holding_time, licenses_with_hours, path_total, successive_licenses
from atlas.domain.requirements import License

DAYS_PER_MONTH = 365.2425 / 12
TOO_LONG = 60 * 52  # weeks; a plan beyond that is no plan
MOST_RENEWALS = 20
FIGURES = (*PLAN_MINIMUMS, *PLAN_LIMITS)
TERMS = (*TERMS_OF_LICENSE, "renewal_years")


@dataclass(frozen=True)
class Stage:
    """The minimums of one license of a path; None where there is none. `license` is its short name."""

    license: str = ""
    supervised_hours_total: float | None = None
    direct_client_hours: float | None = None
    supervision_hours: float | None = None
    min_months: float | None = None


@dataclass(frozen=True)
class PlanRequirements:
    """The figures a plan must meet; None where there is none.

    stages              the minimums by license, where those of a license begin when the license before is had; else none
    first_term_months   of the associate license, from issue to first expiry
    renewal_months      its regular renewals; None when it isn't renewed, or that isn't known
    term_months         the longest it can be held with them; None when that isn't known, or the law sets no end
    endless             the law sets no end
    """

    supervised_hours_total: float | None = None
    direct_client_hours: float | None = None
    supervision_hours: float | None = None
    min_months: float | None = None
    max_months: float | None = None
    hours_valid_months: float | None = None
    first_term_months: float | None = None
    renewal_months: float | None = None
    term_months: float | None = None
    endless: bool = False
    max_hours_per_week: float | None = None
    ratios: tuple[SupervisionRatio, ...] = ()
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class SoFar:
    """What is done already, in clock hours, on the day `on`; `worked`: the same by the day, in order, where a log tells them."""

    on: date
    supervised_hours_total: float = 0
    direct_client_hours: float = 0
    supervision_hours: float = 0
    worked: tuple[tuple[date, tuple[float, ...]], ...] = ()


@dataclass(frozen=True)
class Pace:
    """How somebody works. `start` is the day from which hours and months count; `direct_share` is a part from 0 to 1;
    hours are clock hours a week. With `so_far`, the hours still missing are worked from its day on. `issued` is the day on
    which the associate license was issued; without one it is taken for issued on `start`. Nobody can apply before `today`.
    """

    start: date
    hours_per_week: float
    direct_share: float
    supervision_per_week: float
    so_far: SoFar | None = None
    issued: date | None = None
    today: date | None = None


@dataclass(frozen=True)
class Milestone:
    """When one minimum is met; None when this pace never meets it. `license` is that of its stage, "" in a plan without stages."""

    fact: str
    asked: float
    when: date | None
    license: str = ""


@dataclass(frozen=True)
class Plan:
    """What follows from a pace.

    finish              when every minimum that is known is met; None when one never is, or none is known
    bottleneck          the fact that is met last
    by_time_only        no hours are known: the plan rests on months alone
    first_term_ends     when the associate license expires, or is renewed, for the first time
    renewals            the days on which it is renewed before the plan ends
    term_ends           its final expiration; None when none is known
    limit               when the experience must be finished
    supervision_needed  hours a week by the ratio for this workload, the strictest where several may apply
    warnings            over_weekly_cap, low_supervision, never, after_limit, after_term, after_first_term (whether it can be
                        renewed isn't known), hours_expire
    """

    milestones: tuple[Milestone, ...]
    finish: date | None
    bottleneck: str
    by_time_only: bool
    first_term_ends: date | None
    renewals: tuple[date, ...]
    term_ends: date | None
    limit: date | None
    supervision_needed: float | None
    warnings: tuple[str, ...]


def asked(
    path: Sequence[License], associate: License | None, on: date, events: Events | None = None
) -> PlanRequirements:
    """The figures of the licenses that a path requires, the last the one that is planned for, and how long the associate
    license that leads to it can be held. With `events`, those that bind a person for whom each event fell on its day."""
    totals: dict[str, Any] = {
        fact: path_total(path, fact, on, strict=True, events=events).value for fact in PLAN_MINIMUMS
    }
    if total_is_its_parts(path[-1], on, totals):
        totals["supervised_hours_total"] = None
    licenses = licenses_with_hours(path, on)
    caps = [numeric_requirement(license, "max_hours_per_week", on, events).low for license in licenses]
    return PlanRequirements(
        **totals,
        **_holding(associate, on),
        **_limits(licenses, on, events),
        stages=_stages(path, on, events),
        max_hours_per_week=min((cap for cap in caps if cap is not None), default=None),
        ratios=tuple(dict.fromkeys(rule for license in licenses for rule in supervision_ratios(license, on))),
    )


def _stages(path: Sequence[License], on: date, events: Events | None) -> tuple[Stage, ...]:
    """What each license adds, for licenses whose experience is gained one after the other."""
    tiers = {fact: path_total(path, fact, on, strict=True, events=events).tiers for fact in PLAN_MINIMUMS}
    found = []
    for license in successive_licenses(path, on):
        figures: dict[str, Any] = {
            fact: next((t.added for t in of if t.license is license and t.own is not None), None)
            for fact, of in tiers.items()
        }
        if total_is_its_parts(license, on, figures):
            figures["supervised_hours_total"] = None
        found.append(Stage(license.short, **figures))
    return tuple(found)


def total_is_its_parts(license: License, on: date, totals: Mapping[str, float | None]) -> bool:
    """Whether the total of a license leaves no hours beside those with clients, or beside these and supervision. It is met when its
    parts are, and not when as many hours of any kind are worked. `totals` are the figures of the path."""
    whole, direct = (totals.get(fact) or 0 for fact in ("supervised_hours_total", "direct_client_hours"))
    included = license.facts.get("total_includes_supervision")
    holds = bool(included and included.current_answer(on).preferred_value)
    return 0 < whole <= direct + ((totals.get("supervision_hours") or 0) if holds and direct else 0)


def _limits(stages: Sequence[License], on: date, events: Events | None) -> dict[str, Any]:
    """How long the hours may take, and count. Where several licenses ask for hours, the limit of each begins with its own, on a day
    that a plan doesn't know: then there is none."""
    if len(stages) > 1:
        return {}
    return {fact: numeric_requirement(stages[0], fact, on, events).low for fact in TIME_LIMITS}


def _holding(associate: License | None, on: date) -> dict[str, Any]:
    """The life of the associate license."""
    if associate is None:
        return {}
    holding = holding_time(associate, on)
    years = numeric_requirement(associate, "renewal_years", on).low
    return {
        "first_term_months": numeric_requirement(associate, "term_months", on).low,
        "renewal_months": years * 12 if years else None,
        "term_months": None if holding.at_least or holding.endless else holding.months,
        "endless": holding.endless,
    }


@dataclass(frozen=True)
class CohortFigures:
    """The minimums of people of a cohort, where they differ from those for a person of whom no day is known."""

    cohort: Cohort
    minimums: Mapping[str, Any]


def cohort_figures(path: Sequence[License], associate: License | None, on: date) -> tuple[CohortFigures, ...]:
    """The cohorts whose minimums differ from the strictest, which hold for a person of whom no day is known."""
    base = asked(path, associate, on)
    cohorts = dict.fromkeys(
        answer.cohort
        for license in path
        for fact in PLAN_MINIMUMS
        if fact in license.facts
        for answer in license.facts[fact].current(on)
        if answer.cohort
    )
    found = []
    for cohort in cohorts:
        day = cohort.first or (cohort.end or date.max) - timedelta(days=1)
        own = asked(path, associate, on, {cohort.event: day})
        names = (*PLAN_MINIMUMS, "stages")
        differing = {name: getattr(own, name) for name in names if getattr(own, name) != getattr(base, name)}
        if differing:
            found.append(CohortFigures(cohort, differing))
    return tuple(found)


def for_person(
    want: PlanRequirements, cohorts: Sequence[CohortFigures], events: Mapping[CohortEvent, date]
) -> PlanRequirements:
    """The figures that bind a person for whom each event fell on its day."""
    for figures in cohorts:
        day = events.get(figures.cohort.event)
        if day is not None and figures.cohort.includes(day):
            want = replace(want, **figures.minimums)
    return want


def calculate_plan(want: PlanRequirements, pace: Pace) -> Plan:
    """The plan for these figures at this pace."""
    cap = want.max_hours_per_week
    counted = min(pace.hours_per_week, cap) if cap is not None else pace.hours_per_week
    milestones = _milestones(want, pace, counted)
    dates = [milestone.when for milestone in milestones]
    finish = max((day for day in dates if day), default=None) if None not in dates else None
    bottleneck = next((milestone.fact for milestone in milestones if milestone.when == finish), "")
    issued = pace.issued or pace.start
    plan = Plan(
        milestones=milestones,
        finish=finish,
        bottleneck=bottleneck,
        by_time_only=bool(milestones) and all(milestone.fact == "min_months" for milestone in milestones),
        first_term_ends=_later(issued, want.first_term_months),
        renewals=_renewals(want, issued, finish),
        term_ends=_later(issued, want.term_months),
        limit=_later(pace.start, want.max_months),
        supervision_needed=supervision_needed(want.ratios, counted, counted * pace.direct_share),
        warnings=(),
    )
    return replace(plan, warnings=_warnings(want, pace, plan))


def _later(day: date, months: float | None) -> date | None:
    return add_months(day, months) if months else None


def _milestones(want: PlanRequirements, pace: Pace, counted: float) -> tuple[Milestone, ...]:
    """Those of each stage from the day on which the stage before is met."""
    found: list[Milestone] = []
    current: Pace | None = pace
    for stage in want.stages or (want,):
        milestones = _milestones_of(stage, current or pace, counted)
        if current is None:  # the stage before is never met
            milestones = tuple(replace(milestone, when=None) for milestone in milestones)
        found.extend(milestones)
        current = _after(stage, milestones, current) if current else None
    return tuple(found)


def _after(stage: Stage | PlanRequirements, milestones: Sequence[Milestone], pace: Pace) -> Pace | None:
    """The pace from the day on which a stage is met; None when it never is.

    Hours so far that no log tells by the day are taken for worked evenly from the first day on: that tells on which of them the stage
    was met, and what is left for the next.
    """
    days = [milestone.when for milestone in milestones]
    if None in days:
        return None
    end = max((day for day in days if day), default=pace.start)
    if not pace.so_far:
        return replace(pace, start=end)
    if pace.so_far.worked:
        rest = tuple(day for day in pace.so_far.worked if day[0] > end)
        sums: dict[str, Any] = {fact: sum(hours[at] for _, hours in rest) for at, fact in enumerate(PLAN_HOURS)}
        left = replace(pace.so_far, **sums, worked=rest) if end < pace.so_far.on else None
        return replace(pace, start=end, so_far=left)
    done, span = pace.so_far, (pace.so_far.on - pace.start).days
    hours = [(getattr(stage, fact) or 0, getattr(done, fact)) for fact in PLAN_HOURS]
    share = max((figure / worked if worked else math.inf for figure, worked in hours if figure), default=0.0)
    if share > 1:
        return replace(pace, start=end, so_far=None)
    worked_off = pace.start + timedelta(days=math.ceil(span * share - 1e-9))
    met = max(worked_off, add_months(pace.start, stage.min_months or 0))
    if met > done.on:
        return replace(pace, start=met, so_far=None)
    part = (done.on - met).days / span if span else 1 - share
    return replace(pace, start=met, so_far=SoFar(done.on, *(worked * part for _, worked in hours)))


def _milestones_of(want: Stage | PlanRequirements, pace: Pace, counted: float) -> tuple[Milestone, ...]:
    license = want.license if isinstance(want, Stage) else ""
    rates = {
        "supervised_hours_total": counted,
        "direct_client_hours": counted * pace.direct_share,
        "supervision_hours": pace.supervision_per_week,
    }
    begin = pace.so_far.on if pace.so_far else pace.start
    again = max(begin, pace.today or begin) if pace.so_far else begin  # what is missing wasn't worked before today
    found = []
    for fact in PLAN_MINIMUMS:
        figure = getattr(want, fact)
        if figure is None:
            continue
        if fact == "min_months":
            when: date | None = add_months(pace.start, figure)
        else:
            left = figure - (getattr(pace.so_far, fact) if pace.so_far else 0)
            reached = _day_reached(pace.so_far, fact, figure)
            when = reached or after_weeks(again if left > 0 else begin, left, rates[fact])
        found.append(Milestone(fact, figure, when, license))
    return tuple(found)


def _day_reached(done: SoFar | None, fact: str, figure: float) -> date | None:
    """The day of a log on which so many hours were done."""
    days = done.worked if done else ()
    sums = accumulate(hours[PLAN_HOURS.index(fact)] for _, hours in days)
    return next((day for (day, _), total in zip(days, sums, strict=True) if total + 1e-6 >= figure), None)


def _renewals(want: PlanRequirements, issued: date, finish: date | None) -> tuple[date, ...]:
    """The days of renewal before the plan ends, and before the license ends for good. Without an end of the plan, the first."""
    first, every = want.first_term_months, want.renewal_months
    if not first or (want.term_months or math.inf) <= first or (not every and not want.term_months):
        return ()
    last = want.term_months or math.inf
    found: list[date] = []
    months = first
    while months < last and len(found) < MOST_RENEWALS:
        day = add_months(issued, months)
        if finish and day >= finish:
            break
        found.append(day)
        if not every or not finish:
            break
        months += every
    return tuple(found)


def _warnings(want: PlanRequirements, pace: Pace, plan: Plan) -> tuple[str, ...]:
    finish, needed = plan.finish, plan.supervision_needed
    expire = _later(pace.start, want.hours_valid_months)
    renewable = want.renewal_months or want.term_months or want.endless
    checks = {
        "over_weekly_cap": want.max_hours_per_week is not None and pace.hours_per_week > want.max_hours_per_week,
        "low_supervision": needed is not None and pace.supervision_per_week + 1e-9 < needed,
        "never": any(milestone.when is None for milestone in plan.milestones),
        "after_limit": finish and plan.limit and finish > plan.limit,
        "after_term": finish and plan.term_ends and finish > plan.term_ends,
        "after_first_term": finish
        and plan.first_term_ends
        and not plan.term_ends
        and not renewable
        and finish > plan.first_term_ends,
        "hours_expire": expire and max(finish or date.min, pace.today or date.min) > expire,
    }
    return tuple(name for name, holds in checks.items() if holds)


def after_weeks(start: date, hours: float, per_week: float) -> date | None:
    """The end of the week in which `hours` are reached; None when that is more than sixty years off."""
    if hours <= 0:
        return start
    if per_week <= 0:
        return None
    weeks = math.ceil(hours / per_week - 1e-9)
    return start + timedelta(weeks=weeks) if weeks <= TOO_LONG else None


def add_months(start: date, months: float) -> date:
    """The same day `months` calendar months later, or the last day of a shorter month. Parts of a month become days."""
    whole = math.floor(months)
    index = start.month - 1 + whole
    year, month = start.year + index // 12, index % 12 + 1
    day = min(start.day, monthrange(year, month)[1])
    return date(year, month, day) + timedelta(days=math.ceil((months - whole) * DAYS_PER_MONTH - 1e-9))
