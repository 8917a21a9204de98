"""Tables for people who work in spreadsheets: the facts, the comparison, and the 34 CFR 668.43 matrix."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from atlas.domain import comparison, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import DISCLOSURE
from atlas.domain.formatting import status_word
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, Credential, Level
from atlas.outputs import fact_rows, published
from atlas.outputs.api import files as api_files
from atlas.outputs.api import schools as schools_api
from atlas.outputs.api.schemas import FieldOut, LicenseLineOut, SchoolOut, StateOut
from atlas.outputs.published import ApiModel, CellType, Column
from atlas.rendering.context import BuildContext

Cells = Sequence[str]
_SAFE = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass(frozen=True)
class ForeignKey:
    """Columns of a table that name a row of another table (of the same one: "") by these columns of its."""

    columns: tuple[str, ...]
    table: str
    named: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with its columns, their meaning, its keys and its rows. Every cell is a text."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Cells]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    spreadsheet: bool = False  # whether it is offered as .xlsx too

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def as_xlsx(tables: Iterable[Table], built: datetime) -> bytes:
    """One sheet for each table: header frozen, filter on, every cell a text. The same tables give the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, **_SAFE}) as book:
        book.set_properties({"title": "Counselor Licensure Atlas", "comments": "CC BY 4.0", "created": built})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.name[:31])
            sheet.freeze_panes(1, 0)
            longest = [max(len(name), 6) for name in table.header]
            for column, name in enumerate(table.header):
                sheet.write_string(0, column, name, bold)
            last = 0
            for last, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    sheet.write_string(last, column, cell)
                longest = [max(most, len(cell)) for most, cell in zip(longest, row, strict=True)]
            for column, most in enumerate(longest):
                sheet.set_column(column, column, min(most + 1, 60))
            if last:
                sheet.autofilter(0, 0, last, len(table.header) - 1)
    return out.getvalue()


OF_A_STATE = ForeignKey(("state",), "states", ("code",))


def facts_table(atlas: Atlas) -> Table:
    """Every fact, the rows of facts.csv. It has no primary key: a disputed fact has a row for each reading."""
    return Table(
        "facts",
        "Every fact of every jurisdiction",
        published.columns(fact_rows.Row),
        tuple(map(fact_rows.cells, fact_rows.rows(atlas))),
        foreign_keys=(OF_A_STATE, ForeignKey(("fact",), "fields", ("id",))),
        spreadsheet=True,
    )


def states_table(context: BuildContext) -> Table:
    """The jurisdictions, as in states.json."""
    return _of_records("states", "Jurisdictions", StateOut, api_files.state_lines(context), ("code",))


def licenses_table(context: BuildContext) -> Table:
    """The licenses, as in licenses.json."""
    lines = api_files.license_lines(context.atlas, context.settings.site_url)
    return _of_records("licenses", "Licenses", LicenseLineOut, lines, ("state", "id"), (OF_A_STATE,))


def fields_table(site: str) -> Table:
    """The vocabulary, as in fields.json."""
    return _of_records("fields", "What each fact means", FieldOut, api_files.field_lines(site), ("id",))


def schools_table(atlas: Atlas) -> Table:
    """The schools, the rows of schools.csv."""
    records = schools_api.records(atlas)
    title = "Schools that report programs in counseling"
    return _of_records("schools", title, SchoolOut, records, ("unitid", "program"), (OF_A_STATE,))


def _of_records(
    name: str,
    title: str,
    model: type[ApiModel],
    records: Iterable[ApiModel],
    primary_key: tuple[str, ...],
    foreign_keys: tuple[ForeignKey, ...] = (),
) -> Table:
    rows = tuple(map(published.cells, records))
    return Table(name, title, published.columns(model), rows, primary_key, foreign_keys)


def compare_table(atlas: Atlas) -> Table:
    """The comparison, all columns."""
    head = (
        Column("state", "Postal code"),
        Column("jurisdiction", "Name of the state, district or territory"),
        Column("path", "Rungs from the first to the independent license"),
    )
    compared = (Column(c.id, c.label, CellType(unit=c.field.unit if c.field else "usd")) for c in comparison.columns())
    rows = ((line.code, line.name, line.path, *(cell.words for cell in line.cells)) for line in comparison.lines(atlas))
    return Table(
        "compare",
        "Key facts by state and license",
        (*head, *compared),
        tuple(rows),
        ("state", "path"),
        (OF_A_STATE,),
        spreadsheet=True,
    )


def disclosure_table(atlas: Atlas) -> Table:
    """The matrix for 34 CFR 668.43(a)(5)(v) and (c): the education requirement of each license, with citation and date.

    Source of the duty: 34 CFR 668.43, institutional disclosures on programs that lead to a license.
    """
    columns = [
        Column("state", "Postal code"),
        Column("jurisdiction", "Name of the state, district or territory"),
        Column("credential", "Title of the license"),
        Column("abbreviation", "Its abbreviation, where there is one"),
        Column("level", "associate, intermediate or independent"),
    ]
    for id in DISCLOSURE:
        columns.append(Column(id, BY_ID[id].label, CellType(unit=BY_ID[id].unit)))
        columns.append(Column(f"{id}_citation", f"Source of {formatting.in_sentence(BY_ID[id].label)}"))
        columns.append(Column(f"{id}_as_of", "The date the source gives for itself, else the day it was read"))
    rows = [
        (
            jurisdiction.code,
            jurisdiction.name,
            license.title,
            license.abbr,
            license.level.value,
            *_disclosed(jurisdiction, license, atlas),
        )
        for jurisdiction in atlas.jurisdictions
        for license in jurisdiction.licenses
        if license.level in (Level.ASSOCIATE, Level.INTERMEDIATE, Level.INDEPENDENT)
        and license.credential is not Credential.PRIVILEGE
        and license.level
    ]
    return Table(
        "34-cfr-668-43",
        "Education requirements for 34 CFR 668.43 disclosures",
        tuple(columns),
        tuple(rows),
        ("state", "credential"),
        (OF_A_STATE,),
        spreadsheet=True,
    )


def _disclosed(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> list[str]:
    cells: list[str] = []
    for id in DISCLOSURE:
        fact = license.facts.get(id)
        cells += _said(fact, atlas) if fact else ["not known", "", ""]
    return cells


def _said(fact: Fact, atlas: Atlas) -> list[str]:
    """A fact in words with its citations and dates, one after the other where there are several answers."""
    words, citations, dates = [], [], []
    for answer in fact.current(atlas.day):
        words.append(_words(fact, answer, atlas))
        for source, at in answer.sources():
            citations.append(f"{source.cite} {at}".strip())
            dates.append((source.current_through or source.read_on).isoformat())
    return ["; ".join(words), "; ".join(dict.fromkeys(citations)), "; ".join(dict.fromkeys(dates))]


def _words(fact: Fact, answer: Answer, atlas: Atlas) -> str:
    match answer.status:
        case Status.STATED:
            said = formatting.readable_value(fact.field, answer.value, atlas.exams)
        case Status.DISPUTED:
            said = "sources disagree: " + " or ".join(
                formatting.readable_value(fact.field, v, atlas.exams) for v, *_ in answer.readings
            )
        case _:
            said = f"{status_word(answer.status).lower()}: {answer.text}"
    return f"{said} ({answer.for_whom})" if answer.for_whom else said
