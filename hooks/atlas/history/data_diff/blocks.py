"""Many versions of one file, each parsed only where it differs from those before: an edit touches few lines of a thousand.

A text is split at the keys or dashes of its least indentation, and its parts again, down to blocks of a few lines. What a
block says is remembered by its text. A text that is not laid out like that is parsed whole, with the same outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from atlas.data.positions import Document, parse
from atlas.domain.spellings import as_texts
from atlas.history.data_diff.sides import Side, as_map

SMALL = 24  # lines; a block of so few is not split any further
_FIRST = re.compile(r"^(?P<indent> *)[^ #\n]", re.M)
_ENTRY = re.compile(r" *(?:(?P<dash>-)(?= )|(?P<key>[A-Za-z_][A-Za-z0-9_-]*):(?P<rest>$|(?= )))", re.M)
# A tab, or what ends a line for some programs only.
_ODD_CHARACTERS = re.compile("[\t\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ufeff]")


class _NotInBlocksError(Exception):
    """The text cannot be split, or a part of it says nothing certain when it is parsed alone."""


class VersionReader:
    """Reads the versions of one file. They share the objects of what they have in common, which nobody may change."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.side = cache(self._side)
        self._value = cache(self._parsed)

    def _side(self, text: str) -> Side:
        try:
            if _ODD_CHARACTERS.search(text):
                raise _NotInBlocksError
            data = self._value(text)
        except _NotInBlocksError:
            data = as_texts(parse(text, Document(self._path)).data)
        return Side(as_map(data))

    def _parsed(self, text: str) -> Any:
        if text.count("\n") > SMALL:
            return self._joined(list(_entries(text)))
        document = parse(text, Document(self._path))
        if document.data is None or document.problems:
            raise _NotInBlocksError
        return as_texts(document.data)

    def _joined(self, entries: list[tuple[re.Match[str], str]]) -> Any:
        if all(entry["dash"] for entry, _ in entries):
            return [item for entry, text in entries for item in self._items(entry, text)]
        keys = [entry["key"] for entry, _ in entries]
        if None in keys or len(set(keys)) < len(keys):
            raise _NotInBlocksError
        return {key: self._of_key(key, entry, text) for key, (entry, text) in zip(keys, entries, strict=True)}

    def _items(self, entry: re.Match[str], text: str) -> list[Any]:
        if text.count("\n") > SMALL:
            return [self._value(f"{text[: entry.start('dash')]} {text[entry.end('dash') :]}")]
        return list(self._value(text))

    def _of_key(self, key: str, entry: re.Match[str], text: str) -> Any:
        if text.count("\n") > SMALL and entry["rest"] is not None:
            return self._value(text[entry.end() + 1 :])
        said = self._value(text)
        if not isinstance(said, dict) or list(said) != [key]:
            raise _NotInBlocksError
        return said[key]


def _entries(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The entries of a map or list in order: the key or dash, and the lines of the entry."""
    first = _FIRST.search(text)
    if not first:
        raise _NotInBlocksError
    indent = len(first["indent"])
    text = "\n" + text  # a line break to begin with is found much sooner than the start of a line
    if indent and re.compile(rf"\n {{0,{indent - 1}}}[^ \n]").search(text):
        raise _NotInBlocksError  # something stands further left
    starts = [found.start() + 1 for found in re.compile(rf"\n {{{indent}}}(?=[^ #\n])").finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        entry = _ENTRY.match(part)
        if not entry:
            raise _NotInBlocksError
        yield entry, part
