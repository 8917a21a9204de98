"""The report of a run: JSON for tools, Markdown for an issue, lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..changes import escaped
from .cited import Page
from .run import KINDS
from .state import Result

LOOK_AT = ("changed", "moved", "gone")
MEANING = {
    "changed": "The text differs from what was read. Read it again; then move `read_on` of the source on.",
    "moved": "The address redirects for good. Put the new address into the source.",
    "gone": "The page is not there any more. Find the text elsewhere.",
    "unreachable": "Could not be read this time. If it stays so, open it by hand.",
}


def as_data(pages: list[Page], results: Mapping[str, Result], started: str) -> dict[str, Any]:
    """The machine-readable report."""
    counts = {kind: sum(one.kind == kind for one in results.values()) for kind in KINDS}
    return {
        "version": 1,
        "started": started,
        "counts": counts,
        "pages": [
            {
                "url": page.url,
                "kind": results[page.url].kind,
                "reason": results[page.url].reason,
                "to": results[page.url].to,
                "figures": results[page.url].passages,
                "added": results[page.url].added,
                "cited_by": [
                    {"state": p.state, "source": p.source, "path": p.path, "line": p.line} for p in page.places
                ],
            }
            for page in pages
            if page.url in results
        ],
    }


def exit_code(counts: Mapping[str, int]) -> int:
    """0: all as it was. 1: something to look at. 3: nothing to look at, but not every page could be read."""
    if any(counts[kind] for kind in LOOK_AT):
        return 1
    return 3 if counts["unreachable"] else 0


def summary(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind]) or "no pages"


def as_text(report: Mapping[str, Any]) -> str:
    """One line for each page that is not as it was."""
    lines = []
    for page in report["pages"]:
        if page["kind"] in MEANING:
            who = ", ".join(f"{p['path']}:{p['line']}" for p in page["cited_by"])
            tail = " ".join(
                filter(
                    None, (f"to {page['to']}" if page["to"] else "", f"({page['reason']})" if page["reason"] else "")
                )
            )
            lines.append(f"{page['kind']:<11} {page['url']} {tail}".rstrip() + f"\n            cited in {who}")
            for one in page["figures"]:
                lines += [f"            {one['figure']}"]
                lines += [f"            - {was}" for was in one["was"]] + [f"            + {now}" for now in one["now"]]
    return "\n".join([*lines, summary(report["counts"])]) + "\n"


def as_markdown(report: Mapping[str, Any]) -> str:
    """The text of an issue. Nothing of a page acts as markup in it."""
    lines = [f"Looked at on {report['started'][:10]}: {summary(report['counts'])}.", ""]
    for kind, meaning in MEANING.items():
        pages = [page for page in report["pages"] if page["kind"] == kind]
        if not pages:
            continue
        lines += [f"### {kind.capitalize()} ({len(pages)})", "", meaning, ""]
        for page in pages:
            who = ", ".join(f"{p['state']} `{p['source']}` ({p['path']}, line {p['line']})" for p in page["cited_by"])
            lines.append(f"- [ ] <{page['url']}>")
            lines += [f"  - now at {escaped(page['to'])}"] if page["to"] else []
            lines += [f"  - {escaped(page['reason'])}"] if page["reason"] else []
            lines.append(f"  - cited by {who}")
            for one in page["figures"]:
                lines.append(f"  - {escaped(one['figure'])}")
                lines += [f"    - was: {escaped(was)}" for was in one["was"]]
                lines += [f"    - now: {escaped(now)}" for now in one["now"]]
            lines += [f"  - new: {escaped(text)}" for text in page["added"]]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
