# Produces, after the pages are written:
#   /search/index.json            the pages and their sections, and what outputs/search.py tells of the site
#   /search/<hash>/w-<c>.json     the words that begin with one letter or digit, in chunks
#   /search/<hash>/p-<c><n>.json  where the words of one chunk stand, and how much they weigh there
#   /search/<hash>/t-<n>-<m>.json  how sections of one page begin, to be shown under a result
"""The search: an index in small pieces, of which a browser fetches those that a question needs.

The index is made from the finished pages, whoever wrote them. A section is what stands under one h1, h2 or h3 with an
id; what is marked `data-search-exclude` is left out, and `data-search-words` of a heading are what readers call it. Words
and their weights are settled here, so that the script in the browser (docs/assets/search-index.js) only adds up. Weights follow
BM25 (Robertson and Zaragoza 2009), and a word in a heading adds HEADING.

Well-kept static search engines were tried and are larger: the engine of Pagefind 1.5.2 is 83 KiB on the wire before any
index. All that this one sends for a first answer stays under 80 KiB; tests/postprocess/test_search.py holds it to that.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

from lxml import etree

from atlas.postprocess import search_leads

HEADING = 2.5  # what a word in a heading adds; BM25 itself gives at most K + 1
LEFT_OUT = "data-left-out"  # as data-search-exclude, which Zensical takes away
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
    # What only maintainers need: shown last, unless its title is typed.
    "changes/edits/": 0,
    "contribute/": 0,
    "coverage/": 0,
    "data/api-changelog/": 0,
    "maintain/": 0,
    "publish/": 0,
    # What few readers look for, or what only lists others.
    "articles/author/": 0.3,
    "articles/category/": 0.3,
    "changes/": 0.6,
    "data/": 0.6,
}
SOURCES = 0.3  # the page of a state's sources, beside the state's own
DIGITS = 12  # of the hash in the name of the folder
LEADS = 6  # sections in one file of beginnings; search-index.js knows it too
CHUNK = 4000  # letters of JSON in one file of places, about
# Words that say nothing about a section. search-index.js reads them from /search/index.json.
_STOP = """
a about all am an and any are as at be been but by can could did do does each for from had has have how i if in into is it
its many may me more much must my need no not of on one or other our should so some such than that the their them then
there these they this to us was we were what when where which who why will with would you your
"""
STOP = frozenset(_STOP.split())
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ACCENTS = re.compile("[\u0300-\u036f]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_LETTERS = re.compile(r"(?<![a-z0-9.])(?:[a-z]\.)+[a-z]?(?![a-z0-9])")  # L.P.C. is LPC


@dataclass
class Section:
    """What stands under one heading. `anchor` is "" for the beginning of a page."""

    anchor: str
    heading: str
    also: str = ""  # other words for it, which count like the heading
    text: str = ""
    lead: str = ""  # how it begins, as shown under a result


@dataclass
class SearchPage:
    """A page as the search knows it. Every section of it answers to the words of its title."""

    address: str
    title: str = ""
    sections: list[Section] = field(default_factory=list)


def words(text: str) -> list[str]:
    """The words of a text as they stand in the index: no capitals, accents, or plural s; `LPC-A` also as `lpca`."""
    plain = text.lower()
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    plain = _THOUSANDS.sub("", plain.replace("’", "'").replace("'s ", " "))
    plain = _LETTERS.sub(lambda letters: letters[0].replace(".", ""), plain)
    found: list[str] = []
    for word in _WORD.findall(plain):
        if "-" not in word:
            found.append(stem(word))
            continue
        parts = word.split("-")
        found += map(stem, parts)
        if len(word) < 12:
            found.append("".join(parts))
    return found


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its plural s."""
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def page(address: str, html: str) -> SearchPage | None:
    """The sections of one page, or None when it has no article."""
    parser = etree.HTMLParser(remove_comments=True, encoding="utf-8", collect_ids=False)
    article = etree.fromstring(html.replace(_MARK, "").encode(), parser).find(".//article")
    if article is None:
        return None
    for left_out in (*_LEFT_OUT(article), *article.iter("script", "style", "template", "select")):
        left_out.clear(keep_tail=True)
    result = SearchPage(address)
    for heading in article.iter("h1", "h2", "h3"):
        level, anchor = int(heading.tag[1]), heading.get("id", "")
        if level > 1 and not anchor:
            continue
        title = " ".join("".join(heading.itertext()).split())
        result.sections.append(
            Section(
                "" if level == 1 else anchor,
                title,
                heading.get("data-search-words", ""),
                lead=search_leads.lead(heading),
            )
        )
        if level == 1:
            result.title = title
        heading.clear(keep_tail=True)
        heading.text = _MARK
    _, *texts = " ".join(article.itertext()).split(_MARK)
    for section, text in zip(result.sections, texts, strict=True):
        section.text = " ".join(text.split())
    return result


