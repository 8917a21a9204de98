"""Workloads: the conditions of one fact by hours worked leave no number of hours out between them."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise
from math import inf
from typing import NamedTuple

from atlas.data.fact_parsing import PlacedEntry
from atlas.data.rules.context import Context
from atlas.domain.cohorts import HourRange


class _Span(NamedTuple):
    """The bounds of a span of hours, and whether each is within it."""

    low: float
    holds_low: bool
    high: float
    holds_high: bool
    placed: PlacedEntry


def workloads_meet(c: Context) -> None:
    """The workloads of a fact by one measure leave no number of hours out between them, and none twice."""
    for entries in c.answers.values():
        groups: dict[Hashable, list[_Span]] = {}
        for placed in entries:
            entry = placed.entry
            spans = list(entry.when.spans()) if entry.when and not entry.effective and not entry.until else []
            if len(spans) == 1:
                name, hours = spans[0]
                groups.setdefault((name, entry.applies_to, entry.cohort), []).append(_span(hours, placed))
        for group in groups.values():
            for earlier, later in pairwise(sorted(group, key=lambda span: (span.low, span.high))):
                if earlier.high != later.low or earlier.holds_high == later.holds_low:
                    what = f"two workloads of `{later.placed.field.id}` leave hours out, or have some in common"
                    expected = "spans that meet: `through` a number, and `over` that number"
                    c.document.add((*later.placed.place, "when"), what, expected)


def _span(hours: HourRange, placed: PlacedEntry) -> _Span:
    low = hours.over if hours.over is not None else hours.least
    high = hours.below if hours.below is not None else hours.through
    return _Span(
        -inf if low is None else low, hours.over is None, inf if high is None else high, hours.below is None, placed
    )
