"""Our facts beside those of the second sources in data/crosschecks/: what agrees, differs, and stands only there or only here."""

from __future__ import annotations

import command_line
from atlas.data.loader import load_atlas
from atlas.maintenance import reconciling
from atlas.system.clock import build_day

ROOT = command_line.ROOT


def main() -> int:
    command_line.parser("Compare our facts with those of second sources.").parse_args()
    print("\n".join(reconciling.report(load_atlas(ROOT / "data", build_day(), root=ROOT))))
    return 0


if __name__ == "__main__":
    command_line.run(main)
