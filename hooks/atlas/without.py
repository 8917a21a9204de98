"""Jurisdictions that seem to license no counselors, from data/without.yml: the list of states says so, with sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from .jurisdictions import INVENTED, NAMES
from .model import Shape, Slug, Source, Text
from .problems import Problem, nearest
from .validation import validate_document
from .yamlpos import read


class Without(Shape):
    """What was read of one jurisdiction."""

    statement: Text
    sources: Annotated[list[Slug], Field(min_length=1)]


class WithoutFile(Shape):
    """The whole of data/without.yml."""

    sources: dict[Slug, Source]
    jurisdictions: dict[str, Without] = Field(description="By postal code.")


def load_without(path: Path, problems: list[Problem], root: Path | None = None) -> WithoutFile | None:
    """The file, or None with the problems added to `problems`."""
    document = read(path, root)
    shape = validate_document(WithoutFile, document)
    cited: set[str] = set()
    codes = NAMES | INVENTED
    for code, one in shape.jurisdictions.items() if shape else ():
        if code not in codes:
            what = f"`{code}` is not a postal code"
            document.add(("jurisdictions", code), what, "a code such as AS", nearest(code, codes), key=True)
        for number, id in enumerate(one.sources):
            cited.add(id)
            if shape and id not in shape.sources:
                place = ("jurisdictions", code, "sources", number)
                document.add(place, f"unknown source id `{id}`", "an id from `sources:`", nearest(id, shape.sources))
    for id in set(shape.sources) - cited if shape else ():
        document.add(("sources", id), f"the source `{id}` is never used", "a statement that cites it", key=True)
    problems += document.problems
    return shape
