"""Fills every text of the data with something hostile, or with harmless words of the same length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from atlas.domain.exams import FIELDS as EXAM_FIELDS
from atlas.domain.strict_model import StrictModel
from atlas.domain.vocabulary import BY_ID, Kind

MARKUP = (
    """<script>hit=1</script><img src=x onerror=hit=2> "'><svg/onload=hit=3> </script></title></textarea></style>"""
    """<!-- --> ]]> {{ 7*7 }} {% x %} {# y #} ${7*7} &lt;b&gt; &#60;i&#62; [x](javascript:hit=4) """
    """![y](https://evil.example/p.png) <https://evil.example> **b** __u__ `c` | # h \\ ,"=2+2" ;=3 =cmd|'/C'!A0 """
    """javascript:hit=5 {0} %s $(x) & ' onclick='hit=6' x=\""""
)


def texts_of_shapes() -> set[tuple[str, str]]:
    """Every field of every shape of the data files that holds free text, as (shape, field).

    Front matter is not counted: whoever writes a page writes its HTML too.
    """
    found = set()
    todo = list(StrictModel.__subclasses__())
    while todo:
        shape = todo.pop()
        todo += shape.__subclasses__()
        for name, field in shape.model_fields.items():
            if shape.__name__ in ("FrontMatter", "PageMeta", "PostMeta", "Author"):
                continue
            if "_clean_text" in repr(field.annotation) + repr(field.metadata):
                found.add((shape.__name__.split("[")[0], name))
    return found


