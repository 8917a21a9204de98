# Produces:
#   /move/   from one state to another, fact by fact; without scripts a list of where to look
"""Move."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.domain.field_sets import PORTABLE
from atlas.domain.vocabulary import BY_ID
from atlas.rendering import tool_data
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


def build(context: BuildContext) -> Iterator[Page]:
    """The tool."""
    atlas = context.atlas
    yield context.page(
        "move.html",
        "move/",
        title="Move to another state",
        description="From the license or hours you have to another state: what matches, what is short, which routes exist and whom to ask.",
        edit="data/states",
        modified=context.last_read,
        destinations=[(one.name, f"move/{one.slug}/") for one in atlas.jurisdictions],
        facts=[BY_ID[id] for id in PORTABLE],
        exams=[(id, exam.abbr) for id, exam in atlas.exams.items()],
        data=tool_data.tool_data(atlas),
    )
