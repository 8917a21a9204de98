"""The report of a run: JSON for tools, Markdown for an issue, lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from atlas.history.data_diff.report import escaped
from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.extract import printable
from atlas.maintenance.source_watch.run import KINDS
from atlas.maintenance.source_watch.state import Result

LOOK_AT = ("changed", "moved", "gone")
NOT_READ = ("unreadable", "unreachable")
MEANING = {
    "changed": "The text differs from what was read. Read it again; then move `read_on` of the source on.",
    "moved": "The address redirects for good. Put the new address into the source.",
    "gone": "The page is not there any more. Find the text elsewhere.",
    "unreadable": "Something else came in place of the page. Open it by hand; if it is gone for good, find the text elsewhere.",
    "unreachable": "Nothing came this time. If it stays so, open it by hand.",
}
ISSUE_BYTES = 60_000  # GitHub takes 65,536 characters


def as_data(pages: list[Page], results: Mapping[str, Result], started: str) -> dict[str, Any]:
    """The machine-readable report."""
    counts = {kind: sum(result.kind == kind for result in results.values()) for kind in KINDS}
    return {
        "version": 1,
        "started": started,
        "counts": counts,
        "not_checked": sum(page.url not in results for page in pages),
        "pages": [_page_data(page, results[page.url]) for page in pages if page.url in results],
    }


def _page_data(page: Page, result: Result) -> dict[str, Any]:
    return {
        "url": page.url,
        "kind": result.kind,
        "reason": result.reason,
        "to": result.to,
        "figures": result.passages,
        "added": result.added,
        "cited_by": [
            {"state": location.state, "source": location.source, "path": location.path, "line": location.line}
            for location in page.locations
        ],
    }


def exit_code(report: Mapping[str, Any]) -> int:
    """0: all as it was. 1: something to look at. 3: nothing to look at, but not every page could be read."""
    counts = report["counts"]
    if any(counts[kind] for kind in LOOK_AT):
        return 1
    return 3 if report["not_checked"] or any(counts[kind] for kind in NOT_READ) else 0


def summary(report: Mapping[str, Any]) -> str:
    """The counts in words."""
    parts = [f"{report['counts'][kind]} {kind}" for kind in KINDS if report["counts"][kind]]
    if report["not_checked"]:
        parts.append(f"{report['not_checked']} not checked, for want of time (the next run begins with them)")
    return ", ".join(parts) or "no pages"


def as_text(report: Mapping[str, Any]) -> str:
    """One line for each page that is not as it was, followed by what is known of it."""
    lines = []
    for page in report["pages"]:
        if page["kind"] in MEANING:
            cited = ", ".join(f"{location['path']}:{location['line']}" for location in page["cited_by"])
            to = f"to {page['to']}" if page["to"] else ""
            reason = f"({page['reason']})" if page["reason"] else ""
            lines.append(" ".join(filter(None, (f"{page['kind']:<11}", page["url"], to, reason))))
            lines.append(f"            cited in {cited}")
            for figure in page["figures"]:
                lines.append(f"            {figure['figure']}")
                lines += [f"            - {was}" for was in figure["was"]]
                lines += [f"            + {now}" for now in figure["now"]]
    return "\n".join(printable(line) for line in [*lines, summary(report)]) + "\n"


def as_markdown(report: Mapping[str, Any], whole_report: str = "") -> str:
    """The text of an issue, at most ISSUE_BYTES of UTF-8. Nothing of a page acts as markup in it.

    A page that does not fit is told without its passages; one that does not fit so either is counted. `whole_report` is
    the address where everything stands.
    """
    where = f"[the whole report]({whole_report})" if whole_report else "the report on the terminal"
    head = f"Checked on {report['started'][:10]}: {summary(report)}."
    foot = f"Not everything is shown here, for want of room; {where} holds it."
    room = ISSUE_BYTES - _size([head, "", foot, *_headings(report)])
    lines, shortened, full = [head, ""], False, False
    for kind, pages in _by_kind(report):
        lines += _heading(kind, len(pages))
        for shown, page in enumerate(pages):
            entry = _entry(page)
            if _size(entry) > room:
                entry, shortened = _short_entry(page), True
            full = full or _size(entry) > room
            if full:
                lines.append(_more(len(pages) - shown))
                break
            room -= _size(entry)
            lines += entry
        lines.append("")
    return "\n".join([*lines, *([foot] if shortened else [])]).rstrip() + "\n"


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _by_kind(report: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for kind in MEANING:
        if pages := [page for page in report["pages"] if page["kind"] == kind]:
            yield kind, pages


def _heading(kind: str, count: int) -> list[str]:
    return [f"### {kind.capitalize()} ({count})", "", MEANING[kind], ""]


def _more(count: int) -> str:
    return f"- and {count} more"


def _headings(report: Mapping[str, Any]) -> list[str]:
    """What stands in the issue however short the entries are."""
    return [line for kind, pages in _by_kind(report) for line in [*_heading(kind, len(pages)), _more(len(pages)), ""]]


def _short_entry(page: Mapping[str, Any]) -> list[str]:
    return [f"- [ ] <{page['url']}>" + (f" now at {escaped(page['to'])}" if page["to"] else "")]


def _entry(page: Mapping[str, Any]) -> list[str]:
    cited = ", ".join(
        f"{location['state']} `{location['source']}` ({location['path']}, line {location['line']})"
        for location in page["cited_by"]
    )
    lines = [f"- [ ] <{page['url']}>"]
    lines += [f"  - now at {escaped(page['to'])}"] if page["to"] else []
    lines += [f"  - {escaped(page['reason'])}"] if page["reason"] else []
    lines.append(f"  - cited by {cited}")
    for figure in page["figures"]:
        lines.append(f"  - {escaped(figure['figure'])}")
        lines += [f"    - was: {escaped(was)}" for was in figure["was"]]
        lines += [f"    - now: {escaped(now)}" for now in figure["now"]]
    lines += [f"  - new: {escaped(text)}" for text in page["added"]]
    return lines
