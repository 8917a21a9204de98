"""The parts of the home page, About and Contribute that are derived from the data."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.domain import evidence
from atlas.domain.requirements import Evidence, Status
from atlas.outputs.pages.states import entries
from atlas.rendering.components import Part, Place
from atlas.rendering.context import Builder


def parts(builder: Builder) -> Iterator[Part]:
    """Every part that hand-written pages may ask for."""

    def states(place: Place, arguments: tuple[str, ...]) -> str:
        return builder.render("parts/states.html", place.address, entries=entries(builder.atlas), heading_level=3)

    def totals(place: Place, arguments: tuple[str, ...]) -> str:
        counts = [evidence.counts(j, builder.atlas.day) for j in builder.atlas.jurisdictions]
        return builder.render(
            "parts/totals.html",
            place.address,
            jurisdictions=len(counts),
            facts=sum(c.total for c in counts),
            answered=sum(c.answered for c in counts),
            official=sum(c.official for c in counts),
            law=sum(c.evidence[Evidence.LAW] for c in counts),
            unknown=sum(c.status[Status.UNKNOWN] for c in counts),
            disputed=sum(c.status[Status.DISPUTED] for c in counts),
            sources=sum(len(j.sources) for j in builder.atlas.jurisdictions),
        )

    yield Part("states", states)
    yield Part("totals", totals)
