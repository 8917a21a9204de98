"""From the federal IPEDS files to data/schools/.

Source: National Center for Education Statistics, Integrated Postsecondary Education Data System: the institutional
directory (HD<year>), completions by program (C<year>_A) and institutional characteristics (IC<year>). All are in the
public domain. Nothing is given unless every file can be used and all are of one year.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from atlas.domain.jurisdictions import NAMES
from atlas.domain.schools import PROGRAM_KINDS

MASTERS = "7"  # AWLEVEL
DOCTORATES = ("17", "18", "19")  # AWLEVEL: research, professional practice, other
ALL_PROGRAMS = "99"  # CIPCODE of an institution's total
FIRST_MAJOR, SECOND_MAJOR = "1", "2"  # MAJORNUM
ACTIVE = "1"  # CYACTIVE
YES = "1"
CONTROLS = {"1": "public", "2": "private_nonprofit", "3": "private_for_profit"}
# Of the active institutions, how many must have completions before the file is believed to be whole. 98 % had in 2024.
COVERED = 0.95


class ImportProblem(Exception):
    """The federal files cannot be used; the message says which and why."""


@dataclass(frozen=True)
class FileKind:
    """One of the federal files: how it is named in a year, and the columns that the import needs."""

    name: str  # with {year}
    columns: frozenset[str]

    def stem(self, year: int) -> str:
        return self.name.format(year=year)


DIRECTORY = FileKind(
    "HD{year}",
    frozenset(
        [
            "UNITID",
            "INSTNM",
            "CITY",
            "STABBR",
            "GENTELE",
            "WEBADDR",
            "ADMINURL",
            "CONTROL",
            "CYACTIVE",
            "CLOSEDAT",
            "LATITUDE",
            "LONGITUD",
        ]
    ),
)
COMPLETIONS = FileKind("C{year}_A", frozenset(["UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "CTOTALT"]))
CHARACTERISTICS = FileKind("IC{year}", frozenset(["UNITID", "DSTNGP", "DISTNCED"]))
KINDS = (DIRECTORY, COMPLETIONS, CHARACTERISTICS)


@dataclass(frozen=True)
class FederalFile:
    """A file as published, `HD2024.zip` or `hd2024.csv`. A zip may hold a revised table beside the first: it is used."""

    path: Path
    kind: FileKind
    year: int

    def rows(self) -> Iterator[dict[str, str]]:
        """Raises ImportProblem when the file is broken, truncated, of another year or of another layout."""
        try:
            text = self._text()
        except (zipfile.BadZipFile, UnicodeDecodeError, EOFError, OSError) as error:
            raise ImportProblem(f"{self.path.name} is broken: {error}") from error
        reader = csv.DictReader(io.StringIO(text, newline=""))
        names = [name.strip().upper() for name in reader.fieldnames or ()]
        missing = self.kind.columns - set(names)
        if missing:
            raise ImportProblem(f"{self.path.name} has another layout: no column {', '.join(sorted(missing))}")
        if not text.endswith("\n"):
            raise ImportProblem(f"{self.path.name} is truncated: its last line has no end")
        reader.fieldnames = names
        rows = 0
        for row in reader:
            rows += 1
            if None in row or None in row.values():
                raise ImportProblem(f"{self.path.name} is truncated or broken at line {reader.line_num}")
            if not re.fullmatch(r"\d+", row["UNITID"]):
                found = row["UNITID"][:40]
                raise ImportProblem(f"{self.path.name} is broken at line {reader.line_num}: UNITID is `{found}`")
            yield row
        if not rows:
            raise ImportProblem(f"{self.path.name} is truncated: it has a heading and no lines")

    def _text(self) -> str:
        raw = self.path.read_bytes()
        if self.path.suffix.lower() == ".zip":
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                raw = archive.read(self._inside(archive))
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return raw.decode("cp1252")  # files of earlier years

    def _inside(self, archive: zipfile.ZipFile) -> str:
        """The name of the table in the zip. `c2023_a_rv.csv` is the revision of `c2023_a.csv`."""
        stem = self.kind.stem(self.year).lower()
        tables = {Path(name).stem.lower(): name for name in archive.namelist() if name.lower().endswith(".csv")}
        for wanted in (f"{stem}_rv", stem):
            if wanted in tables:
                return tables[wanted]
        other = _of_another_year(self.kind, list(tables))
        if other:
            raise ImportProblem(f"{self.path.name} holds {other}.csv, which is of another year")
        raise ImportProblem(f"{self.path.name} holds no {stem}.csv (but {', '.join(sorted(tables)) or 'no table'})")


def _of_another_year(kind: FileKind, stems: list[str]) -> str:
    """Of some names, the first that is this kind of file, whatever its year."""
    pattern = re.escape(kind.name.lower()).replace(r"\{year\}", r"\d{4}") + "(_rv)?"
    return next((stem for stem in sorted(stems) if re.fullmatch(pattern, stem.lower())), "")


def find_year(folder: Path) -> int:
    """The newest year of which `folder` holds any of the files. Raises ImportProblem when it holds none."""
    years = {
        int(match[1])
        for kind in KINDS
        for stem in _stems(folder)
        if (match := re.fullmatch(re.escape(kind.name).replace(r"\{year\}", r"(\d{4})"), stem.upper()))
    }
    if not years:
        raise ImportProblem(f"{folder} holds none of the files HD<year>, C<year>_A, IC<year> (.zip or .csv)")
    return max(years)


def _stems(folder: Path) -> dict[str, Path]:
    """The tables of a folder by their names in capitals; a zip goes before a csv of the same name."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in (".zip", ".csv") and path.is_file():
            stem = path.stem.upper()
            if stem not in found or path.suffix.lower() == ".zip":
                found[stem] = path
    return found


