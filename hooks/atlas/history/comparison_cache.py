"""What changed between two versions of a file, remembered from one build to the next, because comparing two versions takes time.

One file of JSON holds what the last build needed and nothing older. It opens with a digest of itself and of the code that
words the changes: whatever does not fit, for whatever reason, is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import yaml

from atlas.history.data_diff import EntryEdit, Step, ValueKey
from atlas.history.git import FileChange
from atlas.system.clock import now
from atlas.system.files import write_atomically

Words = tuple[str, ...]
CODE = Path(__file__).resolve().parents[1]
ABANDONED = 3600  # seconds after which a file half written belongs to no build that still runs


@dataclass(frozen=True)
class Comparison:
    """Two versions of a file: each change in words, what happened to each entry under `changes:`, and the values that came."""

    words: Words
    entries: tuple[EntryEdit, ...] = ()
    values: tuple[ValueKey, ...] = ()


def load(path: Path) -> dict[FileChange, Comparison]:
    """What was saved in `path` by this version of the code; nothing when it is lost or spoiled."""
    try:
        digest, _, body = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if digest != _digest(body):
        return {}
    return {
        FileChange(*change): Comparison(
            tuple(words),
            tuple(EntryEdit(id, said, Step(step)) for id, said, step in entries),
            tuple(ValueKey(*key) for key in values),
        )
        for *change, words, entries, values in json.loads(body)
    }


def save(path: Path, comparisons: Mapping[FileChange, Comparison]) -> None:
    """Put `comparisons` in place of what `path` holds, at once; builds side by side do not harm each other.

    A folder that cannot be written to costs the next build its time, and nothing else.
    """
    entries = [[*astuple(change), found.words, found.entries, found.values] for change, found in comparisons.items()]
    body = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError):
        write_atomically(path, f"{_digest(body)}\n{body}")
        for left in path.parent.glob(f".{path.name}-*"):
            if now().timestamp() - left.stat().st_mtime > ABANDONED:
                left.unlink()


def _digest(body: str) -> str:
    return hashlib.sha256(f"{_code_version()}\n{body}".encode()).hexdigest()


@cache
def _code_version() -> str:
    """A digest of all that can change the words: simply the whole package, the parser of YAML, and Python."""
    digest = hashlib.sha256(f"{sys.version} {yaml.__version__}".encode())
    for module in sorted(CODE.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()
