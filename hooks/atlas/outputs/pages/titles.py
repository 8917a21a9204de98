# Produces:
#   /titles/   every title, abbreviation and nickname, with the states and levels where it is used
"""Titles: the same letters mean different things in different states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import pathways
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Status
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class Use:
    state: str
    address: str
    kind: str  # title, abbreviation, also called
    title: str
    level: str


@dataclass(frozen=True)
class Name:
    """A word readers search for, and everywhere it is used."""

    name: str
    uses: tuple[Use, ...]

    @property
    def levels(self) -> tuple[str, ...]:
        """Every level that it means somewhere, the most frequent first."""
        return tuple(level for level, _ in Counter(use.level for use in self.uses).most_common())

    @property
    def by_level(self) -> list[tuple[str, list[Use]]]:
        """The places where it is used, by what it means there."""
        return [(level, [use for use in self.uses if use.level == level]) for level in self.levels]


@dataclass(frozen=True)
class TitlesView:
    """What titles.html shows. `differing` are the names that mean different levels in different states."""

    names: list[Name]
    differing: list[Name]


def names(atlas: Atlas) -> list[Name]:
    """Every name, by the alphabet, whatever its capitals."""
    found: dict[str, tuple[str, list[Use]]] = {}
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            level = pathways.level_words(license)
            said = [(license.title, "title")] + ([(license.abbr, "abbreviation")] if license.abbr else [])
            called = license.facts.get("also_called")
            if called:
                said += [
                    (v, "also called") for a in called.current(atlas.day) if a.status is Status.STATED for v in a.value
                ]
            for name, kind in said:
                use = Use(jurisdiction.name, f"states/{jurisdiction.slug}/#{license.id}", kind, license.title, level)
                uses = found.setdefault(name.casefold(), (name, []))[1]
                if not any(u.address == use.address for u in uses):
                    uses.append(use)
    return [Name(name, tuple(uses)) for _, (name, uses) in sorted(found.items())]


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    found = names(context.atlas)
    yield context.page(
        "titles.html",
        "titles/",
        TitlesView(found, [name for name in found if len(name.levels) > 1]),
        title="Titles and abbreviations",
        description="LPC, LMHC, APC, LPC Associate, ALPC and every other title: which state uses it, and at which level.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )
