"""The whole site as data: pages, files, and the parts that hand-written pages ask for. No engine is known here.

The build reads top to bottom in `make`. Each output is one module in `outputs/`, opened by the list of the addresses
that it produces.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from . import derive, text
from .articles import Article
from .edits import Edit
from .glossary import Marker
from .load import Atlas
from .prose import Guide, Part, Place, fill
from .view import Citations

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True)
class Settings:
    """The addresses that every link is derived from. Both end with a slash."""

    site_url: str
    repo_url: str
    branch: str = "main"

    def edit_url(self, path: str, line: int | None = None) -> str:
        """Where a file of the repository is edited in the browser, or a folder of it is looked at."""
        verb = "edit" if "." in path.rsplit("/", 1)[-1] else "tree"
        return f"{self.repo_url}{verb}/{self.branch}/{path}" + (f"#L{line}" if line else "")

    def issue_url(self, form: str = "", **filled: str) -> str:
        """A new issue; with the name of a form in .github/ISSUE_TEMPLATE/, that form with these fields filled in."""
        if not form:
            return f"{self.repo_url}issues/new/choose"
        return f"{self.repo_url}issues/new?" + urlencode({"template": f"{form}.yml", **filled}, quote_via=quote)

    @property
    def placeholder(self) -> str:
        """The setting that is still a placeholder, or "" when the site may be published."""
        for name, url in (("site_url", self.site_url), ("repo_url", self.repo_url)):
            if "example" in url.lower():
                return name
        return ""


@dataclass(frozen=True)
class Heading:
    """An entry of a page's table of contents."""

    level: int
    id: str
    title: str


@dataclass(frozen=True)
class Page:
    """A page of the site. `address` ends with a slash; `html` is the article, headings included."""

    address: str
    title: str
    description: str
    html: str
    headings: tuple[Heading, ...]
    edit_url: str
    modified: str  # ISO date
    head: str = ""  # HTML for the head of the document: other forms of the page, structured data


@dataclass(frozen=True)
class Output:
    """A file of the site that is not a page."""

    address: str
    content: bytes


@dataclass(frozen=True)
class Site:
    pages: tuple[Page, ...]
    outputs: tuple[Output, ...]
    by_hand: ByHand

    @staticmethod
    def empty() -> Site:
        """Nothing: what is served before there has been a good site."""
        return Site((), (), ByHand({}, {}, {}, lambda template, address, values: "", lambda html, address: html))


@dataclass(frozen=True)
class ByHand:
    """What the build does with the HTML of a page written by hand, once Markdown has been turned into it."""

    parts: Mapping[str, Part]
    guides: Mapping[str, Guide]  # by address
    titles: Mapping[str, str]  # of every page, by address
    render: Callable[[str, str, Mapping[str, Any]], str]  # a template for the page at an address, with values
    marked: Callable[[str, str], str]  # the HTML of the page at an address with the terms of the glossary marked

    def finish(self, html: str, address: str) -> str:
        """The page with its parts filled in and, of a guide, its end: where to go next, sources, date of review."""
        guide = self.guides.get(address)
        citations = Citations(guide.meta.sources if guide else {})
        html = self.marked(fill(html, self.parts, Place(address, citations)), address)
        if guide is None:
            return html
        html = html.replace("<h1", f'<h1 data-search-words="{escape(" ".join(guide.meta.words))}"', 1)
        values = {
            "next": [(self.titles[target.partition("?")[0].partition("#")[0]], target) for target in guide.meta.next],
            "sources": citations.cited(),
            "popovers": citations.popovers(),
            "reviewed": text.day(guide.meta.reviewed),
            "path": guide.path,
        }
        return html + self.render("parts/guide_end.html", address, values)


