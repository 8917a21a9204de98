"""A file or module that a comment, a page or a command names is there: who follows the name finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

_FILE = re.compile(r"(?:(?:hooks|scripts|tests)/(?:[\w.-]+/)*|\b)[a-z_]\w*\.py\b")
_MODULE = re.compile(r"`atlas\.([a-z_]+)\.\w+")
_SUFFIXES = (".py", ".md", ".yml", ".toml", ".js", ".css", "")


def texts() -> Iterator[Path]:
    """What is written for people who work on the code, less the tests' own examples and what tells of the past."""
    folders = [ROOT / name for name in ("hooks", "scripts", ".github", ".ci")]
    inside = [path for folder in folders for path in folder.rglob("*")]
    for path in sorted(
        [*ROOT.glob("*"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "assets").glob("*"), *inside]
    ):
        if path.is_file() and path.suffix in _SUFFIXES and path.name != "CHANGELOG.md":
            yield path


def lost(path: Path, python: set[str]) -> Iterator[str]:
    """Every name in a text that leads nowhere, with its place."""
    text = path.read_text(encoding="utf-8")
    rooms = {folder.name for folder in (ROOT / "hooks" / "atlas").iterdir() if folder.is_dir()}
    names = [(match, any(f"/{file}".endswith(f"/{match[0]}") for file in python)) for match in _FILE.finditer(text)]
    names += [(match, match[1] in rooms) for match in _MODULE.finditer(text)]
    for match, is_there in names:
        if not is_there:
            yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"


def test_a_file_or_module_that_is_named_is_there() -> None:
    python = {
        path.relative_to(ROOT).as_posix()
        for folder in ("hooks", "scripts", "tests")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert [name for path in texts() for name in lost(path, python)] == []


def test_the_tests_call_each_other_by_their_place() -> None:
    tests = ROOT / "tests"
    named = {
        (path, match[0])
        for path in [*tests.rglob("*.py"), *tests.rglob("*.js")]
        for match in re.finditer(r"\btests/[\w/]+\.py\b", path.read_text(encoding="utf-8"))
    }
    assert sorted(f"{path.relative_to(ROOT)}: {name}" for path, name in named if not (ROOT / name).is_file()) == []
