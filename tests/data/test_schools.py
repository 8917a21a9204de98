"""From federal files to data/schools/, on small made-up files of the published layout; what maintainers add by hand;
and, where the full federal files are at hand, all schools counted a second time."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from atlas.build.assemble import Site, assemble_site
from atlas.data.loader import load_atlas
from atlas.data.rules import Build
from atlas.data.schools import load_schools
from atlas.domain.admissions import ContactKind, admissions_contact
from atlas.domain.atlas import Atlas
from atlas.domain.problems import Problem
from atlas.domain.schools import OTHER_HEADING, PROGRAM_KINDS, Distance, StateSchools, miles, nearest_elsewhere
from atlas.maintenance.ipeds.federal_files import (
    ImportProblem,
    domain,
    find_year,
    import_schools,
    tidy_aliases,
    tidy_phone,
    tidy_url,
)
from atlas.maintenance.ipeds.importing import accredited_or_approved, replace
from atlas.outputs import published
from atlas.outputs.api import schools as schools_api
from atlas.rendering import school_questions
from atlas.rendering.artifacts import Settings
from conftest import DAY, ROOT, TODAY, load_problems

SETTING = "ATLAS_IPEDS"
REAL = ROOT / "data" / "schools"
CATALOGS = {"smartcatalogiq.com", "cleancatalog.net"}  # hosts of catalogs; the school is in the name before it

DIRECTORY = """\ufeffUNITID,INSTNM,CITY,STABBR,GENTELE,WEBADDR,ADMINURL,CONTROL,CYACTIVE,CLOSEDAT,LONGITUD,LATITUDE,EXTRA
1,Made-up State University,Sampleton,GA,5555550100,www.madeup.example/,http://www.madeup.example/admissions,1,1,-2,-84.1,33.9,x
2,"College of ""Quotes"", Inc.",Farville,GA,555555010112,https://quotes.example,https://portal.example/quotes,2,1,-2,-82.0,32.0,x
3,Closed College,Sampleton,GA,5555550102,closed.example,,2,3,12/31/2023,-84.0,33.0,x
4,Other Place,Elsewhere,ZZ,5555550103,other.example,,1,1,-2,7.0,52.0,x
5,No Counseling University,Sampleton,GA,5555550104,none.example,,1,1,-2,-84.0,33.0,x
6,Zero Seminary,Sampleton,TX,,,,3,1,-2,-97.0,30.0,x
7,Closing University,Sampleton,TX,,,,2,1,06/30/2024,-97.0,30.0,x
8,Made-up State University-Branch,Branchton,GA,5555550105,www.madeup.example/branch,,1,1,-2,-83.0,31.0,x
9,Doctoral Institute,Sampleton,TX,,,,2,1,-2,-97.5,30.5,x
10,Island College,Islandton,AS,,island.example,,1,1,-2,-170.7,-14.3,x
"""
COMPLETIONS = """UNITID,CIPCODE,MAJORNUM,AWLEVEL,XCTOTALT,CTOTALT,CTOTALM
1,51.1508,1,7,R,10,2
1,51.1508,2,7,R,3,1
1,51.1508,1,17,R,4,1
1,13.1101,1,7,R,5,1
1,52.0101,1,7,R,84,1
1,99,1,7,R,99,1
1,99,2,7,R,3,1
1,99,1,17,R,4,1
2,13.1101,1,7,R,1,0
2,13.1101,1,8,R,7,0
2,42.2803,1,18,R,2,0
2,99,1,7,R,1,0
2,99,1,8,R,7,0
2,99,1,18,R,2,0
3,51.1508,1,7,R,9,1
3,99,1,7,R,9,1
4,51.1508,1,7,R,9,1
4,99,1,7,R,9,1
5,51.1501,1,5,R,9,1
5,99,1,5,R,9,1
6,51.1508,1,7,R,0,0
6,99,1,7,R,0,0
7,51.1508,1,7,R,6,0
7,99,1,7,R,6,0
8,42.2899,1,7,R,2,0
8,99,1,7,R,2,0
9,51.1508,1,17,R,2,0
9,99,1,17,R,2,0
10,24.0101,1,3,R,2,0
10,99,1,3,R,2,0
"""
CHARACTERISTICS = """UNITID,DSTNGP,DISTNCED,OTHER
1,1,2,0
2,0,2,0
3,1,2,0
4,1,2,0
5,1,2,0
6,1,1,0
7,1,2,0
8,-2,-2,0
9,0,2,0
10,-2,2,0
"""
FILES = {"HD2024": DIRECTORY, "C2024_A": COMPLETIONS, "IC2024": CHARACTERISTICS}


def pack(folder: Path, name: str, text: str, *, inner: str = "", encoding: str = "utf-8") -> None:
    """Write one federal file as a zip, as published."""
    with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inner or f"{name.lower()}.csv", text.encode(encoding))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The three made-up files of 2024."""
    target = tmp_path / "federal"
    target.mkdir()
    for name, text in FILES.items():
        pack(target, name, text)
    return target


def read(folder: Path, target: Path) -> dict[str, StateSchools]:
    """Import, and load what was written."""
    replace(target, import_schools(folder, 2024))
    problems: list[Problem] = []
    schools = load_schools(target, Build(DAY), problems)
    assert problems == []
    return schools


# ---- what is listed


