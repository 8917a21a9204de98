"""The table that compares jurisdictions: one row for each way to an independent license, one cell for each fact.

The columns are the fields with a `column` heading; nothing about them is written anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import formatting, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.fees import fees_along
from atlas.domain.field_sets import COMPARED_OF_ASSOCIATE
from atlas.domain.formatting import status_word
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import FIELDS, JURISDICTION, Credential, Field, Kind, Level


@dataclass(frozen=True)
class Column:
    """A column of the table. `id` is a fact id, with `associate_` before it for one of the associate license."""

    id: str
    label: str
    field: Field | None  # None for the sum of fees
    numeric: bool


@dataclass(frozen=True)
class Cell:
    """What a cell says.

    words   the figure or what is known instead, for readers
    sort    what to sort and filter by: a number or a word; "" sorts last
    status  stated, silent, unknown or disputed; "absent" when there is no such license
    anchor  the place on the state's page that has the source
    """

    words: str
    sort: str
    status: str
    anchor: str


@dataclass(frozen=True)
class Line:
    """A row: one jurisdiction and one independent license."""

    id: str
    code: str
    name: str
    address: str
    license: str
    path: str
    words: str  # what the search box looks through
    cells: tuple[Cell, ...]


def columns() -> tuple[Column, ...]:
    """The columns, in order of definition, those of the license first, with the sum of fees after the fees."""
    found: list[Column] = []
    for field in sorted(FIELDS, key=lambda field: field.scope == JURISDICTION):
        if not field.column:
            continue
        numeric = field.kind in (Kind.NUMBER, Kind.INTEGER)
        if field.id in COMPARED_OF_ASSOCIATE:
            found.append(Column(f"associate_{field.id}", f"{field.column}, associate", field, numeric))
        if field.id != "term_months":
            found.append(Column(field.id, field.column, field, numeric))
        if field.id == "fee_license":
            found.append(Column("fees_total", "Fees on the way", None, True))
    return tuple(found)


def lines(atlas: Atlas) -> Iterator[Line]:
    """One row for each independent license that is a license, by state."""
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            if license.level is Level.INDEPENDENT and license.credential is not Credential.PRIVILEGE:
                yield _line(jurisdiction, license, atlas)


def _line(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> Line:
    path = pathways.license_pathway(jurisdiction, license)
    associate = next((rung for rung in path if rung.level is Level.ASSOCIATE), None)
    return Line(
        id=f"{jurisdiction.code}-{license.id}",
        code=jurisdiction.code,
        name=jurisdiction.name,
        address=f"states/{jurisdiction.slug}/",
        license=license.short,
        path=" → ".join(rung.short for rung in path),
        words=" ".join((jurisdiction.code, jurisdiction.name, *(f"{rung.title} {rung.abbr}" for rung in path))).lower(),
        cells=tuple(_cell(column, jurisdiction, license, associate, path, atlas) for column in columns()),
    )


def _cell(
    column: Column,
    jurisdiction: Jurisdiction,
    license: License,
    associate: License | None,
    path: tuple[License, ...],
    atlas: Atlas,
) -> Cell:
    if column.field is None:
        return _fees(path, atlas)
    if column.id.startswith("associate_"):
        if associate is None:
            return Cell("no associate license", "", "absent", "ladder")
        return cell(associate.facts[column.field.id], atlas, f"{associate.id}-{column.field.group}")
    facts = jurisdiction.facts if column.field.scope == JURISDICTION else license.facts
    return cell(facts[column.field.id], atlas, anchor(column.field, license))


def anchor(field: Field, license: License) -> str:
    """Where on the state's page a fact of the independent license stands."""
    if field.group == "application":
        return "fees" if field.id.startswith("fee_") else f"{license.id}-application"
    return {"education": f"{license.id}-education", "identity": license.id}.get(field.group, field.group)


def _fees(path: tuple[License, ...], atlas: Atlas) -> Cell:
    fees = fees_along(path, atlas.day)
    if not fees.known:
        return Cell("not known", "", Status.UNKNOWN.value, "fees")
    least = "at least " if fees.at_least else ""
    return Cell(
        f"{least}{formatting.money(fees.total)}",
        "" if fees.at_least else f"{fees.total:g}",
        Status.STATED.value,
        "fees",
    )


def cell(fact: Fact, atlas: Atlas, anchor: str) -> Cell:
    """A fact in a few words. Where it differs between groups of people, both figures stand there."""
    answers = fact.current(atlas.day)
    first = answers[0]
    words = " / ".join(dict.fromkeys(_words(fact.field, answer, atlas) for answer in answers))
    return Cell(words, sort_key(first), first.status.value, anchor)


def _words(field: Field, answer: Answer, atlas: Atlas) -> str:
    match answer.status:
        case Status.STATED:
            return _short(field, answer.value, atlas)
        case Status.DISPUTED:
            return " or ".join(_short(field, value, atlas) for value, *_ in answer.readings) + " (sources disagree)"
    return status_word(answer.status).lower()


def _short(field: Field, value: object, atlas: Atlas) -> str:
    """Table words: figures without a unit that the heading gives already."""
    if field.kind in (Kind.NUMBER, Kind.INTEGER) and isinstance(value, int | float):
        if field.unit == "usd":
            return formatting.money(value)
        if field.unit in ("months", "years"):
            return formatting.plural(value, field.unit)
        return formatting.number(value)
    return formatting.readable_value(field, value, atlas.exams)


def sort_key(answer: Answer) -> str:
    """The preferred figure, or "" for what has none."""
    best = answer.preferred_value
    match best:
        case None:
            return ""
        case bool():
            return "yes" if best else "no"
        case int() | float():
            return f"{best:g}"
        case list():
            return " ".join(map(str, best)) or "none"
    return str(best)
