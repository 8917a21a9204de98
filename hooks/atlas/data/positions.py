"""Strict YAML with the position of every key and value.

A small, safe part of YAML is accepted: maps, lists and plain values. Anchors, aliases and tags are refused, so that a
file says what it says in the place where it says it and cannot grow when read. Dates, numbers, `true`, `false` and
`null` are as in YAML 1.2: `no` is a word and `1:20` is a text.

What YAML would drop or change without a word is refused: a comment where the rest of a text may have been meant, an entry
in braces that a comma made, and plain values that readers of YAML take for different things (`Unclear`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from atlas.data import yaml_slips
from atlas.domain.problems import DataPath, Problem, display_path
from atlas.domain.spellings import Unclear

MAX_BYTES = 1_000_000
MAX_DEPTH = 30

_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,12}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BOM = "\ufeff"
# What YAML 1.2 takes for a number, a yes or no, or nothing, though it is not written as this project writes it.
_AMBIGUOUS_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?[0-9]+(_[0-9]+)+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|nan)",
    re.I,
)
_OF_NUMBERS = frozenset("+-.0123456789")  # what a number or a date begins with
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}\.[0-9]{2}0")  # 1.200 may be meant for 1200
_AMBIGUOUS_WORDS = frozenset({"True", "TRUE", "False", "FALSE", "Null", "NULL"})
# Characters that YAML or an editor takes for the end of a line and other tools do not: places would shift after one.
_ODD_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_COLON = re.compile(r"\s*:")
_COMMENT_BEHIND = re.compile(r"(?P<breaks>(?: *\n)+)?(?P<indent> *)(?<!\S)(?P<comment>#)")
_COMMENT_BEFORE_VALUE = re.compile(r"[\"']?\s*: +(?P<comment>#)")
_COMMENT_BEFORE_ENTRY = re.compile(r"^ *(?:- +)*- +(?P<comment>#)", re.M)
_ENTRY = re.compile(r"\s*-(\s|$|[A-Za-z])")
_ODD_SPACES = re.compile(
    "^[ -]*(?:[A-Za-z_][A-Za-z0-9_-]*:)?(?P<odd>[\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff])", re.M
)


class Position(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


TOP = Position(1, 1)


@dataclass
class Document:
    """A file that was read: its plain data and where each part of it stands.

    `values` maps the path of a value (`("facts", "board_url", "source")`) to its place, `keys` that of its key.
    """

    path: str
    data: Any = None
    values: dict[DataPath, Position] = field(default_factory=dict)
    keys: dict[DataPath, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    text: str = field(default="", repr=False)  # as it was parsed, for places within a value

    def position(self, path: DataPath, *, key: bool = False) -> Position:
        """Where `path` stands, or the nearest part around it that stands anywhere."""
        here: DataPath = tuple(path)
        if key and here in self.keys:
            return self.keys[here]
        while here and here not in self.values:
            here = here[:-1]
        return self.values.get(here, TOP)

    def position_of(self, words: str, path: DataPath) -> Position:
        """Where `words` stand in the text at `path`, which may have several lines; where it begins, when they can't be found."""
        start = self.position(path)
        ends = [place for places in (self.values, self.keys) for place in places.values() if place > start]
        end = min(ends, default=Position(self.text.count("\n") + 2, 1))
        lines = self.text.split("\n")[start.line - 1 : end.line]
        for number, line in enumerate(lines, start.line):
            column = line.find(words, start.column - 1 if number == start.line else 0) + 1
            if column and (number, column) < end:
                return Position(number, column)
        return start

    def problem(
        self, path: DataPath, what: str, expected: str = "", nearest: str = "", *, key: bool = False, within: str = ""
    ) -> Problem:
        """A `Problem` at the place of `path`; with `key`, at its key; with `within`, at these words in its text."""
        line, column = self.position_of(within, path) if within else self.position(path, key=key)
        return Problem(self.path, line, column, what, expected, nearest)

    def add(
        self, path: DataPath, what: str, expected: str = "", nearest: str = "", *, key: bool = False, within: str = ""
    ) -> None:
        self.problems.append(self.problem(path, what, expected, nearest, key=key, within=within))


@dataclass
class _Open:
    """A map or list that is being filled."""

    path: DataPath
    items: Any
    key: str | None = None  # the key that waits for its value
    wants_key: bool = True
    skip: bool = False  # the waiting key stood before: its value is read and dropped
    flow: bool = False  # written in braces or brackets
    column: int = 0  # of its entries, from 0
    value: Any = None  # the event of the last plain value that was put into it


def read(path: Path, root: Path | None = None) -> Document:
    """Read one file. Never raises for what is in the file: see `Document.problems`."""
    document = Document(display_path(path, root))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            document.add((), f"the file has {size:,} bytes", f"at most {MAX_BYTES:,}")
            return document
        raw = path.read_bytes()
    except OSError as error:
        document.add((), f"cannot be read: {error.strerror or error}", "a readable file")
        return document
    text = decode(raw, document)
    return document if text is None else parse(text, document)


