"""Reading the answers to facts: one of value, silent, unknown, disputed. State files and exams share this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from atlas.data.positions import Document
from atlas.data.validation import validate
from atlas.domain.problems import DataPath, nearest
from atlas.domain.state_file import FactEntry, entry_model
from atlas.domain.values import found
from atlas.domain.vocabulary import BY_ID, JURISDICTION, Field

ANSWERS = ("value", "silent", "unknown", "disputed")
_AFTER = dict.fromkeys(ANSWERS, "an answer; where none was found, `unknown:` and why") | {
    "source": "an id from `sources:`",
    "effective": "a date such as 2025-03-28",
    "until": "a date such as 2025-03-28",
}


class PlacedEntry(NamedTuple):
    """An answer and where it stands. `owner` is the index of the license or exam that it belongs to, -1 for a state."""

    owner: int
    field: Field
    place: DataPath
    entry: FactEntry[Any]


FactKey = tuple[int, str]  # owner as in PlacedEntry, fact id
FactEntries = dict[FactKey, list[PlacedEntry]]


def read_facts(fields: Mapping[str, Field], raw: Any, at: DataPath, document: Document, owner: int = -1) -> FactEntries:
    """The answers in one map of facts. A fact whose answers could not be read has none; why is added to `document`."""
    read: FactEntries = {}
    for name, answer in raw.items() if isinstance(raw, dict) else ():
        if name in fields:
            read[owner, name] = read_fact(fields[name], answer, (*at, name), document, owner)
        else:
            _refuse_unknown(name, fields, (*at, name), document)
    return read


def _refuse_unknown(name: str, fields: Mapping[str, Field], path: DataPath, document: Document) -> None:
    if name == "level":
        document.add(path, "`level` is not a fact with a source", "`level:` beside `id:`", key=True)
    elif name in BY_ID and BY_ID[name].derived_from:
        what = f"`{name}` is derived from {BY_ID[name].derived_from} and not written in a state file"
        document.add(path, what, f"the jurisdiction's entry in {BY_ID[name].derived_from}, and nothing here", key=True)
    elif name in BY_ID:
        place = "the state's `facts:`" if BY_ID[name].scope == JURISDICTION else "a license's `facts:`"
        document.add(path, f"the fact `{name}` stands in the wrong place", place, key=True)
    else:
        what = f"unknown fact `{name}`"
        document.add(path, what, "a fact of the vocabulary", nearest(name, fields), key=True)


def read_fact(definition: Field, raw: Any, path: DataPath, document: Document, owner: int = -1) -> list[PlacedEntry]:
    """Every answer to one fact that could be read; the problems of the others are added to `document`."""
    entries = raw if isinstance(raw, list) else [raw]
    if not entries:
        document.add(path, f"`{definition.id}` is an empty list", "an answer: value, silent, unknown or disputed")
    read = []
    for index, item in enumerate(entries):
        place = (*path, index) if isinstance(raw, list) else path
        entry = read_entry(definition, item, place, document)
        if entry is not None:
            read.append(PlacedEntry(owner, definition, place, entry))
    return read


def read_entry(definition: Field, raw: Any, path: DataPath, document: Document) -> FactEntry[Any] | None:
    """One answer to a fact, or None with the problems added to `document`."""
    if not isinstance(raw, dict):
        document.add(path, f"{found(raw)} in `{definition.id}`", "an answer such as {value: ..., source: ...}")
        return None
    before = len(document.problems)
    given = [word for word in ANSWERS if word in raw]
    if len(given) != 1:
        what = "no answer" if not given else " and ".join(f"`{w}`" for w in given) + " together"
        document.add(path, f"`{definition.id}` has {what}", "exactly one of value, silent, unknown, disputed")
    for word in raw:
        if raw[word] is None and word in FactEntry.model_fields:  # `effective:` with nothing after it would mean "now"
            expected = _AFTER.get(word, "something after it, or leave the key out")
            document.add((*path, word), f"`{word}` of `{definition.id}` is empty", expected)
    if given in (["value"], ["silent"]) and "source" not in raw and set(raw) <= set(FactEntry.model_fields):
        document.add(path, f"`{definition.id}` has no source", "`source:` with an id from `sources:`")
    if given in (["unknown"], ["disputed"]):
        for word in ("source", "at"):
            if word in raw:
                where = (
                    "inside each reading" if given == ["disputed"] else "nothing, or `silent` if the source was read"
                )
                document.add((*path, word), f"`{word}` beside `{given[0]}` in `{definition.id}`", where, key=True)
    model = entry_model(definition)
    entry = validate(model, raw, document, path)
    _refuse_agreement(entry, path, document)
    return entry if len(document.problems) == before else None


def _refuse_agreement(entry: FactEntry[Any] | None, path: DataPath, document: Document) -> None:
    """Sources that disagree say different things."""
    values = [reading.value for reading in entry.disputed or ()] if entry else []
    for number, value in enumerate(values):
        if value in values[:number]:
            place = (*path, "disputed", number, "value")
            document.add(
                place,
                f"{found(value)} in two readings that are to disagree",
                "`value` with one source, or another reading",
            )
