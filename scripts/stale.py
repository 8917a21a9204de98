"""What to review next: sources by age, with the facts that rest on them.

    scripts/stale.py                      the twenty to review first
    scripts/stale.py --state GA --all     every source of Georgia
    scripts/stale.py --months 18          only what nobody read for so long
    scripts/stale.py --format issue       the text of an issue; --format link its address, prefilled

The list is for people and exits with 0; with 1 when the data has problems.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import command_line
from atlas.data.loader import load_atlas
from atlas.domain.problems import DataError
from atlas.maintenance import review_queue
from atlas.rendering.artifacts import Settings
from atlas.system.clock import build_day

ROOT = command_line.ROOT


def main() -> int:
    parser = command_line.parser("What to review next: sources by age.")
    parser.add_argument("--state", action="append", default=[], metavar="CODE", help="may be given more than once")
    parser.add_argument("--months", type=int, default=0, help="only sources not read for so many months")
    parser.add_argument("--limit", type=int, default=20, help="how many (default 20)")
    parser.add_argument("--all", action="store_true", help="no limit")
    parser.add_argument("--format", choices=("table", "issue", "link"), default="table")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    day = build_day()
    try:
        atlas = load_atlas(arguments.data, day, root=arguments.data.parent)
    except DataError as error:
        print(f"The data has {len(error.problems)} problems; `make check` lists them.", file=sys.stderr)
        return 1
    found = [
        item for item in review_queue.due(atlas, arguments.state) if item.ended or item.unread(day) >= arguments.months
    ]
    found = found if arguments.all else found[: arguments.limit]
    if arguments.format == "issue":
        print("\n\n".join(review_queue.issue(found, day)), end="")
    elif arguments.format == "link":
        print(review_queue.issue_link(Settings("", repository()).issue_url(), found, day))
    else:
        print(review_queue.as_table(found, day), end="")
    return 0


def repository() -> str:
    """`repo_url` of mkdocs.yml."""
    match = re.search(r"^repo_url: *(\S+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
    return match[1] if match else ""


if __name__ == "__main__":
    command_line.run(main)
