"""Check the data and say everything that is wrong with it.

    scripts/check.py                   all of data/, and of the pages in docs/ the lines at the top, links, parts and words
    scripts/check.py FILE ...          these state files only; everything when another file is among them
    scripts/check.py --fix [FILE ...]  mend what is safe first: order of keys, spacing, dates, http to https
    scripts/check.py --format github   as annotations on a pull request; --format json for tools

Exits with 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

import command_line
from atlas.build.authored import part_problems
from atlas.data import front_matter, json_schema
from atlas.data.addresses import site_addresses
from atlas.data.articles import POSTS, load_articles
from atlas.data.guides import GUIDES, load_guides
from atlas.data.loader import load_atlas, problems_of, state_files
from atlas.data.merge_marks import conflict_marks
from atlas.data.page_links import link_problems
from atlas.data.rules import Build
from atlas.domain.problems import DataError, Problem, display_path
from atlas.history.missing import missing_files
from atlas.maintenance import fixes, github_annotations, state_format, voice
from atlas.system import workers
from atlas.system.clock import build_day

ROOT = command_line.ROOT


def main() -> int:
    parser = command_line.parser("Check the data and say everything that is wrong with it.")
    parser.add_argument("files", nargs="*", type=Path, help="state files; without any, all of data/")
    parser.add_argument("--fix", action="store_true", help="mend order of keys, spacing, dates and http links first")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="how problems are told")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    root = arguments.data.parent
    others = [path for path in arguments.files if path.resolve().parent.name != "states"]
    only = [] if others else arguments.files
    files = only or state_files(arguments.data)
    if arguments.fix:
        fix(files, root)
    day = build_day()
    told = workers.each([partial(state_format.problems, path, root) for path in files])
    unusual: list[Problem] = [problem for found in told for problem in found]
    if only:
        problems = problems_of(only, arguments.data, day, root)
        words = voice.problems(root.resolve(), [path.resolve() for path in only])
        return report([*problems, *not_said(unusual, problems), *words], f"{len(only)} file(s)", arguments.format)
    problems = [*json_schema.problems(arguments.data / "schema"), *missing_files(root), *conflict_marks(root)]
    what, build, docs, atlas = "", Build(day, root), root / "docs", None
    try:
        atlas = load_atlas(arguments.data, day, root=root)
        what = f"{len(atlas.jurisdictions)} jurisdictions"
        build = Build(day, root, addresses=site_addresses(arguments.data, docs, atlas.exams))
    except DataError as error:
        problems += error.problems
    guides = load_guides(docs, build, problems)
    load_articles(docs, build, problems)
    front_matter.check_pages(docs, problems, root, but=(GUIDES, POSTS))
    problems += link_problems(docs, build.addresses, root) if build.addresses else ()
    problems += part_problems(docs, atlas, guides, root) if atlas else ()
    return report([*problems, *not_said(unusual, problems), *voice.problems(root)], what, arguments.format)


def not_said(unusual: list[Problem], problems: list[Problem]) -> list[Problem]:
    """The lines that are not as usually written, less those of which a problem is told: a misspelled key is out of order too."""
    told = {(problem.path, problem.line) for problem in problems}
    return [problem for problem in unusual if (problem.path, problem.line) not in told]


def fix(files: list[Path], root: Path) -> None:
    """Mend the files and say on the error stream what was done, so that the report stays clean."""
    for path in files:
        if not path.is_file():
            continue  # the check says so
        fixed = fixes.fix_file(path)
        for line in fixed.done:
            print(f"{display_path(path, root)}: {line}", file=sys.stderr)
        if fixed.left:
            print(f"{display_path(path, root)}: left as it is: {fixed.left}", file=sys.stderr)


def report(problems: list[Problem], what: str, form: str) -> int:
    problems = sorted(set(problems))
    if form == "json":
        print(json.dumps(github_annotations.as_json(problems), indent=1, ensure_ascii=False))
    else:
        for problem in problems:
            print(github_annotations.error(problem) if form == "github" else problem)
    if problems:
        count = len(problems)
        print(f"\n{count} problem{'s' if count != 1 else ''}. Nothing was built.", file=sys.stderr)
        return 1
    if form != "json":
        print(f"No problems in {what}.")
    return 0


if __name__ == "__main__":
    command_line.run(main)
