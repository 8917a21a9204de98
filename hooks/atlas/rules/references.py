"""What names something elsewhere: an exam, or a fact in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..answers import answer_of
from ..fields import BY_ID
from ..model import Fact
from ..problems import nearest
from ..reference_syntax import malformed, references
from ..references import failures
from ..yamlpos import DataPath
from .context import Context
from .licenses import shared


def exams_known(c: Context) -> None:
    """Every exam named is in data/exams.yml."""
    for _, fact, place, entry in c.entries():
        values = [(place, entry.value)] + [
            ((*place, "disputed", n), r.value) for n, r in enumerate(entry.disputed or ())
        ]
        for where, value in values:
            for number, id in enumerate(value if fact == "exams" and isinstance(value, list) else ()):
                if id not in c.exams:
                    c.document.add(
                        (*where, "value", number),
                        f"unknown exam `{id}`",
                        "an id from data/exams.yml",
                        nearest(id, c.exams),
                    )


def texts(c: Context) -> Iterator[tuple[DataPath, str]]:
    """The texts in which facts may be named as {license.fact}."""
    for index, one in enumerate(c.file.licenses):
        for number, step in enumerate(one.steps):
            if step.detail:
                yield ("licenses", index, "steps", number, "detail"), step.detail
    for number, question in enumerate(c.file.faq):
        yield ("faq", number, "answer"), question.answer


def references_resolve(c: Context) -> None:
    """Every {license.fact} in a text has a figure to show, on the day of the build and on every later day."""
    facts, unread = _facts(c)
    written = [f"{{{owner}.{id}}}" if owner else f"{{{id}}}" for owner in facts for id in facts[owner]]
    for place, text in texts(c):
        for snippet in malformed(text):
            near = nearest("{" + "".join(snippet.strip("{} ").split()) + "}", written)
            c.document.add(place, f"`{snippet[:80]}` is no reference", "{license.fact} or {fact}", near)
        for ref in references(text):
            if (ref.license, ref.fact) in unread:
                continue  # that is said already
            for error in failures(ref, facts, c.day):
                c.document.add(place, error.what, error.expected, error.near)


def _facts(c: Context) -> tuple[dict[str, dict[str, Fact]], set[tuple[str, str]]]:
    """The facts of the file by owner and id, and those with an answer that could not be read."""
    sources: Any = defaultdict(lambda: None, c.file.sources)  # that one is not defined is told by its own rule
    facts: dict[str, dict[str, Fact]] = {owner: {} for owner in ("", *(one.id for one in c.file.licenses))}
    unread = set()
    for (index, id), entries in c.facts.items():
        owner = c.file.licenses[index].id if index >= 0 else ""
        facts[owner][id] = Fact(BY_ID[id], tuple(answer_of(entry, sources) for entry in entries))
        if len(entries) != c.answers_given(index, id):
            unread.add((owner, id))
    for one in c.file.licenses:
        for other, id in shared(one):
            if id in facts.get(other, ()):
                facts[one.id].setdefault(id, facts[other][id])
            if (other, id) in unread:
                unread.add((one.id, id))
    return facts, unread
