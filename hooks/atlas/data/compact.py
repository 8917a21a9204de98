"""The Counseling Compact, from data/compact.yml: what a privilege is, who has joined, and who issues privileges."""

from __future__ import annotations

from pathlib import Path

from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate_document
from atlas.domain.compact import CompactFile
from atlas.domain.problems import Problem


def load_compact(path: Path, build: Build, problems: list[Problem]) -> tuple[CompactFile | None, Document]:
    """The compact, or None with the problems added to `problems`; and the document, for checks against other files."""
    document = read(path, build.root)
    shape = validate_document(CompactFile, document)
    if shape:
        check(DataFileKind.COMPACT, Context(document, shape, build))
    problems += document.problems
    return shape, document