@dataclass(frozen=True)
class Builder:
    """What every output is made from."""

    atlas: Atlas
    settings: Settings
    templates: Environment
    history: Sequence[Edit] = ()

    @cached_property
    def marker(self) -> Marker:
        return Marker.of(self.atlas.glossary)

    @property
    def last_read(self) -> str:
        """The latest day on which somebody read a source, as an ISO date."""
        return max((derive.last_read(j).isoformat() for j in self.atlas.jurisdictions), default="")

    def render(self, template: str, address: str, **values: Any) -> str:
        """The template for the page at `address`. In it `to("states/ohio/")` is a link from that page."""
        return self.templates.get_template(template).render(
            to=lambda target: relative(address, target), atlas=self.atlas, settings=self.settings, **values
        )

    def marked(self, html: str, address: str) -> str:
        """The article of the page at `address` with the terms of the glossary marked; the glossary itself is left."""
        return html if address == "glossary/" else self.marker.mark(html, relative(address, "glossary/"))

    def page(
        self,
        template: str,
        address: str,
        title: str,
        description: str,
        edit: str,
        modified: str,
        head: str = "",
        **values: Any,
    ) -> Page:
        html = self.marked(self.render(template, address, title=title, **values), address)
        return Page(address, title, description, html, headings(html), self.settings.edit_url(edit), modified, head)


def make(
    atlas: Atlas,
    settings: Settings,
    history: Sequence[Edit] = (),
    guides: Sequence[Guide] = (),
    articles: Sequence[Article] = (),
    titles: Mapping[str, str] | None = None,
) -> Site:
    """Everything the site consists of, beside the pages written by hand.

    `history` is what was edited, newest first. `titles` are those of all pages written by hand, by
    address.
    """
    from .outputs import (  # noqa: PLC0415 - they import this module
        api,
        article_feed,
        change_log,
        compact_page,
        compare_page,
        coverage_page,
        data_files,
        exam_pages,
        field_reference,
        glossary_page,
        guide_parts,
        home,
        hours_page,
        machine_pages,
        move_page,
        plan_page,
        questions_page,
        schools_page,
        state_page,
        states_index,
        titles_page,
    )

    builder = Builder(atlas, settings, environment(), history)
    made = (*home.parts(builder), *compare_page.parts(builder), *guide_parts.parts(builder, guides))
    parts = {part.name: part for part in made}
    for name in ("states", "totals", "map", "guides"):
        parts[name].render(Place("", Citations({})), ())  # a broken template must show before anything is written
    pages = (
        *states_index.pages(builder),
        *state_page.pages(builder),
        *compare_page.pages(builder),
        *move_page.pages(builder),
        *plan_page.pages(builder),
        *exam_pages.pages(builder),
        *compact_page.pages(builder),
        *titles_page.pages(builder),
        *hours_page.pages(builder),
        *coverage_page.pages(builder),
        *data_files.pages(builder),
        *change_log.pages(builder),
        *field_reference.pages(builder),
        *schools_page.pages(builder),
        *glossary_page.pages(builder),
        *questions_page.pages(builder, parts),
    )
    outputs = (
        *api.files(builder),
        *data_files.files(builder),
        *change_log.files(builder),
        *machine_pages.files(builder),
        *article_feed.files(builder, articles),
    )
    named = {page.address: page.title for page in pages} | dict(titles or {})
    by_address = {guide.address: guide for guide in guides}

    def render(template: str, address: str, values: Mapping[str, Any]) -> str:
        return builder.render(template, address, **values)

    return Site(pages, outputs, ByHand(parts, by_address, named, render, builder.marked))


def environment() -> Environment:
    """Templates that escape everything and fail on a misspelt name. `|day` writes a date out."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["day"] = text.day
    return templates


def relative(address: str, target: str) -> str:
    """The link from the page at `address` to `target`, both from the root: "states/ohio/" to "" gives "../../"."""
    path, mark, anchor = target.partition("#")
    if not path and mark:
        return target
    link = posixpath.relpath(path or ".", address or ".")
    if (not path or path.endswith("/")) and not link.endswith("/"):
        link += "/"
    return link + mark + anchor


def headings(html: str) -> tuple[Heading, ...]:
    """The h2 and h3 of an article that have an id, in order."""
    parser = _Headings()
    parser.feed(html)
    return tuple(parser.found)


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Heading] = []
        self._open: tuple[int, str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        if tag in ("h2", "h3") and (id := dict(attrs).get("id")):
            self._open, self._text = (int(tag[1]), id), []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == f"h{self._open[0]}":
            level, id = self._open
            self.found.append(Heading(level, id, " ".join("".join(self._text).split())))
            self._open = None
