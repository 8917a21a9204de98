"""A file before and after an edit, as plain data that may lack anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from atlas.data.positions import Document
from atlas.domain.formatting import plain_value
from atlas.domain.problems import DataPath
from atlas.domain.vocabulary import EXAM_FIELDS, FIELDS, Field

Map = Mapping[str, Any]
AnswerKey = tuple[str, str, str]  # for whom, from when, until when

OWNERS = {"licenses": "license", "exams": "exam"}  # parts of a file whose entries have facts, and what one is called
_FIELDS = {"licenses": {f.id: f for f in FIELDS}, "exams": {f.id: f for f in EXAM_FIELDS}}


@dataclass(frozen=True)
class Side:
    """A file before or after."""

    data: Map
    document: Document | None = None

    @property
    def group(self) -> str:
        """The part of the file whose entries have facts: "licenses", or "exams" in the file of exams."""
        return "exams" if "exams" in self.data else "licenses"

    @property
    def fields(self) -> Mapping[str, Field]:
        """The vocabulary of the facts in the file."""
        return _FIELDS[self.group]

    @cached_property
    def sources(self) -> Map:
        return as_map(self.data.get("sources"))

    def source(self, answer: Map | None) -> Map:
        """The source that the answer, or its preferred reading, rests on."""
        return as_map(self.sources.get(str(preferred(answer).get("source"))))

    @cached_property
    def _owners(self) -> dict[str, Map]:
        return {str(entry.get("id")): entry for entry in maps(self.data.get(self.group))}

    def owners(self) -> dict[str, Map]:
        """Each license or exam by its id."""
        return self._owners

    def facts(self, owner: str) -> Map:
        return as_map(as_map(self.owners().get(owner) if owner else self.data).get("facts"))

    def answers(self, owner: str, fact: str) -> dict[AnswerKey, Map]:
        """The answers to a fact by whom and when they concern."""
        raw = self.facts(owner).get(fact)
        entries = [entry for entry in (raw if isinstance(raw, list) else [raw]) if isinstance(entry, dict)]
        return {answer_key(entry): entry for entry in entries}

    def general(self, owner: str, fact: str) -> Map | None:
        """The answer for everybody, from no day on."""
        return next((e for (whom, since, _), e in self.answers(owner, fact).items() if not whom and not since), None)

    def figure(self, owner: str, fact: str) -> float | None:
        """The general answer's number, if it is one."""
        return number_of(self.general(owner, fact))

    def called(self, owner: str) -> str:
        """A license or an exam as people call it."""
        if self.group == "exams":
            return str(self.owners().get(owner, {}).get("abbr") or owner)
        return str(preferred(self.general(owner, "abbr")).get("value") or owner)

    def line(self, place: DataPath) -> int:
        return self.document.position(place, key=True).line if self.document else 0

    def place(self, owner: str, fact: str) -> DataPath:
        if not owner:
            return ("facts", fact)
        return (self.group, list(self.owners()).index(owner) if owner in self.owners() else 0, "facts", fact)


@dataclass(frozen=True)
class Pair:
    """One answer before and after. `before` or `after` is None where there is none."""

    definition: Field
    before: Map | None
    after: Map | None
    old: Side
    new: Side
    owner: str  # id of the license or exam, "" for the jurisdiction
    day: date

    @property
    def figure_changed(self) -> bool:
        return self.before is not None and self.after is not None and figures(self.before) != figures(self.after)


WHOM = ("cohort", "applies_to", "when")  # the keys that say for whom an answer holds


def as_map(value: Any) -> Map:
    return value if isinstance(value, dict) else {}


def maps(value: Any) -> list[Map]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def preferred(answer: Map | None) -> Map:
    """The answer itself, or of a disputed one the preferred reading."""
    readings = maps(as_map(answer).get("disputed"))
    return readings[0] if readings else as_map(answer)


def readings(answer: Map) -> list[Map]:
    """Every reading of a disputed answer; of another one the answer itself."""
    return maps(answer.get("disputed")) or [answer]


def answer_key(answer: Map) -> AnswerKey:
    """For whom and when an answer holds: what tells it from the other answers to the same fact."""
    return whom(answer), plain_value(answer.get("effective")), plain_value(answer.get("until"))


def whom(answer: Map) -> str:
    """For whom the answer holds, in words; "" when it is everybody."""
    return "; ".join(_condition(answer[key]) for key in WHOM if answer.get(key))


def _condition(value: Any) -> str:
    """A text as it stands, a cohort as "event program_begun, before 2017-08-01"."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_condition(entry)}" for key, entry in value.items())
    return plain_value(value)


def number_of(answer: Map | None) -> float | None:
    """The number that an answer, or its preferred reading, states."""
    value = preferred(answer).get("value")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def figures(answer: Map) -> list[Any]:
    """What the answer says, without its sources and notes: for comparing."""
    if "disputed" in answer:
        return ["disputed", *(reading.get("value") for reading in maps(answer["disputed"]))]
    word = next((word for word in ("value", "silent", "unknown") if word in answer), "")
    return [word, answer.get(word)] if word == "value" else [word]
