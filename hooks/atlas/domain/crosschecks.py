"""Second sources: figures that an independent source gives for facts of states, and how they compare with ours.

A crosscheck holds figures only, never sentences. It is not a source of any fact: it confirms what other sources say, or shows
where somebody has to read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Generic, Literal, TypeVar, cast
from urllib.parse import urlsplit

from pydantic import Field

from atlas.domain import vocabulary
from atlas.domain.confirmations import Confirmation
from atlas.domain.requirements import Answer, Fact, Jurisdiction, Status
from atlas.domain.sources import Evidence, Source, SourceKind, grade_of
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import RATIO, FactName, PastDay, PostalCode, Text, Url, value_type
from atlas.domain.vocabulary import Kind

COMPARABLE = (Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.WORD, Kind.EXAMS, Kind.RATIO)
_SHARED_HOSTS = ("github.com", "raw.githubusercontent.com")  # many publishers: an owner and a name tell which

T = TypeVar("T")


class Figure(StrictModel, Generic[T]):
    """What the source gives for one fact: a value, or that the rule sets none."""

    value: T | None = None
    silent: Literal[True] | None = Field(None, description="true: the source says that the rule sets no such figure.")
    citation: Text | None = Field(None, description="The rule that it names, with the section.")
    url: Url | None = Field(None, description="The page that it names for this figure.")
    as_of: PastDay | None = Field(None, description="The day that this figure speaks of, where it has one of its own.")


class CrosscheckFile(StrictModel):
    """A whole file under data/crosschecks/."""

    name: Text = Field(description="What the source is called, as readers see it.")
    kind: Annotated[SourceKind, Field(strict=False)]
    url: Url = Field(description="Where the figures were read.")
    as_of: PastDay = Field(description="The day that the figures speak of.")
    read_on: PastDay = Field(description="The day somebody read it.")
    values: Annotated[dict[PostalCode, dict[FactName, Figure[Any]]], Field(min_length=1)] = Field(
        description="By postal code, then by license.fact, or by fact where it is the state's."
    )
    explained: dict[PostalCode, dict[FactName, Text]] = Field(
        default_factory=dict, description="Why a figure differs from ours and ours stands, by the same names."
    )


def figure_model(definition: vocabulary.Field) -> type[Figure[Any]]:
    """The model of a figure for this fact."""
    return cast(type[Figure[Any]], Figure[value_type(definition)])  # type: ignore[misc]


class Outcome(StrEnum):
    """How a figure compares with ours."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ONLY_THERE = "only there"
    ONLY_HERE = "only here"


@dataclass(frozen=True)
class Comparison:
    """One figure beside our answer. `name` is license.fact; `figure` is None where only we have one. `explanation` is why a
    difference stands, "" without one; `rests_on_it` when our answer cites this very source, which then confirms nothing."""

    state: str
    name: str
    outcome: Outcome
    answer: Answer | None
    figure: Figure[Any] | None = None
    explanation: str = ""
    rests_on_it: bool = False


def compare(crosscheck: CrosscheckFile, jurisdiction: Jurisdiction, on: date) -> Iterator[Comparison]:
    """Each figure of the source for one state beside the answer that holds for most people on `on`, then what only we have
    of the facts that the source is about. Nothing for a state of which it does not speak."""
    given = crosscheck.values.get(jurisdiction.code)
    if not given:
        return
    facts = dict(_facts(jurisdiction))
    for name, figure in given.items():
        answer = facts[name].current_answer(on) if name in facts else None
        explanation = crosscheck.explained.get(jurisdiction.code, {}).get(name, "")
        rests = answer is not None and rests_on(answer, crosscheck, figure)
        yield Comparison(jurisdiction.code, name, _outcome(figure, answer), answer, figure, explanation, rests)
    told = {name.rpartition(".")[2] for name in given}
    matters = {name.rpartition(".")[2] for given in crosscheck.values.values() for name in given}
    for name, fact in facts.items():
        answer = fact.current_answer(on)
        if fact.field.id in matters - told and not fact.same_as and answer.status is not Status.UNKNOWN:
            yield Comparison(jurisdiction.code, name, Outcome.ONLY_HERE, answer)