def find_files(folder: Path, year: int) -> dict[FileKind, FederalFile]:
    """The three files of one year. Raises ImportProblem when one is missing or only there for another year."""
    stems = _stems(folder)
    found = {}
    for kind in KINDS:
        stem = kind.stem(year)
        path = stems.get(f"{stem}_RV") or stems.get(stem)
        if path is None:
            other = _of_another_year(kind, list(stems))
            here = f"; {other} is of another year than the rest" if other else ""
            raise ImportProblem(f"{stem} (.zip or .csv) is missing from {folder}{here}")
        found[kind] = FederalFile(path, kind, year)
    return found


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


def tidy_aliases(raw: str, name: str) -> list[str]:
    """Other names of an institution, from one cell: "SNHU | Southern NH" gives both. Spellings of `name` itself are left out.

    Schools part them with bars, semicolons, slashes or commas. What is too long for a name is a remark.
    """
    parted = re.split(r"[|;/]" if re.search(r"[|;/]", raw) else ",", raw)
    plain = [" ".join(part.split()).strip("()") for part in parted]
    return [
        alias for alias in dict.fromkeys(plain) if re.match(r"\w", alias) and 1 < len(alias) <= 40 and alias != name
    ][:8]


def tidy_url(raw: str) -> str | None:
    """An https link from what an institution typed, or None: "www.example.edu" gives "https://www.example.edu/"."""
    raw = raw.strip().replace("\\", "/")
    raw = re.sub(r"^(https?:)/*", "", raw, flags=re.IGNORECASE).lstrip("/")
    if not raw or " " in raw:
        return None
    try:
        parts = urlsplit("https://" + raw)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host):
        return None
    path = re.sub(r"[\"'<>`{}|^]", "", parts.path) or "/"
    return urlunsplit(("https", host, path, parts.query, ""))


def domain(url: str) -> str:
    """The part of a host that somebody registers: "https://apply.example.edu/x" gives "example.edu"."""
    labels = (urlsplit(url).hostname or "").split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in ("edu", "com", "org", "net", "ac")
    return ".".join(labels[-3 if country else -2 :])


def tidy_phone(raw: str) -> str | None:
    """A US number from its digits, with an extension when more digits follow: (404) 555-0100 ext. 12."""
    digits = re.sub(r"\D", "", raw)
    if not re.fullmatch(r"[2-9]\d{9}(\d{1,6})?", digits):
        return None
    number = f"({digits[:3]}) {digits[3:6]}-{digits[6:10]}"
    return f"{number} ext. {digits[10:]}" if len(digits) > 10 and digits[10:].strip("0") else number
