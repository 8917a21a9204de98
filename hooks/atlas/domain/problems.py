"""Problems found in the data, written for the person who made the typo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from atlas.system.errors import UserError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: `path:line:column: what is wrong (what was expected; nearest valid word)`.

    Lines and columns count from 1. `path` is as given to the loader, relative where possible.
    """

    path: str
    line: int
    column: int
    what: str
    expected: str = ""
    nearest: str = ""

    def __post_init__(self) -> None:
        if f"`{self.nearest}`" in self.what:  # a hint that repeats what stands there says nothing
            object.__setattr__(self, "nearest", "")

    def __str__(self) -> str:
        hints = []
        if self.expected:
            hints.append(f"expected {self.expected}")
        if self.nearest:
            hints.append(f"did you mean `{self.nearest}`?")
        tail = f" ({'; '.join(hints)})" if hints else ""
        return f"{self.path}:{self.line}:{self.column}: {self.what}{tail}"


class DataError(UserError):
    """The data cannot be used. `problems` holds everything found, in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, words: Iterable[str]) -> str:
    """The valid word that `word` most likely meant, or "" when none is close."""
    choices = list(words)
    found = get_close_matches(word, choices, n=1, cutoff=0.6) or get_close_matches(
        word.lower(), [c for c in choices if c == c.lower()], n=1, cutoff=0.6
    )
    return found[0] if found else ""


def display_path(path: Path, root: Path | None = None) -> str:
    """`path` as a maintainer would type it: relative to `root` (or to the working directory) where it can be."""
    try:
        return path.resolve().relative_to((root or Path.cwd()).resolve()).as_posix()
    except ValueError:
        return path.as_posix()


DataPath = tuple[str | int, ...]
