"""Write data/schools/ from the federal IPEDS files.

    scripts/import_schools.py FOLDER [--year 2024]

FOLDER holds HD<year>.zip and C<year>_A.zip as downloaded from the IPEDS data center. Nothing is written unless all of
them can be read.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from atlas.ipeds import ImportProblem, import_schools


def main() -> int:
    parser = argparse.ArgumentParser(description="Write data/schools/ from the federal IPEDS files.")
    parser.add_argument("folder", type=Path, help="where HD<year>.zip and C<year>_A.zip are")
    parser.add_argument("--year", type=int, default=2024)
    arguments = parser.parse_args()
    try:
        files = import_schools(arguments.folder, arguments.year)
    except ImportProblem as problem:
        print(f"Nothing was changed: {problem}.", file=sys.stderr)
        return 1
    target = ROOT / "data" / "schools"
    target.mkdir(parents=True, exist_ok=True)
    for code, text in files.items():
        (target / f"{code.lower()}.yml").write_text(text, encoding="utf-8")
    count = sum(text.count("- unitid:") for text in files.values())
    print(f"{count} schools in {len(files)} states and territories written to data/schools/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
