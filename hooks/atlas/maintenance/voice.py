"""Words that the site does not use, and how hard its texts are to read: over data, pages, templates, scripts and labels.

The words are those of the tables in docs/contribute/style.md; a word learned in an edit is added there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from atlas.data.positions import Document, decode
from atlas.domain.problems import Problem

STYLE_PAGE = "docs/contribute/style.md"
FOR_READERS = "## Words that readers never meet"
# What maintainers and developers read may name the machinery.
FOR_MAINTAINERS = re.compile(
    r"docs/(?:contribute|maintain|publish|data)|hooks/templates/(?:fields|data|edits)|domain/(?:vocabulary|references|sources|state_file|crosschecks|coverage)\.py"
)
PLACES_OF_LABELS = ("domain", "rendering", "outputs/pages")
# What readers type into the search, misspellings too: nothing that the site says.
TYPED_BY_READERS = "WORD_FAMILIES"

_ROW = re.compile(r"^\| `(?P<found>[^`]+)` \| (?P<better>[^|]+?) \|", re.MULTILINE)
_NOT_PROSE = re.compile(
    r"^\s*(?:- )?(?:url|official_url|source|sources|id|code|at|read_on|current_through|effective|until|date|title|citation|words)\b:"
)
_LINKS = re.compile(r"https?://\S+|\]\([^)]*\)|`[^`]*`|<code>.*?</code>")
_TEMPLATE = re.compile(r"\{[{%#].*?[}%#]\}|<[^>]*>")
_JS_TEXT = re.compile(r""""(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`""")


@dataclass(frozen=True)
class Avoided:
    """A word that the site does not use, as a pattern, and what it says instead."""

    pattern: re.Pattern[str]
    better: str
    readers_only: bool  # maintainers may meet it


def word_list(style_page: str) -> list[Avoided]:
    """The words of both tables in the style page."""
    everywhere, _, readers = style_page.partition(FOR_READERS)
    return [*_rows(everywhere, readers_only=False), *_rows(readers, readers_only=True)]


def _rows(text: str, *, readers_only: bool) -> Iterator[Avoided]:
    for row in _ROW.finditer(text):
        found = row["found"].replace("&#124;", "|")
        yield Avoided(re.compile(rf"\b(?:{found})", re.IGNORECASE), row["better"], readers_only)


def problems(root: Path, only: Sequence[Path] = ()) -> list[Problem]:
    """Every word that the site does not use, with its place, in the files of `only` or in all; none in a project that has no
    style page."""
    page = root / STYLE_PAGE
    if not page.is_file():
        return []
    words = word_list(page.read_text(encoding="utf-8"))
    return [problem for path in only or _files(root) for problem in _in_file(path, root, words)]


def _files(root: Path) -> Iterator[Path]:
    yield from (path for path in sorted((root / "data").rglob("*.yml")) if path.parent.name != "schools")
    yield from (path for path in sorted((root / "docs").rglob("*.md")) if path != root / STYLE_PAGE)
    yield from sorted((root / "docs" / "assets").glob("*.js"))
    for folder in ("templates", "theme"):
        yield from sorted((root / "hooks" / folder).rglob("*.html"))
    for place in PLACES_OF_LABELS:
        path = root / "hooks" / "atlas" / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _in_file(path: Path, root: Path, words: list[Avoided]) -> Iterator[Problem]:
    if not path.is_file():
        return
    name = path.relative_to(root).as_posix()
    known = [word for word in words if not (word.readers_only and FOR_MAINTAINERS.search(name))]
    document = Document(name)
    text = decode(path.read_bytes(), document)
    yield from document.problems  # those of a page or of data are told with the same words elsewhere, and once
    if text is None:
        return
    lines = {".py": _python_texts, ".js": _script_texts}.get(path.suffix, _lines)(text)
    any_word = re.compile("|".join(word.pattern.pattern for word in known), re.IGNORECASE)
    for line, column, prose in lines:
        for word in known if any_word.search(prose) else ():
            for match in word.pattern.finditer(prose):
                yield Problem(
                    name, line, column + match.start(), f"`{match.group(0)}` is not the site's word", word.better
                )


Texts = Iterator[tuple[int, int, str]]  # line, column, text


def _lines(text: str) -> Texts:
    """Lines of prose: without code, addresses and what is not shown. Positions stay as they are."""
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= line.lstrip().startswith("```")
        if not fenced and not _NOT_PROSE.match(line):
            yield number, 1, _blanked(_TEMPLATE, _blanked(_LINKS, line))


def _blanked(pattern: re.Pattern[str], line: str) -> str:
    return pattern.sub(lambda match: " " * len(match.group(0)), line)


def _python_texts(text: str) -> Texts:
    """The texts of a module that readers may meet: not its docstrings."""
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    hidden = {id(node.value) for node in nodes if isinstance(node, ast.Expr) or _is_key(node)}
    hidden |= {id(key) for node in nodes if isinstance(node, ast.Dict) for key in node.keys}
    hidden |= {id(part) for node in nodes if _is_typed(node) for part in ast.walk(node)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            yield node.lineno, node.col_offset + 1, node.value


def _is_key(node: ast.AST) -> TypeGuard[ast.keyword]:
    """Whether it gives a unit, whose word is public (API, downloads) and is not what readers see."""
    return isinstance(node, ast.keyword) and node.arg == "unit"


def _is_typed(node: ast.AST) -> bool:
    """Whether it assigns the words that readers type."""
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == TYPED_BY_READERS


def _script_texts(text: str) -> Texts:
    """The texts of a script, line by line; comments are left out."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith(("//", "*", "/*")):
            for match in _JS_TEXT.finditer(line):
                yield number, match.start() + 1, match.group(0)