_MARK = "\ue000"  # where a heading stood: a letter of no script
_LEFT_OUT = etree.XPath(f"descendant::*[@data-search-exclude or @{LEFT_OUT} or @aria-hidden='true']")


@dataclass
class CountedPage:
    """A page with its texts counted: all that the index needs of it, and little to carry about."""

    address: str
    title: str
    sections: list[tuple[str, str]]  # anchor and heading of each
    leads: list[str]
    headed: list[set[str]]  # the words of each heading
    counts: list[Counter[str]]  # how often each section has a word


def count(page: SearchPage) -> CountedPage:
    """The page with its texts counted."""
    counted = CountedPage(page.address, page.title, [], [], [], [])
    opening = next((section.lead for section in page.sections if section.lead), "")
    for section in page.sections:
        heading = words(f"{section.heading} {section.also}")
        counted.sections.append((section.anchor, section.heading))
        counted.leads.append(section.lead or ("" if section.anchor else opening))
        counted.headed.append(set(heading))
        counted.counts.append(Counter(heading + words(section.text)))
    return counted


def files(pages: Iterable[SearchPage]) -> Iterator[tuple[str, bytes]]:
    """The files of the index: address and content. The same pages give the same bytes."""
    index = Index()
    for page in pages:
        index.add(count(page))
    return index.files()


