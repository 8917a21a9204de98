"""What a state file may hold: the shape, checked by pydantic, and the objects that the rest of the build uses.

The shape is `StateFile` and, for each fact, `entry_model(field)`. Texts are plain text: markup in them is shown as it
stands. `StateFile` becomes a `Jurisdiction` in `data/loader.py`, once every fact in it has been read.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from atlas.domain import vocabulary
from atlas.domain.cohorts import Cohort, CohortEvent, Workload
from atlas.domain.confirmations import Confirmation
from atlas.domain.jurisdictions import in_sentence, slug
from atlas.domain.problems import nearest
from atlas.domain.timeline import in_force
from atlas.domain.values import (
    AnyDay,
    FactName,
    PastDay,
    Slug,
    SourceId,
    Text,
    TextWithFacts,
    UniqueId,
    Url,
    fail,
    value_type,
)
from atlas.domain.vocabulary import Credential, Level

# ---- the shape of a file --------------------------------------------------------------------------------------------


class StrictModel(BaseModel):
    """Base of every part of a file: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Evidence(StrEnum):
    """How strong a source is: law (statute, rule), the board's own word, or somebody else's, who names the rule or doesn't."""

    LAW = "law"
    BOARD = "board"
    SECONDARY = "secondary"
    NO_RULE_NAMED = "secondary_no_rule"

    @property
    def is_official(self) -> bool:
        """Whether it is law or the board's own word, on which `silent` and a `false` of a requirement may rest."""
        return self in (Evidence.LAW, Evidence.BOARD)


class SourceKind(StrEnum):
    STATUTE = "statute"
    RULE = "rule"
    BOARD = "board"
    FORM = "form"
    SECONDARY = "secondary"


EVIDENCE_OF = {
    SourceKind.STATUTE: Evidence.LAW,
    SourceKind.RULE: Evidence.LAW,
    SourceKind.BOARD: Evidence.BOARD,
    SourceKind.FORM: Evidence.BOARD,
    SourceKind.SECONDARY: Evidence.SECONDARY,
}


def grade_of(kind: SourceKind, names_rule: bool | None) -> Evidence:
    """The evidence that a source of this kind gives; a secondary one that names no rule has a grade of its own."""
    grade = EVIDENCE_OF[kind]
    return Evidence.NO_RULE_NAMED if grade is Evidence.SECONDARY and names_rule is False else grade


class Source(StrictModel):
    """A text that was read."""

    kind: Annotated[SourceKind, Field(strict=False)]
    citation: Text | None = Field(None, description="For a statute or rule: how lawyers cite it, with the section.")
    title: Text | None = Field(None, description="What the page calls itself.")
    url: Url = Field(description="Where the text was read.")
    official_url: Url | None = Field(None, description="The publisher's own page, where it differs.")
    current_through: PastDay | None = Field(None, description="The date that the source itself gives.")
    read_on: PastDay = Field(description="The day somebody read it.")
    caveat: Text | None = Field(None, description="What weakens it, for readers: Copy from before the changes of 2024.")
    names_rule: bool | None = Field(
        None, description="Of a secondary source: whether it names the rule or statute that it reports."
    )
    read_whole: bool | None = Field(
        None, description="Of law or board: true when the whole text was read, so that what it lacks is not required."
    )

    @property
    def evidence(self) -> Evidence:
        return grade_of(self.kind, self.names_rule)

    @property
    def cite(self) -> str:
        """What to call it: the citation, else the title."""
        return self.citation or self.title or self.url


T = TypeVar("T")


class Reading(StrictModel, Generic[T]):
    """One side of a disagreement."""

    value: T
    source: SourceId
    at: Text | None = None
    note: Text | None = None


EVERYBODY: Hashable = ("", None, None)
"""The group of an answer without `applies_to`, `cohort` and `when`."""


