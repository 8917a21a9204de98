"""Dates: nobody read a source tomorrow, and no answer ends before it begins."""

from __future__ import annotations

from ..clock import is_future
from .context import Context


def dates_in_order(c: Context) -> None:
    """Nobody read a source tomorrow, and no answer ends before it begins."""
    for id, source in c.file.sources.items():
        for name in ("read_on", "current_through"):
            value = getattr(source, name)
            if value and name == "read_on" and is_future(value, c.day):
                c.document.add(("sources", id, name), f"`{name}` {value} is in the future", f"a date up to {c.day}")
            if value and value.year < 1990:
                c.document.add(("sources", id, name), f"`{name}` {value} is long past", "a date after 1990")
    for _, fact, place, entry in c.entries():
        if entry.effective and entry.until and entry.until < entry.effective:
            c.document.add(
                (*place, "until"),
                f"`{fact}` ends {entry.until}, before it begins {entry.effective}",
                "`until` after `effective`",
            )