def test_majors_are_added_and_doctorates_come_as_an_extra(folder: Path, tmp_path: Path) -> None:
    schools = read(folder, tmp_path / "out")
    university = schools["GA"].schools[1]
    assert university.name == "Made-up State University"
    assert [(p.cip, p.degrees, p.doctoral) for p in university.programs] == [("51.1508", 13, 4), ("13.1101", 5, None)]
    quotes = schools["GA"].schools[0]
    assert [(p.cip, p.degrees, p.doctoral) for p in quotes.programs] == [("13.1101", 1, None), ("42.2803", None, 2)]


def test_closed_schools_other_levels_and_schools_without_a_masters_are_left_out(folder: Path, tmp_path: Path) -> None:
    schools = read(folder, tmp_path / "out")
    assert {code: [s.name for s in state.schools] for code, state in schools.items()} == {
        "AS": [],
        "GA": ['College of "Quotes", Inc.', "Made-up State University", "Made-up State University-Branch"],
        "TX": ["Zero Seminary"],
    }


def test_a_branch_stands_for_itself_with_its_own_degrees(folder: Path, tmp_path: Path) -> None:
    branch = read(folder, tmp_path / "out")["GA"].schools[2]
    assert [(p.cip, p.degrees) for p in branch.programs] == [("42.2899", 2)]


def test_none_awarded_is_reported_as_zero(folder: Path, tmp_path: Path) -> None:
    assert read(folder, tmp_path / "out")["TX"].schools[0].programs[0].degrees == 0


def test_links_and_phones_are_tidy_and_a_link_to_another_domain_is_not_the_schools(
    folder: Path, tmp_path: Path
) -> None:
    quotes, university, _ = read(folder, tmp_path / "out")["GA"].schools
    assert university.ask == (ContactKind.ADMISSIONS, "https://www.madeup.example/admissions")
    assert quotes.ask == (ContactKind.WEBSITE, "https://quotes.example/")
    assert quotes.phone == "(555) 555-0101 ext. 12"


# Institution 5 reports no counseling program at the master's level; 9 only a doctorate.
ACCREDITED = """schools:
  - unitid: 5
    name: "No Counseling University"
    accreditation:
      - {body: CACREP, program: Counseling (M.S.), source: https://none.example/c, read_on: 2025-01-02}
  - unitid: 9
    name: "Doctoral Institute"
    approval:
      - {board: Example board, program: Counseling, status: temporary, source: https://none.example/d, read_on: 2025-01-02}
"""


