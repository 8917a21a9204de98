"""How often the search answers what people type, on the real site: at the first place, and among the first three."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from atlas.domain.search_topics import SEARCH_TOPICS

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


def public_questions() -> list[dict[str, Any]]:
    """Those of each topic, with the patterns of the topic where a question has none of its own."""
    topics = yaml.safe_load((HERE / "public_questions.yml").read_text(encoding="utf-8"))
    return [
        {"topic": topic["id"], "good": topic["good"]}
        | (question if isinstance(question, dict) else {"query": question})
        for topic in topics
        for page in topic["pages"]
        for question in page["questions"]
    ]


def judge(site: Path, queries: list[dict[str, Any]], cache: Path, first: float = FIRST, three: float = THREE) -> None:
    replies = ask(site, [query["query"] for query in queries], cache)
    right = [
        [any(re.match(pattern, address) for pattern in query["good"]) for address in found]
        for query, found in zip(queries, replies, strict=True)
    ]
    bad = [
        (q["query"], found) for q, found, places in zip(queries, replies, right, strict=True) if places[:1] != [True]
    ]
    assert sum(places[:1] == [True] for places in right) >= first * len(queries), bad
    assert sum(any(places) for places in right) >= three * len(queries), bad


def test_readers_find_what_they_look_for(site: Path, tmp_path: Path) -> None:
    judge(site, yaml.safe_load((HERE / "search_queries.yml").read_text(encoding="utf-8")), tmp_path)


def test_readers_find_what_people_ask_in_public(site: Path, tmp_path: Path) -> None:
    """All questions together; each topic of the search has thirty."""
    queries = public_questions()
    count = Counter(query["topic"] for query in queries)
    assert set(count) == {topic.id for topic in SEARCH_TOPICS}
    assert min(count.values()) >= 30
    judge(site, queries, tmp_path, first=0.96)


def test_what_only_maintainers_need_comes_last_unless_it_is_named(site: Path, tmp_path: Path) -> None:
    replies = ask(site, ["hours", "how to correct a fee", "publish", "field reference", "contribute"], tmp_path)
    maintainers = re.compile(r"contribute/|maintain/|publish/|changes/edits/|coverage/")
    assert not any(maintainers.match(address) for address in replies[0] + replies[1][:1])
    assert [reply[0] for reply in replies[2:]] == ["publish/", "contribute/fields/", "contribute/"]
