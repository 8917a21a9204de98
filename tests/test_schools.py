"""From federal files to data/schools/, on small made-up files of the published layout."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from atlas.ipeds import ImportProblem, import_schools, tidy_phone, tidy_url
from atlas.problems import Problem
from atlas.schools import load_schools

DIRECTORY = """\ufeffUNITID,INSTNM,CITY,STABBR,GENTELE,WEBADDR,ADMINURL,CONTROL,CYACTIVE,EXTRA
1,Made-up State University,Sampleton,GA,5555550100,www.madeup.example/,http://www.madeup.example/admissions,1,1,x
2,"College of ""Quotes"", Inc.",Farville,GA,555555010112,https://quotes.example, ,2,1,x
3,Closed College,Sampleton,GA,5555550102,closed.example,,2,2,x
4,Other Place,Elsewhere,ZZ,5555550103,other.example,,1,1,x
5,No Counseling University,Sampleton,GA,5555550104,none.example,,1,1,x
6,Zero Seminary,Sampleton,TX,,,,3,1,x
"""
COMPLETIONS = """UNITID,CIPCODE,MAJORNUM,AWLEVEL,CTOTALT,CTOTALM,CTOTALW
1,51.1508,1,7,10,2,8
1,51.1508,2,7,3,1,2
1,51.1508,1,17,4,1,3
1,13.1101,1,7,5,1,4
1,99,1,7,99,1,98
2,13.1101,1,7,1,0,1
3,51.1508,1,7,9,1,8
4,51.1508,1,7,9,1,8
5,51.1501,1,7,9,1,8
6,51.1508,1,7,0,0,0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "HD2024.zip", "hd2024.csv", DIRECTORY)
    write(tmp_path, "C2024_A.zip", "c2024_a.csv", COMPLETIONS)
    return tmp_path


def write(folder: Path, name: str, inner: str, text: str) -> None:
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr(inner, text)


def test_majors_are_added_and_other_levels_programs_and_closed_schools_left_out(folder: Path, tmp_path: Path) -> None:
    files = import_schools(folder, 2024)
    assert sorted(files) == ["GA", "TX"]
    target = tmp_path / "out"
    target.mkdir()
    for code, text in files.items():
        (target / f"{code.lower()}.yml").write_text(text)
    problems: list[Problem] = []
    schools = load_schools(target, problems)
    assert problems == []
    assert [s.name for s in schools["GA"].schools] == ['College of "Quotes", Inc.', "Made-up State University"]
    state = schools["GA"].schools[1]
    assert [(p.cip, p.degrees) for p in state.programs] == [("51.1508", 13), ("13.1101", 5)]
    assert state.website == "https://www.madeup.example/"
    assert state.admissions == "https://www.madeup.example/admissions"
    assert schools["GA"].schools[0].phone == "(555) 555-0101 ext. 12"
    assert schools["TX"].schools[0].programs[0].degrees == 0


def test_two_imports_are_the_same(folder: Path) -> None:
    assert import_schools(folder, 2024) == import_schools(folder, 2024)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda f: (f / "HD2024.zip").unlink(), "HD2024.zip is missing"),
        (lambda f: (f / "C2024_A.zip").write_bytes(b"PK not a zip"), "C2024_A.zip is broken"),
        (
            lambda f: write(f, "HD2024.zip", "hd2024.csv", "A,B\n1,2\n"),
            "HD2024.zip has another layout: no column ADMINURL",
        ),
        (
            lambda f: write(f, "C2024_A.zip", "c2024_a.csv", COMPLETIONS[:-12]),
            "C2024_A.zip is truncated or broken at line 11",
        ),
    ],
    ids=["missing", "broken", "other layout", "truncated"],
)
def test_a_file_that_cannot_be_used_is_named_and_nothing_is_given(folder: Path, spoil: object, message: str) -> None:
    spoil(folder)  # type: ignore[operator]
    with pytest.raises(ImportProblem, match=message):
        import_schools(folder, 2024)


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
