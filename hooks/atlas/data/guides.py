"""Guides: docs/guides/<slug>.md with their front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from atlas.data.addresses import address_of
from atlas.data.component_syntax import asked
from atlas.data.front_matter import split
from atlas.data.positions import Document
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.domain.page_head import PageDescription, PageTitle
from atlas.domain.problems import Problem, nearest
from atlas.domain.sources import Source
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import PageAddress, PastDay, Slug, Text, fail

GUIDES = "guides"
GROUPS = ("Getting started", "Getting licensed", "Changing course", "Once licensed")


def _group(word: str) -> str:
    if word not in GROUPS:
        what = f"the group `{word}` is not in the list of guides"
        fail(what, "one of " + ", ".join(GROUPS), nearest(word, GROUPS))
    return word


class FrontMatter(StrictModel):
    """What stands between the two lines `---` at the top of a guide."""

    title: PageTitle
    description: PageDescription = Field(
        description="The question that the guide answers, for search engines and lists."
    )
    group: Annotated[str, AfterValidator(_group)] = Field(description="Where it stands in the list of guides.")
    order: int = Field(description="Its place in the group, 1 first.")
    reviewed: PastDay = Field(description="The day somebody last read the whole guide against its sources.")
    next: Annotated[list[PageAddress], Field(min_length=1)] = Field(
        description="Pages to go to next, as addresses of the site."
    )
    words: list[Text] = Field(default_factory=list, description="Other words that readers search for.")
    hide: list[str] = Field(default_factory=list, description="What the theme leaves out.")
    sources: dict[Slug, Source] = Field(default_factory=dict)


@dataclass(frozen=True)
class Guide:
    """A guide. `address` ends with a slash; `body` is Markdown, and begins in line `first` of the file."""

    slug: str
    path: str
    meta: FrontMatter
    body: str
    first: int

    @property
    def address(self) -> str:
        return f"{GUIDES}/{self.slug}/"


def load_guides(docs: Path, build: Build, problems: list[Problem]) -> tuple[Guide, ...]:
    """Every guide, in the order of the list. What is wrong with one is added to `problems`."""
    found = []
    for path in sorted((docs / GUIDES).glob("*.md")):
        if path.name == "index.md":
            continue
        meta, body, first, document = split(path, FrontMatter, build.root)
        cited = frozenset(id for name, ids, _, _ in asked(body) if name == "cite" for id in ids)
        check(DataFileKind.GUIDE, Context(document, meta, build, cited=cited, model=FrontMatter))
        problems += document.problems
        if meta:
            problems += _shape(body, first, document)
            found.append(Guide(path.stem, document.path, meta, body, first))
    found.sort(key=lambda g: (GROUPS.index(g.meta.group), g.meta.order, g.slug))
    return tuple(found)


def _shape(body: str, first: int, document: Document) -> Iterator[Problem]:
    """The form that every guide has: its title, the answer, a part from the data, and what to do, in steps."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", body) if block.strip()]
    if not blocks or not blocks[0].startswith("# "):
        yield Problem(document.path, first, 1, "the guide has no title", "`# ` and the title first")
    if len(blocks) < 2 or re.match(r"[#|>*{0-9-]", blocks[1]):
        yield Problem(
            document.path, first, 1, "the guide does not begin with its answer", "a paragraph after the title"
        )
    if not _BLOCKS.search(body):
        yield Problem(
            document.path, first, 1, "nothing in the guide comes from the data", "a part such as {{ spread cacrep }}"
        )
    steps = body.partition("## What to do")[2]
    if not re.match(r"\s*\n+(?:[^\n#]+\n+)*?1\. ", steps):
        yield Problem(document.path, first, 1, "the guide has no steps", "`## What to do` and a numbered list under it")


_BLOCKS = re.compile(r"^\{\{\s*[a-z_]+[^{}]*\}\}\s*$", re.MULTILINE)


def titles(docs: Path) -> dict[str, str]:
    """The title of every page written by hand, by address: its front matter's, else its first heading."""
    found = {}
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        title = re.search(r"^title: *(.+)$", text.partition("\n---")[0], re.MULTILINE) or re.search(
            r"^# (.+)$", text, re.MULTILINE
        )
        found[address_of(path.relative_to(docs))] = title[1].strip().strip("\"'") if title else path.stem
    return found
