"""How long the site takes to build, beside plain Material with the same pages written by hand as Markdown.

    make benchmark                       1 and 10 times the jurisdictions; 139 and 1,390 commits of data
    python -m benchmarking.benchmark --json FILE     the figures for another program (PYTHONPATH=scripts)

What is built is what people build: a clone with its history, for the first time (cold), and again (warm). At 1 time it
is a clone of the repository with the files as they stand here. Above that invented jurisdictions are added in a temporary
folder, made from one invented template (tests/fixtures/states/ex.yml, filled up to the length of a real file), with an
invented history that grows as they do; nothing real is copied.
The pages that plain Material builds are ours, turned into Markdown without HTML: the same words, tables and lists, in
the same folders, with the navigation of mkdocs.yml. Each build is a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import command_line
from atlas.system.clock import VARIABLE, build_day, epoch
from benchmarking import invented, invented_history, plain

ROOT = command_line.ROOT
HERE = ROOT / "scripts" / "benchmarking"

COMMITS = 139  # of an invented history, for as many jurisdictions as there really are


@dataclass
class Build:
    """One build: seconds on the clock and of the processor, peak memory, pages written, processor seconds by phase."""

    seconds: float
    cpu: float
    memory: float  # MiB
    pages: int
    html: float  # KiB of a page, on average
    phases: dict[str, float] = field(default_factory=dict)

    @property
    def page(self) -> float:
        """Milliseconds of the processor for each page."""
        return 1000 * self.cpu / self.pages

    @property
    def hundred(self) -> float:
        """Milliseconds of the processor for 100 KiB of HTML: pages of more jurisdictions are longer on average."""
        return 100 * self.page / self.html


@dataclass
class Round:
    """The builds at one size: in a fresh clone, there again, and of plain Material."""

    times: int
    jurisdictions: int
    ours: Build
    again: Build
    plain: Build | None


@dataclass
class HistoryRound:
    """Builds of one and the same site whose data have a short or a long history: for the first time, and again."""

    commits: int
    cold: Build
    warm: Build


def main() -> int:
    parser = command_line.parser("Time the build beside plain Material with the same pages.")
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10], help="how many times the jurisdictions")
    parser.add_argument("--commits", type=int, nargs="*", default=[COMMITS, 10 * COMMITS], help="of invented histories")
    parser.add_argument("--repeat", type=int, default=3, help="builds at 1 time, of which the fastest counts")
    parser.add_argument("--no-plain", action="store_true", help="leave out plain Material")
    parser.add_argument("--no-live", action="store_true", help="leave out the live server")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    rounds, histories = [], []
    for times in arguments.times:
        with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder:
            repeat = arguments.repeat if times == 1 else 1
            rounds.append(measure(Path(folder), times, not arguments.no_plain, repeat))
    for commits in arguments.commits:
        with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder:
            histories.append(measure_history(Path(folder), commits, arguments.repeat))
    edit = None if arguments.no_live else live_edit()
    print(report(rounds, histories, edit))
    if arguments.json:
        figures = {"rounds": [*map(asdict, rounds)], "histories": [*map(asdict, histories)], "edit": edit}
        arguments.json.write_text(json.dumps(figures, indent=1))
    return 0


def measure(folder: Path, times: int, with_plain: bool, repeat: int) -> Round:
    """Build the site at one size into `folder`/site, and the same pages with plain Material into `folder`/plain-site.

    The builds take turns, so that a busy moment of the machine meets all of them.
    """
    folder.mkdir(exist_ok=True)
    project, hand, site = folder / "project", folder / "plain", folder / "site"
    count = make_project(project, times)
    ours: list[Build] = []
    again: list[Build] = []
    beside: list[Build] = []
    for number in range(repeat):
        ours.append(build(project, site, cold=True))
        again.append(build(project, site))
        if with_plain:
            if not number:
                plain.write(site, hand, ROOT / "mkdocs.yml")
            beside.append(build(hand, folder / "plain-site"))
    found = Round(times, count, fastest(ours), fastest(again), fastest(beside) if beside else None)
    for name, figures in (("in a clone", found.ours), ("again", found.again), ("plain", found.plain)):
        if figures:
            note(f"{times}x, {name}: {figures.seconds:.1f} s, {figures.pages} pages, {figures.memory:.0f} MiB")
    return found


def measure_history(folder: Path, commits: int, repeat: int) -> HistoryRound:
    """Build the site with an invented history of so many commits of data."""
    project, site = folder / "project", folder / "site"
    make_project(project, 1, commits)
    cold, warm = [], []
    for _ in range(repeat):
        cold.append(build(project, site, cold=True))
        warm.append(build(project, site))
    found = HistoryRound(commits, fastest(cold), fastest(warm))
    note(f"{commits} commits: {found.cold.seconds:.1f} s cold, {found.warm.seconds:.1f} s warm")
    return found


def fastest(builds: Sequence[Build]) -> Build:
    """The build that took the processor least, with the shortest time on the clock of all."""
    return replace(min(builds, key=lambda build: build.cpu), seconds=min(build.seconds for build in builds))


def note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def make_project(folder: Path, times: int, commits: int | None = None) -> int:
    """A clone of the project with `times` as many jurisdictions. Returns how many there are.

    Its history is invented where `commits` asks for it, where there are invented jurisdictions, and where there is no git.
    """
    real = times == 1 and commits is None
    if not (real and subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=False).returncode == 0):
        folder.mkdir(parents=True)
    for name in ("data", "docs", "hooks"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "docs", folder / "docs")
    (folder / "hooks").symlink_to(ROOT / "hooks")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    hook = f"hooks: [{HERE / 'invented_hook.py'}, hooks/mkdocs_hook.py]"
    config = config.replace("hooks: [hooks/mkdocs_hook.py]", hook)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    states = len(list((folder / "data" / "states").glob("*.yml")))
    invented.write(folder / "data", states * (times - 1), ROOT / "tests" / "fixtures" / "states" / "ex.yml")
    if not (folder / ".git").exists():
        invented_history.write(folder, COMMITS * times if commits is None else commits)
    return states * times


def build(project: Path, site: Path, *, cold: bool = False) -> Build:
    """Build a project in a process of its own, `cold` without what earlier builds remembered."""
    shutil.rmtree(site, ignore_errors=True)
    if cold:
        shutil.rmtree(project / ".cache", ignore_errors=True)
    timed = project / "phases.json"
    command = [sys.executable, "-m", "benchmarking.timed", str(project / "mkdocs.yml"), str(site), str(timed)]
    path = os.pathsep.join([str(ROOT / "scripts"), str(ROOT / "hooks")])
    environment = dict(os.environ) | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": path, VARIABLE: epoch(build_day())}
    start = time.perf_counter()
    with (project / "build.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        memory = 0.0
        while process.poll() is None:
            memory = max(memory, held(process.pid))
            time.sleep(0.5)
        seconds = time.perf_counter() - start
        log.seek(0)
        said_last = log.read()[-6000:]
    if process.returncode:
        raise SystemExit(f"The build of {project.name} failed with {process.returncode}:\n{said_last}")
    said: dict[str, Any] = json.loads(timed.read_text())
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    phases = said["phases"]
    phases["start"] = max(0.0, said["cpu"] - sum(phases.values()))
    return Build(seconds, said["cpu"], memory or said["memory"], len(sizes), sum(sizes) / len(sizes) / 1024, phases)


def held(pid: int) -> float:
    """MiB that a process and its children hold, what they share counted once; 0 where the system does not say."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return own / 1024 + sum(held(int(child)) for child in children)


