"""What was edited in the data, commit by commit, read from git: so that no figure changes unseen.

Without git, or in a clone without history, there is nothing to tell, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from .maintain import changes, git

FOLDER = "data/states"
NEWEST = 25  # commits; the rest is in the repository's own history


@dataclass(frozen=True)
class Edit:
    """One commit that changed facts: its day, its subject (why), and each change in words."""

    commit: str
    day: date
    why: str
    changed: tuple[str, ...]


def edits(root: Path, newest: int = NEWEST) -> tuple[Edit, ...]:
    """The newest commits that changed a fact, the newest first. Empty without a history."""
    log = _git(
        root,
        *("-c", "core.quotePath=false", "log", f"--max-count={newest}", "--no-merges", "--relative", "--name-only"),
        *("--format=%x00%H %cs %s", "--", FOLDER),
    )
    return _read(root, log)


@lru_cache(maxsize=4)
def _read(root: Path, log: str) -> tuple[Edit, ...]:
    """The edits of a log: a commit never changes, so the same log is read once."""
    commits: list[tuple[str, str, str, list[str]]] = []
    for entry in log.split("\0")[1:]:
        head, _, names = entry.partition("\n")
        commit, day, why = head.split(" ", 2)
        commits.append((commit, day, why, [n for n in names.split("\n") if n.endswith(".yml")]))
    wanted = [(at, n) for commit, _, _, names in commits for n in names for at in (f"{commit}^", commit)]
    try:
        texts = git.texts(root, wanted)
    except git.GitError:
        return ()
    found = []
    for commit, day, why, changed in commits:
        said: list[str] = []
        for name in changed:
            said += changes.compare(name, texts[f"{commit}^", name], texts[commit, name], date.max).changes
        if said:
            found.append(Edit(commit[:10], date.fromisoformat(day), why, tuple(said)))
    return tuple(found)


def modified(root: Path, path: str) -> str:
    """The day a file under docs/ was last changed, as an ISO date; "" without a history."""
    return _days(root, _git(root, "rev-parse", "HEAD").strip()).get(path, "")


@lru_cache(maxsize=4)
def _days(root: Path, commit: str) -> Mapping[str, str]:
    """The day on which each file under docs/ was last changed before `commit`: one walk through the history."""
    log = _git(root, "-c", "core.quotePath=false", "log", "--relative", "--name-only", "--format=%x00%cs", "--", "docs")
    days: dict[str, str] = {}
    for entry in log.split("\0")[1:]:
        day, *names = entry.split("\n")
        for name in names:
            days.setdefault(name, day)
    return days


def _git(root: Path, *arguments: str) -> str:
    """What git says, or "" when there is no git, no repository or no such thing."""
    try:
        return git.run(root, *arguments).decode("utf-8", "replace")
    except git.GitError:
        return ""
