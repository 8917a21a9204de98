"""Facts as templates show them: words, source chips and links, nothing left to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from . import text
from .exams import Exam
from .fields import Kind
from .model import Answer, Evidence, Fact, Jurisdiction, Source, Status

GRADES = {Evidence.LAW: "Law", Evidence.BOARD: "Board", Evidence.SECONDARY: "Secondary"}
GRADE_MEANING = {
    Evidence.LAW: "A statute or a rule: it binds.",
    Evidence.BOARD: "The licensing board's own page or form.",
    Evidence.SECONDARY: "Neither law nor board: an association, a university, or a guide that cites the rule. Check it with the board.",
}
STATUS_WORDS = {
    Status.SILENT: "None set",
    Status.UNKNOWN: "Not known",
    Status.DISPUTED: "Sources disagree",
}


def word(status: Status) -> str:
    """What readers see instead of, or before, a value: "" when it is stated."""
    return STATUS_WORDS.get(status, "")


@dataclass(frozen=True)
class Chip:
    """The mark beside a figure that opens its source."""

    popover: str  # id of the popover
    number: int  # in the page's list of sources
    grade: str  # Law, Board, Secondary
    evidence: str  # law, board, secondary


@dataclass(frozen=True)
class Fix:
    """How a reader corrects a fact: the file at its line, or a form with what is known filled in."""

    label: str
    edit: str
    report: str


@dataclass(frozen=True)
class Popover:
    """What a chip opens. `fixes` are the facts of the page that rest on it."""

    id: str
    number: int
    source: Source
    at: str
    grade: str
    meaning: str
    current: str  # how current the source says it is
    read: str
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True)
class Reading:
    value: str
    chip: Chip
    note: str


@dataclass(frozen=True)
class AnswerView:
    """One answer in words. `value` is empty for silent and unknown, whose words stand in `text`."""

    status: str
    word: str  # "Not known", ...; "" when stated
    value: str
    items: tuple[str, ...]  # for lists
    href: str  # for links
    text: str
    readings: tuple[Reading, ...]
    chip: Chip | None
    note: str
    applies_to: str
    since: str  # "From 1 January 2027" for an answer that is not in force yet
    until: str
    fix: Fix | None = None

    @property
    def in_words(self) -> str:
        """The answer inside a sentence, without its source: its value, each reading of a disputed one, or that there is none."""
        said = self.value or ", ".join(self.items) or " or ".join(reading.value for reading in self.readings)
        marks = [mark for mark in (self.applies_to, text.in_sentence(self.word) if self.readings else "") if mark]
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


class Citations:
    """The sources of one page: numbers them and collects the popovers that its chips need."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = list(sources.items())
        self._number = {id(source): n for n, (_, source) in enumerate(self._sources, 1)}
        self._popovers: dict[tuple[int, str], Popover] = {}
        self._fixes: dict[tuple[int, str], dict[Fix, None]] = {}

    @property
    def ids(self) -> list[str]:
        """The ids of the sources."""
        return [id for id, _ in self._sources]

    def chip(self, source: Source, at: str = "", fix: Fix | None = None) -> Chip:
        """The chip for a source, and its popover; `fix` says how to correct the fact that it stands beside."""
        number = self._number[id(source)]
        key = (number, at)
        if key not in self._popovers:
            same = sum(1 for n, _ in self._popovers if n == number)
            self._popovers[key] = Popover(
                id=f"source-{number}-{same + 1}",
                number=number,
                source=source,
                at=at,
                grade=GRADES[source.evidence],
                meaning=GRADE_MEANING[source.evidence],
                current=current_words(source),
                read=text.day(source.read_on),
            )
        if fix:
            self._fixes.setdefault(key, {})[fix] = None
        return Chip(self._popovers[key].id, number, GRADES[source.evidence], source.evidence.value)

    def chips(self, ids: Iterable[str]) -> list[Chip]:
        """The chips for source ids of the file, such as the `sources:` of a step."""
        sources = dict(self._sources)
        return [self.chip(sources[one]) for one in ids]

    def popovers(self) -> list[Popover]:
        return [replace(p, fixes=tuple(self._fixes.get(key, ()))) for key, p in self._popovers.items()]

    def cited(self) -> list[Popover]:
        """Every source that has a chip on the page, once, in order of number."""
        numbers = {number for number, _ in self._popovers}
        return [popover for popover in self.listed() if popover.number in numbers]

    def listed(self) -> list[Popover]:
        """Every source of the page once, in order of number."""
        return [
            Popover(
                f"source-{n}",
                n,
                s,
                "",
                GRADES[s.evidence],
                GRADE_MEANING[s.evidence],
                current_words(s),
                text.day(s.read_on),
            )
            for n, (_, s) in enumerate(self._sources, 1)
        ]


def current_words(source: Source) -> str:
    """How current the source says it is."""
    if source.current_through:
        return f"The text gives its own date as {text.day(source.current_through)}."
    return "The text gives no date for itself."


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
            answers=tuple(self.answer(fact, a, fix) for a in fact.current(self.on)),
            upcoming=tuple(self.answer(fact, a, fix, later=True) for a in fact.upcoming(self.on)),
            line=self.jurisdiction.lines.get((owner, fact.field.id), 1) if self.jurisdiction else 1,
        )

    def answer(self, fact: Fact, answer: Answer, fix: Fix | None = None, *, later: bool = False) -> AnswerView:
        definition = fact.field
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
            word=word(answer.status),
            value=text.shown(definition, answer.value, self.exams) if stated and not lists else "",
            items=tuple(answer.value) if lists else (),
            href=href,
            text=answer.text,
            readings=tuple(
                Reading(text.shown(definition, value, self.exams), self.citations.chip(source, at, fix), note)
                for value, source, at, note in answer.readings
            ),
            chip=self.citations.chip(answer.source, answer.at, fix) if answer.source else None,
            note=answer.note,
            applies_to=answer.applies_to,
            since=f"From {text.day(answer.effective)}" if later and answer.effective else "",
            until=f"Until {text.day(answer.until)}" if answer.until else "",
            fix=fix if answer.status is Status.UNKNOWN else None,
        )
