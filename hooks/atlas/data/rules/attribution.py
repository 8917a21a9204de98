"""A sentence says so when only a page that names no rule stands behind its figure, and claims of all states what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from atlas.data.component_syntax import generalized
from atlas.data.rules.context import Context
from atlas.domain.glossary import GlossaryFile
from atlas.domain.problems import DataPath
from atlas.domain.reference_syntax import Reference, references
from atlas.domain.sources import Evidence

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SAYS_SO = re.compile(
    r"\b(?:guides?|pages?|universit(?:y|ies)|colleges?|seminary|associations?|providers?|lists?|listing|notices?|notes?|slides|"
    r"reports?|reported|reportedly|summar(?:y|ies)|sources?|older|undated|ask|check|confirm|plan)\b",
    re.IGNORECASE,
)


def unofficial_figures_say_so(c: Context) -> None:
    """No step or answer tells as law what only a page gives that names no rule: the sentence names the page, or says ask."""
    for place, text in _texts(c):
        for sentence in _SENTENCE.split(text):
            found = next((ref for ref in references(sentence) if _unofficial(c, ref)), None)
            if found and not _SAYS_SO.search(sentence.replace(found.text, "")):
                what = f"`{found.text}` told as law, though its source names no rule"
                expected = 'words such as "A guide gives ..." or "ask the board" in the sentence'
                c.document.add(place, what, expected, within=found.text)


def _texts(c: Context) -> Iterator[tuple[DataPath, str]]:
    """Each text that may name facts, with its place."""
    for index, license in enumerate(c.file.licenses):
        for number, step in enumerate(license.steps):
            if step.detail:
                yield ("licenses", index, "steps", number, "detail"), step.detail
    for number, question in enumerate(c.file.faq):
        yield ("faq", number, "answer"), question.answer


def _unofficial(c: Context, reference: Reference) -> bool:
    """Whether the figure that holds for most people rests on a secondary source that names no rule."""
    index = next((n for n, license in enumerate(c.file.licenses) if license.id == reference.license), -1)
    entries = c.facts.get((index, reference.fact), [])
    source = c.sources.get(entries[0].source or "") if entries else None
    return source is not None and source.evidence is Evidence.NO_RULE_NAMED


def meanings_claim_nothing_general(c: Context) -> None:
    """No term of the glossary speaks of most, few or all states: its one source is a rule of one state, or a body."""
    for number, term in enumerate(cast(GlossaryFile, c.shape).terms):
        for claim, *_ in generalized(term.meaning):
            what = f"the general claim `{claim}`, which the source of one term cannot carry"
            c.document.add(("terms", number, "meaning"), what, "what the source says, or `some`", within=claim)
