"""The one way a state file is written: keys in the order of their definitions, one kind of spacing. Comments stay.

`canonical` never changes what a file says. It compares the data and the comments before and after, and raises
`NotSafe` when either would differ, so that a file is rewritten rightly or not at all.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError as RuamelError
from ruamel.yaml.resolver import VersionedResolver

from atlas.data.positions import Document, parse
from atlas.domain import vocabulary
from atlas.domain.problems import DataPath, Problem, display_path
from atlas.domain.sources import Source
from atlas.domain.spellings import Unclear
from atlas.domain.state_file import Change, FactEntry, LicenseFile, Link, Question, Reading, StateFile, Step
from atlas.history.data_diff.parts import same

# The note is written last: it reads on from the rest.
_ANSWER = (*(name for name in FactEntry.model_fields if name != "note"), "note")
_READING = tuple(Reading.model_fields)


class NotSafe(Exception):
    """The file cannot be rewritten without changing what it says. The words say why."""


def canonical(text: str) -> str:
    """`text` of a state file in canonical form. Raises NotSafe; see there."""
    before = plain_lines(text)
    document = parse(before, Document(""))
    if document.problems:
        raise NotSafe("something in it only a person can mend")
    if cut := next(_cut(document.data), None):
        raise NotSafe(f"a comma in braces cuts `{cut}`")
    after = spaced(ordered(before))
    after = ordered(after)  # a map that stood on several lines can be ordered now that it stands on one
    if not same(document.data, parse(after, Document("")).data):
        raise NotSafe("its data would change")
    if Counter(comments(before)) != Counter(comments(after)):
        raise NotSafe("a comment would be lost")
    return after


def _cut(value: Any) -> Iterator[str]:
    """Every value that a comma in braces cuts: the order of keys would tear its halves apart."""
    if isinstance(value, Unclear) and value.cut:
        yield value.written
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _cut(part)


def plain_lines(text: str) -> str:
    """Without byte order mark and carriage returns, and with one line break at the end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").strip("\n").rstrip() + "\n"


def comments(text: str) -> Iterator[str]:
    """Every comment of a YAML text, from `#` to the end of its line."""
    end = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if token.start_mark.index > end:
            yield from _comments_between(text[end : token.start_mark.index])
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = text[token.start_mark.index : token.end_mark.index].split("\n", 1)[0]
            yield from _comments_between(header)
    yield from _comments_between(text[end:])


def _comments_between(gap: str) -> Iterator[str]:
    for line in gap.split("\n"):
        if "#" in line:
            yield line[line.index("#") :].rstrip()


# ---- spacing --------------------------------------------------------------------------------------------------------


class _Words(VersionedResolver):
    """Takes every plain value as a text, so that it is written as it was read: `52.50` stays `52.50`."""

    @property
    def versioned_resolver(self) -> Any:
        return {}


def spaced(text: str) -> str:
    """Two spaces for each level, one space after a colon, maps in braces on one line, no spaces at the end of a line."""
    tool = YAML()
    tool.Resolver = _Words
    tool.preserve_quotes = True
    tool.width = 1_000_000
    tool.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    try:
        tool.dump(tool.load(text), out)
    except (RuamelError, ValueError, AttributeError) as error:
        raise NotSafe(f"the formatter does not understand it: {error}") from error
    tidy = "\n".join(line.rstrip() for line in out.getvalue().strip("\n").rstrip().split("\n")) + "\n"
    return _with_comments_in_line(text, tidy)


def _with_comments_in_line(before: str, after: str) -> str:
    """`after` with each comment on a line of its own as far to the right as what it belongs to.

    The formatter moves keys and leaves comments in their column. One that ends up deeper than a text above it would be
    taken for the rest of that text.
    """
    old, new = before.split("\n"), after.split("\n")
    places = list(zip(_comment_lines(before), _comment_lines(after), strict=True))
    for was, now in reversed(places):
        column = _column(old[was])
        below, below_now = _next_with_text(old, was, 1), _next_with_text(new, now, 1)
        above, above_now = _next_with_text(old, was, -1), _next_with_text(new, now, -1)
        if column == _column(below):
            column = _column(below_now)
        elif column >= _text_column(above):
            column += _text_column(above_now) - _text_column(above)
        new[now] = " " * column + new[now].lstrip()
    return "\n".join(new)


