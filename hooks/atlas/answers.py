"""Reading the answers to facts: one of value, silent, unknown, disputed. State files and exams share this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .fields import Field
from .model import Answer, Entry, Fact, Source, Status, entry_model, found
from .problems import nearest
from .validation import validate
from .yamlpos import DataPath, Document

ANSWERS = ("value", "silent", "unknown", "disputed")


def read_fact(definition: Field, raw: Any, path: DataPath, document: Document) -> list[Entry[Any]]:
    """Every answer to one fact that could be read; the problems of the others are added to `document`."""
    entries = raw if isinstance(raw, list) else [raw]
    if not entries:
        document.add(path, f"`{definition.id}` is an empty list", "an answer: value, silent, unknown or disputed")
    read = [
        read_entry(definition, e, (*path, i) if isinstance(raw, list) else path, document)
        for i, e in enumerate(entries)
    ]
    return [entry for entry in read if entry is not None]


def read_entry(definition: Field, raw: Any, path: DataPath, document: Document) -> Entry[Any] | None:
    """One answer to a fact, or None with the problems added to `document`."""
    if not isinstance(raw, dict):
        document.add(path, f"{found(raw)} in `{definition.id}`", "an answer such as {value: ..., source: ...}")
        return None
    given = [word for word in ANSWERS if word in raw]
    if len(given) != 1:
        what = "no answer" if not given else " and ".join(f"`{w}`" for w in given) + " together"
        document.add(path, f"`{definition.id}` has {what}", "exactly one of value, silent, unknown, disputed")
    for word in given:
        if raw[word] is None:
            document.add(
                (*path, word),
                f"`{word}` of `{definition.id}` is empty",
                "an answer; where none was found, `unknown:` and why",
            )
    if given in (["value"], ["silent"]) and "source" not in raw and set(raw) <= set(Entry.model_fields):
        document.add(path, f"`{definition.id}` has no source", "`source:` with an id from `sources:`")
    if given in (["unknown"], ["disputed"]):
        for word in ("source", "at"):
            if word in raw:
                where = (
                    "inside each reading" if given == ["disputed"] else "nothing, or `silent` if the source was read"
                )
                document.add((*path, word), f"`{word}` beside `{given[0]}` in `{definition.id}`", where, key=True)
    model = entry_model(definition)
    bad = len(document.problems)
    entry = validate(model, raw, document, path)
    return entry if len(document.problems) == bad and len(given) == 1 else None


def answer_of(entry: Entry[Any], sources: Mapping[str, Source]) -> Answer:
    """The answer with its sources looked up. Every id must be in `sources`."""
    common = {
        "note": entry.note or "",
        "applies_to": entry.applies_to or "",
        "effective": entry.effective,
        "until": entry.until,
    }
    if entry.disputed is not None:
        readings = tuple((r.value, sources[r.source], r.at or "", r.note or "") for r in entry.disputed)
        return Answer(Status.DISPUTED, readings=readings, **common)  # type: ignore[arg-type]
    if entry.unknown is not None:
        return Answer(Status.UNKNOWN, text=entry.unknown, **common)  # type: ignore[arg-type]
    source = sources[entry.source or ""]
    if entry.silent is not None:
        return Answer(Status.SILENT, text=entry.silent, source=source, at=entry.at or "", **common)  # type: ignore[arg-type]
    return Answer(Status.STATED, value=entry.value, source=source, at=entry.at or "", **common)  # type: ignore[arg-type]


def read_facts(
    fields: Mapping[str, Field], raw: Any, path: DataPath, document: Document, sources: Mapping[str, Source]
) -> tuple[dict[str, Fact], set[str]]:
    """The facts of one map, every field answered, and the ids of the sources used. Problems are added to `document`."""
    facts: dict[str, Fact] = {}
    used: set[str] = set()
    given = raw if isinstance(raw, dict) else {}
    for name in given:
        if name not in fields:
            document.add(
                (*path, name),
                f"unknown fact `{name}`",
                "one of " + ", ".join(fields),
                nearest(str(name), fields),
                key=True,
            )
    for name, definition in fields.items():
        if name not in given:
            document.add(path, f"the fact `{name}` is missing", "an answer: value, silent, unknown or disputed")
            continue
        entries = read_fact(definition, given[name], (*path, name), document)
        ids = [id for e in entries for id in ([e.source] if e.source else []) + [r.source for r in e.disputed or ()]]
        used.update(ids)
        for id in ids:
            if id not in sources:
                document.add((*path, name), f"unknown source id `{id}`", "an id from `sources:`", nearest(id, sources))
        if entries and all(id in sources for id in ids):
            facts[name] = Fact(definition, tuple(answer_of(e, sources) for e in entries))
    return facts, used