def test_a_school_whose_program_is_called_accredited_or_approved_is_listed_whatever_it_reports(
    folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    read(folder, target)
    (target / "overrides.yml").write_text(ACCREDITED)
    assert accredited_or_approved(target) == {5, 9}
    done = run(folder, target)
    assert done.returncode == 0, done.stderr
    assert "2 added, 0 gone" in done.stdout
    schools = load_schools(target, Build(DAY), [])
    none = next(s for s in schools["GA"].schools if s.unitid == 5)
    assert (none.programs, [kind.id for kind in none.kinds]) == ([], ["other_heading"])
    doctoral = next(s for s in schools["TX"].schools if s.unitid == 9)
    assert [(p.degrees, p.doctoral) for p in doctoral.programs] == [(None, 2)]


def test_a_school_that_nothing_puts_on_the_list_is_named(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    replace(target, import_schools(folder, 2024))
    (target / "overrides.yml").write_text(ACCREDITED)
    run(folder, target)
    (target / "overrides.yml").write_text("schools: []\n")
    problems: list[Problem] = []
    load_schools(target, Build(DAY), problems)
    assert [p.what.split(" reports", maxsplit=1)[0] for p in problems] == [
        "No Counseling University",
        "Doctoral Institute",
    ]


def test_broken_overrides_stop_the_import(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    read(folder, target)
    (target / "overrides.yml").write_text("schools:\n  - {unitid: 5}\n")
    done = run(folder, target)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing was changed: overrides.yml:2:5: ")


@pytest.mark.parametrize(
    ("raw", "aliases"),
    [
        ("SNHU", ["SNHU"]),
        ("ODU, Old Dominion", ["ODU", "Old Dominion"]),
        ("UNK|Nebraska, Kearney|", ["UNK", "Nebraska, Kearney"]),
        ("Example University | X | EU | EU", ["EU"]),
        ("Previously known as the University of Great Plains (prior to July 2018)", []),
        ("  ", []),
    ],
)
def test_other_names_are_parted(raw: str, aliases: list[str]) -> None:
    assert tidy_aliases(raw, "Example University") == aliases


def test_distance_is_said_of_the_institution(folder: Path, tmp_path: Path) -> None:
    schools = read(folder, tmp_path / "out")
    assert [s.distance for s in schools["GA"].schools] == [Distance.NONE, Distance.OFFERED, Distance.UNKNOWN]
    assert schools["TX"].schools[0].distance is Distance.ALL


def test_two_imports_are_the_same_to_the_byte(folder: Path) -> None:
    assert import_schools(folder, 2024) == import_schools(folder, 2024)


def test_csv_files_in_another_encoding_give_the_same(folder: Path, tmp_path: Path) -> None:
    for name in FILES:
        (folder / f"{name}.zip").unlink()
    for name, text in FILES.items():
        (folder / f"{name.lower()}.csv").write_bytes(
            text.replace("Sampleton", "Cañon").lstrip("\ufeff").encode("cp1252")
        )
    assert read(folder, tmp_path / "out")["GA"].schools[1].city == "Cañon"


def test_a_revised_table_in_the_zip_is_used(folder: Path) -> None:
    revised = COMPLETIONS.replace("1,51.1508,1,7,R,10,2", "1,51.1508,1,7,R,20,2").replace(
        "1,99,1,7,R,99", "1,99,1,7,R,109"
    )
    with zipfile.ZipFile(folder / "C2024_A.zip", "w") as archive:
        archive.writestr("c2024_a.csv", COMPLETIONS)
        archive.writestr("c2024_a_rv.csv", revised)
    assert "degrees: 23" in import_schools(folder, 2024)["GA"]


def test_any_year_can_be_imported_and_the_newest_is_taken(folder: Path) -> None:
    for name, text in FILES.items():
        pack(folder, name.replace("2024", "2031"), text)
    assert find_year(folder) == 2031
    assert 'year: "2030-31"' in import_schools(folder, 2031)["GA"]


# ---- what is refused


def rename(folder: Path, old: str, new: str) -> None:
    (folder / f"{old}.zip").rename(folder / f"{new}.zip")


def no_99(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("8,42"))


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda f: (f / "HD2024.zip").unlink(), r"HD2024 \(.zip or .csv\) is missing"),
    "not a zip": (lambda f: (f / "C2024_A.zip").write_bytes(b"PK not a zip"), "C2024_A.zip is broken"),
    "half a zip": (
        lambda f: (f / "IC2024.zip").write_bytes((f / "IC2024.zip").read_bytes()[:100]),
        "IC2024.zip is broken",
    ),
    "other layout": (
        lambda f: pack(f, "HD2024", "A,B\n1,2\n"),
        "HD2024.zip has another layout: no column ADMINURL",
    ),
    "other layout of the characteristics": (
        lambda f: pack(f, "IC2024", "UNITID,DISTNCED\n1,2\n"),
        "IC2024.zip has another layout: no column DSTNGP",
    ),
    "cut within a line": (lambda f: pack(f, "C2024_A", COMPLETIONS[:-9]), "C2024_A.zip is truncated"),
    "cut before the end of a line": (lambda f: pack(f, "HD2024", DIRECTORY[:-1]), "HD2024.zip is truncated"),
    "a line too short": (
        lambda f: pack(f, "HD2024", DIRECTORY.replace(",1,-2,-84.0,33.0,x\n6", "\n6")),
        "HD2024.zip is truncated or broken at line 6",
    ),
    "a line is missing": (
        lambda f: pack(f, "C2024_A", no_99(COMPLETIONS)),
        "C2024_A.zip is truncated: the programs of institution 8 do not add up",
    ),
    "a line stands twice": (
        lambda f: pack(f, "C2024_A", COMPLETIONS.replace("8,42.2899,1,7,R,2,0\n", "8,42.2899,1,7,R,1,0\n" * 2)),
        "C2024_A.zip has another layout: institution 8 reports 42.2899",
    ),
    "directory cut at a line": (
        lambda f: pack(f, "HD2024", "".join(DIRECTORY.splitlines(keepends=True)[:7])),
        "HD2024.zip does not know the institution 7 of C2024_A.zip",
    ),
    "characteristics cut at a line": (
        lambda f: pack(f, "IC2024", "".join(CHARACTERISTICS.splitlines(keepends=True)[:5])),
        r"IC2024.zip does not know Zero Seminary \(6\)",
    ),
    "completions cut at an institution": (
        lambda f: pack(f, "C2024_A", COMPLETIONS.split("10,24.0101", maxsplit=1)[0]),
        "C2024_A.zip knows only 8 of the 9 active institutions of HD2024.zip",
    ),
    "only a heading": (lambda f: pack(f, "IC2024", CHARACTERISTICS.splitlines()[0] + "\n"), "no lines"),
    "a sibling of another year": (
        lambda f: rename(f, "C2024_A", "C2023_A"),
        "C2024_A .* is missing from .*; C2023_A is of another year",
    ),
    "another year in the zip": (
        lambda f: pack(f, "IC2024", CHARACTERISTICS, inner="ic2022.csv"),
        "IC2024.zip holds ic2022.csv, which is of another year",
    ),
    "another table in the zip": (
        lambda f: pack(f, "IC2024", CHARACTERISTICS, inner="readme.csv"),
        "IC2024.zip holds no ic2024.csv",
    ),
    "degrees that are no number": (
        lambda f: pack(f, "C2024_A", COMPLETIONS.replace("R,10,2", "R,ten,2")),
        "'ten' degrees of institution 1",
    ),
    "an institution twice": (
        lambda f: pack(f, "HD2024", DIRECTORY + DIRECTORY.splitlines(keepends=True)[1]),
        "lists the institution 1 twice",
    ),
}


@pytest.mark.parametrize(("spoil", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_used_is_named_and_nothing_is_changed(
    folder: Path, tmp_path: Path, spoil: Callable[[Path], object], message: str
) -> None:
    target = tmp_path / "data" / "schools"
    read(folder, target)
    (target / "ga.yml").write_text("as it was")
    before = {p.name: p.read_bytes() for p in target.iterdir()}
    spoil(folder)
    with pytest.raises(ImportProblem, match=message):
        import_schools(folder, 2024)
    done = run(folder, target, "--year", "2024")
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing was changed: ")
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before
    assert [p.name for p in target.parent.iterdir()] == ["schools"]


def run(folder: Path, target: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "scripts" / "import_schools.py", folder, "--target", target, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="holds none of the files"):
        find_year(tmp_path)


def test_all_files_are_written_or_none(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "data" / "schools"
    read(folder, target)
    before = {p.name: p.read_bytes() for p in target.iterdir()}
    files = import_schools(folder, 2024)
    files["GA"] = files["GA"].replace("Sampleton", "Newton")
    renamed: list[Path] = []
    original = Path.rename

    def fails_once(self: Path, to: Path) -> Path:
        renamed.append(self)
        if self.name == ".schools-new":
            raise OSError("the disk is full")
        return original(self, to)

    monkeypatch.setattr(Path, "rename", fails_once)
    with pytest.raises(OSError, match="disk is full"):
        replace(target, files)
    assert len(renamed) == 3
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before


def test_the_summary_says_what_came_went_and_was_renamed(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "schools"
    read(folder, target)
    (target / "overrides.yml").write_text(
        'schools:\n  - {unitid: 1, name: "Made-up State University", program_url: "https://madeup.example/c"}\n'
    )
    directory = DIRECTORY.replace("Made-up State University,", "Made-up University,").replace("8,Made-up", "11,Made-up")
    completions = COMPLETIONS.replace("\n8,", "\n11,").replace("R,1,0\n2,13", "R,1,0\n2,13")
    pack(folder, "HD2024", directory)
    pack(folder, "C2024_A", completions)
    pack(folder, "IC2024", CHARACTERISTICS.replace("\n8,", "\n11,").replace("2,0,2", "2,1,2"))
    done = run(folder, target)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:4] == [
        "4 schools in 2 states and territories. 1 added, 1 gone, 1 renamed, 1 with other details, such as degrees, changed.",
        "  added    GA Made-up State University-Branch (11)",
        "  gone     GA Made-up State University-Branch (8)",
        "  renamed  GA Made-up University (1), was Made-up State University",
    ]
    assert "Mend overrides.yml now" in done.stdout
    assert "schools/overrides.yml:2:" in done.stdout
    assert (target / "overrides.yml").exists()
    assert "0 added, 0 gone, 0 renamed, 0 with" in run(folder, target).stdout


# ---- tidying


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("www.Example.edu/", "https://www.example.edu/"),
        ("http://example.edu", "https://example.edu/"),
        ("HTTPS://example.edu/Apply?x=1#top", "https://example.edu/Apply?x=1"),
        ("https:////example.edu/a", "https://example.edu/a"),
        (" ", None),
        ("not a link", None),
        ("javascript:alert(1)", None),
        ("localhost/x", None),
    ],
)
def test_links_are_tidied_to_https(raw: str, tidy: str | None) -> None:
    assert tidy_url(raw) == tidy


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("4044716000", "(404) 471-6000"),
        ("404471600012", "(404) 471-6000 ext. 12"),
        ("12345", None),
        ("", None),
        ("40447160000000", "(404) 471-6000"),
    ],
)
def test_telephone_numbers_are_tidied(raw: str, tidy: str | None) -> None:
    assert tidy_phone(raw) == tidy


