"""Words that the site does not use, each with its place and what to say instead. Report only.

make voice
"""

from __future__ import annotations

from collections import Counter

import command_line
from atlas.maintenance.voice import slips


def main() -> int:
    """Print every slip, and how many there are of each word."""
    command_line.parser("Words that the site does not use, each with its place and what to say instead.").parse_args()
    found = list(slips(command_line.ROOT))
    for slip in found:
        print(slip)
    for word, count in Counter(slip.found.casefold() for slip in found).most_common(20):
        print(f"{count:5} {word}")
    print(f"{len(found)} places in {len({slip.path for slip in found})} files.")
    return 0


if __name__ == "__main__":
    command_line.run(main)
