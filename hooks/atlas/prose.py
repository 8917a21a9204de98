"""Pages written by hand: guides with their front matter, and the parts {{ name ... }} that any page asks for.

A guide is `docs/guides/<slug>.md`. Its front matter says what it answers, who it is for, when it was last reviewed, where
to go next, and its sources. Figures are never typed: a part puts them in from the data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from .addresses import address_of
from .front_matter import split
from .model import PageAddress, PastDay, Shape, Slug, Source, Text, fail
from .problems import Problem, display_path, nearest
from .reference_syntax import unresolved
from .rules import Build, Context, FileKind, check
from .view import Citations
from .yamlpos import Document

GUIDES = "guides"
GROUPS = ("Getting started", "Getting licensed", "Changing course", "Once licensed")


def _group(word: str) -> str:
    if word not in GROUPS:
        what = f"the group `{word}` is not in the list of guides"
        fail(what, "one of " + ", ".join(GROUPS), nearest(word, GROUPS))
    return word


class FrontMatter(Shape):
    """What stands between the two lines `---` at the top of a guide."""

    title: Text
    description: Text = Field(description="The question that the guide answers, for search engines and lists.")
    group: Annotated[str, AfterValidator(_group)] = Field(description="Where it stands in the list of guides.")
    order: int = Field(description="Its place in the group, 1 first.")
    reviewed: PastDay = Field(description="The day somebody last read the whole guide against its sources.")
    next: Annotated[list[PageAddress], Field(min_length=1)] = Field(
        description="Pages to go to next, as addresses of the site."
    )
    words: list[Text] = Field(default_factory=list, description="Other words that readers search for.")
    hide: list[str] = Field(default_factory=list, description="What the theme leaves out.")
    sources: dict[Slug, Source] = Field(default_factory=dict)


@dataclass(frozen=True)
class Guide:
    """A guide. `address` ends with a slash; `body` is Markdown, and begins in line `first` of the file."""

    slug: str
    path: str
    meta: FrontMatter
    body: str
    first: int

    @property
    def address(self) -> str:
        return f"{GUIDES}/{self.slug}/"


class PartError(ValueError):
    """A part was asked for in a way that it cannot answer."""

    def __init__(self, what: str, expected: str = "", near: str = "") -> None:
        super().__init__(what)
        self.what, self.expected, self.near = what, expected, near


@dataclass(frozen=True)
class Place:
    """Where a part is rendered: the address of the page, and what it cites."""

    address: str
    citations: Citations


@dataclass(frozen=True)
class Part:
    """A piece that a page asks for as {{ name arguments }}. `render` gives HTML, or raises PartError.

    A block stands alone in its paragraph; an inline part stands in a sentence.
    """

    name: str
    render: Callable[[Place, tuple[str, ...]], str]
    inline: bool = False


_MARK = re.compile(r"\{\{\s*([A-Za-z_-]*)((?:\s+[^\s{}]+)*)\s*\}\}")
_BLOCK = re.compile(r"<p>\s*" + _MARK.pattern + r"\s*</p>")
_CODE = re.compile(r"(<code[^>]*>.*?</code>)", re.DOTALL)
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def load_guides(docs: Path, build: Build, problems: list[Problem]) -> tuple[Guide, ...]:
    """Every guide, in the order of the list. What is wrong with one is added to `problems`."""
    found = []
    for path in sorted((docs / GUIDES).glob("*.md")):
        if path.name == "index.md":
            continue
        meta, body, first, document = split(path, FrontMatter, build.root)
        if meta:
            cited = frozenset(id for name, ids, _, _ in asked(body) if name == "cite" for id in ids)
            check(FileKind.GUIDE, Context(document, meta, build, cited=cited))
        problems += document.problems
        if meta:
            problems += _shape(body, first, document)
            found.append(Guide(path.stem, document.path, meta, body, first))
    found.sort(key=lambda g: (GROUPS.index(g.meta.group), g.meta.order, g.slug))
    return tuple(found)


def _shape(body: str, first: int, document: Document) -> Iterator[Problem]:
    """The form that every guide has: its title, the answer, a part from the data, and what to do, in steps."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", body) if block.strip()]
    if not blocks or not blocks[0].startswith("# "):
        yield Problem(document.path, first, 1, "the guide has no title", "`# ` and the title first")
    if len(blocks) < 2 or re.match(r"[#|>*{0-9-]", blocks[1]):
        yield Problem(
            document.path, first, 1, "the guide does not begin with its answer", "a paragraph after the title"
        )
    if not _BLOCKS.search(body):
        yield Problem(
            document.path, first, 1, "nothing in the guide comes from the data", "a part such as {{ spread cacrep }}"
        )
    steps = body.partition("## What to do")[2]
    if not re.match(r"\s*\n+(?:[^\n#]+\n+)*?1\. ", steps):
        yield Problem(document.path, first, 1, "the guide has no steps", "`## What to do` and a numbered list under it")


