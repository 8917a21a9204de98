"""Strict YAML with the position of every key and value.

A small, safe part of YAML is accepted: maps, lists and plain values. Anchors, aliases and tags are refused, so that a
file says what it says in the place where it says it and cannot grow when read. Dates, numbers, `true`, `false` and
`null` are as in YAML 1.2: `no` is a word and `1:20` is a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .problems import Problem, display_path

MAX_BYTES = 1_000_000
MAX_DEPTH = 30

DataPath = tuple[str | int, ...]

_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,12}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BOM = "\ufeff"


class Mark(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


TOP = Mark(1, 1)


@dataclass
class Document:
    """A file that was read: its plain data and where each part of it stands.

    `values` maps the path of a value (`("facts", "board_url", "source")`) to its place, `keys` that of its key.
    """

    path: str
    data: Any = None
    values: dict[DataPath, Mark] = field(default_factory=dict)
    keys: dict[DataPath, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def mark(self, path: DataPath, *, key: bool = False) -> Mark:
        """Where `path` stands, or the nearest part around it that stands anywhere."""
        here: DataPath = tuple(path)
        if key and here in self.keys:
            return self.keys[here]
        while here and here not in self.values:
            here = here[:-1]
        return self.values.get(here, TOP)

    def problem(
        self, path: DataPath, what: str, expected: str = "", nearest: str = "", *, key: bool = False
    ) -> Problem:
        """A `Problem` at the place of `path`; with `key`, at its key."""
        line, column = self.mark(path, key=key)
        return Problem(self.path, line, column, what, expected, nearest)

    def add(self, path: DataPath, what: str, expected: str = "", nearest: str = "", *, key: bool = False) -> None:
        self.problems.append(self.problem(path, what, expected, nearest, key=key))


@dataclass
class _Open:
    """A map or list that is being filled."""

    path: DataPath
    items: Any
    key: str | None = None  # the key that waits for its value
    wants_key: bool = True
    skip: bool = False  # the waiting key stood before: its value is read and dropped


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
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        document.problems.append(
            Problem(document.path, line, column, f"byte 0x{raw[error.start]:02x} is not UTF-8", "text saved as UTF-8")
        )
        return document
    return parse(text, document)


def parse(text: str, document: Document) -> Document:
    """Fill `document` from `text`. All problems that can be told apart are collected."""
    text = text.removeprefix(_BOM)
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            document.problems.append(Problem(document.path, number, line.index("\t") + 1, "a tab character", "spaces"))
    if not text.strip():
        document.add((), "the file is empty", "a YAML map")
        return document
    try:
        _Builder(document).build(text)
    except yaml.YAMLError as error:
        if not any(p.what == "a tab character" for p in document.problems):
            document.problems.append(_syntax_problem(document.path, text, error))
        document.data = None
    return document


def _syntax_problem(path: str, text: str, error: yaml.YAMLError) -> Problem:
    expected = "valid YAML; look at the spaces at the start of this line and the one before; a text with `: ` or ` #` needs quotes"
    if isinstance(error, yaml.reader.ReaderError):
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "?")
        before = text[: max(text.find(chr(code)), 0)]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Problem(path, line, column, f"the character U+{code:04X} is not allowed in YAML", "visible characters")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = " ".join(filter(None, (getattr(error, "problem", None), getattr(error, "context", None))))
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else TOP
    return Problem(path, line, column, f"not valid YAML: {what or error}", expected)


class _Builder:
    """Turns the parser's events into data, without recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.documents = 0

    def build(self, text: str) -> None:
        """Raises yaml.YAMLError for a syntax error."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._problem(event, "a second YAML document (`---`)", "one document in a file")
                    return
            elif isinstance(event, yaml.AliasEvent):
                self._problem(event, f"an alias `*{event.anchor}`", "the value itself")
                self._put(event, None)
            elif isinstance(event, yaml.ScalarEvent):
                self._refuse(event)
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._refuse(event)
                if len(self.stack) >= MAX_DEPTH:
                    self._problem(event, f"nested more than {MAX_DEPTH} deep", "a flatter structure")
                    self.document.data = None
                    return
                self._open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.stack.pop()

    def _problem(self, event: Any, what: str, expected: str) -> None:
        mark = event.start_mark
        self.document.problems.append(Problem(self.document.path, mark.line + 1, mark.column + 1, what, expected))

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem(event, f"an anchor `&{event.anchor}`", "plain values; anchors and aliases are not used")
        tag = event.tag
        if tag is not None and tag != "!":
            self._problem(event, f"a tag `{tag}`", "plain values; tags are not used")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = event.value
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.items, dict) and top.wants_key:
            self._key(event, str(value))
            return
        self._put(event, value if event.style else _plain(value))

    def _key(self, event: Any, key: str) -> None:
        top = self.stack[-1]
        top.key, top.wants_key = key, False
        top.skip = key in top.items
        here = (*top.path, key)
        if top.skip:
            first = self.document.keys.get(here, TOP)
            self._problem(event, f"the key `{key}` stands twice", f"one; the first is in line {first.line}")
        elif here not in self.document.keys:
            self.document.keys[here] = Mark(event.start_mark.line + 1, event.start_mark.column + 1)

    def _put(self, event: Any, value: Any) -> None:
        """Put a finished value, or a map or list about to be filled, in its place."""
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
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
        self.stack.append(_Open(path, items))


def _plain(text: str) -> Any:
    """The value of an unquoted text: null, boolean, number, date, or the text itself."""
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if match := _DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return text
    return text
