"""What a license asks for, as figures to reckon with: the ground that Move and Plan stand on.

A fact may give several figures: sources disagree, or groups of people differ. All are kept. Nothing is guessed: a fact
without a figure has none here either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from atlas.domain.cohorts import CohortEvent, Workload
from atlas.domain.requirements import Answer, Fact, License, Status
from atlas.domain.values import RATIO

WEEKS_PER_YEAR = 365.2425 / 7
WEEKS_OF_A_MONTH = (28 / 7, 31 / 7)  # the shortest and the longest month


@dataclass(frozen=True)
class NumericRequirement:
    """The figures of one fact on one day.

    values   every figure that may apply, in the unit of the field; empty when there is none
    status   of the answer that holds for most people
    doubt    whether some answer is unknown beside others that give a figure
    exempt   whether the law sets no figure for some people beside others for whom it does
    """

    values: tuple[float, ...]
    status: Status
    doubt: bool = False
    exempt: bool = False

    @property
    def low(self) -> float | None:
        return min(self.values, default=None)

    @property
    def high(self) -> float | None:
        """The stricter figure of a minimum: who meets it meets every reading."""
        return max(self.values, default=None)


def binding_answers(fact: Fact, on: date, events: Mapping[CohortEvent, date]) -> tuple[Answer, ...]:
    """The answers that may bind a person for whom each event fell on its day. A cohort of the person takes the place of the
    answer for everybody, unless a further condition in words decides."""
    answers = fact.for_person(on, events)
    if any(answer.cohort and answer.cohort.event in events and not answer.applies_to for answer in answers):
        return tuple(answer for answer in answers if answer.cohort or answer.applies_to)
    return answers


def numeric_requirement(
    license: License, fact: str, on: date, events: Mapping[CohortEvent, date] | None = None
) -> NumericRequirement:
    """The figures of a numeric fact; unknown when the license does not have the fact at all.

    With `events`, only those that may bind a person for whom each event fell on its day.
    """
    if fact not in license.facts:
        return NumericRequirement((), Status.UNKNOWN)
    answers = binding_answers(license.facts[fact], on, events or {})
    if not answers:
        return NumericRequirement((), Status.UNKNOWN)
    values = tuple(
        v for answer in answers for v in _values(answer) if isinstance(v, int | float) and not isinstance(v, bool)
    )
    empty = {answer.status for answer in answers if not _values(answer)} if values else set()
    exempt = Status.SILENT in empty
    return NumericRequirement(values, answers[0].status, doubt=bool(empty - {Status.SILENT}), exempt=exempt)


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
    """Supervision for work: `hours` for every `per` hours (direct ones when `direct`), or for every `span`.

    `when` is the workload for which it holds; None when it holds for every workload. `group` is the condition beside it, in the
    words of the data; "" without one.
    """

    hours: float
    per: float = 0
    direct: bool = False
    span: str = ""  # week, month, year
    when: Workload | None = None
    group: str = ""


def supervision_ratios(license: License, on: date) -> tuple[SupervisionRatio, ...]:
    """Every supervision ratio of a license, each reading of those on which sources disagree among them."""
    if "supervision_ratio" not in license.facts:
        return ()
    found = []
    for answer in license.facts["supervision_ratio"].current(on):
        for value in _values(answer):
            match = RATIO.fullmatch(value) if isinstance(value, str) else None
            if match:
                hours, per = float(match["hours"]), float(match["per"] or 0)
                direct, span = bool(match["direct"]), match["span"] or ""
                found.append(SupervisionRatio(hours, per, direct, span, answer.when, answer.applies_to))
    return tuple(found)


def supervision_needed(ratios: Sequence[SupervisionRatio], counted: float, direct: float) -> float | None:
    """Hours of supervision a week for a week of `counted` hours, `direct` of them with clients; None without a ratio.

    Of several ratios the strictest that may apply: by the month, weeks that fall on either side of a limit in a longer or a
    shorter month may.
    """
    binding = [rule for rule in ratios if _may_apply(rule, counted, direct)] or ratios
    return max((_per_week(rule, counted, direct) for rule in binding), default=None)


def _may_apply(rule: SupervisionRatio, counted: float, direct: float) -> bool:
    if rule.when is None:
        return True
    for name, span in rule.when.spans():
        hours = direct if name.startswith("direct") else counted
        months = WEEKS_OF_A_MONTH if name.endswith("month") else (1,)
        if not any(span.includes(hours * weeks) for weeks in months):
            return False
    return True


def _per_week(rule: SupervisionRatio, counted: float, direct: float) -> float:
    if rule.span:
        return rule.hours / {"week": 1, "month": WEEKS_PER_YEAR / 12, "year": WEEKS_PER_YEAR}[rule.span]
    return rule.hours * (direct if rule.direct else counted) / rule.per
