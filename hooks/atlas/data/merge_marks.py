"""Marks that git leaves where two versions of a part could not be merged, in any text of the site that no YAML reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from atlas.data.yaml_slips import CONFLICT
from atlas.domain.problems import Problem, display_path

_FOLDERS = ("docs", "hooks/templates", "hooks/theme", "hooks/styles")
_TEXTS = frozenset({".md", ".html", ".js", ".css", ".svg", ".json", ".txt", ".webmanifest", ".yml"})
_MARK = re.compile(rb"^(?:<{7}|>{7}|\|{7})(?=[ \r\n])", re.MULTILINE)


def conflict_marks(root: Path) -> Iterator[Problem]:
    """A problem for each conflict in the texts under `root`: at the mark that opens it, or that closes it where no other is left."""
    for path in _texts(root):
        content = path.read_bytes()
        found = list(_MARK.finditer(content)) if b"<<<<<<<" in content or b">>>>>>>" in content else []
        opened = [mark for mark in found if mark[0].startswith(b"<")]
        for mark in opened or found:
            yield Problem(display_path(path, root), content[: mark.start()].count(b"\n") + 1, 1, *CONFLICT)


def _texts(root: Path) -> Iterator[Path]:
    yield from (path for path in [root / "mkdocs.yml"] if path.is_file())
    for folder in _FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.suffix in _TEXTS and path.is_file())
