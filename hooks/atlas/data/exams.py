"""The exams that states accept, from data/exams.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from atlas.data.fact_parsing import FactEntries, read_facts
from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate_document
from atlas.domain.answers import answer_of
from atlas.domain.exams import FIELDS, Exam
from atlas.domain.problems import Problem
from atlas.domain.requirements import Fact
from atlas.domain.sources import Source
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import Slug, SourceId, Text, UniqueId, Url


class ExamFile(StrictModel):
    """An exam as it stands in the file. Its facts are read with the answers of state files."""

    id: UniqueId = Field(description="What state files name.")
    abbr: Text
    name: Text
    owner: Text
    url: Url
    source: SourceId = Field(description="Where its name and its owner were read.")
    facts: dict[str, Any] = Field(
        description="Every field of an exam, each with its source, or unknown with the reason."
    )


class ExamsFile(StrictModel):
    sources: dict[Slug, Source]
    exams: Annotated[list[ExamFile], Field(min_length=1)]


def load_exams(path: Path, build: Build, problems: list[Problem]) -> tuple[dict[str, Exam], Document]:
    """The exams by id, none when there is a mistake in the file; what is wrong is added to `problems`. And the document."""
    document = read(path, build.root)
    shape = validate_document(ExamsFile, document)
    answers: FactEntries = {}
    for index, exam in enumerate(_items(document.data)):
        answers |= read_facts(FIELDS, exam.get("facts"), ("exams", index, "facts"), document, index)
    check(DataFileKind.EXAMS, Context(document, shape, build, answers, model=ExamsFile))
    problems += document.problems
    if shape is None or document.problems:
        return {}, document
    return {exam.id: _exam(exam, index, shape, answers) for index, exam in enumerate(shape.exams)}, document


def _items(data: Any) -> list[dict[str, Any]]:
    """The exams as they stand in the file, so that mistakes in their facts are told whatever else is wrong."""
    exams = data.get("exams") if isinstance(data, dict) else None
    return [exam if isinstance(exam, dict) else {} for exam in exams] if isinstance(exams, list) else []


def _exam(exam: ExamFile, index: int, file: ExamsFile, answers: FactEntries) -> Exam:
    facts = {
        name: Fact(field, tuple(answer_of(placed.entry, file.sources) for placed in answers[index, name]))
        for name, field in FIELDS.items()
    }
    source = file.sources[exam.source]
    return Exam(exam.id, exam.abbr, exam.name, exam.owner, exam.url, source, facts, file.sources)
