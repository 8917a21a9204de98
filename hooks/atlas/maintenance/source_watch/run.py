"""One run of the watch: every page checked, and its result saved before the next one is asked for.

A page counts as changed until somebody has read it again, that is until `read_on` of its source moves on. So a change
that is overlooked one week is told the next week too.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from atlas.maintenance.source_watch.check import READ_AGAIN, Outcome
from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.fetch import host_of
from atlas.maintenance.source_watch.state import Baseline, Result, State
from atlas.system import clock

RESUME = timedelta(hours=24)  # an unfinished run older than this is begun anew
OFFICIAL_READ = "a copy; the publisher's own page was read instead"
KINDS = ("changed", "moved", "gone", "unreadable", "unreachable", "new", "unchanged")

Progress = Callable[[int, int, str], None]


class Checker(Protocol):
    """What checks a page, such as a Worker."""

    def check(self, page: Page, baseline: Baseline | None) -> Outcome: ...
    def ready(self, url: str) -> float: ...


def watch(
    pages: list[Page],
    state: State,
    path: Path,
    checker: Checker,
    progress: Progress,
    *,
    now: Callable[[], datetime] = clock.now,
    time_limit: timedelta | None = None,
) -> State:
    """Check every page that this run has not checked yet, until `time_limit` is over. The state is saved after each.

    A copy is checked only where the page of its publisher cannot be read.
    """
    begin = now()
    if not _goes_on(state, begin):
        state.started = begin.isoformat(timespec="seconds")
        # told nowhere else
        state.results = {url: result for url, result in state.results.items() if result.reason == READ_AGAIN}
        state.save(path)
    for page in _in_order(pages, state, checker.ready):
        if time_limit is not None and now() - begin >= time_limit:
            break
        progress(len(state.results), len(pages), page.url)
        if _is_readable(state.results.get(page.official)):
            state.results[page.url] = Result("unchanged", OFFICIAL_READ)
            continue
        result, baseline = checker.check(page, state.pages.get(page.url))
        if baseline is not None:
            state.pages[page.url] = baseline
        state.results[page.url] = result
        state.save(path)
    progress(sum(page.url in state.results for page in pages), len(pages), "")
    return state


def _in_order(pages: list[Page], state: State, ready: Callable[[str], float]) -> Iterator[Page]:
    """The pages without a result, copies after the pages of their publishers."""
    left = [page for page in pages if page.url not in state.results]
    left.sort(key=lambda page: page.url not in state.unchecked)
    yield from by_host([page for page in left if not page.official], ready)
    yield from by_host([page for page in left if page.official], ready)


def _is_readable(result: Result | None) -> bool:
    return result is not None and result.kind in ("changed", "moved", "new", "unchanged")


def finish(pages: list[Page], state: State, path: Path, *, all_pages: bool = True) -> None:
    """These pages have been reported. Forget their results and, after a whole run, what nothing cites any more."""
    cited = {page.url for page in pages}
    others = [url for url in state.unchecked if url not in cited and not all_pages]
    state.unchecked = others + [page.url for page in pages if page.url not in state.results]
    if all_pages:
        state.pages = {url: baseline for url, baseline in state.pages.items() if url in cited}
        state.results = {}
    state.results = {url: result for url, result in state.results.items() if url not in cited}
    state.started = state.started if state.results else ""
    state.save(path)


def _goes_on(state: State, now: datetime) -> bool:
    if not state.started:
        return False
    return timedelta(0) <= now - datetime.fromisoformat(state.started) < RESUME


def by_host(pages: Iterable[Page], ready: Callable[[str], float]) -> Iterator[Page]:
    """The pages in an order in which no host is asked while another one is free."""
    waiting: dict[str, deque[Page]] = defaultdict(deque)
    for page in pages:
        waiting[host_of(page.url)].append(page)
    while waiting:
        host = min(waiting, key=lambda host: (ready(waiting[host][0].url), -len(waiting[host])))
        yield waiting[host].popleft()
        if not waiting[host]:
            del waiting[host]