@pytest.mark.parametrize(
    ("url", "registered"),
    [
        ("https://apply.example.edu/x", "example.edu"),
        ("https://example.edu/", "example.edu"),
        ("https://www.example.edu.pr/", "example.edu.pr"),
    ],
)
def test_the_registered_part_of_a_host(url: str, registered: str) -> None:
    assert domain(url) == registered


# ---- what maintainers add by hand

OVERRIDES = """schools:
  - unitid: 900001
    name: "Example University"
    program_url: https://university.example/counseling/
    information_url: https://university.example/ask/
    accreditation:
      - body: CACREP
        program: Clinical Mental Health Counseling (M.A.)
        source: https://university.example/accreditation/
        dated: "2025"
        until: 2031-10-31
        read_on: 2026-01-20
  - unitid: 900002
    name: "Zeta College of Example"
    exclude: The program closed.
"""


@pytest.fixture
def overridden(data: Path) -> Path:
    (data / "schools" / "overrides.yml").write_text(OVERRIDES)
    return data


def test_overrides_are_merged_by_unitid(overridden: Path) -> None:
    state = load_atlas(overridden, DAY, allow_invented=True).schools["EX"]
    assert [s.name for s in state.schools] == ["Example University"]
    assert state.left_out == (("Zeta College of Example", "The program closed."),)
    (school,) = state.schools
    assert [contact.kind.value for contact in school.contacts] == ["request_information", "program", "website"]
    assert school.ask == (ContactKind.INFORMATION, "https://university.example/ask/")
    assert school.program_url == "https://university.example/counseling/"
    assert [str(a.body) for a in school.accreditation] == ["CACREP"]


