"""What a path to a license asks for in all: hours, months and exams over its required licenses. Computed here, used everywhere.

A license's own figures stand in its facts; they may hold hours of a lower license (`lower_hours_counted`). A sum counts these
once. Where that isn't known the sum is a lower bound, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.domain.cohorts import CohortEvent
from atlas.domain.field_sets import SUMMED_ON_PATH
from atlas.domain.figures import ExamRequirement, exam_requirement, numeric_requirement
from atlas.domain.pathways import license_pathway
from atlas.domain.requirements import Jurisdiction, License, Status
from atlas.domain.vocabulary import Level


@dataclass(frozen=True)
class TierFigure:
    """What one license of the path adds to a sum.

    own       the figure that its rule states; None without one
    counted   how much of it may be hours of a lower license; None when that isn't known
    status    of the answer that holds for most people
    """

    license: License
    own: float | None
    counted: float | None
    status: Status

    @property
    def added(self) -> float:
        """What it adds to the sum at least."""
        return max((self.own or 0) - (self.counted or 0), 0)


@dataclass(frozen=True)
class PathTotal:
    """A sum over a path, in the unit of its fact. `tiers` are the licenses in order.

    value      the sum; None when no license of the path states a figure
    at_least   whether the sum is a lower bound: a figure isn't known, or how much counts twice
    disputed   whether sources disagree on a figure in it
    """

    value: float | None
    at_least: bool
    disputed: bool
    tiers: tuple[TierFigure, ...]

    @property
    def spread(self) -> tuple[TierFigure, ...]:
        """The licenses that add to the sum, when there is more than one."""
        adding = tuple(tier for tier in self.tiers if tier.added)
        return adding if len(adding) > 1 else ()

    @property
    def unknown_before(self) -> tuple[License, ...]:
        """The licenses before the last of which the figure isn't known."""
        return tuple(tier.license for tier in self.tiers[:-1] if tier.status is Status.UNKNOWN)


def required_path(jurisdiction: Jurisdiction, top: License, on: date) -> tuple[License, ...]:
    """The licenses on the way to `top` without which it can't be had, lowest first, `top` last.

    A license of which no text says whether it is needed stays in; see `uncertain_steps`.
    """
    path = license_pathway(jurisdiction, top)
    return tuple(license for license in path if license is top or needed_for_next(license, on) is not False)


def uncertain_steps(path: Sequence[License], on: date) -> tuple[License, ...]:
    """The licenses of a path of which it isn't known whether the next one needs them."""
    return tuple(license for license in path[:-1] if needed_for_next(license, on) is None)


def needed_for_next(license: License, on: date) -> bool | None:
    """Whether the next license can't be had without this one; None when that isn't known."""
    fact = license.facts.get("required_step")
    value = fact.current_answer(on).preferred_value if fact else None
    return value if isinstance(value, bool) else None


def associate_below(jurisdiction: Jurisdiction, license: License, on: date) -> License | None:
    """The associate license held while gaining the hours for `license`, required or not; None when another license that is required
    lies between, or none below."""
    required = required_path(jurisdiction, license, on)
    below = [
        tier
        for tier in license_pathway(jurisdiction, license)[:-1]
        if tier.level is Level.ASSOCIATE or tier in required
    ]
    return below[-1] if below and below[-1].level is Level.ASSOCIATE else None


def licenses_with_hours(path: Sequence[License], on: date) -> tuple[License, ...]:
    """The licenses of a path whose own rules ask for hours or months, the last always: their experience is gained one after the
    other."""
    adding = [
        tier.license for fact in SUMMED_ON_PATH for tier in path_total(path, fact, on, strict=True).tiers if tier.added
    ]
    return tuple(license for license in path if license is path[-1] or license in adding)


def successive_licenses(path: Sequence[License], on: date) -> tuple[License, ...]:
    """The licenses of a path with experience of their own, where that of each can begin only when the license before it is held: that
    license is required, and all hours must be new. None when the path has one such license, or that isn't known."""
    stages = licenses_with_hours(path, on)
    required = all(needed_for_next(license, on) for license in stages[:-1])
    fresh = all(_asks_for_new_hours(license, on) for license in stages[1:])
    return stages if len(stages) > 1 and required and fresh else ()


def _asks_for_new_hours(license: License, on: date) -> bool:
    fact = license.facts.get("lower_hours_counted")
    answers = fact.current(on) if fact else ()
    return bool(answers) and all(answer.status is Status.STATED and answer.value == 0 for answer in answers)


Events = Mapping[CohortEvent, date]


