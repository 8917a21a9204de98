"""All facts as one flat list: the source of the downloads, and of anything that looks across states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Jurisdiction, License, Source, Status
from atlas.outputs.published import ApiModel


class RowOut(ApiModel):
    """A line of facts.csv; every value is a text, dates are ISO. `license` is the abbreviation, or the title without one."""

    state: str
    license: str
    level: str
    fact: str
    value: str
    unit: str
    status: str
    evidence: str
    citation: str
    url: str
    current_through: str
    read_on: str
    applies_to: str
    effective: str
    note: str


# One line of facts.csv. A disputed fact has one row for each reading, the preferred first; an answer that takes effect
# later has its row with `effective`; one that has ended has none.
Row = RowOut
COLUMNS: tuple[str, ...] = tuple(Row.model_fields)


def cells(row: Row) -> tuple[str, ...]:
    """The row in the order of COLUMNS."""
    return tuple(getattr(row, name) for name in COLUMNS)


def rows(atlas: Atlas) -> Iterator[Row]:
    """Every fact of every jurisdiction, by state, license and definition."""
    for jurisdiction in atlas.jurisdictions:
        yield from jurisdiction_rows(jurisdiction, atlas.day)


def jurisdiction_rows(jurisdiction: Jurisdiction, on: date) -> Iterator[Row]:
    """The facts of one jurisdiction as they stand on `on`, and those that take effect later."""
    for license, fact in jurisdiction.all_facts():
        for answer in (*fact.current(on), *fact.upcoming(on)):
            yield from _rows(jurisdiction, license, fact.field.id, fact.field.unit, answer)


def _rows(jurisdiction: Jurisdiction, license: License | None, fact: str, unit: str, answer: Answer) -> Iterator[Row]:
    def row(value: object, source: Source | None, at: str, note: str) -> Row:
        return Row(
            state=jurisdiction.code,
            license=license.short if license else "",
            level=license.level.value if license and license.level else "",
            fact=fact,
            value=formatting.plain_value(value),
            unit=unit,
            status=answer.status.value,
            evidence=source.evidence.value if source else "",
            citation=f"{source.cite} {at}".strip() if source else "",
            url=source.url if source else "",
            current_through=formatting.plain_value(source.current_through) if source else "",
            read_on=formatting.plain_value(source.read_on) if source else "",
            applies_to=answer.applies_to,
            effective=formatting.plain_value(answer.effective),
            note=note,
        )

    if answer.status is Status.DISPUTED:
        for value, source, at, note in answer.readings:
            yield row(value, source, at, " ".join(filter(None, (note, answer.note))))
    else:
        yield row(answer.value, answer.source, answer.at, " ".join(filter(None, (answer.text, answer.note))))
