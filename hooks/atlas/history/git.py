"""What git knows of an earlier state of the files. Only reads."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


class GitError(Exception):
    """Git cannot tell. The words say what was asked and what git said."""


def run(root: Path, *arguments: str, asked: bytes | None = None) -> bytes:
    """The output of a git command in `root`, which is given `asked` to read. Raises GitError."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=root,
            input=asked,
            stdin=subprocess.DEVNULL if asked is None else None,
            capture_output=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git cannot be run: {error}") from error
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip().split("\n")[0] or f"git {arguments[0]} failed")
    return done.stdout


@dataclass(frozen=True)
class FileChange:
    """A file before and after a commit, as ids of git's blobs; None where there is no such file. `path` is from `root`."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Commit:
    """One commit that is no merge: its id, the day (ISO) and the time (UTC) it was committed, its subject, the files it
    changed. The day is that of the place where it was committed. `kind` is what its message says after `Change-kind:`."""

    id: str
    day: str
    time: datetime
    subject: str
    files: tuple[FileChange, ...]
    kind: str = ""


_FORMAT = "--format=%x00%H %cs %ct %(trailers:key=Change-kind,valueonly,separator=%x2C)%x1f%s"


def log(root: Path, folder: str) -> list[Commit]:
    """The commits up to HEAD that changed a file under `folder`, the newest first, merges left out. Raises GitError.

    In a shallow clone the oldest ones seem to add every file; `shallow_commits` names them.
    """
    said = run(
        root,
        *("-c", "core.quotePath=false", "-c", "log.showSignature=false", "log", "--no-merges", "--relative", "--raw"),
        *("--no-abbrev", "--no-renames", "--no-color", "--encoding=UTF-8", _FORMAT, "--", folder),
    ).decode("utf-8", "replace")
    return [_commit(entry) for entry in said.split("\0")[1:]]


def _commit(entry: str) -> Commit:
    head, _, lines = entry.partition("\n")
    id, day, seconds, rest = head.split(" ", 3)
    kind, _, subject = rest.partition("\x1f")
    files = tuple(_file_change(line) for line in lines.split("\n") if line.startswith(":"))
    return Commit(id, day, datetime.fromtimestamp(int(seconds), UTC), subject, files, kind.strip())


def _file_change(line: str) -> FileChange:
    """From a line such as `:100644 100644 <id before> <id after> M<tab>data/states/ex.yml`."""
    about, _, path = line.partition("\t")
    _, _, before, after, _ = about.split(" ")
    return FileChange(path, *(blob if blob.strip("0") else None for blob in (before, after)))


def shallow_commits(root: Path) -> frozenset[str]:
    """The ids of the commits at which a shallow clone was cut off: what came before them is not here. Raises GitError."""
    shallow = root / run(root, "rev-parse", "--git-path", "shallow").decode().strip()
    try:
        ids = shallow.read_text(encoding="ascii").split()
    except OSError:  # a whole clone
        return frozenset()
    with texts(root) as text:  # the very first commit is named as well, where a clone reaches back to it
        return frozenset(id for id in ids if "\nparent " in (text(id) or "").partition("\n\n")[0])


def branch_point(root: Path, base: str) -> str:
    """The commit where the work here left `base`: what others did on `base` since is not taken for a change."""
    try:
        commit = (
            run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}").decode().strip()
        )
    except GitError:
        raise GitError(f"`{base}` is no commit, branch or tag that git knows here") from None
    try:
        return run(root, "merge-base", commit, "HEAD").decode().strip()
    except GitError:  # unrelated histories, or a shallow clone
        return commit


def files_at(root: Path, commit: str, folder: str) -> dict[str, str]:
    """The text of each file under `folder` at `commit`, by its path from `root`."""
    names = run(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", folder).decode("utf-8").split("\0")
    with texts(root) as text:
        found = {name: text(f"{commit}:./{name}") for name in names if name}
    return {name: content for name, content in found.items() if content is not None}


@contextmanager
def texts(root: Path) -> Iterator[Callable[[str], str | None]]:
    """A function that gives the text of an object (`<id of a blob>`, `<commit>:./<path>`), or None when it is not here.

    One git process answers as long as the context lasts. Raises GitError.
    """
    command = ["git", "cat-file", "--batch"]
    try:
        with subprocess.Popen(  # noqa: S603
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:

            def text(name: str) -> str | None:
                if not process.stdin or not process.stdout:
                    raise GitError("git cannot be run")
                process.stdin.write(f"{name}\n".encode())
                process.stdin.flush()
                heading = process.stdout.readline().split()
                if not heading:
                    raise GitError("git cat-file ended early")
                if heading[-1] in (b"missing", b"ambiguous"):
                    return None
                return process.stdout.read(int(heading[-1]) + 1)[:-1].decode("utf-8", "replace")

            yield text
    except OSError as error:
        raise GitError(f"git cannot be run: {error}") from error
