"""What a rule may look at, whatever the kind of file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from atlas.data.fact_parsing import FactEntries, FactKey, PlacedEntry
from atlas.data.positions import Document
from atlas.domain.jurisdictions import INVENTED, NAMES
from atlas.domain.problems import DataPath, nearest
from atlas.domain.roles import Placed, Role, placed, placed_in_data
from atlas.domain.sources import Source
from atlas.domain.state_file import FactEntry, StateFile
from atlas.domain.strict_model import StrictModel
from atlas.domain.vocabulary import BY_ID


@dataclass(frozen=True)
class Build:
    """What a check needs to know beside the file.

    `root` is what paths in messages are relative to. `allow_invented` admits the invented states of tests. `addresses`
    are those of all pages of the site; None when it is not known which pages there are, and links are not checked.
    """

    day: date
    root: Path | None = None
    allow_invented: bool = False
    addresses: frozenset[str] | None = None

    @property
    def inputs(self) -> tuple[object, ...]:
        """What a cache goes by: the same in every process, where a set has an order of its own in each."""
        return self.day, self.root, self.allow_invented, self.addresses and sorted(self.addresses)

    @property
    def jurisdictions(self) -> Mapping[str, str]:
        """Name by postal code."""
        return NAMES | INVENTED if self.allow_invented else NAMES


@dataclass(frozen=True)
class Context:
    """One file as the rules see it. `shape` is None where it is wrong; `model` says what it is to be.

    `answers` are those to facts, which the shape does not hold, by owner and fact; a fact that could not be read has
    none. `cited` are source ids that are cited outside the data, such as in the text of a guide.
    """

    document: Document
    shape: StrictModel | None
    build: Build
    answers: FactEntries = field(default_factory=dict)
    cited: frozenset[str] = frozenset()
    model: type[StrictModel] | None = None

    @property
    def day(self) -> date:
        """The day of the build."""
        return self.build.day

    @property
    def file(self) -> StateFile:
        """The shape, for rules that are about state files."""
        return cast(StateFile, self.shape)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources of the file by id; none in a file that has no place for them, or in which their shape is wrong."""
        return getattr(self.shape, "sources", {})

    @property
    def source_ids(self) -> Collection[str] | None:
        """The ids that `sources:` defines, whatever is wrong with the sources; None where it is not known which they are."""
        if self.shape is not None:
            return self.sources.keys()
        sources = self.document.data.get("sources")
        return sources.keys() if isinstance(sources, dict) else None

    @cached_property
    def facts(self) -> Mapping[FactKey, list[FactEntry[Any]]]:
        """The answers without their places."""
        return {key: [placed.entry for placed in entries] for key, entries in self.answers.items()}

    @cached_property
    def misspelled_facts(self) -> frozenset[FactKey]:
        """The facts of a state file that stand in it under a misspelled name. That is said where they stand."""
        given = {-1: self.document.data.get("facts") or {}}
        given |= {index: license.get("facts") or {} for index, license in enumerate(self.document.data["licenses"])}
        slips = ((index, name) for index, names in given.items() for name in names if name not in BY_ID)
        return frozenset((index, meant) for index, name in slips if (meant := nearest(name, BY_ID)))

    def entries(self) -> Iterator[PlacedEntry]:
        """Every answer to a fact that could be read."""
        for entries in self.answers.values():
            yield from entries

    @cached_property
    def _placed(self) -> tuple[Placed, ...]:
        inside = [found for answer in self.entries() for found in placed(answer.entry, answer.place)]
        if self.shape is None:
            return (*(placed_in_data(self.model, self.document.data) if self.model else ()), *inside)
        return (*placed(self.shape), *inside)

    def with_role(self, *roles: Role) -> Iterator[Placed]:
        """Every value of the file with one of these roles, in the shape and in the answers."""
        return (found for found in self._placed if found.role in roles)

    def place(self, index: int, fact: str) -> DataPath:
        """Where a fact of a state file stands: of the license with this index, or of the state (-1)."""
        return ("facts", fact) if index < 0 else ("licenses", index, "facts", fact)

    def answers_given(self, index: int, fact: str) -> int:
        """How many answers to a fact stand in a state file, read or not."""
        raw = self.document.data
        for part in self.place(index, fact):
            raw = raw[part]
        return len(raw) if isinstance(raw, list) else 1


Rule = Callable[[Context], None]