# ---- the live server -------------------------------------------------------------------------------------------------


def live_edit(repeat: int = 3) -> float | None:
    """Seconds from saving a state's file to the page that shows it, in the live server: the middle of some edits."""
    with tempfile.TemporaryDirectory(prefix="atlas-live-") as name:
        project = Path(name) / "project"
        shutil.copytree(
            ROOT, project, ignore=shutil.ignore_patterns(".venv", "site", ".cache", "__pycache__", ".*_cache")
        )
        port = 8741
        command = [sys.executable, "scripts/serve.py", "--port", str(port)]
        environment = dict(os.environ) | {"NO_MKDOCS_2_WARNING": "1"}
        server = subprocess.Popen(
            command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}/states/georgia/"
            if not wait_for(address, "Georgia", 120):
                return None
            time.sleep(1)
            found = []
            path = project / "data" / "states" / "ga.yml"
            for number in range(repeat):
                mark = f"Example board number {number}"
                start = time.perf_counter()
                path.write_text(renamed(path.read_text(encoding="utf-8"), mark), encoding="utf-8")
                if not wait_for(address, mark, 60):
                    return None
                found.append(time.perf_counter() - start)
                time.sleep(1)
            return sorted(found)[len(found) // 2]
        finally:
            server.terminate()
            server.wait(20)


def renamed(text: str, name: str) -> str:
    """A state file whose board has another name."""
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if line.strip().startswith("board_name:"))
    if "{" in lines[at]:
        lines[at] = lines[at].split("value:")[0] + f"value: {name}, source:" + lines[at].split("source:", 1)[1]
    else:
        at = next(n for n in range(at, len(lines)) if lines[n].strip().startswith("value:"))
        lines[at] = lines[at].split("value:")[0] + f"value: {name}"
    return "\n".join(lines)


