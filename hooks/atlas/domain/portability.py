"""Moving with a license or with hours: fact by fact, what the new state asks and what a counselor brings.

This never says that somebody qualifies. It compares figures; the board decides. The browser does the same in
docs/assets/reckon.js; tests/golden/ holds both to the same cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from atlas.domain.field_sets import SUMMED_ON_PATH
from atlas.domain.figures import ExamRequirement, NumericRequirement, exam_requirement, numeric_requirement
from atlas.domain.path_totals import exams_on_path, path_total, required_path, uncertain_steps
from atlas.domain.requirements import Fact, Jurisdiction, License, Status


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
    if asked.doubt or (have is None and asked.high):
        return Verdict(Outcome.CANNOT_TELL)
    if have is None or have >= asked.high:  # without an entry: nothing is required
        return Verdict(Outcome.MET)
    if have < asked.low and not asked.exempt:
        return Verdict(Outcome.SHORT, (asked.low - have, asked.high - have))
    return Verdict(Outcome.CANNOT_TELL)


def exam_verdict(asked: ExamRequirement, passed: Iterable[str] | None) -> Verdict:
    """Compare the exams passed with those that count. `passed` is None when the reader gave nothing, empty when none."""
    if not asked.readings:
        return Verdict(Outcome.NOT_SET if asked.status is Status.SILENT else Outcome.CANNOT_TELL)
    if passed is None and any(asked.readings):
        return Verdict(Outcome.CANNOT_TELL)
    passed = set(passed or ())
    outcomes = {_exam_outcome(reading, asked.logic, passed) for reading in asked.readings}
    if outcomes == {Outcome.MET, Outcome.NOT_SET}:  # who passed it meets the reading that asks for none as well
        return Verdict(Outcome.MET)
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
    if own.doubt or own.exempt or own.low is None or own.high is None:
        return Verdict(verdict(asked, None).outcome)
    least, most = verdict(asked, own.low), verdict(asked, own.high)
    if least.outcome is not most.outcome:
        return Verdict(Outcome.CANNOT_TELL)
    if least.short and most.short:
        return Verdict(Outcome.SHORT, (most.short[0], least.short[1]))
    return least


def needs_for(jurisdiction: Jurisdiction, license: License, fact: str, on: date) -> NumericRequirement:
    """What a license asks for in all: of hours and months the sum over the licenses that it requires, where several add to it."""
    own = numeric_requirement(license, fact, on)
    answers = license.facts[fact].current(on) if fact in license.facts else ()
    if len(answers) == 1 and answers[0].for_whom:  # nothing is known of anybody else, who may need less
        own = replace(own, exempt=True)
    if fact not in SUMMED_ON_PATH:
        return own
    path = required_path(jurisdiction, license, on)
    preferred, strict = path_total(path, fact, on), path_total(path, fact, on, strict=True)
    if preferred.spread:
        values = dict.fromkeys(total.value for total in (preferred, strict) if total.value is not None)
        status = Status.DISPUTED if preferred.disputed else Status.STATED
        return NumericRequirement(tuple(values), status, doubt=strict.at_least)
    if not preferred.unknown_before:
        return own
    return replace(own, doubt=True) if own.values else replace(own, status=Status.UNKNOWN)


def has_note(fact: Fact, on: date) -> bool:
    """Whether a source adds something to a figure, a condition perhaps, that the figure alone doesn't tell."""
    return any(
        answer.note or any(reading[-1] for reading in answer.readings)
        for answer in fact.current(on)
        if answer.preferred_value is not None
    )


@dataclass(frozen=True)
class PathExams:
    """The exams that the rule of one license of a path asks for. `certain` is no where it isn't known whether the path needs the
    license."""

    requirement: ExamRequirement
    certain: bool = True


def exams_for(jurisdiction: Jurisdiction, license: License, on: date) -> tuple[PathExams, ...]:
    """What each license asks for that is needed for this one, itself the last."""
    path = required_path(jurisdiction, license, on)
    uncertain = uncertain_steps(path, on)
    return tuple(
        PathExams(exam_requirement(tier, on), certain=tier not in uncertain) for tier in path if "exams" in tier.facts
    )


def path_exam_verdict(asked: Sequence[PathExams], passed: Iterable[str] | None) -> Verdict:
    """Compare the exams passed with those of a whole path: met when every license's are."""
    given = None if passed is None else tuple(passed)
    found = set()
    for step in asked:
        outcome = exam_verdict(step.requirement, given).outcome
        found.add(Outcome.CANNOT_TELL if outcome is Outcome.SHORT and not step.certain else outcome)
    worst = (outcome for outcome in (Outcome.SHORT, Outcome.CANNOT_TELL, Outcome.MET) if outcome in found)
    return Verdict(next(worst, Outcome.NOT_SET if found else Outcome.CANNOT_TELL))


def holder_verdict(asked: Sequence[PathExams], alternatives: Sequence[tuple[str, ...]]) -> Verdict:
    """Compare the exams that a license held asked for: met when they do, whichever of the alternatives it was. Never short: its
    holder may have passed more."""
    found = {path_exam_verdict(asked, passed) for passed in alternatives} or {path_exam_verdict(asked, None)}
    verdict = found.pop() if len(found) == 1 else Verdict(Outcome.CANNOT_TELL)
    return Verdict(Outcome.CANNOT_TELL) if verdict.outcome is Outcome.SHORT else verdict


def exams_of_holder(path: Sequence[License], on: date) -> tuple[tuple[str, ...], ...]:
    """What the holder of the last license of a path has passed by its rules: the alternatives, of which one is true.

    Exams that the rules leave open are left out: sources disagree, or how several go together isn't known. Empty without any.
    """
    found: list[tuple[str, ...]] = [()]
    for step in exams_on_path(path, on):
        needed = step.requirement
        if len(needed.readings) != 1 or (len(needed.readings[0]) > 1 and needed.logic not in ("any_of", "all_of")):
            continue
        exams = needed.readings[0]
        ways = [(exam,) for exam in exams] if needed.logic == "any_of" and len(exams) > 1 else [exams]
        found = [(*before, *way) for before in found for way in ways]
    return tuple(found) if any(found) else ()


class Route(StrEnum):
    """Whether a way to the license of another state is open to somebody, as far as their entries and the sources tell."""

    OPEN = "open"
    SHORT = "short"  # of years
    UNCLEAR = "unclear"  # the reader or the sources don't say
    NOT_YET = "not_yet"  # it is for holders of an independent license
    CLOSED = "closed"  # one of the states isn't a member


def endorsement_route(independent: bool | None, years: float | None, asked: Sequence[float]) -> Route:
    """Endorsement for somebody licensed for `years`, where the rule asks for one of the figures `asked`: sources disagree, or groups
    differ.

    Without a figure it is unclear: other conditions decide, or there may be no endorsement at all. So it is for a license below the
    independent one where the new state has one below its own too (`independent` is None): the rule may be for each level.
    """
    if independent is False:
        return Route.NOT_YET
    if not independent or not asked or years is None:
        return Route.UNCLEAR
    if years >= max(asked):
        return Route.OPEN
    return Route.SHORT if years < min(asked) else Route.UNCLEAR


def compact_route(independent: bool, members: tuple[bool | None, bool | None], issuing: tuple[bool, bool]) -> Route:
    """A privilege to practice. Members that don't both issue privileges yet are `unclear`."""
    if False in members:
        return Route.CLOSED
    if not independent:
        return Route.NOT_YET
    return Route.OPEN if all(members) and all(issuing) else Route.UNCLEAR
