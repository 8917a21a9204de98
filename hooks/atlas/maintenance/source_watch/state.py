"""What the watch remembers between runs, in one small file that is replaced whole.

`pages` holds for each address the text it was last compared with, as fingerprint, marks and passages; `results` what
this run has found so far. Both are written together after every page, so a run that is killed goes on where it was.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TextIO

from atlas.system.files import write_atomically

VERSION = 1


class StateError(Exception):
    """The file cannot be used. It is left as it is."""


@dataclass
class Result:
    """What became of one page in this run.

    `kind` is new, unchanged, changed, moved, gone, unreadable (something else came in place of the page, or no text can
    be read in it) or unreachable (nothing came).
    """

    kind: str
    reason: str = ""
    to: str = ""
    passages: list[dict[str, Any]] = field(default_factory=list)  # figure, was, now
    added: list[str] = field(default_factory=list)  # new paragraphs


@dataclass
class Baseline:
    """A page as it was when somebody last read it, as far as the watch saw it.

    `seen` is the fingerprint of the last fetch, and `etag` and `modified` are of that fetch. It differs from `fingerprint`
    while a change waits to be read; then `change` is what was found, to be told again when the server has nothing newer.
    """

    fingerprint: str
    marks: str
    passages: dict[str, list[str]]
    read_on: str
    seen: str
    etag: str = ""
    modified: str = ""
    change: Result | None = None


@dataclass
class State:
    """The whole file. `started` is the time of a run that has not ended, or "".

    `unchecked` holds the pages that the last run had no time for: the next one begins with them.
    """

    pages: dict[str, Baseline] = field(default_factory=dict)
    started: str = ""
    results: dict[str, Result] = field(default_factory=dict)
    unchecked: list[str] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Replace the file."""
        data = {"version": VERSION} | asdict(self)
        write_atomically(path, json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")


def load(path: Path) -> State:
    """The state, empty when there is no file yet. Raises StateError."""
    with suppress(OSError):
        for left in path.parent.glob(f".{path.name}-*"):
            left.unlink()  # of a run that was killed while writing
    if not path.exists():
        return State()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise StateError(f"{path} is of version {data['version']}; this is version {VERSION}")
        pages = {url: _baseline(values) for url, values in data["pages"].items()}
        results = {url: Result(**values) for url, values in data["results"].items()}
        return State(pages, str(data["started"]), results, list(data.get("unchecked", ())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StateError(f"{path} cannot be read ({type(error).__name__}); move it away to begin anew") from error


def _baseline(values: dict[str, Any]) -> Baseline:
    """A baseline, also of an older or newer watch: what this one does not know is dropped."""
    known = {field.name for field in fields(Baseline)}
    change = values.get("change")
    return Baseline(
        **{key: value for key, value in values.items() if key in known} | {"change": change and Result(**change)}
    )


def lock(path: Path) -> TextIO:
    """Hold the state for this process, until it ends however it ends. Raises StateError when another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = path.with_name(path.name + ".lock").open("w")
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415 - not on Windows

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            raise StateError("another watch is running on the same state") from None
    return handle