def _facts(jurisdiction: Jurisdiction) -> Iterator[tuple[str, Fact]]:
    for license, fact in jurisdiction.all_facts():
        yield f"{license.id}.{fact.field.id}" if license else fact.field.id, fact


def _outcome(figure: Figure[Any], answer: Answer | None) -> Outcome:
    if answer is None or answer.status is Status.UNKNOWN:
        return Outcome.ONLY_THERE
    if figure.silent:
        return Outcome.AGREES if answer.status is Status.SILENT else Outcome.DIFFERS
    values = [reading[0] for reading in answer.readings] or [answer.value]
    return Outcome.AGREES if any(_same(figure.value, value) for value in values) else Outcome.DIFFERS


def _same(value: Any, other: Any) -> bool:
    """Whether two values say the same: 2 and 2.0, exams in any order, 50 hours per 1000 hours and 1 hour per 20 hours."""
    return isinstance(value, bool) == isinstance(other, bool) and _comparable(value) == _comparable(other)


def _comparable(value: Any) -> object:
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, str) and (ratio := RATIO.fullmatch(value)):
        hours, per = Fraction(ratio["hours"]), Fraction(ratio["per"] or 1)
        return hours / per, ratio["direct"], ratio["span"]
    return value


# ---- independence


def rests_on(answer: Answer, crosscheck: CrosscheckFile, figure: Figure[Any]) -> bool:
    """Whether an answer cites the source itself, by address or by name. A text of law that both read is one source."""
    return any(_is_same_source(source, crosscheck, figure) for source, _ in answer.sources())


def _is_same_source(source: Source, crosscheck: CrosscheckFile, figure: Figure[Any]) -> bool:
    published_by = {_publisher(url) for url in (source.url, source.official_url) if url}
    if _publisher(crosscheck.url) in published_by or _plain(crosscheck.name) in _plain(
        f"{source.citation} {source.title}"
    ):
        return True
    if grade_of(crosscheck.kind, names_rule=None) is not Evidence.LAW or not (figure.citation and source.citation):
        return False
    told, cited = _plain(figure.citation), _plain(source.citation)
    return told.startswith(cited) or cited.startswith(told)


def _publisher(url: str) -> str:
    """Whose page it is: the host, and on a host that many share, the owner and the name of the repository."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host not in _SHARED_HOSTS:
        return host
    return "/".join(["github.com", *parts.path.lower().strip("/").split("/")[:2]])


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.lower()).strip()


# ---- agreement


def confirmations(
    crosschecks: Iterable[CrosscheckFile], jurisdiction: Jurisdiction, on: date
) -> Mapping[tuple[str, str], tuple[Confirmation, ...]]:
    """The sources that confirm an answer of this state, by the license whose text holds it ("" for the state's own facts) and
    fact.

    Disputed answers have none: a third voice doesn't settle a dispute.
    """
    found: dict[tuple[str, str], list[Confirmation]] = {}
    owners = {name: fact.same_as for name, fact in _facts(jurisdiction) if fact.same_as}
    for crosscheck in crosschecks:
        for told in compare(crosscheck, jurisdiction, on):
            if told.outcome is not Outcome.AGREES or told.rests_on_it or not (told.answer and told.figure):
                continue
            if told.answer.status is not Status.DISPUTED:
                license, _, fact = told.name.rpartition(".")
                confirmation = Confirmation(crosscheck.name, crosscheck.url, told.figure.as_of or crosscheck.as_of)
                found.setdefault((owners.get(told.name, license), fact), []).append(confirmation)
    return {key: tuple(confirming) for key, confirming in found.items()}
