"""What a syntax error in YAML most likely comes from, in words for the person who made the slip.

YAML's own messages speak of blocks and indicators, and name the place where reading stopped, which is often a line below
the slip. Each slip is one small function on a `Stop`; `SLIPS` lists them, and the first that knows the cause is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

QUOTES = "quotes around the whole text"
LINES_ABOVE = "the lines above"
_KEY = r"[A-Za-z_][A-Za-z0-9_-]*"
_HEAD = re.compile(rf" *(?:- +)*(?P<key>{_KEY}):(?: +(?P<value>\S.*))?$")
CONFLICT = ("the mark of a conflict that git left", "one of the two versions, without the marks")
_CURLY = "\u201c\u201d\u2018\u2019"


class Cause(NamedTuple):
    """Line and column from 1, what was found, what was expected."""

    line: int
    column: int
    what: str
    expected: str


@dataclass(frozen=True)
class Stop:
    """Where the parser stopped and why. Lines and columns count from 0, as the parser's do."""

    lines: list[str]
    line: int
    column: int
    problem: str
    context: str
    opened: tuple[int, int] | None  # where the thing began that could not be read to its end
    last: Any  # the event of the key or value that was read last, None at the top

    @cached_property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands before the stop in its line."""
        return self.text[: self.column]

    @property
    def at_line_start(self) -> bool:
        return not self.before.strip(" -")

    @cached_property
    def line_above(self) -> int | None:
        """The nearest line above that holds more than a comment."""
        above = range(min(self.line, len(self.lines)) - 1, -1, -1)
        return next((n for n in above if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")), None)

    def cause(self, line: int, column: int, what: str, expected: str) -> Cause:
        return Cause(line + 1, column + 1, what, expected)

    def here(self, what: str, expected: str) -> Cause:
        return self.cause(self.line, self.column, what, expected)


def explain(text: str, error: Exception, last: Any) -> Cause:
    """The likely cause of a syntax error in `text`. `last` is the event of the last key or value, None at the top."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = getattr(error, "context_mark", None)
    stop = Stop(
        [*text.split("\n"), "", ""],  # the parser may stop below the last line
        mark.line if mark else 0,
        mark.column if mark else 0,
        getattr(error, "problem", None) or str(error),
        getattr(error, "context", None) or "",
        (opened.line, opened.column) if opened else None,
        last,
    )
    for slip in SLIPS:
        if cause := slip(stop):
            return cause
    words = " ".join(filter(None, (stop.problem, stop.context)))
    return stop.here(
        f"not valid YAML: {words}",
        "valid YAML; look at the spaces at the start of this line and the one before; a text with `: ` or ` #` needs quotes",
    )


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 50 else text[:50] + "..."


def conflict_of_git(stop: Stop) -> Cause | None:
    """Two versions of a part, left side by side by a merge."""
    for number, line in enumerate(stop.lines):
        if re.match(r"<<<<<<< |>>>>>>> |={7}$", line):
            return stop.cause(number, 0, *CONFLICT)
    return None


def quotes_never_closed(stop: Stop) -> Cause | None:
    if stop.context == "while scanning a quoted scalar" and stop.opened:
        return stop.cause(
            *stop.opened, "the quotes that open here are never closed", "the same quotes at the end of the text"
        )
    return None


def backslash_in_quotes(stop: Stop) -> Cause | None:
    if "unknown escape" in stop.problem:
        return stop.here("a backslash in double quotes", "single quotes around the text")
    return None


def quotes_end_early(stop: Stop) -> Cause | None:
    """A quote inside of the text ended it: 'the board's form'."""
    if stop.last is None or stop.last.style not in ("'", '"') or stop.last.end_mark.line != stop.line:
        return None
    if stop.text[stop.last.end_mark.column : stop.column].strip() or not stop.text[stop.column :].strip(" ,}]"):
        return None
    start = stop.last.start_mark
    if start.line != stop.line:
        what = f"the quotes that open here end only in line {stop.line + 1}"
        return stop.cause(start.line, start.column, what, "the same quotes at the end of the text")
    rest = _short(stop.text[stop.last.end_mark.column :])
    other = "double" if stop.last.style == "'" else "single"
    return stop.here(f"the text in quotes ends before `{rest}`", f"{other} quotes around the whole text")


