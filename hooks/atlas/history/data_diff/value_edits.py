"""Which values an edit brought: the state's pages say since when the Atlas has given each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from atlas.domain.formatting import plain_value
from atlas.history.data_diff.parts import same
from atlas.history.data_diff.sides import Side, figures


class ValueKey(NamedTuple):
    """A value of one fact. `owner` is the id of the license or exam, "" for a state's own; `said` a digest of what is said."""

    owner: str
    fact: str
    said: str


def digest_of(said: Sequence[Any]) -> str:
    """What an answer says (its kind, and the value or the values of its readings) in a few letters. Notes and sources don't count."""
    words = " ".join(" ".join(plain_value(part) for part in said).split())
    return hashlib.blake2b(words.encode(), digest_size=6).hexdigest()


def new_values(before: Side, after: Side) -> tuple[ValueKey, ...]:
    """The values that are there after an edit and were not before."""
    return tuple(key for owner in ("", *after.owners()) for key in _new_of_owner(owner, before, after))


def _new_of_owner(owner: str, before: Side, after: Side) -> Iterator[ValueKey]:
    then, now = before.facts(owner), after.facts(owner)
    for fact in now:
        if fact not in then or not same(then[fact], now[fact]):
            known = set(_values(before, owner, fact))
            yield from (key for key in dict.fromkeys(_values(after, owner, fact)) if key not in known)


def _values(side: Side, owner: str, fact: str) -> Iterator[ValueKey]:
    for answer in side.answers(owner, fact).values():
        yield ValueKey(owner, str(fact), digest_of(figures(answer)))
