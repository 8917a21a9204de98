"""The base of every published object, and the columns of a table of such objects."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict

from atlas.domain import formatting


class ApiModel(BaseModel):
    """Base of every published object.

    The build cannot give it a key that is not defined. Readers are told of none of that: the schemas that are published
    leave room for keys to come (`api/open_schemas.py`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class CellType:
    """What a cell holds, in the words of the Table Schema (Frictionless): a type, a format, and a unit in words."""

    type: str = "string"  # string, integer, number, boolean, date
    format: str = "default"
    unit: str = ""


# Of texts in a published object that a table may announce as what they are.
DateText = Annotated[str, CellType("date")]
UrlText = Annotated[str, CellType("string", "uri")]

_TYPES = {bool: "boolean", int: "integer", float: "number", date: "date"}


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, what it means, what its cells hold."""

    name: str
    meaning: str
    cell: CellType = CellType()


def columns(model: type[ApiModel]) -> tuple[Column, ...]:
    """A column for each key of a published object: to add a column, add the key with its description."""
    return tuple(_columns(model))


def _columns(model: type[ApiModel]) -> Iterator[Column]:
    for name, info in model.model_fields.items():
        announced = [mark for mark in info.metadata if isinstance(mark, CellType)]
        cell = announced[0] if announced else CellType(_table_type(info.annotation))
        yield Column(name, (info.description or "").rstrip("."), cell)


def _table_type(annotation: Any) -> str:
    """The type of a column, from that of the key: `int | None` gives "integer"; texts and lists are "string"."""
    optional = get_origin(annotation) in (Union, types.UnionType)
    alternatives = get_args(annotation) if optional else (annotation,)
    return next((_TYPES[alternative] for alternative in alternatives if alternative in _TYPES), "string")


def cells(record: ApiModel) -> list[str]:
    """The values of a published object as cells of a table."""
    return [cell(getattr(record, name)) for name in type(record).model_fields]


def cell(value: object) -> str:
    """A value in a table. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, dict):
        value = [f"{key}: {meaning}" for key, meaning in value.items()] or None
    plain = formatting.plain_value(value)
    return f"'{plain}" if isinstance(value, str) and plain[:1] in "=+-@\t\r" and plain else plain
