"""What an edit changes is told whatever it changes: in every data file, for every leaf, and with the day it is about."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas.data.positions import Document, parse
from atlas.history import data_diff
from atlas.history.data_diff.parts import same
from conftest import DATA, DAY, ROOT

EX = "data/states/ex.yml"
GUIDE = ROOT / "docs" / "guides" / "telehealth.md"
OVERRIDES = """\
schools:
  - unitid: 100001
    name: Example College
    program_url: https://college.example/counseling
    accreditation:
      - {body: CACREP, program: Clinical Mental Health Counseling, source: https://college.example/a, dated: '2024', read_on: 2026-01-15}
      - {body: CACREP, program: School Counseling, source: https://college.example/b, until: 2030-01-01, read_on: 2026-01-15}
  - {unitid: 100002, name: Sample University, exclude: It closed.}
"""
AUTHORS = "authors:\n  editors: {name: The editors, description: Example State, avatar: assets/authors/none.svg, slug: editors}\n"


def files() -> dict[str, str]:
    """One file of each kind by its path in the project: invented ones, and the front matter of a guide."""
    found = {f"data/{p.relative_to(DATA).as_posix()}": p.read_text("utf-8") for p in sorted(DATA.rglob("*.yml"))}
    return found | {
        "data/schools/overrides.yml": OVERRIDES,
        "docs/articles/.authors.yml": AUTHORS,
        "docs/guides/telehealth.md": GUIDE.read_text("utf-8").partition("\n---")[0].removeprefix("---\n"),
    }


FILES = files()


def read(text: str) -> Any:
    document = parse(text, Document("x"))
    assert not document.problems, document.problems
    return document.data


def written(path: str, data: Any) -> str:
    """Data as the text of the file at `path`. Every text is in quotes, so that no reader takes it for something else."""
    text = json.dumps(data, default=lambda day: f"<{day.isoformat()}>", ensure_ascii=False)
    for day in dates(data):
        text = text.replace(f'"<{day}>"', str(day))
    return f"---\n{text}\n---\n\n# Page\n" if path.endswith(".md") else text


def dates(data: Any) -> set[date]:
    if isinstance(data, dict | list):
        return set().union(*map(dates, data.values() if isinstance(data, dict) else data))
    return {data} if isinstance(data, date) else set()


def told(path: str, before: Any, after: Any) -> list[str]:
    diff = data_diff.compare(path, written(path, before), written(path, after), DAY)
    return [*diff.changes, *(warning.words for warning in diff.warnings)]


# ---- every leaf of every file -------------------------------------------------------------------------------------------


def places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every part of the data."""
    if at:
        yield at
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*at, key))


def mutants(data: Any, at: tuple[str | int, ...]) -> Iterator[tuple[str, Any]]:
    """The data with the part at one place changed in each of several ways."""

    def changed(how: Any) -> Any:
        other = copy.deepcopy(data)
        parent = other
        for key in at[:-1]:
            parent = parent[key]
        how(parent, at[-1])
        return other

    value = data
    for key in at:
        value = value[key]

    def put(new: Any) -> Any:
        return changed(lambda parent, key: parent.__setitem__(key, new))

    yield "removed", changed(lambda parent, key: parent.pop(key))
    for new in (None, "", "other", 7, True, [], {}, [value], {"other": value}, date(2031, 1, 1)):
        yield f"{new!r} instead", put(new)
    if isinstance(value, str):
        yield "longer", put(value + " and more")
        yield "in capitals", put(value.upper())
        yield "with its last word gone", put(value.rpartition(" ")[0])
    if isinstance(value, bool | int | float):
        yield "as a text", put(str(value).lower())
        yield "one more", put(value + 1)
    if isinstance(value, date):
        yield "as a text", put(value.isoformat())
    if isinstance(value, dict):
        yield "with a key more", put(value | {"other": "x"})
    if isinstance(value, list):
        yield "in another order", put(value[::-1])
        yield "with the last one twice", put([*value, *value[-1:]])


def small(data: Any) -> Any:
    """A state with a few facts of each kind: one answer, several, disputed, silent, unknown."""
    for part in (data, *data.get("licenses", ())):
        if "facts" in part:
            names = sorted(part["facts"], key=lambda name: len(str(part["facts"][name])))
            part["facts"] = {name: part["facts"][name] for name in (*names[:2], *names[-2:])}
        for key in ("steps", "faq", "changes"):
            if key in part:
                part[key] = part[key][:2]
    if "licenses" in data:
        data["sources"] = dict(list(data["sources"].items())[:2])
    return data


