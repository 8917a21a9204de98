# Produces parts for pages written by hand:
#   {{ states }}    the list of states with a box to search it
#   {{ totals }}    how many jurisdictions, facts and sources there are
"""The parts of the home page, About and Contribute that are derived from the data."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.domain import evidence
from atlas.domain.requirements import Evidence, Status
from atlas.outputs.pages.states import state_entries
from atlas.rendering.components import Component, PageContext
from atlas.rendering.context import BuildContext


def components(context: BuildContext) -> Iterator[Component]:
    """Every part that hand-written pages may ask for."""

    def states(place: PageContext, arguments: tuple[str, ...]) -> str:
        return context.render("parts/states.html", place.address, entries=state_entries(context.atlas), heading_level=3)

    def totals(place: PageContext, arguments: tuple[str, ...]) -> str:
        counts = [evidence.count_evidence(j, context.atlas.day) for j in context.atlas.jurisdictions]
        return context.render(
            "parts/totals.html",
            place.address,
            jurisdictions=len(counts),
            facts=sum(c.total for c in counts),
            answered=sum(c.answered for c in counts),
            official=sum(c.official for c in counts),
            law=sum(c.evidence[Evidence.LAW] for c in counts),
            unknown=sum(c.status[Status.UNKNOWN] for c in counts),
            disputed=sum(c.status[Status.DISPUTED] for c in counts),
            sources=sum(len(j.sources) for j in context.atlas.jurisdictions),
        )

    yield Component("states", states)
    yield Component("totals", totals)
