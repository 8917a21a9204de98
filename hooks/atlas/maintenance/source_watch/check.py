"""One page: fetched, read, and compared with what it was. Whatever its server does is a result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.extract import NoText, decoded, is_pdf, main_text, printable
from atlas.maintenance.source_watch.fetch import Fetched, Fetcher, Unreachable
from atlas.maintenance.source_watch.obstacles import content_obstacle, header_obstacle, redirect_obstacle
from atlas.maintenance.source_watch.passages import (
    LONGEST,
    NEW_SHOWN,
    around_figures,
    fingerprint,
    marks,
    new_paragraphs,
    passages,
)
from atlas.maintenance.source_watch.state import Baseline, Result

READ_AGAIN = (
    "it was read again, but the watch had not seen this text before: make sure that it is the one that was read"
)
GONE = (404, 410)

Outcome = tuple[Result, Baseline | None]  # None: the baseline stays as it is


def check_page(page: Page, baseline: Baseline | None, fetcher: Fetcher) -> Outcome:
    """What became of a page, and the baseline to keep when it is another one. Raises nothing."""
    try:
        return _check(page, baseline, fetcher)
    except Unreachable as error:
        return Result("unreachable", printable(error.reason)), None
    except NoText as error:
        return Result("unreadable", printable(str(error))), None
    except MemoryError:
        return Result("unreachable", "checking it takes more memory than it may"), None
    except Exception as error:  # whatever foreign input does to its parsers
        words = printable(f"{type(error).__name__}: {error}"[:200])
        return Result("unreachable", f"checking it failed ({words})"), None


def _check(page: Page, baseline: Baseline | None, fetcher: Fetcher) -> Outcome:
    read_again = baseline is not None and page.read_on.isoformat() > baseline.read_on
    headers = _conditions(page, baseline) if baseline and not read_again else {}
    response = fetcher.get(page.url, headers)
    if response.status == 304 and headers and baseline:
        return _not_modified(response, baseline), None
    if response.status in GONE:
        return Result("gone", f"the server answers {response.status}", to=response.moved_to), None
    if obstacle := header_obstacle(response.headers):
        return Result("unreadable", obstacle), None
    if response.status != 200:
        return Result("unreachable", f"the server answers {response.status}"), None
    if obstacle := redirect_obstacle(page.url, response.url):
        return Result("unreadable", obstacle), None
    text = _text(response, baseline)
    return _compare(page, baseline, response, text, read_again=read_again)


def _conditions(page: Page, baseline: Baseline) -> dict[str, str]:
    """The headers that ask for the page only if it differs from what was last fetched; none when it is needed anyway."""
    waiting = baseline.seen != baseline.fingerprint
    if set(baseline.passages) != set(page.figures) or (waiting and baseline.change is None):
        return {}
    conditions = {"If-None-Match": baseline.etag, "If-Modified-Since": baseline.modified}
    return {name: value for name, value in conditions.items() if value}


def _not_modified(response: Fetched, baseline: Baseline) -> Result:
    """As it was at the last fetch, which may be a change that nobody has read yet."""
    if baseline.seen != baseline.fingerprint and baseline.change:
        return _as_moved(baseline.change, response.moved_to)
    return Result("moved" if response.moved_to else "unchanged", to=response.moved_to)


def _as_moved(change: Result, moved_to: str) -> Result:
    return replace(change, kind="moved", reason="its text differs too", to=moved_to) if moved_to else change


def _text(response: Fetched, baseline: Baseline | None) -> str:
    """The main text. Raises NoText, also when something else stands in place of the page."""
    content_type = response.headers.get("content-type", "")
    markup = "" if is_pdf(response.body, content_type) else decoded(response.body[:100_000], content_type)
    try:
        text = main_text(response.body, content_type)
    except NoText:
        if obstacle := content_obstacle(markup, ""):
            raise NoText(obstacle) from None
        raise
    known = [passage for found in (baseline.passages.values() if baseline else ()) for passage in found]
    if not any(passage.strip("…") in text for passage in known):  # a page that holds them is the page
        if obstacle := content_obstacle(markup, text):
            raise NoText(obstacle)
    return text


def _compare(page: Page, baseline: Baseline | None, response: Fetched, text: str, *, read_again: bool) -> Outcome:
    seen = fingerprint(text)
    fresh = Baseline(
        fingerprint=seen,
        marks=marks(text),
        passages=passages(text, page.figures),
        read_on=page.read_on.isoformat(),
        seen=seen,
        etag=_validator(response.headers, "etag"),
        modified=_validator(response.headers, "last-modified"),
    )
    if baseline is None or (read_again and seen in (baseline.fingerprint, baseline.seen)):
        kind = "moved" if response.moved_to else "new" if baseline is None else "unchanged"
        return Result(kind, "read again since" if baseline else "first look", to=response.moved_to), fresh
    if seen == baseline.fingerprint:
        return Result("moved" if response.moved_to else "unchanged", to=response.moved_to), fresh
    change = _change(page, baseline, text)
    result = _as_moved(change, response.moved_to)
    if read_again:  # read again, but this text was not seen by the watch before that day
        return replace(result, reason=READ_AGAIN), fresh
    return result, replace(baseline, seen=seen, etag=fresh.etag, modified=fresh.modified, change=change)


def _change(page: Page, baseline: Baseline, text: str) -> Result:
    changes = around_figures(text, baseline.passages, page.figures)
    figures = [{"figure": change.figure, "was": list(change.was), "now": list(change.now)} for change in changes]
    added = [line[:LONGEST] for line in new_paragraphs(text, baseline.marks)[:NEW_SHOWN]]
    return Result("changed", passages=figures, added=added)


def _validator(headers: Mapping[str, str], name: str) -> str:
    """A header that can be sent back, "" when it is longer or stranger than such headers are."""
    value = headers.get(name, "").strip()
    return value if re.fullmatch(r"[\x20-\x7e]{1,300}", value) else ""
