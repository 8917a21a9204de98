"""The Counseling Compact, from data/compact.yml: what a privilege is, and who issues privileges.

Whether a jurisdiction has enacted the compact is a fact of its own file (`compact_member`): enacted is not issuing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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


def members_agree(
    shape: CompactFile, document: Document, members: Mapping[str, Mapping[date, bool | None]], day: date
) -> list[Problem]:
    """A problem for each jurisdiction that is a member in its own file and has no act here, or the other way round.

    `members` says of each jurisdiction whether its file states that the compact is enacted, on `day` and on each later day
    on which that changes; None when that is not sure. An act may stand here before it is in force.
    """
    found = []
    for code, stated in members.items():
        joins = min((on for on, member in stated.items() if member), default=None)
        if joins and code not in shape.acts:
            when = f" from {joins} on" if joins > day else ""
            what = f"{code} is a member by its own file{when}, but no act is named"
            found.append(document.problem(("acts",), what, f"`{code}:` here, with the act or with unknown", key=True))
        if code in shape.acts and all(member is False for member in stated.values()):
            what = f"{code} is no member by its own file"
            found.append(
                document.problem(("acts", code), what, "`compact_member` true there, or no act here", key=True)
            )
    return found
