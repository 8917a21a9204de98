"""Which of several answers to one fact holds on a day, and on which days that changes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar


class Dated(Protocol):
    """An answer, as it stands in a file or as the build uses it."""

    @property
    def group(self) -> Hashable: ...
    @property
    def effective(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


DatedT = TypeVar("DatedT", bound=Dated)


def in_force(answers: Iterable[DatedT], day: date) -> dict[Hashable, DatedT]:
    """The answer that holds on `day` for each group of people: the newest of each."""
    newest: dict[Hashable, DatedT] = {}
    for answer in answers:
        if (answer.effective or date.min) > day or (answer.until or date.max) < day:
            continue
        rival = newest.get(answer.group)
        if rival is None or (answer.effective or date.min) > (rival.effective or date.min):
            newest[answer.group] = answer
    return newest


def turning_days(answers: Iterable[Dated]) -> set[date]:
    """The days on which one of the answers begins to hold or holds no more."""
    days = set()
    for answer in answers:
        days |= {answer.effective} if answer.effective else set()
        days |= {answer.until + timedelta(days=1)} if answer.until and answer.until < date.max else set()
    return days


def days_that_matter(answers: Iterable[Dated], day: date) -> list[date]:
    """`day` and each later day on which one of the answers begins to hold or holds no more, in order."""
    return sorted({day} | {found for found in turning_days(answers) if found > day})
