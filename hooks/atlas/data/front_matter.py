"""What stands between the two lines `---` at the top of a page written by hand.

The engine prints front matter that it cannot read as if it were text, and takes lines such as `Note: ...` at the top of a
page without one for front matter. So every page under docs/ has one, and it is checked before the engine sees it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import Field

from atlas.data.positions import Document, decode, parse
from atlas.data.validation import validate_document
from atlas.domain.page_head import PageDescription, PageTitle
from atlas.domain.problems import Problem, display_path
from atlas.domain.strict_model import StrictModel

Meta = TypeVar("Meta", bound=StrictModel)

_MARK = re.compile(r"---[ \t]*")


class PageMeta(StrictModel):
    """The front matter of a page that is neither a guide nor an article."""

    title: PageTitle
    description: PageDescription | None = Field(None, description="What the page holds, for search engines.")
    hide: list[str] = Field(default_factory=list, description="What the theme leaves out.")


def split(path: Path, model: type[Meta], root: Path | None) -> tuple[Meta | None, str, int, Document]:
    """Front matter, body, the line in which the body begins, and the document that holds the problems."""
    document = Document(display_path(path, root))
    text = decode(path.read_bytes(), document)
    if text is None:
        return None, "", 1, document
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    if not _MARK.fullmatch(lines[0]):
        document.add((), "no front matter", "the lines between `---` and `---` at the top")
        return None, text, 1, document
    end = next((n for n, line in enumerate(lines[1:], 1) if _MARK.fullmatch(line)), 0)
    if not end or end + 1 == len(lines):
        document.add((), "the front matter has no end", "a line `---` after it, and the text of the page below")
        return None, text, 1, document
    parse("\n" + "\n".join(lines[1:end]), document)
    if document.problems and (first := _first_line_of_text(lines, end)):
        document.problems[:] = [
            Problem(document.path, 1, 1, f"the front matter has no end before line {first}", "a line `---`")
        ]
    meta = validate_document(model, document) if document.data is not None else None
    if meta is not None:
        _agree_with_engine("\n".join(lines[1:end]), document)
    return meta, "\n".join(lines[end + 1 :]), end + 2, document


def _first_line_of_text(lines: list[str], end: int) -> int:
    """The first line, from 1, of what looks like the body of the page in front matter; 0 when all looks like front matter."""
    empty = next((n for n, line in enumerate(lines[1:end], 2) if not line.strip()), 0)
    return empty if empty and any(re.match(r"#+ |[A-Z][a-z]* [^:]*$", line) for line in lines[empty:end]) else 0


def _agree_with_engine(text: str, document: Document) -> None:
    """The engine reads YAML 1.1: `title: Yes` is true to it, and a day that there is not stops it."""
    try:
        theirs: Any = yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        cause = getattr(error, "problem", None) or error
        document.add((), f"the front matter cannot be read by the engine: {cause}", "quotes around its texts")
        return
    for key, value in document.data.items():
        if isinstance(value, str) and not isinstance(theirs.get(key), str):
            document.add((key,), f"`{value}` is no text to the engine", f'quotes around it: "{value}"')


def check_pages(docs: Path, problems: list[Problem], root: Path | None, but: Collection[str] = ()) -> None:
    """Add what is wrong with the front matter of each page to `problems`; pages under the folders `but` are passed over."""
    for path in sorted(docs.rglob("*.md")):
        folder = path.relative_to(docs).parent.as_posix()
        if folder not in but or path.name == "index.md":
            problems += split(path, PageMeta, root)[3].problems
