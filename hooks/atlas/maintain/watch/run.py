"""One run of the watch: every page fetched, compared, and its result saved before the next one is asked for.

A page counts as changed until somebody has read it again, that is until `read_on` of its source moves on. So a change
that is overlooked one week is told the next week too.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ... import clock
from .cited import Page
from .extract import Extractor, NoText
from .fetch import Fetched, Fetcher, Unreachable
from .passages import NEW_SHOWN, around_figures, fingerprint, marks, new_paragraphs, passages
from .state import Baseline, Result, State

RESUME = timedelta(hours=24)  # an unfinished run older than this is begun anew
READ_AGAIN = (
    "it was read again, but the watch had not seen this text before: make sure that it is the one that was read"
)
GONE = (404, 410)
KINDS = ("changed", "moved", "gone", "unreachable", "new", "unchanged")

Progress = Callable[[int, int, str], None]


def watch(
    pages: list[Page],
    state: State,
    path: Path,
    fetcher: Fetcher,
    extractor: Extractor,
    progress: Progress,
    *,
    now: datetime | None = None,
) -> State:
    """Look at every page that this run has not looked at yet. The state is saved after each."""
    now = now or clock.now()
    if not _goes_on(state, now):
        state.started = now.isoformat(timespec="seconds")
        state.results = {
            url: one for url, one in state.results.items() if one.reason == READ_AGAIN
        }  # told nowhere else
        state.save(path)
    left = [page for page in pages if page.url not in state.results]
    for page in by_host(left, fetcher.ready):
        progress(len(state.results), len(pages), page.url)
        result, baseline = look(page, state.pages.get(page.url), fetcher, extractor, now)
        if baseline is not None:
            state.pages[page.url] = baseline
        state.results[page.url] = result
        state.save(path)
    progress(len(pages), len(pages), "")
    return state


def finish(pages: list[Page], state: State, path: Path, *, all_pages: bool = True) -> None:
    """These pages have been reported. Forget their results and, after a whole run, what nothing cites any more."""
    cited = {page.url for page in pages}
    if all_pages:
        state.pages = {url: one for url, one in state.pages.items() if url in cited}
        state.results = {}
    state.results = {url: one for url, one in state.results.items() if url not in cited}
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
        waiting[page.url.split("/")[2] if "//" in page.url else ""].append(page)
    while waiting:
        host = min(waiting, key=lambda one: (ready(waiting[one][0].url), -len(waiting[one])))
        yield waiting[host].popleft()
        if not waiting[host]:
            del waiting[host]


def look(
    page: Page, baseline: Baseline | None, fetcher: Fetcher, extractor: Extractor, now: datetime
) -> tuple[Result, Baseline | None]:
    """What became of a page, and the baseline to keep when it is another one."""
    read_again = baseline is not None and page.read_on.isoformat() > baseline.read_on
    same_figures = baseline is not None and set(baseline.passages) == set(page.figures)
    headers = {}
    if baseline and not read_again and same_figures and baseline.seen == baseline.fingerprint:
        if baseline.etag:
            headers["If-None-Match"] = baseline.etag
        if baseline.modified:
            headers["If-Modified-Since"] = baseline.modified
    try:
        got = fetcher.get(page.url, headers)
        if got.status == 304 and headers:
            return Result("moved" if got.moved_to else "unchanged", to=got.moved_to), None
        if got.status in GONE:
            return Result("gone", f"the server answers {got.status}", to=got.moved_to), None
        if got.status != 200:
            return Result("unreachable", f"the server answers {got.status}"), None
        text = extractor.text(got.body, got.headers.get("content-type", ""))
    except Unreachable as error:
        return Result("unreachable", error.reason), None
    except NoText as error:
        return Result("unreachable", str(error)), None
    return _compare(page, baseline, got, text, now, read_again=read_again)


def _compare(
    page: Page, baseline: Baseline | None, got: Fetched, text: str, now: datetime, *, read_again: bool
) -> tuple[Result, Baseline]:
    print_now = fingerprint(text)
    fresh = Baseline(
        fingerprint=print_now,
        marks=marks(text),
        passages=passages(text, page.figures),
        read_on=page.read_on.isoformat(),
        taken=now.date().isoformat(),
        seen=print_now,
        etag=got.headers.get("etag", ""),
        modified=got.headers.get("last-modified", ""),
    )
    if baseline is None or (read_again and print_now in (baseline.fingerprint, baseline.seen)):
        kind = "moved" if got.moved_to else "new" if baseline is None else "unchanged"
        return Result(kind, "read again since" if baseline else "first look", to=got.moved_to), fresh
    if print_now == baseline.fingerprint:
        return Result("moved" if got.moved_to else "unchanged", to=got.moved_to), fresh
    result = Result(
        "moved" if got.moved_to else "changed",
        "its text differs too" if got.moved_to else "",
        got.moved_to,
        [
            {"figure": s.figure, "was": list(s.was), "now": list(s.now)}
            for s in around_figures(text, baseline.passages, page.figures)
        ],
        [line[:400] for line in new_paragraphs(text, baseline.marks)[:NEW_SHOWN]],
    )
    if read_again:  # read again, but this text was not seen by the watch before that day
        result.reason = READ_AGAIN
        return result, fresh
    baseline.seen = print_now
    return result, baseline
