"""Schools that report degrees in counseling, from data/schools/<code>.yml.

The files are written by scripts/import_schools.py from the federal IPEDS files; they are not edited by hand.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from .model import Phone, Shape, Text, Url
from .problems import Problem
from .validation import validate_document
from .yamlpos import read


class Control(StrEnum):
    PUBLIC = "public"
    PRIVATE_NONPROFIT = "private_nonprofit"
    PRIVATE_FOR_PROFIT = "private_for_profit"


CONTROL_LABELS = {
    Control.PUBLIC: "Public",
    Control.PRIVATE_NONPROFIT: "Private, not for profit",
    Control.PRIVATE_FOR_PROFIT: "Private, for profit",
}

# What readers see for a program code (CIP 2020). 51.1508 comes first on the page.
PROGRAM_LABELS = {
    "51.1508": "Reported as mental health counseling",
    "13.1101": "Reported as counselor education, which also covers school counseling: ask which it is",
}


class Program(Shape):
    """Master's degrees awarded in one program in the reported year, first and second majors together."""

    cip: Annotated[str, StringConstraints(pattern=r"^\d\d\.\d{4}$")]
    degrees: Annotated[int, Field(ge=0)]

    @property
    def label(self) -> str:
        return PROGRAM_LABELS.get(self.cip, f"Reported under program code {self.cip}")


class School(Shape):
    """An institution with at least one such program."""

    unitid: int
    name: Text
    city: Text
    control: Annotated[Control, Field(strict=False)]
    website: Url | None = None
    admissions: Url | None = None
    phone: Phone | None = None
    programs: Annotated[list[Program], Field(min_length=1)]

    @property
    def ask_url(self) -> str | None:
        """Where to ask for information: the admissions page, else the website."""
        return self.admissions or self.website


class SchoolsFile(Shape):
    """The schools of one state, by name."""

    code: str
    publisher: Text
    directory: Text  # the file that names and addresses come from
    completions: Text  # the file that degrees come from
    year: Text
    schools: list[School]


def load_schools(folder: Path, problems: list[Problem], root: Path | None = None) -> dict[str, SchoolsFile]:
    """The schools of each state, by postal code. What is wrong with the files is added to `problems`."""
    schools: dict[str, SchoolsFile] = {}
    for path in sorted(folder.glob("*.yml")):
        document = read(path, root)
        shape = validate_document(SchoolsFile, document)
        if shape and path.stem != shape.code.lower():
            document.add(
                ("code",),
                f"the file is named `{path.name}` but its code is {shape.code}",
                f"`{shape.code.lower()}.yml`",
            )
        if shape:
            ids = [s.unitid for s in shape.schools]
            for index, unitid in enumerate(ids):
                if unitid in ids[:index]:
                    document.add(("schools", index), f"the school {unitid} stands twice", "one entry for a school")
            schools[shape.code] = shape
        problems += document.problems
    return schools
