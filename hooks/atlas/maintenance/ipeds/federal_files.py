"""The federal IPEDS files as published: found by name and year, and read line by line.

Source: National Center for Education Statistics, Integrated Postsecondary Education Data System: the institutional
directory (HD<year>), completions by program (C<year>_A) and institutional characteristics (IC<year>). All are in the
public domain. No file is used unless all three are there and of one year.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


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
