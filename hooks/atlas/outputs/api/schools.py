# Makes, for files.py beside it:
#   /api/v1/schools.json   one record for each institution and kind of program
#   /api/v1/schools.csv    the same as a table; its columns are the fields of SchoolOut
"""The downloads of schools."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.domain.atlas import Atlas
from atlas.domain.school_files import DISTANCE_LABELS, OTHER_HEADING, Program
from atlas.domain.schools import School, StateSchools
from atlas.outputs.api.schemas import SchoolOut, SchoolsOut
from atlas.outputs.csv_text import as_csv
from atlas.outputs.published import cells

NOT_CHECKED = "not checked here"


COLUMNS = tuple(SchoolOut.model_fields)


def records(atlas: Atlas) -> Iterator[SchoolOut]:
    """By state and name; within a school in the order of PROGRAM_KINDS. A school that reports none of them has one record."""
    for code in sorted(atlas.schools):
        state = atlas.schools[code]
        for school in state.schools:
            programs: list[Program | None] = [*school.programs] or [None]
            for program in programs:
                yield _record(code, state, school, program)


def _record(code: str, state: StateSchools, school: School, program: Program | None) -> SchoolOut:
    place = school.federal.place
    kind = program.kind if program else OTHER_HEADING
    said = [
        f"{a.body}: {a.program}" + (f" (until {a.until.isoformat()})" if a.until else "") for a in school.accreditation
    ]
    return SchoolOut(
        unitid=school.unitid,
        state=code,
        name=school.name,
        city=school.city,
        control=school.control.value,
        cip=kind.cip,
        program=kind.id,
        program_label=kind.label,
        degrees_awarded=program.degrees if program else None,
        doctoral_degrees_awarded=program.doctoral if program else None,
        year=state.file.year,
        information_url=school.ask.url if school.ask else "",
        program_url=school.program_url or "",
        website=school.website or "",
        phone=school.phone or "",
        distance=school.distance.value,
        distance_label=DISTANCE_LABELS[school.distance],
        accreditation="; ".join(said) or NOT_CHECKED,
        accreditation_sources="; ".join(a.source for a in school.accreditation),
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
        information_kind=school.ask.kind.value if school.ask else "",
        accreditation_read_on="; ".join(a.read_on.isoformat() for a in school.accreditation),
        approval="; ".join(f"{a.board}: {a.program} ({a.status})" for a in school.approval),
        approval_sources="; ".join(a.source for a in school.approval),
        delivery="; ".join(d.mode.value for d in school.delivery),
        delivery_sources="; ".join(d.source for d in school.delivery),
        notice=school.notice.text if school.notice else "",
        notice_source=school.notice.source if school.notice else "",
        disclosure_url=school.disclosure_url or "",
        aliases="; ".join(school.aliases),
    )


def document(atlas: Atlas) -> SchoolsOut:
    """schools.json."""
    sources = sorted({state.source for state in atlas.schools.values()})
    return SchoolsOut(built=atlas.day, sources=sources, schools=list(records(atlas)))


def table(rows: list[SchoolOut]) -> str:
    """Records as CSV (RFC 4180): a header, then one line for each."""
    return as_csv(COLUMNS, map(cells, rows))
