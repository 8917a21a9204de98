"""What a state file may hold: its shape, checked by pydantic.

The shape is `StateFile` and, for each fact, `entry_model(field)`. Texts are plain text: markup in them is shown as it
stands. `StateFile` becomes a `Jurisdiction` (`requirements.py`) in `data/loader.py`, once every fact in it has been read.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, cast

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from atlas.domain import vocabulary
from atlas.domain.cohorts import Cohort, Workload
from atlas.domain.problems import nearest
from atlas.domain.roles import Role
from atlas.domain.sources import Source
from atlas.domain.strict_model import StrictModel
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
    question: Annotated[Text, Role.UNIQUE]
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
