"""All the data of the site, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from atlas.domain.compact import CompactFile
from atlas.domain.crosschecks import CrosscheckFile
from atlas.domain.exams import Exam
from atlas.domain.glossary import GlossaryFile
from atlas.domain.non_licensing import WithoutFile
from atlas.domain.questions import Questions
from atlas.domain.requirements import Jurisdiction
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

    def jurisdiction(self, code: str) -> Jurisdiction:
        """Raises KeyError when there is none of this postal code."""
        for jurisdiction in self.jurisdictions:
            if jurisdiction.code == code.upper():
                return jurisdiction
        raise KeyError(code)
