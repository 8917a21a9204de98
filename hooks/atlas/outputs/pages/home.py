# Produces components for pages written by hand:
#   {{ finder }}    the field that searches the site; a form that works without scripts
#   {{ totals }}    how many jurisdictions, facts and sources there are
#   {{ publisher }} who answers for the site, how to reach them, and who pays for it
"""The components of the home page, About and Contribute that are derived from the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import evidence
from atlas.domain.requirements import Status
from atlas.outputs.api import structured_data
from atlas.rendering.artifacts import Frame
from atlas.rendering.components import Component, PageContext
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class FinderView:
    """What parts/finder.html shows: nothing that depends on the data."""


@dataclass(frozen=True)
class PublisherView:
    """What parts/publisher.html shows: the settings alone."""


@dataclass(frozen=True)
class TotalsView:
    """What parts/totals.html shows. Counts of facts, but for jurisdictions and sources."""

    jurisdictions: int
    facts: int
    answered: int
    official: int  # answered by law or by the board
    unknown: int
    disputed: int
    sources: int


def frames(context: BuildContext) -> Iterator[tuple[str, Frame]]:
    """The home page has structured data."""
    yield "", Frame(head=structured_data.home_head(context))


def components(context: BuildContext) -> Iterator[Component]:
    """Every component that depends on all states."""

    def finder(place: PageContext, arguments: tuple[str, ...]) -> str:
        return context.render("parts/finder.html", place.address, FinderView())

    def totals(place: PageContext, arguments: tuple[str, ...]) -> str:
        counts = [evidence.count_evidence(j, context.atlas.day) for j in context.atlas.jurisdictions]
        return context.render(
            "parts/totals.html",
            place.address,
            TotalsView(
                jurisdictions=len(counts),
                facts=sum(c.total for c in counts),
                answered=sum(c.answered for c in counts),
                official=sum(c.official for c in counts),
                unknown=sum(c.status[Status.UNKNOWN] for c in counts),
                disputed=sum(c.status[Status.DISPUTED] for c in counts),
                sources=sum(len(j.sources) for j in context.atlas.jurisdictions),
            ),
        )

    def publisher(place: PageContext, arguments: tuple[str, ...]) -> str:
        return context.render("parts/publisher.html", place.address, PublisherView())

    yield Component("finder", finder)
    yield Component("publisher", publisher)
    yield Component("totals", totals)
