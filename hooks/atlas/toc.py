"""Tables of contents, in the form that Markdown engines use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .site import Heading


def toc_tokens(headings: Sequence[Heading]) -> list[dict[str, Any]]:
    """Headings as the nested tokens that Markdown's toc extension gives: h3 under the h2 before it."""
    tokens: list[dict[str, Any]] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.id, "name": heading.title, "html": heading.title, "children": []}
        if heading.level > 2 and tokens:
            tokens[-1]["children"].append(token)
        else:
            tokens.append(token)
    return tokens
