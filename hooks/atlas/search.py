# Produces, after the pages are written:
#   /search/index.json        the pages and their sections
#   /search/w-<c>.json        the words that begin with one letter or digit, in chunks
#   /search/p-<c><n>.json     where the words of one chunk stand, and how much they weigh there
#   /search/t-<n>.json        how each section of one page begins, to be shown under a result
"""The search: an index in small pieces, of which a browser fetches those that a question needs.

The index is made from the finished pages, whoever wrote them. A section is what stands under one h1, h2 or h3 with an
id; what is marked `data-search-exclude` is left out, and `data-search-words` of a heading are what readers call it. Words and their weights are settled here, so that the script in the
browser (docs/assets/search.js) only adds up. Weights follow BM25 (Robertson and Zaragoza 2009), and a word in a
heading adds HEADING.

Well-kept static search engines were tried and are larger: the engine of Pagefind 1.5.2 is 83 KiB on the wire before any
index. All that this one sends for a first answer stays under 80 KiB; tests/test_search.py holds it to that.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml.html import HtmlElement

HEADING = 2.5  # what a word in a heading adds; BM25 itself gives at most K + 1
K, B = 1.2, 0.6  # BM25: how soon repetition stops counting, and how much long sections lose
SCALE = 8  # weights are whole numbers
PAGE = 2  # a word in the title of a page, for each of its sections
# Readers look for a state first; what is for volunteers comes last.
STANDING = {
    "states/": 1.25,
    "exams/": 1.1,
    "guides/": 1.05,
    "questions/": 1.1,
    "glossary/": 1.3,
    "changes/": 0.6,
    "contribute/": 0.6,
    "coverage/": 0.6,
    "data/": 0.6,
}
LEAD = 240  # letters of a section shown under a result
CHUNK = 6000  # letters of JSON in one file of places, about
# Words that say nothing about a section. search.js reads them from /search/index.json.
_STOP = """
a about all am an and any are as at be been but by can could did do does each for from had has have how i if in into is it
its many may me more much must my need no not of on one or other our should so some such than that the their them then
there these they this to us was we were what when where which who why will with would you your
"""
STOP = frozenset(_STOP.split())
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass
class Section:
    """What stands under one heading. `anchor` is "" for the beginning of a page."""

    anchor: str
    heading: str
    also: str = ""  # other words for it, which count like the heading
    text: str = ""


@dataclass
class Found:
    """A page as the search knows it. Every section of it answers to the words of its title."""

    address: str
    title: str = ""
    sections: list[Section] = field(default_factory=list)


def words(text: str) -> list[str]:
    """The words of a text as they stand in the index: no capitals, accents, or plural s; `LPC-A` also as `lpca`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain.replace("’", "'").replace("'s ", " "))
    found: list[str] = []
    for match in _WORD.finditer(plain):
        parts = match[0].split("-")
        found += (stem(part) for part in parts)
        if len(parts) > 1 and len(match[0]) < 12:
            found.append(stem("".join(parts)))
    return found


def stem(word: str) -> str:
    """A word without its plural s."""
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def page(address: str, tree: HtmlElement) -> Found | None:
    """The sections of one page, or None when it has no article."""
    article = tree.find(".//article")
    if article is None:
        return None
    made = Found(address)
    for kind, text in _walk(article):
        if kind:
            level, anchor, also = kind
            heading = " ".join(text.split())
            made.sections.append(Section("" if level == 1 else anchor, heading, also))
            if level == 1:
                made.title = heading
        elif made.sections:
            made.sections[-1].text += text + " "
    for section in made.sections:
        section.text = " ".join(section.text.split())
    return made


def _walk(element: HtmlElement) -> Iterator[tuple[tuple[int, str, str] | None, str]]:
    """Headings as (level, id, other words) with their text, and the text between them."""
    tag = element.tag
    if not isinstance(tag, str) or tag in ("script", "style", "template", "select"):
        return
    if element.get("data-search-exclude") is not None or element.get("aria-hidden") == "true":
        return
    if tag in ("h1", "h2", "h3") and (tag == "h1" or element.get("id")):
        also = element.get("data-search-words") or ""
        yield (int(tag[1]), element.get("id") or "", also), str(element.text_content())
        return
    if element.text:
        yield None, element.text
    for child in element:
        yield from _walk(child)
        if child.tail:
            yield None, child.tail


