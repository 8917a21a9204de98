"""Which rule binds a person: the facts of a jurisdiction that depend on the day of an event, by that event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from atlas.domain.cohorts import CohortEvent
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License


@dataclass(frozen=True)
class CohortRule:
    """A fact with the answers that depend on the day of one event, the newest cohort first. `license` is None for a fact of
    the jurisdiction."""

    event: CohortEvent
    license: License | None
    fact: Fact
    answers: tuple[Answer, ...]
    otherwise: tuple[Answer, ...] = ()  # for people of no cohort

    def binding(self, day: date) -> tuple[Answer, ...]:
        """The answers for a person for whom the event fell on `day`; more than one where other conditions decide."""
        mine = tuple(answer for answer in self.answers if answer.cohort and answer.cohort.includes(day))
        return mine if any(not answer.applies_to for answer in mine) else (*mine, *self.otherwise)


def cohort_rules(jurisdiction: Jurisdiction, on: date) -> Iterator[CohortRule]:
    """Every fact that depends on the day of an event, in order of event and definition. What two licenses share is told once."""
    found = []
    for license, fact in jurisdiction.all_facts():
        if fact.same_as:
            continue
        answers = fact.current(on)
        for event in CohortEvent:
            of_event = [answer for answer in answers if answer.cohort and answer.cohort.event is event]
            if of_event:
                of_event.sort(
                    key=lambda answer: answer.cohort.first or date.min if answer.cohort else date.min, reverse=True
                )
                otherwise = tuple(answer for answer in answers if answer.cohort is None)
                found.append(CohortRule(event, license, fact, tuple(of_event), otherwise))
    order = list(CohortEvent)
    yield from sorted(found, key=lambda rule: order.index(rule.event))
