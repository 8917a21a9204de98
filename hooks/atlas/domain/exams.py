"""An exam that states accept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.domain.requirements import Fact
from atlas.domain.sources import Source
from atlas.domain.vocabulary import EXAM_FIELDS

FIELDS = {field.id: field for field in EXAM_FIELDS}


@dataclass(frozen=True)
class Exam:
    """An exam. `facts` holds every field of `vocabulary.EXAM_FIELDS`; `sources` are those of the whole file."""

    id: str
    abbr: str
    name: str
    owner: str
    url: str
    source: Source
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
