"""From the federal IPEDS files to data/schools/: which institutions are listed, and what is written of each.

Nothing is given unless every file can be used and all are of one year.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from atlas.domain.jurisdictions import NAMES
from atlas.domain.school_files import PROGRAM_KINDS
from atlas.maintenance.ipeds.cleaning import domain, tidy_aliases, tidy_phone, tidy_url
from atlas.maintenance.ipeds.federal_files import (
    CHARACTERISTICS,
    COMPLETIONS,
    DIRECTORY,
    FederalFile,
    FileKind,
    ImportProblem,
    find_files,
)

MASTERS = "7"  # AWLEVEL
DOCTORATES = ("17", "18", "19")  # AWLEVEL: research, professional practice, other
ALL_PROGRAMS = "99"  # CIPCODE of an institution's total
FIRST_MAJOR, SECOND_MAJOR = "1", "2"  # MAJORNUM
ACTIVE = "1"  # CYACTIVE
YES = "1"
CONTROLS = {"1": "public", "2": "private_nonprofit", "3": "private_for_profit"}
# Of the active institutions, how many must have completions before the file is believed to be whole. 98 % had in 2024.
COVERED = 0.95


@dataclass
class Degrees:
    """Degrees awarded in one program, first and second majors together. None: no such degree was reported."""

    masters: int | None = None
    doctoral: int | None = None

    def add(self, level: str, count: int) -> None:
        if level == MASTERS:
            self.masters = (self.masters or 0) + count
        else:
            self.doctoral = (self.doctoral or 0) + count


@dataclass
class _Completions:
    """What the completions file says of counseling, and who reported to it at all."""

    programs: dict[str, dict[str, Degrees]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Degrees)))
    reporting: set[str] = field(default_factory=set)


def import_schools(folder: Path, year: int, also: Collection[int] = ()) -> dict[str, str]:
    """The text of data/schools/<code>.yml by postal code, from the files of one year in `folder`.

    Listed is each active institution that reports a master's program in one of PROGRAM_KINDS, and each one whose unitid is
    in `also`, whatever it reports; doctoral degrees in these programs come as an extra. Raises ImportProblem and gives
    nothing when any file cannot be used.
    """
    files = find_files(folder, year)
    completions = _read_completions(files[COMPLETIONS])
    counted = {
        unitid: programs
        for unitid, programs in completions.programs.items()
        if any(degrees.masters is not None for degrees in programs.values())
    }
    counted |= {unitid: completions.programs.get(unitid, {}) for unitid in map(str, also)}
    distance = {row["UNITID"]: row for row in files[CHARACTERISTICS].rows()}
    by_state: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    seen: set[str] = set()
    active: set[str] = set()
    for row in files[DIRECTORY].rows():
        unitid = row["UNITID"]
        if unitid in seen:
            raise ImportProblem(f"{files[DIRECTORY].path.name} lists the institution {unitid} twice")
        seen.add(unitid)
        if row["CYACTIVE"] != ACTIVE:
            continue
        active.add(unitid)
        # Institutions that closed within the year still count as active in the files.
        if row["STABBR"] not in NAMES or _closed(row):
            continue
        if place := _place(row):
            places[row["STABBR"]].append(place)
        if unitid in counted:
            if unitid not in distance:
                raise ImportProblem(
                    f"{files[CHARACTERISTICS].path.name} does not know {row['INSTNM']} ({unitid}): "
                    "it is truncated, or of another year than the rest"
                )
            entry = _entry(row, counted[unitid], distance[unitid])
            by_state[row["STABBR"]].append((row["INSTNM"].casefold(), int(unitid), entry))
    _agree(files, completions, seen, active)
    return {
        code: _file(code, year, _centroid(places[code]), [text for *_, text in sorted(by_state[code])])
        for code in sorted(places)
    }


def _closed(row: dict[str, str]) -> bool:
    return row["CLOSEDAT"].strip() not in ("", "-2", "-1", ".")


def _read_completions(file: FederalFile) -> _Completions:
    """Raises ImportProblem when an institution's programs do not add up to the total it reported: lines are missing."""
    found = _Completions()
    sums: Counter[tuple[str, str, str]] = Counter()
    seen: set[tuple[str, ...]] = set()
    for row in file.rows():
        unitid, cip, major, level = row["UNITID"], row["CIPCODE"].strip(), row["MAJORNUM"], row["AWLEVEL"]
        try:
            count = int(row["CTOTALT"])
        except ValueError:
            raise ImportProblem(
                f"{file.path.name} is broken: {row['CTOTALT'][:40]!r} degrees of institution {unitid}"
            ) from None
        found.reporting.add(unitid)
        sums[unitid, major, level] += -count if cip == ALL_PROGRAMS else count
        if cip not in PROGRAM_KINDS or level not in (MASTERS, *DOCTORATES):
            continue
        if (unitid, cip, major, level) in seen or major not in (FIRST_MAJOR, SECOND_MAJOR):
            raise ImportProblem(
                f"{file.path.name} has another layout: institution {unitid} reports {cip} at level {level} twice "
                f"for major {major}"
            )
        seen.add((unitid, cip, major, level))
        found.programs[unitid][cip].add(level, count)
    if wrong := sorted(key for key, rest in sums.items() if rest):
        raise ImportProblem(
            f"{file.path.name} is truncated: the programs of institution {wrong[0][0]} do not add up to its total"
        )
    return found


