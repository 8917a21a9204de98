"""Tables as spreadsheets (.xlsx): numbers are numbers, addresses are links, long texts are wrapped."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from atlas.outputs.downloads.tables import Table
from atlas.outputs.published import CellType

_SAFE = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_WIDEST = 60  # characters, of a column
_LONGEST_LINK = 2000  # characters; programs refuse longer ones
_MOST_LINKS = 60_000  # in a sheet; programs refuse more than 65,530


@dataclass(frozen=True)
class _Formats:
    """How cells look."""

    heading: Any
    plain: Any
    link: Any


def as_xlsx(tables: Iterable[Table], built: datetime, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """One sheet for each table: header frozen, filter on. The same tables give the same bytes.

    `about` becomes a last sheet of headings and texts.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, **_SAFE}) as book:
        book.set_properties({"title": "Counselor Licensure Atlas", "comments": "CC BY 4.0", "created": built})
        top = {"text_wrap": True, "valign": "top"}
        formats = _Formats(
            book.add_format({"bold": True, **top}),
            book.add_format(top),
            book.add_format({"font_color": "#0000EE", "underline": 1, **top}),
        )
        for table in tables:
            _write_table(book.add_worksheet(table.name[:31]), table, formats)
        if about:
            sheet = book.add_worksheet("About")
            sheet.set_column(0, 0, 28)
            sheet.set_column(1, 1, 100)
            for row, (heading, text) in enumerate(about):
                sheet.write_string(row, 0, heading, formats.heading)
                sheet.write_string(row, 1, text, formats.plain)
    return out.getvalue()


def _write_table(sheet: Any, table: Table, formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    cells = [column.cell for column in table.columns]
    links = sum(kind.format == "uri" for kind in cells) * len(table.rows) <= _MOST_LINKS
    for column, name in enumerate(table.header):
        longest = max(6, len(name), *(len(row[column]) for row in table.rows))
        sheet.set_column(column, column, min(longest + 1, _WIDEST), formats.plain)  # also of the cells left empty below
        sheet.write_string(0, column, name, formats.heading)
    for number, row in enumerate(table.rows, 1):
        for column, (text, kind) in enumerate(zip(row, cells, strict=True)):
            if text:  # about half of the cells are empty
                _write_cell(sheet, number, column, text, kind, formats, links)
    for name, words in table.choices.items():
        column = table.header.index(name)
        sheet.data_validation(1, column, max(len(table.rows), 1), column, {"validate": "list", "source": list(words)})
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)


def _write_cell(sheet: Any, row: int, column: int, text: str, kind: CellType, formats: _Formats, links: bool) -> None:
    if kind.type in ("integer", "number"):
        sheet.write_number(row, column, float(text), formats.plain)
    elif (
        links
        and kind.format == "uri"
        and text.startswith("https://")
        and "; " not in text
        and len(text) < _LONGEST_LINK
    ):
        sheet.write_url(row, column, text, formats.link, string=text)
    else:
        sheet.write_string(row, column, text, formats.plain)
