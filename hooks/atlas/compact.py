"""The Counseling Compact, from data/compact.yml: what a privilege is, and who issues privileges.

Whether a jurisdiction has enacted the compact is a fact of its own file (`compact_member`): enacted is not issuing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .jurisdictions import INVENTED, NAMES
from .model import Shape, Slug, Source, Text, Url
from .problems import Problem, nearest
from .validation import validate_document
from .yamlpos import DataPath, Document, read


class Statement(Shape):
    """One thing to know of the compact, with its source."""

    topic: Text
    text: Text
    source: Slug


class Act(Shape):
    """How a jurisdiction joined: the act and where the compact stands in its code, or `unknown` with the reason."""

    act: Text | None = Field(None, description="The bill or the act, such as House Bill 1 of 2022.")
    code: Text | None = Field(None, description="Where the compact stands in the code, with the section.")
    enacted: Text | None = Field(None, description="When: a date or a year in words, as exact as the source is.")
    source: Slug | None = None
    unknown: Text | None = Field(None, description="Looked for and not found; say why.")
    note: Text | None = None


class Start(Shape):
    """Since when a jurisdiction issues privileges. Without `since`, the day was not found."""

    since: date | None = None
    source: Slug


class Issuing(Shape):
    """The jurisdictions that issue privileges. `source` is the list that was read, `as_of` the day it speaks of."""

    as_of: date
    source: Slug
    jurisdictions: Annotated[dict[str, Start], Field(min_length=1)]
    note: Text | None = None


class CompactFile(Shape):
    """The whole of data/compact.yml."""

    sources: dict[Slug, Source]
    url: Url
    statements: Annotated[list[Statement], Field(min_length=1)]
    issuing: Issuing
    acts: dict[str, Act] = Field(description="One for each jurisdiction that has enacted the compact, by postal code.")

    def issues(self, code: str) -> bool:
        """Whether the jurisdiction is listed as issuing privileges."""
        return code in self.issuing.jurisdictions


def load_compact(path: Path, problems: list[Problem], root: Path | None = None) -> tuple[CompactFile | None, Document]:
    """The compact, or None with the problems added to `problems`; and the document, for checks against state files."""
    document = read(path, root)
    shape = validate_document(CompactFile, document)
    if shape:
        used: list[tuple[DataPath, str]] = [
            (("statements", n, "source"), s.source) for n, s in enumerate(shape.statements)
        ]
        used.append((("issuing", "source"), shape.issuing.source))
        used += [
            (("issuing", "jurisdictions", code, "source"), s.source) for code, s in shape.issuing.jurisdictions.items()
        ]
        used += [(("acts", code, "source"), act.source) for code, act in shape.acts.items() if act.source]
        for place, id in used:
            if id not in shape.sources:
                document.add(place, f"unknown source id `{id}`", "an id from `sources:`", nearest(id, shape.sources))
        for id in set(shape.sources) - {id for _, id in used}:
            document.add(("sources", id), f"the source `{id}` is never used", "a statement that cites it", key=True)
        codes = NAMES | INVENTED
        for where in (("issuing", "jurisdictions"), ("acts",)):
            for code in shape.acts if where == ("acts",) else shape.issuing.jurisdictions:
                if code not in codes:
                    what = f"`{code}` is not a postal code"
                    document.add((*where, code), what, "a code such as GA", nearest(code, codes), key=True)
        for code, act in shape.acts.items():
            told = bool(act.act or act.code or act.enacted)
            if told == bool(act.unknown) or told != bool(act.source):
                document.add(
                    ("acts", code),
                    f"the act of {code} is neither told nor unknown"
                    if not told
                    else f"the act of {code} has no source",
                    "act, code or enacted with a source, or unknown with the reason",
                )
        for code in set(shape.issuing.jurisdictions) - set(shape.acts):
            document.add(
                ("issuing", "jurisdictions", code),
                f"{code} issues privileges but stands not in `acts`",
                f"`{code}:` in `acts:`",
            )
    problems += document.problems
    return shape, document


def members_agree(shape: CompactFile, document: Document, members: Mapping[str, bool | None]) -> list[Problem]:
    """A problem for each jurisdiction that is a member in its own file and has no act here, or the other way round.

    `members` says of each jurisdiction whether its file states that the compact is enacted; None when that is not sure.
    """
    found = []
    for code, member in members.items():
        if member is True and code not in shape.acts:
            what = f"{code} is a member by its own file, but no act is named"
            found.append(document.problem(("acts",), what, f"`{code}:` here, with the act or with unknown", key=True))
        if member is False and code in shape.acts:
            what = f"{code} is no member by its own file"
            found.append(
                document.problem(("acts", code), what, "`compact_member` true there, or no act here", key=True)
            )
    return found
