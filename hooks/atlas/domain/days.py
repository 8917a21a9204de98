"""Days as American readers write them."""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def ap_day(day: date) -> str:
    """In the style of the Associated Press, which never shortens March to July: "Aug. 1, 2017", "July 1, 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
