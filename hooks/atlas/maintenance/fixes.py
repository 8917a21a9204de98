"""What can be mended without knowing the law: dates, links, ids of changes, order, spacing. Each is one small function.

A fix looks at one plain value and gives what should stand there, or None. A date that can be read in two ways (3/8/2025)
is left for a person.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from atlas.data.positions import Document, parse
from atlas.domain.problems import DataPath
from atlas.domain.spellings import dates_meant
from atlas.domain.vocabulary import BY_ID, Kind
from atlas.maintenance.change_ids import with_ids
from atlas.maintenance.state_format import NotSafe, canonical, plain_lines
from atlas.system.files import write_atomically

DATE_KEYS = frozenset({"current_through", "read_on", "effective", "until", "date"})
LINK_KEYS = frozenset({"url", "official_url"})

Fix = Callable[[DataPath, str], str | None]


@dataclass(frozen=True)
class Fixed:
    """The mended text and what was done, in words. `left` says why the order and spacing were left alone, if so."""

    text: str
    done: tuple[str, ...]
    left: str = ""


def date_as_iso(path: DataPath, value: str) -> str | None:
    """`March 28, 2025`, `28 March 2025`, `3/28/2025` and `2025-3-28` as 2025-03-28, where only one day can be meant."""
    if path[-1] not in DATE_KEYS:
        return None
    meant = dates_meant(value)
    return meant[0].isoformat() if len(meant) == 1 else None


def link_as_https(path: DataPath, value: str) -> str | None:
    """`http://` as `https://` in links. Nothing else of a link is touched."""
    is_link = path[-1] in LINK_KEYS or (
        path[-1] == "value" and any(part in BY_ID and BY_ID[str(part)].kind is Kind.URL for part in path)
    )
    if is_link and value.lower().startswith("http://"):
        return "https://" + value[len("http://") :]
    return None


FIXES: tuple[Fix, ...] = (date_as_iso, link_as_https)


def fix(text: str) -> Fixed:
    """All that can be mended in the text of a state file. A file that is not valid YAML is given back as it is."""
    mended = plain_lines(text)
    if _invalid(mended):
        return Fixed(text, (), "something in it only a person can mend")
    done: list[str] = []
    for path, node in reversed(list(_scalars(yaml.compose(mended, Loader=yaml.CSafeLoader), ()))):
        for repair in FIXES:
            new = repair(path, node.value)
            if new is not None and new != _as_it_stands(node):
                start, end = node.start_mark.index, node.end_mark.index
                quoted = json.dumps(new, ensure_ascii=False) if node.style and repair is not date_as_iso else new
                mended = mended[:start] + quoted + mended[end:]
                done.append(f"line {node.start_mark.line + 1}: `{node.value}` is now `{new}`")
                break
    done.reverse()
    mended, given = with_ids(mended)
    done += given
    if _invalid(mended):
        return Fixed(text, (), "mending it would break it")
    try:
        final = canonical(mended)
    except NotSafe as reason:
        return Fixed(mended, tuple(done), str(reason))
    if final != mended or (final != text and not done):
        done.append("keys and spacing are in the usual order")
    return Fixed(final, tuple(done))


def _invalid(text: str) -> bool:
    return bool(parse(text, Document("")).problems)


def _as_it_stands(node: Any) -> str:
    """The value of a plain text; of a quoted one something no fix gives, for a quoted date must lose its quotes."""
    return str(node.value) if not node.style else ""


def _scalars(node: Any, path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    """Every plain or quoted value with its place, in order of the file."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _scalars(item, (*path, number))
    elif isinstance(node, yaml.ScalarNode) and path and node.style not in ("|", ">"):
        yield path, node


def fix_file(path: Path) -> Fixed:
    """Mend one file where it stands. It is written only when something changed."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Fixed("", (), "it is not saved as UTF-8")
    fixed = fix(text)
    if fixed.text.encode("utf-8") != raw:
        write_atomically(path, fixed.text)
    return fixed
