"""What names something elsewhere: an exam, or a fact in a text."""

from __future__ import annotations

from collections.abc import Iterator

from .. import fields as vocabulary
from ..fields import BY_ID
from ..model import REFERENCE
from ..problems import nearest
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
    """Every {license.fact} in a text names a fact that has a figure to show."""
    ids = {one.id: index for index, one in enumerate(c.file.licenses)}
    for place, text in texts(c):
        for match in REFERENCE.finditer(text):
            owner, fact = match["license"], match["fact"]
            if owner is not None and owner not in ids:
                c.document.add(
                    place,
                    f"`{match.group()}` names no license of this file",
                    "one of " + ", ".join(ids),
                    nearest(owner, ids),
                )
                continue
            definition = BY_ID.get(fact)
            scope = vocabulary.JURISDICTION if owner is None else vocabulary.LICENSE
            if definition is None or definition.scope != scope:
                words = [f.id for f in vocabulary.FIELDS if f.scope == scope]
                c.document.add(
                    place,
                    f"`{match.group()}` names no fact",
                    "{fact} of the state or {license.fact}",
                    nearest(fact, words),
                )
                continue
            index = ids[owner] if owner else -1
            if index >= 0 and (index, fact) not in c.facts:
                index = next((ids[o] for o, n in shared(c.file.licenses[index]) if n == fact and o in ids), index)
            entries = c.facts.get((index, fact))
            if not entries and (index, fact) in c.facts:
                continue  # it could not be read, and that is said already
            if not entries or (entries[0].value is None and not entries[0].disputed):
                c.document.add(place, f"`{match.group()}` has no figure to show", "a fact that is stated or disputed")
