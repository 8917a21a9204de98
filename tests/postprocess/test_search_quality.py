"""How often the search answers what people type, on the real site: at the first place, and among the first three."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).parent
DENO = Path(sys.executable).parent / ("deno.exe" if os.name == "nt" else "deno")
FIRST, THREE = 0.92, 0.98


def ask(site: Path, questions: list[str], cache: Path) -> list[list[str]]:
    """The addresses of the first three links for each question."""
    done = subprocess.run(
        [DENO, "run", "--quiet", "--no-check", f"--allow-read={site}", HERE / "ask_search.js", site, json.dumps(questions)],
        env=dict(os.environ) | {"DENO_DIR": str(cache), "DENO_NO_UPDATE_CHECK": "1"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_readers_find_what_they_look_for(site: Path, tmp_path: Path) -> None:
    queries = yaml.safe_load((HERE / "search_queries.yml").read_text(encoding="utf-8"))
    replies = ask(site, [query["query"] for query in queries], tmp_path)
    first = three = 0
    bad = []
    for query, found in zip(queries, replies, strict=True):
        right = [any(re.match(pattern, address) for pattern in query["good"]) for address in found]
        first += right[:1] == [True]
        three += any(right)
        if right[:1] != [True]:
            bad.append((query["query"], found))
    assert first >= FIRST * len(queries), bad
    assert three >= THREE * len(queries), bad


def test_what_only_maintainers_need_comes_last_unless_it_is_named(site: Path, tmp_path: Path) -> None:
    replies = ask(site, ["hours", "how to correct a fee", "publish", "field reference", "contribute"], tmp_path)
    maintainers = re.compile(r"contribute/|maintain/|publish/|changes/edits/|coverage/")
    assert not any(maintainers.match(address) for address in replies[0] + replies[1][:1])
    assert [reply[0] for reply in replies[2:]] == ["publish/", "contribute/fields/", "contribute/"]
