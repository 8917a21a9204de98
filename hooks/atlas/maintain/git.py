"""What git knows of an earlier state of the files. Only reads."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git cannot tell. The words say what was asked and what git said."""


def run(root: Path, *arguments: str) -> bytes:
    """The output of a git command in `root`. Raises GitError."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False, timeout=60)  # noqa: S603, S607
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
    return {name: run(root, "show", f"{commit}:./{name}").decode("utf-8", "replace") for name in names if name}
