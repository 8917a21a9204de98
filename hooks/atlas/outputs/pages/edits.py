# Produces:
#   /changes/edits/              the newest edits of the Atlas, and the months in which something was edited
#   /changes/edits/<yyyy-mm>/    every edit of one month: from what to what, and why
"""What was edited in the Atlas, commit by commit, from the history of the data itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from atlas.history.edits import Edit
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext

ADDRESS = "changes/edits/"
NEWEST = 25  # edits that the first page names; each month has all of its own


@dataclass(frozen=True)
class Month:
    """The edits of one month, the newest first."""

    address: str
    name: str  # such as March 2026
    edits: tuple[Edit, ...]

    @property
    def changes(self) -> int:
        """How many changes the edits made."""
        return sum(len(edit.changed) for edit in self.edits)


@dataclass(frozen=True)
class EditsView:
    """What edits.html shows. `whole_since` is a day in a copy whose history is cut off there."""

    newest: list[tuple[Edit, str]]  # each with the address of its month
    months: list[Month]
    whole_since: date | None


@dataclass(frozen=True)
class EditsMonthView:
    """What edits_month.html shows: a month, and its neighbors in which something was edited."""

    month: Month
    earlier: Month | None
    later: Month | None


def months(edits: tuple[Edit, ...]) -> list[Month]:
    """The edits by the month of their day, the newest month first."""
    by_month = groupby(sorted(edits, key=_month_of, reverse=True), _month_of)
    found = []
    for (year, month), group in by_month:
        of_month = tuple(group)
        found.append(Month(f"{ADDRESS}{year}-{month:02}/", f"{of_month[0].day:%B} {year}", of_month))
    return found


def _month_of(edit: Edit) -> tuple[int, int]:
    return edit.day.year, edit.day.month


def build(context: BuildContext) -> Iterator[Page]:
    """The page of the newest edits and a page for each month."""
    history = context.history
    found = months(history.edits)
    yield context.page(
        "edits.html",
        ADDRESS,
        EditsView(
            newest=[(edit, month.address) for month in found for edit in month.edits][:NEWEST],
            months=found,
            whole_since=history.whole_since,
        ),
        title="Edits to the Atlas",
        description="What was edited in the Atlas: each change before and after, its source, and why.",
        edit="data",
        modified=max((edit.day.isoformat() for edit in history.edits), default=""),
    )
    for number, month in enumerate(found):
        yield context.page(
            "edits_month.html",
            month.address,
            EditsMonthView(
                month=month,
                earlier=found[number + 1] if number + 1 < len(found) else None,
                later=found[number - 1] if number else None,
            ),
            title=f"Edits in {month.name}",
            description=f"What was edited in the Atlas in {month.name}: each change before and after, and why.",
            edit="data",
            modified=max(edit.day.isoformat() for edit in month.edits),
        )
