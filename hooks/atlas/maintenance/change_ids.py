"""Ids for entries under `changes:` that have none yet. Once given, an id stays: feeds and calendars are followed by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from atlas.data.positions import Document, parse
from atlas.domain.rule_changes import dated_fact_id

WORDS = 5
_PASSED_OVER = re.compile(
    r"an?|and|as|at|be|by|for|from|had|has|have|into?|is|its?|now|of|on|or|that|the|their|then|this|to|was|were|which|who"
    r"|whose|will|with|would"
)


def with_ids(text: str) -> tuple[str, list[str]]:
    """The text of a state file with an id for each entry, and what was done, in words. The text must be valid YAML."""
    data = parse(text, Document("")).data
    entries = data.get("changes") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        return text, []
    taken = {str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry}
    done, edits = [], []
    for entry, node in zip(entries, _nodes(text), strict=True):
        if isinstance(entry, dict) and entry and "id" not in entry:
            id = _free(next(_suggested(entry, data)), taken)
            taken.add(id)
            first = node.value[0][0].start_mark
            edits.append((first.index, f"id: {id}" + (", " if node.flow_style else f"\n{' ' * first.column}")))
            done.append(f"line {first.line + 1}: this change has the id `{id}` now, for good")
    for index, written in reversed(edits):
        text = text[:index] + written + text[index:]
    return text, done


def _nodes(text: str) -> list[Any]:
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    return next((value.value for key, value in root.value if key.value == "changes"), [])


def _suggested(entry: dict[str, Any], data: dict[str, Any]) -> Iterator[str]:
    """Ids for the entry, the best first: that of a fact that changes with it, which may be followed already; its words."""
    yield from _of_facts(entry, data)
    words = re.findall(r"[a-z0-9]+", str(entry.get("summary", "")).lower().replace("’", "").replace("'", ""))
    yield "-".join([word for word in words if not _PASSED_OVER.fullmatch(word)][:WORDS]) or "change"


def _of_facts(entry: dict[str, Any], data: dict[str, Any]) -> Iterator[str]:
    """The id of each fact that changes on the day of the entry by one of its sources."""
    day, sources, licenses = entry.get("date"), _ids(entry.get("sources")), data.get("licenses")
    if not isinstance(day, date):
        return
    for owner in (data, *(licenses if isinstance(licenses, list) else ())):
        facts = owner.get("facts") if isinstance(owner, dict) else None
        for fact, raw in facts.items() if isinstance(facts, dict) else ():
            if any(answer.get("effective") == day and _cited(answer) & sources for answer in _answers(raw)):
                yield dated_fact_id("" if owner is data else str(owner.get("id")), str(fact), day)


def _answers(raw: Any) -> list[dict[str, Any]]:
    return [answer for answer in (raw if isinstance(raw, list) else [raw]) if isinstance(answer, dict)]


def _cited(answer: dict[str, Any]) -> set[str]:
    return _ids([reading.get("source") for reading in (answer, *_answers(answer.get("disputed")))])


def _ids(sources: Any) -> set[str]:
    return {id for id in sources if isinstance(id, str)} if isinstance(sources, list) else set()


def _free(id: str, taken: set[str]) -> str:
    """`id`, or with the first number behind it that makes it one of its own."""
    return next(name for name in (id, *(f"{id}-{number}" for number in range(2, len(taken) + 3))) if name not in taken)
