"""All the data of the site, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from atlas.domain import evidence
from atlas.domain.compact import CompactFile
from atlas.domain.crosschecks import CrosscheckFile
from atlas.domain.exams import Exam
from atlas.domain.glossary import GlossaryFile
from atlas.domain.non_licensing import WithoutFile
from atlas.domain.questions import Questions
from atlas.domain.requirements import Answer, Fact, Jurisdiction
from atlas.domain.schools import Schools


@dataclass(frozen=True)
class Atlas:
    """All the data, checked. `day` is the date of the build: it decides what is current and what is upcoming."""

    day: date
    jurisdictions: tuple[Jurisdiction, ...]  # by name
    exams: Mapping[str, Exam]
    schools: Schools
    compact: CompactFile
    glossary: GlossaryFile
    questions: Questions
    without: WithoutFile
    crosschecks: tuple[CrosscheckFile, ...] = ()  # second sources, in order of their files

    @cached_property
    def at_a_distance(self) -> int:
        """How many schools report graduate programs at a distance."""
        return sum(school.at_a_distance for state in self.schools.values() for school in state.schools)

    @cached_property
    def old_texts(self) -> Mapping[int, date]:
        """The date of the text of each answer that may have changed since, by `id` of the answer."""
        return {
            id(answer): dated
            for jurisdiction in self.jurisdictions
            for license, fact in jurisdiction.all_facts()
            for answer in fact.answers
            if (dated := self._old_text(jurisdiction, license.id if license else "", fact, answer))
        }

    def _old_text(self, jurisdiction: Jurisdiction, license: str, fact: Fact, answer: Answer) -> date | None:
        confirmed_by = jurisdiction.confirmed_by(license, fact, answer, self.day)
        return evidence.outdated_text(fact.field.id, answer, self.day, confirmed_by)

    def jurisdiction(self, code: str) -> Jurisdiction:
        """Raises KeyError when there is none of this postal code."""
        for jurisdiction in self.jurisdictions:
            if jurisdiction.code == code.upper():
                return jurisdiction
        raise KeyError(code)
