"""The parts {{ name }} that hand-written pages ask for, and tables of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape

from .problems import Problem, display_path, nearest
from .site import Heading, Site

_IN_HTML = re.compile(r"<p>\s*\{\{\s*([a-z_]+)\s*\}\}\s*</p>")
_IN_MARKDOWN = re.compile(r"^\{\{\s*([A-Za-z_-]*)\s*\}\}\s*$", re.MULTILINE)


def fill(html: str, site: Site, address: str) -> str:
    """The HTML of a hand-written page with its parts filled in. `address` is that of the page."""
    return _IN_HTML.sub(lambda m: site.parts[m[1]].render(address) if m[1] in site.parts else "", html)


def problems(docs: Path, site: Site, root: Path) -> list[Problem]:
    """A problem for each part that a page asks for and that does not exist."""
    found = []
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for match in _IN_MARKDOWN.finditer(text):
            if match[1] not in site.parts:
                line = text.count("\n", 0, match.start()) + 1
                what = f"unknown part `{{{{ {match[1]} }}}}`"
                found.append(
                    Problem(
                        display_path(path, root),
                        line,
                        1,
                        what,
                        "one of " + ", ".join(site.parts),
                        nearest(match[1], site.parts),
                    )
                )
    return found


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
