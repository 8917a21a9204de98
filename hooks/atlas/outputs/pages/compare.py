# Produces:
#   /compare/   every jurisdiction and every key fact in one table, with a map; scripts add sorting, filters and
#               a side-by-side view
# and the component {{ map }} for hand-written pages.
"""Compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas.domain import comparison
from atlas.domain.field_sets import COMPARED_AT_FIRST, COMPARED_ON_PHONE
from atlas.rendering import tile_map, tool_data
from atlas.rendering.artifacts import Page
from atlas.rendering.components import Component
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class CompareView:
    """What compare.html shows."""

    columns: tuple[comparison.Column, ...]
    lines: list[comparison.Line]
    column_classes: Mapping[
        str, str
    ]  # for each column where it is shown before a reader chooses: "", "wide" or "extra"
    exams: list[tuple[str, str]]  # id and abbreviation of each that a state accepts
    map: tile_map.TileMap
    data: str  # the JSON that its script judges by


@dataclass(frozen=True)
class MapView:
    """What parts/map.html shows in a page written by hand."""

    map: tile_map.TileMap


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    atlas = context.atlas
    lines = list(comparison.lines(atlas))
    yield context.page(
        "compare.html",
        "compare/",
        CompareView(
            columns=comparison.columns(),
            lines=lines,
            column_classes={column.id: _column_class(column.id) for column in comparison.columns()},
            exams=[
                (id, exam.abbr) for id, exam in atlas.exams.items() if any(id in line_exams(line) for line in lines)
            ],
            map=tile_map.tile_map(atlas),
            data=tool_data.compare_data(atlas),
        ),
        title="Compare states",
        description="Semester hours, accreditation, exams, supervised hours, fees, renewal and compact of every state, side by side.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )


def _column_class(id: str) -> str:
    """Where a column is shown at first: everywhere (""), where there is room ("wide"), or not until it is chosen ("extra")."""
    if id in COMPARED_ON_PHONE:
        return ""
    return "wide" if id in COMPARED_AT_FIRST else "extra"


def line_exams(line: comparison.Line) -> list[str]:
    """The exam ids of a row."""
    index = [column.id for column in comparison.columns()].index("exams")
    return line.cells[index].sort.split()


def components(context: BuildContext) -> Iterator[Component]:
    """The map for the home page."""
    yield Component(
        "map",
        lambda place, _: context.render("parts/map.html", place.address, MapView(tile_map.tile_map(context.atlas))),
    )
