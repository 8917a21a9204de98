"""From the federal IPEDS files to data/schools/.

Source: National Center for Education Statistics, Integrated Postsecondary Education Data System: the institutional
directory (HD<year>) and completions by program (C<year>_A). Both are in the public domain.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from .jurisdictions import NAMES
from .schools import PROGRAM_LABELS

MASTERS = "7"  # AWLEVEL
ACTIVE = "1"  # CYACTIVE
CONTROLS = {"1": "public", "2": "private_nonprofit", "3": "private_for_profit"}
DIRECTORY_COLUMNS = {"UNITID", "INSTNM", "CITY", "STABBR", "GENTELE", "WEBADDR", "ADMINURL", "CONTROL", "CYACTIVE"}
COMPLETIONS_COLUMNS = {"UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "CTOTALT"}


class ImportProblem(Exception):
    """The federal files cannot be used; the message says which and why."""


@dataclass(frozen=True)
class FederalFile:
    """A file as published, `HD2024.zip` or `hd2024.csv`, with the columns that the import needs."""

    path: Path
    columns: set[str]

    def rows(self) -> Iterator[dict[str, str]]:
        """Raises ImportProblem when the file is missing, broken or of another layout."""
        if not self.path.is_file():
            raise ImportProblem(f"{self.path.name} is missing")
        try:
            text = self._text()
        except (zipfile.BadZipFile, UnicodeDecodeError, EOFError, OSError) as error:
            raise ImportProblem(f"{self.path.name} is broken: {error}") from error
        reader = csv.DictReader(io.StringIO(text))
        missing = self.columns - set(reader.fieldnames or ())
        if missing:
            raise ImportProblem(f"{self.path.name} has another layout: no column {', '.join(sorted(missing))}")
        for number, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise ImportProblem(f"{self.path.name} is truncated or broken at line {number}")
            yield row

    def _text(self) -> str:
        raw = self.path.read_bytes()
        if self.path.suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                names = [n for n in archive.namelist() if n.lower().endswith(".csv")]
                if len(names) != 1:
                    raise ImportProblem(f"{self.path.name} holds {len(names)} csv files where one belongs")
                raw = archive.read(names[0])
        return raw.decode("utf-8-sig")


def import_schools(folder: Path, year: int) -> dict[str, str]:
    """The text of data/schools/<code>.yml by postal code, from the files of one year in `folder`.

    Raises ImportProblem and gives nothing when any file cannot be used.
    """
    degrees: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in FederalFile(folder / f"C{year}_A.zip", COMPLETIONS_COLUMNS).rows():
        if row["CIPCODE"] in PROGRAM_LABELS and row["AWLEVEL"] == MASTERS:
            degrees[row["UNITID"]][row["CIPCODE"]] += int(row["CTOTALT"])
    by_state: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in FederalFile(folder / f"HD{year}.zip", DIRECTORY_COLUMNS).rows():
        if row["UNITID"] in degrees and row["CYACTIVE"] == ACTIVE and row["STABBR"] in NAMES:
            by_state[row["STABBR"]].append((row["INSTNM"].casefold(), _entry(row, degrees[row["UNITID"]])))
    return {
        code: _file(code, year, [text for _, text in sorted(entries)]) for code, entries in sorted(by_state.items())
    }


def _file(code: str, year: int, entries: list[str]) -> str:
    head = [
        "# Written by scripts/import_schools.py from federal data. Do not edit: the next import would undo it.",
        f"code: {code}",
        "publisher: National Center for Education Statistics (IPEDS)",
        f"directory: HD{year}",
        f"completions: C{year}_A",
        f'year: "{year - 1}-{year % 100:02d}"',
        "schools:",
    ]
    return "\n".join(head + entries) + "\n"


def _entry(row: dict[str, str], programs: dict[str, int]) -> str:
    lines = [f"  - unitid: {row['UNITID']}", f"    name: {_quoted(row['INSTNM'])}", f"    city: {_quoted(row['CITY'])}"]
    lines.append(f"    control: {CONTROLS[row['CONTROL']]}")
    for key, column in (("website", "WEBADDR"), ("admissions", "ADMINURL")):
        if url := tidy_url(row[column]):
            lines.append(f"    {key}: {_quoted(url)}")
    if phone := tidy_phone(row["GENTELE"]):
        lines.append(f"    phone: {_quoted(phone)}")
    lines.append("    programs:")
    for cip in PROGRAM_LABELS:
        if cip in programs:
            lines.append(f'      - {{cip: "{cip}", degrees: {programs[cip]}}}')
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


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


def tidy_phone(raw: str) -> str | None:
    """A US number from its digits, with an extension when more digits follow: (404) 555-0100 ext. 12."""
    digits = re.sub(r"\D", "", raw)
    if not re.fullmatch(r"[2-9]\d{9}(\d{1,6})?", digits):
        return None
    number = f"({digits[:3]}) {digits[3:6]}-{digits[6:10]}"
    return f"{number} ext. {digits[10:]}" if len(digits) > 10 and digits[10:].strip("0") else number