class Filler:
    """Puts `payload`, after a mark of its own, into every free text of a file. `filled` is what was reached.

    Harmless words have the same length and the same spaces, so that nothing but the payload itself can make a difference.
    """

    def __init__(self, payload: str) -> None:
        self.payload = payload
        self.number = 100
        self.filled: set[tuple[str, str]] = set()

    def text(self, shape: str, name: str) -> str:
        self.number += 1
        self.filled.add((shape, name))
        return f"zq{self.number} {self.payload}"

    def into(self, shape: str, data: dict[str, Any], *names: str) -> None:
        for name in names:
            if data.get(name) is not None:
                data[name] = self.text(shape, name)

    def sources(self, data: dict[str, Any]) -> None:
        for source in data["sources"].values():
            source["caveat"] = "x"
            self.into("Source", source, "citation", "title", "caveat")

    def fact(self, id: str, entry: dict[str, Any]) -> None:
        kind = (BY_ID | EXAM_FIELDS)[id].kind
        for part, shape in [(entry, "FactEntry"), *((r, "Reading") for r in entry.get("disputed") or ())]:
            if shape == "Reading":
                part |= {"at": "x", "note": "x"}
            self.into(shape, part, "silent", "unknown", "at", "note", "applies_to")
            if kind is Kind.TEXT and part.get("value") is not None:
                part["value"] = self.text("value", "text")
            elif kind is Kind.LIST and part.get("value") is not None:
                part["value"] = [self.text("value", "list") for _ in part["value"]]

    def facts(self, data: dict[str, Any]) -> None:
        for id, answers in data["facts"].items():
            for entry in answers if isinstance(answers, list) else [answers]:
                self.fact(id, entry)

    def state(self, data: dict[str, Any]) -> None:
        self.sources(data)
        self.facts(data)
        for license in data["licenses"]:
            self.facts(license)
            for step in license.get("steps", ()):
                self.into("Step", step, "do", "detail")
                for link in step.get("links", ()):
                    self.into("Link", link, "label")
        for question in data.get("faq", ()):
            self.into("Question", question, "question", "answer")
        for change in data.get("changes", ()):
            self.into("Change", change, "summary")

    def schools(self, data: dict[str, Any]) -> dict[int, str]:
        """Fills a file of schools; gives the new names by unitid, for the overrides."""
        self.into("SchoolsFile", data, "publisher", "directory", "completions", "characteristics", "year")
        for school in data["schools"]:
            self.into("FederalSchool", school, "name", "city")
            school["aliases"] = [self.text("FederalSchool", "aliases")]
        return {school["unitid"]: school["name"] for school in data["schools"]}

    def overrides(self, data: dict[str, Any], names: dict[int, str]) -> None:
        for school in data["schools"]:
            if school["unitid"] in names:
                school["name"] = names[school["unitid"]]
                self.filled.add(("Override", "name"))
                self.into("Override", school, "exclude")
                for accreditation in school.get("accreditation", ()):
                    self.into("Accreditation", accreditation, "program")
                if school.get("notice"):
                    self.into("Notice", school["notice"], "text")
                for approval in school.get("approval", ()):
                    self.into("Approval", approval, "board", "program", "status")

    def exams(self, data: dict[str, Any]) -> None:
        self.sources(data)
        for exam in data["exams"]:
            self.into("ExamFile", exam, "abbr", "name", "owner")
            for id, answers in exam["facts"].items():
                for entry in answers if isinstance(answers, list) else [answers]:
                    self.fact(id, entry)

    def compact(self, data: dict[str, Any]) -> None:
        self.sources(data)
        for statement in data["statements"]:
            self.into("Statement", statement, "topic", "text")
        data["issuing"]["note"] = self.text("Issuing", "note")
        for number, member in enumerate(data["members"].values()):
            details = self.details(data)
            if number == 0:  # the act of one is not known
                member.clear()
                member |= {"unknown": "x", "note": "x"}
            else:
                member |= {"act": "x", "code": "x", "enacted": "x", "at": "x", "note": "x"}
            self.into("Member", member, "act", "code", "enacted", "at", "unknown", "note")
            member["details"] = details
        for number, other in enumerate(data.get("not_members", {}).values()):
            better = {"source": data["membership"]["source"], "at": "x"}
            other.update({"note": "x"} | ({"unknown": "x"} if number == 0 else better))
            self.into("NonMember", other, "at", "unknown", "note")
            other["details"] = self.details(data)
        cited = set(cited_sources({key: value for key, value in data.items() if key != "sources"}))
        data["sources"] = {id: source for id, source in data["sources"].items() if id in cited}

    def details(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        detail = {"topic": "x", "text": "x", "source": data["membership"]["source"], "at": "x"}
        self.into("Detail", detail, "topic", "text", "at")
        return [detail]

    def glossary(self, data: dict[str, Any]) -> None:
        self.sources(data)
        for term in data["terms"]:
            self.into("Term", term, "term", "abbr", "meaning")

    def questions(self, data: dict[str, Any]) -> None:
        self.sources(data)
        for question in data["questions"]:
            self.into("GeneralQuestion", question, "question", "answer")
            question["answer"] = question["answer"].replace("{{", "{(").replace("}}", ")}")  # a part is refused by name
            for link in question["links"]:
                self.into("PageLink", link, "label")

    def without(self, data: dict[str, Any]) -> None:
        self.sources(data)
        for entry in data["jurisdictions"].values():
            self.into("Without", entry, "statement")


def cited_sources(data: Any) -> Iterator[str]:
    """Every source id that the data cite, one after another."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if key == "source":
            yield value
        else:
            yield from cited_sources(value)


def harmless(payload: str) -> str:
    """Words without any sign, of the same length, broken at the same places."""
    return re.sub(r"\S", "x", payload)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def save(path: Path, data: Any) -> None:
    path.write_text(
        yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000), encoding="utf-8"
    )


def fill(data: Path, code: str, payload: str) -> Filler:
    """Fill the files of one state, its schools with their overrides, and the files that all states share, under `data`."""
    filler = Filler(payload)
    for path, put in (
        (data / "states" / f"{code}.yml", filler.state),
        (data / "exams.yml", filler.exams),
        (data / "compact.yml", filler.compact),
        (data / "glossary.yml", filler.glossary),
        (data / "questions.yml", filler.questions),
        (data / "without.yml", filler.without),
    ):
        content = load(path)
        put(content)
        save(path, content)
    path = data / "schools" / f"{code}.yml"
    content = load(path)
    names = filler.schools(content)
    save(path, content)
    path = data / "schools" / "overrides.yml"
    first, second, *_ = names
    overrides = load(path) if path.is_file() else {"schools": []}
    overrides["schools"] = [school for school in overrides["schools"] if school["unitid"] not in (first, second)]
    overrides["schools"].append(
        {"unitid": first, "name": "", "program_url": "https://school.example/program",
         "information_url": "https://school.example/ask",
         "accreditation": [{"body": "CACREP", "program": "x", "source": "https://school.example/accredited",
                            "read_on": date(2026, 1, 1)}],
         "notice": {"text": "x", "source": "https://school.example/notice", "read_on": date(2026, 1, 1)},
         "approval": [{"board": "x", "program": "x", "status": "x", "source": "https://school.example/approved",
                       "read_on": date(2026, 1, 1)}]}
    )  # fmt: skip
    overrides["schools"].append({"unitid": second, "name": "", "exclude": "x"})
    filler.overrides(overrides, names)
    save(path, overrides)
    return filler


def strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value
