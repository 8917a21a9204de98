"""The source watch as a command: what it reports, and what is left of it when it is killed."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from atlas.maintenance.source_watch import state as watch_state
from watch_server import CHANGED_PAGE, RULE, Server, command, write_data

PATHS = ["page", "moved", "gone", "for-now", "packed", "loop", "ssh", "to-private", "bomb", "tagged", *(f"p{n}" for n in range(30))]  # fmt: skip
SECOND_WEEK = {"page": "changed", "p3": "changed", "moved": "moved", "gone": "gone", "loop": "unreachable", "ssh": "unreachable", "to-private": "unreachable", "bomb": "unreachable"}  # fmt: skip


@pytest.fixture
def cites(tmp_path: Path) -> Path:
    """Data that cites forty pages of the server."""
    write_data(tmp_path, [f"https://h{n % 7}.example/{path}" for n, path in enumerate(PATHS)])
    return tmp_path


def kinds(folder: Path) -> dict[str, str]:
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {page["url"].rsplit("/", 1)[1]: page["kind"] for page in told["pages"]}


def week_one(watch_server: Server, folder: Path) -> None:
    done = subprocess.run(command(watch_server, folder), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stderr
    assert "40 of 40 pages" in done.stderr
    assert kinds(folder)["page"] == "new"
    watch_server.pages.update({"/page": CHANGED_PAGE, "/p3": CHANGED_PAGE})
    (folder / "report.json").unlink()


def test_the_command_reports_each_page_and_exits_with_one_when_something_changed(
    watch_server: Server, cites: Path
) -> None:
    week_one(watch_server, cites)
    done = subprocess.run(command(watch_server, cites), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert kinds(cites) == {path: SECOND_WEEK.get(path, "unchanged") for path in PATHS}
    assert "- " + RULE.format("3,000") in done.stdout
    assert "XA LPC supervised" in (cites / "report.md").read_text(encoding="utf-8").replace("\\", "")
    assert (cites / "state.json").stat().st_size < 40_000
    text = (cites / "data" / "states" / "xa.yml").read_text(encoding="utf-8")
    only = "code: XA\nsources:\n  s1:\n    kind: rule\n    url: https://h1.example/p8\n    read_on: 2026-01-01\nfacts: {}\n"
    (cites / "data" / "states" / "xa.yml").write_text(only, encoding="utf-8")
    assert text != only
    assert subprocess.run(command(watch_server, cites), capture_output=True, check=False, timeout=60).returncode == 0
    (cites / "state.json").write_text("{", encoding="utf-8")
    assert subprocess.run(command(watch_server, cites), capture_output=True, check=False, timeout=60).returncode == 2


@pytest.mark.timeout(300)
def test_killed_at_ten_random_moments_nothing_is_lost(watch_server: Server, cites: Path) -> None:
    week_one(watch_server, cites)
    before = set(json.loads((cites / "state.json").read_text(encoding="utf-8"))["pages"])
    r = random.Random(20261123)
    seen_at_kill = []
    for killed in range(10):
        asked, allowed = len(watch_server.requests), r.randint(1, 5)
        watch_server.gate = gate = threading.Semaphore(allowed)  # so that none comes to its end before it is killed
        process = subprocess.Popen(command(watch_server, cites), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        reached = r.randint(1, allowed + 1) if killed % 4 else 0  # most are killed at work, some while they start
        while len(watch_server.requests) < asked + reached and process.poll() is None:
            time.sleep(0.01)
        time.sleep(r.uniform(0, 0.05 if reached else 0.5))
        assert process.poll() is None, "it ended before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.wait()
        gate.release(100)  # for those that still wait
        remembered = watch_state.load(cites / "state.json")  # readable at every moment
        assert before <= set(remembered.pages)
        seen_at_kill.append(len(remembered.results))
        assert seen_at_kill == sorted(seen_at_kill)  # what was found is kept
    watch_server.gate = None
    subprocess.run(command(watch_server, cites), capture_output=True, check=False, timeout=120)
    assert 0 < seen_at_kill[-1] < len(PATHS)
    assert kinds(cites) == {path: SECOND_WEEK.get(path, "unchanged") for path in PATHS}
    assert watch_server.asked("/p3") <= 2 + 10
    assert not list(cites.glob(".state.json-*"))
