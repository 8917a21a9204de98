"""Hours that are done, set against the rules of one state: what counts, and in which months supervision fell short.

The browser does the same in docs/assets/hours-log.js; tests/golden/ holds both to the same cases.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from atlas.domain.figures import SupervisionRatio
from atlas.domain.hours_plan import PlanRequirements


@dataclass(frozen=True)
class Session:
    """What was worked on a day, or in a week that ends on it, in clock hours."""

    on: date
    direct: float
    indirect: float
    supervision: float


@dataclass(frozen=True)
class ShortMonth:
    """A month, as YYYY-MM, with less supervision than the ratio requires; hours of supervision, and the hours at stake."""

    month: str
    needed: float
    had: float
    total: float
    direct: float


@dataclass(frozen=True)
class LogCount:
    """What counts of a log, in clock hours. `over_cap` are hours above the weekly limit; they are not in `total`."""

    total: float
    direct: float
    supervision: float
    over_cap: float
    short_months: tuple[ShortMonth, ...]


@dataclass
class _Sum:
    total: float = 0
    direct: float = 0
    supervision: float = 0
    over_cap: float = 0
    weeks: set[date] = field(default_factory=set)


def count_log(sessions: Iterable[Session], want: PlanRequirements) -> LogCount:
    """Set a log against the figures of a plan. A week above the limit loses direct and indirect hours in proportion."""
    weeks: dict[date, list[Session]] = {}
    for session in sessions:
        weeks.setdefault(session.on - timedelta(days=session.on.weekday()), []).append(session)
    cap = want.max_hours_per_week
    months: dict[str, _Sum] = {}
    for monday, worked in sorted(weeks.items()):
        hours = sum(session.direct + session.indirect for session in worked)
        part = cap / hours if cap is not None and hours > cap else 1
        for session in worked:
            month = months.setdefault(session.on.isoformat()[:7], _Sum())
            done = session.direct + session.indirect
            month.total += done * part
            month.direct += session.direct * part
            month.over_cap += done * (1 - part)
            month.supervision += session.supervision
            month.weeks.add(monday)
    last = max((session.on for worked in weeks.values() for session in worked), default=date.min)
    found = (_short_month(name, month, want.ratios) for name, month in sorted(months.items()) if _is_over(name, last))
    return LogCount(
        total=_rounded(sum(month.total for month in months.values())),
        direct=_rounded(sum(month.direct for month in months.values())),
        supervision=_rounded(sum(month.supervision for month in months.values())),
        over_cap=_rounded(sum(month.over_cap for month in months.values())),
        short_months=tuple(short for short in found if short),
    )


def _is_over(name: str, last: date) -> bool:
    """Whether a log whose last entry is of `last` may hold the whole month."""
    return not last.isoformat().startswith(name) or last.day + 7 > monthrange(last.year, last.month)[1]


def _short_month(name: str, month: _Sum, ratios: Sequence[SupervisionRatio]) -> ShortMonth | None:
    """The month, when its supervision is below the strictest ratio for it. Ratios by the year say nothing of a month."""
    monthly = [rule for rule in ratios if rule.span != "year"]
    binding = [rule for rule in monthly if _applies(rule, name, month)] or monthly
    needed = max((_needed(rule, month) for rule in binding), default=0)
    if month.supervision + 1e-6 >= needed:
        return None
    figures = (needed, month.supervision, month.total, month.direct)
    return ShortMonth(name, *map(_rounded, figures))


def _applies(rule: SupervisionRatio, name: str, month: _Sum) -> bool:
    weeks = monthrange(*map(int, name.split("-")))[1] / 7
    return rule.when is None or all(
        span.includes((month.direct if kind.startswith("direct") else month.total) / (1 if "month" in kind else weeks))
        for kind, span in rule.when.spans()
    )


def _needed(rule: SupervisionRatio, month: _Sum) -> float:
    """Hours of supervision in the month; of a weekly ratio, in the weeks that were worked, four at most."""
    if rule.span:
        return rule.hours * (min(len(month.weeks), 4) if rule.span == "week" else 1)
    return rule.hours * (month.direct if rule.direct else month.total) / rule.per


def _rounded(hours: float) -> float:
    return round(hours + 1e-9, 2)
