"""The requirements of a state by topic: a table with a column for each license, and the rest in words.

Each fact stands once. Short values stand in the table, those that licenses share in a single cell; texts, lists and notes stand
below it. What no source confirms is collected in `state_gaps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from atlas.domain import formatting
from atlas.domain.field_sets import BELOW_TABLE
from atlas.domain.requirements import License, Status
from atlas.domain.vocabulary import LICENSE_FIELDS, Field, Kind
from atlas.rendering.citations import Chip
from atlas.rendering.fact_views import AnswerView, FactView, Viewer

IN_WORDS = (Kind.TEXT, Kind.LIST)
SHORT_TEXT = 60  # letters of a text that still fits into a cell


@dataclass(frozen=True)
class TopicName:
    """A topic: the id of its section, its heading, the group of facts that it shows, and what else readers call it."""

    id: str
    label: str
    group: str
    words: str


TOPICS = (
    TopicName("education", "Education", "education", "degree credits CACREP accreditation coursework practicum"),
    TopicName("exams", "Exams", "exams", "test NCE NCMHCE jurisprudence"),
    TopicName("experience", "Supervised experience", "experience", "hours supervision supervisor internship"),
    TopicName("fees", "Application and fees", "application", "cost price fee background check fingerprints"),
    TopicName("renewal", "Term and renewal", "renewal", "continuing education CE CEU renew expire"),
)


@dataclass(frozen=True)
class CellAnswer:
    """One answer in a cell, with the marks of every license that shares it."""

    view: AnswerView
    chips: list[Chip]
    text: str  # of an answer without a value: its words, when they fit


@dataclass(frozen=True)
class TableCell:
    """A cell for one license, or for neighbors that share the answer. `ids` are the addresses of the values in it."""

    ids: list[str]
    span: int
    answers: list[CellAnswer]


@dataclass(frozen=True)
class TableRow:
    label: str
    cells: list[TableCell]


@dataclass(frozen=True)
class DetailPart:
    """What is said in words of a fact, for the licenses in `owner` ("" for all): answers in full, or notes on values. `also` are
    labels of further facts of which the same holds; their addresses are in `ids`."""

    owner: str
    ids: list[str]
    answers: list[AnswerView]
    notes: list[str]
    also: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Detail:
    label: str
    parts: list[DetailPart]


@dataclass(frozen=True)
class Topic:
    """A section. `columns` are short names of licenses; without rows and details nothing is confirmed."""

    name: TopicName
    columns: list[str]
    rows: list[TableRow]
    details: list[Detail]

    @property
    def inside(self) -> str:
        """What the fold below the table holds, in words."""
        labels = [formatting.in_sentence(detail.label) for detail in self.details if detail.parts[0].answers]
        notes = ["notes"] if any(part.notes for detail in self.details for part in detail.parts) else []
        return "; ".join(labels + notes)


Views = dict[str, FactView]  # of one fact, by the id of the license


def topics(path: Sequence[License], viewer: Viewer) -> list[Topic]:
    """The topics of the licenses on a path, in order; a topic of which no license says anything is left out."""
    found = []
    for name in TOPICS:
        facts = {field.id: _views(field, path, viewer) for field in LICENSE_FIELDS if field.group == name.group}
        if any(facts.values()):
            found.append(_topic(name, facts, path))
    return found


def _views(field: Field, path: Sequence[License], viewer: Viewer) -> Views:
    """How a fact reads for each license that has it."""
    return {
        license.id: viewer.fact(license.facts[field.id], license.id) for license in path if field.id in license.facts
    }


def _topic(name: TopicName, facts: dict[str, Views], path: Sequence[License]) -> Topic:
    fields = {field.id: field for field in LICENSE_FIELDS}
    in_table = {
        id: views
        for id, views in facts.items()
        if fields[id].kind not in IN_WORDS and id not in BELOW_TABLE and _short(views)
    }
    columns = [license for license in path if any(_confirmed(views, license.id) for views in in_table.values())]
    rows = [TableRow(fields[id].label, _cells(views, columns)) for id, views in in_table.items()]
    holders = [license for license in path if any(license.id in views for views in facts.values())]
    details = [
        Detail(fields[id].label, _parts(views, holders, as_answers=id not in in_table)) for id, views in facts.items()
    ]
    return Topic(name, [license.short for license in columns], rows, _said_once(details))


def _short(views: Views) -> bool:
    """Whether some license has a value, or words that fit into a cell."""
    answers = [answer for view in views.values() for answer in (*view.answers, *view.upcoming)]
    return any(a.value or a.readings or _cell_text(a) for a in answers if a.status != Status.UNKNOWN)


def _cell_text(answer: AnswerView) -> str:
    """The first sentence of an answer without a value, when it fits into a cell: "Doesn't apply."; else nothing."""
    first, stop, _ = answer.text.partition(". ")
    return first + stop.strip() if answer.status == Status.SILENT and len(first) <= SHORT_TEXT else ""


def _confirmed(views: Views, license: str) -> bool:
    return license in views and views[license].status != Status.UNKNOWN


def address(license: str, view: FactView) -> str:
    """The part of an address that leads to a value: `lpc-min-months`."""
    return f"{license}-{view.anchor}" if license else view.anchor


# ---- the table


def _cells(views: Views, columns: Sequence[License]) -> list[TableCell]:
    cells = []
    for _, neighbors in groupby(columns, key=lambda license: _told(views.get(license.id), license.id)):
        licenses = list(neighbors)
        shared = [(license.id, views[license.id]) for license in licenses if license.id in views]
        ids = [address(id, view) for id, view in shared if view.status != Status.UNKNOWN]
        cells.append(TableCell(ids, len(licenses), _cell_answers([view for _, view in shared])))
    return cells


def _told(view: FactView | None, license: str) -> object:
    """What makes two cells the same: everything that a reader sees in them but the marks."""
    if view is None:
        return ("no fact", license)
    return [
        (a.status, a.value, "" if a.status == Status.UNKNOWN else a.text, [r.value for r in a.readings], _when(a))
        for a in (*view.answers, *view.upcoming)
    ]


def _when(answer: AnswerView) -> tuple[str, ...]:
    return answer.applies_to, answer.since, answer.until, answer.outdated


def _cell_answers(views: Sequence[FactView]) -> list[CellAnswer]:
    if not views:
        return []
    answers = [(*view.answers, *view.upcoming) for view in views]
    return [CellAnswer(same[0], _marks(same), _cell_text(same[0])) for same in zip(*answers, strict=True)]


def _marks(answers: Sequence[AnswerView]) -> list[Chip]:
    """The mark of each source once, with all places in it that are meant."""
    chips: dict[int, Chip] = {}
    for chip in (answer.chip for answer in answers if answer.chip):
        first = chips.setdefault(chip.number, chip)
        if chip.at not in first.at.split("; "):
            chips[chip.number] = replace(first, at="; ".join(at for at in (first.at, chip.at) if at))
    return list(chips.values())


# ---- the rest, in words


def _parts(views: Views, holders: Sequence[License], *, as_answers: bool) -> list[DetailPart]:
    """What of a fact stands in words, for each group of licenses of which the same is said.

    `holders` are the licenses of the topic: what is said of all of them names none.
    """
    shorts = {license.id: license.short for license in holders}
    same: dict[str, list[str]] = {}
    for id, view in views.items():
        words = _answers(view) if as_answers else _notes(view)
        if words:
            same.setdefault(repr([_plain(word) for word in words]), []).append(id)
    parts = []
    for ids in same.values():
        names, alike = [shorts[id] for id in ids], [views[id] for id in ids]
        owner = "" if len(ids) == len(shorts) else " and ".join(names)
        if as_answers:
            anchors = [address(id, views[id]) for id in ids]
            parts.append(DetailPart(owner, anchors, *_answers_and_notes(alike, names)))
        else:
            parts.append(DetailPart(owner, [], [], _notes(alike[0])))
    return parts


def _answers_and_notes(views: Sequence[FactView], names: Sequence[str]) -> tuple[list[AnswerView], list[str]]:
    """What several licenses say alike, once; where their notes differ, these stand apart with the name of the license."""
    answers = [_answers(view) for view in views]
    notes = [[answer.note for answer in told if answer.note] for told in answers]
    if all(found == notes[0] for found in notes):
        return answers[0], []
    bare = [replace(answer, note="") for answer in answers[0]]
    return bare, [f"{name}: {note}" for name, found in zip(names, notes, strict=True) for note in found]


def _said_once(details: Sequence[Detail]) -> list[Detail]:
    """The same details without what one before them says: of a note nothing is left, of an answer that no number is set the
    label, beside that answer."""
    said: dict[tuple[str, str], DetailPart] = {}
    lists: set[tuple[str, ...]] = set()
    left = []
    for detail in details:
        parts = []
        for part in detail.parts:
            silent = [answer.text for answer in part.answers if answer.status == Status.SILENT and not answer.note]
            if len(silent) == len(part.answers) == 1 and not part.notes:
                before = said.setdefault((part.owner, silent[0]), part)
                if before is not part:
                    before.ids.extend(part.ids)
                    before.also.append(formatting.in_sentence(detail.label))
                    continue
            notes = [note for note in part.notes if said.setdefault((part.owner, note), part) is part]
            answers = [_listed_once(answer, lists) for answer in part.answers]
            if answers or notes:
                parts.append(replace(part, answers=answers, notes=notes))
        if parts:
            left.append(Detail(detail.label, parts))
    return left


def _listed_once(answer: AnswerView, before: set[tuple[str, ...]]) -> AnswerView:
    """An answer whose list is one of those `before` it, with a word in place of the list; else the list joins them."""
    if not answer.items or answer.items not in before:
        before.add(answer.items)
        return answer
    return replace(answer, items=(), value="The same list as above")


def _plain(words: AnswerView | str) -> object:
    if isinstance(words, str):
        return words
    return words.status, words.value, words.items, words.text, _when(words)


def _answers(view: FactView) -> list[AnswerView]:
    return [answer for answer in (*view.answers, *view.upcoming) if answer.status != Status.UNKNOWN]


def _notes(view: FactView) -> list[str]:
    """The notes on the values of a fact, and the words of an answer that found no room in its cell."""
    notes = []
    for answer in (*view.answers, *view.upcoming):
        if answer.status == Status.SILENT:
            notes.append(answer.text.removeprefix(_cell_text(answer)).strip())
        notes += [f"{reading.value}: {reading.note}" for reading in answer.readings if reading.note]
        notes.append(
            "" if answer.note.removesuffix(".") in answer.value else answer.note
        )  # "2 years." of "24 months (2 years)"
    return [note for note in dict.fromkeys(notes) if note]
