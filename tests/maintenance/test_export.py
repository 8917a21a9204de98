"""The site outlasts its engine: the tree that `make export` writes gives the same pages when Zensical builds it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lxml import html as lxml_html
from lxml.html import HtmlElement

from atlas.maintenance import static_export
from conftest import ROOT

TEN = (
    "", "states/", "states/georgia/", "states/texas/", "compare/", "move/ohio/", "schools/", "guides/cost/",
    "articles/burnout-in-the-first-years/", "glossary/",
)  # fmt: skip


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


def article(path: Path) -> HtmlElement:
    found = next(
        lxml_html.document_fromstring(path.read_text(encoding="utf-8")).iter("article")
    )  # a list has more in it
    for edit in found.xpath("./a[contains(@class,'md-content__button')]"):
        edit.drop_tree()
    return found


def words(element: HtmlElement) -> str:
    """The text without spaces: HTML lets an engine put line breaks between blocks."""
    return "".join(element.text_content().split())


def addresses(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def test_every_address_is_there_with_either_engine(site: Path, tree: Path) -> None:
    assert addresses(tree / "site") == addresses(site)
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        made_by_engine = name.startswith(("search/", "sitemap.xml", "offline/files.json")) or re.search(
            r"site\.\w+\.css$", name
        )
        if path.is_file() and not made_by_engine and path.suffix != ".html" and name != "_headers":
            assert (tree / "site" / name).read_bytes() == path.read_bytes(), name


@pytest.mark.parametrize("address", TEN)
def test_a_page_says_the_same_with_either_engine(site: Path, tree: Path, address: str) -> None:
    ours, theirs = (article(folder / address / "index.html") for folder in (site, tree / "site"))
    assert words(theirs) == words(ours)
    headings = [
        [(h.tag, h.get("id") or "", words(h)) for h in page.iter("h2", "h3", "h4")] for page in (ours, theirs)
    ]  # an h1 without an id is given one by Markdown
    assert headings[0] == headings[1]
    cells = [[words(cell) for cell in page.iter("th", "td")] for page in (ours, theirs)]
    assert cells[0] == cells[1]
    links = [[link.get("href") for link in page.iter("a")] for page in (ours, theirs)]
    assert links[0] == links[1]


def test_every_page_has_the_same_words_with_either_engine(site: Path, tree: Path) -> None:
    differ = [
        name for name in sorted(addresses(site)) if words(article(site / name)) != words(article(tree / "site" / name))
    ]
    assert differ == []


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
    assert "\n## Fees of the boards {: #fees-of-the-boards }\n" in guide
    assert "{{" not in guide


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<h2 id="a">A * b</h2>', "## A \\* b {: #a }"),
        ("<p>1. No list, <strong>bold</strong> &lt;b&gt; &amp; [x]</p>", "1\\. No list, **bold** &lt;b&gt; &amp; \\[x\\]"),
        ('<p><a href="../ohio/#fees">Ohio</a></p>', "[Ohio](<../ohio/index.md#fees>)"),
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