def files(pages: Sequence[Found]) -> Iterator[tuple[str, bytes]]:
    """The files of the index: address and content. The same pages give the same bytes."""
    sections = [(number, section) for number, page in enumerate(pages) for section in page.sections]
    places = _places(pages, sections)
    anchors, headings = _table(s.anchor for _, s in sections), _table(s.heading for _, s in sections)
    yield (
        "index.json",
        _json(
            {
                "stop": sorted(STOP),
                "pages": [[page.address, page.title, len(page.sections), _standing(page.address)] for page in pages],
                "anchors": list(anchors),
                "headings": list(headings),
                "sections": [number for _, s in sections for number in (anchors[s.anchor], headings[s.heading])],
                "letters": "".join(sorted({word[0] for word in places})),
            }
        ),
    )
    for number, one in enumerate(pages):
        yield f"t-{number}.json", _json([lead(section.text) for section in one.sections])
    for letter in sorted({word[0] for word in places}):
        chunks: list[list[str]] = []
        contents: list[list[list[int]]] = []
        size = CHUNK
        for word in sorted(word for word in places if word[0] == letter):
            if size >= CHUNK:
                chunks.append([])
                contents.append([])
                size = 0
            chunks[-1].append(word)
            contents[-1].append(places[word])
            size += len(json.dumps(places[word]))
        yield f"w-{letter}.json", _json([" ".join(chunk) for chunk in chunks])
        for number, content in enumerate(contents):
            yield f"p-{letter}{number}.json", _json(content)


def _places(pages: Sequence[Found], sections: Sequence[tuple[int, Section]]) -> dict[str, list[int]]:
    """For each word: its weight for whole pages, how many pages, those pages, then section and weight in turn.

    Numbers of pages and sections are told as the distance from the one before.
    """
    headed = [set(words(f"{section.heading} {section.also}")) for _, section in sections]
    counts = [Counter(words(f"{section.heading} {section.also} {section.text}")) for _, section in sections]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / max(1, len(lengths))
    where: dict[str, list[tuple[int, float]]] = {}
    for number, count in enumerate(counts):
        shrink = K * (1 - B + B * lengths[number] / average)
        for word, times in count.items():
            if word not in STOP:
                weight = times * (K + 1) / (times + shrink) + (HEADING if word in headed[number] else 0)
                where.setdefault(word, []).append((number, weight))
    of_page: dict[str, list[int]] = {}
    for number, one in enumerate(pages):
        for word in set(words(one.title)) - STOP:
            of_page.setdefault(word, []).append(number)
    places: dict[str, list[int]] = {}
    for word in sorted(where.keys() | of_page.keys()):
        here = where.get(word, [])
        rare = math.log(1 + (len(sections) - len(here) + 0.5) / (len(here) + 0.5))
        numbers = of_page.get(word, [])
        in_pages = round(SCALE * PAGE * math.log(1 + len(pages) / max(1, len(numbers))))
        row = [in_pages, len(numbers), *_steps(numbers)]
        for step, (_, weight) in zip(_steps([number for number, _ in here]), here, strict=True):
            row += (step, max(1, round(SCALE * rare * weight)))
        places[word] = row
    return places


def _standing(address: str) -> float:
    return next((worth for start, worth in STANDING.items() if address.startswith(start)), 1)


def lead(text: str) -> str:
    """The beginning of a text, cut after a word."""
    if len(text) <= LEAD:
        return text
    return text[: text.rfind(" ", 0, LEAD)] + " …"


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _table(values: Iterator[str]) -> dict[str, int]:
    table: dict[str, int] = {}
    for value in values:
        table.setdefault(value, len(table))
    return table


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def write(folder: Path, index: Iterable[tuple[str, bytes]]) -> None:
    """Put the files of an index into `folder`/search."""
    target = folder / "search"
    target.mkdir(exist_ok=True)
    for name, content in index:
        (target / name).write_bytes(content)
