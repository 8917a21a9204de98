# Produces:
#   /hours/   all states by total and direct hours, drawn
"""Hours: how much supervised experience each state asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import comparison
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import HOURS_BARS
from atlas.domain.path_totals import path_total, required_path
from atlas.domain.requirements import Jurisdiction, License
from atlas.domain.vocabulary import Credential, Level
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class Bar:
    """A row of the drawing. Widths are parts of the longest, in percent; 0 where there is no figure. `cautions`: whether a source of the
    total has a caveat, and one of the direct hours."""

    name: str
    license: str
    address: str
    total: str
    direct: str
    total_width: float
    direct_width: float
    cautions: list[bool]


@dataclass(frozen=True)
class Tick:
    """A number of hours on the axis, and where it stands, in percent of the longest bar."""

    label: str
    place: float


@dataclass(frozen=True)
class HoursView:
    """What hours.html shows."""

    bars: list[Bar]
    ticks: list[Tick]  # of the axis above the bars


def ticks(atlas: Atlas) -> list[Tick]:
    """A tick for every thousand hours, the first at none."""
    longest = max((total for *_, figures in _drawn(atlas) for total in figures), default=0)
    return (
        [Tick(f"{hours:,}", round(100 * hours / longest, 1)) for hours in range(0, int(longest) + 1, 1000)]
        if longest
        else []
    )


def bars(atlas: Atlas) -> list[Bar]:
    """Every independent license, the most hours first; those without a total come last."""
    found = list(_drawn(atlas))
    longest = max((max(figures) for *_, figures in found), default=0) or 1
    found.sort(key=lambda item: (-item[3][0], -item[3][1], item[0].name))
    return [
        Bar(
            jurisdiction.name,
            license.short,
            f"states/{jurisdiction.slug}/#experience",
            cells[0].words,
            cells[1].words,
            round(100 * a / longest, 1),
            round(100 * b / longest, 1),
            [cell.caution for cell in cells],
        )
        for jurisdiction, license, cells, (a, b) in found
    ]


def _drawn(atlas: Atlas) -> Iterator[tuple[Jurisdiction, License, list[comparison.Cell], list[float]]]:
    """Every independent license with what is said of its bars and their lengths."""
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            if license.level is not Level.INDEPENDENT or license.credential is Credential.PRIVILEGE:
                continue
            path = required_path(jurisdiction, license, atlas.day)
            cells = [comparison.license_cell(jurisdiction, license, id, atlas) for id in HOURS_BARS]
            yield jurisdiction, license, cells, [path_total(path, id, atlas.day).value or 0 for id in HOURS_BARS]


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    yield context.page(
        "hours.html",
        "hours/",
        HoursView(bars(context.atlas), ticks(context.atlas)),
        title="Hours by state",
        description="Supervised hours and direct client hours that each state requires before independent practice, as a chart and a table.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )
