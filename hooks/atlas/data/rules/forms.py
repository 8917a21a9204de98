"""What every file has in common: nothing left empty, no id twice, codes and pages that there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.data.rules.context import Context
from atlas.domain.problems import DataPath, nearest
from atlas.domain.roles import Role

MAY_BE_NULL = frozenset({"current_through"})  # null: the source gives no date


def nothing_left_empty(c: Context) -> None:
    """A key has something after it. An empty one is an edit that was not finished: `effective:` would mean "now"."""
    told = {(problem.line, problem.column) for problem in c.document.problems}
    for place in _empty(c.document.data, ()):
        if c.document.position(place) not in told:
            c.document.add(place, f"`{place[-1]}` is empty", "something after it, or leave the key out")


def _empty(data: Any, at: DataPath) -> Iterator[DataPath]:
    if (data is None and at and at[-1] not in MAY_BE_NULL) or (data == [] and at[-1] == "sources"):
        yield at
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _empty(value, (*at, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _empty(item, (*at, index))


def entries_differ(c: Context) -> None:
    """No text stands twice in one list: it would be shown twice."""
    for place, text in _repeated(c.document.data, ()):
        c.document.add(place, f"`{text[:80]}` stands twice in its list", "each entry once")


def _repeated(data: Any, at: DataPath) -> Iterator[tuple[DataPath, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, dict | list):
                yield from _repeated(value, (*at, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            if isinstance(item, dict | list):
                yield from _repeated(item, (*at, index))
            elif isinstance(item, str) and index and item in data[:index]:
                yield (*at, index), item


def ids_unique(c: Context) -> None:
    """No two items of one list have the same id."""
    seen: set[tuple[DataPath, str | int, Any]] = set()
    for found in c.with_role(Role.UNIQUE):
        key = (found.place[:-2], found.place[-1], found.value)  # the list, and what its items are told apart by
        if key in seen:
            c.document.add(found.place, f"the {key[1]} `{found.value}` stands twice", "one of its own")
        seen.add(key)


def postal_codes_known(c: Context) -> None:
    """Every postal code is that of a US state or territory."""
    for found in c.with_role(Role.POSTAL_CODE):
        if found.value not in c.build.jurisdictions:
            what = f"`{found.value}` is not a postal code of a US state or territory"
            near = nearest(found.value, c.build.jurisdictions)
            c.document.add(found.place, what, "a code such as GA", near, key=found.is_key)


def pages_exist(c: Context) -> None:
    """Every address of a page is that of a page of the site."""
    for found in c.with_role(Role.PAGE):
        address = found.value.partition("?")[0].partition("#")[0]
        if not found.value or (c.build.addresses is not None and address not in c.build.addresses):
            near = nearest(address, c.build.addresses or ())
            what = f"`{found.value}` leads to no page" if found.value else "an empty address"
            c.document.add(found.place, what, "an address such as plan/", near)
