"""Dates: nobody read a source in the future, nothing is older than the field, and no answer ends before it begins."""

from __future__ import annotations

from atlas.data.rules.context import Context
from atlas.domain.roles import Role
from atlas.system.clock import is_future, last_day_past

FIRST_YEAR = 1990  # what the Atlas cites is newer: an older year is a slip of the hand
LAST_YEARS = 25  # ahead: no rule is announced, and no accreditation given, for longer


def days_past(c: Context) -> None:
    """What was read, answered or dated was not so in the future."""
    for found in c.with_role(Role.PAST_DAY):
        if is_future(found.value, c.day):
            c.document.add(
                found.place,
                f"`{found.place[-1]}` {found.value} is in the future",
                f"a date up to {last_day_past(c.day)}",
            )


def days_plausible(c: Context) -> None:
    """No date is long past, and none lies beyond all planning."""
    for found in c.with_role(Role.PAST_DAY, Role.ANY_DAY):
        name = found.place[-1]
        if found.value.year < FIRST_YEAR:
            c.document.add(found.place, f"`{name}` {found.value} is long past", f"a date from {FIRST_YEAR} on")
        elif found.role is Role.ANY_DAY and found.value.year > c.day.year + LAST_YEARS:
            expected = f"a date up to {c.day.year + LAST_YEARS}"
            c.document.add(found.place, f"`{name}` {found.value} is far in the future", expected)


def read_after_written(c: Context) -> None:
    """No source was read before the day that its own text gives."""
    for id, source in c.sources.items():
        if source.current_through and source.read_on < source.current_through:
            what = f"`{id}` was read on {source.read_on}, before the day {source.current_through} of its text"
            c.document.add(("sources", id, "read_on"), what, "`read_on` on or after `current_through`")


def answers_end_after_they_begin(c: Context) -> None:
    """No answer ends before it begins."""
    for _, field, place, entry in c.entries():
        if entry.effective and entry.until and entry.until < entry.effective:
            c.document.add(
                (*place, "until"),
                f"`{field.id}` ends {entry.until}, before it begins {entry.effective}",
                "`until` after `effective`",
            )
