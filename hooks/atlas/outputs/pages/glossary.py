# Produces:
#   /glossary/   titles, bodies, exams and words of the field, each with its source
"""The glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atlas.domain import pathways
from atlas.domain.atlas import Atlas
from atlas.domain.glossary import KINDS, Term
from atlas.domain.vocabulary import Credential
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Popover
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class TermEntry:
    term: Term
    chip: Chip


@dataclass(frozen=True)
class Letters:
    """An abbreviation that states use for a license, and where: name, address, title, level."""

    abbr: str
    uses: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class GlossaryView:
    """What glossary.html shows."""

    groups: list[tuple[str, str, list[TermEntry]]]  # label, id
    letters: list[Letters]
    popovers: Callable[[], list[Popover]]
    sources: list[Popover]


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    glossary = context.atlas.glossary
    citations = Citations(glossary.sources)
    terms = sorted(glossary.terms, key=lambda t: (t.abbr or t.term).casefold())
    groups = [
        (label, kind, [TermEntry(t, citations.chip(glossary.sources[t.source])) for t in terms if t.kind == kind])
        for kind, label in KINDS.items()
    ]
    yield context.page(
        "glossary.html",
        "glossary/",
        GlossaryView(groups, letters(context.atlas), citations.popovers, citations.listed()),
        title="Glossary",
        description="What the titles, bodies, exams and words of counselor licensing mean, each with its source.",
        edit="data/glossary.yml",
        modified=context.history.modified("data/glossary.yml"),
    )


def letters(atlas: Atlas) -> list[Letters]:
    """Every abbreviation of a license, by the alphabet: derived from the state files."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            if license.abbr and license.credential is not Credential.PRIVILEGE:
                level = pathways.level_words(license)
                found.setdefault(license.abbr, []).append(
                    (jurisdiction.name, f"states/{jurisdiction.slug}/#{license.id}", license.title, level)
                )
    return [Letters(abbr, tuple(uses)) for abbr, uses in sorted(found.items(), key=lambda item: item[0].casefold())]