def wait_for(address: str, words: str, seconds: float) -> bool:
    """Whether a page holds the words within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
                if words in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.02)
    return False


# ---- what is printed -------------------------------------------------------------------------------------------------


def report(rounds: Sequence[Round], histories: Sequence[HistoryRound], edit: float | None) -> str:
    """The figures as text."""
    lines = [*_sizes(rounds), *_phases(rounds), *_histories(histories)]
    lines += [
        "",
        f"An edit of one state shows in the live server after {edit:.2f} s." if edit else "Live edit: not measured.",
    ]
    return "\n".join(lines)


def _sizes(rounds: Sequence[Round]) -> Iterator[str]:
    yield ""
    yield "Clock: seconds on the wall. Processor: seconds of the processor, which other programs on the machine change less."
    yield (
        f"{'':12}{'jurisd.':>8}{'pages':>7} |{'clock':>8}{'plain':>8}{'ratio':>7} |{'processor':>10}{'plain':>8}{'ratio':>7} |"
        f"{'ms/page':>8}{'plain':>7} |{'KiB/page':>9}{'ms/100K':>8} |{'memory':>10}{'plain':>10}"
    )
    for measured in rounds:
        other = measured.plain
        for name, ours in ((f"{measured.times}x cold", measured.ours), (f"{measured.times}x warm", measured.again)):
            yield (
                f"{name:12}{measured.jurisdictions:>8}{ours.pages:>7} |"
                + pair(ours.seconds, other.seconds if other else None, 8)
                + pair(ours.cpu, other.cpu if other else None, 10)
                + f"{ours.page:>8.1f}"
                + (f"{other.page:>7.1f} |" if other else f"{'-':>7} |")
                + f"{ours.html:>9.0f}{ours.hundred:>8.1f} |"
                + f"{ours.memory:>6.0f} MiB"
                + (f"{other.memory:>6.0f} MiB" if other else f"{'-':>10}")
            )


def _phases(rounds: Sequence[Round]) -> Iterator[str]:
    builds = [(f"{measured.times}x {name}", found) for measured in rounds
              for name, found in (("cold", measured.ours), ("warm", measured.again), ("plain", measured.plain)) if found]  # fmt: skip
    phases = list(dict.fromkeys(itertools.chain.from_iterable(found.phases for _, found in builds)))
    yield from ("", "Where the time of the processor goes, in ms for each page")
    yield f"{'':14}" + "".join(f"{phase:>10}" for phase in phases)
    for name, found in builds:
        cells = (1000 * found.phases.get(phase, 0) / found.pages for phase in phases)
        yield f"{name:14}" + "".join(f"{cell:>10.2f}" for cell in cells)


def _histories(histories: Sequence[HistoryRound]) -> Iterator[str]:
    if not histories:
        return
    yield from (
        "",
        "The same site with an invented history of the data: seconds on the clock, and for the history of the processor",
    )
    yield f"{'commits':>8} |{'cold':>7}{'history':>9} |{'warm':>7}{'history':>9} |{'pages':>7}{'memory':>10}"
    for measured in histories:
        cells = (
            f"{found.seconds:>7.1f}{found.phases.get('history', 0):>9.2f} |" for found in (measured.cold, measured.warm)
        )
        yield f"{measured.commits:>8,} |" + "".join(cells) + f"{measured.cold.pages:>7}{measured.cold.memory:>6.0f} MiB"


def pair(ours: float, other: float | None, width: int) -> str:
    """Seconds, those of plain Material, and the ratio."""
    if not other:
        return f"{ours:>{width}.1f}{'-':>8}{'-':>7} |"
    return f"{ours:>{width}.1f}{other:>8.1f}{ours / other:>7.2f} |"


if __name__ == "__main__":
    command_line.run(main)
