"""Data files that git knows and that are not there: a state that vanishes from the site must not vanish unseen."""

from __future__ import annotations

from pathlib import Path

from atlas.domain.problems import Problem
from atlas.history import git


def missing_files(root: Path) -> list[Problem]:
    """A problem for each file under `root`/data that was removed without `git rm`. Empty without git."""
    try:
        said = git.run(root, "ls-files", "-z", "--deleted", "--", "data").decode("utf-8", "replace")
    except git.GitError:
        return []
    return [_missing(path) for path in sorted({*said.split("\0")} - {""})]


def _missing(path: str) -> Problem:
    expected = f"`git restore {path}`; or `git rm {path}`, if it is gone on purpose"
    return Problem(path, 1, 1, "the file is gone, and git still knows it", expected)
