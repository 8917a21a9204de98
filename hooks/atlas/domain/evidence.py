"""What the facts of a jurisdiction rest on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from atlas.domain.requirements import Evidence, Jurisdiction, Status


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


def oldest_source(jurisdiction: Jurisdiction) -> date | None:
    """The earliest date that a dated source gives for itself."""
    dates = [s.current_through for s in jurisdiction.sources.values() if s.current_through]
    return min(dates, default=None)


def last_read(jurisdiction: Jurisdiction) -> date:
    """The latest day somebody read one of the sources."""
    return max(s.read_on for s in jurisdiction.sources.values())
