"""Projects that a test may spoil: the invented data with a guide and an article beside it, or a copy of the real data."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import DATA, ROOT

OVERRIDES = """\
schools:
  - unitid: 900001
    name: "Example University"
    program_url: https://university.example/counseling/
    accreditation:
      - body: CACREP
        program: "Invented Counseling (MA)"
        source: https://university.example/accreditation/
        dated: "2025"
        read_on: 2026-01-10
  - unitid: 900002
    name: "Zeta College of Example"
    exclude: An invented college without a counseling program.
"""
GUIDE = """\
---
title: An invented guide
description: How does an invented guide look?
group: Getting licensed
order: 2
reviewed: 2026-01-15
next: [plan/, move/]
words: [invented, made up]
hide: [navigation]
sources:
  page:
    kind: secondary
    title: Invented page
    url: https://guide.example/
    read_on: 2026-01-15
---

# An invented guide

This is the answer, with its source {{ cite page }}.

{{ spread supervised_hours_total }}

## What to do

1. Read it.
"""
AUTHORS = """\
authors:
  editors:
    name: The editors
    description: An invented team
    avatar: assets/authors/none.svg
    slug: editors
"""
POST = """\
---
title: "An invented article: a study"
description: What an invented study says.
date: 2026-01-15
authors: [editors]
categories: [Practice]
---

# An invented article

An opening.

## References

- [A study](https://study.example/)
"""
BESIDE = {
    "data/schools/overrides.yml": OVERRIDES,
    "docs/guides/invented.md": GUIDE,
    "docs/articles/.authors.yml": AUTHORS,
    "docs/articles/posts/invented.md": POST,
    "docs/articles/author/editors.md": "---\ntitle: The editors\n---\n\n# The editors\n\n"
    + "They write about invented things. " * 12
    + "\n",
    "docs/articles/category/practice.md": "---\ntitle: Practice\n---\n\n# Practice\n\nInvented.\n",
    "docs/assets/authors/none.svg": "<svg/>",
}


def invented_project(folder: Path) -> Path:
    """The invented data, with overrides, a guide and an article, in `folder`."""
    shutil.copytree(DATA, folder / "data")
    for name, text in BESIDE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def real_project(folder: Path) -> Path:
    """A copy of the real data and of the pages written by hand."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("schema", "*.png", "*.js", "*.css"))
    return folder


def data_files(project: Path) -> list[str]:
    """Every file that a maintainer edits, relative to the project."""
    files = [
        *project.glob("data/**/*.yml"),
        *project.glob("docs/guides/*.md"),
        *project.glob("docs/articles/posts/*.md"),
    ]
    files += [project / "docs" / "articles" / ".authors.yml"]
    names = (path.relative_to(project).as_posix() for path in files if path.name != "index.md")
    return sorted(name for name in names if "/schema/" not in name)


def yaml_part(name: str, text: str) -> tuple[int, str]:
    """Where the YAML of a file begins, and the YAML: the front matter of a Markdown file, else the whole."""
    if not name.endswith(".md"):
        return 0, text
    return 4, text[4 : text.index("\n---", 4) + 1]
