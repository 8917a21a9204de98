"""Write data/schools/ from the federal IPEDS files.

    scripts/import_schools.py FOLDER [--year 2024]

FOLDER holds HD<year>, C<year>_A and IC<year> (.zip or .csv), as downloaded from the IPEDS data center. Without --year the
newest year in FOLDER is taken. Nothing is changed unless all three can be read. data/schools/overrides.yml stays as it is;
a school that it calls accredited or approved is listed whatever it reports.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import command_line
from atlas.maintenance.ipeds.federal_files import ImportProblem, find_year
from atlas.maintenance.ipeds.importing import accredited_or_approved, replace
from atlas.maintenance.ipeds.school_files import import_schools

ROOT = command_line.ROOT


def main() -> int:
    parser = command_line.parser("Write data/schools/ from the federal IPEDS files.")
    parser.add_argument("folder", type=Path, help="where HD<year>, C<year>_A and IC<year> are (.zip or .csv)")
    parser.add_argument("--year", type=int, help="the year in their names; without it, the newest one there")
    parser.add_argument("--target", type=Path, default=ROOT / "data" / "schools", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    try:
        year = arguments.year or find_year(arguments.folder)
        lines = replace(
            arguments.target, import_schools(arguments.folder, year, accredited_or_approved(arguments.target))
        )
    except ImportProblem as problem:
        print(f"Nothing was changed: {problem}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Nothing was changed: {error.filename or 'a file'}: {error.strerror or error}.", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    command_line.run(main)
