"""Jurisdictions that seem to license no counselors, from data/without.yml: the list of states says so, with sources."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate_document
from atlas.domain.non_licensing import WithoutFile
from atlas.domain.problems import Problem


def load_without(path: Path, build: Build, problems: list[Problem]) -> tuple[WithoutFile | None, Document]:
    """The file, or None with the problems added to `problems`; and the document, for checks against other files."""
    document = read(path, build.root)
    shape = validate_document(WithoutFile, document)
    check(DataFileKind.WITHOUT, Context(document, shape, build, model=WithoutFile))
    problems += document.problems
    return shape, document


def no_state_file(shape: WithoutFile, document: Document, codes: Collection[str]) -> list[Problem]:
    """A problem for each jurisdiction that has a state file too. `codes` are those that have one."""
    return [
        document.problem(
            ("jurisdictions", code),
            f"{code} has a state file, and is said to license no counselors",
            "one of the two",
            key=True,
        )
        for code in shape.jurisdictions
        if code in codes
    ]
