"""What the facts of a jurisdiction rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from atlas.domain.confirmations import Confirmation
from atlas.domain.field_sets import CHANGES_OFTEN
from atlas.domain.requirements import Answer, Jurisdiction, Status
from atlas.domain.sources import Evidence

OLD_AFTER_YEARS = 5


@dataclass(frozen=True)
class EvidenceCounts:
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


def count_evidence(jurisdiction: Jurisdiction, on: date) -> EvidenceCounts:
    """Each fact once, by the answer that holds for most people on `on`."""
    status: Counter[Status] = Counter()
    evidence: Counter[Evidence] = Counter()
    for _, fact in jurisdiction.all_facts():
        answer = fact.current_answer(on)
        status[answer.status] += 1
        if answer.evidence:
            evidence[answer.evidence] += 1
    return EvidenceCounts(status, evidence)


def outdated_text(fact: str, answer: Answer, on: date, confirmed_by: Iterable[Confirmation] = ()) -> date | None:
    """The date of the text that an answer rests on, when what it says may have changed since: the matter changes often and
    the text gives a date for itself that lies more than five years before `on`. None otherwise; an undated text counts as
    not old. Of a disputed answer the preferred reading decides. A second source of the last five years that says the same is
    a sign that the old text still holds.
    """
    source = next((source for source, _ in answer.sources()), None)
    dated = source.current_through if source and fact in CHANGES_OFTEN else None
    is_old = dated is not None and _is_old(dated, on)
    return dated if is_old and all(_is_old(second.as_of, on) for second in confirmed_by) else None


def _is_old(day: date, on: date) -> bool:
    return (day.year + OLD_AFTER_YEARS, day.month, day.day) < (on.year, on.month, on.day)


def oldest_source(jurisdiction: Jurisdiction) -> date | None:
    """The earliest date that a dated source gives for itself."""
    dates = [s.current_through for s in jurisdiction.sources.values() if s.current_through]
    return min(dates, default=None)


def last_read(jurisdiction: Jurisdiction) -> date:
    """The latest day somebody read one of the sources."""
    return max(s.read_on for s in jurisdiction.sources.values())