@pytest.mark.parametrize("path", FILES)
def test_whatever_changes_in_a_file_is_told(path: str) -> None:
    before = small(read(FILES[path]))
    count = 0
    for number, at in enumerate(places(before)):
        for turn, (how, after) in enumerate(mutants(before, at)):
            if (turn + number) % 2 and not same(before, after):
                assert told(path, before, after), (path, at, how)
                count += 1
    assert count > 30
    assert told(path, before, copy.deepcopy(before)) == []


@pytest.mark.parametrize("path", FILES)
def test_each_of_two_changes_in_a_file_is_told(path: str) -> None:
    """A leaf near the top and one far below: the second is not lost behind the first."""
    before = read(FILES[path])
    leaves = [at for at in places(before) if isinstance(_at(before, at), str) and at[-1] not in ("id", "code")]
    for first, second in zip(leaves, leaves[len(leaves) // 2 :], strict=False):
        if first == second:
            continue
        after = copy.deepcopy(before)
        for at, mark in ((first, "Mark one"), (second, "Mark two")):
            _at(after, at[:-1])[at[-1]] = mark
        words = "\n".join(told(path, before, after))
        assert "Mark one" in words or "removed" in words or "new" in words, (first, words)
        assert "Mark two" in words or "removed" in words or "new" in words, (second, words)


def _at(data: Any, at: tuple[str | int, ...]) -> Any:
    for key in at:
        data = data[key]
    return data


def test_the_end_of_a_long_text_is_told() -> None:
    before = read(FILES[EX])
    before["facts"]["military_note"] = {"value": "word " * 100 + "old end", "source": "guide"}
    after = copy.deepcopy(before)
    after["facts"]["military_note"]["value"] = "word " * 100 + "new end"
    (words,) = told(EX, before, after)[:1]
    assert "old end to …" in words
    assert words.endswith("new end")
    assert len(words) < 400


# ---- dates --------------------------------------------------------------------------------------------------------------


def with_schedule(*entries: tuple[int, str]) -> Any:
    data = read(FILES[EX])
    data["licenses"][1]["facts"]["ce_hours_per_cycle"] = [
        {"value": 20, "source": "rule-12-4"},
        *({"value": value, "source": "rule-12-4", "effective": date.fromisoformat(day)} for value, day in entries),
    ]
    return data


LABEL = "Example State, LPC, Continuing education per cycle"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ([], [(30, "2027-01-01"), (40, "2028-01-01")], [f"{LABEL} (from 2027-01-01): new: 30 hours", f"{LABEL} (from 2028-01-01): new: 40 hours"]),
        ([(30, "2027-01-01"), (40, "2028-01-01")], [(35, "2027-01-01"), (45, "2028-01-01")], [f"{LABEL} (from 2027-01-01): 30 hours to 35 hours", f"{LABEL} (from 2028-01-01): 40 hours to 45 hours"]),
        ([(30, "2027-01-01"), (40, "2028-01-01")], [], [f"{LABEL} (from 2027-01-01): removed: 30 hours", f"{LABEL} (from 2028-01-01): removed: 40 hours"]),
        ([(30, "2027-01-01"), (40, "2028-01-01")], [(30, "2027-07-01"), (40, "2028-07-01")], [f"{LABEL}: effective 2027-01-01 to 2027-07-01 (30 hours)", f"{LABEL}: effective 2028-01-01 to 2028-07-01 (40 hours)"]),
        ([(30, "2027-01-01")], [(30, "2027-01-01"), (40, "2028-01-01")], [f"{LABEL} (from 2028-01-01): new: 40 hours"]),
    ],
    ids=["both new", "both figures", "both gone", "both days", "one more"],
)  # fmt: skip
def test_two_figures_to_come_are_told_with_their_days(
    before: list[tuple[int, str]], after: list[tuple[int, str]], lines: list[str]
) -> None:
    found = data_diff.compare(EX, written(EX, with_schedule(*before)), written(EX, with_schedule(*after)), DAY).changes
    assert len(found) == len(lines), found
    for words, line in zip(found, lines, strict=True):
        assert words.startswith(line), found


