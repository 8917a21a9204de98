"""The difference of any two parts of a file, leaf by leaf: nothing that differs goes untold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from atlas.history.data_diff.sides import Map, maps
from atlas.history.data_diff.words import MISSING, change_in_words, in_words, short

# What tells the entries of a list from one another, the first that every entry has.
IDENTITIES = ("id", "unitid", "cip", "do", "question", "summary", "topic", "program", "label", "url")


class Difference(NamedTuple):
    """One difference: the keys that lead to it, and what changed, in words."""

    place: tuple[str, ...]
    words: str

    def __str__(self) -> str:
        return " ".join((*self.place, self.words))


def same(before: Any, after: Any) -> bool:
    """Whether two values are equal, types included (1 is not true), whatever the order of keys."""
    if before is after:
        return True
    if type(before) is not type(after):
        return False
    if isinstance(before, dict):
        return before.keys() == after.keys() and all(same(before[key], after[key]) for key in before)
    if isinstance(before, list):
        return len(before) == len(after) and all(map(same, before, after))
    return bool(before == after)


def differences(before: Any, after: Any, place: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Every difference between two values of a file. At least one, unless they are the same."""
    if same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from differences(before.get(key, MISSING), after.get(key, MISSING), (*place, key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(before, after, place)
    else:
        yield Difference(place, change_in_words(before, after))


def identity(before: Any, after: Any) -> str:
    """The key that tells the entries of a list from one another in both versions; "" when there is none."""
    if len(maps(before)) != len(before) or len(maps(after)) != len(after):
        return ""
    for key in IDENTITIES:
        names = [[entry.get(key) for entry in side] for side in (before, after)]
        if all(isinstance(name, str | int) for side in names for name in side) and all(
            len({str(name) for name in side}) == len(side) for side in names
        ):
            return key
    return ""


def _of_lists(before: list[Any], after: list[Any], place: tuple[str, ...]) -> Iterator[Difference]:
    key = identity(before, after)
    if not key:
        yield from _of_nameless(before, after, place)
        return
    then, now = ({str(entry[key]): entry for entry in side} for side in (before, after))
    for name in dict.fromkeys((*then, *now)):
        called = short(name_of(now.get(name) or then[name], key), 80)
        if name not in now:
            yield Difference(place, f"removed: {called}")
        elif name not in then:
            yield Difference(place, f"added: {called}")
        else:
            yield from differences(then[name], now[name], (*place, called))
    if then.keys() == now.keys() and list(then) != list(now):
        yield Difference(place, "in another order: " + short(", ".join(now)))


def name_of(entry: Map, key: str) -> str:
    """What to call an entry: its name for people, else what identifies it."""
    return next(
        (str(entry[k]) for k in ("term", "abbr", "name", "question", "summary") if isinstance(entry.get(k), str)),
        str(entry[key]),
    )


def _of_nameless(before: list[Any], after: list[Any], place: tuple[str, ...]) -> Iterator[Difference]:
    """Lists whose entries have no names: one by one when there are as many, else what came and went."""
    if len(before) == len(after) and any(isinstance(entry, dict | list) for entry in (*before, *after)):
        for number, (then, now) in enumerate(zip(before, after, strict=True), 1):
            yield from differences(then, now, (*place, f"entry {number}"))
        return
    gone = [entry for entry in before if not any(same(entry, other) for other in after)]
    come = [entry for entry in after if not any(same(entry, other) for other in before)]
    if not (gone or come):
        yield Difference(place, f"{short(in_words(before))} to {short(in_words(after))}")
    elif len(in_words(before)) + len(in_words(after)) <= 160 or (len(gone) == len(come) == 1):
        pair = (gone[0], come[0]) if len(before) == len(after) == 1 else (before, after)
        yield Difference(place, change_in_words(*pair))
    else:
        yield from (Difference(place, f"removed: {short(in_words(entry))}") for entry in gone)
        yield from (Difference(place, f"added: {short(in_words(entry))}") for entry in come)
