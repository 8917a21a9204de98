"""The file as a whole: its name, its code, and what it shares with other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from ..jurisdictions import INVENTED, NAMES
from ..problems import Problem
from ..yamlpos import Document
from .context import Context


def file_name(path: Path, document: Document) -> None:
    """The file is named for its postal code."""
    code = document.data.get("code") if isinstance(document.data, dict) else None
    wanted = f"{code.lower()}.yml" if isinstance(code, str) and len(code) == 2 else "<postal code>.yml"
    if path.suffix != ".yml" or (isinstance(code, str) and path.name != wanted):
        document.add(("code",), f"the file is named `{path.name}` but its code is {code}", f"the name `{wanted}`")


def across(documents: Iterable[Document]) -> list[Problem]:
    """No two files speak of one state, and no source has two dates."""
    problems: list[Problem] = []
    first: dict[str, str] = {}
    dated: dict[str, tuple[date, str]] = {}
    for document in documents:
        problems += _two_dates(document, dated)
        code = document.data.get("code") if isinstance(document.data, dict) else None
        if not isinstance(code, str):
            continue
        if code in first:
            problems.append(
                document.problem(("code",), f"{code} has a file already: {first[code]}", "one file for a state")
            )
        first.setdefault(code, document.path)
    return problems


def _two_dates(document: Document, dated: dict[str, tuple[date, str]]) -> Iterator[Problem]:
    """A problem for each source whose address has been given another `current_through` before."""
    sources = document.data.get("sources") if isinstance(document.data, dict) else None
    for id, source in (sources if isinstance(sources, dict) else {}).items():
        if not isinstance(source, dict):
            continue
        url, through = source.get("url"), source.get("current_through")
        if not isinstance(url, str) or not isinstance(through, date):
            continue
        place = ("sources", id, "current_through")
        seen = dated.setdefault(url, (through, f"{document.path}:{document.mark(place).line}"))
        if seen[0] != through:
            yield document.problem(
                place, f"the source {url} has two dates: {through} here, {seen[0]} in {seen[1]}", "one date"
            )


def known_jurisdiction(c: Context) -> None:
    """The code is a postal code and the name is the one that belongs to it."""
    names = NAMES | (INVENTED if c.allow_invented else {})
    code, name = c.file.code, c.file.name
    if code not in names:
        by_name = next((k for k, v in names.items() if v == name), "")
        c.document.add(
            ("code",), f"`{code}` is not a postal code of a US state or territory", "a code such as GA", by_name
        )
    elif names[code] != name:
        c.document.add(("name",), f"the name of {code} is not `{name}`", f"`{names[code]}`", names[code])