def _comment_lines(text: str) -> Iterator[int]:
    """The number, from 0, of each line that holds only a comment."""
    end = 0
    tokens = yaml.scan(text, Loader=yaml.CSafeLoader)
    for start, stop in (*((t.start_mark.index, t.end_mark.index) for t in tokens), (len(text), len(text))):
        first = text.count("\n", 0, end)
        for number, line in enumerate(text[end:start].split("\n"), first):
            if _is_comment(line) and (number > first or text[end - 1 : end] in ("\n", "")):
                yield number
        end = max(end, stop)


def _next_with_text(lines: list[str], start: int, step: int) -> str:
    """The nearest line below or above that holds more than a comment; "" when there is none."""
    rest = lines[start + 1 :] if step > 0 else lines[:start][::-1]
    return next((line for line in rest if line.strip() and not _is_comment(line)), "")


def _text_column(line: str) -> int:
    """The column of the first key or text of a line, behind its dashes."""
    return len(line) - len(line.lstrip(" -"))


# ---- order of keys --------------------------------------------------------------------------------------------------


_SHAPES: tuple[tuple[DataPath, type[BaseModel]], ...] = (  # `*` stands for any id or number
    ((), StateFile),
    (("sources", "*"), Source),
    (("licenses", "*"), LicenseFile),
    (("licenses", "*", "steps", "*"), Step),
    (("licenses", "*", "steps", "*", "links", "*"), Link),
    (("faq", "*"), Question),
    (("changes", "*"), Change),
)


def wanted_order(path: DataPath) -> Sequence[str] | None:
    """The order of the keys in the map at `path`, or None where the author's own order counts."""
    if path[:1] == ("facts",):
        return _order_in_facts(path[1:], vocabulary.STATE_FILE_FIELDS)
    if path[:1] == ("licenses",) and path[2:3] == ("facts",):
        return _order_in_facts(path[3:], vocabulary.LICENSE_FIELDS)
    for pattern, model in _SHAPES:
        if len(pattern) == len(path) and all(p in ("*", part) for p, part in zip(pattern, path, strict=True)):
            return tuple(model.model_fields)
    return None


def _order_in_facts(rest: DataPath, fields: Sequence[vocabulary.Field]) -> Sequence[str]:
    if not rest:
        return [f.id for f in fields]
    return _READING if "disputed" in rest[1:] else _ANSWER


def ordered(text: str) -> str:
    """`text` with the keys of each map in order. Lines move with the comments above and beside them."""
    for _ in range(30):  # each round orders the innermost maps that are out of order; files are not that deep
        edits = list(_out_of_order(text))
        if not edits:
            return text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
    return text


def _out_of_order(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, new text) for each innermost map whose keys are out of order; none overlaps another."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if root is not None:
        yield from _visit(text, _line_starts(text), root, ())


