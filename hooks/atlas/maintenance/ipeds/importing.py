"""Put freshly imported school files in place of the old ones, all or none, and say what changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from atlas.data.positions import read
from atlas.data.rules import Build
from atlas.data.schools import OVERRIDES, load_schools
from atlas.data.validation import validate_document
from atlas.domain.problems import Problem
from atlas.domain.school_files import FederalSchool, OverridesFile
from atlas.maintenance.ipeds.federal_files import ImportProblem
from atlas.system.clock import build_day
from atlas.system.files import replacing

Known = dict[int, tuple[str, FederalSchool]]  # by unitid: postal code and entry


def accredited_or_approved(folder: Path) -> set[int]:
    """The institutions that overrides.yml in `folder` calls accredited or approved. Raises ImportProblem when it is broken."""
    path = folder / OVERRIDES
    if not path.exists():
        return set()
    document = read(path, folder.parent)
    shape = validate_document(OverridesFile, document)
    if shape is None:
        problem = min(document.problems)
        raise ImportProblem(f"{OVERRIDES}:{problem.line}:{problem.column}: {problem.what}")
    return {override.unitid for override in shape.schools if override.lists}


def replace(target: Path, files: Mapping[str, str]) -> list[str]:
    """Write `files` (text by postal code) as the folder `target`; its overrides.yml is kept. Gives a summary in lines.

    The new folder is written beside the old one and takes its place at once. Raises ImportProblem or OSError with the
    old folder as it was.
    """
    with replacing(target) as new:
        for code, text in files.items():
            (new / f"{code.lower()}.yml").write_text(text, encoding="utf-8")
        if (target / OVERRIDES).exists():
            shutil.copy2(target / OVERRIDES, new / OVERRIDES)
        problems: list[Problem] = []
        after = _known(new, problems)
        if problems:
            raise ImportProblem(f"the new files do not pass the checks: {problems[0]}")
        before = _known(target, []) if target.is_dir() else {}
        stale: list[Problem] = []
        load_schools(new, Build(build_day(), new.parent), stale)
    return [*summary(before, after), *_stale(stale, target)]


def _known(folder: Path, problems: list[Problem]) -> Known:
    states = load_schools(folder, Build(build_day()), problems)
    problems[:] = [problem for problem in problems if not problem.path.endswith(OVERRIDES)]
    return {school.unitid: (code, school) for code, state in states.items() for school in state.file.schools}


def summary(before: Known, after: Known) -> list[str]:
    """What an import changed, in words, by state and name."""

    def named(unitid: int, known: Known) -> str:
        code, school = known[unitid]
        return f"{code} {school.name} ({unitid})"

    both = sorted(before.keys() & after.keys(), key=lambda u: (after[u][0], after[u][1].name))
    added = [f"  added    {named(u, after)}" for u in after.keys() - before.keys()]
    gone = [f"  gone     {named(u, before)}" for u in before.keys() - after.keys()]
    renamed = [
        f"  renamed  {named(u, after)}, was {before[u][1].name}" for u in both if before[u][1].name != after[u][1].name
    ]
    moved = [f"  moved    {named(u, after)}, was in {before[u][0]}" for u in both if before[u][0] != after[u][0]]
    other = sum(before[u][1] != after[u][1] for u in both) - len(renamed)
    counts = (
        f"{len(added)} added, {len(gone)} gone, {len(renamed)} renamed, "
        f"{max(other, 0)} with other details, such as degrees, changed."
    )
    states = {code for code, _ in after.values()}
    return [
        f"{len(after)} schools in {len(states)} states and territories. {counts}",
        *sorted(added),
        *sorted(gone),
        *renamed,
        *moved,
    ]


def _stale(problems: list[Problem], target: Path) -> list[str]:
    if not problems:
        return []
    lines = [
        f"  {target.name}/{OVERRIDES}:{p.line}:{p.column}: {p.what}"
        + (f" (expected {p.expected})" if p.expected else "")
        for p in sorted(problems)
    ]
    return ["", f"Mend {OVERRIDES} now; `make check` will ask for it:", *lines]
