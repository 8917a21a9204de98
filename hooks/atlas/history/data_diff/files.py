"""Whole files before and after an edit: the jurisdictions, what stands beside them in data/, and the top of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from atlas.data.positions import Document, parse
from atlas.domain.formatting import plain_value
from atlas.domain.spellings import as_texts
from atlas.history.data_diff import facts
from atlas.history.data_diff.parts import differences, same
from atlas.history.data_diff.rule_changes import EntryEdit, entry_edits, ids_moved, without_first_ids
from atlas.history.data_diff.sides import OWNERS, Map, Pair, Side, as_map
from atlas.history.data_diff.value_edits import ValueKey, new_values
from atlas.history.data_diff.warnings import WARNINGS, older, weaker
from atlas.history.data_diff.words import MISSING, change_in_words, in_words, short

NAMES = {  # what a file is called in a sentence
    "data/compact.yml": "Compact",
    "data/exams.yml": "Exams",
    "data/glossary.yml": "Glossary",
    "data/questions.yml": "Questions",
    "data/without.yml": "Without a license",
    "data/schools/overrides.yml": "Schools, by hand",
    "docs/articles/.authors.yml": "Authors",
}
Reader = Callable[[str], Side]
_LISTS = {"steps": "step", "faq": "question", "changes": "note of a change"}


@dataclass(frozen=True)
class ReviewWarning:
    """Something for the reviewer to look at, and where it stands now (line 0: it is gone)."""

    words: str
    path: str
    line: int = 0


@dataclass(frozen=True)
class DataDiff:
    """What changed in one file. Sentences begin with the name of the state or of the file.

    `entry_edits` are what happened to the entries under `changes:`, for those who follow them; `new_values` the values that
    came.
    """

    path: str
    name: str
    changes: tuple[str, ...]
    warnings: tuple[ReviewWarning, ...]
    entry_edits: tuple[EntryEdit, ...] = ()
    new_values: tuple[ValueKey, ...] = ()


@dataclass
class _Comparison:
    path: str
    old: Side
    new: Side
    day: date | None
    name: str
    changes: list[str] = field(default_factory=list)
    warnings: list[ReviewWarning] = field(default_factory=list)

    def tell(self, *parts: str) -> None:
        self.changes.append(self._sentence(*parts))

    def warn(self, line: int, *parts: str) -> None:
        self.warnings.append(ReviewWarning(self._sentence(*parts), self.path, line))

    def _sentence(self, *parts: str) -> str:
        return ", ".join(part for part in (self.name, *parts[:-1]) if part) + ": " + parts[-1]


def compare(path: str, before: str | None, after: str | None, day: date | None, read: Reader | None = None) -> DataDiff:
    """What changed in one file of YAML, or in the front matter of a page.

    None stands for a file that is not there. One that cannot be read is told as a warning. `day` is the day on which a
    text counts as old; without one nothing is looked for that a reviewer should see. `read` reads a version of the file; the usual one knows the lines, for the warnings.
    """
    old, new = (_side(path, text, read or partial(_read, path)) for text in (before, after))
    comparison = _Comparison(path, old, new, day, _name(path, new) or _name(path, old) or path)
    for text, side, when in ((before, old, "before"), (after, new, "now")):
        if text is not None and not side.data:
            comparison.warn(1, "", f"the file cannot be read as it stands {when}; `make check` says why")
    if before is None and after is not None:
        comparison.tell(_contents(new))
    elif after is None and before is not None:
        comparison.tell("the file was removed")
        comparison.warn(0, "the file was removed")
    elif old.data and new.data:
        _compare_data(comparison)
    warnings = tuple(dict.fromkeys(comparison.warnings))
    entries, values = tuple(entry_edits(old, new)), new_values(old, new)
    return DataDiff(path, comparison.name, tuple(comparison.changes), warnings, entries, values)


def _name(path: str, side: Side) -> str:
    """What a file is called: the state, one of NAMES, the schools of a state, the title of a page."""
    if path in NAMES:
        return NAMES[path]
    if PurePosixPath(path).parent.name == "schools":
        return f"Schools of {side.data['code']}" if side.data.get("code") else ""
    name = side.data.get("title" if path.endswith(".md") else "name")
    return str(name) if isinstance(name, str | int) else ""


def _contents(side: Side) -> str:
    if "facts" not in side.data:
        return f"new, with {len(side.data)} parts: {', '.join(side.data)}" if side.data else "new"
    count = sum(len(side.facts(owner)) for owner in ("", *side.owners()))
    return f"new, with {count} facts and {len(side.sources)} sources"


def _side(path: str, text: str | None, read: Reader) -> Side:
    if text is None:
        return Side({})
    return read(_front_matter(text) if path.endswith(".md") else text)


def _read(path: str, text: str) -> Side:
    document = parse(text, Document(path))
    return Side(as_map(as_texts(document.data)), document)


def _front_matter(text: str) -> str:
    """What stands between the first two lines `---`, on the same lines as in the page."""
    lines = text.replace("\r\n", "\n").split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    return "\n" + "\n".join(lines[1:end]) if lines[0].rstrip() == "---" else ""


def _compare_data(comparison: _Comparison) -> None:
    old, new = comparison.old, comparison.new
    for key in dict.fromkeys((*old.data, *new.data)):
        before, after = old.data.get(key, MISSING), new.data.get(key, MISSING)
        if same(before, after):
            continue
        if key == "facts" and isinstance(before, dict) and isinstance(after, dict):
            _compare_facts(comparison, "")
        elif key in OWNERS and _by_id(before) is not None and _by_id(after) is not None:
            _compare_owners(comparison, key)
        elif key == "sources" and _all_maps(before) and _all_maps(after):
            _compare_sources(comparison)
        else:
            if key in ("facts", "sources", *OWNERS):
                comparison.warn(new.line((key,)), key, "not what it should be, so it is compared as it stands")
            _compare_part(comparison, key, before, after)


def _by_id(value: Any) -> list[str] | None:
    """The ids of a list of licenses or exams; None when it is no such list."""
    if not isinstance(value, list) or not all(isinstance(e, dict) and isinstance(e.get("id"), str) for e in value):
        return None
    ids = [entry["id"] for entry in value]
    return ids if len(set(ids)) == len(ids) else None


def _all_maps(value: Any) -> bool:
    return value is MISSING or (
        isinstance(value, dict) and all(isinstance(source, dict) and source for source in value.values())
    )


def _compare_part(comparison: _Comparison, key: str, before: Any, after: Any, owner: str = "") -> None:
    """Any part without words of its own, such as the questions of a state or a term of the glossary."""
    if key not in _LISTS:
        for place, words in differences(before, after):
            comparison.tell(owner, key, *place, words)
        return
    word = _LISTS[key]
    before, after = ([] if value is MISSING else value for value in (before, after))
    if key == "changes":
        before, after = without_first_ids(before, after)
        for index, warning in ids_moved(before, after):
            comparison.warn(comparison.new.line((key, index)), word, warning)
    changed: dict[str, list[str]] = {}
    for place, words in differences(before, after):
        if place:
            changed.setdefault(place[0], []).append(" ".join((*place[1:], words)))
        else:
            comparison.tell(owner, f"{word}s {words}" if words.startswith("in another order") else f"{word} {words}")
    for name, said in changed.items():
        comparison.tell(owner, f"{word} changed: {name}; {'; '.join(said)}")


def _compare_owners(comparison: _Comparison, group: str) -> None:
    old, new = comparison.old, comparison.new
    word = OWNERS[group]
    for id in dict.fromkeys((*old.owners(), *new.owners())):
        before, after = old.owners().get(id), new.owners().get(id)
        if before is None:
            comparison.tell(new.called(id), f"new {word} with {len(new.facts(id))} facts")
        elif after is None:
            comparison.tell(old.called(id), f"the {word} was removed")
            comparison.warn(0, old.called(id), f"the {word} was removed")
        else:
            _compare_owner(comparison, id, before, after)
    if old.owners().keys() == new.owners().keys() and list(old.owners()) != list(new.owners()):
        comparison.tell(f"{group} in another order", ", ".join(map(new.called, new.owners())))


def _compare_owner(comparison: _Comparison, id: str, before: Map, after: Map) -> None:
    called = comparison.new.called(id)
    for key in dict.fromkeys((*before, *after)):
        then, now = before.get(key, MISSING), after.get(key, MISSING)
        if same(then, now):
            continue
        if key == "facts" and isinstance(then, dict) and isinstance(now, dict):
            _compare_facts(comparison, id)
        elif key in _LISTS:
            _compare_part(comparison, key, then, now, called)
        else:
            comparison.tell(called, key, change_in_words(then, now))


def _compare_facts(comparison: _Comparison, owner: str) -> None:
    old, new = comparison.old, comparison.new
    before, after = old.facts(owner), new.facts(owner)
    called = new.called(owner) if owner else ""
    for id in dict.fromkeys((*(f for f in new.fields if f in before or f in after), *before, *after)):
        then, now = before.get(id, MISSING), after.get(id, MISSING)
        if same(then, now):
            continue
        if id in new.fields and all(raw is MISSING or facts.well_formed(raw) for raw in (then, now)):
            told = len(comparison.changes)
            for pair in facts.pairs(old.answers(owner, id), new.answers(owner, id)):
                _compare_answer(comparison, Pair(new.fields[id], *pair, old, new, owner, comparison.day or date.max))
            if len(comparison.changes) == told:
                comparison.tell(called, new.fields[id].label, "the answers are in another order")
        else:
            label = new.fields[id].label if id in new.fields else id
            for place, words in differences(then, now):
                comparison.tell(called, label, *place, words)


def _compare_answer(comparison: _Comparison, pair: Pair) -> None:
    words = list(facts.answer_changes(pair))
    called = comparison.new.called(pair.owner) if pair.owner else ""
    label = pair.definition.label
    qualifier = facts.whom_and_when(pair)
    where = f"{label} ({qualifier})" if qualifier else label
    if words:
        comparison.tell(called, where, "; ".join(words))
    if comparison.day is None:
        return
    line = comparison.new.line(comparison.new.place(pair.owner, pair.definition.id)) if pair.after else 0
    for rule in WARNINGS:
        for warning in rule(pair):
            comparison.warn(line, called, where, warning)


def _compare_sources(comparison: _Comparison) -> None:
    for id in dict.fromkeys((*comparison.old.sources, *comparison.new.sources)):
        before, after = as_map(comparison.old.sources.get(id)), as_map(comparison.new.sources.get(id))
        if same(before, after):
            continue
        label = f"source `{id}`"
        if not before:
            comparison.tell(label, f"new: {_cited_as(after)}")
            continue
        if not after:
            comparison.tell(label, f"removed: {_cited_as(before)}")
            continue
        comparison.tell(label, "; ".join(map(str, differences(before, after))))
        line = comparison.new.line(("sources", id))
        for warning in (*older(before, after), *weaker(before, after)):
            comparison.warn(line, label, warning)
        if before.get("url") != after.get("url") and before.get("read_on") == after.get("read_on"):
            comparison.warn(line, label, "the link changed, but not the day it was read")


def _cited_as(source: Map) -> str:
    return short(plain_value(source.get("citation") or source.get("title") or in_words(source.get("url"))))
