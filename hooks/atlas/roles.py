"""What a value of a data file stands for. It is declared beside the type of the value, so that one rule serves every
kind of file: a new key that holds a source id or a date is checked as soon as its type says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from .yamlpos import DataPath


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
            yield from (Placed(role, (*at, name), value) for role in roles)
            yield from _inside(annotation, value, (*at, name))


def _inside(annotation: Any, value: Any, place: DataPath) -> Iterator[Placed]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(value, BaseModel):
        yield from placed(value, place)
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
    """Name, type and roles of each field of the model that has a role or may hold a value that has."""
    found = []
    for name, info in model.model_fields.items():
        roles = tuple(role for role in info.metadata if isinstance(role, Role))
        if roles or _mentions_role(info.annotation):
            found.append((name, info.annotation, roles))
    return tuple(found)


def _mentions_role(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_fields_with_roles(annotation))
    return any(isinstance(argument, Role) or _mentions_role(argument) for argument in get_args(annotation))