BAD = {
    "unknown unitid": ("unitid: 900001", "unitid: 900007", "2:13: no school has the unitid 900007", "`900001`"),
    "unknown key": ("program_url:", "progam_url:", "4:5: unknown key `progam_url`", "`program_url`"),
    "another name": ('"Example University"', '"Sample College"', "3:11: the school 900001 has another name", ""),
    "bad date": ("until: 2031-10-31", "until: 2031-13-31", "11:16: the text `2031-13-31`", "a date such as"),
    "read in the future": ("2026-01-20", "2026-02-20", "12:18: `read_on` 2026-02-20 is in the future", ""),
    "ended before it was read": ("2031-10-31", "2025-10-31", "11:16: the accreditation ended on 2025-10-31", ""),
    "not https": ("https://university.example/ask", "http://university.example/ask", "5:22: the link", "`https://"),
    "unknown body": ("CACREP", "CACREPP", "7:15: ", "`CACREP`"),
    "no source": ("        source: https://university.example/accreditation/\n", "", "7:9: `source` is missing", ""),
    "exclusion without reason": ("exclude: The program closed.", "exclude:", "15:13: `exclude` is empty", ""),
    "exclusion beside other keys": (
        "exclude: The program closed.",
        "exclude: Closed.\n    program_url: https://zeta.example/c",
        "15:14: an excluded school has other keys",
        "",
    ),
    "twice": ("unitid: 900002", "unitid: 900001", "13:13: the unitid `900001` stands twice", ""),
    "nothing said": ("    exclude: The program closed.\n", "", "13:5: nothing is said of the school 900002", ""),
}


@pytest.mark.parametrize(("old", "new", "message", "hint"), BAD.values(), ids=BAD.keys())
def test_a_mistake_in_the_overrides_is_named_with_its_place(
    overridden: Path, old: str, new: str, message: str, hint: str
) -> None:
    path = overridden / "schools" / "overrides.yml"
    assert OVERRIDES.count(old) == 1
    path.write_text(OVERRIDES.replace(old, new))
    found = load_problems(overridden)
    assert any(line.startswith(f"schools/overrides.yml:{message}") and hint in line for line in found), found


def test_the_pages_and_downloads_show_what_was_added(overridden: Path) -> None:
    site = assemble_site(load_atlas(overridden, DAY, allow_invented=True), SETTINGS)
    for address in ("states/example-state/", "schools/"):
        html = page(site, address)
        for words in (
            "university.example/ask/",
            "university.example/accreditation/",
            "Oct. 31, 2031",
            "The program closed.",
        ):
            assert words in html, (address, words)
    (row, _) = csv.DictReader(io.StringIO(output(site, "api/v1/schools.csv")))
    assert row["accreditation"] == "CACREP: Clinical Mental Health Counseling (M.A.) (until 2031-10-31)"
    assert row["information_url"] == "https://university.example/ask/"
    assert row["information_kind"] == "request_information"


ADDED = """    notice: {text: Takes few students, source: https://university.example/few/, read_on: 2026-01-20}
    disclosure_url: https://university.example/states/
    delivery: [{mode: hybrid, source: https://university.example/how/, read_on: 2026-01-20}]
    accreditation:
"""


def test_a_notice_the_schools_own_list_of_states_and_how_it_teaches_are_shown(overridden: Path) -> None:
    path = overridden / "schools" / "overrides.yml"
    path.write_text(OVERRIDES.replace("    accreditation:\n", ADDED))
    site = assemble_site(load_atlas(overridden, DAY, allow_invented=True), SETTINGS)
    for address in ("states/example-state/", "schools/"):
        shown = page(site, address)
        assert "Takes few students" in words(shown)
        assert "The school’s own list" in words(shown)
        assert "Partly online" in words(shown)
        assert "university.example/states/" in shown
    card = page(site, "states/example-state/").split('class="school"')[1]
    assert card.index("Takes few students") < card.index("<details")
    row = next(csv.DictReader(io.StringIO(output(site, "api/v1/schools.csv"))))
    assert (row["notice"], row["delivery"]) == ("Takes few students", "hybrid")
    assert row["disclosure_url"] == "https://university.example/states/"


def test_an_accreditation_that_ran_out_says_so(overridden: Path) -> None:
    from datetime import date

    site = assemble_site(load_atlas(overridden, date(2031, 11, 1), allow_invented=True), SETTINGS)
    assert "accredited until Oct. 31, 2031: ask whether it was renewed" in page(site, "states/example-state/")


# ---- pages, questions, downloads

SETTINGS = Settings("https://site.example/", "https://repo.example/atlas/")


@pytest.fixture(scope="module")
def real() -> Atlas:
    return load_atlas(ROOT / "data", TODAY)


@pytest.fixture(scope="module")
def real_site(real: Atlas) -> Site:
    return assemble_site(real, SETTINGS)


def page(site: Site, address: str) -> str:
    return next(page.html for page in site.pages if page.address == address)


def output(site: Site, address: str) -> str:
    return next(file.content.decode() for file in site.files if file.address == address)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_state_page_ends_with_its_schools_or_the_nearest(real: Atlas, real_site: Site) -> None:
    for jurisdiction in real.jurisdictions:
        html = page(real_site, f"states/{jurisdiction.slug}/")
        assert html.rindex("<h2") == html.index('<h2 id="schools"')
        here = real.schools[jurisdiction.code].schools
        assert html.count("data-school ") == len(here)
        assert here or 'class="nearest"' in html


def test_the_number_of_schools_stands_in_the_page_before_a_script_counts(real: Atlas, real_site: Site) -> None:
    """A script that wrote it would move the list that the reader has begun to read."""
    here = {
        f"states/{jurisdiction.slug}/": len(real.schools[jurisdiction.code].schools)
        for jurisdiction in real.jurisdictions
    }
    here["schools/"] = sum(len(state.schools) for state in real.schools.values())
    for address, number in here.items():
        said = f'<p role="status" data-status>{number} school{"" if number == 1 else "s"}.</p>'
        assert not number or said in page(real_site, address), address


