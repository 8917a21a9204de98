"""Templates and their views agree: no template asks for a name that it is not given, no view gives a name in vain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from jinja2 import Environment, meta, nodes

from atlas.build.assemble import GuideEndView, assemble_site
from atlas.data.articles import load_articles
from atlas.data.rules import Build
from atlas.domain.atlas import Atlas
from atlas.history.edits import Edit, History
from atlas.rendering.artifacts import Settings
from atlas.rendering.citations import Citations
from atlas.rendering.components import PageContext
from atlas.rendering.context import BuildContext, environment
from atlas.system import workers
from conftest import ROOT

GIVEN = {"to", "atlas", "settings", "title"}  # what the context gives beside the view
HISTORY = History((Edit("abc1234", date(2026, 1, 2), "A fee was raised", ("from 1 to 2",)),))


@pytest.fixture(scope="module")
def views(atlas: Atlas) -> dict[str, type]:
    """The view that each template is rendered with, everything in the site having been rendered once."""
    found: dict[str, set[type]] = {}

    def recorded(method: Callable[..., Any]) -> Callable[..., Any]:
        def record(context: BuildContext, template: str, address: str, view: Any, **named: str) -> Any:
            found.setdefault(template, set()).add(type(view))
            return method(context, template, address, view, **named)

        return record

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "each", workers.one_by_one)  # in this process, where it is seen
        patch.setattr(BuildContext, "page", recorded(BuildContext.page))
        patch.setattr(BuildContext, "render", recorded(BuildContext.render))
        settings = Settings("https://site.example/", "https://repo.example/")
        articles = load_articles(ROOT / "docs", Build(atlas.day), [])
        site = assemble_site(atlas, settings, HISTORY, articles=articles)
        exam = next(iter(atlas.exams.values()))
        place = PageContext("guides/x/", Citations(exam.sources))
        for call in (
            f"cite {next(iter(exam.sources))}",
            "spread min_months",
            "says endorsement_note",
            "columns min_months",
            "fee_bars",
        ):
            name, *arguments = call.split()
            site.authored.components[name].render(place, tuple(arguments))
        site.authored.components["publisher"].render(place, ())
        site.authored.render_guide_end("guides/x/", GuideEndView([], [], [], "May 1, 2026", "docs/guides/x.md"))
    assert all(len(kinds) == 1 for kinds in found.values()), found
    return {template: kind for template, (kind,) in found.items()}


def _parsed(templates: Environment, name: str) -> nodes.Template:
    assert templates.loader
    return templates.parse(templates.loader.get_source(templates, name)[0])


def names_asked(templates: Environment, name: str) -> set[str]:
    """The names that a template looks up in what it is given; those of templates that it includes count as its own."""
    tree = _parsed(templates, name)
    asked = meta.find_undeclared_variables(tree)
    for include in tree.find_all(nodes.Include):
        assert isinstance(include.template, nodes.Const)
        asked |= names_asked(templates, include.template.value)
    return asked


def test_every_template_is_rendered_with_a_view_or_belongs_to_another_template(views: dict[str, type]) -> None:
    templates = environment()
    names = set(templates.list_templates())
    pieces = {piece for name in names for piece in meta.find_referenced_templates(_parsed(templates, name))}
    assert set(views) | pieces == names


def test_a_template_asks_only_for_names_that_its_view_or_the_context_gives(views: dict[str, type]) -> None:
    templates = environment()
    for template, view in views.items():
        missing = names_asked(templates, template) - GIVEN - {field.name for field in fields(view)}
        assert not missing, f"{template} asks for {missing}, which {view.__name__} does not have"


def test_every_field_of_a_view_is_used_by_its_template(views: dict[str, type]) -> None:
    templates = environment()
    for template, view in views.items():
        unused = {field.name for field in fields(view)} - names_asked(templates, template)
        assert not unused, f"{view.__name__} gives {unused}, which {template} does not use"


def test_no_view_hides_a_name_of_the_context(views: dict[str, type]) -> None:
    for view in views.values():
        assert not GIVEN & {field.name for field in fields(view)}, view.__name__
