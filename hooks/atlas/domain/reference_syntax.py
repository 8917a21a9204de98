"""How a text names a fact, as `{license.fact}` or, for a fact of the state, `{fact}`; and what only resembles it.

Texts are plain: braces that name nothing, such as `{0}`, stand as they are. What was meant as a reference and is not
one is found here, so that no reader meets it raw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from atlas.domain.vocabulary import BY_ID


class Reference(NamedTuple):
    """A fact named in a text. `license` is "" for a fact of the state; `text` is the reference as written."""

    license: str
    fact: str
    text: str


REFERENCE = re.compile(r"(?<!\{)\{(?:(?P<license>[a-z0-9]+(?:-[a-z0-9]+)*)\.)?(?P<fact>[A-Za-z_][A-Za-z0-9_]*)\}(?!\})")
# Possessive quantifiers: a long text must not be read over and over. In this order: closed, left open, closed only.
_ATTEMPT = re.compile(
    r"\{[{\s]*+[\w.:/-]++(?:\s[^{}]*+)?\}(?:[\s}]*\})?|\{[{\s]*+[A-Za-z][\w.-]*+|(?<![\w.-])[\w.-]++\s?\}[\s}]*"
)
_NAMED = re.compile(r"[\w-]+\s*\.\s*[A-Za-z_]\w*")
_PART = re.compile(r"\{\{[^{}]*\}\}")


def reference(match: re.Match[str]) -> Reference:
    """The reference that a match of REFERENCE stands for."""
    return Reference(match["license"] or "", match["fact"], match[0])


def references(text: str) -> Iterator[Reference]:
    """Every well-formed reference in `text`, in order."""
    return map(reference, REFERENCE.finditer(text))


def malformed(text: str) -> Iterator[str]:
    """What stands in or at braces with a letter and is no well-formed reference, as written: in a text whose
    references are resolved, each must have been meant as one."""
    for snippet, _ in _attempts(text):
        if not REFERENCE.fullmatch(snippet):
            yield snippet


def unresolved(text: str, *, parts: bool = False) -> Iterator[tuple[str, int]]:
    """What reads as a reference or a part in a text that resolves neither: the snippet, and where it begins.

    With `parts`, the text resolves parts such as {{ range fee_license }}, which are left to their own checks.
    """
    for snippet, start in _attempts(text):
        inner = snippet.strip("{} ")
        named = bool(_NAMED.fullmatch(inner))
        if parts and snippet.startswith("{{"):
            found = named or not _PART.fullmatch(snippet)
        else:
            found = named or inner in BY_ID or ("_" in inner and inner.isidentifier()) or snippet.startswith("{{")
        if found:
            yield snippet, start


def _attempts(text: str) -> Iterator[tuple[str, int]]:
    if "{" not in text and "}" not in text:
        return
    for match in _ATTEMPT.finditer(text):
        if any(character.isalpha() for character in match[0]):
            yield match[0].rstrip(), match.start()
