"""From an answer as it stands in a file to the one that the rest of the build uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atlas.domain.requirements import Answer, Status
from atlas.domain.sources import Source
from atlas.domain.state_file import FactEntry


def answer_of(entry: FactEntry[Any], sources: Mapping[str, Source]) -> Answer:
    """The answer with its sources looked up. Every id must be in `sources`."""
    common = {
        "note": entry.note or "",
        "applies_to": entry.applies_to or "",
        "cohort": entry.cohort,
        "when": entry.when,
        "effective": entry.effective,
        "until": entry.until,
    }
    if entry.disputed is not None:
        readings = tuple((r.value, sources[r.source], r.at or "", r.note or "") for r in entry.disputed)
        return Answer(Status.DISPUTED, readings=readings, **common)  # type: ignore[arg-type]
    if entry.unknown is not None:
        return Answer(Status.UNKNOWN, text=entry.unknown, **common)  # type: ignore[arg-type]
    source = sources[entry.source or ""]
    if entry.silent is not None:
        return Answer(Status.SILENT, text=entry.silent, source=source, at=entry.at or "", **common)  # type: ignore[arg-type]
    return Answer(Status.STATED, value=entry.value, source=source, at=entry.at or "", **common)  # type: ignore[arg-type]
