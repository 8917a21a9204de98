"""Check the data and say everything that is wrong with it.

    scripts/check.py              all of data/
    scripts/check.py FILE ...     these state files only

Exits with 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from atlas import schema
from atlas.load import load_atlas, problems_of
from atlas.problems import DataError, Problem


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the data and say everything that is wrong with it.")
    parser.add_argument("files", nargs="*", type=Path, help="state files; without any, all of data/")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    root = arguments.data.parent
    day = date.today()
    if arguments.files:
        return report(problems_of(arguments.files, arguments.data, day, root), f"{len(arguments.files)} file(s)")
    problems: list[Problem] = schema.problems(arguments.data / "schema")
    try:
        atlas = load_atlas(arguments.data, day, root=root)
        what = f"{len(atlas.jurisdictions)} jurisdictions"
    except DataError as error:
        problems += error.problems
        what = ""
    return report(problems, what)


def report(problems: list[Problem], what: str) -> int:
    for problem in problems:
        print(problem)
    if problems:
        count = len(problems)
        print(f"\n{count} problem{'s' if count != 1 else ''}. Nothing was built.", file=sys.stderr)
        return 1
    print(f"No problems in {what}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