_BLOCKS = re.compile(r"^\{\{\s*[a-z_]+[^{}]*\}\}\s*$", re.MULTILINE)


def asked(text: str) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Every part that a Markdown text asks for: name, arguments, line, column. What stands in code is passed over."""
    blank = _FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    for match in _MARK.finditer(blank):
        before = text[: match.start()]
        yield match[1], tuple(match[2].split()), before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def titles(docs: Path) -> dict[str, str]:
    """The title of every page written by hand, by address: its front matter's, else its first heading."""
    found = {}
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        title = re.search(r"^title: *(.+)$", text.partition("\n---")[0], re.MULTILINE) or re.search(
            r"^# (.+)$", text, re.MULTILINE
        )
        found[address_of(path.relative_to(docs))] = title[1].strip().strip("\"'") if title else path.stem
    return found


def problems(
    docs: Path,
    parts: Mapping[str, Part],
    guides: Mapping[str, Guide],
    root: Path,
    filled: dict[str, tuple[str, ...]] | None = None,
) -> list[Problem]:
    """A problem for each part that a page asks for and that there is not, and for each figure typed into a guide.

    `filled`, when given, receives of each page by its address its text and what its parts say.
    """
    found: list[Problem] = []
    for path in sorted(docs.rglob("*.md")):
        shown, address = display_path(path, root), address_of(path.relative_to(docs))
        own = guides.get(address)
        if own is None and path.parent == docs / GUIDES and path.name != "index.md":
            continue  # what is wrong with its front matter is told already
        place = Place(own.address if own else "", Citations(own.meta.sources if own else {}))
        text = path.read_text(encoding="utf-8", errors="replace")
        says = [text]
        for name, arguments, line, column in asked(text):
            if name not in parts:
                what = f"unknown part `{{{{ {name} }}}}`"
                found.append(Problem(shown, line, column, what, "one of " + ", ".join(parts), nearest(name, parts)))
                continue
            try:
                says.append(parts[name].render(place, arguments))
            except PartError as error:
                what = f"the part `{name}`: {error.what}"
                found.append(Problem(shown, line, column, what, error.expected, error.near))
        if filled is not None:
            filled[address] = tuple(says)
        for snippet, line, column in _unresolved(text):
            what = f"`{snippet}` in a text that shows it as it stands"
            found.append(
                Problem(shown, line, column, what, "a part such as {{ fact GA lpc.fee_application }}, or code")
            )
        if own:
            for figure, line, column in typed(own.body):
                what = f"the figure `{figure}` is typed"
                found.append(Problem(shown, line + own.first - 1, column, what, "a part that takes it from the data"))
    return found


_FIGURE = re.compile(
    r"\$ ?\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)?[ -](?:semester |quarter |clock |client |direct )*(?:hours?|credits?|months?|years?|questions|items|minutes)\b"
)


def _unresolved(text: str) -> Iterator[tuple[str, int, int]]:
    """Every reference or unfinished part in a Markdown text that would be shown raw: the snippet, line, column."""
    blank = _FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    for snippet, start in unresolved(blank, parts=True):
        before = text[:start]
        yield snippet, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def typed(text: str) -> Iterator[tuple[str, int, int]]:
    """Every figure with a unit that was typed into a Markdown text: the figure, line, column. Parts and code are not."""
    blank = _MARK.sub(lambda m: " " * len(m[0]), _FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text))
    for match in _FIGURE.finditer(blank):
        before = text[: match.start()]
        yield match[0], before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def fill(html: str, parts: Mapping[str, Part], place: Place) -> str:
    """The HTML of a page with its parts filled in. The checks have seen that each can be."""

    def put(match: re.Match[str]) -> str:
        part = parts.get(match[1])
        return part.render(place, tuple(match[2].split())) if part else ""

    def fill_piece(piece: str) -> str:
        if piece.startswith("<code"):
            return piece  # parts in code are examples
        blocks = _BLOCK.sub(lambda m: m[0] if m[1] in parts and parts[m[1]].inline else put(m), piece)
        return _MARK.sub(put, blocks)

    return tables("".join(map(fill_piece, _CODE.split(html))))


_TABLE = re.compile(r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<table>(?P<head>\s*<thead>.*?</thead>)", re.DOTALL)


def tables(html: str) -> str:
    """Tables written in Markdown, as a screen reader wants them: a caption, the heading above; columns with a scope."""
    above = ""

    def mend(match: re.Match[str]) -> str:
        nonlocal above
        if match["heading"] is not None:
            above = re.sub(r"<[^>]+>", "", match["heading"])
            return match[0]
        head = re.sub(r"<th(?=[ >])", '<th scope="col"', match["head"])
        return f'<table><caption class="vh">{above}</caption>{head}'

    return _TABLE.sub(mend, html)
