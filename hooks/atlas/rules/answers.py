"""Answers: one for each fact at a time, and one for every fact that belongs to a license."""

from __future__ import annotations

from datetime import date

from .. import fields as vocabulary
from .context import Context
from .licenses import shared


def one_answer_at_a_time(c: Context) -> None:
    """Two answers to one fact differ in whom they apply to or in when they take effect."""
    seen: set[tuple[int, str, str, date | None]] = set()
    for index, fact, place, entry in c.entries():
        key = (index, fact, entry.applies_to or "", entry.effective)
        if key in seen:
            c.document.add(
                place,
                f"two answers to `{fact}` hold at once",
                "`applies_to` or `effective` to tell them apart, or `disputed`",
            )
        seen.add(key)


def all_facts_answered(c: Context) -> None:
    """Every fact that belongs to the jurisdiction and to each license has an answer."""
    have = set(c.document.data["facts"])
    for definition in vocabulary.JURISDICTION_FIELDS:
        if definition.id not in have:
            c.document.add(
                ("facts",),
                f"the fact `{definition.id}` is missing",
                "an answer: value, silent, unknown or disputed",
                key=True,
            )
    for index, one in enumerate(c.file.licenses):
        answered = set(c.document.data["licenses"][index]["facts"]) | {name for _, name in shared(one)}
        for name in vocabulary.expected_ids(one.level, one.credential):
            if name not in answered:
                c.document.add(
                    ("licenses", index, "facts"),
                    f"the fact `{name}` of `{one.id}` is missing",
                    "an answer: value, silent, unknown or disputed",
                    key=True,
                )