class FactEntry(StrictModel, Generic[T]):
    """One answer to one fact: exactly one of value, silent, unknown, disputed (checked in `data/fact_parsing.py`)."""

    value: T | None = None
    silent: Text | None = Field(None, description="The source was read and sets no such figure; say what it does say.")
    unknown: Text | None = Field(None, description="Looked for and not found; say why.")
    disputed: Annotated[list[Reading[T]], Field(min_length=2)] | None = Field(
        None, description="Sources disagree; the preferred reading first."
    )
    source: SourceId | None = Field(None, description="An id from this file's `sources:`.")
    at: Text | None = Field(None, description="The place in that source, such as (a)(2).")
    note: Text | None = None
    cohort: Cohort | None = Field(
        None, description="For whom, by the day of an event: {event: program_begun, before: 2017-08-01}."
    )
    applies_to: Text | None = Field(None, description="For whom, in words, when not for everybody.")
    when: Workload | None = Field(
        None, description="Of a ratio of supervision: for which workload, {direct_hours_per_month: {through: 45}}."
    )
    effective: AnyDay | None = Field(None, description="The day from which it holds.")
    until: AnyDay | None = Field(None, description="The last day on which it holds.")

    @property
    def group(self) -> Hashable:
        """Whom it is for; two answers for the same people can't hold at once."""
        return self.applies_to or "", self.cohort, self.when


@cache
def entry_model(definition: vocabulary.Field) -> type[FactEntry[Any]]:
    """The model of one answer to this fact."""
    return cast(type[FactEntry[Any]], FactEntry[value_type(definition)])  # type: ignore[misc]


class Link(StrictModel):
    label: Text
    url: Url


class Step(StrictModel):
    """One thing to do. `detail` may name facts as {license.fact}; the build puts the figure in."""

    do: Text
    about: list[FactName] = Field(
        default_factory=list,
        description="The facts that the step acts on: [background_check]. Of this license or the state.",
    )
    detail: TextWithFacts | None = None
    links: list[Link] = Field(default_factory=list)
    sources: list[SourceId] = Field(default_factory=list)


TOPICS = {
    "degree": "Degree and courses",
    "moving": "Moving, and licenses of other states",
    "hours": "Hours and when they count",
    "supervision": "Supervisors",
    "time": "Running out of time",
    "exam": "Exams",
    "application": "Applying, fees and waiting",
    "practice": "What a license allows",
    "renewal": "Renewing",
}


def _topic(word: str) -> str:
    if word not in TOPICS:
        fail(f"`{word}` is not a topic", "one of " + ", ".join(TOPICS), nearest(word, TOPICS))
    return word


Topic = Annotated[str, AfterValidator(_topic), WithJsonSchema({"enum": list(TOPICS)})]


class Question(StrictModel):
    """A question readers ask. `answer` may name facts as {license.fact}."""

    topic: Topic
    question: Text
    answer: TextWithFacts
    about: list[FactName] = Field(
        default_factory=list,
        description="The facts that the answer rests on: [lpc.exams, endorsement_years]. Shown for review when they change.",
    )
    sources: Annotated[list[SourceId], Field(min_length=1)]


class Change(StrictModel):
    """Something that changed in the rules, or is about to. Feeds and calendars are followed by its `id`."""

    id: UniqueId = Field(description="A name of your own, such as hb-126. It never changes, whatever else here does.")
    date: AnyDay
    summary: Text
    sources: Annotated[list[SourceId], Field(min_length=1)]


class BoardConfirmation(StrictModel):
    """That the board itself confirmed what the file says: the strongest evidence there is."""

    on: PastDay = Field(description="The day on which the board confirmed it.")
    by: Text = Field(description="Who did so for the board: an office, not a private person.")


class LicenseFile(StrictModel):
    """A license tier as it stands in the file."""

    id: Slug
    level: Annotated[Level, Field(strict=False)] | None = Field(
        None, description="Leave out for a license that is not for practice after the degree."
    )
    credential: Annotated[Credential, Field(strict=False)] = Credential.LICENSE
    leads_to: Slug | None = Field(None, description="The id of the next license.")
    same_as: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Groups or facts that the rule sets once for this license and another: {lpc: [education]}.",
    )
    facts: dict[str, Any]
    steps: list[Step] = Field(default_factory=list)


class StateFile(StrictModel):
    """A whole file under data/states/."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Text
    confirmed_by_board: BoardConfirmation | None = Field(
        None,
        description="When and by whom the board confirmed the key requirements in writing: {on: 2026-01-20, by: Licensing office}.",
    )
    sources: dict[Slug, Source]
    facts: dict[str, Any]
    licenses: Annotated[list[LicenseFile], Field(min_length=1)]
    faq: list[Question] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=list)


# ---- what the rest of the build uses --------------------------------------------------------------------------------


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
