"""Problems as GitHub shows them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.domain.problems import Problem


def error(problem: Problem) -> str:
    """The workflow command for one problem. Its form: GitHub Docs, "Workflow commands for GitHub Actions"."""
    words = str(problem).removeprefix(f"{problem.path}:{problem.line}:{problem.column}: ")
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    return f"::error {place},title=Data::{_data(words)}"


def warning(words: str, path: str = "", line: int = 0) -> str:
    """The workflow command for a warning."""
    place = f" file={_property(path)}" + (f",line={line}" if line else "") if path else ""
    return f"::warning{place}::{_data(words)}"


def as_json(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems as plain data, for tools."""
    return [
        {
            "path": p.path,
            "line": p.line,
            "column": p.column,
            "what": p.what,
            "expected": p.expected,
            "nearest": p.nearest,
        }
        for p in problems
    ]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
