"""The whole site as data: pages, files, and the parts that hand-written pages ask for. No engine is known here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from typing import Any, TypeVar

from markupsafe import escape

from atlas.data.articles import Article
from atlas.data.guides import Guide
from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.history.edits import NO_HISTORY, History
from atlas.rendering.artifacts import Output, Page, Settings
from atlas.rendering.citations import Citations
from atlas.rendering.components import Part, Place, fill
from atlas.rendering.context import Builder, environment
from atlas.system import workers
from atlas.system.build_cache import OFF, Kept

Made = TypeVar("Made")
SOME = 4  # jurisdictions whose pages are made together


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
            "reviewed": formatting.day(guide.meta.reviewed),
            "path": guide.path,
        }
        return html + self.render("parts/guide_end.html", address, values)


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
    from atlas.outputs.api import files as api_files  # noqa: PLC0415
    from atlas.outputs.api import markdown_twins  # noqa: PLC0415
    from atlas.outputs.downloads import package  # noqa: PLC0415
    from atlas.outputs.feeds import articles as article_feed  # noqa: PLC0415
    from atlas.outputs.feeds import changes  # noqa: PLC0415
    from atlas.outputs.pages import changes as changes_page  # noqa: PLC0415
    from atlas.outputs.pages import compact as compact_page  # noqa: PLC0415
    from atlas.outputs.pages import compare as compare_page  # noqa: PLC0415
    from atlas.outputs.pages import coverage as coverage_page  # noqa: PLC0415
    from atlas.outputs.pages import data as data_page  # noqa: PLC0415
    from atlas.outputs.pages import edits as edits_page  # noqa: PLC0415
    from atlas.outputs.pages import exams as exams_page  # noqa: PLC0415
    from atlas.outputs.pages import (  # noqa: PLC0415
        field_reference,
        guide_parts,
    )
    from atlas.outputs.pages import glossary as glossary_page  # noqa: PLC0415
    from atlas.outputs.pages import home as home_page  # noqa: PLC0415
    from atlas.outputs.pages import hours as hours_page  # noqa: PLC0415
    from atlas.outputs.pages import move as move_page  # noqa: PLC0415
    from atlas.outputs.pages import plan as plan_page  # noqa: PLC0415
    from atlas.outputs.pages import questions as questions_page  # noqa: PLC0415
    from atlas.outputs.pages import schools as schools_page  # noqa: PLC0415
    from atlas.outputs.pages import state as state_page  # noqa: PLC0415
    from atlas.outputs.pages import states as states_page  # noqa: PLC0415
    from atlas.outputs.pages import titles as titles_page  # noqa: PLC0415

    builder = Builder(atlas, settings, kept.once("templates", (), environment), history, kept)
    made = (*home_page.parts(builder), *compare_page.parts(builder), *guide_parts.parts(builder, guides))
    parts = {part.name: part for part in made}
    for name in ("states", "totals", "map", "guides"):
        parts[name].render(Place("", Citations({})), ())  # a broken template must show before anything is written
    for name in builder.templates.list_templates():
        builder.templates.get_template(name)  # once, before the work is shared
    origins = move_page.origins(atlas)
    some = workers.batches(atlas.jurisdictions, SOME)
    alone = [
        *(partial(questions_page.pages, builder, parts), partial(exams_page.pages, builder)),
        *(partial(module.pages, builder) for module in (
            states_page, compare_page, move_page, plan_page, compact_page, titles_page, hours_page, coverage_page,
            data_page, changes_page, edits_page, field_reference, schools_page, glossary_page,
        )),
        *(partial(state_page.pages, builder, these) for these in some),
        *(partial(move_page.destinations, builder, these, origins) for these in some),
    ]  # fmt: skip
    files = [
        *(partial(module.files, builder) for module in (package, api_files, markdown_twins, changes)),
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
