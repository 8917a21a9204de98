# Produces:
#   /move/<name>/   one destination: what holders of every other license bring by their own state's rule
"""A destination of a move, and every license that somebody may bring."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from atlas.domain import comparison, formatting, pathways, portability
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import MOVING_IN_SHORT, PORTABLE
from atlas.domain.figures import NumericRequirement
from atlas.domain.portability import Outcome, Verdict
from atlas.domain.requirements import Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, Credential, Level
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Citations, Popover
from atlas.rendering.context import BuildContext
from atlas.rendering.fact_views import FactView, Viewer

OUTCOME_WORDS = {
    Outcome.MET: "met",
    Outcome.SHORT: "short by {short}",
    Outcome.CANNOT_TELL: "unclear",
    Outcome.NOT_SET: "not set by law",
}


# A page for each destination with a row for each origin grows with the square of both. There are 56 jurisdictions; should
# there ever be many more, a page keeps this many rows and leads to the tool for the rest.
MOST_ROWS = 150


@dataclass(frozen=True)
class Origin:
    """A license that a reader may bring, with the figures of its own state."""

    state: Jurisdiction
    license: License
    needs: tuple[NumericRequirement, ...]


@dataclass(frozen=True)
class Mark:
    """A verdict in a cell."""

    outcome: str
    words: str


Row = tuple[str, str, str, list[Mark], str]  # state, address, license, verdicts, compact


@dataclass(frozen=True)
class MoveToView:
    """What move_to.html shows. `popovers` belong to the rules."""

    jurisdiction: Jurisdiction
    license: License  # what the rows are measured against
    short: list[FactView]  # the rules for people licensed elsewhere: those in a few words
    noted: bool  # whether one of these has a note, or a reason why it is not confirmed
    long: list[FactView]  # the others
    facts: list[tuple[str, str, str]]  # label, what is asked, and the place of its note or "", a column each
    rows: list[Row]
    left_out: int  # rows for which the page has no room
    popovers: Callable[[], list[Popover]]


def build(context: BuildContext) -> Iterator[Page]:
    """One page for each of `context.jurisdictions`, with what the licenses of the others bring."""
    known = origins(context.atlas)
    for jurisdiction in context.jurisdictions:
        yield _destination(context, jurisdiction, known)


def origins(atlas: Atlas) -> list[Origin]:
    """Every license somebody may come with."""
    return [
        Origin(jurisdiction, license, _needs(jurisdiction, license, atlas))
        for jurisdiction in atlas.jurisdictions
        for license in jurisdiction.licenses
        if license.level is Level.INDEPENDENT and license.credential is not Credential.PRIVILEGE
    ]


def _needs(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> tuple[NumericRequirement, ...]:
    return tuple(portability.needs_for(jurisdiction, license, id, atlas.day) for id in PORTABLE)


def _destination(context: BuildContext, jurisdiction: Jurisdiction, origins: Sequence[Origin]) -> Page:
    atlas, license = context.atlas, pathways.main_license(jurisdiction)
    asks = _needs(jurisdiction, license, atlas)
    elsewhere = [origin for origin in origins if origin.state is not jurisdiction]
    rows = [
        (
            origin.state.name,
            f"states/{origin.state.slug}/",
            origin.license.short,
            [_mark(asked, had, id) for asked, had, id in zip(asks, origin.needs, PORTABLE, strict=True)],
            _compact(jurisdiction, origin.state, atlas),
        )
        for origin in elsewhere[:MOST_ROWS]
    ]
    basis = (jurisdiction, rows, *context.shared)
    return context.cache.get_or_build(
        ("move", jurisdiction.code), basis, lambda: _rendered(context, jurisdiction, license, rows, len(elsewhere))
    )


def _rendered(
    context: BuildContext, jurisdiction: Jurisdiction, license: License, rows: list[Row], origins: int
) -> Page:
    atlas = context.atlas
    citations = Citations(jurisdiction.all_sources)
    viewer = Viewer(jurisdiction, atlas.day, atlas.exams, citations)
    moving = [viewer.fact(fact) for fact in jurisdiction.facts.values() if fact.field.group == "moving"]
    short = [view for view in moving if view.id in MOVING_IN_SHORT]
    return context.page(
        "move_to.html",
        f"move/{jurisdiction.slug}/",
        MoveToView(
            jurisdiction=jurisdiction,
            license=license,
            short=short,
            noted=any(
                a.note or a.status == Status.UNKNOWN or any(r.note for r in a.readings)
                for v in short
                for a in v.answers
            ),
            long=[view for view in moving if view not in short],
            facts=[_required(jurisdiction, license, id, atlas) for id in PORTABLE],
            rows=rows,
            left_out=origins - len(rows),
            popovers=citations.popovers,
        ),
        title=f"Moving to {jurisdiction.name_in_text} with a license",
        description=f"What {jurisdiction.name_in_text} requires of counselors licensed elsewhere, and how each out-of-state license compares.",
        edit=jurisdiction.path,
        modified=context.history.last_modified(jurisdiction, context.atlas.day).isoformat(),
    )


def _required(jurisdiction: Jurisdiction, license: License, id: str, atlas: Atlas) -> tuple[str, str, str]:
    asked = comparison.license_cell(jurisdiction, license, id, atlas)
    noted = id in license.facts and portability.has_note(license.facts[id], atlas.day)
    return BY_ID[id].label, asked.words, asked.anchor if noted else ""


def _mark(asked: NumericRequirement, had: NumericRequirement, id: str) -> Mark:
    found = portability.verdict_between(asked, had)
    return Mark(found.outcome.value, words(found, id))


def words(found: Verdict, id: str) -> str:
    """A verdict in words: "short by 400 hours"."""
    short = ""
    if found.short:
        low, high = found.short
        amount = formatting.number(low) if low == high else f"{formatting.number(low)} to {formatting.number(high)}"
        unit = BY_ID[id].unit_words
        short = f"{amount} {unit.removesuffix('s') if low == high == 1 else unit}"
    return OUTCOME_WORDS[found.outcome].format(short=short)


def _compact(to: Jurisdiction, origin: Jurisdiction, atlas: Atlas) -> str:
    """Where the two stand in the compact, in a word or two."""
    members = [
        jurisdiction.facts["compact_member"].current_answer(atlas.day).preferred_value for jurisdiction in (to, origin)
    ]
    if None in members:
        return "not confirmed"
    if not all(members):
        return "not open"
    if all(atlas.compact.issues(jurisdiction.code) for jurisdiction in (to, origin)):
        return "both issue privileges"
    return "both members"
