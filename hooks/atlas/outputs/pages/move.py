# Produces:
#   /move/   from one state to another, fact by fact; without scripts a list of where to look
"""Move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain.field_sets import PORTABLE
from atlas.domain.vocabulary import BY_ID, Field
from atlas.rendering import tool_data
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class MoveView:
    """What move.html shows. `data` is the JSON that its script reckons with."""

    destinations: list[tuple[str, str]]  # name and address
    facts: list[Field]
    exams: list[tuple[str, str]]  # id and abbreviation
    data: str


def build(context: BuildContext) -> Iterator[Page]:
    """The tool."""
    atlas = context.atlas
    yield context.page(
        "move.html",
        "move/",
        MoveView(
            destinations=[(jurisdiction.name, f"move/{jurisdiction.slug}/") for jurisdiction in atlas.jurisdictions],
            facts=[BY_ID[id] for id in PORTABLE],
            exams=[(id, exam.abbr) for id, exam in atlas.exams.items()],
            data=tool_data.tool_data(atlas),
        ),
        title="Move to another state",
        description="From the license or hours you have to another state: what carries over, what is short, which routes exist, and what to ask the board.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )
