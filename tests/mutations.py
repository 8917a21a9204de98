"""Spoilt data: every kind of data file, systematically and at random, and what the loader makes of it.

A spoilt file must be refused near the spoilt place, or accepted with every fact as the file says it, on the day of the
build and on every later day on which an answer changes. Anything else is a finding:

    traceback   something else than DataError was raised
    misplaced   refused, and no problem is within five lines of the mutation, nor names what is gone from there (`named`:
                a source or key that is missing is told where it is wanted)
    distorted   accepted, and facts.csv or the objects differ from an independent reading of the file
    later       accepted, and refused on a later day on which an answer changes

`make mutate` runs thousands of them; tests/test_mutations.py runs a sample.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

import independent_reading as reading
from atlas import facts, prose
from atlas.addresses import site_addresses
from atlas.articles import Article, load_articles
from atlas.clock import build_day
from atlas.kept import Kept
from atlas.load import Atlas, load_atlas
from atlas.model import Jurisdiction
from atlas.outputs import api
from atlas.problems import DataError, Problem
from atlas.prose import Guide, load_guides
from atlas.rules import Build
from atlas.site import Settings, make
from conftest import DATA, DAY, ROOT

NEAR = 5  # lines
NAMED = 7  # letters of a text that is told from a word
SETTINGS = Settings("https://site.example/", "https://repo.example/")
OVERRIDES = """\
schools:
  - unitid: 900001
    name: "Example University"
    program_url: https://university.example/counseling/
    accreditation:
      - body: CACREP
        program: "Invented Counseling (MA)"
        source: https://university.example/accreditation/
        dated: "2025"
        read_on: 2026-01-10
  - unitid: 900002
    name: "Zeta College of Example"
    exclude: An invented college without a counseling program.
"""
GUIDE = """\
---
title: An invented guide
description: How does an invented guide look?
group: Getting licensed
order: 2
reviewed: 2026-01-15
next: [plan/, move/]
words: [invented, made up]
hide: [navigation]
sources:
  page:
    kind: secondary
    title: Invented page
    url: https://guide.example/
    read_on: 2026-01-15
---

# An invented guide

This is the answer, with its source {{ cite page }}.

{{ spread supervised_hours_total }}

## What to do

1. Read it.
"""
AUTHORS = """\
authors:
  editors:
    name: The editors
    description: An invented team
    avatar: assets/authors/none.svg
    slug: editors
"""
POST = """\
---
title: "An invented article: a study"
description: What an invented study says.
date: 2026-01-15
authors: [editors]
categories: [Practice]
---

# An invented article

An opening.

<!-- more -->

## References

