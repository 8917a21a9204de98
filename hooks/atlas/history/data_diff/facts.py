"""The difference of two sets of answers to facts, and of their sources, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.domain.formatting import plain_value
from atlas.history.data_diff.parts import differences, same
from atlas.history.data_diff.sides import WHOM, AnswerKey, Map, Pair, Side, answer_key, as_map, figures, readings
from atlas.history.data_diff.words import (
    MISSING,
    answer_in_words,
    in_words,
    new_text,
    short,
    source_in_words,
    texts_in_words,
)

_TOLD = frozenset({"value", "silent", "unknown", "disputed", "source", "at", "note", *WHOM, "effective", "until"})
_READING = frozenset({"value", "source", "at", "note"})


def well_formed(raw: Any) -> bool:
    """Whether answers can be told apart and put into words; else they are compared as they stand."""
    entries = raw if isinstance(raw, list) else [raw]
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        return False
    return len({answer_key(entry) for entry in entries}) == len(entries) and all(_as_usual(e) for e in entries)


def _as_usual(entry: Map) -> bool:
    disputed = entry.get("disputed", [{}, {}])
    given = [word for word in ("value", "silent", "unknown", "disputed") if word in entry]
    return (
        len(given) == 1
        and entry.keys() <= _TOLD
        and isinstance(disputed, list)
        and all(isinstance(reading, dict) and reading.keys() <= _READING for reading in disputed)
    )


def pairs(old: dict[AnswerKey, Map], new: dict[AnswerKey, Map]) -> Iterator[tuple[Map | None, Map | None]]:
    """Each answer beside what became of it: the same people and days, else the same people, else the only ones left."""
    yield from ((old[key], new[key]) for key in old if key in new)
    gone, come = sorted(key for key in old if key not in new), sorted(key for key in new if key not in old)
    if len(gone) == len(come) and (len(gone) == 1 or [whom for whom, *_ in gone] == [whom for whom, *_ in come]):
        yield from ((old[was], new[now]) for was, now in zip(gone, come, strict=True))
    else:
        yield from ((old[key], None) for key in gone)
        yield from ((None, new[key]) for key in come)


def whom_and_when(pair: Pair) -> str:
    """For whom and when the answer holds, where both sides agree on it: "Programs begun before 2017; from 2027-01-01"."""
    before, after = as_map(pair.before or pair.after), as_map(pair.after or pair.before)
    said = []
    for key, word in (*((key, "") for key in WHOM), ("effective", "from "), ("until", "until ")):
        value = after.get(key)
        if value is not None and (key in WHOM or before.get(key) == value):
            said.append(word + short(in_words(value), 60))
    return "; ".join(said)


def answer_changes(pair: Pair) -> Iterator[str]:
    """What differs, from the figure to the note."""
    before, after, definition = pair.before, pair.after, pair.definition
    if before is None and after is not None:
        said = short(answer_in_words(definition, after))
        yield f"new: {said}, source {source_in_words(after, pair.new.sources)}"
    elif after is None and before is not None:
        yield f"removed: {short(answer_in_words(definition, before))}"
    elif before is not None and after is not None and not same(before, after):
        told = list(_changes(pair, before, after))
        yield from told or (str(difference) for difference in differences(before, after))


def _changes(pair: Pair, before: Map, after: Map) -> Iterator[str]:
    then, now = answer_in_words(pair.definition, before), answer_in_words(pair.definition, after)
    if then != now:
        yield texts_in_words(then, now)
    elif not same(figures(before), figures(after)):
        yield from (str(difference) for difference in differences(_said(before), _said(after)))
    if not same(_citing(before), _citing(after)):
        old, new = _sources_in_words(before, pair.old), _sources_in_words(after, pair.new)
        kinds = differences(_citing(before), _citing(after))
        yield f"source changed from {old} to {new}" if old != new else "; ".join(map(str, kinds))
    moved = [
        key for key in (*WHOM, "effective", "until") if not same(before.get(key, MISSING), after.get(key, MISSING))
    ]
    figure = f" ({short(now, 60)})" if then == now else ""  # which of several answers it is
    for key in moved:
        yield f"{key} {texts_in_words(in_words(before.get(key)), in_words(after.get(key)))}{figure}"
    yield from _notes(pair, before, after)


def _said(answer: Map) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key in ("value", "silent", "unknown", "disputed")}


def _citing(answer: Map) -> list[Any]:
    return [{key: reading[key] for key in ("source", "at") if key in reading} for reading in readings(answer)]


def _sources_in_words(answer: Map, side: Side) -> str:
    return " and ".join(source_in_words(reading, side.sources) for reading in readings(answer))


def _notes(pair: Pair, before: Map, after: Map) -> Iterator[str]:
    if not same(before.get("note", MISSING), after.get("note", MISSING)):
        yield f"note now: {new_text(in_words(after.get('note')), in_words(before.get('note')))}"
    if "disputed" in before and "disputed" in after:
        old = {plain_value(reading.get("value")): reading.get("note") for reading in readings(before)}
        for reading in readings(after):
            value = plain_value(reading.get("value"))
            if value in old and not same(old[value], reading.get("note")):
                now, then = in_words(reading.get("note")), in_words(old[value])
                yield f"note of {short(value, 60)} now: {new_text(now, then)}"
