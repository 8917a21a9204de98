"""The scripts as they are published: without the types and reasons in their comments, which only their editors need."""

from __future__ import annotations

import re
from pathlib import Path

# Whole lines only, and casts of types. What stands after code on its line stays: to tell it from a `//` within a string
# would take a parser.
_LINES = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
_CAST = re.compile(r"/\*\* @type \{(?:(?!\*/).)*\*/ ?", re.DOTALL)


def without_comments(script: str) -> str:
    """A script without lines that are comments. No line of a template literal may begin like a comment."""
    return _CAST.sub("", _LINES.sub("", script))


def write(folder: Path) -> None:
    """Take the comments out of the scripts of the site in `folder`."""
    for path in [*folder.glob("*.js"), *(folder / "assets").glob("*.js")]:
        path.write_text(without_comments(path.read_text(encoding="utf-8")), encoding="utf-8")
