"""Every goal of speed, weight and safety in one table: the goal, plain Material with the same pages, ours. From one run.

    make report                  builds at 1 and 10 times the jurisdictions (some minutes)
    make report TIMES="1 5"      at others

What a machine lacks (a Chromium, node, nginx, wrk) is told as "not measured here".
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import command_line
from atlas.postprocess import server_configuration
from benchmarking import benchmark, load_test

ROOT = command_line.ROOT

NOT_HERE = "not measured here"
STATE = "states/georgia/"
KINDS = {
    "home": "",
    "a state": STATE,
    "compare": "compare/",
    "plan": "plan/",
    "schools": "schools/",
    "a guide": "guides/cost/",
}
LIGHTHOUSE = "lighthouse@13"
PAINT = "largest-contentful-paint"
SCORES = {"performance": 0.99, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0, "agentic-browsing": 1.0}
KIB = 1024
COLD, WARM = 0.8, 0.65  # of plain Material's clock, for the first build in a clone and the next
MEMORY = 1024  # MiB, at ten times the jurisdictions


@dataclass
class Row:
    """A line of the table. `met` is None when it was not measured."""

    what: str
    goal: str
    plain: str
    ours: str
    met: bool | None = None


def main() -> int:
    parser = command_line.parser("Print every goal beside what is measured.")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--no-lighthouse", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="atlas-report-") as name:
        folder = Path(name)
        ours, beside = folder / "ours", folder / "plain-site"
        rows = [*builds(folder, arguments.times, ours, beside), *live(), *views(ours, beside)]
        rows += lighthouse(ours, beside) if not arguments.no_lighthouse else []
        rows += nginx(ours)
    print(table(rows))
    return 0


# ---- builds ----------------------------------------------------------------------------------------------------------


def builds(folder: Path, times: list[int], ours: Path, beside: Path) -> Iterator[Row]:
    """The build at each size; the sites of 1 time stay in `ours` and `beside`."""
    first = benchmark.measure(folder / "first", 1, True, 3)
    (folder / "first" / "site").rename(ours)
    (folder / "first" / "plain-site").rename(beside)
    yield from build_times(first)
    for size in (size for size in times if size > 1):
        larger = benchmark.measure(folder / f"at-{size}", size, True, 1)
        yield from build_times(larger)
        yield from scale(first, larger)
        shutil.rmtree(folder / f"at-{size}")


def build_times(measured: benchmark.Round) -> Iterator[Row]:
    """Our builds beside that of plain Material with the same pages."""
    other = measured.plain
    if not other:
        return
    for what, most, found in (
        ("Build in a fresh clone", COLD, measured.ours),
        ("Build there again", WARM, measured.again),
    ):
        size = f"at {measured.times}x"
        ratio = found.seconds / other.seconds
        words = f"{found.seconds:.1f} s ({ratio:.2f})"
        yield Row(f"{what} {size}, on the clock", f"{most} of plain", f"{other.seconds:.1f} s", words, ratio <= most)
        ratio = found.cpu / other.cpu
        words = f"{found.cpu:.1f} s ({ratio:.2f})"
        yield Row(f"{what} {size}, processor time", "that of plain", f"{other.cpu:.1f} s", words, ratio <= 1)


def scale(first: benchmark.Round, larger: benchmark.Round) -> Iterator[Row]:
    """What more jurisdictions cost: no more for each, and memory within bounds."""
    size, other = larger.times, larger.plain
    base, per = (1000 * found.ours.cpu / found.jurisdictions for found in (first, larger))
    plain_per = f"{1000 * other.cpu / larger.jurisdictions:.0f} ms" if other else NOT_HERE
    what = f"Processor time for each jurisdiction at {size}x"
    yield Row(what, f"that of 1x ({base:.0f} ms)", plain_per, f"{per:.0f} ms", per <= 1.1 * base)
    memory = max(larger.ours.memory, larger.again.memory)
    plain_memory = f"{other.memory:.0f} MiB" if other else NOT_HERE
    yield Row(f"Memory at {size}x", f"below {MEMORY} MiB", plain_memory, f"{memory:.0f} MiB", memory < MEMORY)


def live() -> Iterator[Row]:
    seconds = benchmark.live_edit()
    yield Row(
        "An edit of one state in the live server",
        "1.5 s",
        "",
        f"{seconds:.2f} s" if seconds else NOT_HERE,
        seconds <= 1.5 if seconds else None,
    )


# ---- what a browser loads --------------------------------------------------------------------------------------------


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that packs with gzip -6 and sends the headers of `_headers`, if there are any."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        known = path.is_file()
        content = path.read_bytes() if known else b"not found"
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", self.guess_type(path) if known else "text/plain")
        if path.suffix not in (".png", ".woff2", ".gz"):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        if (Path(self.directory) / "_headers").is_file():
            for name, value in server_configuration.read_everywhere(Path(self.directory)).items():
                if name != "Strict-Transport-Security":
                    self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def chromium() -> str | None:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def views(ours: Path, beside: Path) -> Iterator[Row]:
    """Weight, largest paint and shift of the first view of a state page; weight of the first answer of the search."""
    path = chromium()
    labels = {
        "weight": ("First view of a state page, gzip -6", "at most 70 KiB"),
        "lcp": ("Largest paint there, this machine", "that of plain"),
        "shift": ("Layout shift there", "0"),
        "search": ("First answer of the search", "at most 80 KiB more"),
    }
    if not path:
        yield from (Row(what, goal, NOT_HERE, NOT_HERE) for what, goal in labels.values())
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        found: list[list[dict[str, float]]] = [[], []]
        with served(beside) as plain_address, served(ours) as our_address:
            for _ in range(9):  # in turn, so that a busy moment meets both
                for side, address in zip(found, (plain_address, our_address), strict=True):
                    side.append(view(browser, address))
        browser.close()
    plain_, mine = ({key: statistics.median(figures[key] for figures in side) for key in labels} for side in found)
    yield Row(
        *labels["weight"],
        f"{plain_['weight'] / KIB:.0f} KiB",
        f"{mine['weight'] / KIB:.0f} KiB",
        mine["weight"] <= 70 * KIB,
    )
    yield Row(*labels["lcp"], f"{plain_['lcp']:.0f} ms", f"{mine['lcp']:.0f} ms", mine["lcp"] <= plain_["lcp"])
    yield Row(*labels["shift"], f"{plain_['shift']:.3f}", f"{mine['shift']:.3f}", mine["shift"] == 0)
    yield Row(*labels["search"], "in the first view", f"{mine['search'] / KIB:.0f} KiB", mine["search"] <= 80 * KIB)


OBSERVE = """
window.__seen = {lcp: 0, shift: 0}
new PerformanceObserver(l => l.getEntries().forEach(e => __seen.lcp = e.startTime)).observe({type: 'largest-contentful-paint', buffered: true})
new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) __seen.shift += e.value })).observe({type: 'layout-shift', buffered: true})
"""


def view(browser: Any, address: str) -> dict[str, float]:
    """What one new reader loads. Workers are not counted: they load after the page, and only ours has one."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    loaded: list[float] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto(address + STATE, wait_until="networkidle")
    page.wait_for_timeout(500)
    seen = page.evaluate("window.__seen")
    weight = sum(loaded)
    page.keyboard.press("/")
    page.keyboard.type("ALPC georgia")
    page.wait_for_timeout(1500)
    context.close()
    return {"weight": weight, "search": sum(loaded) - weight, **seen}


