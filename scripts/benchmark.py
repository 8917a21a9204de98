"""How long the site takes to build, beside plain Material with the same pages written by hand as Markdown.

    scripts/benchmark.py                       1 and 10 times the jurisdictions; plain Material at 1 and 10
    scripts/benchmark.py --times 1 10 50       as the table of docs/maintain.md
    scripts/benchmark.py --json FILE           the figures for another program

At 1 time the data are those of the repository. Above that invented jurisdictions are added in a temporary folder, made
from one invented template (tests/data/states/ex.yml, filled up to the length of a real file); nothing real is copied.
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
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import command_line
import invented
import plain
from atlas.clock import VARIABLE, build_day, epoch

ROOT = command_line.ROOT
HERE = ROOT / "scripts" / "benchmarking"

MIB = 1024 * 1024
PLAIN_MOST = 10  # plain Material takes hours with more; --plain-most raises it


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
    """Both builds at one size."""

    times: int
    jurisdictions: int
    ours: Build
    plain: Build | None


def main() -> int:
    parser = command_line.parser("Time the build beside plain Material with the same pages.")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10], help="how many times the jurisdictions")
    parser.add_argument("--plain-most", type=int, default=PLAIN_MOST, help="largest size that plain Material builds")
    parser.add_argument("--repeat", type=int, default=2, help="builds at 1 time, of which the fastest counts")
    parser.add_argument("--no-live", action="store_true", help="leave out the live server")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder:
        rounds = [
            measure(Path(folder), times, times <= arguments.plain_most, arguments.repeat if times == 1 else 1)
            for times in arguments.times
        ]
    edit = None if arguments.no_live else live_edit()
    print(report(rounds, edit))
    if arguments.json:
        arguments.json.write_text(json.dumps({"rounds": [asdict(one) for one in rounds], "edit": edit}, indent=1))
    return 0


def measure(folder: Path, times: int, with_plain: bool, repeat: int) -> Round:
    """Build the site at one size, and the same pages with plain Material."""
    project = folder / f"ours-{times}"
    count = make_project(project, times)
    site = folder / f"site-{times}"
    ours = fastest(build(project, site) for _ in range(repeat))
    note(f"{times}x: ours {ours.seconds:.1f} s, {ours.pages} pages, {ours.memory:.0f} MiB")
    beside = None
    if with_plain:
        hand = folder / f"plain-{times}"
        plain.write(site, hand, ROOT / "mkdocs.yml")
        beside = fastest(build(hand, folder / f"plain-site-{times}") for _ in range(repeat))
        note(f"{times}x: plain {beside.seconds:.1f} s, {beside.pages} pages, {beside.memory:.0f} MiB")
    for done in folder.iterdir():
        shutil.rmtree(done)
    return Round(times, count, ours, beside)


def fastest(builds: Iterator[Build]) -> Build:
    return min(builds, key=lambda build: build.cpu)


def note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def make_project(folder: Path, times: int) -> int:
    """A copy of the project with `times` as many jurisdictions. Returns how many there are."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "docs", folder / "docs")
    (folder / "hooks").symlink_to(ROOT / "hooks")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    hook = f"hooks: [{HERE / 'invented_hook.py'}, hooks/mkdocs_hook.py]"
    config = config.replace("hooks: [hooks/mkdocs_hook.py]", hook)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    real = len(list((folder / "data" / "states").glob("*.yml")))
    invented.write(folder / "data", real * (times - 1), ROOT / "tests" / "data" / "states" / "ex.yml")
    return real * times


def build(project: Path, site: Path) -> Build:
    """Build a project in a process of its own."""
    shutil.rmtree(site, ignore_errors=True)
    timed = project / "phases.json"
    command = [sys.executable, str(HERE / "timed.py"), str(project / "mkdocs.yml"), str(site), str(timed)]
    environment = dict(os.environ) | {"NO_MKDOCS_2_WARNING": "1", VARIABLE: epoch(build_day())}
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
        command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--livereload", "-a", f"127.0.0.1:{port}"]
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


def report(rounds: Sequence[Round], edit: float | None) -> str:
    """The figures as text."""
    lines = [
        "",
        "Clock: seconds on the wall. Processor: seconds of the processor, which other programs on the machine change less.",
        f"{'':6}{'jurisd.':>8}{'pages':>7} |{'clock':>8}{'plain':>8}{'ratio':>7} |{'processor':>10}{'plain':>8}{'ratio':>7} |"
        f"{'ms/page':>8}{'plain':>7} |{'KiB/page':>9}{'ms/100K':>8} |{'memory':>10}{'plain':>10}",
    ]
    for one in rounds:
        ours, other = one.ours, one.plain
        lines.append(
            f"{f'{one.times}x':6}{one.jurisdictions:>8}{ours.pages:>7} |"
            + pair(ours.seconds, other.seconds if other else None, 8)
            + pair(ours.cpu, other.cpu if other else None, 10)
            + f"{ours.page:>8.1f}"
            + (f"{other.page:>7.1f} |" if other else f"{'-':>7} |")
            + f"{ours.html:>9.0f}{ours.hundred:>8.1f} |"
            + f"{ours.memory:>6.0f} MiB"
            + (f"{other.memory:>6.0f} MiB" if other else f"{'-':>10}")
        )
    lines += ["", "Where the time of ours goes, in ms for each page"]
    builds = [build for one in rounds for build in (one.ours, one.plain) if build]
    phases = list(dict.fromkeys(itertools.chain.from_iterable(build.phases for build in builds)))
    lines.append(f"{'':14}" + "".join(f"{phase:>10}" for phase in phases))
    for one in rounds:
        cells = (1000 * one.ours.phases.get(phase, 0) / one.ours.pages for phase in phases)
        lines.append(f"{f'{one.times}x':14}" + "".join(f"{cell:>10.2f}" for cell in cells))
    if rounds[0].plain:
        lines += ["", "and of plain Material"]
        for one in rounds:
            if one.plain:
                cells = (1000 * one.plain.phases.get(phase, 0) / one.plain.pages for phase in phases)
                lines.append(f"{f'{one.times}x':14}" + "".join(f"{cell:>10.2f}" for cell in cells))
    lines += [
        "",
        f"An edit of one state shows in the live server after {edit:.2f} s." if edit else "Live edit: not measured.",
    ]
    return "\n".join(lines)


def pair(ours: float, other: float | None, width: int) -> str:
    """Seconds, those of plain Material, and the ratio."""
    if not other:
        return f"{ours:>{width}.1f}{'-':>8}{'-':>7} |"
    return f"{ours:>{width}.1f}{other:>8.1f}{ours / other:>7.2f} |"


if __name__ == "__main__":
    command_line.run(main)
