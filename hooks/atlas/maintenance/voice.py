"""Words that the site does not use, and what it says instead: over data, pages written by hand, and templates.

The list is that of docs/contribute/style.md; a word learned in an edit is added there. Report only: nothing is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STYLE_PAGE = "docs/contribute/style.md"
_ROW = re.compile(r"^\| `(?P<found>[^`]+)` \| (?P<better>[^|]+?) \|", re.MULTILINE)
_NOT_PROSE = re.compile(
    r"^\s*(?:url|official_url|source|sources|id|code|at|read_on|current_through|effective|until|date)\b"
)
_LINKS = re.compile(r"https?://\S+|`[^`]*`|<code>.*?</code>")
_TEMPLATE = re.compile(r"\{[{%#].*?[}%#]\}|<[^>]*>")


@dataclass(frozen=True)
class Slip:
    """A word that the site does not use, where it stands, and what it says instead."""

    path: str
    line: int
    found: str
    better: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: `{self.found}` (better: {self.better})"


def word_list(style_page: str) -> list[tuple[re.Pattern[str], str]]:
    """The words of the table in the style page: a pattern for each, and what to say instead."""
    rows = ((row["found"].replace("&#124;", "|"), row["better"]) for row in _ROW.finditer(style_page))
    return [(re.compile(rf"\b(?:{found})", re.IGNORECASE), better) for found, better in rows]


def slips(root: Path) -> Iterator[Slip]:
    """Every slip in data, in pages written by hand and in templates, by file and line."""
    words = word_list((root / STYLE_PAGE).read_text(encoding="utf-8"))
    for path in _files(root):
        fenced = False
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            fenced ^= line.lstrip().startswith("```")
            if not fenced and not _NOT_PROSE.match(line):
                yield from _in_line(path.relative_to(root).as_posix(), number, line, words)


def _files(root: Path) -> Iterator[Path]:
    data = (path for path in sorted((root / "data").rglob("*.yml")) if path.parent.name != "schools")
    pages = (path for path in sorted((root / "docs").rglob("*.md")) if path != root / STYLE_PAGE)
    yield from (*data, *pages, *sorted((root / "hooks" / "templates").rglob("*.html")))


def _in_line(path: str, number: int, line: str, words: list[tuple[re.Pattern[str], str]]) -> Iterator[Slip]:
    prose = _TEMPLATE.sub(" ", _LINKS.sub(" ", line))
    for pattern, better in words:
        for match in pattern.finditer(prose):
            yield Slip(path, number, match.group(0), better)
