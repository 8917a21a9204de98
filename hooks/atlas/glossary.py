"""The glossary, from data/glossary.yml: what titles, bodies, exams and words mean, and where they are marked on pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from markupsafe import Markup
from pydantic import Field

from .model import Shape, Slug, Source, Text
from .problems import Problem, nearest
from .validation import validate_document
from .yamlpos import DataPath, read

KINDS = {"title": "Titles", "body": "Bodies", "exam": "Exams", "word": "Words of the field"}


class Term(Shape):
    """A term and its meaning, in one or two sentences."""

    id: Slug
    term: Text
    kind: str = Field(description="title, body, exam or word.")
    abbr: Text | None = None
    meaning: Text
    source: Slug
    page: str | None = Field(None, description="A page of the site that says more, such as exams/nce/.")
    marked: bool = Field(False, description="Whether the abbreviation is marked where a page first uses it.")


class GlossaryFile(Shape):
    """The whole of data/glossary.yml."""

    sources: dict[Slug, Source]
    terms: Annotated[list[Term], Field(min_length=1)]


def load_glossary(path: Path, problems: list[Problem], root: Path | None = None) -> GlossaryFile | None:
    """The glossary, or None with the problems added to `problems`."""
    document = read(path, root)
    shape = validate_document(GlossaryFile, document)
    seen: dict[str, DataPath] = {}
    for number, term in enumerate(shape.terms if shape else ()):
        at: DataPath = ("terms", number)
        if term.id in seen:
            document.add((*at, "id"), f"the term `{term.id}` stands twice", "an id of its own")
        seen[term.id] = at
        if term.kind not in KINDS:
            what = f"`{term.kind}` is not a kind of term"
            document.add((*at, "kind"), what, "one of " + ", ".join(KINDS), nearest(term.kind, KINDS))
        if shape and term.source not in shape.sources:
            what = f"unknown source id `{term.source}`"
            document.add((*at, "source"), what, "an id from `sources:`", nearest(term.source, shape.sources))
        if term.marked and not term.abbr:
            document.add((*at, "marked"), "a term without an abbreviation cannot be marked", "`abbr:`, or no `marked:`")
    for id in set(shape.sources) - {term.source for term in shape.terms} if shape else ():
        document.add(("sources", id), f"the source `{id}` is never used", "a term that cites it", key=True)
    problems += document.problems
    return shape


_PIECE = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)")
_SKIPPED = frozenset(
    [
        "a",
        "button",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "summary",
        "code",
        "pre",
        "script",
        "style",
        "select",
        "option",
        "label",
        "svg",
        "title",
        "nav",
        "th",
    ]
)


@dataclass(frozen=True)
class Marker:
    """Marks the first use of each abbreviation in a page: a link to the glossary, with the full name as a tooltip.

    A link serves readers on a phone and with a keyboard too, whom a mere tooltip would leave out.
    """

    names: Mapping[str, tuple[str, str]]  # abbreviation: (id, full name)

    @staticmethod
    def of(terms: GlossaryFile) -> Marker:
        return Marker({t.abbr: (t.id, t.term) for t in terms.terms if t.marked and t.abbr})

    def mark(self, html: str, glossary: str) -> str:
        """The HTML of an article, with `glossary` the link from its page to the glossary."""
        left = {abbr: name for abbr, name in self.names.items() if abbr in html}
        if not left:
            return html
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(left, key=len, reverse=True))) + r")\b")
        pieces, depth, popover = [], 0, 0
        for match in _PIECE.finditer(html):
            if not left:
                pieces.append(html[match.start() :])
                break
            piece = match[0]
            if piece[0] == "<":
                tag = _TAG.match(piece)
                name = tag[2].lower() if tag else ""
                if tag and name in _SKIPPED:
                    depth += -1 if tag[1] else 1
                elif tag and name == "div":  # the text of a source is not the page's own
                    if popover:
                        popover += -1 if tag[1] else 1
                    elif " popover " in piece:
                        popover = 1
            elif not depth and not popover:
                piece = pattern.sub(lambda m: self._link(m, left, glossary), piece)
            pieces.append(piece)
        return "".join(pieces)

    @staticmethod
    def _link(match: re.Match[str], left: dict[str, tuple[str, str]], glossary: str) -> str:
        abbr = match[1]
        if abbr not in left:
            return match[0]
        id, name = left.pop(abbr)
        return str(Markup('<a class="term" href="{}#{}" title="{}">{}</a>').format(glossary, id, name, abbr))
