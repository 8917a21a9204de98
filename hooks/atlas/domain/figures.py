"""What a license asks for, as figures to reckon with: the ground that Move and Plan stand on.

A fact may give several figures: sources disagree, or groups of people differ. All are kept. Nothing is guessed: a fact
without a figure has none here either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from atlas.domain.requirements import Answer, License, Status
from atlas.domain.values import RATIO


@dataclass(frozen=True)
class NumericRequirement:
    """The figures of one fact on one day.

    values   every figure that may apply, in the unit of the field; empty when there is none
    status   of the answer that holds for most people
    doubt    whether some answer is unknown or silent beside others that give a figure
    """

    values: tuple[float, ...]
    status: Status
    doubt: bool = False

    @property
    def low(self) -> float | None:
        return min(self.values, default=None)

    @property
    def high(self) -> float | None:
        """The stricter figure of a minimum: who meets it meets every reading."""
        return max(self.values, default=None)


def numeric_requirement(license: License, fact: str, on: date) -> NumericRequirement:
    """The figures of a numeric fact; unknown when the license does not have the fact at all."""
    if fact not in license.facts:
        return NumericRequirement((), Status.UNKNOWN)
    answers = license.facts[fact].current(on)
    values = tuple(
        v for answer in answers for v in _values(answer) if isinstance(v, int | float) and not isinstance(v, bool)
    )
    empty = any(not _values(answer) for answer in answers)
    return NumericRequirement(values, answers[0].status, doubt=bool(values) and empty)


def _values(answer: Answer) -> tuple[Any, ...]:
    if answer.status is Status.STATED:
        return (answer.value,)
    return tuple(value for value, *_ in answer.readings)


@dataclass(frozen=True)
class ExamRequirement:
    """Which exams count: one tuple of ids for each reading; `logic` is any_of, all_of, other or "" (one exam, or none)."""

    readings: tuple[tuple[str, ...], ...]
    logic: str
    status: Status


def exam_requirement(license: License, on: date) -> ExamRequirement:
    """The exams of a license."""
    answers = license.facts["exams"].current(on)
    told = license.facts.get("exam_logic")
    logic = told.current_answer(on).preferred_value if told else ""
    readings = tuple(tuple(value) for answer in answers for value in _values(answer))
    return ExamRequirement(readings, logic or "", answers[0].status)


@dataclass(frozen=True)
class SupervisionRatio:
    """Supervision for work: `hours` for every `per` hours (direct ones when `direct`), or for every `span`."""

    hours: float
    per: float = 0
    direct: bool = False
    span: str = ""  # week, month, year


def supervision_ratio(license: License, on: date) -> SupervisionRatio | None:
    """The supervision ratio of a license, the strictest reading first in the data; None without one."""
    if "supervision_ratio" not in license.facts:
        return None
    best = license.facts["supervision_ratio"].current_answer(on).preferred_value
    match = RATIO.fullmatch(best) if isinstance(best, str) else None
    if not match:
        return None
    return SupervisionRatio(float(match["hours"]), float(match["per"] or 0), bool(match["direct"]), match["span"] or "")
