"""A plan for supervised experience: hours a week in, dates out.

The browser does the same in docs/assets/reckon.js; tests/golden/ holds both to the same cases. Where a fact gives several figures,
a minimum is planned by the highest and a limit by the lowest: who keeps to that is right under every reading.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from atlas.domain.field_sets import PLAN_MINIMUMS
from atlas.domain.figures import SupervisionRatio, numeric_requirement, supervision_ratio
from atlas.domain.path_totals import holding_time, path_total
from atlas.domain.requirements import License

DAYS_PER_MONTH = 365.2425 / 12
WEEKS_PER_YEAR = 365.2425 / 7
TOO_LONG = 60 * 52  # weeks; a plan beyond that is no plan


@dataclass(frozen=True)
class PlanRequirements:
    """The figures a plan must meet; None where there is none."""

    supervised_hours_total: float | None = None
    direct_client_hours: float | None = None
    supervision_hours: float | None = None
    min_months: float | None = None
    max_months: float | None = None
    term_months: float | None = None  # the longest that the associate license can be held, as far as known
    max_hours_per_week: float | None = None
    ratio: SupervisionRatio | None = None


@dataclass(frozen=True)
class SoFar:
    """What is done already, in clock hours, on the day `on`."""

    on: date
    supervised_hours_total: float = 0
    direct_client_hours: float = 0
    supervision_hours: float = 0


@dataclass(frozen=True)
class Pace:
    """How somebody works. `start` is the day from which hours and months count; `direct_share` is a part from 0 to 1;
    hours are clock hours a week. With `so_far`, the hours still missing are worked from its day on.
    """

    start: date
    hours_per_week: float
    direct_share: float
    supervision_per_week: float
    so_far: SoFar | None = None


@dataclass(frozen=True)
class Milestone:
    """When one minimum is met; None when this pace never meets it."""

    fact: str
    asked: float
    when: date | None


@dataclass(frozen=True)
class Plan:
    """What follows from a pace.

    finish      when every minimum that is known is met; None when one never is, or none is known
    bottleneck  the fact that is met last
    term_ends   when the associate license runs out
    limit       when the experience must be finished
    warnings    over_weekly_cap, low_supervision, after_limit, after_term, never
    """

    milestones: tuple[Milestone, ...]
    finish: date | None
    bottleneck: str
    term_ends: date | None
    limit: date | None
    supervision_needed: float | None  # hours a week by the ratio
    warnings: tuple[str, ...]


def asked(path: Sequence[License], associate: License | None, on: date) -> PlanRequirements:
    """The figures of the licenses that a path requires, the last the one that is planned for, and how long the associate
    license that leads to it can be held."""
    license = path[-1]
    holding = holding_time(associate, on) if associate else None
    totals = {fact: path_total(path, fact, on, strict=True).value for fact in PLAN_MINIMUMS}
    return PlanRequirements(
        **totals,
        max_months=numeric_requirement(license, "max_months", on).low,
        term_months=holding.months if holding and not holding.endless else None,
        max_hours_per_week=numeric_requirement(license, "max_hours_per_week", on).low,
        ratio=supervision_ratio(license, on),
    )


def calculate_plan(want: PlanRequirements, pace: Pace) -> Plan:
    """The plan for these figures at this pace."""
    cap = want.max_hours_per_week
    counted = min(pace.hours_per_week, cap) if cap is not None else pace.hours_per_week
    direct = counted * pace.direct_share
    rates = {
        "supervised_hours_total": counted,
        "direct_client_hours": direct,
        "supervision_hours": pace.supervision_per_week,
    }
    begin = pace.so_far.on if pace.so_far else pace.start
    milestones = []
    for fact in PLAN_MINIMUMS:
        figure = getattr(want, fact)
        if figure is None:
            continue
        if fact == "min_months":
            when: date | None = add_months(pace.start, figure)
        else:
            when = after_weeks(begin, figure - (getattr(pace.so_far, fact) if pace.so_far else 0), rates[fact])
        milestones.append(Milestone(fact, figure, when))
    dates = [m.when for m in milestones]
    finish = max((d for d in dates if d), default=None) if None not in dates else None
    bottleneck = next((m.fact for m in milestones if m.when == finish), "") if finish else ""
    bottleneck = bottleneck or next((m.fact for m in milestones if m.when is None), "")
    term_ends = add_months(pace.start, want.term_months) if want.term_months else None
    limit = add_months(pace.start, want.max_months) if want.max_months else None
    needed = supervision_needed(want.ratio, counted, direct)
    warnings = []
    if cap is not None and pace.hours_per_week > cap:
        warnings.append("over_weekly_cap")
    if needed is not None and pace.supervision_per_week + 1e-9 < needed:
        warnings.append("low_supervision")
    if any(d is None for d in dates):
        warnings.append("never")
    if finish and limit and finish > limit:
        warnings.append("after_limit")
    if finish and term_ends and finish > term_ends:
        warnings.append("after_term")
    return Plan(tuple(milestones), finish, bottleneck, term_ends, limit, needed, tuple(warnings))


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


def supervision_needed(rule: SupervisionRatio | None, counted: float, direct: float) -> float | None:
    """Hours of supervision a week that a ratio asks for at this pace."""
    if rule is None:
        return None
    if rule.span:
        return rule.hours / {"week": 1, "month": WEEKS_PER_YEAR / 12, "year": WEEKS_PER_YEAR}[rule.span]
    return rule.hours * (direct if rule.direct else counted) / rule.per