def path_total(
    path: Sequence[License], fact: str, on: date, *, strict: bool = False, events: Events | None = None
) -> PathTotal:
    """The sum of a fact over a path: all hours, hours of one kind (direct client contact, supervision), or months.

    Where sources disagree or groups differ the preferred figure is taken; with `strict` the highest, which meets all, and what may
    or may not count twice is added in full. How many hours of one kind a license takes over from a lower one is known only when it
    takes over nothing, or all, or has hours of that kind alone. With `events`, only figures that may bind a person for whom each
    event fell on its day.
    """
    wholes = {tier.license.id: tier for tier in _tiers(path, "supervised_hours_total", on, strict, events)}
    if fact == "supervised_hours_total":
        return _sum(tuple(wholes.values()), strict)
    tiers = []
    lower = 0.0
    for tier in _tiers(path, fact, on, strict, events):
        whole = wholes[tier.license.id]
        below = sum(w.own or 0 for id, w in wholes.items() if _before(path, id, tier.license.id))
        counted: float | None = None
        if not lower or whole.counted == 0:
            counted = 0
        elif whole.counted is not None and whole.counted >= below:
            counted = min(lower, tier.own or 0)
        elif whole.counted is not None and tier.own == whole.own:
            counted = min(lower, whole.counted)
        tiers.append(TierFigure(tier.license, tier.own, counted, tier.status))
        lower += max((tier.own or 0) - (counted or 0), 0)
    return _sum(tiers, strict)


def _before(path: Sequence[License], id: str, other: str) -> bool:
    order = [license.id for license in path]
    return order.index(id) < order.index(other)


def _tiers(
    path: Sequence[License], fact: str, on: date, strict: bool, events: Events | None = None
) -> list[TierFigure]:
    tiers: list[TierFigure] = []
    gained = False  # whether a license below has experience of its own
    for license in path:
        if fact not in license.facts:
            gained = gained or _asks_for_experience(license, on)
            continue
        stated = numeric_requirement(license, fact, on, events)
        counted = numeric_requirement(license, "lower_hours_counted", on).low if gained else 0
        own = stated.high if strict or not stated.values else stated.values[0]
        tiers.append(TierFigure(license, own, counted, stated.status))
        gained = gained or _asks_for_experience(license, on)
    return tiers


def _asks_for_experience(license: License, on: date) -> bool:
    return any(numeric_requirement(license, fact, on).high for fact in SUMMED_ON_PATH)


def _sum(tiers: Sequence[TierFigure], strict: bool) -> PathTotal:
    known = [tier for tier in tiers if tier.own is not None]
    total, uncertain = 0.0, False
    for tier in known:
        own = tier.own or 0
        if tier.counted is None and not strict:  # between nothing and all of the hours below count twice
            uncertain = uncertain or bool(total and own)
            total = max(total, own)
        else:
            total += tier.added
    missing = any(tier.status is Status.UNKNOWN for tier in tiers)
    disputed = any(tier.status is Status.DISPUTED for tier in known)
    return PathTotal(total if known else None, bool(known) and (uncertain or missing), disputed, tuple(tiers))


@dataclass(frozen=True)
class ExamStep:
    """The exams to pass for one license of the path, those of a lower license left out."""

    license: License
    requirement: ExamRequirement


def exams_on_path(path: Sequence[License], on: date) -> tuple[ExamStep, ...]:
    """Which exams are to be passed for which license of the path, each exam once. A license that adds none is left out."""
    steps: list[ExamStep] = []
    passed: set[str] = set()
    either: list[set[str]] = []  # of each, one is passed
    for license in path:
        if "exams" not in license.facts:
            continue
        needed = exam_requirement(license, on)
        fresh = tuple(_still_to_pass(exams, needed.logic, passed, either) for exams in needed.readings)
        if not needed.readings or any(fresh):
            steps.append(ExamStep(license, ExamRequirement(fresh, needed.logic, needed.status)))
        if len(needed.readings) == 1 and (len(needed.readings[0]) == 1 or needed.logic == "all_of"):
            passed |= set(needed.readings[0])  # passed for certain; of "any of" it isn't known which
        elif len(needed.readings) == 1 and needed.logic == "any_of":
            either.append(set(needed.readings[0]))
    return tuple(steps)


def _still_to_pass(exams: tuple[str, ...], logic: str, passed: set[str], either: list[set[str]]) -> tuple[str, ...]:
    if logic == "all_of" or len(exams) == 1:
        return tuple(exam for exam in exams if exam not in passed)
    done = passed & set(exams) or any(accepted <= set(exams) for accepted in either)
    return () if logic == "any_of" and done else exams


@dataclass(frozen=True)
class HoldingTime:
    """How long a license can be held, in months. `at_least` when only the first term is known."""

    months: float | None
    at_least: bool
    endless: bool  # the law sets no end


def holding_time(license: License, on: date) -> HoldingTime:
    """The longest with regular renewals, or at least the first term."""
    longest = numeric_requirement(license, "max_term_months", on)
    if longest.low is not None:
        return HoldingTime(longest.low, at_least=False, endless=False)
    term = numeric_requirement(license, "term_months", on)
    endless = "max_term_months" in license.facts and longest.status is Status.SILENT
    return HoldingTime(term.low, at_least=term.low is not None and not endless, endless=endless)
