# Produces:
#   /coverage/   how much is known and how well, by state and by fact
"""Coverage, in public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import coverage
from atlas.domain.requirements import Evidence, Status
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class CoverageLine:
    """A row of one of the tables, in words. `oldest` and `undated` are "" in the table of facts."""

    name: str
    address: str  # "" where there is no page
    figures: list[int]  # facts in all; by status; answers by evidence
    unknown: str
    official: str
    oldest: str
    undated: str


@dataclass(frozen=True)
class CoverageView:
    """What coverage.html shows."""

    states: list[CoverageLine]  # the last line is the total
    facts: list[CoverageLine]
    places: list[coverage.ReviewTarget]  # where help is wanted most
    unanswered: list[tuple[str, str, list[str]]]  # state, address, core questions without an answer


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    atlas = context.atlas
    states = coverage.by_state(atlas)
    yield context.page(
        "coverage.html",
        "coverage/",
        CoverageView(
            states=[_line(row) for row in (*states, coverage.total_row(states))],
            facts=[_line(row) for row in coverage.by_core_fact(atlas)],
            places=coverage.weakest(atlas),
            unanswered=[
                (jurisdiction.name, f"states/{jurisdiction.slug}/", missing)
                for jurisdiction in atlas.jurisdictions
                if (missing := coverage.core_unknown(jurisdiction, atlas.day))
            ],
        ),
        title="Coverage",
        description="How many facts of each state are answered, on what evidence, and what is not known yet.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )


def _line(row: coverage.CoverageRow) -> CoverageLine:
    return CoverageLine(
        name=row.name,
        address=row.address,
        figures=[
            row.total,
            row.status[Status.STATED],
            row.status[Status.SILENT],
            row.status[Status.DISPUTED],
            row.status[Status.UNKNOWN],
            row.evidence[Evidence.LAW],
            row.evidence[Evidence.BOARD],
            row.evidence[Evidence.SECONDARY],
        ],
        unknown=f"{row.unknown_share:.0f} %",
        official=f"{row.official_share:.0f} %",
        oldest=row.oldest.isoformat() if row.oldest else "",
        undated=f"{row.undated} of {row.sources}" if row.sources else "",
    )