def decode(raw: bytes, document: Document) -> str | None:
    """The text of a file, without byte order mark; None with a problem added when it is not UTF-8."""
    try:
        return raw.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode("utf-8", "replace"))
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        document.problems.append(Problem(document.path, line, column, what, "text saved as UTF-8"))
        return None


def _place(before: str) -> Position:
    """The place that comes after the text `before`."""
    return Position(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def parse(text: str, document: Document) -> Document:
    """Fill `document` from `text`. All problems that can be told apart are collected."""
    document.text = text = _plain_lines(text.removeprefix(_BOM), document)
    if not text.strip():
        document.add((), "the file is empty", "a YAML map")
        return document
    builder = _DocumentBuilder(document, text)
    try:
        builder.build()
    except yaml.YAMLError as error:
        document.data = None
        if not builder.explained(error):
            document.problems.append(_syntax_problem(document.path, text, error, builder.last))
    return document


def _plain_lines(text: str, document: Document) -> str:
    """`text` with one kind of line break, so that lines are counted as every editor and git count them."""
    text = text.replace("\r\n", "\n")
    if "\t" not in text and not _ODD_BREAKS.search(text) and (text.isascii() or not _ODD_SPACES.search(text)):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            document.problems.append(Problem(document.path, number, line.index("\t") + 1, "a tab character", "spaces"))
        if odd := _ODD_BREAKS.search(line):
            what = f"the character U+{ord(odd[0]):04X}, which ends a line for some programs only"
            document.problems.append(
                Problem(document.path, number, odd.start() + 1, what, "a plain line break or a space")
            )
        if odd := _ODD_SPACES.search(line):
            what = f"the character U+{ord(odd['odd']):04X} where a space belongs"
            document.problems.append(Problem(document.path, number, odd.start("odd") + 1, what, "plain spaces"))
    text = _ODD_BREAKS.sub(" ", text)
    return _ODD_SPACES.sub(lambda odd: odd[0][:-1] + " ", text)


def _syntax_problem(path: str, text: str, error: yaml.YAMLError, last: Any) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "?")
        line, column = _place(text[: max(text.find(chr(code)), 0)])
        return Problem(path, line, column, f"the character U+{code:04X} is not allowed in YAML", "visible characters")
    return Problem(path, *yaml_slips.explain(text, error, last))