def test_all_schools_stand_on_one_page(real: Atlas, real_site: Site) -> None:
    ids = re.findall(r'<li data-school [^>]*id="s(\d+)"', page(real_site, "schools/"))
    listed = [str(s.unitid) for state in real.schools.values() for s in state.schools]
    assert sorted(ids) == sorted(listed)
    assert len(set(ids)) == len(ids) > 700


def test_a_state_without_schools_names_the_nearest(data: Path) -> None:
    path = data / "schools" / "ex.yml"
    head = path.read_text().split("schools:\n")[0]
    path.write_text(head + "schools: []\n")
    for code, place in (("XA", "[41.0, -100.0]"), ("XB", "[45.0, -100.0]")):
        text = head.replace("code: EX", f"code: {code}") + "schools:\n"
        number = 900010 + len(list(path.parent.iterdir()))
        text += f'  - {{unitid: {number}, name: School {code}, city: Town, place: {place}, control: public, programs: [{{cip: "51.1508", degrees: 1}}]}}\n'
        (path.parent / f"{code.lower()}.yml").write_text(text)
    atlas = load_atlas(data, DAY, allow_invented=True)
    assert [near.code for near in nearest_elsewhere("EX", atlas.schools)] == ["XA", "XB"]
    shown = words(page(assemble_site(atlas, SETTINGS), "states/example-state/"))
    assert "in a straight line" in shown
    assert "School XA , Town, Example Alpha: about 70 miles" in shown
    assert shown.index("School XA") < shown.index("School XB")


def test_real_jurisdictions_without_schools_have_neighbors(real: Atlas) -> None:
    without = [code for code, state in real.schools.items() if not state.schools]
    assert without == ["AS", "MP"]
    assert [near.code for near in nearest_elsewhere("MP", real.schools)][:2] == ["GU", "HI"]
    assert next(near.code for near in nearest_elsewhere("AS", real.schools)) == "HI"


def test_miles_are_great_circle_miles() -> None:
    assert miles([0, 0], [0, 90]) == pytest.approx(3958.8 * 3.14159265 / 2, rel=1e-6)
    assert miles([13.4, 144.8], [-14.3, -170.7]) == pytest.approx(3600, rel=0.02)  # over the date line


def test_the_questions_follow_from_the_facts(atlas: Atlas) -> None:
    asked = [q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, "https://site.example/x/")]
    text = "\n".join(asked)
    for said in (
        "Licensed Professional Counselor (LPC)",
        "at least 60 semester hours; 48 semester hours (graduates of older programs). How many",
        "CACREP accreditation or its equivalent",
        "700 hours of practicum and internship, 280 hours of them with clients",
        "Ethics; Diagnosis",
        "34 CFR 668.43",
    ):
        assert said in text, said
    assert all(q.endswith(("?", ".")) for q in asked)


def test_where_sources_disagree_both_figures_are_asked_about(problems: Callable[..., list[str]], data: Path) -> None:
    old = "cacrep: {value: required_or_equivalent, source: statute-3}"
    assert problems(old, "cacrep: {value: not_required, source: statute-3}") == []
    path = data / "states" / "ex.yml"
    credits = path.read_text().split("      min_semester_credits:\n")[1].split("      min_quarter")[0]
    disputed = "        disputed:\n          - {value: 60, source: statute-3}\n          - {value: 48, source: guide}\n        note: The law is newer.\n"
    path.write_text(path.read_text().replace(credits, disputed))
    atlas = load_atlas(data, DAY, allow_invented=True)
    text = "\n".join(q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, ""))
    assert "Sources on Example State disagree: at least 60 semester hours or 48 semester hours." in text
    assert "asks for CACREP" not in text
    assert "For the LAC, Example State requires: FIRST." in text


def test_a_fact_that_is_not_known_is_asked_without_a_figure(problems: Callable[..., list[str]], data: Path) -> None:
    old = "practicum_internship_hours: {value: 700, source: rule-12-4}"
    assert problems(old, "practicum_internship_hours: {unknown: Not found.}") == []
    atlas = load_atlas(data, DAY, allow_invented=True)
    text = "\n".join(q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, ""))
    assert "700" not in text
    assert "How many hours of practicum and internship does the program have" in text


def test_the_mail_holds_every_question_and_no_recipient(real: Atlas) -> None:
    for jurisdiction in real.jurisdictions:
        asked = school_questions.questions(jurisdiction, real, f"https://atlas.example/states/{jurisdiction.slug}/")
        link = school_questions.mail(jurisdiction, asked)
        parts = urlsplit(link)
        assert (parts.scheme, parts.path) == ("mailto", "")
        query = parse_qs(parts.query)
        assert jurisdiction.name in query["subject"][0]
        body = query["body"][0]
        assert all(f"\r\n{n}. " in body for n in range(1, len(asked) + 1))
        assert "668.43" in body
        assert len(link) <= school_questions.MAIL_LENGTH, jurisdiction.name
        assert unquote(link).isascii(), jurisdiction.name


