"""Readers' questions: those of one state stand in its file, general ones in data/questions.yml."""

from __future__ import annotations

from pathlib import Path

from atlas.data.component_syntax import MARK
from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate_document
from atlas.domain.problems import Problem
from atlas.domain.questions import Questions, QuestionsFile


def load_questions(path: Path, build: Build, problems: list[Problem]) -> tuple[Questions | None, Document]:
    """The general questions, or None with the problems added to `problems`; and the document."""
    document = read(path, build.root)
    shape = validate_document(QuestionsFile, document)
    check(DataFileKind.QUESTIONS, Context(document, shape, build, model=QuestionsFile))
    problems += document.problems
    if shape is None:
        return None, document
    positions = [document.position(("questions", number, "answer")) for number in range(len(shape.questions))]
    places = {q.id: (document.path, *mark) for q, mark in zip(shape.questions, positions, strict=True)}
    parts = {
        (question.id, match[1], tuple(match[2].split())): (
            document.path,
            *document.position_of(match[0], ("questions", number, "answer")),
        )
        for number, question in enumerate(shape.questions)
        for match in MARK.finditer(question.answer)
    }
    return Questions(shape.sources, tuple(shape.questions), places, parts), document
