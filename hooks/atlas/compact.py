"""The Counseling Compact, from data/compact.yml: what a privilege is, and who issues privileges.

Whether a jurisdiction has enacted the compact is a fact of its own file (`compact_member`): enacted is not issuing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .jurisdictions import INVENTED, NAMES
from .model import Shape, Slug, Source, Text, Url
from .problems import Problem, nearest
from .validation import validate_document
from .yamlpos import DataPath, read


class Statement(Shape):
    """One thing to know of the compact, with its source."""

    topic: Text
    text: Text
    source: Slug


class Issuing(Shape):
    """The jurisdictions that issue privileges, as one source lists them."""

    as_of: date
    source: Slug
    jurisdictions: Annotated[list[str], Field(min_length=1)]
    note: Text | None = None


class CompactFile(Shape):
    """The whole of data/compact.yml."""

    sources: dict[Slug, Source]
    url: Url
    statements: Annotated[list[Statement], Field(min_length=1)]
    issuing: Issuing

    def issues(self, code: str) -> bool:
        """Whether the jurisdiction is listed as issuing privileges."""
        return code in self.issuing.jurisdictions


def load_compact(path: Path, problems: list[Problem], root: Path | None = None) -> CompactFile | None:
    """The compact, or None with the problems added to `problems`."""
    document = read(path, root)
    shape = validate_document(CompactFile, document)
    if shape:
        used: list[tuple[DataPath, str]] = [
            (("statements", n, "source"), s.source) for n, s in enumerate(shape.statements)
        ]
        used.append((("issuing", "source"), shape.issuing.source))
        for place, id in used:
            if id not in shape.sources:
                document.add(place, f"unknown source id `{id}`", "an id from `sources:`", nearest(id, shape.sources))
        for id in set(shape.sources) - {id for _, id in used}:
            document.add(("sources", id), f"the source `{id}` is never used", "a statement that cites it", key=True)
        codes = NAMES | INVENTED
        for number, code in enumerate(shape.issuing.jurisdictions):
            if code not in codes:
                document.add(
                    ("issuing", "jurisdictions", number),
                    f"`{code}` is not a postal code",
                    "a code such as GA",
                    nearest(code, codes),
                )
    problems += document.problems
    return shape
