"""What was edited in the data, commit by commit, read from git: so that no figure changes unseen.

Without git, or in a clone without history, there is nothing to tell, and the page says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from atlas.history import comparison_cache, data_diff, git
from atlas.history.comparison_cache import Words
from atlas.history.git import Commit, FileChange
from atlas.system import workers

DATA, DOCS = "data", "docs"
# Lists of schools are taken over from federal files; what maintainers know beside them is in overrides.yml.
AUTHORED_DATA = re.compile(r"data/(?!schools/(?!overrides)).*\.yml")
CACHE = ".cache/edits.json"  # from the root of the project; lost or spoiled, it only costs time
CHANGES_PER_TASK = 64


@dataclass(frozen=True)
class Edit:
    """One commit that changed facts: its day, its subject (why), and each change in words."""

    commit: str
    day: date
    why: str
    changed: Words


@dataclass(frozen=True)
class History:
    """What git knows: the edits, the newest first, and the day (ISO) on which each file under docs/ was last changed.

    `whole_since` is a day in a clone that was cut off, such as a shallow one: of what was edited up to that day, some or
    all is not here. Files last changed before are not in `modified`.
    """

    edits: tuple[Edit, ...] = ()
    modified: Mapping[str, str] = field(default_factory=dict)
    whole_since: date | None = None


NO_HISTORY = History()


def read_history(root: Path, *, in_processes: bool = True) -> History:
    """The history of the project in `root`; an empty one without git.

    What a change of a file reads like in words is remembered in CACHE. `in_processes` shares the work among processes.
    """
    try:
        cut_off = git.shallow_commits(root)
        commits = git.log(root, DATA)
        modified = _modified(commit for commit in git.log(root, DOCS) if commit.id not in cut_off)
        changed = [change for commit in commits if commit.id not in cut_off for change in _of_data(commit)]
        words = _in_words(root, dict.fromkeys(changed), in_processes)
    except git.GitError:
        return NO_HISTORY
    unknown = {c.id for c in commits if c.id in cut_off or not words.keys() >= set(_of_data(c))}
    edits = (_edit(commit, words) for commit in commits if commit.id not in unknown)
    days = [date.fromisoformat(commit.day) for commit in commits if commit.id in unknown]
    return History(tuple(edit for edit in edits if edit.changed), modified, max(days, default=None))


def _modified(commits: Iterable[Commit]) -> dict[str, str]:
    days: dict[str, str] = {}
    for commit in commits:
        for change in commit.files:
            days.setdefault(change.path, commit.day)
    return days


def _of_data(commit: Commit) -> list[FileChange]:
    return [change for change in commit.files if AUTHORED_DATA.fullmatch(change.path)]


def _edit(commit: Commit, words: Mapping[FileChange, Words]) -> Edit:
    changed = tuple(sentence for change in _of_data(commit) for sentence in words[change])
    return Edit(commit.id[:10], date.fromisoformat(commit.day), commit.subject, changed)


def _in_words(root: Path, wanted: Iterable[FileChange], in_processes: bool) -> dict[FileChange, Words]:
    """Each change in words, those left out whose texts are not in this clone. Raises GitError."""
    known = comparison_cache.load(root / CACHE)
    words = {change: known[change] for change in wanted if change in known}
    # What one commit wrote is what the next one changed: the changes of one file together, so that it is parsed once.
    new = sorted((change for change in wanted if change not in words), key=lambda change: change.path)
    share = workers.each if in_processes else workers.one_by_one
    tasks = [partial(_compare, root, batch) for batch in workers.batches(new, CHANGES_PER_TASK)]
    for compared in share(tasks):
        words.update(compared)
    if words != known:
        comparison_cache.save(root / CACHE, words)
    return words


def _compare(root: Path, wanted: Sequence[FileChange]) -> dict[FileChange, Words]:
    found = {}
    with git.texts(root) as text:
        for change in wanted:
            before, after = (text(blob) if blob else None for blob in (change.before, change.after))
            if (before is None) == (change.before is None) and (after is None) == (change.after is None):
                found[change] = data_diff.compare(change.path, before, after, date.max).changes
    return found