class Index:
    """The index while it is made. Pages go in one after another; of their texts only words and beginnings are kept."""

    def __init__(self) -> None:
        self._pages: list[list[str | float]] = []
        self._leads: list[list[str]] = []
        self._anchors: dict[str, int] = {}
        self._headings: dict[str, int] = {}
        self._sections = (array("I"), array("I"))  # anchor of each, heading of each
        self._lengths = array("I")  # words in each section
        # Of each word three numbers for each section that has it: the section, times, and whether in its heading.
        self._postings: dict[str, array[int]] = {}
        self._of_page: dict[str, list[int]] = {}  # the pages that have a word in their title

    def add(self, page: CountedPage) -> None:
        """Take in a page."""
        for word in set(words(page.title)) - STOP:
            self._of_page.setdefault(word, []).append(len(self._pages))
        self._pages.append([page.address, page.title, len(page.sections), _standing(page.address)])
        self._leads.append(page.leads)
        for (anchor, heading), headed, count in zip(page.sections, page.headed, page.counts, strict=True):
            self._sections[0].append(self._anchors.setdefault(anchor, len(self._anchors)))
            self._sections[1].append(self._headings.setdefault(heading, len(self._headings)))
            number = len(self._lengths)
            self._lengths.append(count.total())
            for word, times in count.items():
                if word not in STOP:
                    if word not in self._postings:
                        self._postings[word] = array("I")
                    self._postings[word].extend((number, times, word in headed))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of the index: address and content."""
        letters = sorted({word[0] for word in self._postings.keys() | self._of_page.keys()})
        yield (
            "index.json",
            _json(
                {
                    "stop": sorted(STOP),
                    "pages": self._pages,
                    "anchors": list(self._anchors),
                    "headings": list(self._headings),
                    # as the distance from the section before: nearly all are 0 or 1, and pack well
                    "sections": [[step - last for last, step in pairwise((0, *numbers))] for numbers in self._sections],
                    "letters": "".join(letters),
                }
            ),
        )
        for number, leads in enumerate(self._leads):
            for part, start in enumerate(range(0, len(leads), LEADS)):
                yield f"t-{number}-{part}.json", _json(leads[start : start + LEADS])
        average = sum(self._lengths) / max(1, len(self._lengths))
        everything = sorted(self._postings.keys() | self._of_page.keys())
        for letter, of_letter in groupby(everything, key=lambda word: word[0]):
            chunks: list[list[str]] = []
            contents: list[list[bytes]] = []
            size = CHUNK
            for word in of_letter:
                if size >= CHUNK:
                    chunks.append([])
                    contents.append([])
                    size = 0
                row = self._places(word, average)
                chunks[-1].append(word)
                contents[-1].append(_json(row))
                size += len(contents[-1][-1]) + len(row) - 1  # the size with a space after each comma
            yield f"w-{letter}.json", _json([" ".join(chunk) for chunk in chunks])
            for number, rows in enumerate(contents):
                yield f"p-{letter}{number}.json", b"[" + b",".join(rows) + b"]"

    def _places(self, word: str, average: float) -> list[int]:
        """Of a word: its weight for whole pages, how many pages, those pages, then section and weight in turn.

        Numbers of pages and sections are told as the distance from the one before. `average` is the mean of words in a
        section.
        """
        here = self._postings.get(word, array("I"))
        found = len(here) // 3
        rare = math.log(1 + (len(self._lengths) - found + 0.5) / (found + 0.5))
        numbers = self._of_page.get(word, [])
        in_pages = round(SCALE * PAGE * math.log(1 + len(self._pages) / max(1, len(numbers))))
        row = [in_pages, len(numbers), *_steps(numbers)]
        before = 0
        for number, times, in_heading in zip(here[::3], here[1::3], here[2::3], strict=True):
            shrink = K * (1 - B + B * self._lengths[number] / average)
            weight = times * (K + 1) / (times + shrink) + (HEADING if in_heading else 0)
            row += (number - before, max(1, round(SCALE * rare * weight)))
            before = number
        return row


def _standing(address: str) -> float:
    if address.endswith("/sources/"):
        return SOURCES
    return next((worth for start, worth in STANDING.items() if address.startswith(start)), 1)


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def write(folder: Path, index: Iterable[tuple[str, bytes]]) -> None:
    """Put the files of an index into `folder`/search, with those that the build left there for it.

    All but index.json stand in a folder that is named after the content of them all, so that a page that has read one index
    never meets the files of another. `terms.json`, which every question needs, goes into index.json.
    """
    target = folder / "search"
    target.mkdir(exist_ok=True)
    contents = dict(index)
    for path in sorted(target.glob("*.json")):
        contents.setdefault(path.name, path.read_bytes())
        path.unlink()
    version = hashlib.sha256(b"".join(name.encode() + contents[name] for name in sorted(contents))).hexdigest()[:DIGITS]
    entry = json.loads(contents.pop("index.json"))
    if "terms.json" in contents:
        entry["terms"] = json.loads(contents.pop("terms.json"))
    (target / version).mkdir(exist_ok=True)
    for name, content in contents.items():
        (target / version / name).write_bytes(content)
    (target / "index.json").write_bytes(_json({"version": version, **entry}))


_OUR_PIECES = re.compile(r"(index|w-.|p-..+|t-\d+-\d+)\.json")


def given(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files that the build left for the index of the site in `folder`, as they were before `write` took them in."""
    index = json.loads((folder / "search" / "index.json").read_bytes())
    if "terms" in index:
        yield "terms.json", _json(index["terms"])
    for path in sorted((folder / "search" / index["version"]).iterdir()):
        if not _OUR_PIECES.fullmatch(path.name):
            yield path.name, path.read_bytes()
