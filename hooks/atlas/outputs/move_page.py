# Produces:
#   /move/          from one state to another, fact by fact; without scripts a list of where to look
#   /move/<name>/   one destination: what holders of every other license bring by their own state's rule
"""Move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import compare, derive, move, needs, text, tooldata
from ..fields import BY_ID, Credential, Level
from ..load import Atlas
from ..model import Jurisdiction, License
from ..move import FACTS, Outcome, Verdict
from ..site import Builder, Page
from ..view import Citations, Viewer

OUTCOME_WORDS = {
    Outcome.MET: "met",
    Outcome.SHORT: "short by {short}",
    Outcome.CANNOT_TELL: "cannot tell",
    Outcome.NOT_SET: "nothing set",
}


@dataclass(frozen=True)
class Mark:
    """A verdict in a cell."""

    outcome: str
    words: str


def pages(builder: Builder) -> Iterator[Page]:
    """The tool, and one page for each destination."""
    atlas = builder.atlas
    entries = [(one, derive.main_license(one)) for one in atlas.jurisdictions]
    yield builder.page(
        "move.html",
        "move/",
        title="Move to another state",
        description="From the license or hours you have to another state: what matches, what is short, which routes exist and whom to ask.",
        edit="data/states",
        modified=builder.last_read,
        destinations=[(one.name, f"move/{one.slug}/") for one, _ in entries],
        facts=[BY_ID[id] for id in FACTS],
        exams=[(id, exam.abbr) for id, exam in atlas.exams.items()],
        data=tooldata.tool_data(atlas),
    )
    for one, license in entries:
        yield _destination(builder, one, license)


def _destination(builder: Builder, one: Jurisdiction, license: License) -> Page:
    atlas = builder.atlas
    citations = Citations(one.sources)
    viewer = Viewer(one, atlas.day, atlas.exams, citations)
    rows = [
        (
            other.name,
            f"states/{other.slug}/",
            theirs.short,
            [_mark(license, theirs, id, atlas) for id in FACTS],
            _compact(one, other, atlas),
        )
        for other in atlas.jurisdictions
        for theirs in other.licenses
        if other is not one and theirs.level is Level.INDEPENDENT and theirs.credential is not Credential.PRIVILEGE
    ]
    return builder.page(
        "move_to.html",
        f"move/{one.slug}/",
        title=f"Moving to {one.name} with a license",
        description=f"What {one.name} asks of counselors licensed elsewhere, and what holders of each other license bring by their own state's rule.",
        edit=one.path,
        modified=derive.last_read(one).isoformat(),
        one=one,
        license=license,
        moving=[viewer.fact(fact) for fact in one.facts.values() if fact.field.group == "moving"],
        facts=[(BY_ID[id].label, compare.cell(license.facts[id], atlas, "").words) for id in FACTS],
        rows=rows,
        popovers=citations.popovers,
    )


def _mark(asks: License, has: License, id: str, atlas: Atlas) -> Mark:
    found = move.verdict_between(needs.need(asks, id, atlas.day), needs.need(has, id, atlas.day))
    return Mark(found.outcome.value, words(found, id))


def words(found: Verdict, id: str) -> str:
    """A verdict in words: "short by 400 hours"."""
    short = ""
    if found.short:
        low, high = found.short
        amount = text.number(low) if low == high else f"{text.number(low)} to {text.number(high)}"
        unit = BY_ID[id].unit.split(" ")[-1]
        short = f"{amount} {unit.removesuffix('s') if low == high == 1 else unit}"
    return OUTCOME_WORDS[found.outcome].format(short=short)


def _compact(to: Jurisdiction, origin: Jurisdiction, atlas: Atlas) -> str:
    """Where the two stand in the compact, in a word or two."""
    members = [one.facts["compact_member"].now(atlas.day).best for one in (to, origin)]
    if None in members:
        return "not known"
    if not all(members):
        return "not open"
    if all(atlas.compact.issues(one.code) for one in (to, origin)):
        return "both issue privileges"
    return "both enacted it"
