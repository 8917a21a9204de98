"""How a section begins, in sentences: the text that the search shows under a result.

A page sets texts apart by place and by looks: the name of a step stands above what it says, a badge beside a value, a
table has columns. Read one after another they would run together, so that each becomes a sentence here, and the name of
a row or of a term is followed by a colon. What only helps to use a page (captions that repeat the heading, forms,
buttons) is left out. The words that are searched for are not touched; search_index.py counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

LEAD = 180  # letters of a section shown under a result
_ENOUGH = 2 * LEAD  # letters to read, before gaps are taken out
_SECTION = ("h1", "h2", "h3")
_UNSHOWN = frozenset(
    ("button", "caption", "form", "label", "noscript", "script", "select", "style", "template", "thead")
)
# Elements that a browser shows as lines or boxes of their own.
_BLOCKS = frozenset(
    (
        "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "tr", "ul",
    )
)  # fmt: skip
# Classes of what the style sheet sets apart within a line.
_APART = frozenset(
    (
        "button", "flag", "grade", "hours__swatch", "note", "path__name", "path__word", "said__doubt", "summary__guide",
    )
)  # fmt: skip
_EMPTY = ("", "-", "–", "—")  # what a cell holds of which nothing is to be said
_STOP, _COLON = "\ue001", "\ue002"  # letters of no script
_BOUNDARY = re.compile(rf"\s*[{_STOP}{_COLON}][\s{_STOP}{_COLON}]*")
_ENDED = re.compile(r"[.:;,!?…·–—]['\"’”)\]]*$")
_GAP = re.compile(r" (?=[,;:.](?: |$))")


def lead(heading: etree._Element) -> str:
    """The beginning of the section that `heading` opens, in sentences, at most LEAD letters and cut after a word.

    "" when another section or the end of the page comes first.
    """
    parts: list[str] = []
    length = 0
    for part in _parts(heading):
        parts.append(part)
        length += len(part)
        if length > _ENOUGH:
            break
    return shorten(_in_sentences(" ".join("".join(parts).split())))


def shorten(text: str) -> str:
    """The beginning of a text, cut after a word, without the gaps that markup leaves before a comma."""
    text = _GAP.sub("", text)
    if len(text) <= LEAD:
        return text
    return text[: text.rfind(" ", 0, LEAD)] + " …"


def _in_sentences(text: str) -> str:
    def mark(boundary: re.Match[str]) -> str:
        before = text[: boundary.start()]
        if not before or _ENDED.search(before):
            return " "
        if _COLON in boundary[0]:
            return ": "
        return " " if text.startswith("(", boundary.end()) else ". "

    return _BOUNDARY.sub(mark, text).strip()


def _parts(heading: etree._Element) -> Iterator[str]:
    """The texts after `heading`, and a mark where one ends that stands apart."""
    for element, opened in _walk(heading):
        if opened:
            if element.tag in _SECTION and (element.tag == "h1" or element.get("id")):
                return
            if _stands_apart(element) or _touches(element):
                yield _STOP
            if element.tag == "td" and (column := _column(element)):
                yield column + _COLON
            yield element.text or ""
        else:
            if _is_run_in(element):
                yield _COLON
            elif _stands_apart(element):
                yield _mark_after(element)
            yield element.tail or ""


def _walk(start: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """What comes after an element: each further element when it opens (True) and when it closes; `start` only closes.

    What is not shown closes without having been opened.
    """
    element: etree._Element | None = start
    while element is not None and element.tag != "article":
        yield element, False
        following = element.getnext()
        if following is None:
            element = element.getparent()
            continue
        element = following
        while _is_shown(element):
            yield element, True
            if not len(element):
                break
            element = element[0]


def _is_shown(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSHOWN or element.get("hidden") is not None:
        return False
    if element.tag in ("td", "th"):
        return "".join(element.itertext()).strip() not in _EMPTY
    return "scripted" not in _classes(element)


def _stands_apart(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or not _APART.isdisjoint(_classes(element))


def _touches(element: etree._Element) -> bool:
    """Whether the style sheet alone keeps a text from the one before it."""
    before = element.getprevious()
    return before is not None and not before.tail and any(before.itertext()) and any(element.itertext())


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()


def _mark_after(element: etree._Element) -> str:
    if element.tag in ("td", "th"):
        return _COLON if _names_row(element) and len(element.getparent()) == 2 else _STOP
    return _COLON if element.tag == "dt" else _STOP


def _names_row(cell: etree._Element) -> bool:
    """Whether a cell is the first of several in its row."""
    return cell.getprevious() is None and cell.getnext() is not None


def _is_run_in(element: etree._Element) -> bool:
    """Whether an element opens a line and names what follows it, as the date of a change does, or a state its license."""
    parent, following = element.getparent(), element.getnext()
    if element.getprevious() is not None or (parent.text or "").strip():
        return False
    if tail := (element.tail or "").strip():
        bold = element.tag == "strong" or [child.tag for child in element] == ["strong"]
        return bold and tail[0].isupper()
    if following is None:
        return False
    named = parent.tag == "li" and element.tag in ("a", "strong") and "note" in _classes(following)
    return named or "flag" in _classes(element)


def _column(cell: etree._Element) -> str:
    """The name of a cell's column, where its row has several cells to tell apart."""
    row = cell.getparent()
    if len(row) < 3 or _names_row(cell):
        return ""
    heads = row.xpath("ancestor::table[1]/thead/tr[last()]/*")
    at = sum(int(before.get("colspan", "1")) for before in cell.itersiblings(preceding=True))
    return " ".join("".join(heads[at].itertext()).split()) if at < len(heads) else ""