def _agree(
    files: dict[FileKind, FederalFile], completions: _Completions, directory: set[str], active: set[str]
) -> None:
    """Stop when completions and directory do not fit together, as files of two years or a cut one would not."""
    names = files[DIRECTORY].path.name, files[COMPLETIONS].path.name
    if lost := sorted(completions.programs.keys() - directory):
        raise ImportProblem(
            f"{names[0]} does not know the institution {lost[0]} of {names[1]}: "
            "one of them is truncated, or they are of different years"
        )
    reporting = len(active & completions.reporting)
    if not active or reporting < COVERED * len(active):
        raise ImportProblem(
            f"{names[1]} knows only {reporting:,} of the {len(active):,} active institutions of {names[0]}: "
            "it is truncated, or they are of different years"
        )


def _place(row: dict[str, str]) -> tuple[float, float] | None:
    try:
        return float(row["LATITUDE"]), float(row["LONGITUD"])
    except ValueError:
        return None


def _centroid(places: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean place, in whole degrees' tenths so that it does not wander from year to year."""
    # Guam and the Northern Marianas lie east of the date line, Samoa west of it: no jurisdiction has both signs
    # except Alaska, whose institutions all lie west.
    return (
        round(sum(lat for lat, _ in places) / len(places), 1),
        round(sum(lon for _, lon in places) / len(places), 1),
    )


def _file(code: str, year: int, middle: tuple[float, float], entries: list[str]) -> str:
    head = [
        "# Written by scripts/import_schools.py from federal data. Do not edit: the next import would undo it.",
        "# What a maintainer knows better stands in overrides.yml.",
        f"code: {code}",
        "publisher: National Center for Education Statistics (IPEDS)",
        f"directory: {DIRECTORY.stem(year)}",
        f"completions: {COMPLETIONS.stem(year)}",
        f"characteristics: {CHARACTERISTICS.stem(year)}",
        f'year: "{year - 1}-{year % 100:02d}"',
        f"middle: [{middle[0]:.1f}, {middle[1]:.1f}]",
        "schools:" if entries else "schools: []",
    ]
    return "\n".join(head + entries) + "\n"


def _entry(row: dict[str, str], programs: dict[str, Degrees], distance: dict[str, str]) -> str:
    if row["CONTROL"] not in CONTROLS:
        raise ImportProblem(f"the directory gives no control for {row['INSTNM']} ({row['UNITID']})")
    lines = [f"  - unitid: {row['UNITID']}", f"    name: {_quoted(row['INSTNM'])}"]
    if aliases := tidy_aliases(row.get("IALIAS", ""), row["INSTNM"]):
        lines.append(f"    aliases: [{', '.join(map(_quoted, aliases))}]")
    lines.append(f"    city: {_quoted(row['CITY'])}")
    if place := _place(row):
        lines.append(f"    place: [{place[0]:.3f}, {place[1]:.3f}]")
    lines.append(f"    control: {CONTROLS[row['CONTROL']]}")
    website, admissions = tidy_url(row["WEBADDR"]), tidy_url(row["ADMINURL"])
    if website:
        lines.append(f"    website: {_quoted(website)}")
    # An admissions link to another domain is not sure to be the institution's own.
    if admissions and (not website or domain(website) == domain(admissions)):
        lines.append(f"    admissions: {_quoted(admissions)}")
    if phone := tidy_phone(row["GENTELE"]):
        lines.append(f"    phone: {_quoted(phone)}")
    lines.append(f"    distance: {_distance(distance)}")
    lines.append("    programs:" if programs else "    programs: []")
    for cip in PROGRAM_KINDS:
        if cip in programs:
            counts = {"degrees": programs[cip].masters, "doctoral": programs[cip].doctoral}
            said = "".join(f", {key}: {count}" for key, count in counts.items() if count is not None)
            lines.append(f'      - {{cip: "{cip}"{said}}}')
    return "\n".join(lines)


def _distance(row: dict[str, str]) -> str:
    """What the institution, not its counseling program, teaches graduates at a distance."""
    if row["DISTNCED"] == YES:
        return "all"
    return {YES: "some", "0": "none"}.get(row["DSTNGP"], "unknown")


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
