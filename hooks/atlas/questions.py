"""Readers' questions: those of one state stand in its file, general ones in data/questions.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .model import Shape, Slug, Source, Text, TextWithParts, Topic
from .problems import Problem, nearest
from .validation import validate_document
from .yamlpos import DataPath, read


class PageLink(Shape):
    label: Text
    page: str = Field(description="An address of the site, such as guides/moving/.")


class GeneralQuestion(Shape):
    """A question that is not about one state. `answer` may hold parts such as {{ range supervised_hours_total }}."""

    id: Slug
    topic: Topic
    question: Text
    answer: TextWithParts
    answered: date = Field(description="The day it was answered, or last read against its sources.")
    links: Annotated[list[PageLink], Field(min_length=1)]
    sources: list[Slug] = Field(default_factory=list, description="Beside the facts of the states that it draws on.")


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


def load_questions(path: Path, problems: list[Problem], root: Path | None = None) -> Questions | None:
    """The general questions, or None with the problems added to `problems`."""
    document = read(path, root)
    shape = validate_document(QuestionsFile, document)
    seen: set[str] = set()
    cited: set[str] = set()
    for number, one in enumerate(shape.questions if shape else ()):
        at: DataPath = ("questions", number)
        if one.id in seen:
            document.add((*at, "id"), f"the question `{one.id}` stands twice", "an id of its own")
        seen.add(one.id)
        cited.update(one.sources)
        for place, id in enumerate(one.sources):
            if shape and id not in shape.sources:
                what = f"unknown source id `{id}`"
                document.add((*at, "sources", place), what, "an id from `sources:`", nearest(id, shape.sources))
    for id in set(shape.sources) - cited if shape else ():
        document.add(("sources", id), f"the source `{id}` is never used", "an answer that cites it", key=True)
    problems += document.problems
    if shape is None:
        return None
    marks = [document.mark(("questions", number, "answer")) for number in range(len(shape.questions))]
    places = {q.id: (document.path, *mark) for q, mark in zip(shape.questions, marks, strict=True)}
    return Questions(shape.sources, tuple(shape.questions), places)
