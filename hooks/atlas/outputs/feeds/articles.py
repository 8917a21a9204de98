"""The feed of the articles. The pages themselves are the blog's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atlas.data.articles import FOLDER, Article
from atlas.outputs.feeds import atom
from atlas.rendering.artifacts import Output
from atlas.rendering.context import Builder


def files(builder: Builder, articles: Sequence[Article]) -> Iterator[Output]:
    """The feed; none without articles."""
    if not articles:
        return
    site = builder.settings.site_url
    items = [
        atom.Item(
            id=site + article.address,
            title=article.meta.title,
            link=site + article.address,
            day=article.meta.date,
            content=article.meta.description,
            author=", ".join(article.authors),
        )
        for article in articles
    ]
    own = f"{FOLDER}/feed.xml"
    yield Output(own, atom.feed("Articles", f"{site}{FOLDER}/", site + own, items, articles[0].meta.date))
