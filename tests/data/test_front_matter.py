"""The front matter of every page written by hand is checked before the engine can print it or swallow a line of text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data

from atlas.data import front_matter
from atlas.data.articles import POSTS, load_articles
from atlas.data.guides import GUIDES, load_guides
from atlas.data.rules import Build
from atlas.domain.problems import Problem
from atlas.system.clock import build_day
from conftest import ROOT

GOOD = "---\ntitle: About\ndescription: What it is.\nhide: [navigation]\n---\n\n# About\n\nA sentence.\n"
BUT = (GUIDES, POSTS)


def told(docs: Path) -> list[str]:
    found: list[Problem] = []
    build = Build(build_day(), docs.parent)
    load_guides(docs, build, found)
    load_articles(docs, build, found)
    front_matter.check_pages(docs, found, docs.parent, but=BUT)
    return [str(problem) for problem in found]


CASES = [
    ("a bracket", GOOD.replace("title: About", "title: [About"), r"2:8: the `\[` that opens here is not closed in its line"),
    ("a colon", GOOD.replace("What it is.", "What: it is."), r"3:18: `What: it is\.` holds a colon and a space"),
    ("a comment", GOOD.replace("What it is.", "Form # 12."), r"3:19: `# 12\.` is a comment to YAML and would be lost"),
    ("an unknown key", GOOD.replace("description:", "descripton:"), r"3:1: unknown key `descripton` .*did you mean `description`"),
    ("no title", GOOD.replace("title: About\n", ""), r"\d:1: `title` is missing"),
    ("an empty title", GOOD.replace("title: About", "title:"), r"2:7: nothing in `title`"),
    ("a number for a title", GOOD.replace("title: About", "title: 2026"), r"2:8: the number 2026 in `title`.*did you mean `\"2026\"`"),
    ("a yes of the engine", GOOD.replace("title: About", "title: Yes"), r"2:8: `Yes` is no text to the engine"),
    ("a time of the engine", GOOD.replace("title: About", "title: 12:30"), r"2:8: `12:30` is no text to the engine"),
    ("no day of the engine", GOOD.replace("title: About", "title: 2026-02-30"), r"2:1: the front matter cannot be read by the engine: day is out of range"),
    ("a text for a list", GOOD.replace("[navigation]", "navigation"), r"4:7: the text `navigation` in `hide` \(expected a list"),
    ("no end", GOOD.replace("---\n\n", "\n"), r"1:1: the front matter has no end \(expected a line `---`"),
    ("no end before a line across the page", GOOD.replace("---\n\n", "\n") + "\n---\n\nMore.\n", r"1:1: the front matter has no end before line 5 "),
    ("an end that is moved in", GOOD.replace("\n---\n", "\n  ---\n"), r"1:1: the front matter has no end"),
    ("an end that ends the file", "---\ntitle: About\n---", r"1:1: the front matter has no end"),
    ("no front matter", GOOD.split("---\n")[2], r"1:1: no front matter \(expected the lines between `---` and `---`"),
    ("a line that the engine takes for front matter", "Note: read this first.\n\n# About\n", r"1:1: no front matter"),
    ("an empty line on top", "\n" + GOOD, r"1:1: no front matter"),
    ("nothing in it", "---\n---\n\n# About\n", r"1:1: the file is empty"),
    ("a list", "---\n- a\n---\n\n# About\n", r"2:1: a list in `the file`"),
]  # fmt: skip


@pytest.mark.parametrize(
    "page", ["about.md", "articles/author/editors.md", "articles/category/practice.md", "guides/index.md"]
)
@pytest.mark.parametrize(("content", "message"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_front_matter_that_is_not_valid_is_named_with_its_place(
    tmp_path: Path, page: str, content: str, message: str
) -> None:
    path = tmp_path / "docs" / page
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    shutil.copy(ROOT / "docs/articles/.authors.yml", tmp_path)
    found = [line for line in told(tmp_path / "docs") if f"docs/{page}" in line and ".authors" not in line]
    assert len(found) == 1, found
    assert re.match(rf"docs/{re.escape(page)}:{message}", found[0]), found


@pytest.mark.parametrize("folder", ["", *BUT])
def test_a_page_that_is_not_utf8_is_named_with_line_and_column(tmp_path: Path, folder: str) -> None:
    path = tmp_path / "docs" / folder / "page.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(GOOD.encode() + b"\nA caf" + b"\xe9.\n")
    lines = [line for line in told(tmp_path / "docs") if "page.md" in line]
    assert (
        f"docs/{folder}/page.md:11:6: byte 0xe9 is not UTF-8 (expected text saved as UTF-8)".replace("//", "/") in lines
    )


def test_a_byte_order_mark_and_windows_line_ends_are_let_in(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "about.md"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert told(path.parent) == []
    meta, body, first, _ = front_matter.split(path, front_matter.PageMeta, tmp_path)
    assert meta
    assert (meta.title, body.lstrip()[:7], first) == ("About", "# About", 6)


def test_the_engine_reads_every_page_as_the_check_does() -> None:
    """What passes the check is front matter to the engine: it prints none of it and swallows no line of the text."""
    docs = ROOT / "docs"
    assert told(docs) == []
    for path in sorted(docs.rglob("*.md")):
        text, meta = get_data(path.read_text(encoding="utf-8"))
        assert meta["title"], path
        assert text.startswith(front_matter.split(path, front_matter.PageMeta, ROOT)[1].lstrip("\n")[:40]), path
