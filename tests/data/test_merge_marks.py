"""Marks of a merge in texts that no reader of YAML sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.data.merge_marks import conflict_marks
from conftest import ROOT

CONFLICT = "One.\n\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> other\n"


@pytest.mark.parametrize(
    "name",
    [
        "docs/guides/moving.md", "docs/articles/posts/a.md", "docs/about.md", "docs/assets/plan.js", "docs/manifest.webmanifest",
        "hooks/templates/parts/says.html", "hooks/theme/main.html", "hooks/styles/tokens.css", "mkdocs.yml",
    ],
)  # fmt: skip
def test_a_conflict_is_told_in_every_text_of_the_site(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for text, lines in ((CONFLICT, [3]), (CONFLICT * 2, [3, 10]), (CONFLICT.replace("<<<<<<< HEAD\n", ""), [6])):
        for ends in ("\n", "\r\n"):
            path.write_bytes(text.replace("\n", ends).encode())
            told = list(conflict_marks(tmp_path))
            assert [(p.path, p.line, p.what) for p in told] == [
                (name, line, "the mark of a conflict that git left") for line in lines
            ]


def test_a_heading_underlined_and_quoted_marks_are_none(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("Title\n=======\n\nA mark, `<<<<<<< HEAD`.\n\n    <<<<<<< HEAD\n")
    assert list(conflict_marks(tmp_path)) == []


def test_the_real_site_has_none() -> None:
    assert list(conflict_marks(ROOT)) == []
