# Produces:
#   /compact/   what a privilege is, who has enacted the compact, who issues privileges
"""The Counseling Compact, seen from all states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.compact import Act, CompactFile
from atlas.domain.jurisdictions import NAMES
from atlas.domain.requirements import Jurisdiction, Status
from atlas.rendering import tile_map
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Popover
from atlas.rendering.context import BuildContext
from atlas.rendering.fact_views import AnswerView, FactView, Viewer


@dataclass(frozen=True)
class Member:
    code: str
    name: str
    address: str
    group: str  # issuing, enacted, no, doubt
    notes: tuple[AnswerView, ...]
    act: Act | None
    chip: Chip | None  # of the act
    since: str  # when it began to issue privileges
    since_chip: Chip | None


@dataclass(frozen=True)
class CompactView:
    """What compact.html shows."""

    compact: CompactFile
    statements: list[tuple[str, str, Chip]]  # topic, text, source
    issuing: list[str]  # names of those listed as issuing privileges
    issuing_chip: Chip
    as_of: str  # day of that list
    groups: list[tuple[str, list[Member]]]
    elsewhere: list[str]  # names of those listed that have no page here
    map: tile_map.TileMap
    popovers: Callable[[], list[Popover]]
    sources: list[Popover]


GROUPS = (
    ("issuing", "Enacted, and listed as issuing privileges"),
    ("enacted", "Enacted, not listed as issuing"),
    ("doubt", "Not sure"),
    ("no", "Not a member"),
)


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    atlas = context.atlas
    compact = atlas.compact
    citations = Citations(compact.sources)
    members = [_member(jurisdiction, atlas, citations) for jurisdiction in atlas.jurisdictions]
    known = {jurisdiction.code for jurisdiction in atlas.jurisdictions}
    yield context.page(
        "compact.html",
        "compact/",
        CompactView(
            compact=compact,
            statements=[(s.topic, s.text, citations.chip(compact.sources[s.source])) for s in compact.statements],
            issuing=[NAMES.get(code, code) for code in compact.issuing.jurisdictions],
            issuing_chip=citations.chip(compact.sources[compact.issuing.source]),
            as_of=formatting.day(compact.issuing.as_of),
            groups=[(label, [m for m in members if m.group == group]) for group, label in GROUPS],
            elsewhere=[NAMES.get(c, c) for c in compact.issuing.jurisdictions if c not in known],
            map=tile_map.tile_map(atlas, "compact_member"),
            popovers=citations.popovers,
            sources=citations.listed(),
        ),
        title="The Counseling Compact",
        description="What a compact privilege is, which states have enacted the Counseling Compact, and which issue privileges.",
        edit="data/compact.yml",
        modified=context.last_read,
    )


def _member(jurisdiction: Jurisdiction, atlas: Atlas, citations: Citations) -> Member:
    compact = atlas.compact
    viewer = Viewer(jurisdiction, atlas.day, atlas.exams, Citations(jurisdiction.sources))
    view: FactView = viewer.fact(jurisdiction.facts["compact_note"])
    member = jurisdiction.facts["compact_member"].current_answer(atlas.day)
    group = "doubt"
    if member.status is Status.STATED:
        group = ("issuing" if compact.issues(jurisdiction.code) else "enacted") if member.value else "no"
    act = compact.acts.get(jurisdiction.code)
    start = compact.issuing.jurisdictions.get(jurisdiction.code)
    return Member(
        code=jurisdiction.code,
        name=jurisdiction.name,
        address=f"states/{jurisdiction.slug}/#moving",
        group=group,
        notes=view.answers,
        act=act,
        chip=citations.chip(compact.sources[act.source]) if act and act.source else None,
        since=formatting.day(start.since) if start and start.since else "",
        since_chip=citations.chip(compact.sources[start.source]) if start else None,
    )
