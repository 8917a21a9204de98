"""Random edits of a valid file: each is refused with its place, or the page says exactly what the file says."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from markupsafe import escape

from atlas import facts
from atlas.fields import expected_ids
from atlas.load import Atlas, load_atlas
from atlas.problems import DataError
from atlas.site import Settings, make
from conftest import DATA, DAY, ROOT, TODAY

SETTINGS = Settings("https://site.example/", "https://repo.example/")
RUNS = 200
Mutation = Callable[[random.Random, str], str]


def delete_line(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    del lines[r.randrange(len(lines))]
    return "\n".join(lines)


def repeat_line(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = r.randrange(len(lines))
    return "\n".join(lines[: at + 1] + lines[at:])


def swap_lines(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = r.randrange(len(lines) - 1)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return "\n".join(lines)


def indent_line(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = r.randrange(len(lines))
    lines[at] = " " * r.randint(1, 4) + lines[at] if r.random() < 0.5 else lines[at].removeprefix("  ")
    return "\n".join(lines)


def delete_characters(r: random.Random, text: str) -> str:
    at = r.randrange(len(text))
    return text[:at] + text[at + r.randint(1, 12) :]


def insert_characters(r: random.Random, text: str) -> str:
    at = r.randrange(len(text))
    return (
        text[:at]
        + "".join(r.choice("{}[]:,#&*!|>'\"%@`-?~ \n\tx9<\x00\u200b\U0001f600") for _ in range(r.randint(1, 4)))
        + text[at:]
    )


def change_digit(r: random.Random, text: str) -> str:
    places = [m.start() for m in re.finditer(r"\d", text)]
    at = r.choice(places)
    return text[:at] + r.choice("0123456789.-") + text[at + 1 :]


def change_word(r: random.Random, text: str) -> str:
    words = list(re.finditer(r"[A-Za-z_]{3,}", text))
    word = r.choice(words)
    return (
        text[: word.start()]
        + r.choice(["", "value", "silent", "true", "null", "source", "lpc", word.group()[::-1]])
        + text[word.end() :]
    )


def cut_off(r: random.Random, text: str) -> str:
    return text[: r.randrange(len(text))]


MUTATIONS: tuple[Mutation, ...] = (
    delete_line, repeat_line, swap_lines, indent_line, delete_characters, insert_characters, change_digit, change_word, cut_off,
)  # fmt: skip


def independent_facts(path: Path) -> dict[tuple[str, str], list[object]]:
    """Values by (license, fact) as another YAML reader sees them: nothing here comes from the Atlas."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    found: dict[tuple[str, str], list[object]] = {}
    owners = [("", raw["facts"])] + [(x["id"], x["facts"]) for x in raw["licenses"]]
    for owner, answers in owners:
        for name, answer in answers.items():
            for entry in answer if isinstance(answer, list) else [answer]:
                readings = entry.get("disputed") or [entry]
                found.setdefault((owner, name), []).extend(reading.get("value") for reading in readings)
    return found


def says_what_the_file_says(atlas: Atlas, path: Path) -> None:
    """The rows hold every value of the file, and the page shows each fact that is expected."""
    (one,) = (j for j in atlas.jurisdictions if Path(j.path).name == path.name)
    ids = {license.short: license.id for license in one.licenses} | {"": ""}
    rows: dict[tuple[str, str], list[str]] = {}
    for row in facts.jurisdiction_rows(one, DAY):
        rows.setdefault((ids[row.license], row.fact), []).append(row.value)
    for key, values in independent_facts(path).items():
        wanted = [
            "; ".join(" ".join(str(v).split()) for v in value) or "none"
            if isinstance(value, list)
            else " ".join(str(value).split())
            for value in values
            if value is not None
        ]
        have = [" ".join(value.split()) for value in rows[key] if value]
        assert sorted(map(number, have)) == sorted(map(number, wanted)) or has_dates(path, key), (key, have, wanted)
    for license in one.licenses:
        for id in expected_ids(license.level, license.credential):
            assert (license.id, id) in rows, (license.id, id)
    page = next(p for p in make(atlas, SETTINGS).pages if p.address == f"states/{one.slug}/")
    for _, fact in one.all_facts():
        if fact.field.id not in ("level", "title"):
            assert str(escape(fact.field.label)) in page.html


def number(value: str) -> str:
    try:
        return f"{float(value):g}"
    except ValueError:
        return value


def has_dates(path: Path, key: tuple[str, str]) -> bool:
    """Whether an entry of the fact has ended or is not in force: then fewer rows than values are right."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    owners = {"": raw["facts"]} | {x["id"]: x["facts"] for x in raw["licenses"]}
    answer = owners[key[0]][key[1]]
    return any("until" in e or "effective" in e for e in (answer if isinstance(answer, list) else [answer]))


def originals() -> list[Path]:
    return [DATA / "states" / "ex.yml", *sorted((ROOT / "data" / "states").glob("*.yml"))[:8]]


@pytest.mark.timeout(500)
def test_random_edits_never_crash_and_never_change_a_fact_silently(tmp_path: Path) -> None:
    r = random.Random(20261123)
    files = originals()
    refused = accepted = 0
    for source in files:
        data = tmp_path / source.stem
        (data / "states").mkdir(parents=True)
        shutil.copytree(DATA / "schools", data / "schools")
        beside = DATA if source.is_relative_to(DATA) else ROOT / "data"
        for name in ("exams.yml", "compact.yml", "glossary.yml", "questions.yml", "without.yml"):
            shutil.copy(beside / name, data / name)
        text = source.read_text(encoding="utf-8")
        target = data / "states" / source.name
        for number_of_run in range(-(-RUNS // len(files))):
            mutation = r.choice(MUTATIONS)
            spoilt = mutation(r, text)
            target.write_text(spoilt, encoding="utf-8")
            label = (source.name, mutation.__name__, number_of_run)
            try:
                atlas = load_atlas(
                    data,
                    DAY if source.is_relative_to(DATA) else TODAY,
                    root=tmp_path,
                    allow_invented=True,
                )
            except DataError as error:
                refused += 1
                assert error.problems, label
                for problem in error.problems:
                    assert problem.line >= 1, label
                    assert problem.column >= 1, label
                    assert problem.what, label
                continue
            accepted += 1
            says_what_the_file_says(atlas, target)
    assert refused + accepted >= RUNS
    assert refused > RUNS / 4
    assert accepted > RUNS / 20
