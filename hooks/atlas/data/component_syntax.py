"""How a page written by hand asks for a component, {{ name arguments }}, and what may not stand beside one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.domain.reference_syntax import unresolved

MARK = re.compile(r"\{\{\s*([A-Za-z_-]*)((?:\s+[^\s{}]+)*)\s*\}\}")
FENCED_CODE = re.compile(r"^(```|~~~).*?^\1\s*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def asked(text: str) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Every part that a Markdown text asks for: name, arguments, line, column. What stands in code is passed over."""
    blank = FENCED_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    for match in MARK.finditer(blank):
        before = text[: match.start()]
        yield match[1], tuple(match[2].split()), before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


_FIGURE = re.compile(
    r"\$ ?\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)?[ -](?:semester |quarter |clock |client |direct )*(?:hours?|credits?|months?|years?|questions|items|minutes)\b"
)


def unresolved_references(text: str) -> Iterator[tuple[str, int, int]]:
    """Every reference or unfinished part in a Markdown text that would be shown raw: the snippet, line, column."""
    blank = FENCED_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    for snippet, start in unresolved(blank, parts=True):
        before = text[:start]
        yield snippet, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def typed(text: str) -> Iterator[tuple[str, int, int]]:
    """Every figure with a unit that was typed into a Markdown text: the figure, line, column. Parts and code are not."""
    blank = MARK.sub(lambda m: " " * len(m[0]), FENCED_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text))
    for match in _FIGURE.finditer(blank):
        before = text[: match.start()]
        yield match[0], before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


_GENERAL = re.compile(
    r"\b(?:most|(?:a )?few|(?:nearly|almost) (?:all|every)|in (?:all|every)) (?:of the )?(?:states?|boards?|rules?|laws?)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n(?=[-*|]|\d+\.)")


def generalized(text: str) -> Iterator[tuple[str, int, int]]:
    """Every claim on most, few or all states that was typed and that no source is cited for in its sentence: the words, line,
    column. What a part says of the data is not typed."""
    blank = FENCED_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    for match in _GENERAL.finditer(MARK.sub(lambda m: " " * len(m[0]), blank)):
        end = _SENTENCE_END.search(blank, match.end())
        if "{{ cite " in blank[match.end() : end.start() if end else len(blank)]:
            continue
        before = text[: match.start()]
        yield match[0], before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
