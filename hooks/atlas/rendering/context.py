"""What every output is made from, and how it turns a view into a page: templates, and links between pages.

A view is a frozen dataclass that stands beside the output it belongs to. A template finds each of its fields by name.
"""

from __future__ import annotations

import pickle
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from atlas.data.articles import Article
from atlas.data.guides import Guide
from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.jurisdictions import in_sentence as name_in_text
from atlas.domain.requirements import Jurisdiction
from atlas.history.edits import NO_HISTORY, History
from atlas.rendering.artifacts import Page, Settings, headings
from atlas.rendering.components import Component
from atlas.rendering.glossary_links import Marker
from atlas.system import remembered
from atlas.system.build_cache import NO_CACHE, BuildCache

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@dataclass(frozen=True)
class BuildContext:
    """What every output is made from."""

    atlas: Atlas
    settings: Settings
    templates: Environment
    history: History = NO_HISTORY
    cache: BuildCache = NO_CACHE
    guides: tuple[Guide, ...] = ()
    articles: tuple[Article, ...] = ()
    components: Mapping[str, Component] = field(default_factory=dict)  # for pages written by hand, by name
    jurisdictions: tuple[Jurisdiction, ...] = ()  # whose pages are to be made, of outputs with a page for each

    @cached_property
    def shared(self) -> tuple[Any, ...]:
        """What every page of a jurisdiction rests on beside the jurisdiction itself, for `cache`."""
        atlas = self.atlas
        files = sorted(TEMPLATES.rglob("*.html")) if self.cache.on else ()
        changed = tuple(path.stat().st_mtime_ns for path in files)
        return atlas.day, atlas.exams, atlas.schools, atlas.compact, atlas.glossary, self.settings, changed

    @cached_property
    def marker(self) -> Marker:
        return Marker.of(self.atlas.glossary)

    @property
    def last_read(self) -> str:
        """The latest day on which somebody read a source, as an ISO date."""
        return max((evidence.last_read(j).isoformat() for j in self.atlas.jurisdictions), default="")

    def render(self, template: str, address: str, view: DataclassInstance) -> str:
        """A piece of the page at `address`: the template, with each field of `view` under its name.

        Beside these it has `atlas`, `settings`, and `to`: `to("states/ohio/")` is a link from that page.
        """
        return self._render(template, address, template_names(view))

    def _render(self, template: str, address: str, names: Mapping[str, object]) -> str:
        return self.templates.get_template(template).render(
            {"to": lambda target: relative(address, target), "atlas": self.atlas, "settings": self.settings, **names}
        )

    def link_glossary_terms(self, html: str, address: str) -> str:
        """The article of the page at `address` with the terms of the glossary marked; the glossary itself is left."""
        return html if address == "glossary/" else self.marker.mark(html, relative(address, "glossary/"))

    def page(
        self,
        template: str,
        address: str,
        view: DataclassInstance,
        *,
        title: str,
        description: str,
        edit: str,
        modified: str,
        head: str = "",
    ) -> Page:
        """The page at `address`: the template, which has the names of `render` and `title`.

        `description` is for search engines, `edit` the path from the root of what a reader mends, `modified` the day (ISO)
        on which the content last changed ("" where that is not known), `head` HTML for the head of the document.
        """
        html = self._render(template, address, {**template_names(view), "title": title})
        html = self.link_glossary_terms(html, address)
        found, edit_url = headings(html), self.settings.edit_url(edit)
        return Page(address, title, description, html.encode(), found, edit_url, modified, head)


def template_names(view: DataclassInstance) -> dict[str, object]:
    """The fields of a view by name, not copied."""
    return {f.name: getattr(view, f.name) for f in fields(view)}


class CompiledTemplates(BytecodeCache):
    """What templates were compiled to, from one build to the next. The engine checks that a template is as it was."""

    def __init__(self, path: Path) -> None:
        self._path = path
        body = remembered.load(path)
        self._code: dict[str, bytes] = pickle.loads(body) if body else {}  # noqa: S301 - written by `save` of this same code
        self._is_new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key], self._is_new = bucket.bytecode_to_string(), True

    def save(self) -> None:
        if self._is_new:
            body = pickle.dumps(self._code, pickle.HIGHEST_PROTOCOL)
            remembered.save(self._path, lambda write: write(body))


def environment(compiled: CompiledTemplates | None = None) -> Environment:
    """Templates that escape everything and fail on a misspelt name. `|day` writes a date out, `|in_sentence`
    lowers the capital of a label, `|name_in_text` gives the name of a state its article."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
    )
    templates.filters["day"] = formatting.day
    templates.filters["in_sentence"] = formatting.in_sentence
    templates.filters["name_in_text"] = name_in_text
    return templates


def compile_templates(templates: Environment) -> None:
    """Compile those that are new or were edited: a broken one shows before anything is written, and processes that share the
    work need not compile it. Raises jinja2.TemplateError."""
    for name in templates.list_templates():
        templates.get_template(name)
    if isinstance(templates.bytecode_cache, CompiledTemplates):
        templates.bytecode_cache.save()


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
