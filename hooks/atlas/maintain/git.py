"""What git knows of an earlier state of the files. Only reads."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
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
    found = texts(root, [(commit, name) for name in names if name])
    return {name: text for (_, name), text in found.items() if text is not None}


def texts(root: Path, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
    """The text of each (commit, path from `root`), or None where there was no such file: one git process for all."""
    lines = "".join(f"{commit}:./{name}\n" for commit, name in wanted)
    said = run(root, "cat-file", "--batch", asked=lines.encode()) if wanted else b""
    found: dict[tuple[str, str], str | None] = {}
    at = 0
    for one in wanted:
        end = said.index(b"\n", at)
        size = said[at:end].rsplit(b" ", 1)[-1]
        at = end + 1
        if size == b"missing":
            found[one] = None
            continue
        found[one] = said[at : at + int(size)].decode("utf-8", "replace")
        at += int(size) + 1
    return found
