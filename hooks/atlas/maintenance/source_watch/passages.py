"""What is kept of a page: a fingerprint, a mark for each paragraph, and the paragraphs with the cited figures.

The whole text is not kept: the file stays small, and nobody's page is copied.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MARK = 3  # bytes for each paragraph
LONGEST = 400  # characters of a paragraph that are kept or shown
PER_FIGURE = 2
NEW_SHOWN = 6
PARAGRAPHS = 20_000  # that are marked; a page has some hundred
ALIKE = 0.4  # share of words that two paragraphs must have in common
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
_UNITS = re.compile(
    r"\b(hours?|months?|years?|weeks?|credits?|semester|quarter|fees?|clock|contact|supervis\w+)\b|\$", re.I
)


@dataclass(frozen=True)
class FigureChange:
    """The paragraphs that held a figure, and those that stand in their place."""

    figure: str
    was: tuple[str, ...]
    now: tuple[str, ...]


def fingerprint(text: str) -> str:
    """32 hexadecimal digits that differ when the text differs in more than blanks."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def marks(text: str) -> str:
    """Four characters for each paragraph, in order."""
    return "".join(_mark(line) for line in text.split("\n", PARAGRAPHS)[:PARAGRAPHS])


def _mark(line: str) -> str:
    return base64.b64encode(hashlib.sha256(line.encode()).digest()[:MARK]).decode()


def new_paragraphs(text: str, old_marks: str) -> list[str]:
    """The paragraphs that were not there when the marks were taken."""
    old = {old_marks[n : n + 4] for n in range(0, len(old_marks), 4)}
    return [line for line in text.split("\n", PARAGRAPHS)[:PARAGRAPHS] if _mark(line) not in old]


def forms(figure: float) -> re.Pattern[str]:
    """A figure as texts write it: 3000 also as `3,000`, 60 also as `sixty`."""
    whole = int(figure) if figure == int(figure) else None
    options = [re.escape(f"{figure:g}" if whole is None else str(whole))]
    if whole is None:
        options.append(re.escape(f"{figure:.2f}"))
    elif whole >= 1000:
        options.append(re.escape(f"{whole:,}"))
    if whole is not None and 0 < whole <= 20:
        options.append(_WORDS[whole])
    elif whole in _TENS:
        options.append(_TENS[whole])
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(options)})(?:\.00)?(?![\w]|[.,]\d)", re.I)


def passages(text: str, figures: Mapping[str, float]) -> dict[str, list[str]]:
    """For each figure the paragraphs that hold it, those with a unit first, cut around the figure."""
    lines = text.split("\n")
    found = {}
    for label, figure in figures.items():
        pattern = forms(figure)
        hits = [(line, match) for line in lines if (match := pattern.search(line))]
        hits.sort(key=lambda hit: not _UNITS.search(hit[0]))
        found[label] = [_around(line, match.start()) for line, match in hits[:PER_FIGURE]]
    return found


def _around(line: str, at: int) -> str:
    start = max(0, min(at - LONGEST // 2, len(line) - LONGEST))
    cut = line[start : start + LONGEST]
    return ("…" if start else "") + cut + ("…" if start + LONGEST < len(line) else "")


def around_figures(text: str, before: Mapping[str, Iterable[str]], figures: Mapping[str, float]) -> list[FigureChange]:
    """The figures whose paragraphs changed, with what stands there now, or stands nearest to it."""
    lost = {label: [old for old in was if old.strip("…") not in text] for label, was in before.items()}
    if not any(lost.values()):
        return []
    now = passages(text, figures)
    lines = [(line[:LONGEST], _words(line[: 2 * LONGEST])) for line in text.split("\n")]
    found = []
    for label, was in lost.items():
        if was:
            near = [line for line in (_nearest(old, lines) for old in was) if line]
            found.append(FigureChange(label, tuple(was), tuple(dict.fromkeys(near or now.get(label, [])))))
    return found


def _words(line: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", line.lower()))


def _nearest(old: str, lines: Iterable[tuple[str, frozenset[str]]]) -> str:
    """The line with the most words in common, "" when none has enough. Sets of words: a text may have 100,000 lines."""
    words = _words(old)

    def share(line: tuple[str, frozenset[str]]) -> float:
        return len(words & line[1]) / (len(words | line[1]) or 1)

    nearest = max(lines, key=share, default=("", frozenset()))
    return nearest[0] if share(nearest) >= ALIKE else ""
