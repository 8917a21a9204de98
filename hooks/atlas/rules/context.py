"""What a rule for state files may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..exams import Exam
from ..model import Entry, StateFile
from ..yamlpos import DataPath, Document


@dataclass(frozen=True)
class Context:
    """What a rule may look at.

    facts maps (index of the license or -1, fact id) to the answers that could be read.
    """

    document: Document
    file: StateFile
    facts: Mapping[tuple[int, str], list[Entry[Any]]]
    exams: Mapping[str, Exam]
    day: date
    allow_invented: bool = False

    def place(self, index: int, fact: str) -> DataPath:
        return ("facts", fact) if index < 0 else ("licenses", index, "facts", fact)

    def entries(self) -> Iterator[tuple[int, str, DataPath, Entry[Any]]]:
        """Every answer with the license it belongs to, its fact and its place."""
        for (index, fact), entries in self.facts.items():
            place = self.place(index, fact)
            raw = self._raw(index, fact)
            for number, entry in enumerate(entries):
                yield index, fact, (*place, number) if isinstance(raw, list) else place, entry

    def _raw(self, index: int, fact: str) -> Any:
        data = self.document.data
        return (data["facts"] if index < 0 else data["licenses"][index]["facts"])[fact]

    def answers_given(self, index: int, fact: str) -> int:
        """How many answers to a fact stand in the file, read or not."""
        raw = self._raw(index, fact)
        return len(raw) if isinstance(raw, list) else 1

    def number(self, index: int, fact: str) -> float | None:
        """The preferred figure of a fact as it is now, for comparisons between facts of one license."""
        for entry in self.facts.get((index, fact), ()):
            if entry.applies_to or (entry.effective and entry.effective > self.day):
                continue
            value = entry.disputed[0].value if entry.disputed else entry.value
            return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        return None


Rule = Callable[[Context], None]
