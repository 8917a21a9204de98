"""What is wrong with the texts written by hand, as far as it takes the data to know: the parts that they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from atlas.data.guides import Guide
from atlas.domain.atlas import Atlas
from atlas.domain.problems import Problem
from atlas.outputs.pages import compare, guide_components, home, questions
from atlas.rendering.artifacts import Settings
from atlas.rendering.components import Component, problems
from atlas.rendering.context import BuildContext, environment

COMPONENTS = (home, compare, guide_components)
"""The modules that give components for pages written by hand, which ask for them as {{ name ... }}."""
_NOWHERE = Settings("https://site.example/", "https://site.example/")  # nothing is published


def components_of(context: BuildContext) -> Mapping[str, Component]:
    """Every component by its name."""
    return {component.name: component for source in COMPONENTS for component in source.components(context)}


def part_problems(docs: Path, atlas: Atlas, guides: Sequence[Guide], root: Path) -> list[Problem]:
    """A problem for each part of a page or of a general question that there is not, and for each figure that is typed, as the
    build would tell them. Raises jinja2.TemplateError."""
    components = components_of(BuildContext(atlas, _NOWHERE, environment(), guides=tuple(guides)))
    found = problems(docs, components, {guide.address: guide for guide in guides}, root)
    return [*found, *questions.problems(atlas, components)]
