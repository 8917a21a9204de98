"""The whole site as data: pages, files, and what becomes of the pages written by hand. No engine is known here.

The build reads top to bottom in `assemble_site`. Each output is one module in `outputs/`, opened by the list of the
addresses that it makes; a new one is added to a list below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from typing import Any, Protocol, TypeVar

from jinja2 import Environment
from markupsafe import escape

from atlas.build.authored import components_of
from atlas.data.articles import Article
from atlas.data.guides import Guide
from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.history.edits import NO_HISTORY, History
from atlas.outputs import search as search_files
from atlas.outputs.api import files as api_files
from atlas.outputs.api import markdown_twins
from atlas.outputs.downloads import package
from atlas.outputs.feeds import articles as article_feed
from atlas.outputs.feeds import calendar
from atlas.outputs.feeds import changes as change_feeds
from atlas.outputs.pages import articles as article_pages
from atlas.outputs.pages import (
    changes,
    compact,
    compare,
    coverage,
    data,
    edits,
    exams,
    field_reference,
    glossary,
    home,
    hours,
    move,
    move_to,
    plan,
    questions,
    schools,
    search,
    state,
    state_sources,
    states,
    titles,
)
from atlas.rendering.artifacts import Frame, Page, Settings, SiteFile
from atlas.rendering.citations import Citations, Popover
from atlas.rendering.components import Component, PageContext, fill
from atlas.rendering.context import BuildContext, environment
from atlas.system import workers
from atlas.system.build_cache import NO_CACHE, BuildCache, SavedResults

Output = TypeVar("Output")


class PageOutput(Protocol):
    """A module that makes pages."""

    def build(self, context: BuildContext) -> Iterator[Page]: ...


class FileOutput(Protocol):
    """A module that makes files for machines."""

    def build(self, context: BuildContext) -> Iterator[SiteFile]: ...


PAGES: tuple[PageOutput, ...] = (
    questions, exams, states, compare, move, plan, compact, titles, hours, coverage, data, changes, edits,
    field_reference, schools, glossary, search,
)  # fmt: skip
# One page for each jurisdiction in `context.jurisdictions`: shared among the cores in batches.
PAGES_BY_STATE: tuple[PageOutput, ...] = (state, state_sources, move_to)
FILES: tuple[FileOutput, ...] = (package, api_files, markdown_twins, change_feeds, calendar, article_feed, search_files)

STATES_PER_TASK = 4


@dataclass(frozen=True)
class Site:
    pages: tuple[Page, ...]
    files: tuple[SiteFile, ...]
    authored: AuthoredPages
    style_sheet: str = ""  # the site's own, joined from hooks/styles/
    copies_read: str = ""  # the days on which the sources of the states were read, in words

    @cached_property
    def by_address(self) -> Mapping[str, Page]:
        """The pages by their address."""
        return {page.address: page for page in self.pages}


@dataclass(frozen=True)
class GuideEndView:
    """What parts/guide_end.html shows at the end of a guide."""

    next: list[tuple[str, str]]  # title and address
    sources: list[Popover]  # that the guide itself cites
    popovers: list[Popover]
    reviewed: str  # day of the last review
    path: str  # of the file, from the root


@dataclass(frozen=True)
class AuthoredPages:
    """What the build does with the HTML of a page written by hand, once Markdown has been turned into it."""

    components: Mapping[str, Component]
    guides: Mapping[str, Guide]  # by address
    titles: Mapping[str, str]  # of every page, by address
    render_guide_end: Callable[[str, GuideEndView], str]  # for the guide at an address
    link_glossary_terms: Callable[[str, str], str]  # the HTML of the page at an address, terms of the glossary linked
    frames: Mapping[str, Frame] = field(default_factory=dict)  # what stands around the text of a page, by its address
    # Of each page by its address: its text, what its components say, and what stands around it.
    rendered_content: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modified: Mapping[str, str] = field(default_factory=dict)  # ISO day of the last change, by path from the root

    def head(self, address: str) -> str:
        """HTML for the head of the page."""
        return self.frames.get(address, Frame()).head

    def finish(self, html: str, address: str) -> str:
        """The page with its components filled in and, of a guide, its end: where to go next, sources, date of review."""
        guide = self.guides.get(address)
        citations = Citations(guide.meta.sources if guide else {})
        html = self.link_glossary_terms(fill(html, self.components, PageContext(address, citations)), address)
        if frame := self.frames.get(address):
            html = frame.before + html + frame.after
        if guide is None:
            return html
        html = html.replace("<h1", f'<h1 data-search-words="{escape(" ".join(guide.meta.words))}"', 1)
        view = GuideEndView(
            next=[(self.titles[target.partition("?")[0].partition("#")[0]], target) for target in guide.meta.next],
            sources=citations.cited(),
            popovers=citations.popovers(),
            reviewed=formatting.day(guide.meta.reviewed),
            path=guide.path,
        )
        return html + self.render_guide_end(address, view)


def assemble_site(
    atlas: Atlas,
    settings: Settings,
    history: History = NO_HISTORY,
    guides: Sequence[Guide] = (),
    articles: Sequence[Article] = (),
    authored_titles: Mapping[str, str] | None = None,
    cache: BuildCache = NO_CACHE,
    templates: Environment | None = None,
    saved: SavedResults | None = None,
) -> Site:
    """Everything the site consists of, beside the text of the pages written by hand.

    `authored_titles` are those of all pages written by hand, by address. With a cache that is on, pages that rest on
    nothing new are those of the last time, and the files for machines are those of the first time: a person who edits
    looks at pages. `templates` are those of `environment`, `saved` the pages and files of an earlier build that rested on the
    same. Raises jinja2.TemplateError.
    """
    context = BuildContext(atlas, settings, templates or environment(), history, cache, tuple(guides), tuple(articles))
    components = components_of(context)
    context = replace(context, components=components)
    for name in ("finder", "publisher", "totals", "map", "guides"):  # once, before the work is shared
        components[name].render(PageContext("", Citations({})), ())

    batches = workers.batches(atlas.jurisdictions, STATES_PER_TASK)
    by_state = [replace(context, jurisdictions=tuple(batch)) for batch in batches]
    page_tasks = {_name(output): partial(_all, output, context) for output in PAGES}
    for output in PAGES_BY_STATE:
        page_tasks |= {_name(output, number): partial(_all, output, batch) for number, batch in enumerate(by_state, 1)}
    file_tasks = {_name(output): partial(_all, output, context) for output in FILES}
    if cache.on:  # a live server has threads, and must not fork
        pages = _joined(workers.one_by_one([*page_tasks.values()]))
        files = cache.get_or_build("files", (), lambda: _joined(workers.one_by_one([*file_tasks.values()])))
    else:  # files begin first: the longest takes as long as many pages
        tasks = file_tasks | page_tasks
        done = saved.each(tasks) if saved else [*workers.each([*tasks.values()])]
        files, pages = _joined(done[: len(file_tasks)]), _joined(done[len(file_tasks) :])
    authored = AuthoredPages(
        components=components,
        guides={guide.address: guide for guide in guides},
        titles={page.address: page.title for page in pages} | dict(authored_titles or {}),
        render_guide_end=partial(context.render, "parts/guide_end.html"),
        link_glossary_terms=context.link_glossary_terms,
        frames=dict(chain(home.frames(context), article_pages.frames(context))),
    )
    return Site(pages, files, authored, copies_read=_copies_read(atlas))


def _copies_read(atlas: Atlas) -> str:
    """From the first to the last day on which a source was read: "Nov. 23 to Nov. 28, 2026"; "" without any."""
    days = sorted({source.read_on for jurisdiction in atlas.jurisdictions for source in jurisdiction.sources.values()})
    if not days:
        return ""
    first, last = formatting.day(days[0]), formatting.day(days[-1])
    if days[0].year == days[-1].year:
        first = first.rsplit(",", 1)[0]
    return last if days[0] == days[-1] else f"{first} to {last}"


def _joined(batches: Iterable[list[Output]]) -> tuple[Output, ...]:
    return tuple(chain.from_iterable(batches))


def _name(output: Any, number: int = 0) -> str:
    """The name of a task: its output, such as `pages.state`, and which part of it."""
    _, _, name = output.__name__.partition(".outputs.")
    return f"{name}.{number}" if number else name


def _all(output: Any, context: BuildContext) -> list[Any]:
    return list(output.build(context))