def _visit(text: str, starts: list[int], node: Any, path: DataPath) -> Iterator[tuple[int, int, str]]:
    inner: list[tuple[int, int, str]] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner += _visit(text, starts, value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            inner += _visit(text, starts, item, (*path, number))
    if inner:
        yield from inner
        return
    order = wanted_order(path)
    if order is None or not isinstance(node, yaml.MappingNode):
        return
    names = [str(key.value) for key, _ in node.value]
    places = sorted(range(len(names)), key=lambda n: order.index(names[n]) if names[n] in order else len(order))
    if places != list(range(len(names))):
        edit = (
            _flow_edit(text, node, places)
            if node.flow_style
            else _block_edit(text, starts, node, places, root=not path)
        )
        if edit:
            yield edit


def _flow_edit(text: str, node: Any, places: list[int]) -> tuple[int, int, str] | None:
    start, end = node.start_mark.index, node.end_mark.index
    if "\n" in text[start:end]:
        return None  # `spaced` puts it on one line first, unless there is a comment in it
    items = [text[key.start_mark.index : value.end_mark.index].strip() for key, value in node.value]
    return start, end, "{" + ", ".join(items[n] for n in places) + "}"


def _block_edit(
    text: str, starts: list[int], node: Any, places: list[int], *, root: bool
) -> tuple[int, int, str] | None:
    """Each key owns its lines and the comments right above it. What stands above the first key of the file stays."""
    lines = text.split("\n")
    column = node.value[0][0].start_mark.column
    first = node.value[0][0].start_mark.line
    prefix = lines[first][:column]
    if prefix.strip() not in ("", "-"):
        return None
    heads = [key.start_mark.line for key, _ in node.value]
    if len(set(heads)) != len(heads) or any(lines[head][:column].strip() for head in heads[1:]):
        return None
    dash = bool(prefix.strip())
    begins = [_above(lines, head, column) for head in heads]
    if root or dash:
        begins[0] = first
    end = _end_of_last(lines, heads[-1], column)
    parts = [lines[begin:stop] for begin, stop in zip(begins, [*begins[1:], end], strict=True)]
    if dash:
        parts[0] = [" " * column + parts[0][0][column:], *parts[0][1:]]
    new = [list(parts[n]) for n in places]
    if dash:
        lead = next(n for n, line in enumerate(new[0]) if line.strip() and not _is_comment(line))
        new[0] = [
            *(prefix[: prefix.index("-")] + line.strip() if line.strip() else "" for line in new[0][:lead]),
            prefix + new[0][lead][column:],
            *new[0][lead + 1 :],
        ]
    return starts[begins[0]], starts[end], "\n".join(line for part in new for line in part) + "\n"


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())


def _above(lines: list[str], head: int, column: int) -> int:
    """The first line of the comments that stand right above the key in line `head`."""
    top = head
    while top > 0 and (
        not lines[top - 1].strip() or (_is_comment(lines[top - 1]) and _column(lines[top - 1]) <= column)
    ):
        top -= 1
    while top < head and not lines[top].strip() and top > 0 and _column_of_text_above(lines, top) > column:
        top += 1  # a blank line below a deeper text may be part of that text
    return top


def _column_of_text_above(lines: list[str], top: int) -> int:
    return _column(lines[top - 1]) if lines[top - 1].strip() else 0


def _end_of_last(lines: list[str], head: int, column: int) -> int:
    """The line after the last one that belongs to the key in line `head`: all that stands deeper than the key."""
    end, last = head + 1, head + 1
    while end < len(lines):
        line = lines[end]
        if line.strip() and _column(line) <= column and not (_column(line) == column and re.match(r"\s*- ", line)):
            break
        end += 1
        if line.strip():
            last = end
    return last


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


# ---- for the checks -------------------------------------------------------------------------------------------------


def problems(path: Path, root: Path | None = None) -> list[Problem]:
    """One problem, at the first line that is not canonical, or none. A file with other faults is passed over."""
    try:
        text = path.read_text(
            encoding="utf-8-sig"
        )  # a byte order mark and Windows line ends are let in, as in every file
        wanted = canonical(text)
    except (NotSafe, OSError, UnicodeDecodeError):
        return []
    if text == wanted:
        return []
    have, want = text.split("\n"), wanted.split("\n")
    line = next((n for n, (a, b) in enumerate(zip(have, want, strict=False), 1) if a != b), min(len(have), len(want)))
    found = have[line - 1].strip()[:40]
    return [
        Problem(
            display_path(path, root),
            line,
            1,
            f"`{found}` is not in its usual place or spacing" if found else "a line too few or too many",
            "the order and spacing that `make fix` gives",
        )
    ]
