"""Articles and their authors: docs/articles/posts/*.md and docs/articles/.authors.yml. Material's blog renders them.

What the blog does not check is checked here: that an author's profile is complete and that a post cites what it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .model import Shape, Slug, Text
from .problems import Problem, nearest
from .prose import split
from .validation import validate_document
from .yamlpos import read

FOLDER = "articles"
CATEGORIES = ("Practice", "Training", "Licensing", "Working life")
EXCERPT = "<!-- more -->"
LEAST_BIOGRAPHY = 40  # words


class Author(Shape):
    """Who writes. `description` gives the credentials; the biography is a page of its own."""

    name: Text
    description: Text = Field(description="Credentials and place, such as LPC, Example State.")
    avatar: str = Field(description="A picture under docs/, or assets/authors/none.svg for none.")
    slug: Slug


class AuthorsFile(Shape):
    """The whole of docs/articles/.authors.yml."""

    authors: Annotated[dict[Slug, Author], Field(min_length=1)]


class PostMeta(Shape):
    """The front matter of an article."""

    title: Text
    description: Text
    date: date
    authors: Annotated[list[Slug], Field(min_length=1)]
    categories: Annotated[list[str], Field(min_length=1)]
    hide: list[str] = Field(default_factory=list)


@dataclass(frozen=True)
class Article:
    """A post: its address, front matter, and the names of its authors."""

    address: str
    meta: PostMeta
    authors: tuple[str, ...]


def load_articles(docs: Path, problems: list[Problem], root: Path) -> tuple[Article, ...]:
    """Every article, the newest first. What is wrong with one, or with an author's profile, is added to `problems`."""
    folder = docs / FOLDER
    if not folder.is_dir():
        return ()
    document = read(folder / ".authors.yml", root)
    shape = validate_document(AuthorsFile, document)
    authors = shape.authors if shape else {}
    for id, author in authors.items():
        if not (docs / author.avatar).is_file():
            document.add(("authors", id, "avatar"), f"there is no picture `{author.avatar}`", "a file under docs/")
        profile = folder / "author" / f"{author.slug}.md"
        words = len(re.findall(r"\w+", profile.read_text(encoding="utf-8"))) if profile.is_file() else 0
        if words < LEAST_BIOGRAPHY:
            what = f"the biography of `{id}` has {words} words"
            expected = f"at least {LEAST_BIOGRAPHY}, in docs/{FOLDER}/author/{author.slug}.md"
            document.add(("authors", id), what, expected, key=True)
    problems += document.problems
    found = []
    for path in sorted((folder / "posts").glob("*.md")):
        meta, body, first, post = split(path, PostMeta, root)
        for id in meta.authors if meta else ():
            if id not in authors:
                post.add(("authors",), f"unknown author `{id}`", "an id in .authors.yml", nearest(id, authors))
        for category in meta.categories if meta else ():
            if category not in CATEGORIES:
                what = f"unknown category `{category}`"
                post.add(("categories",), what, "one of " + ", ".join(CATEGORIES), nearest(category, CATEGORIES))
        problems += post.problems
        if EXCERPT not in body:
            problems.append(
                Problem(post.path, first, 1, "the article has no excerpt", f"`{EXCERPT}` after its opening")
            )
        references = body.partition("## References")[2]
        if len(re.findall(r"\]\(https://|<https://", references)) < 1:
            what = "the article has no references"
            problems.append(Problem(post.path, first, 1, what, "`## References` with a link to each study"))
        if meta:
            names = tuple(authors[id].name for id in meta.authors if id in authors)
            found.append(Article(f"{FOLDER}/{path.stem}/", meta, names))
    return tuple(sorted(found, key=lambda a: (-a.meta.date.toordinal(), a.address)))
