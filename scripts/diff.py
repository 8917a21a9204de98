"""What your edits change, in words, with warnings for the reviewer.

    scripts/diff.py main                     your data, and the front matter of your pages, against where you left main
    scripts/diff.py main --format markdown   for a pull request; --format github warns beside the lines

Exits with 0; with --strict, with 1 when there are warnings; with 2 when git does not know BASE.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import command_line
from atlas.history import data_diff, git
from atlas.maintenance import github_annotations
from atlas.system.clock import build_day

ROOT = command_line.ROOT

FOLDERS = ("data", "docs")


def main() -> int:
    parser = command_line.parser("What your edits change, in words.")
    parser.add_argument("base", help="a commit, branch or tag to compare with, such as main")
    parser.add_argument("--format", choices=("text", "markdown", "github"), default="text")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when there are warnings")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    try:
        commit = git.branch_point(root, arguments.base)
        before = {path: text for folder in FOLDERS for path, text in git.files_at(root, commit, folder).items()}
    except git.GitError as error:
        print(f"Cannot compare: {error}.", file=sys.stderr)
        return 2
    after = {
        path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }
    changed = [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    day = build_day()
    diffs = [data_diff.compare(path, before.get(path), after.get(path), day) for path in changed if _holds_data(path)]
    if arguments.format == "github":
        for diff in diffs:
            for warned in diff.warnings:
                print(github_annotations.warning(warned.words, warned.path, warned.line))
    else:
        print(data_diff.as_markdown(diffs) if arguments.format == "markdown" else data_diff.as_text(diffs), end="")
    return 1 if arguments.strict and any(diff.warnings for diff in diffs) else 0


def _holds_data(path: str) -> bool:
    """Whether a file holds data: YAML, or a page with front matter. Schemas follow from the code."""
    return path.endswith((".yml", ".md"))


if __name__ == "__main__":
    command_line.run(main)
