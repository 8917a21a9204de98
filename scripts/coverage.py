"""How much is known and how well, by state and in all, and the ten weakest places to work on next."""

from __future__ import annotations

import command_line
from atlas.data.loader import load_atlas
from atlas.domain import coverage
from atlas.domain.requirements import Status
from atlas.domain.sources import Evidence
from atlas.system.clock import build_day

ROOT = command_line.ROOT


def main() -> int:
    command_line.parser("How much is known and how well.").parse_args()
    atlas = load_atlas(ROOT / "data", build_day(), root=ROOT)
    states = coverage.by_state(atlas)
    print(table("State", [*states, coverage.total_row(states)]))
    core = coverage.core_by_state(atlas)
    print(table("Core facts by state", core))
    print(table("Core facts by fact", coverage.core_by_fact(atlas)))
    whole = coverage.total_row(core)
    print(whole.in_a_line)
    print(
        f"names no rule {whole.no_rule_share:.1f}% of the answered; {whole.outdated} may have changed (old text); "
        f"{whole.confirmed} confirmed by a second source\n"
    )
    print("The weakest places to work on next:")
    for place in coverage.weakest(atlas):
        unknown = f"not known: {', '.join(place.unknown)}" if place.unknown else ""
        secondary = f"{place.secondary} on secondary evidence" if place.secondary else ""
        print(f"  {place.state}, {place.part}: {'; '.join(filter(None, (unknown, secondary)))}")
    return 0


def table(head: str, standings: list[coverage.CoverageRow]) -> str:
    lines = [
        f"{head:34} facts stated silent disputed unknown  law board second. no rule  unknown% official% no rule%   old confirmed oldest      undated"
    ]
    for s in standings:
        status, grades = s.status, s.evidence
        oldest = s.oldest.isoformat() if s.oldest else ""
        undated = f"{s.undated} of {s.sources}" if s.sources else ""
        lines.append(
            f"{s.name:34} {s.total:5} {status[Status.STATED]:6} {status[Status.SILENT]:6} {status[Status.DISPUTED]:8} "
            f"{status[Status.UNKNOWN]:7} {grades[Evidence.LAW]:4} {grades[Evidence.BOARD]:5} {grades[Evidence.SECONDARY]:7} "
            f"{grades[Evidence.NO_RULE_NAMED]:7} {s.unknown_share:9.1f} {s.official_share:9.1f} {s.no_rule_share:8.1f} {s.outdated:5} {s.confirmed:9} {oldest:11} {undated}".rstrip()
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    command_line.run(main)
