"""Figures that follow from the facts. Each is computed here and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .fields import Credential, Level
from .model import Answer, Evidence, Jurisdiction, License, Status

WEEKS_PER_MONTH = 365.2425 / 7 / 12  # mean Gregorian month


def path_to(jurisdiction: Jurisdiction, top: License) -> tuple[License, ...]:
    """The rungs a person climbs to `top`, lowest first, `top` last. With two ways up, the first in the file."""
    path = [top]
    while True:
        below = [one for one in jurisdiction.licenses if one.leads_to == path[0].id]
        if not below or below[0] in path:
            return tuple(path)
        path.insert(0, below[0])


def main_license(jurisdiction: Jurisdiction) -> License:
    """The independent license that most readers are after: the first of that level that is a license."""
    independent = [one for one in jurisdiction.licenses if one.level is Level.INDEPENDENT]
    return next((one for one in independent if one.credential is Credential.LICENSE), independent[0])


def associate_license(jurisdiction: Jurisdiction) -> License | None:
    """The rung held while gaining hours after the degree, if the jurisdiction has one."""
    return next((one for one in jurisdiction.licenses if one.level is Level.ASSOCIATE), None)


def figure(license: License, fact: str, on: date) -> float | None:
    """The number that a fact states on `on`: of a disputed one the preferred reading; None when there is none."""
    if fact not in license.facts:
        return None
    best = license.facts[fact].now(on).best
    return best if isinstance(best, int | float) and not isinstance(best, bool) else None


@dataclass(frozen=True)
class Fee:
    """One fee on the way, in US dollars; `amount` is None where it is not known."""

    license: License
    fact: str
    answer: Answer

    @property
    def amount(self) -> float | None:
        best = self.answer.best
        return best if isinstance(best, int | float) and not isinstance(best, bool) else None


@dataclass(frozen=True)
class Fees:
    """Application and license fees along a path, in US dollars. Exams, background checks and renewals come on top."""

    fees: tuple[Fee, ...]

    @property
    def total(self) -> float:
        """The sum of the fees that are known."""
        return sum(fee.amount or 0 for fee in self.fees)

    @property
    def missing(self) -> tuple[Fee, ...]:
        """The fees that were looked for and not found. With any of these, `total` is a lower bound."""
        return tuple(fee for fee in self.fees if fee.answer.status is Status.UNKNOWN)

    @property
    def disputed(self) -> tuple[Fee, ...]:
        """The fees on which sources disagree; the preferred figure is in the sum."""
        return tuple(fee for fee in self.fees if fee.answer.status is Status.DISPUTED)

    @property
    def known(self) -> tuple[Fee, ...]:
        return tuple(fee for fee in self.fees if fee.amount is not None)


def fees_along(path: Iterable[License], on: date) -> Fees:
    """Every application and license fee on the path."""
    return Fees(
        tuple(
            Fee(license, fact, license.facts[fact].now(on))
            for license in path
            for fact in ("fee_application", "fee_license")
            if fact in license.facts
        )
    )


def indirect_hours(license: License, on: date) -> float | None:
    """Hours of the total that need not be direct client contact; None unless both figures are given."""
    total, direct = figure(license, "supervised_hours_total", on), figure(license, "direct_client_hours", on)
    return total - direct if total is not None and direct is not None else None


def weekly_pace(license: License, on: date) -> float | None:
    """Hours a week that finish the total in the shortest time allowed, to one decimal; None unless both are given."""
    total, least = figure(license, "supervised_hours_total", on), figure(license, "min_months", on)
    return round(total / (least * WEEKS_PER_MONTH), 1) if total and least else None


@dataclass(frozen=True)
class Counts:
    """How many facts have which status, and how many of those answered rest on which evidence."""

    status: Counter[Status]
    evidence: Counter[Evidence]

    @property
    def total(self) -> int:
        return sum(self.status.values())

    @property
    def answered(self) -> int:
        """Stated, silent or disputed."""
        return self.total - self.status[Status.UNKNOWN]

    @property
    def official(self) -> int:
        """Answered from law or from the board."""
        return self.evidence[Evidence.LAW] + self.evidence[Evidence.BOARD]


def counts(jurisdiction: Jurisdiction, on: date) -> Counts:
    """Each fact once, by the answer that holds for most people on `on`."""
    status: Counter[Status] = Counter()
    evidence: Counter[Evidence] = Counter()
    for _, fact in jurisdiction.all_facts():
        answer = fact.now(on)
        status[answer.status] += 1
        if answer.evidence:
            evidence[answer.evidence] += 1
    return Counts(status, evidence)


def oldest_source(jurisdiction: Jurisdiction) -> date | None:
    """The earliest date that a dated source gives for itself."""
    dates = [s.current_through for s in jurisdiction.sources.values() if s.current_through]
    return min(dates, default=None)


def last_read(jurisdiction: Jurisdiction) -> date:
    """The latest day somebody read one of the sources."""
    return max(s.read_on for s in jurisdiction.sources.values())


def staleness(jurisdiction: Jurisdiction, on: date) -> int:
    """Days since the source that was read longest ago was read."""
    return (on - min(s.read_on for s in jurisdiction.sources.values())).days
