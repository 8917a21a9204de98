"""The exams that states accept, from data/exams.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from .model import Shape, Slug, Source, Text, Url
from .problems import Problem
from .validation import validate_document
from .yamlpos import read


class Exam(Shape):
    """An exam: its id is what state files name."""

    id: Slug
    abbr: Text
    name: Text
    owner: Text
    url: Url
    source: Slug


class ExamsFile(Shape):
    sources: dict[Slug, Source]
    exams: Annotated[list[Exam], Field(min_length=1)]


def load_exams(path: Path, problems: list[Problem], root: Path | None = None) -> dict[str, Exam]:
    """The exams by id. What is wrong with the file is added to `problems`."""
    document = read(path, root)
    shape = validate_document(ExamsFile, document)
    problems += document.problems
    return {exam.id: exam for exam in shape.exams} if shape else {}
