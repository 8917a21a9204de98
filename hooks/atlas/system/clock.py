"""The day of a build, and what a date in the future is. Everything that asks for either asks here."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta

from atlas.system.errors import UserError

VARIABLE = "SOURCE_DATE_EPOCH"


class ClockError(UserError):
    """SOURCE_DATE_EPOCH does not name a moment. The words are for the person who set it."""


def now() -> datetime:
    """This moment (UTC) by the clock of the machine: when a page of the web was looked at. Never the day of a build."""
    return datetime.now(UTC)


def build_day() -> date:
    """The day the site speaks of: that of SOURCE_DATE_EPOCH (seconds since 1970, UTC) where it is set, else today (UTC).

    It decides which answers are current, and which dates lie ahead. The same commit gives the same bytes on one day; with
    SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) a build of another day is made again.
    Raises ClockError.
    """
    epoch = os.environ.get(VARIABLE, "").strip()
    if not epoch:
        return now().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ClockError(
            f"{VARIABLE} is `{epoch[:40]}` (expected whole seconds since 1970, such as 1767225600; or leave it unset)"
        ) from None


def epoch(day: date) -> str:
    """`day` as SOURCE_DATE_EPOCH writes it: the seconds from 1970 to its first moment (UTC)."""
    return str(int(datetime.combine(day, time(), UTC).timestamp()))


def last_day_past(day: date) -> date:
    """The last day that is not in the future on a build of `day`: the next one, since east of Greenwich it has begun."""
    return day + timedelta(days=1)


def is_future(value: date, day: date) -> bool:
    """Whether nobody can have read or done something on `value` yet, on a build of `day`."""
    return value > last_day_past(day)
