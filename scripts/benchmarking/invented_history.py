"""A repository with an invented history: as many commits of data as asked for, each an edit of one state file."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from atlas.system.clock import build_day, epoch

APART = 12 * 3600  # seconds from one commit to the next
_FIGURE = re.compile(r"(?<=\bvalue: )\d+")


def write(project: Path, count: int) -> None:
    """Make `project` a repository whose `count` newest commits each edit one of its state files, in turn.

    The first commit holds everything. In the last the files are as they stand in the folder.
    """
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=project, check=True)
    stream = b"".join(_stream(project, count, build_day()))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=project, input=stream, check=True)
    subprocess.run(["git", "reset", "--quiet"], cwd=project, check=True)


def _stream(project: Path, count: int, last_day: date) -> Iterator[bytes]:
    """What `git fast-import` reads."""
    states = sorted((project / "data" / "states").glob("*.yml"))
    texts = {path: path.read_text(encoding="utf-8") for path in states}
    edits_left = {path: len(range(number, count, len(states))) for number, path in enumerate(states)}
    at = int(epoch(last_day)) - count * APART
    yield _commit(at, "Everything")
    for path in (project / "mkdocs.yml", *sorted(p for f in ("data", "docs") for p in (project / f).rglob("*"))):
        if path in texts:
            yield _file(project, path, _earlier(texts[path], edits_left[path]).encode())
        elif path.is_file():
            yield _file(project, path, path.read_bytes())
    for number in range(count):
        path = states[number % len(states)]
        edits_left[path] -= 1
        yield _commit(at + (number + 1) * APART, f"Invented edit {number + 1}")
        yield _file(project, path, _earlier(texts[path], edits_left[path]).encode())


def _earlier(text: str, edits: int) -> str:
    """A state file as it stood so many edits ago: its first figure was higher by one for each."""
    return _FIGURE.sub(lambda figure: str(int(figure[0]) + edits), text, count=1)


def _commit(at: int, subject: str) -> bytes:
    return f"commit refs/heads/main\ncommitter Example <editor@example.org> {at} +0000\n".encode() + _data(
        subject.encode()
    )


def _file(project: Path, path: Path, content: bytes) -> bytes:
    return f"M 100644 inline {path.relative_to(project).as_posix()}\n".encode() + _data(content)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)
