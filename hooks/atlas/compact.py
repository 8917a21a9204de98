"""The Counseling Compact, from data/compact.yml: what a privilege is, and who issues privileges.

Whether a jurisdiction has enacted the compact is a fact of its own file (`compact_member`): enacted is not issuing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .model import PastDay, PostalCode, Shape, Slug, Source, SourceId, Text, Url
from .problems import Problem
from .rules import Build, Context, FileKind, check
from .validation import validate_document
from .yamlpos import Document, read


class Statement(Shape):
    """One thing to know of the compact, with its source."""

    topic: Text
    text: Text
    source: SourceId


class Act(Shape):
    """How a jurisdiction joined: the act and where the compact stands in its code, or `unknown` with the reason."""

    act: Text | None = Field(None, description="The bill or the act, such as House Bill 1 of 2022.")
    code: Text | None = Field(None, description="Where the compact stands in the code, with the section.")
    enacted: Text | None = Field(None, description="When: a date or a year in words, as exact as the source is.")
    source: SourceId | None = None
    unknown: Text | None = Field(None, description="Looked for and not found; say why.")
    note: Text | None = None


class Start(Shape):
    """Since when a jurisdiction issues privileges. Without `since`, the day was not found."""

    since: PastDay | None = None
    source: SourceId


class Issuing(Shape):
    """The jurisdictions that issue privileges. `source` is the list that was read, `as_of` the day it speaks of."""

    as_of: PastDay
    source: SourceId
    jurisdictions: Annotated[dict[PostalCode, Start], Field(min_length=1)]
    note: Text | None = None


class CompactFile(Shape):
    """The whole of data/compact.yml."""

    sources: dict[Slug, Source]
    url: Url
    statements: Annotated[list[Statement], Field(min_length=1)]
    issuing: Issuing
    acts: dict[PostalCode, Act] = Field(
        description="One for each jurisdiction that has enacted the compact, by postal code."
    )

    def issues(self, code: str) -> bool:
        """Whether the jurisdiction is listed as issuing privileges."""
        return code in self.issuing.jurisdictions


def load_compact(path: Path, build: Build, problems: list[Problem]) -> tuple[CompactFile | None, Document]:
    """The compact, or None with the problems added to `problems`; and the document, for checks against other files."""
    document = read(path, build.root)
    shape = validate_document(CompactFile, document)
    if shape:
        check(FileKind.COMPACT, Context(document, shape, build))
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
