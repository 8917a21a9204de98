"""Readers' questions: those of one state stand in its file, general ones in data/questions.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .model import PageAddress, PastDay, Shape, Slug, Source, SourceId, Text, TextWithParts, Topic, UniqueId
from .problems import Problem
from .rules import Build, Context, FileKind, check
from .validation import validate_document
from .yamlpos import Document, read


class PageLink(Shape):
    label: Text
    page: PageAddress = Field(description="An address of the site, such as guides/moving/.")


class GeneralQuestion(Shape):
    """A question that is not about one state. `answer` may hold parts such as {{ range supervised_hours_total }}."""

    id: UniqueId
    topic: Topic
    question: Text
    answer: TextWithParts
    answered: PastDay = Field(description="The day it was answered, or last read against its sources.")
    links: Annotated[list[PageLink], Field(min_length=1)]
    sources: list[SourceId] = Field(
        default_factory=list, description="Beside the facts of the states that it draws on."
    )


class QuestionsFile(Shape):
    """The whole of data/questions.yml."""

    sources: dict[Slug, Source] = Field(default_factory=dict)
    questions: Annotated[list[GeneralQuestion], Field(min_length=1)]


@dataclass(frozen=True)
class Questions:
    """The general questions. `places` says where each answer stands in the file: path, line, column."""

    sources: Mapping[str, Source]
    questions: tuple[GeneralQuestion, ...]
    places: Mapping[str, tuple[str, int, int]]


def load_questions(path: Path, build: Build, problems: list[Problem]) -> tuple[Questions | None, Document]:
    """The general questions, or None with the problems added to `problems`; and the document."""
    document = read(path, build.root)
    shape = validate_document(QuestionsFile, document)
    if shape:
        check(FileKind.QUESTIONS, Context(document, shape, build))
    problems += document.problems
    if shape is None:
        return None, document
    marks = [document.mark(("questions", number, "answer")) for number in range(len(shape.questions))]
    places = {q.id: (document.path, *mark) for q, mark in zip(shape.questions, marks, strict=True)}
    return Questions(shape.sources, tuple(shape.questions), places), document
