"""From federal files to data/schools/, on small made-up files of the published layout, and, where the full federal files
are at hand, all schools counted a second time."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.data.rules import Build
from atlas.data.schools import load_schools
from atlas.domain.admissions import ContactKind
from atlas.domain.problems import Problem
from atlas.domain.school_files import PROGRAM_KINDS, Distance
from atlas.domain.schools import StateSchools
from atlas.maintenance.ipeds.cleaning import domain, tidy_aliases, tidy_phone, tidy_url
from atlas.maintenance.ipeds.federal_files import ImportProblem, find_year
from atlas.maintenance.ipeds.importing import accredited_or_approved, replace
from atlas.maintenance.ipeds.school_files import import_schools
from conftest import DAY, ROOT, TODAY

SETTING = "ATLAS_IPEDS"
REAL = ROOT / "data" / "schools"

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
