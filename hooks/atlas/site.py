"""The whole site as data: pages, files, and the parts that hand-written pages ask for. No engine is known here.

The build reads top to bottom in `make`. Each output is one module in `outputs/`, opened by the list of the addresses
that it produces.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from . import derive, text, workers
from .articles import Article
from .glossary import Marker
from .history.edits import NO_HISTORY, History
from .kept import OFF, Kept
from .load import Atlas
from .prose import Guide, Part, Place, fill
from .view import Citations

Made = TypeVar("Made")
SOME = 4  # jurisdictions whose pages are made together
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

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Site:
    pages: tuple[Page, ...]
    outputs: tuple[Output, ...]
    by_hand: ByHand
    style_sheet: str = ""  # made anew at every build: outputs are not, while serving

    @cached_property
    def by_address(self) -> Mapping[str, Page]:
        """The pages by their address."""
        return {page.address: page for page in self.pages}


@dataclass(frozen=True)
class ByHand:
    """What the build does with the HTML of a page written by hand, once Markdown has been turned into it."""

    parts: Mapping[str, Part]
    guides: Mapping[str, Guide]  # by address
    titles: Mapping[str, str]  # of every page, by address
    render: Callable[[str, str, Mapping[str, Any]], str]  # a template for the page at an address, with values
    marked: Callable[[str, str], str]  # the HTML of the page at an address with the terms of the glossary marked
    filled: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # the text and the parts of each page, by address
    modified: Mapping[str, str] = field(default_factory=dict)  # ISO day of the last change, by path from the root

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
    history: History = NO_HISTORY
    kept: Kept = OFF

    @cached_property
    def shared(self) -> tuple[Any, ...]:
        """What every page of a jurisdiction rests on beside the jurisdiction itself, for `kept`."""
        atlas = self.atlas
        files = sorted(TEMPLATES.rglob("*.html")) if self.kept.on else ()
        changed = tuple(path.stat().st_mtime_ns for path in files)
        return atlas.day, atlas.exams, atlas.schools, atlas.compact, atlas.glossary, self.settings, changed

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
    history: History = NO_HISTORY,
    guides: Sequence[Guide] = (),
    articles: Sequence[Article] = (),
    titles: Mapping[str, str] | None = None,
    kept: Kept = OFF,
) -> Site:
    """Everything the site consists of, beside the pages written by hand.

    `history` is what git knows. `titles` are those of all pages written by hand, by
    address. With `kept`, pages that rest on nothing new are those of the last time, and the files for machines are those
    of the first time: a person who edits looks at pages.
    """
    from .outputs import (  # noqa: PLC0415 - they import this module
        api,
        article_feed,
        change_log,
        compact_page,
        compare_page,
        coverage_page,
        data_files,
        edits_pages,
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

    builder = Builder(atlas, settings, kept.once("templates", (), environment), history, kept)
    made = (*home.parts(builder), *compare_page.parts(builder), *guide_parts.parts(builder, guides))
    parts = {part.name: part for part in made}
    for name in ("states", "totals", "map", "guides"):
        parts[name].render(Place("", Citations({})), ())  # a broken template must show before anything is written
    for name in builder.templates.list_templates():
        builder.templates.get_template(name)  # once, before the work is shared
    origins = move_page.origins(atlas)
    some = workers.batches(atlas.jurisdictions, SOME)
    alone = [
        *(partial(questions_page.pages, builder, parts), partial(exam_pages.pages, builder)),
        *(partial(module.pages, builder) for module in (
            states_index, compare_page, move_page, plan_page, compact_page, titles_page, hours_page, coverage_page,
            data_files, change_log, edits_pages, field_reference, schools_page, glossary_page,
        )),
        *(partial(state_page.pages, builder, these) for these in some),
        *(partial(move_page.destinations, builder, these, origins) for these in some),
    ]  # fmt: skip
    files = [
        *(partial(module.files, builder) for module in (data_files, api, machine_pages, change_log)),
        partial(article_feed.files, builder, articles),
    ]
    share = workers.one_by_one if kept.on else workers.each  # a live server has threads
    pages = tuple(chain.from_iterable(share([partial(_all, make) for make in alone])))
    outputs = kept.once(
        "outputs", (), lambda: tuple(chain.from_iterable(share([partial(_all, make) for make in files])))
    )
    named = {page.address: page.title for page in pages} | dict(titles or {})
    by_address = {guide.address: guide for guide in guides}

    def render(template: str, address: str, values: Mapping[str, Any]) -> str:
        return builder.render(template, address, **values)

    return Site(pages, outputs, ByHand(parts, by_address, named, render, builder.marked))


def _all(make: Callable[[], Iterable[Made]]) -> list[Made]:
    return list(make())


def environment() -> Environment:
    """Templates that escape everything and fail on a misspelt name. `|day` writes a date out, `|in_sentence`
    lowers the capital of a label."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["day"] = text.day
    templates.filters["in_sentence"] = text.in_sentence
    return templates


@lru_cache(maxsize=65536)
def relative(address: str, target: str) -> str:
    """The link from the page at `address` to `target`, both from the root: "states/ohio/" to "" gives "../../"."""
    path, mark, anchor = target.partition("#")
    if not path and mark:
        return target
    link = posixpath.relpath(path or ".", address or ".")
    if (not path or path.endswith("/")) and not link.endswith("/"):
        link += "/"
    return link + mark + anchor


_HEADING = re.compile(r"<h([23])\b([^>]*)>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r'\sid=["\']([^"\']*)["\']', re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def headings(html: str) -> tuple[Heading, ...]:
    """The h2 and h3 of an article that have an id, in order."""
    return tuple(
        Heading(int(level), unescape(id[1]), " ".join(unescape(_TAG.sub("", inner)).split()))
        for level, attributes, inner in _HEADING.findall(html)
        if (id := _ID.search(attributes))
    )