class _DocumentBuilder:
    """Turns the parser's events into data, without recursion."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.stack: list[_Open] = []
        self.documents = 0
        self.last: Any = None  # the event of the value or key that was read last
        self.told_before = len(document.problems)
        self.commented: set[int] = set()  # lines with a comment that may be part of a text
        self.last_comment = text.rfind("#")  # behind it there is none

    def build(self) -> None:
        """Raises yaml.YAMLError for a syntax error."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for event in yaml.parse(self.text, Loader=loader):
            if isinstance(event, yaml.ScalarEvent):
                self._refuse(event)
                self._scalar(event)
                self.last = event
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._problem(event, "a second YAML document (`---`)", "one document in a file")
                    return
            elif isinstance(event, yaml.AliasEvent):
                self._problem(event, f"an alias `*{event.anchor}`", "the value itself; quotes, if it is a text")
                self._put(event, None)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._refuse(event)
                if len(self.stack) >= MAX_DEPTH:
                    self._problem(event, f"nested more than {MAX_DEPTH} deep", "a flatter structure")
                    self.document.data = None
                    return
                self._open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()

    def explained(self, error: yaml.YAMLError) -> bool:
        """Whether a problem that was told already is the likely cause of a syntax error."""
        if any(problem.what == "a tab character" for problem in self.document.problems):
            return True
        mark = getattr(error, "problem_mark", None)
        told = self.commented | {problem.line - 1 for problem in self.document.problems[self.told_before :]}
        return mark is not None and any(mark.line - 1 <= line <= mark.line for line in told)

    def _problem(self, event: Any, what: str, expected: str) -> None:
        mark = event.start_mark
        self.document.problems.append(Problem(self.document.path, mark.line + 1, mark.column + 1, what, expected))

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem(event, f"an anchor `&{event.anchor}`", "plain values; anchors and aliases are not used")
        tag = event.tag
        if tag is not None:
            self._problem(event, f"a tag `{tag}`", "plain values; a text that begins with `!` needs quotes")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = event.value
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.items, dict) and top.wants_key:
            if not (top.flow and self._without_colon(event, top)):
                self._key(event, str(value))
            return
        if top is not None and top.skip and not top.wants_key:
            self._put(event, None)
            return
        if not event.style:  # a list of numbers is a place on the map: 33.770 is no 33 thousand there
            value = _plain(value, thousands=top is None or isinstance(top.items, dict))
        self._refuse_lost(event, value)
        self._put(event, value)
        if top is not None:
            top.value = event

    def _without_colon(self, event: Any, top: _Open) -> bool:
        """Deal with what stands in braces without a colon: it is the rest of the text before it, cut off by a comma."""
        if _COLON.match(self.text, event.end_mark.index):
            return False
        word = self.text[event.start_mark.index : event.end_mark.index]
        name, colon, rest = word.partition(":")
        if colon and not event.style:
            self._problem(event, f"`{word}` has no space after its colon", f"`{name}: {rest}`")
            self._key(event, name)
            self._put(event, _plain(rest))
        elif top.value is not None and not top.value.style and top.key in top.items:
            whole = self.text[top.value.start_mark.index : event.end_mark.index]
            top.items[top.key] = Unclear(whole, cut=True)
        else:
            what = f"`{word}` stands in braces without a colon"
            self._problem(event, what, "a key and its value; quotes around a text with a brace or a comma")
        top.wants_key, top.skip = False, True  # the empty value that YAML adds is dropped
        return True

    def _refuse_lost(self, event: Any, value: Any) -> None:
        """A comment behind an unquoted text, or in place of one, may have been meant as a part of it."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            header = self.text[start:end].partition("\n")[0]
            if " #" in header:
                self._comment(start + header.index(" #") + 1)
            return
        if event.style or not (isinstance(value, str | Unclear) or (value is None and not event.value)):
            return
        top = self.stack[-1] if self.stack else _Open((), None)
        since = self.last.end_mark.index if self.last else 0
        before = _COMMENT_BEFORE_VALUE.match if isinstance(top.items, dict) else _COMMENT_BEFORE_ENTRY.search
        if value is not None and "#" in (text := self.text[since:start]) and (found := before(text)):
            self._comment(since + found.start("comment"))
        behind = _COMMENT_BEHIND.match(self.text, end) if end <= self.last_comment else None
        if behind and (behind["breaks"] is None or top.flow or (value and len(behind["indent"]) > top.column)):
            self._comment(behind.start("comment"))
        if "\n" not in (text := self.text[start:end]):
            return
        for number, line in enumerate(text.split("\n")[1:], event.start_mark.line + 2):
            if _ENTRY.match(line):
                column = len(line) - len(line.lstrip()) + 1
                what = f"`{line.strip()[:40]}` goes on with the text of the line before"
                expected = (
                    "`- ` and the entry, below the dash of the entry before; quotes around a text of several lines"
                )
                self.document.problems.append(Problem(self.document.path, number, column, what, expected))
                break

    def _comment(self, index: int) -> None:
        line, column = _place(self.text[:index])
        comment = self.text[index:].partition("\n")[0].rstrip()
        short = comment if len(comment) <= 40 else comment[:40] + "..."
        what = f"`{short}` is a comment to YAML and would be lost"
        expected = "quotes around the whole text, or the comment on a line of its own above it"
        self.document.problems.append(Problem(self.document.path, line, column, what, expected))
        self.commented.add(line - 1)

    def _key(self, event: Any, key: str) -> None:
        top = self.stack[-1]
        top.key, top.wants_key = key, False
        top.skip = key in top.items
        top.value = None
        here = (*top.path, key)
        if top.skip:
            first = self.document.keys.get(here, TOP)
            self._problem(event, f"the key `{key}` stands twice", f"one; the first is in line {first.line}")
        elif here not in self.document.keys:
            self.document.keys[here] = Position(event.start_mark.line + 1, event.start_mark.column + 1)

    def _put(self, event: Any, value: Any) -> None:
        """Put a finished value, or a map or list about to be filled, in its place."""
        mark = Position(event.start_mark.line + 1, event.start_mark.column + 1)
        if not self.stack:
            self.document.data = value
            self.document.values[()] = mark
            return
        top = self.stack[-1]
        if isinstance(top.items, list):
            here = (*top.path, len(top.items))
            top.items.append(value)
            self.document.values.setdefault(here, mark)
            return
        if top.wants_key:  # an alias, map or list as a key
            self._problem(event, "a key that is not a text", "a word followed by a colon")
            top.key, top.wants_key, top.skip = f"(key in line {mark.line})", False, False
            return
        key = top.key or ""
        if not top.skip:
            top.items[key] = value
            self.document.values[(*top.path, key)] = mark
        top.wants_key = True

    def _open(self, event: Any, items: Any) -> None:
        path: DataPath = ()
        if self.stack:
            top = self.stack[-1]
            path = (*top.path, len(top.items) if isinstance(top.items, list) else (top.key or ""))
            if isinstance(top.items, dict) and not top.wants_key and top.skip:
                path = (*path, "(again)")
        self._put(event, items)
        self.stack.append(_Open(path, items, flow=bool(event.flow_style), column=event.start_mark.column))


def _plain(text: str, *, thousands: bool = True) -> Any:
    """The value of an unquoted text: null, boolean, number, date, the text itself, or that it is none of these for sure."""
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if text[0] not in _OF_NUMBERS:
        return Unclear(text) if text in _AMBIGUOUS_WORDS else text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and not (thousands and _THOUSANDS.fullmatch(text)):
        return float(text)
    if _AMBIGUOUS_NUMBER.fullmatch(text):
        return Unclear(text)
    if match := _DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return text
    return text