def test_there_is_one_record_for_each_institution_and_kind_of_program(real: Atlas, real_site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(output(real_site, "api/v1/schools.csv"))))
    objects = json.loads(output(real_site, "api/v1/schools.json"))["schools"]
    assert len(rows) == len(objects) == sum(len(s.kinds) for x in real.schools.values() for s in x.schools)
    assert len({(row["unitid"], row["program"]) for row in rows}) == len(rows)
    assert tuple(rows[0]) == schools_api.COLUMNS
    for row, school in zip(rows, objects, strict=True):
        assert {"unitid", "state", "name", "city", "cip", "degrees_awarded"} <= row.keys()
        assert row["program_label"] == PROGRAM_KINDS.get(row["cip"], OTHER_HEADING).label
        assert row["degrees_awarded"] == ("" if school["degrees_awarded"] is None else str(school["degrees_awarded"]))
        assert row["accreditation"] == "not checked here" or row["accreditation_sources"].startswith("https://")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("plain", "plain"),
        (-84.5, "-84.5"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    assert published.cell(value) == shown


def test_kinds_are_told_apart_in_plain_words() -> None:
    labels = [kind.label for kind in PROGRAM_KINDS.values()]
    assert len(set(labels)) == len({kind.id for kind in PROGRAM_KINDS.values()}) == len(labels) == 8
    assert all(label.startswith("Reported as") for label in labels)
    assert all("ask" in label for label in labels[1:])
    assert OTHER_HEADING.id not in {kind.id for kind in PROGRAM_KINDS.values()}


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://undergrad.osu.example/", ContactKind.UNDERGRADUATE_ADMISSIONS),
        ("https://school.example/undergraduate-admissions/", ContactKind.UNDERGRADUATE_ADMISSIONS),
        ("https://school.example/admissions/first-year/graduate", ContactKind.UNDERGRADUATE_ADMISSIONS),
        ("https://school.example/graduate/admission", ContactKind.GRADUATE_ADMISSIONS),
        ("https://gradschool.school.example/", ContactKind.GRADUATE_ADMISSIONS),
        ("https://school.example/upgrade", ContactKind.ADMISSIONS),
        ("https://admissions.school.example/", ContactKind.ADMISSIONS),
        ("https://school.example/admission", ContactKind.ADMISSIONS),
        ("https://www.school.example/", ContactKind.WEBSITE),
    ],
)
def test_an_admissions_address_says_whose_office_it_is(url: str, kind: ContactKind) -> None:
    assert admissions_contact(url) is kind


def test_no_link_to_undergraduates_or_to_a_home_page_is_called_anything_else(real: Atlas) -> None:
    for state in real.schools.values():
        for school in state.schools:
            for contact in school.contacts:
                told = admissions_contact(contact.url)
                if contact.kind is not ContactKind.PROGRAM and told is ContactKind.UNDERGRADUATE_ADMISSIONS:
                    assert contact.kind is told, (school.name, contact)
                if urlsplit(contact.url).path in ("", "/") and contact.kind is ContactKind.INFORMATION:
                    raise AssertionError((school.name, contact))


def test_schools_that_report_under_other_headings_stand_on_their_states_pages(real: Atlas, real_site: Site) -> None:
    for code, name in OTHERWISE_REPORTED:
        assert name in {school.name for school in real.schools[code].schools}
        slug = real.jurisdiction(code).slug
        assert f">{name}<" in page(real_site, f"states/{slug}/"), name


OTHERWISE_REPORTED = (
    ("NC", "University of North Carolina at Greensboro"),
    ("IL", "Wheaton College"),
    ("PA", "Messiah University"),
    ("OH", "Miami University-Oxford"),
    ("OH", "Ohio State University-Main Campus"),
)


def test_the_pages_say_that_nobody_pays_and_how_to_correct_an_entry(real_site: Site) -> None:
    for address in ("schools/", "states/georgia/"):
        html = page(real_site, address)
        assert "Nobody pays to be on this list" in html
        assert "edit/main/data/schools/overrides.yml" in html
        assert "<form" not in re.sub(r"<form[^>]*data-schools-tool[^>]*>", "", html)
        assert "action=" not in html
        assert "is missing" in words(html).split("Nobody pays")[1]


def test_an_institution_at_a_distance_is_never_called_an_online_program(real_site: Site) -> None:
    for page in real_site.pages:
        if page.address.startswith(("states/", "schools/")) and 'id="schools"' in page.html:
            assert "not its counseling program" in page.html
            assert "online program" not in page.html.split('id="schools"')[1].split("<div popover")[0]


def test_forty_links_drawn_at_random_belong_to_the_institution(real: Atlas) -> None:
    schools = [school for state in real.schools.values() for school in state.schools]
    for school in random.Random(20261123).sample([s for s in schools if s.ask], 40):
        assert school.ask
        url = school.ask.url
        parts = urlsplit(url)
        assert parts.scheme == "https"
        assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", parts.hostname or ""), url
        assert not re.search(r"[\s<>\"'`{}|\\^]", url), url
        assert school.website is None or domain(url) in {domain(school.website), *CATALOGS}, url


