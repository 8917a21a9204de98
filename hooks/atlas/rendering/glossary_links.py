"""Glossary terms, linked where they first stand on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from atlas.domain.glossary import GlossaryFile

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
