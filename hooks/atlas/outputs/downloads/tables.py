"""Tables for people who work in spreadsheets: the facts, the comparison, and the 34 CFR 668.43 matrix."""

from __future__ import annotations

import csv
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
from atlas.outputs import fact_rows

Cells = Sequence[str]
_SAFE = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Table:
    """A table with its columns, their meaning, and its rows. Every cell is a text."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]  # name, what it means
    rows: Sequence[Cells]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


def as_csv(header: Cells, rows: Iterable[Cells]) -> str:
    """RFC 4180. No text in the data begins with a character that a spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


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


FACT_COLUMNS = {
    "state": "postal code",
    "license": "abbreviation of the license, or its title; empty for facts of the jurisdiction",
    "level": "associate, intermediate, independent, or empty",
    "fact": "id of the fact in the vocabulary",
    "value": "the value; lists are joined by semicolons; empty when silent or unknown",
    "unit": "unit of the value",
    "status": "stated, silent, unknown or disputed; a disputed fact has a row for each reading, the preferred first",
    "evidence": "law, board or secondary; empty when unknown",
    "citation": "what the source is called, with the place in it",
    "url": "where the source was read",
    "current_through": "the date that the source gives for itself",
    "read_on": "the day it was read",
    "applies_to": "for whom, when not for everybody",
    "effective": "the day from which it holds, when it is not in force yet or began on a known day",
    "note": "what else to know; for silent and unknown, what the source says instead or why nothing is known",
}


def facts_table(atlas: Atlas) -> Table:
    """Every fact, the rows of facts.csv."""
    return Table(
        "facts",
        "Every fact of every jurisdiction",
        tuple((name, FACT_COLUMNS[name]) for name in fact_rows.COLUMNS),
        tuple(map(fact_rows.cells, fact_rows.rows(atlas))),
    )


def compare_table(atlas: Atlas) -> Table:
    """The comparison, all columns."""
    columns = comparison.columns()
    head = (
        ("state", "postal code"),
        ("jurisdiction", "name"),
        ("path", "rungs from the first to the independent license"),
    )
    return Table(
        "compare",
        "Key facts by state and license",
        head + tuple((c.id, c.label) for c in columns),
        tuple(
            (line.code, line.name, line.path, *(cell.words for cell in line.cells)) for line in comparison.lines(atlas)
        ),
    )


def disclosure_table(atlas: Atlas) -> Table:
    """The matrix for 34 CFR 668.43(a)(5)(v) and (c): the education requirement of each license, with citation and date.

    Source of the duty: 34 CFR 668.43, institutional disclosures on programs that lead to a license.
    """
    columns: list[tuple[str, str]] = [
        ("state", "postal code"),
        ("jurisdiction", "name"),
        ("credential", "title of the license"),
        ("abbreviation", "its abbreviation, where there is one"),
        ("level", "associate, intermediate or independent"),
    ]
    for id in DISCLOSURE:
        columns.append((id, BY_ID[id].label))
        columns.append((f"{id}_citation", f"source of {formatting.in_sentence(BY_ID[id].label)}"))
        columns.append((f"{id}_as_of", "the date the source gives for itself, else the day it was read"))
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
    return Table("34-cfr-668-43", "Education requirements for 34 CFR 668.43 disclosures", tuple(columns), tuple(rows))


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
