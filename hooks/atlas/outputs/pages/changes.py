"""The page of rule changes, and the page of edits."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.outputs.feeds.changes import RuleChange, entries, scheduled
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


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
        title="Changes of the rules",
        description="What changed in counselor licensure by state, what is about to change, with sources, as a feed and a calendar.",
        edit="data/states",
        modified=context.last_read,
        upcoming=[entry for entry in reversed(listed) if entry.day > atlas.day],
        scheduled=scheduled(atlas),
        years=years,
        states=[(one.name, f"states/{one.slug}/changes.xml") for one in atlas.jurisdictions],
    )
