# Produces:
#   /api/v1/schools.json   one record for each institution and kind of program
#   /api/v1/schools.csv    the same as a table; its columns are the fields of Record
"""The downloads of schools."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from .. import text
from ..load import Atlas
from ..schools import DISTANCE_LABELS, Program, School, StateSchools
from ..site import Builder, Output
from .api import API, TERMS, dump

NOT_CHECKED = "not checked here"


@dataclass(frozen=True)
class Record:
    """One institution and one kind of program. The field names are public.

    degrees_awarded           master’s degrees in `year`; 0 is “reported, none awarded”, None “no master’s program reported”
    doctoral_degrees_awarded  doctorates in `year`; None when no doctoral program is reported
    information_url           where to ask for information: a maintainer’s link, else admissions, else the website
    distance                  all, some, none or unknown: graduate programs at a distance of the institution as a whole
    accreditation             what a page says of a program of the institution, or "not checked here"
    """

    unitid: int
    state: str
    name: str
    city: str
    control: str
    cip: str
    program: str
    program_label: str
    degrees_awarded: int | None
    doctoral_degrees_awarded: int | None
    year: str
    information_url: str
    program_url: str
    website: str
    phone: str
    distance: str
    distance_label: str
    accreditation: str
    accreditation_sources: str
    latitude: float | None
    longitude: float | None


COLUMNS = tuple(field.name for field in fields(Record))


def records(atlas: Atlas) -> Iterator[Record]:
    """By state and name; within a school in the order of PROGRAM_KINDS."""
    for code in sorted(atlas.schools):
        state = atlas.schools[code]
        for school in state.schools:
            for program in school.programs:
                yield _record(code, state, school, program)


def _record(code: str, state: StateSchools, school: School, program: Program) -> Record:
    place = school.federal.place
    said = [
        f"{a.body}: {a.program}" + (f" (until {a.until.isoformat()})" if a.until else "") for a in school.accreditation
    ]
    return Record(
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


def files(builder: Builder) -> Iterator[Output]:
    """schools.json and schools.csv."""
    rows = list(records(builder.atlas))
    sources = sorted({state.source for state in builder.atlas.schools.values()})
    body = {
        "license": TERMS,
        "built": builder.atlas.day,
        "sources": sources,
        "schools": [asdict(row) for row in rows],
    }
    yield Output(API + "schools.json", dump(body))
    yield Output(API + "schools.csv", table(rows).encode())


def table(rows: list[Record]) -> str:
    """Records as CSV (RFC 4180): a header, then one line for each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in asdict(row).values()] for row in rows)
    return out.getvalue()


def cell(value: Any) -> str:
    """A value in a download. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    plain = text.plain(value)
    return f"'{plain}" if isinstance(value, str) and plain[:1] in "=+-@\t\r" and plain else plain