# ---- Lighthouse ------------------------------------------------------------------------------------------------------


def lighthouse(ours: Path, beside: Path) -> Iterator[Row]:
    """The scores of each kind of page, mobile and simulated, as Lighthouse gives them without options."""
    npx, path = shutil.which("npx"), chromium()
    for kind, page in KINDS.items():
        scores = []
        for site in (beside, ours):
            with served(site) as address:
                scores.append(score(npx, path, address + page) if npx and path else {})
        if page == STATE and all(scores):
            theirs, mine = (scored[PAINT] for scored in scores)
            what = "Largest paint of a state page, slow phone (Lighthouse)"
            yield Row(what, "that of plain", f"{theirs:.0f} ms", f"{mine:.0f} ms", mine <= theirs)
        if not any(scores):
            yield Row(f"Lighthouse, {kind}", "0.99 and 1.0", NOT_HERE, NOT_HERE)
            if kind == "home":
                benchmark.note("Lighthouse cannot be run here.")
            if not (npx and path):
                return
            continue
        names = [name for name in SCORES if name in scores[1]]
        shown = [" ".join(f"{scored.get(name, float('nan')):.2f}" for name in names) for scored in scores]
        met = all(scores[1][name] >= SCORES[name] for name in names)
        yield Row(
            f"Lighthouse, {kind}: {', '.join(names)}",
            " ".join(f"{SCORES[name]:.2f}" for name in names),
            shown[0],
            shown[1],
            met,
        )


def score(npx: str, path: str, address: str) -> dict[str, float]:
    # In a session of its own: when it ends, Lighthouse ends every process of its group.
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = [npx, "--yes", LIGHTHOUSE, address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    try:
        done = subprocess.run(
            command,
            env=dict(os.environ) | {"CHROME_PATH": path},
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
            timeout=180,
        )
        said = json.loads(done.stdout)
        found, paint = said["categories"], said["audits"][PAINT]["numericValue"]
    except (subprocess.TimeoutExpired, OSError, json.JSONDecodeError, KeyError):
        return {}
    scored = {name: category["score"] for name, category in found.items() if category.get("score") is not None}
    return scored | {PAINT: paint}


# ---- nginx -----------------------------------------------------------------------------------------------------------


def nginx(ours: Path) -> Iterator[Row]:
    what = "nginx: a state page packed beforehand"
    if lacking := load_test.missing():
        yield Row(what, "as a bare file", "", f"{NOT_HERE}: no {lacking}")
        return
    by = {result.name: result for result in load_test.measure(ours, 4, 32)}
    page, bare = by["the page packed beforehand"], by["a bare file of the packed size"]
    yield Row(
        what,
        "as a bare file",
        f"{bare.requests:,.0f}/s (bare file)",
        f"{page.requests:,.0f}/s, half in {page.half:.2f} ms",
    )


def table(rows: list[Row]) -> str:
    heads = ("", "goal", "plain Material", "ours", "")
    words = {True: "met", False: "NOT MET", None: ""}
    cells = [heads, *((row.what, row.goal, row.plain, row.ours, words[row.met]) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


if __name__ == "__main__":
    command_line.run(main)
