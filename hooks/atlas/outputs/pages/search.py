# Produces:
#   /search/   the search with an address of its own, and, for readers without scripts, all that it knows by name
"""The page of the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain.search_topics import SEARCH_TOPICS, SearchTopic
from atlas.outputs.pages import titles
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext

# Every script that the search is made of.
SCRIPTS = ("search.js", "search-answers.js", "search-index.js", "search-query.js")


@dataclass(frozen=True)
class SearchView:
    """What search.html shows."""

    topics: tuple[SearchTopic, ...]
    names: list[titles.Name]  # every title, abbreviation and nickname
    scripts: tuple[str, ...]  # under assets/


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    yield context.page(
        "search.html",
        "search/",
        SearchView(
            SEARCH_TOPICS,
            [name for name in titles.names(context.atlas) if _is_abbreviation(name.name)],
            SCRIPTS,
        ),
        title="Search",
        description="Search the Atlas by state, title, exam, school or question, or browse every state, topic and title.",
        edit="hooks/atlas/domain/search_topics.py",
        modified=context.history.modified("data/states/"),
    )


def _is_abbreviation(name: str) -> bool:
    return name.split(maxsplit=1)[0].isupper()
