"""What was edited in the data, commit by commit, read from git: so that no figure changes unseen.

Without git, or in a clone without history, there is nothing to tell, and the page says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

from atlas.domain.requirements import Answer, Jurisdiction, Status
from atlas.domain.timeline import turning_days
from atlas.history import comparison_cache, data_diff, git
from atlas.history.comparison_cache import Comparison, Words
from atlas.history.data_diff import ValueKey, VersionReader, digest_of
from atlas.history.git import Commit, FileChange
from atlas.history.revisions import EntryKey, Revisions, entry_moments, revisions
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
    """What git knows: the edits, the newest first, and the revisions of what is published.

    `whole_since` is a day in a clone that was cut off, such as a shallow one: of what was edited up to that day, some or
    all is not here. Files last changed before are not in `files`.
    """

    edits: tuple[Edit, ...] = ()
    files: Mapping[str, Revisions] = field(default_factory=dict)  # under data/ and docs/, by path from the root
    rule_changes: Mapping[EntryKey, Revisions] = field(default_factory=dict)
    values: Mapping[tuple[str, ValueKey], date] = field(
        default_factory=dict
    )  # by path: the day on which each came (last)
    whole_since: date | None = None
    version: str = ""  # a digest of what it was read from: of the same version, all of it is the same

    def modified(self, *starts: str) -> str:
        """The day (ISO) on which what one of these files says last changed; "" where that is not known.

        `starts` are paths from the root, or beginnings of paths. Only the spacing of a file of data is not what it says.
        """
        known = (found.changed for path, found in self.files.items() if path.startswith(starts))
        return max((when.date().isoformat() for when in known), default="")

    def since(self, path: str, owner: str, fact: str, answer: Answer) -> date | None:
        """The day since which the file has given this answer to a fact of a license ("" for the state's own); None where
        the history at hand does not tell."""
        said = {
            Status.STATED: ["value", answer.value],
            Status.DISPUTED: ["disputed", *(value for value, *_ in answer.readings)],
        }.get(answer.status, [answer.status.value])
        return self.values.get((path, ValueKey(owner, fact, digest_of(said))))

    def last_modified(self, jurisdiction: Jurisdiction, day: date) -> date:
        """The day, up to `day`, on which what is said of a jurisdiction last changed: its file was edited, a source read
        anew, or an answer took effect or ended. Where git knows nothing of the file, the others decide."""
        days = {source.read_on for source in jurisdiction.all_sources.values()}
        days |= turning_days(answer for _, fact in jurisdiction.all_facts() for answer in fact.answers)
        if edited := self.modified(jurisdiction.path):
            days.add(date.fromisoformat(edited))
        return max((known for known in days if known <= day), default=day)


NO_HISTORY = History()


def read_history(root: Path, *, in_processes: bool = True) -> History:
    """The history of the project in `root`; an empty one without git. As `history_begun`, and waits for it."""
    with history_begun(root, in_processes=in_processes) as history:
        return history()


@contextmanager
def history_begun(root: Path, *, in_processes: bool = True) -> Iterator[Callable[[], History]]:
    """Begin to read the history of the project in `root`. Gives a function that waits for it; an empty one without git.

    What changed in a file, in words, is remembered in CACHE. `in_processes` shares the work among processes, while the
    caller does something else in the block.
    """
    try:
        cut_off = git.shallow_commits(root)
        commits = git.log(root, DATA)
        pages = [commit for commit in git.log(root, DOCS) if commit.id not in cut_off]
    except git.GitError:
        yield lambda: NO_HISTORY
        return
    wanted = dict.fromkeys(change for commit in commits if commit.id not in cut_off for change in _of_data(commit))
    known = comparison_cache.load(root / CACHE)
    # What one commit wrote is what the next one changed: the changes of one file together, so that it is parsed once.
    new = sorted((change for change in wanted if change not in known), key=lambda change: change.path)
    tasks = [partial(_compare, root, batch) for batch in workers.batches(new, CHANGES_PER_TASK)]

    def history() -> History:
        compared = {change: known[change] for change in wanted if change in known}
        try:
            for found in results:
                compared.update(found)
        except git.GitError:
            return NO_HISTORY
        if compared != known:
            comparison_cache.save(root / CACHE, compared)
        return _history(commits, pages, cut_off, compared)

    with (workers.begun if in_processes else workers.begun_here)(tasks) as results:
        yield history


def _history(
    commits: Sequence[Commit], pages: Sequence[Commit], cut_off: Set[str], compared: Mapping[FileChange, Comparison]
) -> History:
    unknown = {c.id for c in commits if c.id in cut_off or not compared.keys() >= set(_of_data(c))}
    known = [commit for commit in commits if commit.id not in unknown]
    edits = [(commit.kind, _edit(commit, compared)) for commit in known]
    days = [date.fromisoformat(commit.day) for commit in commits if commit.id in unknown]
    return History(
        edits=tuple(_definitions_grouped((kind, edit) for kind, edit in edits if edit.changed)),
        files=revisions(_file_moments([*known, *pages], compared)),
        rule_changes=revisions(
            entry_moments((c.path, commit.time, compared[c].entries) for commit in known for c in _of_data(commit))
        ),
        values=_value_days(known, compared),
        whole_since=max(days, default=None),
        version=hashlib.sha256(repr((commits, pages, sorted(unknown))).encode()).hexdigest(),
    )


def _file_moments(
    commits: Iterable[Commit], compared: Mapping[FileChange, Comparison]
) -> Iterator[tuple[str, datetime, bool]]:
    """For `revisions`: when each file was added, and when what it says changed."""
    for commit in commits:
        for change in commit.files:
            if change not in compared or compared[change].words:
                yield change.path, commit.time, change.before is None


def _value_days(
    commits: Iterable[Commit], compared: Mapping[FileChange, Comparison]
) -> dict[tuple[str, ValueKey], date]:
    """By path and value: the day on which it came, the last time where it had gone."""
    days: dict[tuple[str, ValueKey], date] = {}
    for commit in commits:  # the newest first
        for change in _of_data(commit):
            for key in compared[change].values:
                days.setdefault((change.path, key), date.fromisoformat(commit.day))
    return days


def _of_data(commit: Commit) -> list[FileChange]:
    return [change for change in commit.files if AUTHORED_DATA.fullmatch(change.path)]


def _edit(commit: Commit, compared: Mapping[FileChange, Comparison]) -> Edit:
    changed = tuple(sentence for change in _of_data(commit) for sentence in compared[change].words)
    return Edit(commit.id[:10], date.fromisoformat(commit.day), commit.subject, changed)


DEFINITIONS = "definitions"  # the kind of an edit that codes facts by a changed definition
GROUP_NAME = "Definitions changed: facts coded anew"


def _definitions_grouped(edits: Iterable[tuple[str, Edit]]) -> Iterator[Edit]:
    """The edits, those of a day that follow a changed definition as one, with a line for each commit: what changed there is
    how a fact is told, not what is known, and its hundreds of lines would hide the rest."""
    for (kind, day), group in groupby(edits, key=lambda item: (item[0] == DEFINITIONS, item[1].day)):
        found = [edit for _, edit in group]
        if not kind:
            yield from found
            continue
        lines = (f"{edit.why}: {len(edit.changed)} changes (commit {edit.commit})" for edit in found)
        yield Edit(found[0].commit, day, GROUP_NAME, tuple(lines))


def _compare(root: Path, wanted: Sequence[FileChange]) -> dict[FileChange, Comparison]:
    found = {}
    with git.texts(root) as text:
        for path, changes in groupby(wanted, key=lambda change: change.path):
            versions, text_of = VersionReader(path), lru_cache(maxsize=4)(text)
            for change in changes:
                before, after = (text_of(blob) if blob else None for blob in (change.before, change.after))
                if (before is None) == (change.before is None) and (after is None) == (change.after is None):
                    diff = data_diff.compare(change.path, before, after, None, versions.side)
                    found[change] = Comparison(diff.changes, diff.entry_edits, diff.new_values)
    return found