- [A study](https://study.example/)
"""
BESIDE = {
    "data/schools/overrides.yml": OVERRIDES,
    "docs/guides/invented.md": GUIDE,
    "docs/articles/.authors.yml": AUTHORS,
    "docs/articles/posts/invented.md": POST,
    "docs/articles/author/editors.md": "# The editors\n\n" + "They write about invented things. " * 12 + "\n",
    "docs/assets/authors/none.svg": "<svg/>",
}


def invented_project(folder: Path) -> Path:
    """The invented data, with overrides, a guide and an article, in `folder`."""
    shutil.copytree(DATA, folder / "data")
    for name, text in BESIDE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def real_project(folder: Path) -> Path:
    """A copy of the real data and of the pages written by hand."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("schema", "*.png", "*.js", "*.css"))
    return folder


# Where objects hold the source itself in place of its id.
SOURCE_KEYS = {"states": ("source",), "exams.yml": ("source",)}


def data_files(project: Path) -> list[str]:
    """Every file that a maintainer edits, relative to the project."""
    files = [
        *project.glob("data/**/*.yml"),
        *project.glob("docs/guides/*.md"),
        *project.glob("docs/articles/posts/*.md"),
    ]
    files += [project / "docs" / "articles" / ".authors.yml"]
    names = (path.relative_to(project).as_posix() for path in files if path.name != "index.md")
    return sorted(name for name in names if "/schema/" not in name)


# ---- mutations


@dataclass(frozen=True)
class Mutation:
    """A spoilt file. `first` and `last` are the lines, from 1, in which it differs or where something is gone."""

    file: str
    kind: str
    place: str
    content: bytes
    first: int
    last: int

    @property
    def label(self) -> str:
        return f"{self.file}:{self.first} {self.kind} {self.place}"


REPLACEMENTS = {
    "null": "null",
    "nothing": "",
    "empty text": '""',
    "blank text": '"  "',
    "empty list": "[]",
    "empty map": "{}",
    "number": "12",
    "negative number": "-3",
    "huge number": "99999999999999999999",
    "fraction": "0.333",
    "text": "Some words",
    "true": "true",
    "past date": "1066-10-14",
    "future date": "2099-12-31",
    "list": "[word, other]",
    "list of null": "[null]",
    "map": "{word: other}",
    "list of maps": "[{value: 12}]",
}


def yaml_part(name: str, text: str) -> tuple[int, str]:
    """Where the YAML of a file begins, and the YAML: the front matter of a Markdown file, else the whole."""
    if not name.endswith(".md"):
        return 0, text
    return 4, text[4 : text.index("\n---", 4) + 1]


def systematic(name: str, text: str) -> Iterator[Mutation]:
    """Every replacement of every value, and every removal, repetition and addition of a key or an item."""
    offset, part = yaml_part(name, text)

    def spoil(kind: str, place: str, edits: tuple[int, int, str], about: int) -> Mutation:
        start, end, new = (edits[0] + offset, edits[1] + offset, edits[2])
        spoilt = text[:start] + new + text[end:]
        first = text.count("\n", 0, min(about + offset, start)) + 1
        return Mutation(name, kind, place, spoilt.encode(), first, text.count("\n", 0, start) + 1 + new.count("\n"))

    root = reading.compose(part)
    if root is None:
        return
    for place, parent, index in _parts(root):
        key, value = parent.value[index] if isinstance(parent, MappingNode) else (None, parent.value[index])
        start, end = _span(part, key or value)[0], _span(part, value)[1]
        for kind, new in REPLACEMENTS.items():
            here, _ = _span(part, value)
            if part[here:end] != new:
                yield spoil(kind, place, (here, end, new), start)
        yield spoil("removed", place, (*_removal(part, parent, index, start, end), ""), start)
        if isinstance(parent, MappingNode) or not parent.flow_style:
            column = start - (part.rfind("\n", 0, start) + 1)
            dash = "" if isinstance(parent, MappingNode) else "- "
            gap = ", " if parent.flow_style else "\n" + " " * (column - len(dash)) + dash
            yield spoil("repeated", place, (end, end, gap + part[start:end]), start)
            if isinstance(parent, MappingNode):
                yield spoil("unknown key", place, (end, end, gap + "unexpected: Some words"), start)


def _parts(node: Node, place: str = "") -> Iterator[tuple[str, Node, int]]:
    """Every entry of every map and list below `node`: its path in words, its parent, its index there."""
    if isinstance(node, MappingNode | SequenceNode):
        for index, item in enumerate(node.value):
            name, value = (item[0].value, item[1]) if isinstance(node, MappingNode) else (str(index), item)
            here = f"{place}.{name}" if place else name
            yield here, node, index
            yield from _parts(value, here)


def _span(text: str, node: Node) -> tuple[int, int]:
    """Where a node begins and ends, without the blanks and comments behind a block."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode) or node.flow_style:
        return start, end
    last = node.value[-1]
    return start, _span(text, last[1] if isinstance(node, MappingNode) else last)[1]


def _removal(text: str, parent: Node, index: int, start: int, end: int) -> tuple[int, int]:
    """The span that goes with an entry: to the beginning of the next one, or from the end of the one before."""
    starts = [_span(text, item[0] if isinstance(parent, MappingNode) else item)[0] for item in parent.value]
    ends = [_span(text, item[1] if isinstance(parent, MappingNode) else item)[1] for item in parent.value]
    if index + 1 < len(starts):
        return start, starts[index + 1]
    return (ends[index - 1], end) if index else (start, end)


Change = Callable[[random.Random, str], tuple[str | bytes, int, int]]  # the text, first and last line of the change


def _at(text: str, start: int, end: int, new: str) -> tuple[str, int, int]:
    first = text.count("\n", 0, start) + 1
    return text[:start] + new + text[end:], first, first + max(new.count("\n"), 0)


def _line_span(text: str, line: int) -> tuple[int, int]:
    """Where a line (from 0) begins and ends, its break included."""
    lines = text.split("\n")
    start = sum(len(one) + 1 for one in lines[:line])
    return start, min(start + len(lines[line]) + 1, len(text))


def _pick_line(r: random.Random, text: str) -> tuple[int, int]:
    return _line_span(text, r.randrange(max(text.count("\n"), 1)))


def delete_line(r: random.Random, text: str) -> tuple[str, int, int]:
    start, end = _pick_line(r, text)
    return _at(text, start, end, "")


def repeat_line(r: random.Random, text: str) -> tuple[str, int, int]:
    start, end = _pick_line(r, text)
    return _at(text, start, end, text[start:end] * 2)


def swap_lines(r: random.Random, text: str) -> tuple[str, int, int]:
    lines = text.split("\n")
    at = r.randrange(max(len(lines) - 2, 1))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return "\n".join(lines), at + 1, at + 2


def move_line(r: random.Random, text: str) -> tuple[str, int, int]:
    lines = text.split("\n")
    source = r.randrange(len(lines) - 1)
    line = lines.pop(source)
    target = r.randrange(len(lines))
    lines.insert(target, line)
    return "\n".join(lines), min(source, target) + 1, max(source, target) + 1


def indent_line(r: random.Random, text: str) -> tuple[str, int, int]:
    start, end = _pick_line(r, text)
    line = text[start:end]
    fewer = line[r.randint(1, 3) :] if line.startswith("   ") else line
    return _at(text, start, end, r.choice([" " * r.randint(1, 4) + line, fewer]))


def delete_characters(r: random.Random, text: str) -> tuple[str, int, int]:
    at = r.randrange(len(text))
    return _at(text, at, at + r.randint(1, 12), "")


def insert_characters(r: random.Random, text: str) -> tuple[str, int, int]:
    at = r.randrange(len(text))
    return _at(
        text,
        at,
        at,
        "".join(r.choice("{}[]:,#&*!|>'\"%@`-?~ \n\t=x9<\x00\u200b\U0001f600") for _ in range(r.randint(1, 4))),
    )


INSERTED = (
    " # ", " #", ": ", ":", '"', "'", ", ", ",", "\t", "\u2028", "\u2029", "\x85", "\ufeff", "\u00a0", "\u3000", "\r", "\r\n", "\n", " - ",
    "{", "}", "[", "]", "&a ", "*a", "!!str ", "|", ">", "---\n", "...\n", "\\", "%", "@", "`", "? ", "<<: ", "\x00", "\x7f",
    "\U000e0001", "\u202e", "e3", ".0", "_000", "0", ",000", "{lpc.fee_license}", "{lpc.", "{{ ", "<b>", "&amp;", "=1+1",
)  # fmt: skip


def insert_sign(r: random.Random, text: str) -> tuple[str, int, int]:
    """A sign with a meaning for YAML or for the site, at the beginning, in the middle or at the end of a value."""
    values = list(_values(text))
    start, end = r.choice(values)
    at = r.choice([start, end, r.randint(start, end)])
    return _at(text, at, at, r.choice(INSERTED))


def change_digit(r: random.Random, text: str) -> tuple[str, int, int]:
    at = r.choice([n for n, sign in enumerate(text) if sign.isdigit()] or [0])
    return _at(text, at, at + 1, r.choice("0123456789.-"))


def change_word(r: random.Random, text: str) -> tuple[str, int, int]:
    start, end = r.choice(list(_words(text)))
    new = r.choice(
        ["", "value", "silent", "unknown", "true", "null", "source", "lpc", "no", "~", text[start:end][::-1]]
    )
    return _at(text, start, end, new)


def quote_value(r: random.Random, text: str) -> tuple[str, int, int]:
    start, end = r.choice(list(_values(text)))
    quote = r.choice("'\"\u201c")
    return _at(text, start, end, quote + text[start:end] + r.choice([quote, "", quote * 2]))


def change_date(r: random.Random, text: str) -> tuple[str, int, int]:
    dates = [
        n
        for n in range(len(text) - 9)
        if text[n : n + 4].isdigit() and text[n + 4 : n + 5] == "-" and text[n + 7 : n + 8] == "-"
    ]
    if not dates:
        return change_digit(r, text)
    at = r.choice(dates)
    new = r.choice(
        [
            "2099-01-01",
            "2026-02-30",
            "2026-2-1",
            "01/02/2026",
            "1889-12-31",
            "tomorrow",
            "2026-02-01 12:00",
            "2027-06-01",
        ]
    )
    return _at(text, at, at + 10, new)


def add_dates(r: random.Random, text: str) -> tuple[str, int, int]:
    """An answer in braces gets a day on which it begins, ends, or both."""
    ends = [n for n in range(len(text) - 1) if text[n : n + 2] == "}\n"]
    if not ends:
        return change_digit(r, text)
    at = r.choice(ends)
    new = r.choice(
        [
            ", effective: 2027-03-01",
            ", until: 2026-12-31",
            ", effective: 2025-01-01, until: 2026-06-30",
            ", until: 2020-01-01",
            ", applies_to: Some people",
        ]
    )
    return _at(text, at, at, new)


def cut_off(r: random.Random, text: str) -> tuple[str, int, int]:
    at = r.randrange(len(text))
    return _at(text, at, len(text), "")


def byte_not_utf8(r: random.Random, text: str) -> tuple[bytes, int, int]:
    at = r.randrange(len(text))
    line = text.count("\n", 0, at) + 1
    return text[:at].encode() + r.choice([b"\xff", b"\xe9", b"\x80", b"\xc3"]) + text[at:].encode(), line, line


def windows_file(r: random.Random, text: str) -> tuple[bytes, int, int]:
    """As an editor on another system saves it: other line breaks, a mark of the byte order, or UTF-16."""
    spoilt = r.choice(
        [
            text.replace("\n", "\r\n").encode(),
            b"\xef\xbb\xbf" + text.encode(),
            text.encode("utf-16"),
            text.replace("\n", "\r").encode(),
        ]
    )
    return spoilt, 1, text.count("\n") + 1


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Where each plain or quoted value of a YAML text stands."""
    try:
        root = reading.compose(text)
    except YAMLError:
        root = None
    found = [node.value[index] for _, node, index in _parts(root)] if root is not None else []
    values = [item[1] if isinstance(item, tuple) else item for item in found]
    spans = [(node.start_mark.index, node.end_mark.index) for node in values if isinstance(node, ScalarNode)]
    yield from spans or [(0, 0)]


def _words(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for n, sign in enumerate(text + " "):
        if sign.isalpha() or sign == "_":
            start = n if start is None else start
        elif start is not None:
            if n - start > 2:
                yield start, n
            start = None


RANDOM: tuple[Change, ...] = (
    delete_line, repeat_line, swap_lines, move_line, indent_line, delete_characters, insert_characters, insert_sign, insert_sign,
    insert_sign, change_digit, change_word, quote_value, change_date, add_dates, cut_off, byte_not_utf8, windows_file,
)  # fmt: skip


def at_random(r: random.Random, name: str, text: str) -> Mutation:
    """One random change of a file's YAML."""
    offset, part = yaml_part(name, text)
    change = r.choice(RANDOM)
    spoilt, first, last = change(r, part)
    raw = spoilt if isinstance(spoilt, bytes) else spoilt.encode("utf-8", "surrogatepass")
    lines = text.count("\n", 0, offset)
    content = text[:offset].encode() + raw + text[offset + len(part) :].encode()
    return Mutation(name, change.__name__, "", content, first + lines, last + lines)


# ---- what the loader makes of it


@dataclass(frozen=True)
class Loaded:
    """Everything that the data files and the front matter of pages say."""

    atlas: Atlas
    guides: tuple[Guide, ...]
    articles: tuple[Article, ...]


def load(project: Path, day: date, kept: Kept, *, invented: bool) -> Loaded:
    """Load a project as a build does, without its pages. Raises DataError."""
    problems: list[Problem] = []
    atlas, build, docs = None, Build(day, project, invented), project / "docs"
    try:
        atlas = load_atlas(project / "data", day, root=project, allow_invented=invented, kept=kept)
        build = replace(build, addresses=site_addresses(project / "data", docs, atlas.exams))
    except DataError as error:
        problems += error.problems
    guides = load_guides(docs, build, problems)
    articles = load_articles(docs, build, problems)
    if problems or atlas is None:
        raise DataError(problems)
    return Loaded(atlas, guides, articles)


def render(project: Path, loaded: Loaded) -> dict[str, str | bytes]:
    """Every page and file of the site, by address. Raises DataError."""
    docs = project / "docs"
    site = make(loaded.atlas, SETTINGS, guides=loaded.guides, articles=loaded.articles, titles=prose.titles(docs))
    hand = site.by_hand
    if problems := prose.problems(docs, hand.parts, hand.guides, project):
        raise DataError(problems)
    return {page.address: page.html for page in site.pages} | {file.address: file.content for file in site.outputs}


def csv_rows(table: str) -> Counter[reading.Row]:
    """The lines of facts.csv, without `unit`."""
    return Counter(tuple(line[name] for name in reading.COLUMNS) for line in csv.DictReader(io.StringIO(table)))


def state_rows(state: Jurisdiction, day: date) -> Counter[reading.Row]:
    """The lines of facts.csv of one state on a day."""
    return csv_rows(api.table(facts.jurisdiction_rows(state, day)))


@dataclass
class Verdict:
    """What became of one mutation: `outcome` is refused, accepted, or a finding."""

    outcome: str
    detail: str = ""


class Judge:
    """Loads mutations of one project, one after the other. A file that is as it was is not read again."""

    def __init__(self, project: Path, day: date, *, invented: bool) -> None:
        self.project, self.day, self.invented = project, day, invented
        self.kept = Kept(on=True)
        self.texts = {name: (project / name).read_text(encoding="utf-8") for name in data_files(project)}
        load(project, day, self.kept, invented=invented)

    def judge(self, mutation: Mutation, *, rendered: bool = False) -> Verdict:
        """What becomes of the project with this mutation in it."""
        path = self.project / mutation.file
        path.write_bytes(mutation.content)
        try:
            return self._judge(mutation, rendered)
        except Exception:  # whatever is raised is the finding
            return Verdict("traceback", traceback.format_exc())
        finally:
            path.write_text(self.texts[mutation.file], encoding="utf-8")

    def _judge(self, mutation: Mutation, rendered: bool) -> Verdict:
        try:
            loaded = load(self.project, self.day, self.kept, invented=self.invented)
            site = render(self.project, loaded) if rendered else None
        except DataError as error:
            return self._placed(mutation, error)
        try:
            data = self._read_again(mutation)
        except (YAMLError, ValueError) as error:
            return Verdict("distorted", f"another reader of YAML refuses it: {error}")
        detail = self._words_lost(mutation, data, loaded)
        if detail or "/states/" not in mutation.file:
            return Verdict("distorted" if detail else "accepted", detail)
        return self._facts_on_each_day(mutation, data, loaded, site)

    def _placed(self, mutation: Mutation, error: DataError) -> Verdict:
        here = [p for p in error.problems if p.path == mutation.file]
        if any(mutation.first - NEAR <= p.line <= mutation.last + NEAR for p in here):
            return Verdict("refused")
        gone = Counter(self.texts[mutation.file].split("\n")) - Counter(
            mutation.content.decode("utf-8", "replace").split("\n")
        )
        words = {word for line in gone for word in re.findall(r"[\w-]+", line)}
        said = [
            word
            for p in error.problems
            for word in re.findall(r"(?<=[`\"])[\w -]+(?=[`\"])|\b\d{4,}\b", f"{p.what} {p.expected}")
        ]
        if any(word in words or (len(word) > NAMED and word in line) for word in said for line in gone):
            return Verdict("named")
        return Verdict("misplaced", "\n".join(map(str, error.problems[:6])))

    def _read_again(self, mutation: Mutation) -> Any:
        text = mutation.content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        return reading.read(yaml_part(mutation.file, text)[1])

    def _words_lost(self, mutation: Mutation, data: Any, loaded: Loaded) -> str:
        """What the file says and no object holds; or what a comment has taken from it."""
        part = part_of(mutation.file, loaded)
        if part is not None and (
            missing := reading.leaves(data, skip=SOURCE_KEYS.get(Path(mutation.file).parts[1], ())) - held(part)
        ):
            return f"not held: {dict(missing)}"
        if mutation.kind in ("insert_sign", "insert_characters"):
            _, part = yaml_part(mutation.file, self.texts[mutation.file])
            fewer = reading.leaves(reading.read(part)) - reading.leaves(data)
            if fewer and any(cut(word, data) for word in fewer):
                return f"cut by a comment: {dict(fewer)}"
        return ""

    def _facts_on_each_day(
        self, mutation: Mutation, data: Any, loaded: Loaded, site: Mapping[str, str | bytes] | None
    ) -> Verdict:
        state = next(j for j in loaded.atlas.jurisdictions if j.path == mutation.file)
        for day in [self.day, *reading.turning_days(data, self.day)]:
            if site is not None and day == self.day:
                rows = csv_rows(bytes(site["api/v1/facts.csv"]).decode())  # type: ignore[arg-type]
                rows = Counter({row: count for row, count in rows.items() if row[0] == state.code})
            else:
                rows = state_rows(state, day)
            if difference := unlike(reading.fact_rows(data, day), rows):
                return Verdict("distorted", f"on {day}: {difference}")
            if self.invented and day != self.day:
                try:
                    later = load(self.project, day, Kept(), invented=True)
                    if site is not None:
                        render(self.project, later)
                except DataError as error:
                    return Verdict("later", f"on {day}: " + "\n".join(map(str, error.problems[:6])))
        return Verdict("accepted")


def part_of(file: str, loaded: Loaded) -> Any:
    """The objects that hold what a file says."""
    atlas = loaded.atlas
    if "/states/" in file:
        return next(j for j in atlas.jurisdictions if j.path == file)
    if "/schools/" in file:
        return atlas.schools
    if file.startswith("data/"):
        return getattr(atlas, Path(file).stem)
    if file.endswith(".md"):
        return [guide.meta for guide in loaded.guides] + list(loaded.articles)
    return None  # profiles of authors are held by the blog alone


def held(part: Any) -> Counter[str]:
    """How often each value stands in objects, as `reading.leaves` counts them."""
    match part:
        case None:
            return Counter()
        case BaseModel():
            return held([getattr(part, name) for name in type(part).model_fields])
        case Enum():
            return Counter([str(part.value)])
        case bool():
            return Counter([str(part).lower()])
        case Mapping():
            return held([*part.keys(), *part.values()])
        case list() | tuple() | set() | frozenset():
            return sum(map(held, part), Counter())
        case _ if is_dataclass(part):
            return held([getattr(part, name) for name in part.__dataclass_fields__])
    return Counter([reading.number(" ".join(str(part).split()))])


def cut(word: str, data: Any) -> bool:
    """Whether the data has the beginning of a text in place of the text: the rest went into a comment."""
    words = reading.leaves(data)
    return any(len(left) > 1 and word.startswith(left) and word != left for left in words) and " " in word


def unlike(wanted: Counter[reading.Row], have: Counter[reading.Row]) -> str:
    """How the lines of facts.csv differ from those wanted; "" when they do not."""
    missing, extra = list((wanted - have).elements()), list((have - wanted).elements())
    for row in list(missing):
        if row[-1].startswith("*"):  # any words
            same = next((other for other in extra if other[:-1] == row[:-1]), None)
            if same:
                missing.remove(row)
                extra.remove(same)
    return f"missing {missing[:3]}, instead {extra[:3]}" if missing or extra else ""


# ---- a run


@dataclass
class Report:
    """Counts by project and outcome, and every finding."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[tuple[Mutation, Verdict]] = field(default_factory=list)

    def add(self, run: str, mutation: Mutation, verdict: Verdict) -> None:
        self.counts[run, verdict.outcome] += 1
        if verdict.outcome not in ("refused", "named", "accepted"):
            self.findings.append((mutation, verdict))

    def __str__(self) -> str:
        outcomes = ("accepted", "refused", "named", "traceback", "misplaced", "distorted", "later")
        lines = ["".join(f"{name:>11}" for name in ("", "loads", *outcomes))]
        for run in dict.fromkeys(run for run, _ in self.counts):
            figures = [self.counts[run, outcome] for outcome in outcomes]
            lines.append("".join(f"{word:>11}" for word in (run, sum(figures), *figures)))
        return "\n".join(lines)


def choose(r: random.Random, texts: Mapping[str, str], count: int) -> Iterator[Mutation]:
    """`count` mutations, three in four of them systematic as far as there are so many; small files are not left out."""
    every = [mutation for name, text in texts.items() for mutation in systematic(name, text)]
    wanted = min(len(every), count * 3 // 4)
    yield from r.sample(every, wanted)
    names = list(texts)
    for _ in range(count - wanted):
        name = r.choice(names)
        yield at_random(r, name, texts[name])


def run(
    report: Report, name: str, judge: Judge, mutations: Iterable[Mutation], *, rendered: bool = False, every: int = 0
) -> None:
    """Judge mutations into the report. With `every`, the counts are printed after so many."""
    for number, mutation in enumerate(mutations, 1):
        report.add(name, mutation, judge.judge(mutation, rendered=rendered))
        if every and number % every == 0:
            print(report, flush=True)


def sampled_texts(r: random.Random, texts: Mapping[str, str], states: int) -> dict[str, str]:
    """Every file, but of those of one folder no more than `states`."""
    folders: dict[str, list[str]] = {}
    for name in texts:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    few = [r.sample(names, min(states, len(names))) if len(names) > 8 else names for names in folders.values()]
    return {name: texts[name] for names in few for name in names}


def main() -> int:
    """Run from the command line; 1 when there is a finding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--invented", type=int, default=9500, help="loads of the invented data")
    parser.add_argument("--real", type=int, default=400, help="loads of the real data")
    parser.add_argument("--rendered", type=int, default=100, help="loads of the invented data with all pages")
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--keep", type=Path, help="a folder for the files that gave a finding")
    given = parser.parse_args()
    r, report = random.Random(given.seed), Report()
    with tempfile.TemporaryDirectory() as folder:
        invented = Judge(invented_project(Path(folder) / "invented"), DAY, invented=True)
        run(report, "invented", invented, choose(r, invented.texts, given.invented), every=500)
        run(report, "rendered", invented, choose(r, invented.texts, given.rendered), rendered=True, every=50)
        if given.real:
            real = Judge(real_project(Path(folder) / "real"), build_day(), invented=False)
            run(report, "real", real, choose(r, sampled_texts(r, real.texts, 12), given.real), every=100)
    print(report)
    for number, (mutation, verdict) in enumerate(report.findings, 1):
        print(f"\n{number}. {verdict.outcome}: {mutation.label}\n{verdict.detail}")
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / f"{number}-{Path(mutation.file).name}").write_bytes(mutation.content)
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
