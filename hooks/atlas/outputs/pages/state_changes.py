"""What changed in the rules of a state: what is to come and the last year on its page, what lies further back with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from atlas.domain import formatting
from atlas.domain.requirements import Jurisdiction
from atlas.rendering.citations import Chip, Citations

RECENT = timedelta(days=365)


@dataclass(frozen=True)
class ChangeView:
    """A change of the rules: its day in words, and whether it is to come."""

    day: str
    upcoming: bool
    summary: str
    chips: list[Chip]


def changes(jurisdiction: Jurisdiction, day: date, citations: Citations, *, earlier: bool) -> list[ChangeView]:
    """The changes to come on `day` and those of the year before it, or all `earlier` ones; the newest first."""
    return [
        ChangeView(formatting.day(change.date), change.date > day, change.summary, citations.chips(change.sources))
        for change in jurisdiction.changes
        if (change.date < day - RECENT) == earlier
    ]


def count_earlier(jurisdiction: Jurisdiction, day: date) -> int:
    """How many changes took effect more than a year before `day`."""
    return sum(change.date < day - RECENT for change in jurisdiction.changes)
