"""How hard a text is to read: the Flesch-Kincaid grade, in years of American school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HIGHEST = 9
"""The grade that guides, questions and steps stay at or below."""

_COMPONENT = re.compile(r"\{\{ *(?P<name>\w+).*?\}\}|\{[a-z_.]+\}")
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\([^)]*\)")
_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Graded:
    """A text, where it is from, and its grade."""

    place: str
    grade: float

    def __str__(self) -> str:
        return f"{self.place}: grade {self.grade:.1f}"


def grade(text: str) -> float:
    """The Flesch-Kincaid grade; 0 for a text without a word. Names in braces count as a short number."""
    plain = _LINK.sub(r"\g<words>", _COMPONENT.sub("10 ", text))
    words = _WORD.findall(plain)
    if not words:
        return 0
    sentences = max(1, len(_SENTENCE.findall(plain)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    """About how many syllables a word has: its groups of vowels, but for a silent e at the end."""
    lower = word.lower()
    count = len(_VOWELS.findall(lower))
    if (lower.endswith("e") and not lower.endswith(("le", "ee", "ie", "ye"))) or lower.endswith(("ed", "es")):
        count -= lower[-3:-2] not in "td" if lower.endswith("ed") else 1
    return max(1, count)


def graded(root: Path) -> Iterator[Graded]:
    """Every guide, every general question, and the steps of each state taken together."""
    for path in sorted((root / "docs" / "guides").glob("*.md")):
        yield Graded(path.relative_to(root).as_posix(), grade(_prose(path.read_text(encoding="utf-8"))))
    questions = root / "data" / "questions.yml"
    for question in _read(questions).get("questions", ()):
        yield Graded(f"{questions.relative_to(root).as_posix()}, {question['id']}", grade(question["answer"]))
    for path in sorted((root / "data" / "states").glob("*.yml")):
        steps = " ".join(str(step.get("detail", "")) for step in _read(path).get("steps", ()))
        yield Graded(f"{path.relative_to(root).as_posix()}, steps", grade(steps))


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _prose(page: str) -> str:
    """The sentences of a page: without what stands at its top, headings, tables and components on a line of their own."""
    text = page.split("\n---\n", 1)[-1]
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if not line.startswith(("#", "|", "{{")) or line.endswith("."))
