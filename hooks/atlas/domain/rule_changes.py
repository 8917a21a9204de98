"""Changes of the rules that have a day: those told under `changes:`, and facts whose answer changes on a known day.

Both have an id that never moves, whatever else is added or reworded: feeds and calendars are followed by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from atlas.domain.requirements import Answer, Fact, Jurisdiction, License
from atlas.domain.state_file import Change


@dataclass(frozen=True)
class DatedFact:
    """A fact that changes on `day`: its answers from then on, one for each group of people that has one."""

    license: License | None  # None for a fact of the jurisdiction
    fact: Fact
    day: date
    answers: tuple[Answer, ...]

    @property
    def id(self) -> str:
        return dated_fact_id(self.license.id if self.license else "", self.fact.field.id, self.day)


def dated_fact_id(license: str, fact: str, day: date) -> str:
    """The id of the change of a fact on `day`: an entry under `changes:` that tells of it takes this id over."""
    return "-".join(part for part in (license, fact.replace("_", "-"), day.isoformat()) if part)


def dated_facts(jurisdiction: Jurisdiction) -> Iterator[DatedFact]:
    """Every change of a fact on a known day, past or to come: facts in order of definition, the soonest of one first."""
    for license, fact in jurisdiction.all_facts():
        days: dict[date, list[Answer]] = {}
        for answer in fact.answers:
            if answer.effective:
                days.setdefault(answer.effective, []).append(answer)
        for day in sorted(days):
            yield DatedFact(license, fact, day, tuple(days[day]))


def told_by(dated: DatedFact, jurisdiction: Jurisdiction) -> Change | None:
    """The entry under `changes:` that tells of `dated` in words: it has its id, or its day and one of its sources."""
    sources = [source for answer in dated.answers for source, _ in answer.sources()]
    for change in jurisdiction.changes:
        if change.id == dated.id:
            return change
    for change in jurisdiction.changes:
        if change.date == dated.day and any(jurisdiction.sources[id] in sources for id in change.sources):
            return change
    return None
