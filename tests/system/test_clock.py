"""One clock: which day a build speaks of, what lies in the future, and that nothing else asks for the day."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from atlas.domain import formatting
from atlas.system import clock
from conftest import DAY, ROOT, TODAY, build

DAYS = timedelta(days=1)


# ---- the day


def test_the_day_is_today_by_the_clock_of_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2031, 3, 1, 23, 59, 59, tzinfo=UTC))
    for unset in ("", " "):
        monkeypatch.setenv(clock.VARIABLE, unset)
        assert clock.build_day() == date(2031, 3, 1)
    monkeypatch.delenv(clock.VARIABLE)
    assert clock.build_day() == date(2031, 3, 1)


@pytest.mark.parametrize("second", [0, 1, 86_399])
def test_another_day_is_named_by_any_of_its_seconds(monkeypatch: pytest.MonkeyPatch, second: int) -> None:
    monkeypatch.setenv(clock.VARIABLE, str(int(clock.epoch(date(2028, 2, 29))) + second))
    assert clock.build_day() == date(2028, 2, 29)


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-11-27", "1.5", "9" * 30, "-" + "9" * 30])
def test_a_day_that_cannot_be_read_is_told_with_what_is_expected(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv(clock.VARIABLE, wrong)
    with pytest.raises(clock.ClockError, match=r"SOURCE_DATE_EPOCH is `.*` \(expected whole seconds since 1970"):
        clock.build_day()


def test_a_build_past_midnight_speaks_of_one_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import build as script

    days: list[date] = []

    def engine(root: Path, folder: Path) -> None:
        days.append(clock.build_day())
        monkeypatch.setattr(clock, "now", lambda: datetime(2031, 3, 2, tzinfo=UTC))
        days.append(clock.build_day())

    monkeypatch.setenv(clock.VARIABLE, "")
    monkeypatch.setattr(clock, "now", lambda: datetime(2031, 3, 1, 23, 59, 59, tzinfo=UTC))
    monkeypatch.setattr(script.mkdocs_engine, "build", engine)
    monkeypatch.setattr(sys, "argv", ["build.py", "--site", str(tmp_path / "site")])
    assert script.main() == 0
    assert days == [date(2031, 3, 1)] * 2


# ---- what lies in the future

AHEAD = [(-400, False), (0, False), (1, False), (2, True), (400, True)]  # tomorrow: it has come east of Greenwich


@pytest.mark.parametrize(("days", "refused"), AHEAD)
def test_a_source_of_a_state_is_read_by_tomorrow_at_the_latest(
    problems: Callable[..., list[str]], days: int, refused: bool
) -> None:
    read = f"read_on: {DAY + days * DAYS}"
    found = problems("read_on: 2026-01-10", read)
    assert [p for p in found if "is in the future" in p] == found
    assert bool(found) == refused
    assert all(f"`read_on` {DAY + days * DAYS} is in the future" in p for p in found)


@pytest.mark.parametrize(("days", "refused"), AHEAD)
def test_the_rule_is_the_same_wherever_it_is_asked(days: int, refused: bool) -> None:
    assert clock.is_future(DAY + days * DAYS, DAY) == refused


def read_a_source_on(project: Path, day: date) -> None:
    """Move `read_on` of the first source of Georgia to `day`, as somebody does who has read it again."""
    path = project / "data" / "states" / "ga.yml"
    before, mark, after = path.read_text(encoding="utf-8").partition("read_on: ")
    path.write_text(f"{before}{mark}{day}{after[10:]}", encoding="utf-8")


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A copy of the project, to correct a source of the real data in."""
    for name in ("docs", "hooks", "scripts", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def test_a_source_read_today_is_checked_and_built(corrected: Path) -> None:
    """By the clock of the machine: SOURCE_DATE_EPOCH is left unset, as it is for a maintainer."""
    today = clock.now().date()
    read_a_source_on(corrected, today)
    done = build(corrected, SOURCE_DATE_EPOCH="")
    assert done.returncode == 0, done.stderr
    page = (corrected / "site" / "states" / "georgia" / "index.html").read_text(encoding="utf-8")
    assert f"Copy read {formatting.day(today)}" in " ".join(page.split())


def test_a_source_read_the_day_after_tomorrow_is_refused_by_check_and_by_build(corrected: Path) -> None:
    read_a_source_on(corrected, TODAY + 2 * DAYS)
    for command in (["check.py", "data/states/ga.yml"], ["build.py"]):
        done = build(corrected, *command[1:], script=command[0])
        assert done.returncode == 1
        assert (
            f"`read_on` {TODAY + 2 * DAYS} is in the future (expected a date up to {TODAY + DAYS})"
            in done.stdout + done.stderr
        )


# ---- no test depends on the speed of the machine


def test_no_test_asserts_how_long_something_took() -> None:
    """A limit for what never comes is no such test; `wait_for` and its like raise an error past the end of their patience."""
    timed = re.compile(r"\bassert\b[^\n]*(monotonic|perf_counter|performance\.now|\btime\(\))")
    assert [
        path.name for path in (ROOT / "tests").rglob("*.py") if timed.search(path.read_text(encoding="utf-8"))
    ] == []
    assert settings.default.deadline is None  # of a property


# ---- nothing else asks for the day


@pytest.mark.parametrize("folder", ["hooks/atlas", "scripts", "tests"])
@pytest.mark.parametrize(
    "code",
    [
        "from datetime import date\nday = date.today()\n",
        "import datetime\n\nday = datetime.date.today()\n",
        "from datetime import UTC, datetime\n\nday = datetime.now(UTC)\n",
        "from datetime import datetime\n\nday = datetime.today()\n",
        "from time import time\n\nday = time()\n",
        "import time\n\nday = time.strftime('%Y')\n",
    ],
)
def test_the_linter_refuses_another_clock(folder: str, code: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--stdin-filename", f"{folder}/anything.py", "-"]
    done = subprocess.run(command, cwd=ROOT, input=code, capture_output=True, text=True, check=False, timeout=60)
    assert "TID251" in done.stdout, done.stdout + done.stderr
    assert "atlas.system.clock" in done.stdout
