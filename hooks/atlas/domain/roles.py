"""What a value of a data file stands for. It is declared beside the type of the value, so that one rule serves every
kind of file: a new key that holds a source id or a date is checked as soon as its type says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from atlas.domain.problems import DataPath


class Role(Enum):
    """What a value stands for. Used as `Annotated[date, Role.PAST_DAY]`."""

    SOURCE_ID = "the id of a source in `sources:` of the same file"
    PAST_DAY = "a day on which something was read, written or done"
    ANY_DAY = "a day, past or to come"
    POSTAL_CODE = "the postal code of a jurisdiction"
    PAGE = "the address of a page of the site, perhaps with ?query or #anchor"
    UNIQUE = "a value that no other item of the same list has"


class Placed(NamedTuple):
    """A value with a role, and where it stands. `is_key` tells keys of a map from values."""

    role: Role
    place: DataPath
    value: Any
    is_key: bool = False


def placed(model: BaseModel, at: DataPath = ()) -> Iterator[Placed]:
    """Every value in `model` that has a role, in the order of the file's shape. `at` is the place of the model itself."""
    for name, annotation, roles in _fields_with_roles(type(model)):
        value = getattr(model, name)
        if value is not None:
            for role in roles:
                yield Placed(role, (*at, name), value)
            if annotation is not None:
                yield from _inside(annotation, value, (*at, name))


_TYPES = {
    Role.PAST_DAY: date,
    Role.ANY_DAY: date,
    Role.UNIQUE: str | int,
}  # of a value with a role; a text in all others


def placed_in_data(model: type[BaseModel], data: Any, at: DataPath = ()) -> Iterator[Placed]:
    """Every value with a role in plain data that is to become a `model`, as far as its parts are what they are to be."""
    for name, annotation, roles in _fields_with_roles(model) if isinstance(data, dict) else ():
        key = model.model_fields[name].alias or name
        if (value := data.get(key)) is None:
            continue
        found = [Placed(role, (*at, key), value) for role in roles]
        if annotation is not None:
            found += _inside(annotation, value, (*at, key))
        for each in found:
            if isinstance(each.value, _TYPES.get(each.role, str)):
                yield each


def _inside(annotation: Any, value: Any, place: DataPath) -> Iterator[Placed]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(value, BaseModel):
        yield from placed(value, place)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from placed_in_data(annotation, value, place)
    elif origin is Annotated:
        yield from (Placed(role, place, value) for role in arguments[1:] if isinstance(role, Role))
        yield from _inside(arguments[0], value, place)
    elif origin in (Union, UnionType):
        for argument in arguments:
            yield from _inside(argument, value, place)
    elif origin is list and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(arguments[0], item, (*place, index))
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from (found._replace(is_key=True) for found in _inside(arguments[0], key, (*place, key)))
            yield from _inside(arguments[1], item, (*place, key))


@cache
def _fields_with_roles(model: type[BaseModel]) -> tuple[tuple[str, Any, tuple[Role, ...]], ...]:
    """Name, type and roles of each field of the model that has a role or may hold a value that has.

    The type is None where nothing inside the value can have a role.
    """
    found = []
    for name, info in model.model_fields.items():
        annotation, roles = _without_none(info.annotation, info.metadata)
        inside = annotation if _mentions_role(annotation) else None
        if roles or inside:
            found.append((name, inside, roles))
    return tuple(found)


def _without_none(annotation: Any, metadata: list[Any]) -> tuple[Any, tuple[Role, ...]]:
    """The type of a value that is there, and the roles of the value itself."""
    if get_origin(annotation) in (Union, UnionType):
        there = [argument for argument in get_args(annotation) if argument is not type(None)]
        annotation = there[0] if len(there) == 1 else annotation
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata = [*metadata, *more]
    return annotation, tuple(role for role in metadata if isinstance(role, Role))


def _mentions_role(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_fields_with_roles(annotation))
    return any(isinstance(argument, Role) or _mentions_role(argument) for argument in get_args(annotation))