def test_accreditation_is_read_on_a_page_of_the_school_or_of_the_accreditor(real: Atlas) -> None:
    releases = {"globenewswire.com", "pubt.io", "washingtoncitypaper.com"}  # of press releases; the school issued them
    # The school's own host where its website in the federal data is another: none is allowed unseen.
    moved = {
        "antiochne.edu": "antioch.edu",
        "antiochseattle.edu": "antioch.edu",
        "syracuse.edu": "syr.edu",
        "txst.edu": "txstate.edu",
    }
    for state in real.schools.values():
        for school in state.schools:
            for accreditation in school.accreditation:
                host = domain(accreditation.source)
                own = {domain(url) for url in (school.website, school.admissions) if url}
                own |= {moved[name] for name in own & moved.keys()}
                assert host in own | CATALOGS | releases | {"cacrep.org", "mpcacaccreditation.org"}, (
                    school.name,
                    accreditation.source,
                )


# ---- the full federal files, counted a second time


@pytest.fixture(scope="module")
def federal() -> Path:
    """The folder of the full federal files. Name it with ATLAS_IPEDS=/path/to/folder (HD2024.zip, C2024_A.zip, IC2024.zip)."""
    named = os.environ.get(SETTING)
    if not named:
        pytest.skip(
            f"Not counted a second time: set {SETTING} to the folder that holds HD2024.zip, C2024_A.zip, IC2024.zip"
        )
    path = Path(named)
    assert path.is_dir(), f"{SETTING}={named} is not a folder"
    return path


def table(folder: Path, name: str) -> list[list[str]]:
    """A federal file as plain lines, read without the importer: heading first."""
    with zipfile.ZipFile(folder / f"{name}.zip") as archive:
        text = archive.read(f"{name.lower()}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_committed_files_are_what_an_import_gives(federal: Path) -> None:
    files = import_schools(federal, 2024, accredited_or_approved(REAL))
    assert {f"{code.lower()}.yml" for code in files} == {p.name for p in REAL.glob("??.yml")}
    assert [c for c, text in files.items() if (REAL / f"{c.lower()}.yml").read_text(encoding="utf-8") != text] == []


def test_a_second_count_finds_the_same_schools_and_degrees_in_every_state(federal: Path) -> None:
    head, *lines = table(federal, "C2024_A")
    unit, cip, level, total = (head.index(name) for name in ("UNITID", "CIPCODE", "AWLEVEL", "CTOTALT"))
    head, *places = table(federal, "HD2024")
    state, active, shut = (head.index(name) for name in ("STABBR", "CYACTIVE", "CLOSEDAT"))
    where = {p[0]: p[state] for p in places if p[active] == "1" and p[shut] == "-2"}
    masters = Counter[tuple[str, str]]()
    listed: set[tuple[str, str, str]] = set()
    for line in lines:
        if line[cip] in PROGRAM_KINDS and line[level] == "7" and line[unit] in where:
            listed.add((where[line[unit]], line[unit], line[cip]))
            masters[where[line[unit]], line[cip]] += int(line[total])
    problems: list[Problem] = []
    schools = load_schools(REAL, Build(TODAY), problems)
    everybody = [(c, s, p) for c, x in schools.items() for s in x.file.schools for p in s.programs]
    ours = [(c, str(s.unitid), p.cip) for c, s, p in everybody if p.degrees is not None]
    assert problems == []
    assert len(ours) == len(set(ours)), "an institution stands twice"
    assert set(ours) == listed
    counted = Counter[tuple[str, str]]()
    for code, _, program in everybody:
        if program.degrees is not None:
            counted[code, program.cip] += program.degrees
    assert counted == masters
    unreported = {s.unitid for _, s, _ in everybody} | {s.unitid for x in schools.values() for s in x.file.schools}
    unreported -= {int(unitid) for _, unitid, _ in listed}
    assert unreported <= accredited_or_approved(REAL), "a school stands for neither reason"
    assert {s.unitid for x in schools.values() for s in x.file.schools} >= {int(unitid) for _, unitid, _ in listed}
    assert sum(p == "51.1508" for *_, p in listed) == 278
    assert sum(p == "13.1101" for *_, p in listed) == 450


def test_every_school_has_the_directorys_name_city_and_distance(federal: Path) -> None:
    head, *places = table(federal, "HD2024")
    name, city = head.index("INSTNM"), head.index("CITY")
    known = {p[0]: (" ".join(p[name].split()), " ".join(p[city].split())) for p in places}
    head, *offers = table(federal, "IC2024")
    partly, every = head.index("DSTNGP"), head.index("DISTNCED")
    distant = {o[0] for o in offers if o[partly] == "1" or o[every] == "1"}
    for state in load_schools(REAL, Build(TODAY), []).values():
        for school in state.schools:
            assert (school.name, school.city) == known[str(school.unitid)]
            assert school.at_a_distance == (str(school.unitid) in distant)


def test_a_question_says_when_sources_disagree(data: Path) -> None:
    from atlas.data.loader import load_atlas
    from atlas.rendering import school_questions
    from conftest import DAY

    path = data / "states" / "ex.yml"
    text = path.read_text()
    old = "cacrep: {value: required_or_equivalent, source: statute-3}"
    assert old in text
    path.write_text(
        text.replace(
            old, "cacrep: {disputed: [{value: required, source: statute-3}, {value: not_required, source: guide}]}"
        )
    )
    atlas = load_atlas(data, DAY, allow_invented=True)
    words = [q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, "states/example-state/")]
    assert any(w.startswith("Sources disagree on whether Example State requires CACREP accreditation.") for w in words)
    assert not any(w.startswith("Example State requires CACREP") for w in words)
