"""The list of schools against the names of programs that read pages call accredited, by name and city.

`accredited_programs.csv` holds the names, also of accreditations that have run out or that are of another specialty: it tells who
may be missing, not who is accredited. Whoever finds another name adds a line, and the reason when the school is not listed.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from atlas.data.rules import Build
from atlas.data.schools import load_schools
from conftest import ROOT, TODAY

NAMED = Path(__file__).with_name("accredited_programs.csv")
DROPPED = {"the", "of", "at", "in", "and", "main", "campus", "university", "college"}


def words(name: str) -> set[str]:
    """The words of a name that tell schools apart: "The University of Example-Main Campus" gives "example"."""
    plain = re.sub(
        r"\bsaint\b", "st", name.lower().replace(".", "").replace(" & ", "&").replace("suny", "state new york")
    )
    return set(re.findall(r"[a-z0-9&]+", plain)) - DROPPED


def is_listed(row: dict[str, str], listed: dict[tuple[str, str], list[set[str]]]) -> bool:
    """Whether a school of the same city has all words of the name, or the name has all of its words.

    One word of the school is not enough: the University of Cincinnati is not Cincinnati Christian University.
    """
    asked = words(row["name"])
    return any(
        asked <= here or (here <= asked and len(here) > 1) for here in listed.get((row["state"], row["city"]), [])
    )


def test_every_named_program_is_listed_or_its_absence_is_explained() -> None:
    listed: dict[tuple[str, str], list[set[str]]] = {}
    for code, state in load_schools(ROOT / "data" / "schools", Build(TODAY), []).items():
        for school in state.file.schools:
            listed.setdefault((code, school.city), []).append(words(school.name))
    with NAMED.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 300
    missing = [row["name"] for row in rows if not is_listed(row, listed)]
    assert missing == [row["name"] for row in rows if row["why_missing"]]
