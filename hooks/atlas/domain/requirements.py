"""What is known of each requirement: answers, facts, licenses and jurisdictions, as the rest of the build uses them.

A `Jurisdiction` is made of a `StateFile` (`state_file.py`) in `data/loader.py`, once every fact in it has been read.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from atlas.domain import vocabulary
from atlas.domain.cohorts import Cohort, CohortEvent, Workload
from atlas.domain.confirmations import Confirmation
from atlas.domain.jurisdictions import in_sentence, slug
from atlas.domain.sources import Evidence, Source
from atlas.domain.state_file import BoardConfirmation, Change, Question, Step
from atlas.domain.timeline import in_force
from atlas.domain.vocabulary import Credential, Level


class Status(StrEnum):
    STATED = "stated"
    SILENT = "silent"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a fact, with its sources looked up.

    `value` is set when stated; `text` holds the words of silent and unknown; `readings` are set when disputed.
    """

    status: Status
    value: Any = None
    text: str = ""
    readings: tuple[tuple[Any, Source, str, str], ...] = ()  # value, source, at, note
    source: Source | None = None
    at: str = ""
    note: str = ""
    applies_to: str = ""
    effective: date | None = None
    until: date | None = None
    cohort: Cohort | None = None
    when: Workload | None = None

    @property
    def group(self) -> Hashable:
        """Whom it is for; two answers for the same people can't hold at once."""
        return self.applies_to, self.cohort, self.when

    @property
    def for_whom(self) -> str:
        """The people for whom it holds, in words after "for"; "" when it is everybody."""
        parts = [self.cohort.words if self.cohort else "", self.when.words if self.when else "", self.applies_to]
        return "; ".join(part for part in parts if part)

    @property
    def preferred_value(self) -> Any:
        """The value, or of a disputed one the preferred reading; None when there is none."""
        return self.readings[0][0] if self.readings else self.value

    @property
    def evidence(self) -> Evidence | None:
        """The grade of the source; of a disputed answer that of the preferred reading."""
        source = self.readings[0][1] if self.readings else self.source
        return source.evidence if source else None

    def sources(self) -> Iterator[tuple[Source, str]]:
        """Every source of this answer with its pinpoint."""
        if self.source:
            yield self.source, self.at
        for _, source, at, _ in self.readings:
            yield source, at


@dataclass(frozen=True, slots=True)
class Fact:
    """All that is known of one fact, over time and for all groups of people.

    `same_as` is the id of the license whose text holds it, when the rule sets it once for both.
    """

    field: vocabulary.Field
    answers: tuple[Answer, ...]
    same_as: str = ""

    def current(self, day: date) -> tuple[Answer, ...]:
        """The answers that hold on `day`, the general one first. Never empty."""
        if len(self.answers) == 1 and not (self.answers[0].effective or self.answers[0].until):
            return self.answers
        newest = in_force(self.answers, day)
        if not newest:
            ended = max((a.until for a in self.answers if a.until and a.until < day), default=None)
            reason = (
                f"The rule known here ended on {ended.isoformat()}."
                if ended
                else "The rule known here is not in force yet."
            )
            return (Answer(Status.UNKNOWN, text=reason),)
        return tuple(sorted(newest.values(), key=lambda answer: _distance(answer, day)))

    def upcoming(self, day: date) -> tuple[Answer, ...]:
        """The answers that take effect after `day`, soonest first."""
        later = [a for a in self.answers if a.effective and a.effective > day]
        return tuple(sorted(later, key=lambda a: a.effective or date.max))

    def ends(self, day: date) -> date | None:
        """The day the current general answer ends, if it is known to end."""
        return self.current(day)[0].until

    def current_answer(self, day: date) -> Answer:
        """The answer that holds on `day` for most people: for everybody, else for those whose day is `day`."""
        return self.current(day)[0]

    def for_person(self, day: date, events: Mapping[CohortEvent, date]) -> tuple[Answer, ...]:
        """The answers in force on `day` that may bind a person for whom each of `events` fell on its day.

        An answer with a cohort is left out when the day of its event is given and lies outside. Empty when none is left.
        """
        return tuple(
            answer
            for answer in self.current(day)
            if answer.cohort is None
            or answer.cohort.event not in events
            or answer.cohort.includes(events[answer.cohort.event])
        )


def _distance(answer: Answer, day: date) -> tuple[bool, bool]:
    """How far an answer is from most people: a group in words is last, a cohort that is closed on `day` before it."""
    return answer.applies_to != "" or answer.when is not None, answer.cohort is not None and not answer.cohort.includes(
        day
    )


@dataclass(frozen=True)
class License:
    """A license tier, and all that is known of it."""

    id: str
    level: Level | None
    credential: Credential
    leads_to: str | None
    facts: dict[str, Fact]
    steps: tuple[Step, ...]
    title: str
    abbr: str  # the abbreviation, or "" where there is none

    @property
    def short(self) -> str:
        """The abbreviation, or the title where there is no abbreviation."""
        return self.abbr or self.title


@dataclass(frozen=True)
class Jurisdiction:
    """A state, district or territory and everything the Atlas knows of it."""

    code: str
    name: str
    path: str  # of its file, for "fix this page"
    sources: dict[str, Source]
    facts: dict[str, Fact]
    licenses: tuple[License, ...]
    faq: tuple[Question, ...]
    changes: tuple[Change, ...]  # newest first
    # (license id or "", fact id): line in the file, or in the file that the fact is derived from
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    shared_sources: dict[str, Source] = field(default_factory=dict)  # of the files from which facts are derived
    # (license id or "", fact id): the second sources that confirm the answer that holds today
    confirmations: Mapping[tuple[str, str], tuple[Confirmation, ...]] = field(default_factory=dict)
    confirmed_by_board: BoardConfirmation | None = None

    @property
    def name_in_text(self) -> str:
        """The name inside a sentence: "the District of Columbia"."""
        return in_sentence(self.name)

    @property
    def slug(self) -> str:
        return slug(self.name)

    @property
    def all_sources(self) -> dict[str, Source]:
        """The sources of its file, then those of facts derived from other files."""
        return self.sources | self.shared_sources

    def confirmed_by(self, license: str, fact: Fact, answer: Answer, on: date) -> tuple[Confirmation, ...]:
        """The second sources that confirm this answer to a fact of a license ("" for the state's own)."""
        found = self.confirmations.get((fact.same_as or license, fact.field.id), ())
        return found if found and answer is fact.current_answer(on) else ()

    def license(self, id: str) -> License:
        """Raises KeyError when there is none of this id."""
        for license in self.licenses:
            if license.id == id:
                return license
        raise KeyError(id)

    def all_facts(self) -> Iterator[tuple[License | None, Fact]]:
        """Every fact with its license, jurisdiction facts first, in order of definition."""
        for definition in vocabulary.JURISDICTION_FIELDS:
            if definition.id in self.facts:
                yield None, self.facts[definition.id]
        for license in self.licenses:
            for definition in vocabulary.LICENSE_FIELDS:
                if definition.id in license.facts:
                    yield license, license.facts[definition.id]
