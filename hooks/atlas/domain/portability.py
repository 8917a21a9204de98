"""Moving with a license or with hours: fact by fact, what the new state asks and what a counselor brings.

This never says that somebody qualifies. It compares figures; the board decides. The browser does the same in
docs/assets/reckon.js; tests/golden/ holds both to the same cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from atlas.domain.field_sets import SUMMED_ON_PATH
from atlas.domain.figures import ExamRequirement, NumericRequirement, exam_requirement, numeric_requirement
from atlas.domain.path_totals import path_total, required_path
from atlas.domain.requirements import Jurisdiction, License, Status


class Outcome(StrEnum):
    MET = "met"  # at least as much as every figure that may apply
    SHORT = "short"  # less than every figure that may apply
    CANNOT_TELL = "cannot_tell"  # a figure is not known, or it depends on which applies
    NOT_SET = "not_set"  # the rule was read and sets no figure


@dataclass(frozen=True)
class Verdict:
    """How a figure compares. `short` holds the least and the most that may be missing, in the unit of the fact."""

    outcome: Outcome
    short: tuple[float, float] | None = None


def verdict(asked: NumericRequirement, have: float | None) -> Verdict:
    """Compare one figure. `have` is None when the reader gave none."""
    if not asked.values or asked.low is None or asked.high is None:
        return Verdict(Outcome.NOT_SET if asked.status is Status.SILENT else Outcome.CANNOT_TELL)
    if have is None or asked.doubt:
        return Verdict(Outcome.CANNOT_TELL)
    if have >= asked.high:
        return Verdict(Outcome.MET)
    if have < asked.low:
        return Verdict(Outcome.SHORT, (asked.low - have, asked.high - have))
    return Verdict(Outcome.CANNOT_TELL)


def exam_verdict(asked: ExamRequirement, passed: Iterable[str]) -> Verdict:
    """Compare the exams passed with those that count."""
    if not asked.readings:
        return Verdict(Outcome.NOT_SET if asked.status is Status.SILENT else Outcome.CANNOT_TELL)
    outcomes = {_exam_outcome(reading, asked.logic, set(passed)) for reading in asked.readings}
    return Verdict(outcomes.pop() if len(outcomes) == 1 else Outcome.CANNOT_TELL)


def _exam_outcome(accepted: tuple[str, ...], logic: str, passed: set[str]) -> Outcome:
    if not accepted:
        return Outcome.NOT_SET
    if len(accepted) == 1 or logic == "any_of":
        return Outcome.MET if passed & set(accepted) else Outcome.SHORT
    if logic == "all_of":
        return Outcome.MET if set(accepted) <= passed else Outcome.SHORT
    return Outcome.SHORT if not passed & set(accepted) else Outcome.CANNOT_TELL


def verdict_between(asked: NumericRequirement, own: NumericRequirement) -> Verdict:
    """Compare what one license asks with what another asks: the least that its holder brings.

    Where the other gives several figures (sources disagree, or groups of people differ), only what holds for all of
    them is said.
    """
    if own.doubt or own.low is None or own.high is None:
        return Verdict(verdict(asked, None).outcome)
    least, most = verdict(asked, own.low), verdict(asked, own.high)
    if least.outcome is not most.outcome:
        return Verdict(Outcome.CANNOT_TELL)
    if least.short and most.short:
        return Verdict(Outcome.SHORT, (most.short[0], least.short[1]))
    return least


def needs_for(jurisdiction: Jurisdiction, license: License, fact: str, on: date) -> NumericRequirement:
    """What a license asks for in all: of hours and months the sum over the licenses that it requires, where several add to it."""
    path = required_path(jurisdiction, license, on)
    if fact in SUMMED_ON_PATH and path_total(path, fact, on).spread:
        preferred, strict = path_total(path, fact, on), path_total(path, fact, on, strict=True)
        values = dict.fromkeys(total.value for total in (preferred, strict) if total.value is not None)
        status = Status.DISPUTED if preferred.disputed else Status.STATED
        return NumericRequirement(tuple(values), status, doubt=strict.at_least)
    return numeric_requirement(license, fact, on)


def exams_of_holder(path: Sequence[License], on: date) -> tuple[str, ...]:
    """The exams that the holder of the last license of a path has surely passed by its rules: a single exam, or each of several
    that are all required, where sources agree."""
    passed: dict[str, None] = {}
    for license in path:
        if "exams" not in license.facts:
            continue
        needed = exam_requirement(license, on)
        if len(needed.readings) == 1 and (len(needed.readings[0]) == 1 or needed.logic == "all_of"):
            passed |= dict.fromkeys(needed.readings[0])
    return tuple(passed)
