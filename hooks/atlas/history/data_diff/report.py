"""The outcome of a comparison, for a terminal and for a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.history.data_diff.files import DataDiff


def as_text(diffs: Iterable[DataDiff]) -> str:
    """For a terminal: what changed, then the warnings with their places."""
    found = [d for d in diffs if d.changes or d.warnings]
    lines = [line for d in found for line in d.changes]
    warnings = [w for d in found for w in d.warnings]
    if warnings:
        lines += ["", f"{len(warnings)} warning{'s' if len(warnings) != 1 else ''}:"]
        lines += [f"{w.path}:{w.line}: {w.words}" if w.line else f"{w.path}: {w.words}" for w in warnings]
    return "\n".join(lines or ["No fact changes."]) + "\n"


def as_markdown(diffs: Iterable[DataDiff]) -> str:
    """For a pull request. Nothing of the data acts as markup there."""
    found = [d for d in diffs if d.changes or d.warnings]
    if not found:
        return "### What this changes\n\nNo fact changes.\n"
    warnings = [w for d in found for w in d.warnings]
    lines = ["### What this changes", ""]
    if warnings:
        lines += [f"**{len(warnings)} to look at**", ""]
        lines += [
            f"- :warning: {escaped(w.words)} ({escaped(w.path)}{f', line {w.line}' if w.line else ''})"
            for w in warnings
        ]
        lines += [""]
    for d in found:
        if d.changes:
            lines += [f"**{escaped(d.name)}**", "", *(f"- {escaped(words)}" for words in d.changes), ""]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text that GitHub shows as it stands: no markup, no mention of people, no link to issues."""
    out = "".join(
        "\\" + c if c in "\\`*_{}[]()#+!|~" else c
        for c in text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    return out.replace("@", "@\u2060").replace("\n", " ")
