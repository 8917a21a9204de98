"""What a device is asked to keep: what readers open, not what machines fetch, and never the worker itself."""

from __future__ import annotations

import json
from pathlib import Path

from atlas.postprocess import offline


def test_the_list_has_what_pages_need_and_nothing_else(tmp_path: Path) -> None:
    wanted = {
        "index.html": "",
        "states/georgia/index.html": "states/georgia/",
        "data/index.html": "data/",
        "assets/atlas.css": "assets/atlas.css",
        "search/index.json": "search/index.json",
        "manifest.webmanifest": "manifest.webmanifest",
    }
    unwanted = (
        "404.html", "sw.js", "offline/files.json", "api/v1/facts.json", "data/atlas.json", "_headers", "sitemap.xml",
        "states/georgia/index.md",
    )  # fmt: skip
    for name in (*wanted, *unwanted):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    offline.write(tmp_path)
    listed = json.loads((tmp_path / "offline" / "files.json").read_text(encoding="utf-8"))["addresses"]
    assert set(listed) == set(wanted.values())
    assert len(listed) == len(set(listed))
