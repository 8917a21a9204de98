# Produces:
#   /coverage/   how much is known and how well, by state and by fact
"""Coverage, in public."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.domain import coverage
from atlas.domain.requirements import Evidence, Status
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    atlas = context.atlas
    states = coverage.by_state(atlas)
    yield context.page(
        "coverage.html",
        "coverage/",
        title="Coverage",
        description="How many facts of each state are answered, on what evidence, and what is not known yet.",
        edit="data/states",
        modified=context.last_read,
        states=[_cells(s) for s in (*states, coverage.total_row(states))],
        facts=[_cells(s) for s in coverage.by_core_fact(atlas)],
        places=coverage.weakest(atlas),
        unanswered=[
            (one.name, f"states/{one.slug}/", missing)
            for one in atlas.jurisdictions
            if (missing := coverage.core_unknown(one, atlas.day))
        ],
    )


def _cells(s: coverage.CoverageRow) -> dict[str, object]:
    return {
        "name": s.name,
        "address": s.address,
        "figures": [
            s.total,
            s.status[Status.STATED],
            s.status[Status.SILENT],
            s.status[Status.DISPUTED],
            s.status[Status.UNKNOWN],
            s.evidence[Evidence.LAW],
            s.evidence[Evidence.BOARD],
            s.evidence[Evidence.SECONDARY],
        ],
        "unknown": f"{s.unknown_share:.0f} %",
        "official": f"{s.official_share:.0f} %",
        "oldest": s.oldest.isoformat() if s.oldest else "",
        "undated": f"{s.undated} of {s.sources}" if s.sources else "",
    }
