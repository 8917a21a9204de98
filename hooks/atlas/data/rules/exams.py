"""Exams: every one that a state names stands in data/exams.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from atlas.data.positions import Document
from atlas.domain.problems import DataPath, Problem, nearest


def exam_ids(exams: Document) -> Mapping[str, int] | None:
    """The ids that stand in data/exams.yml with their index, also of exams with a mistake; None when it can't be known."""
    data = exams.data.get("exams") if isinstance(exams.data, dict) else None
    if not isinstance(data, list):
        return None
    ids = [exam.get("id") if isinstance(exam, dict) else None for exam in data]
    found = {id: index for index, id in enumerate(ids) if isinstance(id, str)}
    return found if len(found) == len(data) else None  # without one, or with one twice, it is not known which is meant


class ExamsNamed:
    """Gathers what states name, file by file. An exam that many places name and that is not there is told once."""

    def __init__(self, exams: Document) -> None:
        self.exams = exams
        self.named: dict[str, list[Problem]] = {}

    def gather(self, document: Document) -> Document:
        """Note the exams that a state file names, and give the file back."""
        for id, place in _named(document.data):
            problem = document.problem(place, f"unknown exam `{id}`", "an id from data/exams.yml")
            self.named.setdefault(id, []).append(problem)
        return document

    def problems(self) -> Iterator[Problem]:
        """A problem for each exam that is named and not there."""
        ids = exam_ids(self.exams)
        for id, places in self.named.items() if ids is not None else ():
            if ids is None or id in ids:
                continue
            near = nearest(id, ids)
            if len(places) > 1 and near and near not in self.named:  # its definition is misspelled
                what = f"no state names the exam `{near}`, and `{id}`, which {len(places)} places name, is not here"
                yield self.exams.problem(("exams", ids[near], "id"), what, "one id for both", id)
            else:
                first = places[0]
                more = f", here and in {len(places) - 1} more" if len(places) > 1 else ""
                yield Problem(first.path, first.line, first.column, first.what + more, first.expected, near)


def exams_known(documents: Iterable[Document], exams: Document) -> list[Problem]:
    """A problem for each exam that one of the state files names and that is not in `exams`."""
    named = ExamsNamed(exams)
    for document in documents:
        named.gather(document)
    return list(named.problems())


def _named(data: Any) -> Iterator[tuple[str, DataPath]]:
    """The exam ids that a state file names, and where; whatever its shape."""
    licenses = data.get("licenses") if isinstance(data, dict) else None
    for index, license in enumerate(licenses if isinstance(licenses, list) else ()):
        facts = license.get("facts") if isinstance(license, dict) else None
        exams = facts.get("exams") if isinstance(facts, dict) else None
        place: DataPath = ("licenses", index, "facts", "exams")
        answers = [((*place, n), a) for n, a in enumerate(exams)] if isinstance(exams, list) else [(place, exams)]
        for at, answer in answers:
            yield from _ids(answer, at)


def _ids(answer: Any, place: DataPath) -> Iterator[tuple[str, DataPath]]:
    if not isinstance(answer, dict):
        return
    value, disputed = answer.get("value"), answer.get("disputed")
    for number, id in enumerate(value if isinstance(value, list) else ()):
        if isinstance(id, str):
            yield id, (*place, "value", number)
    for number, reading in enumerate(disputed if isinstance(disputed, list) else ()):
        yield from _ids(reading, (*place, "disputed", number))
