"""What changed between two versions of a file, remembered from one build to the next, because comparing them takes time.

One file of JSON holds what the last build needed and nothing older.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from atlas.history.data_diff import EntryEdit, Step, ValueKey
from atlas.history.git import FileChange
from atlas.system import remembered

Words = tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions of a file: each change in words, what happened to each entry under `changes:`, and the values that came."""

    words: Words
    entries: tuple[EntryEdit, ...] = ()
    values: tuple[ValueKey, ...] = ()


def load(path: Path) -> dict[FileChange, Comparison]:
    """What was saved in `path` by this version of the code; nothing when it is lost or spoiled."""
    body = remembered.load(path)
    return {
        FileChange(*change): Comparison(
            tuple(words),
            tuple(EntryEdit(id, said, Step(step)) for id, said, step in entries),
            tuple(ValueKey(*key) for key in values),
        )
        for *change, words, entries, values in (json.loads(bytes(body)) if body else ())
    }


def save(path: Path, comparisons: Mapping[FileChange, Comparison]) -> None:
    """Put `comparisons` in place of what `path` holds."""
    entries = [[*astuple(change), found.words, found.entries, found.values] for change, found in comparisons.items()]
    body = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    remembered.save(path, lambda write: write(body))
