"""Which licenses ask for an exam, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import pathways
from atlas.domain.atlas import Atlas
from atlas.domain.exams import Exam
from atlas.domain.requirements import Status

LOGIC_WORDS = {"any_of": "any one of the exams named", "all_of": "all exams named", "other": "see the state's page"}


@dataclass(frozen=True)
class Use:
    """A license for which the exam counts. `disputed` when only some sources say so."""

    name: str
    address: str
    license: str
    level: str
    others: str  # what else is accepted, and whether one is enough
    disputed: bool


def uses(exam: Exam, atlas: Atlas) -> Iterator[Use]:
    """Every license for which some reading of the rule accepts the exam."""
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            if "exams" not in license.facts:
                continue
            answers = license.facts["exams"].current(atlas.day)
            readings = [
                v for a in answers for v in ([a.value] if a.status is Status.STATED else [r[0] for r in a.readings])
            ]
            naming = [reading for reading in readings if exam.id in reading]
            if not naming:
                continue
            rest = [atlas.exams[id].abbr for id in naming[0] if id != exam.id]
            logic = (
                license.facts["exam_logic"].current_answer(atlas.day).preferred_value
                if "exam_logic" in license.facts
                else None
            )
            others = (
                f"also {', '.join(rest)}: {LOGIC_WORDS.get(logic or '', 'how many is not known')}"
                if rest
                else "the only exam named"
            )
            yield Use(
                name=jurisdiction.name,
                address=f"states/{jurisdiction.slug}/#{'exams' if license is pathways.main_license(jurisdiction) else license.id + '-exams'}",
                license=license.short,
                level=license.level.value if license.level else "other",
                others=others,
                disputed=len(naming) < len(readings),
            )
