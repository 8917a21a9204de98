"""Which licenses ask for an exam, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import comparison, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.exams import Exam
from atlas.domain.requirements import Status


@dataclass(frozen=True)
class Use:
    """A license for which the exam counts. `disputed` when only some sources say so."""

    name: str
    address: str
    license: str
    level: str
    others: str  # all exams on the path to the license: "NCE or NCMHCE"
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
            words = comparison.license_cell(jurisdiction, license, "exams", atlas).words
            yield Use(
                name=jurisdiction.name,
                address=f"states/{jurisdiction.slug}/#{'exams' if license is pathways.main_license(jurisdiction) else license.id + '-exams'}",
                license=license.short,
                level=pathways.level_words(license),
                others="the only exam named" if words == exam.abbr else words,
                disputed=len(naming) < len(readings),
            )
