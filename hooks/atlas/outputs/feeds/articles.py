# Produces:
#   /articles/feed.xml   the articles as an Atom feed
"""The feed of the articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from atlas.data.articles import FOLDER, Article
from atlas.history.edits import History
from atlas.outputs.feeds import atom
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The feed. Every page leads to it, so it is there before the first article is."""
    site = context.settings.site_url
    items = [
        atom.Item(
            id=atom.entry_id(article.address),
            title=article.meta.title,
            link=site + article.address,
            updated=updated(article, context.history),
            published=atom.midnight(article.meta.date),
            content=article.meta.description,
            author=", ".join(article.authors),
        )
        for article in context.articles
    ]
    own, last_read = f"{FOLDER}/feed.xml", date.fromisoformat(context.last_read)
    newest = max((item.updated for item in items), default=atom.midnight(last_read))
    yield SiteFile(own, atom.feed("Articles", f"{site}{FOLDER}/", site + own, items, newest))


def updated(article: Article, history: History) -> datetime:
    """When the article last changed: as git knows, and never before the day it gives for itself."""
    published, known = atom.midnight(article.meta.date), history.files.get(article.path)
    return max(published, known.changed) if known else published
