"""What was edited in the data, commit by commit, read from git: so that no figure changes unseen.

Without git, or in a clone without history, there is nothing to tell, and the page says so.
"""

from __future__ import annotations

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
    log = _git(root, "log", f"--max-count={newest}", "--no-merges", "--format=%H %cs %s", "--", FOLDER)
    found = []
    for line in log.splitlines():
        commit, day, why = line.split(" ", 2)
        changed = _changed(root, commit)
        if changed:
            found.append(Edit(commit[:10], date.fromisoformat(day), why, changed))
    return tuple(found)


def modified(root: Path, path: str) -> str:
    """The day a file was last changed, as an ISO date; "" without a history."""
    return _git(root, "log", "--max-count=1", "--format=%cs", "--", path).strip()


@lru_cache(maxsize=256)
def _changed(root: Path, commit: str) -> tuple[str, ...]:
    """What a commit changed in the facts, in words; a commit never changes, so it is read once."""
    names = _git(root, "diff-tree", "--no-commit-id", "--name-only", "-r", "--root", commit, "--", FOLDER).split()
    said: list[str] = []
    for name in names:
        if name.endswith(".yml"):
            before, after = (_git(root, "show", f"{at}:{name}") or None for at in (f"{commit}^", commit))
            said += changes.compare(name, before, after, date.max).changes
    return tuple(said)


def _git(root: Path, *arguments: str) -> str:
    """What git says, or "" when there is no git, no repository or no such thing."""
    try:
        return git.run(root, *arguments).decode("utf-8", "replace")
    except git.GitError:
        return ""
