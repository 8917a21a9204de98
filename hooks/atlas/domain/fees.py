"""Fees to get licensed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from atlas.domain.field_sets import FEES
from atlas.domain.requirements import Answer, Fact, License, Status
from atlas.domain.timeline import turning_days


@dataclass(frozen=True)
class Fee:
    """One fee on the way, in US dollars; `amount` is None where it is not known."""

    license: License
    fact: str
    answer: Answer

    @property
    def amount(self) -> float | None:
        best = self.answer.preferred_value
        return best if isinstance(best, int | float) and not isinstance(best, bool) else None


@dataclass(frozen=True)
class Fees:
    """Application and license fees along a path, in US dollars. Exams, background checks and renewals come on top."""

    fees: tuple[Fee, ...]
    further: tuple[License, ...] = ()  # licenses of which a source says that another fee is due
    changing: tuple[Fee, ...] = ()  # those of which a change is known that is not in force yet, or an end

    @property
    def at_least(self) -> bool:
        """Whether `total` is a lower bound: a fee isn't known, or a further one is known to exist."""
        return bool(self.missing or self.further)

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
    tiers = tuple(path)
    fees = tuple(
        Fee(license, fact, license.facts[fact].current_answer(on))
        for license in tiers
        for fact in FEES
        if fact in license.facts
    )
    changing = tuple(fee for fee in fees if _changes(fee.license.facts[fee.fact], on))
    return Fees(fees, tuple(license for license in tiers if _further(license, on)), changing)


def later_amounts(fact: Fact, on: date) -> list[tuple[date, float | None]]:
    """What a fee comes to from each later day on which that changes, as far as known today: 0 where none is set, None where
    the amount isn't known."""
    found: list[tuple[date, float | None]] = []
    last = _amount_on(fact, on)
    for day in sorted(day for day in turning_days(fact.answers) if day > on):
        amount = _amount_on(fact, day)
        if amount != last:
            found.append((day, amount))
            last = amount
    return found


def _amount_on(fact: Fact, on: date) -> float | None:
    answer = fact.current_answer(on)
    best = answer.preferred_value
    if answer.status is Status.SILENT:
        return 0
    return best if isinstance(best, int | float) and not isinstance(best, bool) else None


def changes_from(fees: Fees, on: date) -> date | None:
    """The first day on which one of the fees changes; None when no change is known."""
    days = [day for fee in fees.changing for day in turning_days(fee.license.facts[fee.fact].answers) if day > on]
    return min(days, default=None)


def further_words(license: License, on: date) -> str:
    """What a further fee comes to, in the words of the source; "" where they give no amount."""
    note = license.facts["further_fee"].current_answer(on).note
    return note.removesuffix(".") if "$" in note else ""


def _changes(fact: Fact, on: date) -> bool:
    return bool(fact.upcoming(on) or fact.ends(on))


def _further(license: License, on: date) -> bool:
    fact = license.facts.get("further_fee")
    return bool(fact and fact.current_answer(on).preferred_value)
