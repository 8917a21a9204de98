"""Which entries under `changes:` of a state an edit added or changed: feeds and the calendar tell it to who follows them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from atlas.domain.formatting import plain_value
from atlas.history.data_diff.sides import Map, Side, as_map, maps


class Step(StrEnum):
    """What an edit did with an entry."""

    ADDED = "added"
    CHANGED = "changed"
    NAMED = "named"  # it got its id, and says what it said before


class EntryEdit(NamedTuple):
    """What an edit did with one entry. `id` is empty in a version of the file in which entries had none."""

    id: str
    summary: str
    step: Step


def entry_edits(before: Side, after: Side) -> Iterator[EntryEdit]:
    """What an edit did with each entry that is there after it; nothing of those that stayed as they were."""
    by_id = {_id(entry): entry for entry in maps(before.data.get("changes")) if _id(entry)}
    nameless = {_summary(entry): entry for entry in maps(before.data.get("changes")) if not _id(entry)}
    for entry in maps(after.data.get("changes")):
        named = by_id.get(_id(entry))
        then = named or nameless.get(_summary(entry))
        if then is None:
            yield EntryEdit(_id(entry), _summary(entry), Step.ADDED)
        elif _content(then, before) != _content(entry, after):
            yield EntryEdit(_id(entry), _summary(entry), Step.CHANGED)
        elif _id(entry) and not named:
            yield EntryEdit(_id(entry), _summary(entry), Step.NAMED)


def without_first_ids(before: Any, after: Any) -> tuple[Any, Any]:
    """Both lists of entries, without ids unless all had one before: that an entry got its id changes nothing it says."""
    if not isinstance(before, list) or not isinstance(after, list) or all(_id(entry) for entry in maps(before)):
        return before, after
    return tuple([_without_id(entry) for entry in side] for side in (before, after))  # type: ignore[return-value]


def _without_id(entry: Any) -> Any:
    return {key: value for key, value in entry.items() if key != "id"} if isinstance(entry, dict) else entry


def ids_moved(before: Any, after: Any) -> Iterator[tuple[int, str]]:
    """A warning for each entry that says what one said before under another id, with its place in the list."""
    old, new = ({_id(entry): _summary(entry) for entry in maps(side)} for side in (before, after))
    gone = {summary: id for id, summary in old.items() if id and id not in new}
    for index, entry in enumerate(maps(after)):
        if _id(entry) not in old and _summary(entry) in gone:
            was = gone[_summary(entry)]
            yield index, f"its id was `{was}` and is `{_id(entry)}`: those who follow the feeds are told of it twice"


def _id(entry: Map) -> str:
    return plain_value(entry.get("id"))


def _summary(entry: Map) -> str:
    return plain_value(entry.get("summary"))


def _content(entry: Map, side: Side) -> tuple[Any, ...]:
    """What a follower is told of the entry: its day, its words, and what its sources are called and where they are."""
    listed = entry.get("sources")
    sources = [as_map(side.sources.get(str(id))) for id in listed] if isinstance(listed, list) else []
    cited = [tuple(plain_value(source.get(key)) for key in ("citation", "title", "url")) for source in sources]
    return plain_value(entry.get("date")), _summary(entry), cited
