"""Ways to spoil a data file: every value, key and item of it in turn, or anything at random.

The YAML of the file is changed as a text, so that whatever is not spoilt stays as it was written.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

import independent_reading as reading
from spoilt_projects import yaml_part


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


@lru_cache(maxsize=256)
def systematic(name: str, text: str) -> tuple[Callable[[], Mutation], ...]:
    """Every replacement of every value, and every removal, repetition and addition of a key or an item.

    Each is a function, for a file of 100 KB can be spoilt in tens of thousands of ways.
    """
    return tuple(_systematic(name, text))


def _systematic(name: str, text: str) -> Iterator[Callable[[], Mutation]]:
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
                yield partial(spoil, kind, place, (here, end, new), start)
        yield partial(spoil, "removed", place, (*_removal(part, parent, index, start, end), ""), start)
        if isinstance(parent, MappingNode) or not parent.flow_style:
            column = start - (part.rfind("\n", 0, start) + 1)
            dash = "" if isinstance(parent, MappingNode) else "- "
            gap = ", " if parent.flow_style else "\n" + " " * (column - len(dash)) + dash
            yield partial(spoil, "repeated", place, (end, end, gap + part[start:end]), start)
            if isinstance(parent, MappingNode):
                yield partial(spoil, "unknown key", place, (end, end, gap + "unexpected: Some words"), start)


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
    start = sum(len(earlier) + 1 for earlier in lines[:line])
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
