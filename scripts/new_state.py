"""Begin the file of a state: every expected fact is there, each still unknown.

    scripts/new_state.py WY                                        an associate and an independent license
    scripts/new_state.py ID --license registered-intern:associate --license lpc:intermediate --license lcpc:independent

A file that is there is never touched. `make check` then lists what the state still needs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import command_line
from atlas.domain.problems import display_path
from atlas.maintenance import scaffold

ROOT = command_line.ROOT


def main() -> int:
    parser = command_line.parser("Begin the file of a state.")
    parser.add_argument("code", help="postal code, such as WY")
    parser.add_argument(
        "--license",
        action="append",
        default=[],
        metavar="ID:LEVEL",
        help="from the lowest up; level: associate, intermediate or independent",
    )
    parser.add_argument("--data", type=Path, default=ROOT / "data", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    try:
        tiers = [scaffold.license_tier(option) for option in arguments.license] or scaffold.LADDER
        path = scaffold.write(arguments.code, arguments.data / "states", tiers)
    except scaffold.ScaffoldError as error:
        print(f"Nothing was written: {error}.", file=sys.stderr)
        return 1
    print(f"{display_path(path)} written. Next: put in sources and facts, then `make check` says what is left.")
    return 0


if __name__ == "__main__":
    command_line.run(main)
