"""What your edits change, in words, with warnings for the reviewer.

    scripts/diff.py main                     your files against the point where you left main
    scripts/diff.py main --format markdown   for a pull request; --format github warns beside the lines

Exits with 0; with --strict, with 1 when there are warnings; with 2 when git does not know BASE.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import command_line
from atlas.clock import build_day
from atlas.history import git
from atlas.maintain import annotate, changes

ROOT = command_line.ROOT

FOLDER = "data/states"


def main() -> int:
    parser = command_line.parser("What your edits change, in words.")
    parser.add_argument("base", help="a commit, branch or tag to compare with, such as main")
    parser.add_argument("--format", choices=("text", "markdown", "github"), default="text")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when there are warnings")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    try:
        before = git.files_at(root, git.branch_point(root, arguments.base), FOLDER)
    except git.GitError as error:
        print(f"Cannot compare: {error}.", file=sys.stderr)
        return 2
    after = {
        path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in sorted((root / FOLDER).glob("*.yml"))
    }
    names = [
        name for name in sorted({*before, *after}) if name.endswith(".yml") and before.get(name) != after.get(name)
    ]
    diffs = [changes.compare(name, before.get(name), after.get(name), build_day()) for name in names]
    if arguments.format == "github":
        for diff in diffs:
            for warned in diff.warnings:
                print(annotate.warning(warned.words, warned.path, warned.line))
    else:
        print(changes.as_markdown(diffs) if arguments.format == "markdown" else changes.as_text(diffs), end="")
    return 1 if arguments.strict and any(diff.warnings for diff in diffs) else 0


if __name__ == "__main__":
    command_line.run(main)
