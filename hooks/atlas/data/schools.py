"""Schools that report degrees in counseling: the federal data in data/schools/<code>.yml, and on top of them what
maintainers added in data/schools/overrides.yml.

The state files are written by scripts/import_schools.py from the federal IPEDS files and are not edited by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check, file_name
from atlas.data.validation import validate_document
from atlas.domain.problems import DataPath, Problem, nearest
from atlas.domain.school_files import Override, OverridesFile, SchoolsFile
from atlas.domain.schools import School, StateSchools

OVERRIDES = "overrides.yml"


def load_schools(folder: Path, build: Build, problems: list[Problem]) -> dict[str, StateSchools]:
    """The schools of each state, by postal code. What is wrong with the files is added to `problems`."""
    files: dict[str, SchoolsFile] = {}
    documents: dict[str, Document] = {}
    names: dict[int, str] | None = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == OVERRIDES:
            continue
        document = read(path, build.root)
        shape = validate_document(SchoolsFile, document)
        check(DataFileKind.SCHOOLS, Context(document, shape, build, model=SchoolsFile))
        if shape:
            _stand_once(shape, document, names or {})
            files[shape.code], documents[shape.code] = shape, document
        file_name(path, document)
        names = None if names is None or document.data is None else names | _names(document.data)
        problems += document.problems
    overrides = _load_overrides(folder / OVERRIDES, names, build, problems)
    if overrides is not None:
        for code, file in files.items():
            problems += _listed_for_nothing(file, overrides, documents[code])
    return {code: _merged(file, overrides or {}) for code, file in files.items()}


def _listed_for_nothing(file: SchoolsFile, overrides: Mapping[int, Override], document: Document) -> Iterator[Problem]:
    """Schools that report no master's program of the kinds and that nobody calls accredited or approved."""
    for index, school in enumerate(file.schools):
        override = overrides.get(school.unitid)
        if not school.reports_masters and not (override and override.lists):
            what = f"{school.name} reports no master's program in counseling, and no accreditation or approval is known"
            yield document.problem(("schools", index), what, "an accreditation in overrides.yml, or another import")


def _stand_once(file: SchoolsFile, document: Document, names: Mapping[int, str]) -> None:
    """No school stands in an earlier file too. `names` are those of the earlier files."""
    for index, school in enumerate(file.schools):
        if school.unitid in names:
            what = f"the school {school.unitid} stands twice"
            document.add(("schools", index, "unitid"), what, "one entry for a school")


def _names(data: Any) -> dict[int, str]:
    """The names of the schools in a file by unitid, also when another part of it has a mistake."""
    schools = data.get("schools") if isinstance(data, dict) else None
    items = [school for school in (schools if isinstance(schools, list) else ()) if isinstance(school, dict)]
    pairs = [(school.get("unitid"), school.get("name")) for school in items]
    return {unitid: name for unitid, name in pairs if isinstance(unitid, int) and isinstance(name, str)}


def _load_overrides(
    path: Path, names: Mapping[int, str] | None, build: Build, problems: list[Problem]
) -> dict[int, Override] | None:
    """The overrides by unitid, {} when there is no such file, None when it is broken. Without `names` it is not known which schools there are."""
    if not path.exists():
        return {}
    document = read(path, build.root)
    shape = validate_document(OverridesFile, document)
    check(DataFileKind.OVERRIDES, Context(document, shape, build, model=OverridesFile))
    if shape:
        for index, override in enumerate(shape.schools) if names is not None else ():
            _check_name(override, ("schools", index), names or {}, document)
    problems += document.problems
    return {override.unitid: override for override in shape.schools} if shape else None


def _check_name(override: Override, at: DataPath, names: Mapping[int, str], document: Document) -> None:
    """The number is that of a school, and the name is the one that belongs to it."""
    name = names.get(override.unitid)
    if name is None:
        alike = nearest(override.name, list(names.values()))
        near = next((str(unitid) for unitid, other in names.items() if other == alike), "")
        document.add(
            (*at, "unitid"), f"no school has the unitid {override.unitid}", "a unitid from data/schools/", near
        )
    elif name != override.name:
        document.add((*at, "name"), f"the school {override.unitid} has another name in the federal data", f"`{name}`")


def _merged(file: SchoolsFile, overrides: Mapping[int, Override]) -> StateSchools:
    schools, left_out = [], []
    for federal in file.schools:
        override = overrides.get(federal.unitid)
        if override and override.exclude:
            left_out.append((federal.name, override.exclude))
        else:
            schools.append(School(federal, override))
    return StateSchools(file, tuple(schools), tuple(left_out))
