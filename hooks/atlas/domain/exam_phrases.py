"""Exams in words: those that go together, and how many each license of a path asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from atlas.domain.figures import ExamRequirement, exam_requirement
from atlas.domain.formatting import plural
from atlas.domain.path_totals import exams_on_path
from atlas.domain.requirements import License, Status

NOT_CONFIRMED = "not confirmed"


def told_apart(ways: Iterable[str]) -> list[str]:
    """Each way once. One exam that another way offers beside others is said to be alone: "NCE alone, or NCE or NCMHCE"."""
    different = list(dict.fromkeys(ways))
    choices = [way.replace(",", "").split() for way in different if " or " in way]
    return [f"{way} alone" if any(way in names for names in choices) else way for way in different]


def joined(names: list[str], logic: str) -> str:
    """Exams with how they go together: "NCE, NCMHCE, or CRC exam"."""
    word = {"any_of": "or", "all_of": "and"}.get(logic)
    if len(names) < 2:
        return ", ".join(names)
    if word is None:
        return f"{', '.join(names)} ({'which one varies' if logic else 'one or all: not confirmed'})"
    if len(names) == 2:
        return f"{names[0]} {word} {names[1]}"
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def exams_of_each(path: Sequence[License], on: date) -> str:
    """The number of exams to pass for each license of a path, and for the last always: "one exam for the LPC; one exam for the LPCC"."""
    steps = [(step.license, step.requirement) for step in exams_on_path(path, on)]
    if path[-1] not in [license for license, _ in steps]:
        steps.append((path[-1], exam_requirement(path[-1], on)))
    return "; ".join(f"{_words(asked)} for the {license.short}" for license, asked in steps)


def _words(asked: ExamRequirement) -> str:
    """The number of one license: "one exam", "no exam or one exam (sources disagree)"."""
    if not asked.readings:
        return NOT_CONFIRMED if asked.status is Status.UNKNOWN else "no exam"
    counts = {_count(exams, asked.logic) for exams in asked.readings}
    if None in counts:
        return NOT_CONFIRMED
    words = [_exams(count) for count in sorted(count for count in counts if count is not None)]
    return " or ".join(words) + (" (sources disagree)" if len(words) > 1 else "")


def _count(exams: tuple[str, ...], logic: str) -> int | None:
    """How many of these are to be passed; None where that isn't known."""
    if len(exams) < 2 or logic == "all_of":
        return len(exams)
    return 1 if logic == "any_of" else None


def _exams(count: int) -> str:
    return {0: "no exam", 1: "one exam", 2: "two exams", 3: "three exams"}.get(count, plural(count, "exams"))
