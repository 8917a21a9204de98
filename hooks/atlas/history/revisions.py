"""When a file, or an entry under `changes:` of a state, came into the repository and when it last changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from atlas.history.data_diff import EntryEdit, Step

EntryKey = tuple[str, str]  # path of the file from the root, id of the entry
Key = TypeVar("Key")


@dataclass(frozen=True)
class Revisions:
    """When something was added and last changed (UTC). `added` is None where the history at hand does not reach back so far."""

    added: datetime | None
    changed: datetime


def revisions(moments: Iterable[tuple[Key, datetime, bool]]) -> dict[Key, Revisions]:
    """From what was touched, when, and whether it was added then: its revisions. The order does not matter."""
    touched: dict[Key, list[tuple[datetime, bool]]] = {}
    for key, when, is_added in moments:
        touched.setdefault(key, []).append((when, is_added))
    return {key: _revisions(found) for key, found in touched.items()}


def _revisions(found: list[tuple[datetime, bool]]) -> Revisions:
    added = min((when for when, is_added in found if is_added), default=None)
    return Revisions(added, max(when for when, _ in found))


def entry_moments(
    edits: Iterable[tuple[str, datetime, tuple[EntryEdit, ...]]],
) -> Iterator[tuple[EntryKey, datetime, bool]]:
    """From the edits of entries by path and time, for `revisions`: what happened to each entry that has an id by now.

    Before entries had ids they were told apart by their summary: it leads to the id that the entry was given.
    """
    listed = list(edits)
    ids: Mapping[EntryKey, str] = {
        (path, edit.summary): edit.id for path, _, entries in listed for edit in entries if edit.id
    }
    for path, when, entries in listed:
        for edit in entries:
            id = edit.id or ids.get((path, edit.summary))
            if id and edit.step is not Step.NAMED:
                yield (path, id), when, edit.step is Step.ADDED