def list_inside_its_line(stop: Stop) -> Cause | None:
    if "block sequence entries are not allowed" in stop.problem:
        return stop.here(
            "a `- ` behind its key", f"each entry on a line of its own below the key; {QUOTES} that begins with `-`"
        )
    return None


def text_begins_with_sign(stop: Stop) -> Cause | None:
    """`@`, `%`, `|`, `>` and their like have a meaning of their own at the start of a value."""
    if "cannot start any token" in stop.problem:
        return stop.here(f"a text that begins with `{stop.text[stop.column : stop.column + 1]}`", QUOTES)
    if stop.context == "while scanning a block scalar" and stop.opened:
        line, column = stop.opened
        return stop.cause(line, column, f"a text that begins with `{stop.lines[line][column : column + 1]}`", QUOTES)
    if "mapping keys are not allowed" in stop.problem:
        return stop.here("a text that begins with `?`", QUOTES)
    if "node content" in stop.problem and stop.text[stop.column : stop.column + 1] in tuple(",]}"):
        return stop.here(f"a text that begins with `{stop.text[stop.column]}`", QUOTES)
    return None


def entries_below_value(stop: Stop) -> Cause | None:
    """`changes: []` with entries below: the first says that there are none."""
    above = stop.line_above
    match = _HEAD.match(stop.lines[above]) if above is not None else None
    if not match or not match["value"] or above is None or stop.line >= len(stop.lines):
        return None
    column = match.start("key")
    deeper = len(stop.text) - len(stop.text.lstrip())
    entry = bool(re.match(r" *- ", stop.text)) and deeper >= column
    if not entry and (deeper <= column or not _HEAD.match(stop.text)):
        return None
    value = match["value"].split(" #")[0].rstrip()
    if value in ("[]", "{}"):
        what = f"`{match['key']}: {value}` says that there is nothing in it, and line {stop.line + 1} adds to it"
        return stop.cause(above, column, what, f"`{match['key']}:` alone on its line, what belongs to it below")
    if value[0] in "[{" or not entry:
        what = f"`{match['key']}: {_short(value)}` has its value already, and line {stop.line + 1} stands below it"
        expected = f"`{match['key']}:` alone on its line, or line {stop.line + 1} as far to the left as its neighbors"
        return stop.cause(above, column, what, expected)
    return None


def no_space_after_colon(stop: Stop) -> Cause | None:
    """`name:Example State` is one text to YAML; it stops at the colon of the next line, or of the same."""
    for number in dict.fromkeys((stop.opened[0] if stop.opened else stop.line, stop.line_above, stop.line)):
        line = stop.lines[number] if number is not None and number < len(stop.lines) else ""
        match = re.match(rf" *(?:- +)*(?P<key>{_KEY}):(?P<rest>[^\s/:].*)$", line)
        if number is not None and match:
            rest = _short(match["rest"])
            what = f"no space after the colon in `{match['key']}:{rest}`"
            return stop.cause(number, match.start("key"), what, f"`{match['key']}: {rest}`")
    return None


def colon_in_text(stop: Stop) -> Cause | None:
    """`title: How to Guide: Counselor`."""
    if "mapping values are not allowed" not in stop.problem:
        return None
    match = re.match(rf" *(?:- +)*{_KEY}: +(?P<value>\S.*)$", stop.before)
    if not match:
        return None
    value = stop.text[match.start("value") :]
    curly = "; curly quotes are letters to YAML" if value[0] in _CURLY else ""
    what = f"`{_short(value)}` holds a colon and a space{curly}"
    return stop.here(what, "straight quotes around the whole text" if curly else QUOTES)


def no_colon(stop: Stop) -> Cause | None:
    """A line that is only a word, where a key and its value belong."""
    mapping = "mapping values are not allowed" in stop.problem
    number = stop.line_above if mapping else stop.opened[0] if stop.opened and "':'" in stop.problem else None
    if number is None or (mapping and not re.fullmatch(rf" *(?:- +)*{_KEY}", stop.before)):
        return None
    line = stop.lines[number]
    column = len(line) - len(line.lstrip())
    if ":" in line or line.lstrip().startswith("- "):
        return None
    if line.lstrip().startswith("-"):
        return stop.cause(
            number, column, f"no space after the dash in `{_short(line)}`", f"`- {_short(line).lstrip('-')}`"
        )
    return stop.cause(number, column, f"`{_short(line)}` has no colon", "a key, a colon, a space and the value")


