# Produces:
#   /compact/   what a privilege is, who has enacted the compact, who issues privileges
"""The Counseling Compact, seen from all states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.compact import CompactFile, derived_facts
from atlas.domain.jurisdictions import NAMES
from atlas.domain.requirements import Jurisdiction, Status
from atlas.rendering import tile_map
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Popover
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class Line:
    """What is said of one jurisdiction, and its source."""

    topic: str  # "" for its membership
    text: str
    note: str
    chip: Chip | None


@dataclass(frozen=True)
class JurisdictionView:
    code: str
    name: str
    address: str
    group: str  # issuing, enacted, no, doubt
    lines: list[Line]


@dataclass(frozen=True)
class CompactView:
    """What compact.html shows."""

    compact: CompactFile
    statements: list[tuple[str, str, Chip]]  # topic, text, source
    issuing: list[str]  # names of those listed as issuing privileges
    issuing_chip: Chip
    as_of: str  # day of that list
    groups: list[tuple[str, list[JurisdictionView]]]
    elsewhere: list[str]  # names of those listed that have no page here
    map: tile_map.TileMap
    popovers: Callable[[], list[Popover]]
    sources: list[Popover]


GROUPS = (
    ("issuing", "Members that issue privileges"),
    ("enacted", "Members not listed as issuing"),
    ("doubt", "Not confirmed"),
    ("no", "Not a member"),
)


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    atlas = context.atlas
    compact = atlas.compact
    citations = Citations(compact.sources)
    members = [_jurisdiction(jurisdiction, atlas, citations) for jurisdiction in atlas.jurisdictions]
    known = {jurisdiction.code for jurisdiction in atlas.jurisdictions}
    yield context.page(
        "compact.html",
        "compact/",
        CompactView(
            compact=compact,
            statements=[(s.topic, s.text, citations.chip(compact.sources[s.source])) for s in compact.statements],
            issuing=[NAMES.get(code, code) for code in compact.issuing.jurisdictions],
            issuing_chip=citations.chip(compact.sources[compact.issuing.source]),
            as_of=formatting.ap_date(compact.issuing.as_of),
            groups=[(label, [m for m in members if m.group == group]) for group, label in GROUPS],
            elsewhere=[NAMES.get(c, c) for c in compact.issuing.jurisdictions if c not in known],
            map=tile_map.tile_map(atlas, "compact_member"),
            popovers=citations.popovers,
            sources=citations.listed(),
        ),
        title="The Counseling Compact by state",
        description="What a compact privilege is, which states have enacted the Counseling Compact, and which issue privileges.",
        edit="data/compact.yml",
        modified=context.history.modified("data/compact.yml"),
    )


def _jurisdiction(jurisdiction: Jurisdiction, atlas: Atlas, citations: Citations) -> JurisdictionView:
    """What its own page says, with the sources as they stand in data/compact.yml."""
    code = jurisdiction.code
    notes = derived_facts(atlas.compact, code, jurisdiction.name, {}).facts["compact_note"].answers
    member = jurisdiction.facts["compact_member"].current_answer(atlas.day)
    group = "doubt"
    if member.status is Status.STATED:
        group = ("issuing" if atlas.compact.issues(code) else "enacted") if member.value else "no"
    return JurisdictionView(
        code=code,
        name=jurisdiction.name,
        address=f"states/{jurisdiction.slug}/#moving",
        group=group,
        lines=[
            Line(
                answer.applies_to,
                answer.value or answer.text,
                answer.note,
                citations.chip(answer.source, answer.at) if answer.source else None,
            )
            for answer in notes
        ],
    )
