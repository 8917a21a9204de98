"""Pages written by hand: guides with their front matter, and the components {{ name ... }} that any page asks for.

A guide is `docs/guides/<slug>.md`. Its front matter says what it answers, who it is for, when it was last reviewed, where
to go next, and its sources. Figures are never typed: a component puts them in from the data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.data.addresses import address_of
from atlas.data.component_syntax import MARK, asked, generalized, typed, unresolved_references
from atlas.data.guides import GUIDES, Guide
from atlas.domain.problems import Problem, display_path, nearest
from atlas.rendering.citations import Citations


class ComponentError(ValueError):
    """A component was asked for in a way that it cannot answer."""

    def __init__(self, what: str, expected: str = "", near: str = "") -> None:
        super().__init__(what)
        self.what, self.expected, self.near = what, expected, near


@dataclass(frozen=True)
class PageContext:
    """Where a component is rendered: the address of the page, and what it cites."""

    address: str
    citations: Citations


@dataclass(frozen=True)
class Component:
    """A piece that a page asks for as {{ name arguments }}. `render` gives HTML, or raises ComponentError.

    A block stands alone in its paragraph; an inline component stands in a sentence.
    """

    name: str
    render: Callable[[PageContext, tuple[str, ...]], str]
    inline: bool = False


COUNTED = "{{ share FACT VALUE }}, which counts the states, a source cited in the sentence, or `some`"

_BLOCK = re.compile(r"<p>\s*" + MARK.pattern + r"\s*</p>")
_CODE = re.compile(r"(<code[^>]*>.*?</code>)", re.DOTALL)


def problems(
    docs: Path,
    components: Mapping[str, Component],
    guides: Mapping[str, Guide],
    root: Path,
    rendered_content: dict[str, tuple[str, ...]] | None = None,
) -> list[Problem]:
    """A problem for each component that a page asks for and that there is not, and for each figure typed into a guide.

    `rendered_content`, when given, receives of each page by its address its text and what its components say.
    """
    found: list[Problem] = []
    for path in sorted(docs.rglob("*.md")):
        shown, address = display_path(path, root), address_of(path.relative_to(docs))
        own = guides.get(address)
        if own is None and path.parent == docs / GUIDES and path.name != "index.md":
            continue  # what is wrong with its front matter is told already
        place = PageContext(own.address if own else "", Citations(own.meta.sources if own else {}))
        text = path.read_text(encoding="utf-8", errors="replace")
        says = [text]
        for name, arguments, line, column in asked(text):
            if name not in components:
                what = f"unknown part `{{{{ {name} }}}}`"
                found.append(
                    Problem(shown, line, column, what, "one of " + ", ".join(components), nearest(name, components))
                )
                continue
            try:
                says.append(components[name].render(place, arguments))
            except ComponentError as error:
                what = f"the part `{name}`: {error.what}"
                found.append(Problem(shown, line, column, what, error.expected, error.near))
        if rendered_content is not None:
            rendered_content[address] = tuple(says)
        for snippet, line, column in unresolved_references(text):
            what = f"`{snippet}` in a text that shows it as it stands"
            found.append(
                Problem(shown, line, column, what, "a part such as {{ fact GA lpc.fee_application }}, or code")
            )
        if own:
            for figure, line, column in typed(own.body):
                what = f"the number `{figure}` is typed"
                found.append(Problem(shown, line + own.first - 1, column, what, "a part that takes it from the data"))
            for claim, line, column in generalized(own.body):
                what = f"the general claim `{claim}` is typed"
                found.append(Problem(shown, line + own.first - 1, column, what, COUNTED))
    return found


def fill(html: str, components: Mapping[str, Component], place: PageContext) -> str:
    """The HTML of a page with its components filled in. The checks have seen that each can be."""

    def put(match: re.Match[str]) -> str:
        component = components.get(match[1])
        return component.render(place, tuple(match[2].split())) if component else ""

    def fill_piece(piece: str) -> str:
        if piece.startswith("<code"):
            return piece  # components in code are examples
        blocks = _BLOCK.sub(lambda m: m[0] if m[1] in components and components[m[1]].inline else put(m), piece)
        return MARK.sub(put, blocks)

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
