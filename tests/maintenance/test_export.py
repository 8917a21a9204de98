"""The site outlasts its engine: the tree that `make export` writes gives the same pages when Zensical builds it.

Pages are compared one by one: all of the head, the shell around the article, and what the article says and leads to.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
import yaml
from lxml import html as lxml_html
from lxml.html import HtmlElement

from atlas.maintenance import static_export
from conftest import ROOT


@pytest.fixture(scope="module")
def tree(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported tree, built with Zensical."""
    target = tmp_path_factory.mktemp("export") / "tree"
    done = subprocess.run(
        [sys.executable, "scripts/export.py", "--site", str(site), "--target", str(target), "--build", "zensical"],
        cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def parsed(folder: Path, name: str) -> HtmlElement:
    """A page of the site in `folder`, with every link in full and in plain letters: there are several ways to write one."""
    page = lxml_html.document_fromstring((folder / name).read_text(encoding="utf-8"))
    page.make_links_absolute(urljoin("https://site.example/", name.removesuffix("index.html")))
    for element in page.xpath("//*[@data-search]"):
        element.set("data-search", urljoin(f"https://site.example/{name}", element.get("data-search")))
    for element in page.xpath("//@href/.."):
        element.set("href", re.sub(r"/\.$|(?<=/site)\.\w+(?=\.css$)", "/", unquote(element.get("href"))))
    return page


def words(element: HtmlElement) -> str:
    """The text without spaces: HTML lets an engine put line breaks between blocks."""
    return "".join(element.text_content().split())


def addresses(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def test_every_address_is_there_with_either_engine(site: Path, tree: Path) -> None:
    assert addresses(tree / "site") == addresses(site)
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        made_by_engine = name.startswith(("search/", "offline/files.json")) or re.search(r"site\.\w+\.css$", name)
        if path.is_file() and not made_by_engine and path.suffix != ".html" and name != "_headers":
            assert (tree / "site" / name).read_bytes() == path.read_bytes(), name


def head(page: HtmlElement) -> list[str]:
    return [lxml_html.tostring(element, encoding="unicode", with_tail=False) for element in page.find("head")]


def shell(page: HtmlElement) -> str:
    """All that stands around the article, and the link to where the page is edited."""
    article = next(page.iter("article"))
    for element in article:
        if element.get("rel") != "edit":
            article.remove(element)
    return " ".join(lxml_html.tostring(page.find("body"), encoding="unicode").split())


def article_facets(page: HtmlElement) -> dict[str, object]:
    """What the article says, and where it leads. An h1 without an id is given one by Markdown."""
    article = next(page.iter("article"))  # a list has more in it
    return {
        "words": words(article),
        "headings": [
            (h.tag, h.get("id"), h.get("data-search-words"), words(h)) for h in article.iter("h2", "h3", "h4")
        ],
        "cells": [words(cell) for cell in article.iter("th", "td")],
        "links": [link.get("href") for link in article.iter("a")],
    }


def test_every_page_is_the_same_with_either_engine(site: Path, tree: Path) -> None:
    differ: list[tuple[str, str]] = []
    for name in sorted(addresses(site)):
        ours, theirs = (parsed(folder, name) for folder in (site, tree / "site"))
        differ += [(name, "head")] if head(ours) != head(theirs) else []
        facets = article_facets(ours), article_facets(theirs)
        differ += [(name, facet) for facet in facets[0] if facets[0][facet] != facets[1][facet]]
        differ += [(name, "shell")] if shell(ours) != shell(theirs) else []
    assert differ == []


def test_what_is_compared_is_there(site: Path) -> None:
    """Structured data, other forms of a page, titles and links to feeds are in the head that the test above compares."""
    georgia = "\n".join(head(parsed(site, "states/georgia/index.html")))
    for piece in (
        "application/ld+json", 'type="text/markdown"', 'rel="canonical"', "changes.xml", "<title>Georgia", "og:description",
    ):  # fmt: skip
        assert piece in georgia
    assert 'rel="edit"' in shell(parsed(site, "states/georgia/index.html"))


def test_the_search_finds_the_same_sections_with_either_engine(site: Path, tree: Path) -> None:
    ours, theirs = (json.loads((folder / "search" / "index.json").read_text()) for folder in (site, tree / "site"))
    assert theirs["pages"] == ours["pages"]
    assert theirs["headings"] == ours["headings"]


def test_the_tree_is_markdown_without_hooks_or_parts_to_fill(tree: Path) -> None:
    config = yaml.safe_load((tree / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" not in config
    assert "plugins" not in config
    guide = (tree / "docs" / "guides" / "cost" / "index.md").read_text(encoding="utf-8")
    assert guide.startswith("---\n")
    assert "\n## Exam fees {: #fees-of-the-exams }\n" in guide
    assert "{{" not in guide


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<h2 id="a">A * b</h2>', "## A \\* b {: #a }"),
        ("<p>1. No list, <strong>bold</strong> &lt;b&gt; &amp; [x]</p>", "1\\. No list, **bold** &lt;b&gt; &amp; \\[x\\]"),
        ('<p><a href="../ohio/#fees">Ohio</a></p>', "[Ohio](<../ohio/index.md#fees>)"),
        ('<h2 id="a" data-search-words="b c">A</h2>', '## A {: #a data-search-words="b c" }'),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ('<p class="lead">BuildCache</p>', '<p class="lead">BuildCache</p>'),
        ('<div class="d"><h3 id="i">In</h3><p>x</p></div>', '<div class="d" markdown="block">\n\n### In {: #i }\n\nx\n\n</div>'),
    ],
)  # fmt: skip
def test_html_becomes_markdown_where_markdown_has_words_for_it(html: str, markdown: str) -> None:
    page, shell = (
        lxml_html.document_fromstring(
            f"<html><head><title>T</title></head><body><article>{text}</article></body></html>"
        )
        for text in (html, "")
    )
    assert static_export.markdown(page, shell).partition("---\n\n")[2].rstrip("\n") == markdown
