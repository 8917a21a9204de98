"""Our facts beside those of second sources, as a work queue: where they agree, differ, and where only one has a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.crosschecks import Comparison, CrosscheckFile, Figure, Outcome, compare
from atlas.domain.requirements import Answer, Jurisdiction
from atlas.domain.vocabulary import BY_ID


def report(atlas: Atlas) -> Iterator[str]:
    """The lines of the report, source by source: the counts, then what somebody has to look at, then differences that are
    explained."""
    if not atlas.crosschecks:
        yield "There is no second source in data/crosschecks/."
    for crosscheck in atlas.crosschecks:
        yield from _of_source(crosscheck, atlas)
        yield ""


def _of_source(crosscheck: CrosscheckFile, atlas: Atlas) -> Iterator[str]:
    found = [(told, j) for j in atlas.jurisdictions for told in compare(crosscheck, j, atlas.day)]
    differing = [(told, j) for told, j in found if told.outcome is Outcome.DIFFERS]
    counts = Counter(told.outcome for told, _ in found)
    cited = sum(told.outcome is Outcome.AGREES and told.rests_on_it for told, _ in found)
    counted = ", ".join(f"{outcome} {counts[outcome]}" for outcome in Outcome)
    yield f"{crosscheck.name} ({crosscheck.as_of})"
    yield f"  {counted}; of those that agree, {cited} cite this source or the same text and aren't confirmed by it"
    parts = (
        ("Differs, not explained", [pair for pair in differing if not pair[0].explanation]),
        ("Only there", [pair for pair in found if pair[0].outcome is Outcome.ONLY_THERE]),
        ("Differs, explained", [pair for pair in differing if pair[0].explanation]),
        ("Explained, and no longer differs", [pair for pair in found if _is_stale(pair[0])]),
    )
    for heading, told in parts:
        if told:
            yield f"  {heading}:"
            yield from (f"    {_line(comparison, jurisdiction, atlas)}" for comparison, jurisdiction in told)


def _is_stale(told: Comparison) -> bool:
    return bool(told.explanation) and told.outcome is not Outcome.DIFFERS


def _line(told: Comparison, jurisdiction: Jurisdiction, atlas: Atlas) -> str:
    license, _, fact = told.name.rpartition(".")
    line = jurisdiction.lines.get((license, fact))
    place = f"{jurisdiction.path}:{line}" if line else jurisdiction.path
    named = f" by {told.figure.citation}" if told.figure and told.figure.citation else ""
    there = _value(fact, told.figure, atlas) if told.figure else ""
    explained = f": {told.explanation}" if told.explanation else ""
    return (
        f"{told.state} {told.name}: there {there}{named}; here {_answer(fact, told.answer, atlas)} ({place}){explained}"
    )


def _value(fact: str, figure: Figure[Any], atlas: Atlas) -> str:
    return "no figure set" if figure.silent else formatting.readable_value(BY_ID[fact], figure.value, atlas.exams)


def _answer(fact: str, answer: Answer | None, atlas: Atlas) -> str:
    if answer is None:
        return "no such fact"
    values = [reading[0] for reading in answer.readings] or ([answer.value] if answer.value is not None else [])
    told = " or ".join(formatting.readable_value(BY_ID[fact], value, atlas.exams) for value in values)
    return told or f"{answer.status}: {answer.text}"
