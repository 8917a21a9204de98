# Produces:
#   /schools/   every school by state and name; each has the anchor #s<unitid>
"""The page of all schools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain.atlas import Atlas
from atlas.domain.jurisdictions import INVENTED, NAMES, slug
from atlas.domain.school_files import PROGRAM_KINDS, ProgramKind
from atlas.domain.schools import School, kinds_reported
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class StateList:
    """The schools of one jurisdiction. `address` is that of its page, or "" while it has none."""

    code: str
    name: str
    slug: str
    address: str
    schools: tuple[School, ...]
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SchoolsPageView:
    """What schools.html shows."""

    count: int  # of all schools
    accredited: int  # of these, how many have a program that a page calls accredited
    unreported: int  # of these, how many report none of the kinds and are listed for accreditation or approval
    kinds: list[tuple[ProgramKind, int]]  # each with the number of schools that report a master's program of it
    filters: list[ProgramKind]
    states: list[StateList]
    year: str  # of the degrees
    source: str


def build(context: BuildContext) -> Iterator[Page]:
    """The one page; none when there are no schools at all."""
    atlas = context.atlas
    if not atlas.schools:
        return
    basis = (
        [(jurisdiction.code, jurisdiction.slug) for jurisdiction in atlas.jurisdictions],
        context.last_read,
        *context.shared,
    )
    yield context.cache.get_or_build("schools", basis, lambda: _page(context))


def _page(context: BuildContext) -> Page:
    atlas = context.atlas
    files = [state.file for state in atlas.schools.values()]
    schools = [school for state in atlas.schools.values() for school in state.schools]
    return context.page(
        "schools.html",
        "schools/",
        SchoolsPageView(
            count=len(schools),
            accredited=sum(bool(school.accreditation) for school in schools),
            unreported=sum(not school.federal.reports_masters for school in schools),
            kinds=[(kind, _reporting(atlas, cip)) for cip, kind in PROGRAM_KINDS.items()],
            filters=kinds_reported(schools),
            states=_states(atlas),
            year=" and ".join(sorted({file.year for file in files})),
            source="; ".join(sorted({state.source for state in atlas.schools.values()})),
        ),
        title="Schools",
        description="Schools with a master’s program in counseling, by state: location, degrees reported, accreditation, and where to request information.",
        edit="data/schools/overrides.yml",
        modified=context.history.modified("data/schools/"),
    )


def _reporting(atlas: Atlas, cip: str) -> int:
    """How many schools report a master's program of this kind."""
    return sum(
        any(p.cip == cip and p.degrees is not None for p in school.programs)
        for state in atlas.schools.values()
        for school in state.schools
    )


def _states(atlas: Atlas) -> list[StateList]:
    pages = {jurisdiction.code: f"states/{jurisdiction.slug}/" for jurisdiction in atlas.jurisdictions}
    names = NAMES | INVENTED
    lists = [
        StateList(code, names[code], slug(names[code]), pages.get(code, ""), state.schools, state.left_out)
        for code, state in atlas.schools.items()
    ]
    return sorted(lists, key=lambda state: state.name)
