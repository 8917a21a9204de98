"""Invented jurisdictions, as many as asked for, each as long as a real one."""

from __future__ import annotations

import copy
import itertools
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from atlas.domain.jurisdictions import NAMES

SOURCES = 26
SENTENCE = "The invented rule says so in words that are as long as those of a real board, and the board may waive it."
EXAMS = {"first-exam": "nce", "second-exam": "ncmhce"}
SCHOOLS = 8


def codes(count: int) -> Iterator[str]:
    """Postal codes that no jurisdiction has: AB, AC, AD, AE, AF, ... There are enough for ten times the real ones."""
    pairs = ("".join(letters) for letters in itertools.product(string.ascii_uppercase, repeat=2))
    return itertools.islice((code for code in pairs if code not in NAMES), count)


def name_of(code: str) -> str:
    """The invented name of an invented code."""
    return f"Example {code.capitalize()}"


def write(data: Path, count: int, template: Path) -> None:
    """Put `count` invented jurisdictions and their schools under `data`."""
    base = yaml.safe_load(template.read_text(encoding="utf-8").replace("(555)", "'(555)").replace("0100,", "0100',"))
    grown = grow(base)
    for number, code in enumerate(codes(count)):
        state = vary(grown, code, number)
        text = yaml.dump(state, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=4000)
        (data / "states" / f"{code.lower()}.yml").write_text(text, encoding="utf-8")
        text = yaml.dump(schools(code, number), Dumper=_Dumper, sort_keys=False, width=4000)
        (data / "schools" / f"{code.lower()}.yml").write_text(text, encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _secondary(source: str) -> bool:
    """Whether an added source is a secondary one, on which nothing silent may rest."""
    return int(source.rpartition("-")[2]) % 4 == 3


def grow(state: dict[str, Any]) -> dict[str, Any]:
    """The template with as many sources, notes, steps and questions as a real file has."""
    state = copy.deepcopy(state)
    for number in range(SOURCES):
        state["sources"][f"more-{number}"] = {
            "kind": ("statute", "rule", "board", "secondary")[number % 4],
            "citation": f"Example Code § {100 + number}",
            "title": f"An invented text of the law about counselors and their supervisors, part {number}",
            "url": f"https://law.example/code/chapter-{number}/section-{100 + number}",
            "current_through": None,
            "read_on": state["sources"]["guide"]["read_on"],
        } | ({"names_rule": True} if number % 4 == 3 else {})  # of a secondary source
    more = itertools.cycle(f"more-{number}" for number in range(SOURCES))
    for facts in (state["facts"], *(license["facts"] for license in state["licenses"])):
        for answer in itertools.chain.from_iterable(a if isinstance(a, list) else [a] for a in facts.values()):
            if "value" in answer or "silent" in answer:
                answer["source"] = next(source for source in more if "value" in answer or not _secondary(source))
                answer["note"] = SENTENCE
    for license in state["licenses"]:
        if "exams" in license["facts"]:
            license["facts"]["exams"]["value"] = [EXAMS[exam] for exam in license["facts"]["exams"]["value"]]
        license["steps"] += [
            {"do": f"Take the invented step {number}", "detail": SENTENCE, "sources": [next(more), next(more)]}
            for number in range(6)
        ]
    state["faq"] += [
        {
            "topic": "practice",
            "question": f"Is this question number {number}?",
            "answer": SENTENCE,
            "sources": [next(more)],
        }
        for number in range(6)
    ]
    return state


def vary(state: dict[str, Any], code: str, number: int) -> dict[str, Any]:
    """The template under another name, with figures of its own."""
    state = copy.deepcopy(state) | {"code": code, "name": name_of(code)}
    facts = state["licenses"][1]["facts"]
    facts["supervised_hours_total"]["value"] = 2000 + 100 * (number % 20)
    facts["supervised_experience_note"]["value"] = f"At most {20 + number % 20} hours a week count."
    return state


def schools(code: str, number: int) -> dict[str, Any]:
    """Invented schools of an invented jurisdiction."""
    return {
        "code": code,
        "publisher": "An invented center of statistics",
        "directory": "HD2024",
        "completions": "C2024_A",
        "characteristics": "IC2024",
        "year": "2023-24",
        "middle": [39.4, -75.6],
        "schools": [
            {
                "unitid": 10_000_000 + number * SCHOOLS + school,
                "name": f"Example University {school}",
                "city": "Exampleton",
                "place": [round(39.7 + school / 10, 2), -75.6],
                "control": "public",
                "website": f"https://university-{school}.example/",
                "admissions": f"https://university-{school}.example/admissions/",
                "phone": "(555) 555-0100",
                "distance": "some",
                "programs": [{"cip": "51.1508", "degrees": 18 + school}],
            }
            for school in range(SCHOOLS)
        ],
    }