def test_whom_and_until_when_a_figure_concerns_is_told() -> None:
    data = read(FILES[EX])
    fact = data["licenses"][1]["facts"]["min_semester_credits"]
    fact[1] |= {"until": date(2030, 6, 30)}
    after = copy.deepcopy(data)
    after["licenses"][1]["facts"]["min_semester_credits"][1]["value"] = 45
    (words,) = data_diff.compare(EX, written(EX, data), written(EX, after), DAY).changes
    assert words.startswith("Example State, LPC, Semester hours (Graduates of older programs; until 2030-06-30): ")


# ---- in words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("data/exams.yml", "value: 111", "value: 120", "Exams, FIRST, Fee: $111 to $120"),
        ("data/exams.yml", "owner: Example Owner", "owner: Other Owner", "Exams, FIRST, owner: Example Owner to Other Owner"),
        ("data/compact.yml", "enacted: \"March 3, 2024\"", "enacted: \"March 4, 2024\"", "Compact, members, XA, enacted: March 3, 2024 to March 4, 2024"),
        ("data/schools/overrides.yml", "dated: '2024'", "dated: '2025'", "Schools, by hand, schools, Example College, accreditation, Clinical Mental Health Counseling, dated: 2024 to 2025"),
        ("docs/guides/telehealth.md", "order: ", "order: 1", ", order: "),
        ("data/exams.yml", "title: Invented exams", "title: Exams", "Exams, source `owner-page`: title Invented exams to Exams"),
    ],
)  # fmt: skip
def test_files_beside_the_states_have_their_words(path: str, old: str, new: str, words: str) -> None:
    text = FILES[path] if not path.endswith(".md") else f"---\n{FILES[path]}\n---\n"
    assert old in text
    diff = data_diff.compare(path, text, text.replace(old, new, 1), DAY)
    assert len(diff.changes) == 1, diff
    assert words in diff.changes[0]


def test_two_values_that_read_the_same_are_told_apart() -> None:
    before, after = read("data: {a: 1, b: true, c: null}\n"), read("data: {a: '1', b: 'true', c: []}\n")
    assert told("data/x.yml", before, after) == [
        "data/x.yml, data, a: the number 1 to the text `'1'`",
        "data/x.yml, data, b: `true` to the text `'true'`",
        "data/x.yml, data, c: nothing to a list",
    ]


def test_a_removed_file_or_license_stands_among_the_changes() -> None:
    assert data_diff.compare(EX, FILES[EX], None, DAY).changes == ("Example State: the file was removed",)
    after = read(FILES[EX])
    del after["licenses"][0]
    assert "Example State, LAC: the license was removed" in told(EX, read(FILES[EX]), after)


def test_the_command_covers_every_data_file(tmp_path: Path) -> None:
    for path, text in FILES.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{text}\n---\n\n# Page\n" if path.endswith(".md") else text, encoding="utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    for path in FILES:
        target = tmp_path / path
        target.write_text(
            target.read_text("utf-8")
            .replace("Invented", "Changed")
            .replace("Example", "Changed")
            .replace("order: ", "order: 1"),
            encoding="utf-8",
        )
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "diff.py"), "main", "--format", "markdown", "--root", str(tmp_path)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    for name in (
        "Exams",
        "Compact",
        "Glossary",
        "Questions",
        "Without a license",
        "Schools, by hand",
        "Authors",
        "Schools of EX",
        "Changed State",
    ):
        assert f"**{name}**" in done.stdout, done.stdout
    assert ", order: " in done.stdout


def test_what_the_tests_write_is_what_they_mean() -> None:
    for path, text in FILES.items():
        data = read(text)
        again = written(path, data)
        assert same(read(again.split("---\n")[1] if path.endswith(".md") else again), data)
        assert yaml.safe_load(again.split("---\n")[1] if path.endswith(".md") else again)


def test_quotes_around_what_some_take_for_a_number_are_no_change() -> None:
    """Older versions of the data may hold what is refused today."""
    bare = FILES[EX].replace("at: (a)", "at: 007.02", 1)
    quoted = bare.replace("at: 007.02", 'at: "007.02"')
    assert bare != quoted
    assert data_diff.compare(EX, bare, quoted, DAY).changes == ()
    assert (
        "at"
        in data_diff.compare(EX, quoted.replace('"007.02"', "12"), quoted.replace('"007.02"', '"12"'), DAY).changes[0]
    )
