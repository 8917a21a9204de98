"""The file as a whole: its name, its code, and what it shares with other files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from atlas.data.positions import TOP, Document
from atlas.data.rules.context import Context
from atlas.domain.problems import Problem


def file_name(path: Path, document: Document) -> None:
    """The file is named for its postal code. Nothing is added where the code itself is refused."""
    if any((problem.line, problem.column) == document.position(("code",)) != TOP for problem in document.problems):
        return
    code = document.data.get("code") if isinstance(document.data, dict) else None
    wanted = f"{code.lower()}.yml" if isinstance(code, str) and len(code) == 2 else "<postal code>.yml"
    if path.suffix != ".yml" or (isinstance(code, str) and path.name != wanted):
        document.add(("code",), f"the file is named `{path.name}` but its code is {code}", f"the name `{wanted}`")


def check_across_files(documents: Iterable[Document]) -> list[Problem]:
    """No two files speak of one state, and no source has two dates."""
    problems: list[Problem] = []
    first: dict[str, str] = {}
    dated: dict[str, list[tuple[date, Problem]]] = {}
    for document in documents:
        for url, through, problem in _dated(document):
            dated.setdefault(url, []).append((through, problem))
        code = document.data.get("code") if isinstance(document.data, dict) else None
        if not isinstance(code, str):
            continue
        if code in first:
            problems.append(
                document.problem(("code",), f"{code} has a file already: {first[code]}", "one file for a state")
            )
        first.setdefault(code, document.path)
    return [*problems, *(problem for url, seen in dated.items() for problem in _two_dates(url, seen))]


def _dated(document: Document) -> Iterator[tuple[str, date, Problem]]:
    """Address and `current_through` of each source that has one, with a problem at its place to be filled in."""
    sources = document.data.get("sources") if isinstance(document.data, dict) else None
    for id, source in (sources if isinstance(sources, dict) else {}).items():
        url, through = (source.get("url"), source.get("current_through")) if isinstance(source, dict) else (None, None)
        if isinstance(url, str) and isinstance(through, date):
            yield url, through, document.problem(("sources", id, "current_through"), "", "one date")


def _two_dates(url: str, seen: list[tuple[date, Problem]]) -> Iterator[Problem]:
    """A problem for each date of a source that is not the one that most files give it."""
    usual = Counter(through for through, _ in seen).most_common(1)[0][0]
    other = next(problem for through, problem in seen if through == usual)
    for through, problem in seen:
        if through != usual:
            what = f"the source {url} has two dates: {through} here, {usual} in {other.path}:{other.line}"
            yield replace(problem, what=what)


def known_jurisdiction(c: Context) -> None:
    """The code is a postal code and the name is the one that belongs to it."""
    names = c.build.jurisdictions
    code, name = c.file.code, c.file.name
    if code not in names:
        by_name = next((k for k, v in names.items() if v == name), "")
        c.document.add(
            ("code",), f"`{code}` is not a postal code of a US state or territory", "a code such as GA", by_name
        )
    elif names[code] != name:
        c.document.add(("name",), f"the name of {code} is not `{name}`", f"`{names[code]}`", names[code])
