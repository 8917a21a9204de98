"""Compare."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.domain import comparison
from atlas.rendering import tile_map
from atlas.rendering.artifacts import Page
from atlas.rendering.components import Part
from atlas.rendering.context import Builder

# The columns that are shown before a reader chooses.
SHOWN = (
    "min_semester_credits",
    "cacrep",
    "exams",
    "supervised_hours_total",
    "direct_client_hours",
    "min_months",
    "fees_total",
    "compact_member",
)


def pages(builder: Builder) -> Iterator[Page]:
    """The one page."""
    atlas = builder.atlas
    lines = list(comparison.lines(atlas))
    yield builder.page(
        "compare.html",
        "compare/",
        title="Compare states",
        description="Credits, accreditation, exams, supervised hours, fees, renewal and compact of every state in the Atlas, side by side.",
        edit="data/states",
        modified=builder.last_read,
        columns=comparison.columns(),
        lines=lines,
        shown=SHOWN,
        exams=[(id, exam.abbr) for id, exam in atlas.exams.items() if any(id in line_exams(line) for line in lines)],
        map=tile_map.tile_map(atlas),
    )


def line_exams(line: comparison.Line) -> list[str]:
    """The exam ids of a row."""
    index = [column.id for column in comparison.columns()].index("exams")
    return line.cells[index].sort.split()


def parts(builder: Builder) -> Iterator[Part]:
    """The map for the home page."""
    yield Part(
        "map", lambda place, _: builder.render("parts/map.html", place.address, map=tile_map.tile_map(builder.atlas))
    )