def brace_not_closed(stop: Stop) -> Cause | None:
    if not stop.context.startswith("while parsing a flow") or not stop.opened:
        return None
    line, column = stop.opened
    sign = stop.lines[line][column : column + 1]
    if stop.line != line:
        close = "}" if sign == "{" else "]"
        return stop.cause(
            line,
            column,
            f"the `{sign}` that opens here is not closed in its line",
            f"`{close}` at its end; {QUOTES} that begins with `{sign}`",
        )
    if stop.text[stop.column : stop.column + 1] == ":":
        what = f"a colon too many before `{_short(stop.text[stop.column + 1 :])}`"
        return stop.here(what, f"a comma between two entries; {QUOTES} with `: `")
    return stop.here(
        f"`{_short(stop.text[stop.column :])}` inside of `{sign}`",
        f"a comma before it; {QUOTES} with a brace or a quote",
    )


def text_behind_brace(stop: Stop) -> Cause | None:
    """`{value: 3}}`, or a text such as `[sic] as it stands`."""
    rest = stop.text[stop.column :].strip()
    if not rest or stop.before.rstrip()[-1:] not in ("}", "]"):
        return None
    if rest[0] in "]}":
        return stop.here(f"one `{rest[0]}` too many", "as many closing as opening ones")
    sign = "{" if stop.before.rstrip()[-1] == "}" else "["
    return stop.here(f"`{_short(rest)}` behind the closing brace", f"nothing there; {QUOTES} that begins with `{sign}`")


def _part_above(stop: Stop, column: int) -> str:
    """The lines above that begin further right than `column`, with the number of the first: the slip may be there."""
    first = stop.line
    for number in range(stop.line - 1, -1, -1):
        line = stop.lines[number]
        if line.strip() and not line.lstrip().startswith("#"):
            if len(line) - len(line.lstrip()) <= column:
                break
            first = number
    return f"{LINES_ABOVE}, from line {first + 1} on" if first < stop.line - 1 else LINES_ABOVE


def entry_among_keys(stop: Stop) -> Cause | None:
    """An entry of a list where the lines above are keys, or the other way round."""
    if not stop.at_line_start or stop.line >= len(stop.lines):
        return None
    column = len(stop.text) - len(stop.text.lstrip())
    beside = [
        line
        for line in stop.lines[: stop.line]
        if line[:column].strip() == "" and line[column : column + 1].strip(" #")
    ]
    if not beside:
        return None
    entry, above = stop.text.lstrip().startswith("- "), beside[-1].lstrip().startswith("- ")
    if entry and not above:
        keys = "keys" if (part := _part_above(stop, column)) == LINES_ABOVE else f"keys, {part}"
        return stop.here(
            f"`{_short(stop.text)}` is an entry of a list among {keys}", "a key of its own above it, or no dash"
        )
    if above and not entry:
        return stop.here(
            f"`{_short(stop.text)}` stands among the entries of a list", "`- ` before it, or two spaces more"
        )
    return None


def line_out_of_step(stop: Stop) -> Cause | None:
    """A line that begins neither where its neighbors begin nor where something inside of them would."""
    if not (stop.at_line_start or re.fullmatch(rf" *{_KEY}", stop.before)) or stop.line >= len(stop.lines):
        return None
    have = len(stop.text) - len(stop.text.lstrip())
    columns: list[int] = []
    for line in reversed(stop.lines[: stop.line]):
        column = len(line) - len(line.lstrip())
        if line.strip() and not line.lstrip().startswith("#") and (not columns or column < columns[-1]):
            columns.append(column)
    spaces = sorted(column for column in columns if column != have)
    if not spaces:
        return None
    many = " or ".join(map(str, spaces)) + (" space" if spaces == [1] else " spaces")
    above = _part_above(stop, have)
    what = (
        f"`{_short(stop.text)}` does not line up with {above}: it has {have} space{'s' if have != 1 else ''} before it"
    )
    return stop.cause(stop.line, have, what, many)


Slip = Callable[[Stop], Cause | None]
SLIPS: tuple[Slip, ...] = (
    conflict_of_git,
    quotes_never_closed,
    backslash_in_quotes,
    quotes_end_early,
    list_inside_its_line,
    text_begins_with_sign,
    entries_below_value,
    brace_not_closed,
    colon_in_text,
    no_space_after_colon,
    no_colon,
    text_behind_brace,
    entry_among_keys,
    line_out_of_step,
)
