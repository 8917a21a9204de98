"""Articles and their authors: docs/articles/posts/*.md and docs/articles/.authors.yml.

An author's profile has to be complete, a category to have its page, and a post to cite what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from atlas.data.front_matter import split
from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate_document
from atlas.domain.jurisdictions import slug
from atlas.domain.page_head import PageDescription, PageTitle
from atlas.domain.problems import Problem, nearest
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import PastDay, Slug, Text, fail

FOLDER = "articles"
POSTS = f"{FOLDER}/posts"
CATEGORIES = ("Practice", "Training", "Licensing", "Working life")
LEAST_BIOGRAPHY = 40  # words
WORDS_A_MINUTE = 265  # that a grown reader reads, about


class Author(StrictModel):
    """Who writes. `description` gives the credentials; the biography is a page of its own."""

    name: Text
    description: Text = Field(description="Credentials and place, such as LPC, Example State.")
    avatar: str = Field(description="A picture under docs/, or assets/authors/none.svg for none.")
    slug: Slug

    @property
    def address(self) -> str:
        """The page with the biography."""
        return f"{FOLDER}/author/{self.slug}/"


class AuthorsFile(StrictModel):
    """The whole of docs/articles/.authors.yml."""

    authors: Annotated[dict[Slug, Author], Field(min_length=1)]


def _category(word: str) -> str:
    if word not in CATEGORIES:
        fail(f"unknown category `{word}`", "one of " + ", ".join(CATEGORIES), nearest(word, CATEGORIES))
    return word


class PostMeta(StrictModel):
    """The front matter of an article."""

    title: PageTitle
    description: PageDescription
    date: PastDay
    authors: Annotated[list[Slug], Field(min_length=1)]
    categories: Annotated[list[Annotated[str, AfterValidator(_category)]], Field(min_length=1)]
    hide: list[str] = Field(default_factory=list)


@dataclass(frozen=True)
class Article:
    """A post: the name of its file, its front matter, its authors, and how many minutes it takes to read."""

    slug: str
    meta: PostMeta
    profiles: tuple[Author, ...]
    minutes: int

    @property
    def address(self) -> str:
        """The page of the article."""
        return f"{FOLDER}/{self.slug}/"

    @property
    def path(self) -> str:
        """Its file, from the root of the project."""
        return f"docs/{POSTS}/{self.slug}.md"

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of the authors."""
        return tuple(author.name for author in self.profiles)

    @property
    def categories(self) -> tuple[tuple[str, str], ...]:
        """The name and the address of each category."""
        return tuple((name, category_address(name)) for name in self.meta.categories)


def category_address(name: str) -> str:
    """The page of a category: "Working life" gives "articles/category/working-life/"."""
    return f"{FOLDER}/category/{slug(name)}/"


def load_articles(docs: Path, build: Build, problems: list[Problem]) -> tuple[Article, ...]:
    """Every article, the newest first. What is wrong with one, or with an author's profile, is added to `problems`."""
    folder = docs / FOLDER
    if not folder.is_dir():
        return ()
    authors, known, document = _load_authors(docs, build)
    problems += document.problems
    found = []
    for path in sorted((docs / POSTS).glob("*.md")):
        meta, body, first, post = split(path, PostMeta, build.root)
        check(DataFileKind.ARTICLE, Context(post, meta, build, model=PostMeta))
        if meta:
            _check_names(post, meta, known, docs)
        problems += post.problems
        if body:
            problems += _form(body, first, post)
        if meta:
            profiles = tuple(authors[id] for id in meta.authors if id in authors)
            minutes = ceil(len(re.findall(r"\w+", body)) / WORDS_A_MINUTE)
            found.append(Article(path.stem, meta, profiles, minutes))
    return tuple(sorted(found, key=lambda a: (-a.meta.date.toordinal(), a.address)))


def _check_names(post: Document, meta: PostMeta, known: Collection[str] | None, docs: Path) -> None:
    """Each author that the front matter of a post names is `known`, and each category has its page."""
    for number, id in enumerate(meta.authors):
        if known is not None and id not in known:
            post.add(("authors", number), f"unknown author `{id}`", "an id in .authors.yml", nearest(id, known))
    for number, name in enumerate(meta.categories):
        page = f"{category_address(name).rstrip('/')}.md"
        if not (docs / page).is_file():
            what = f"the category `{name}` has no page yet"
            post.add(("categories", number), what, f"docs/{page}, with a title and a sentence")


def _load_authors(docs: Path, build: Build) -> tuple[Mapping[str, Author], Collection[str] | None, Document]:
    """The authors; the ids that stand in the file, also of those with a mistake (None when it cannot be read); the file."""
    document = read(docs / FOLDER / ".authors.yml", build.root)
    shape = validate_document(AuthorsFile, document)
    check(DataFileKind.AUTHORS, Context(document, shape, build, model=AuthorsFile))
    for id, author in shape.authors.items() if shape else ():
        if not (docs / author.avatar).is_file():
            document.add(("authors", id, "avatar"), f"there is no picture `{author.avatar}`", "a file under docs/")
        profile = docs / FOLDER / "author" / f"{author.slug}.md"
        text = profile.read_text(encoding="utf-8", errors="replace") if profile.is_file() else ""
        words = len(re.findall(r"\w+", text))
        if words < LEAST_BIOGRAPHY:
            what = f"the biography of `{id}` has {words} words"
            expected = f"at least {LEAST_BIOGRAPHY}, in docs/{FOLDER}/author/{author.slug}.md"
            document.add(("authors", id), what, expected, key=True)
    known = document.data.get("authors") if isinstance(document.data, dict) else None
    return shape.authors if shape else {}, known if isinstance(known, dict) else None, document


def _form(body: str, first: int, post: Document) -> Iterator[Problem]:
    """The form that every article has: references."""
    references = body.partition("## References")[2]
    if not re.search(r"\]\(https://|<https://", references):
        what = "the article has no references"
        yield Problem(post.path, first, 1, what, "`## References` with a link to each study")
