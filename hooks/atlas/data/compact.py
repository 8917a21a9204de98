"""The Counseling Compact, from data/compact.yml: what a privilege is, who has joined, and who issues privileges."""

from __future__ import annotations

from pathlib import Path

from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate_document
from atlas.domain.compact import CompactFile
from atlas.domain.official_links import with_official_link
from atlas.domain.problems import Problem


def load_compact(path: Path, build: Build, problems: list[Problem]) -> tuple[CompactFile | None, Document]:
    """The compact, or None with the problems added to `problems`; and the document, for checks against other files."""
    document = read(path, build.root)
    shape = validate_document(CompactFile, document)
    check(DataFileKind.COMPACT, Context(document, shape, build, model=CompactFile))
    problems += document.problems
    if shape:
        sources = {id: with_official_link(source) for id, source in shape.sources.items()}
        shape = shape.model_copy(update={"sources": sources})
    return shape, document
