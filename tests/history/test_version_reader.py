"""Versions of a file that are read by their blocks say what they say when each is read whole."""

from __future__ import annotations

from typing import Any

import pytest

from atlas.data.positions import Document, parse
from atlas.domain.spellings import as_texts
from atlas.history.data_diff import VersionReader, blocks
from atlas.history.data_diff.parts import same
from atlas.history.data_diff.sides import as_map
from conftest import DATA, ROOT

LONG = "".join(f"  entry_{number}: {{value: {number}, source: example}}\n" for number in range(blocks.SMALL))
FACTS = f"code: EX\nfacts:\n{LONG}  last:\n    note: >-\n      two lines: and\n      # no comment\n\n      a third\n"
ODD = {
    "a list at the column of its key": f"{FACTS}licenses:\n- id: lpc\n  facts: {{}}\n- id: alpc\n",
    "a comment further left": f"{FACTS}# about these\nlicenses:\n  - id: lpc\n",
    "a comment within an entry": FACTS.replace("    note", "  # about it\n    note"),
    "a text in quotes whose lines stand further left": f'{FACTS}note: "one\ntwo: three\n  four"\n',
    "a text in quotes like a key": f"{FACTS}'a b': 1\n",
    "a key twice": f"{FACTS}code: ZZ\n",
    "a key twice within a part": FACTS.replace("entry_3", "entry_2"),
    "a second document": f"{FACTS}---\ncode: ZZ\n",
    "a tab": FACTS.replace("code: EX", "code:\tEX"),
    "lines that end as on Windows": FACTS.replace("\n", "\r\n"),
    "a mark of the byte order": f"\ufeff{FACTS}",
    "a character that ends a line for some": FACTS.replace("a third", "a\u2028third"),
    "lists within lists": "rows:\n" + "  - - 1\n    - 2\n" * blocks.SMALL,
    "a long entry of a list": "steps:\n  - do: One\n" + "".join(f"    key_{n}: {n}\n" for n in range(blocks.SMALL)) + "  - do: Two\n",
    "a dash alone": "steps:\n  -\n    do: One\n" + "  - do: Two\n" * blocks.SMALL,
    "a list and keys in one": f"{FACTS}- one\n",
    "a long text without a key": "note:\n" + "  more words\n" * (blocks.SMALL + 2),
    "a key that is a date": "rows:\n" + "".join(f"  2026-01-{day:02}: x\n" for day in range(1, 20)),
    "braces over lines": f"{FACTS}where: {{a: 1,\n  b: 2,\n  c: three, four}}\n",
    "words that are no texts": FACTS.replace("value: 3,", "value: 1e3,").replace("value: 4,", "value: Yes,"),
    "no YAML at all": f"{FACTS}a: b: c\n",
    "no end of the last line": FACTS.rstrip("\n"),
    "only a comment": "# nothing\n" * (blocks.SMALL + 2),
    "nothing": "",
    "a list at the top": "- a: 1\n" * (blocks.SMALL + 2),
    "spaces after a key": FACTS.replace("facts:\n", "facts: \n"),
    "a comment after a key": FACTS.replace("facts:\n", "facts: # all\n"),
    "an empty value": f"{FACTS}licenses:\n",
    "indented at the top": "".join(f"  key_{n}: {n}\n" for n in range(blocks.SMALL + 2)) + "key: 1\n",
}  # fmt: skip
FILES = [*sorted(DATA.rglob("*.yml")), ROOT / "data" / "compact.yml", ROOT / "data" / "states" / "tx.yml"]
TEXTS = ODD | {path.name: path.read_text("utf-8") for path in FILES}


def whole(text: str) -> Any:
    return as_map(as_texts(parse(text, Document("x")).data))


@pytest.mark.parametrize("about", TEXTS)
def test_a_version_says_what_it_says_when_read_whole(about: str) -> None:
    text = TEXTS[about]
    assert same(VersionReader("x").side(text).data, whole(text))


@pytest.mark.parametrize("lines", range(1, 4))
def test_whatever_lines_are_missing(lines: int) -> None:
    """Each version lacks other lines: some are no YAML any more, in others a part belongs to another key."""
    versions = VersionReader("x")
    text = (DATA / "states" / "ex.yml").read_text("utf-8").split("\n")
    for start in range(0, len(text), 7):
        version = "\n".join([*text[:start], *text[start + lines :]])
        assert same(versions.side(version).data, whole(version)), start


def test_what_stayed_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(blocks, "parse", lambda text, document: parsed.append(text) or parse(text, document))
    versions = VersionReader("x")
    text = (DATA / "states" / "ex.yml").read_text("utf-8")
    before = versions.side(text)
    count = len(parsed)
    after = versions.side(text.replace("name: Example State", "name: Example Commonwealth", 1))
    assert after.data["name"] == "Example Commonwealth" and len(parsed) == count + 1 > 10
    assert after.data["facts"] is before.data["facts"]
