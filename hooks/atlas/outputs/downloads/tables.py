"""Tables for people who work in spreadsheets: the facts, the comparison, schools, and what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from atlas.domain import comparison
from atlas.domain.atlas import Atlas
from atlas.outputs import fact_rows, published
from atlas.outputs.api import files as api_files
from atlas.outputs.api import schools as schools_api
from atlas.outputs.api.jurisdiction_schemas import LicenseLineOut, StateOut
from atlas.outputs.api.schemas import FieldOut, SchoolOut
from atlas.outputs.published import ApiModel, CellType, Column
from atlas.rendering.context import BuildContext

Cells = Sequence[str]


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
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by column: the words to choose from there

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


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
        Column("path", "Licenses from the first to the independent one"),
    )
    units = [c.field.unit if c.field else "usd" for c in comparison.columns()]
    compared = tuple(
        Column(c.id, c.label, CellType(unit=unit)) for c, unit in zip(comparison.columns(), units, strict=True)
    )
    numbers = [index for index, column in enumerate(comparison.columns()) if column.numeric]
    typed = (
        Column(
            f"{column.id}_in_{units[index].replace('usd', 'us_dollars').replace(' ', '_')}",  # a public name
            f"{column.label} as a number, in {column.unit}",
            CellType("number", unit=units[index]),
        )
        for index, column in enumerate(comparison.columns())
        if column.numeric
    )
    rows = (
        (
            *(line.code, line.name, line.path),
            *(cell.words for cell in line.cells),
            *(line.cells[index].sort for index in numbers),
        )
        for line in comparison.lines(atlas)
    )
    return Table(
        "compare",
        "Key facts by state and license",
        (*head, *compared, *typed),
        tuple(rows),
        ("state", "path"),
        (OF_A_STATE,),
        spreadsheet=True,
    )
