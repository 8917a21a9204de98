"""Fetch every cited page and say which changed, moved or are gone.

    scripts/watch_sources.py                                     everything
    scripts/watch_sources.py --only GA --only FL                 some states
    scripts/watch_sources.py --report r.json --markdown r.md     for tools, and as the text of an issue

It asks a host at most once in --delay seconds and obeys robots.txt. What it remembers is in --state. If it is stopped,
run it again: it goes on where it was.

Exits with 0 when all is as it was (or seen for the first time), 1 when there is something to look at, 2 when it cannot
begin, 3 when nothing changed but some pages could not be read, 128 and the number of the signal when it was stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import timedelta
from pathlib import Path

import command_line
from atlas.maintenance.source_watch import cited, report, run
from atlas.maintenance.source_watch import state as watch_state
from atlas.maintenance.source_watch.fetch import Fetcher, Limits
from atlas.maintenance.source_watch.guard import Guard
from atlas.maintenance.source_watch.worker import Worker
from atlas.system.files import write_atomically

ROOT = command_line.ROOT

AGENT = "CounselorLicensureAtlas/1.0 (checks once a week whether cited pages changed{})"


def main() -> int:
    parser = command_line.parser("Fetch every cited page and say which changed, moved or are gone.")
    parser.add_argument("--only", action="append", metavar="CODE", help="a state; may be given more than once")
    parser.add_argument("--state", type=Path, default=ROOT / ".cache" / "sources.json", help="what it remembers")
    parser.add_argument("--report", type=Path, help="write a report as JSON")
    parser.add_argument(
        "--markdown", type=Path, help="write a report as the text of an issue, cut to what GitHub takes"
    )
    parser.add_argument("--whole-report", default="", metavar="URL", help="where the issue says that the rest stands")
    parser.add_argument(
        "--minutes", type=float, help="stop asking after so long; the next run begins with what is left"
    )
    parser.add_argument("--delay", type=float, default=5, help="seconds between two requests to one host (default 5)")
    parser.add_argument("--contact", default="", help="an address for the people who run the servers, sent along")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help=argparse.SUPPRESS)
    parser.add_argument(
        "--test-server", help=argparse.SUPPRESS
    )  # HOST:PORT that serves hosts under .example; tests only
    arguments = parser.parse_args()
    pages = cited.pages(arguments.data, arguments.data.parent)
    if arguments.only:
        codes = {code.upper() for code in arguments.only}
        pages = [page for page in pages if any(location.state in codes for location in page.locations)]
    if not pages:
        print("No page is cited there.", file=sys.stderr)
        return 2
    try:
        lock = watch_state.lock(arguments.state)
        memory = watch_state.load(arguments.state)
    except (watch_state.StateError, OSError) as error:
        print(f"Nothing was fetched: {error}.", file=sys.stderr)
        return 2
    worker = Worker(fetcher(arguments))
    time_limit = timedelta(minutes=arguments.minutes) if arguments.minutes is not None else None
    try:
        run.watch(pages, memory, arguments.state, worker, Bar(), time_limit=time_limit)
        findings = report.as_data(pages, memory.results, memory.started)
        if arguments.report:
            write_atomically(arguments.report, json.dumps(findings, indent=1, ensure_ascii=False) + "\n")
        if arguments.markdown:
            write_atomically(arguments.markdown, report.as_markdown(findings, arguments.whole_report))
        encoding = sys.stdout.encoding or "utf-8"  # of a terminal that may lack the letters of a page
        print(report.as_text(findings).encode(encoding, "replace").decode(encoding), end="", flush=True)
        run.finish(pages, memory, arguments.state, all_pages=not arguments.only)
    except KeyboardInterrupt as stopped:
        stopped.add_note("Run it again to go on.")
        raise
    finally:
        worker.close()
        lock.close()
    return report.exit_code(findings)


def fetcher(arguments: argparse.Namespace) -> Fetcher:
    contact = f"; {arguments.contact}" if arguments.contact else ""
    guard, limits = Guard(), Limits(delay=arguments.delay)
    if arguments.test_server:
        host, _, port = arguments.test_server.partition(":")
        guard = Guard(test_server=(host, int(port)))
        limits = Limits(delay=arguments.delay, pause=0.01, bytes=2_000_000, unpacked=4_000_000)
    return Fetcher(guard, AGENT.format(contact), limits)


class Bar:
    """A bar on a terminal; elsewhere a line now and then."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self.told = 0.0

    def __call__(self, done: int, total: int, url: str) -> None:
        if self.terminal:
            filled = 24 * done // max(total, 1)
            host = url.split("/")[2][:36] if url else ""
            end = "\n" if done == total else ""
            print(
                f"\r[{'#' * filled}{'.' * (24 - filled)}] {done}/{total} {host:<36}",
                end=end,
                file=sys.stderr,
                flush=True,
            )
        elif done == total or time.monotonic() - self.told > 30:
            self.told = time.monotonic()
            print(f"{done} of {total} pages", file=sys.stderr, flush=True)


if __name__ == "__main__":
    command_line.run(main)
