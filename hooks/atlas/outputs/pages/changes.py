# Produces:
#   /changes/   changes of the rules in all states, upcoming ones first
"""The page of rule changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from atlas.outputs.feeds.changes import RuleChange, entries, scheduled
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class ChangesView:
    """What changes.html shows."""

    upcoming: list[RuleChange]  # the next first
    scheduled: list[tuple[date, str, str]]  # facts that change on a known day: day, words, address
    years: Mapping[int, list[RuleChange]]  # what has happened, the newest first
    states: list[tuple[str, str]]  # name, and address of its feed


def build(context: BuildContext) -> Iterator[Page]:
    """The changes of the rules."""
    atlas = context.atlas
    listed = entries(atlas)
    years: dict[int, list[RuleChange]] = {}
    for entry in listed:
        if entry.day <= atlas.day:
            years.setdefault(entry.day.year, []).append(entry)
    yield context.page(
        "changes.html",
        "changes/",
        ChangesView(
            upcoming=[entry for entry in reversed(listed) if entry.day > atlas.day],
            scheduled=scheduled(atlas),
            years=years,
            states=[
                (jurisdiction.name, f"states/{jurisdiction.slug}/changes.xml") for jurisdiction in atlas.jurisdictions
            ],
        ),
        title="Rule changes",
        description="What changed in counselor licensure by state, what is about to change, with sources, as a feed and a calendar.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )
