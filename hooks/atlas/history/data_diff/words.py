"""How values, answers and sources read in a sentence, and how the difference of two of them does."""

from __future__ import annotations

import contextlib
from typing import Any

from atlas.domain.formatting import plain_value, readable_value
from atlas.domain.values import found
from atlas.domain.vocabulary import Field, Kind
from atlas.history.data_diff.sides import Map, as_map, maps, preferred

MOST = 160  # characters of a text in a sentence
CONTEXT = 40  # characters shown before the place where two long texts part


class Missing:
    """Stands for a value that is not in the file, which is not the same as an empty one."""


MISSING = Missing()


def value_in_words(definition: Field, value: Any) -> str:
    """A value as readers see it; a wrong one as it stands."""
    if definition.kind is not Kind.EXAMS:
        with contextlib.suppress(TypeError, ValueError, KeyError, AttributeError):
            return " ".join(readable_value(definition, value, {}).split())
    return " ".join(plain_value(value).split())


def answer_in_words(definition: Field, answer: Map) -> str:
    """An answer as in "2,400 hours", "not set by law (...)", "not confirmed (...)", "disputed: 18 months or 24 months"."""
    if "disputed" in answer:
        return "disputed: " + " or ".join(value_in_words(definition, r.get("value")) for r in maps(answer["disputed"]))
    if "value" in answer:
        return value_in_words(definition, answer["value"])
    if "silent" in answer:
        return f"not set by law ({plain_value(answer['silent'])})"
    return f"not confirmed ({plain_value(answer.get('unknown'))})"


def source_in_words(answer: Map, sources: Map) -> str:
    """The source of an answer with its pinpoint and its dates."""
    best = preferred(answer)
    id = best.get("source")
    if id is None:
        return "none"
    source = as_map(sources.get(str(id)))
    name = plain_value(source.get("citation") or source.get("title") or id)
    current = plain_value(source.get("current_through"))
    when = f"current through {current}" if current else f"read {plain_value(source.get('read_on'))}"
    return f"{short(name)}{' ' + plain_value(best['at']) if best.get('at') else ''} ({when})"


def in_words(value: Any) -> str:
    """Any value of a file: a text as it stands, `none` for what is missing."""
    if isinstance(value, Missing) or value is None:
        return "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} {in_words(entry)}" for key, entry in value.items()) or "nothing"
    if isinstance(value, list):
        return "; ".join(map(in_words, value)) or "none"
    return " ".join(plain_value(value).split()) or "an empty text"


def change_in_words(before: Any, after: Any) -> str:
    """`before to after`, long texts cut so that the difference shows; two values that read the same with their kind."""
    then, now = in_words(before), in_words(after)
    return texts_in_words(then, now) if then != now else f"{_kind(before)} to {_kind(after)}"


def _kind(value: Any) -> str:
    """What a value is, for two that read the same: `1` and "1", nothing and an empty list."""
    if isinstance(value, Missing):
        return "no entry"
    return short(found(value) if not isinstance(value, str) else f"the text `{value!r}`")


def texts_in_words(then: str, now: str) -> str:
    """`then to now`. Of long texts the beginning that both share is left out."""
    if max(len(then), len(now)) <= MOST:
        return f"{then} to {now}"
    start = _shared(then, now) - CONTEXT
    if start < MOST // 2:
        return f"{_around(then, now)} to {_around(now, then)}"
    return f"{short('…' + then[start:])} to {short('…' + now[start:])}"


def _shared(before: str, after: str) -> int:
    """How many characters two texts share from their beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )


def _around(text: str, other: str) -> str:
    """`text` cut at its end, as late as needed to show where it parts from `other`."""
    parts = _shared(text, other)
    return short(text, max(MOST, parts + CONTEXT))


def new_text(now: str, then: str) -> str:
    """A text that took the place of another one, from a little before the place where they part."""
    start = _shared(now, then) - CONTEXT
    return short("…" + now[start:] if len(now) > MOST and start > 0 else now)


def short(text: str, most: int = MOST) -> str:
    """At most `most` characters, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: text.rfind(" ", 0, most - 1) if " " in text[: most - 1] else most - 1] + "…"
