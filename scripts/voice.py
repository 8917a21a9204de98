"""Words that the site does not use, each with its place and what to say instead, and the texts that are hard to read.

make voice

`make check` refuses the words. The reading grades are a report.
"""

from __future__ import annotations

from collections import Counter

import command_line
from atlas.maintenance import reading_grade, voice


def main() -> int:
    """Print every word, how many there are of each, and the texts above the grade."""
    command_line.parser("Words that the site does not use, and texts that are hard to read.").parse_args()
    found = voice.problems(command_line.ROOT)
    for problem in found:
        print(problem)
    for what, count in Counter(problem.what.casefold() for problem in found).most_common(20):
        print(f"{count:5} {what}")
    print(f"{len(found)} words in {len({problem.path for problem in found})} files.")
    graded = sorted(reading_grade.graded(command_line.ROOT), key=lambda text: -text.grade)
    hard = [text for text in graded if text.grade > reading_grade.HIGHEST]
    for text in hard:
        print(text)
    print(f"{len(hard)} of {len(graded)} texts above grade {reading_grade.HIGHEST}.")
    return 0


if __name__ == "__main__":
    command_line.run(main)
