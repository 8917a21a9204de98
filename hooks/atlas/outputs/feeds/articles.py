# Produces:
#   /articles/feed.xml   the articles as an Atom feed
"""The feed of the articles."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.data.articles import FOLDER
from atlas.outputs.feeds import atom
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The feed; none without articles."""
    if not context.articles:
        return
    site = context.settings.site_url
    items = [
        atom.Item(
            id=site + article.address,
            title=article.meta.title,
            link=site + article.address,
            day=article.meta.date,
            content=article.meta.description,
            author=", ".join(article.authors),
        )
        for article in context.articles
    ]
    own = f"{FOLDER}/feed.xml"
    yield SiteFile(own, atom.feed("Articles", f"{site}{FOLDER}/", site + own, items, context.articles[0].meta.date))
