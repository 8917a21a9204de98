"""The exams that states accept, from data/exams.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from .answers import read_facts
from .fields import EXAM_FIELDS
from .model import Fact, Shape, Slug, Source, Text, Url
from .problems import Problem, nearest
from .validation import validate_document
from .yamlpos import read

FIELDS = {field.id: field for field in EXAM_FIELDS}


class ExamFile(Shape):
    """An exam as it stands in the file. Its facts are read with the answers of state files."""

    id: Slug = Field(description="What state files name.")
    abbr: Text
    name: Text
    owner: Text
    url: Url
    source: Slug = Field(description="Where its name and its owner were read.")
    facts: dict[str, Any] = Field(
        description="Every field of an exam, each with its source, or unknown with the reason."
    )


class ExamsFile(Shape):
    sources: dict[Slug, Source]
    exams: Annotated[list[ExamFile], Field(min_length=1)]


@dataclass(frozen=True)
class Exam:
    """An exam. `facts` holds every field of `fields.EXAM_FIELDS`; `sources` are those of the whole file."""

    id: str
    abbr: str
    name: str
    owner: str
    url: str
    source: Source
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]


def load_exams(path: Path, problems: list[Problem], root: Path | None = None) -> dict[str, Exam]:
    """The exams by id. What is wrong with the file is added to `problems`."""
    document = read(path, root)
    shape = validate_document(ExamsFile, document)
    found: dict[str, Exam] = {}
    used: set[str] = set()
    for number, one in enumerate(shape.exams if shape else ()):
        at = ("exams", number)
        if one.id in found:
            document.add((*at, "id"), f"the exam `{one.id}` stands twice", "an id of its own")
        facts, cited = read_facts(FIELDS, one.facts, (*at, "facts"), document, shape.sources if shape else {})
        used |= cited | {one.source}
        source = shape.sources.get(one.source) if shape else None
        if shape and source:
            found[one.id] = Exam(one.id, one.abbr, one.name, one.owner, one.url, source, facts, shape.sources)
        elif shape:
            what = f"unknown source id `{one.source}`"
            document.add((*at, "source"), what, "an id from `sources:`", nearest(one.source, shape.sources))
    for id in set(shape.sources) - used if shape else ():
        document.add(("sources", id), f"the source `{id}` is never used", "a fact that cites it", key=True)
    problems += document.problems
    return found
