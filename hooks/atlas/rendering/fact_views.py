"""Facts as templates show them: words, source chips and links, nothing left to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from atlas.domain import evidence, formatting
from atlas.domain.confirmations import Confirmation
from atlas.domain.exams import Exam
from atlas.domain.formatting import status_word
from atlas.domain.requirements import Answer, Fact, Jurisdiction, Status
from atlas.domain.vocabulary import Kind
from atlas.rendering.citations import Chip, Citations, Fix


@dataclass(frozen=True)
class Reading:
    value: str
    chip: Chip
    note: str


@dataclass(frozen=True)
class AnswerView:
    """One answer in words. `value` is empty for silent and unknown, whose words stand in `text`."""

    status: str
    word: str  # "Not confirmed", ...; "" when stated
    value: str
    items: tuple[str, ...]  # for lists
    href: str  # for links
    text: str
    readings: tuple[Reading, ...]
    chip: Chip | None
    note: str
    applies_to: str
    since: str  # "From Jan. 1, 2027" for an answer that is not in force yet
    until: str
    fix: Fix | None = None
    event: str = ""  # of a cohort: what happened to a person, and the ISO days from which and before which it counts
    first: str = ""
    before: str = ""
    outdated: str = ""  # "May have changed: text dated ..." of an old text on a matter that changes often

    @property
    def in_words(self) -> str:
        """The answer inside a sentence, without its source: its value, each reading of a disputed one, or that there is none."""
        return self._in_words(self.applies_to)

    @property
    def value_in_words(self) -> str:
        """As `in_words`, without the people for whom it holds."""
        return self._in_words("")

    def _in_words(self, whom: str) -> str:
        said = self.value or ", ".join(self.items) or " or ".join(reading.value for reading in self.readings)
        marks = [
            mark
            for mark in (formatting.group_in_sentence(whom), formatting.in_sentence(self.word) if self.readings else "")
            if mark
        ]
        return (said or self.word).removesuffix(".") + (f" ({'; '.join(marks)})" if marks else "")


@dataclass(frozen=True)
class FactView:
    id: str
    label: str
    help: str
    group: str
    answers: tuple[AnswerView, ...]
    upcoming: tuple[AnswerView, ...]
    line: int

    @property
    def status(self) -> str:
        return self.answers[0].status

    @property
    def anchor(self) -> str:
        """Its part of an address: `min_months` gives "min-months"."""
        return self.id.replace("_", "-")


def _for_whom(answer: Answer) -> str:
    """The people for whom an answer holds; a cohort reads on from "For"."""
    return f"For {answer.for_whom}" if answer.cohort else answer.for_whom


@dataclass(frozen=True)
class Viewer:
    """Turns facts of one jurisdiction, or of an exam, into views, on the day of the build."""

    jurisdiction: Jurisdiction | None
    on: date
    exams: Mapping[str, Exam]
    citations: Citations
    fixing: Callable[[Fact, str], Fix] | None = None

    def fact(self, fact: Fact, license: str = "") -> FactView:
        owner = fact.same_as or license
        fix = self.fixing(fact, owner) if self.fixing else None
        return FactView(
            id=fact.field.id,
            label=fact.field.label,
            help=fact.field.help,
            group=fact.field.group,
            answers=tuple(self.answer(fact, a, fix, license=license) for a in fact.current(self.on)),
            upcoming=tuple(self.answer(fact, a, fix, later=True) for a in fact.upcoming(self.on)),
            line=self.jurisdiction.lines.get((owner, fact.field.id), 1) if self.jurisdiction else 1,
        )

    def _confirmed_by(self, fact: Fact, answer: Answer, license: str) -> tuple[Confirmation, ...]:
        return self.jurisdiction.confirmed_by(license, fact, answer, self.on) if self.jurisdiction else ()

    def answer(
        self, fact: Fact, answer: Answer, fix: Fix | None = None, *, later: bool = False, license: str = ""
    ) -> AnswerView:
        definition = fact.field
        confirmed_by = self._confirmed_by(fact, answer, license)
        if answer.source:
            self.citations.confirm(answer.source, fix.label if fix else definition.label, confirmed_by)
        dated = evidence.outdated_text(definition.id, answer, self.on, confirmed_by)
        stated = answer.status is Status.STATED
        lists = stated and definition.kind is Kind.LIST
        href = ""
        if stated and definition.kind is Kind.URL:
            href = str(answer.value)
        elif stated and definition.kind is Kind.EMAIL:
            href = f"mailto:{answer.value}"
        elif stated and definition.kind is Kind.PHONE:
            href = "tel:+1-" + str(answer.value).split(" ext")[0].replace("(", "").replace(") ", "-")
        return AnswerView(
            status=answer.status.value,
            word=status_word(answer.status),
            value=formatting.readable_value(definition, answer.value, self.exams) if stated and not lists else "",
            items=tuple(answer.value) if lists else (),
            href=href,
            text=answer.text,
            readings=tuple(
                Reading(
                    formatting.readable_value(definition, value, self.exams), self.citations.chip(source, at, fix), note
                )
                for value, source, at, note in answer.readings
            ),
            chip=self.citations.chip(answer.source, answer.at, fix) if answer.source else None,
            note=answer.note,
            applies_to=_for_whom(answer),
            since=f"From {formatting.day(answer.effective)}" if later and answer.effective else "",
            until=f"Until {formatting.day(answer.until)}" if answer.until else "",
            fix=fix if answer.status is Status.UNKNOWN else None,
            event=answer.cohort.event.value if answer.cohort else "",
            first=_iso(answer.cohort.first) if answer.cohort else "",
            before=_iso(answer.cohort.end) if answer.cohort else "",
            outdated=f"May have changed: text dated {formatting.day(dated)}" if dated else "",
        )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
