# Produces:
#   /coverage/   how much is known and how well, by state and by fact
"""Coverage, in public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import coverage
from atlas.domain.requirements import Status
from atlas.domain.sources import Evidence
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class CoverageLine:
    """A row of one of the tables, in words. `oldest` and `undated` are "" in the tables of core facts."""

    name: str
    address: str  # "" where there is no page
    figures: list[int]  # facts in all; by status; answers by evidence
    unknown: str
    official: str
    no_rule: str
    outdated: int
    confirmed: int
    oldest: str
    undated: str


@dataclass(frozen=True)
class CoverageView:
    """What coverage.html shows."""

    summary: str  # of the core facts of all states, in a line
    core_states: list[CoverageLine]  # core facts; the last line is the total
    core_facts: list[CoverageLine]
    states: list[CoverageLine]  # all facts; the last line is the total
    places: list[coverage.ReviewTarget]  # where help is wanted most
    unanswered: list[tuple[str, str, list[str]]]  # state, address, core questions without an answer


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    atlas = context.atlas
    states, core = coverage.by_state(atlas), coverage.core_by_state(atlas)
    whole = coverage.total_row(core)
    yield context.page(
        "coverage.html",
        "coverage/",
        CoverageView(
            summary=f"{whole.in_words}; names no rule {whole.no_rule_share:.1f}%; {whole.outdated} may have changed; "
            f"{whole.confirmed} confirmed by a second source.",
            core_states=[_line(row) for row in (*core, whole)],
            core_facts=[_line(row) for row in coverage.core_by_fact(atlas)],
            states=[_line(row) for row in (*states, coverage.total_row(states))],
            places=coverage.weakest(atlas),
            unanswered=[
                (jurisdiction.name, f"states/{jurisdiction.slug}/", missing)
                for jurisdiction in atlas.jurisdictions
                if (missing := coverage.core_unknown(jurisdiction, atlas.day))
            ],
        ),
        title="Coverage",
        description="How much of each state is confirmed, on what evidence, and what isn’t confirmed yet.",
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
            row.evidence[Evidence.NO_RULE_NAMED],
        ],
        unknown=f"{row.unknown_share:.0f}%",
        official=f"{row.official_share:.0f}%",
        no_rule=f"{row.no_rule_share:.0f}%",
        outdated=row.outdated,
        confirmed=row.confirmed,
        oldest=row.oldest.isoformat() if row.oldest else "",
        undated=f"{row.undated} of {row.sources}" if row.sources else "",
    )
