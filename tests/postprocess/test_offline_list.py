"""What a device is asked to save: what readers open, not what machines fetch, and never the worker itself."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from atlas.postprocess import offline
from atlas.system.clock import VARIABLE
from conftest import ROOT

FILES = {
    "index.html": "",
    "states/georgia/index.html": "states/georgia/",
    "data/index.html": "data/",
    "assets/atlas.css": "assets/atlas.css",
    "search/index.json": "search/index.json",
    "manifest.webmanifest": "manifest.webmanifest",
}
UNLISTED = (
    "404.html", "sw.js", "offline/files.json", "api/v1/facts.json", "data/atlas.json", "_headers", "sitemap.xml",
    "states/georgia/index.md",
)  # fmt: skip


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for name in (*FILES, *UNLISTED):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}", encoding="utf-8")
    return tmp_path


def listed(folder: Path) -> dict[str, Any]:
    offline.write(folder)
    found: dict[str, Any] = json.loads((folder / "offline" / "files.json").read_text(encoding="utf-8"))
    return found


def test_the_list_has_what_pages_need_and_nothing_else(built: Path) -> None:
    found = listed(built)
    assert set(found["files"]) == set(FILES.values())
    assert found["bytes"] == sum(len(f"text of {name}") for name in FILES)
    text = b"text of states/georgia/index.html"
    assert found["files"]["states/georgia/"] == hashlib.sha256(text).hexdigest()[:16]


def test_the_version_changes_with_what_readers_see_and_with_nothing_else(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "1767225600")
    first = listed(built)
    assert first["day"] == "2026-01-01"
    monkeypatch.setenv(VARIABLE, "1767830400")
    (built / "api" / "v1" / "facts.json").write_text("changed", encoding="utf-8")
    assert listed(built) == first | {"day": "2026-01-08"}
    (built / "index.html").write_text("changed", encoding="utf-8")
    changed = listed(built)
    assert changed["version"] != first["version"]
    (built / "index.html").rename(built / "assets" / "index.html")
    assert listed(built)["version"] not in (first["version"], changed["version"])


@pytest.mark.parametrize(
    "name", [*FILES, *UNLISTED, "data/states/index.html", "apiary/index.html", "a.webp", "favicon.ico"]
)
def test_the_worker_stores_what_the_list_names(name: str, tmp_path: Path) -> None:
    """docs/sw.js decides by the address whether it stores what is opened. Both must speak of the same files."""
    script = (ROOT / "docs" / "sw.js").read_text(encoding="utf-8")
    kinds, excluded = (re.search(rf"^const {name} = /(.+)/( //.*)?$", script, re.M) for name in ("KINDS", "EXCLUDED"))
    assert kinds and excluded
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    address = name.removesuffix("index.html") if path.name == "index.html" else name
    stored = bool(re.search(kinds[1], address)) and not re.search(excluded[1], address)
    assert stored == (address in offline.files(tmp_path))
