# Produces, around the text of pages written by hand:
#   /articles/<slug>/             where an article stands, and at its end who wrote it
#   /articles/                    the list of all articles; /articles/author/<slug>/ and /articles/category/<slug>/ of some
"""What stands around articles and their lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.data.articles import CATEGORIES, FOLDER, Article, category_address
from atlas.outputs.api import structured_data
from atlas.rendering.artifacts import Frame
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class ArticleView:
    """What parts/article_start.html and parts/article_end.html show."""

    article: Article


@dataclass(frozen=True)
class ArticleListView:
    """What parts/article_list.html shows."""

    articles: Sequence[Article]


def frames(context: BuildContext) -> Iterator[tuple[str, Frame]]:
    """What stands around the text of each article and each page with a list of them: the address of the page, the frame."""
    articles = context.articles
    for article in articles:
        view = ArticleView(article)
        start, end = (context.render(f"parts/article_{part}.html", article.address, view) for part in ("start", "end"))
        yield article.address, Frame(start, end, structured_data.article_head(article, context))
    yield _list(context, f"{FOLDER}/", articles)
    for author in dict.fromkeys(author for article in articles for author in article.profiles):
        yield _list(context, author.address, [article for article in articles if author in article.profiles])
    for category in CATEGORIES:
        listed = [article for article in articles if category in article.meta.categories]
        yield _list(context, category_address(category), listed)


def _list(context: BuildContext, address: str, articles: Sequence[Article]) -> tuple[str, Frame]:
    return address, Frame("", context.render("parts/article_list.html", address, ArticleListView(articles)))
