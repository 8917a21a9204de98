# Makes, for files.py beside it:
#   /api/v1/schools.json   one record for each institution and kind of program
#   /api/v1/schools.csv    the same as a table; its columns are the fields of SchoolOut
"""The downloads of schools."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.domain.atlas import Atlas
from atlas.domain.schools import DISTANCE_LABELS, Program, School, StateSchools
from atlas.outputs.api.schemas import SchoolOut, SchoolsOut
from atlas.outputs.csv_text import as_csv
from atlas.outputs.published import cells

NOT_CHECKED = "not checked here"


COLUMNS = tuple(SchoolOut.model_fields)


def records(atlas: Atlas) -> Iterator[SchoolOut]:
    """By state and name; within a school in the order of PROGRAM_KINDS."""
    for code in sorted(atlas.schools):
        state = atlas.schools[code]
        for school in state.schools:
            for program in school.programs:
                yield _record(code, state, school, program)


def _record(code: str, state: StateSchools, school: School, program: Program) -> SchoolOut:
    place = school.federal.place
    said = [
        f"{a.body}: {a.program}" + (f" (until {a.until.isoformat()})" if a.until else "") for a in school.accreditation
    ]
    return SchoolOut(
        unitid=school.unitid,
        state=code,
        name=school.name,
        city=school.city,
        control=school.control.value,
        cip=program.cip,
        program=program.kind.id,
        program_label=program.kind.label,
        degrees_awarded=program.degrees,
        doctoral_degrees_awarded=program.doctoral,
        year=state.file.year,
        information_url=school.ask[1],
        program_url=school.program_url or "",
        website=school.website or "",
        phone=school.phone or "",
        distance=school.distance.value,
        distance_label=DISTANCE_LABELS[school.distance],
        accreditation="; ".join(said) or NOT_CHECKED,
        accreditation_sources="; ".join(a.source for a in school.accreditation),
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
    )


def document(atlas: Atlas) -> SchoolsOut:
    """schools.json."""
    sources = sorted({state.source for state in atlas.schools.values()})
    return SchoolsOut(built=atlas.day, sources=sources, schools=list(records(atlas)))


def table(rows: list[SchoolOut]) -> str:
    """Records as CSV (RFC 4180): a header, then one line for each."""
    return as_csv(COLUMNS, map(cells, rows))
