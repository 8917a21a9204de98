"""How much is known and how well, by state and in all, and the ten weakest places to work on next."""

from __future__ import annotations

import command_line
from atlas.data.loader import load_atlas
from atlas.domain import coverage
from atlas.domain.requirements import Evidence, Status
from atlas.system.clock import build_day

ROOT = command_line.ROOT


def main() -> int:
    command_line.parser("How much is known and how well.").parse_args()
    atlas = load_atlas(ROOT / "data", build_day(), root=ROOT)
    states = coverage.by_state(atlas)
    print(table("State", [*states, coverage.total_row(states)]))
    print(table("Core fact", coverage.by_core_fact(atlas)))
    print("The weakest places to work on next:")
    for place in coverage.weakest(atlas):
        unknown = f"not known: {', '.join(place.unknown)}" if place.unknown else ""
        secondary = f"{place.secondary} on secondary evidence" if place.secondary else ""
        print(f"  {place.state}, {place.part}: {'; '.join(filter(None, (unknown, secondary)))}")
    return 0


def table(head: str, standings: list[coverage.CoverageRow]) -> str:
    lines = [
        f"{head:32} facts stated silent disputed unknown  law board second. unknown% official% oldest      undated"
    ]
    for s in standings:
        lines.append(
            f"{s.name:32} {s.total:5} {s.status[Status.STATED]:6} {s.status[Status.SILENT]:6} {s.status[Status.DISPUTED]:8} "
            f"{s.status[Status.UNKNOWN]:7} {s.evidence[Evidence.LAW]:4} {s.evidence[Evidence.BOARD]:5} {s.evidence[Evidence.SECONDARY]:7} "
            f"{s.unknown_share:8.1f} {s.official_share:9.1f} {s.oldest.isoformat() if s.oldest else '':11} {f'{s.undated} of {s.sources}' if s.sources else ''}"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    command_line.run(main)
