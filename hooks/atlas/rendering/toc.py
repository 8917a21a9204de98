"""Tables of contents, in the form that Markdown engines use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import escape

from atlas.rendering.artifacts import Heading


def toc_tokens(headings: Sequence[Heading]) -> list[dict[str, Any]]:
    """Headings as the nested tokens that Markdown's toc extension gives: h3 under the h2 before it, names as HTML."""
    tokens: list[dict[str, Any]] = []
    for heading in headings:
        name = str(escape(heading.title))  # templates of the engine take it for HTML
        token = {"level": heading.level, "id": heading.id, "name": name, "html": name, "children": []}
        if heading.level > 2 and tokens:
            tokens[-1]["children"].append(token)
        else:
            tokens.append(token)
    return tokens
