"""The glossary, from data/glossary.yml: what titles, bodies, exams and words mean, and where they are marked on pages."""

from __future__ import annotations

from pathlib import Path

from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate_document
from atlas.domain.glossary import GlossaryFile
from atlas.domain.problems import Problem


def load_glossary(path: Path, build: Build, problems: list[Problem]) -> tuple[GlossaryFile | None, Document]:
    """The glossary, or None with the problems added to `problems`; and the document, for checks against other files."""
    document = read(path, build.root)
    shape = validate_document(GlossaryFile, document)
    check(DataFileKind.GLOSSARY, Context(document, shape, build, model=GlossaryFile))
    problems += document.problems
    return shape, document
