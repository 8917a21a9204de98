"""The days on which something changes: each that the real data name, the turn of the next years, and invented facts whose
days lie ahead. What the site says of a day is compared with a reading of the files that shares no code with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas.build.assemble import assemble_site
from atlas.data import loader
from atlas.data.loader import load_atlas
from atlas.data.positions import Document
from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.vocabulary import BY_ID, Kind
from atlas.outputs.api import files as api_files
from atlas.outputs.feeds import changes
from atlas.outputs.pages import changes as changes_page
from atlas.outputs.pages import exams as exams_page
from atlas.outputs.pages import state as state_page
from atlas.rendering.artifacts import Page, Settings
from atlas.rendering.context import BuildContext, environment
from conftest import DAY, ROOT, TODAY

SETTINGS = Settings("https://site.example/", "https://repo.example/")
ONE_DAY = timedelta(days=1)
DATED = re.compile(r"\b(effective|until):")
Owner = tuple[str, str]  # the id of the license or "", and of the fact
Told = list[tuple[str, str]]  # of each answer what it says and for whom


# ---- an independent reading


def dated_files() -> list[Path]:
    """The files of the real data that name a day on which something changes."""
    files = sorted(path for path in (ROOT / "data").rglob("*.yml"))
    return [path for path in files if DATED.search(path.read_text(encoding="utf-8"))]


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def named_days(node: Any) -> Iterator[date]:
    """The day before, of and after each `effective` and `until`."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        if key in ("effective", "until") and isinstance(value, date):
            yield from (value - ONE_DAY, value, value + ONE_DAY)
        yield from named_days(value)


def facts_of(state: Mapping[str, Any]) -> dict[Owner, list[dict[str, Any]]]:
    """The answers to each fact that a state's file holds, as they stand there."""
    owners = [("", state["facts"]), *((license["id"], license["facts"]) for license in state["licenses"])]
    return {
        (owner, id): answers if isinstance(answers, list) else [answers]
        for owner, facts in owners
        for id, answers in facts.items()
    }


def in_force(answers: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """For each group of people the answer that took effect last, of those that hold on `day`."""
    begun = [a for a in answers if a.get("effective", date.min) <= day <= a.get("until", date.max)]
    begun.sort(key=lambda a: a.get("effective", date.min))
    return list({repr([a.get(key) for key in ("applies_to", "cohort", "when")]): a for a in begun}.values())


def told(answer: Mapping[str, Any]) -> tuple[str, str]:
    """What an answer says and for whom, from a file as from the API."""
    readings = answer.get("disputed") or answer.get("readings")
    says = [r["value"] for r in readings] if readings else answer.get("value")
    if says is None:
        says = answer.get("silent") or answer.get("unknown") or answer.get("text")
    groups = [group for group in ("cohort", "when") if answer.get(group)]
    for_whom = " ".join(groups) if groups else answer.get("applies_to") or ""
    return json.dumps(says), for_whom


def published(document: Mapping[str, Any]) -> dict[Owner, dict[str, list[dict[str, Any]]]]:
    """The facts of a state as the API has them."""
    owners = [("", document["facts"]), *((license["id"], license["facts"]) for license in document["licenses"])]
    return {(owner, id): fact for owner, facts in owners for id, fact in facts.items()}


def agree(state: Mapping[str, Any], document: Mapping[str, Any], day: date) -> list[Owner]:
    """Assert that a state's file and what is published say the same of `day`. Returns the facts that await a change."""
    site, awaiting = published(document), []
    for owner, answers in facts_of(state).items():
        if re.search(r"\{\S+\}", json.dumps(answers, default=str)):
            continue  # it names another fact, whose figure stands there in what is published
        holds, coming = in_force(answers, day), [a for a in answers if a.get("effective", day) > day]
        if holds:
            assert sorted(map(told, site[owner]["answers"])) == sorted(map(told, holds)), (owner, day)
        else:
            assert [a["status"] for a in site[owner]["answers"]] == ["unknown"], (owner, day)
        assert sorted(map(told, site[owner]["upcoming"])) == sorted(map(told, coming)), (owner, day)
        awaiting += [owner] if coming else []
    return awaiting


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def assert_readable(page: Page, source: str) -> None:
    """No figure is missing and nothing stands there that a template left over. `source` is the text of the data file."""
    shown = words(page.html)
    for own in (
        "None set",
        "None at this level",
        "None of the",
        "None reported",
        "None yet",
        *re.findall(r"\bNone\b.{1,9}", source),
    ):
        shown = shown.replace(own, "")
    assert not re.search(r"\bNone\b|\bnan\b|\{[\w-]+\.\w+\}|\{\w+_\w+\}", shown), (page.address, shown)


# ---- the real data

FILES = {path: read(path) for path in dated_files()}
DAYS = sorted({day for content in FILES.values() for day in named_days(content)})
NEW_YEARS = [date(TODAY.year + years, 1, 1) for years in (1, 2, 3)]


@pytest.fixture(scope="module")
def real() -> Atlas:
    return load_atlas(ROOT / "data", TODAY)


def on_day(real: Atlas, day: date) -> BuildContext:
    """The real data as a build of another day has them."""
    return BuildContext(replace(real, day=day), SETTINGS, environment())


def test_the_real_data_name_days() -> None:
    assert DAYS


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_on_each_day_that_the_data_name_the_site_says_what_the_files_say(real: Atlas, day: date) -> None:
    builder = on_day(real, day)
    for path, content in FILES.items():
        if day not in named_days(content):
            continue
        if path.parent.name == "states":
            jurisdiction = real.jurisdiction(content["code"])
            agree(content, json.loads(api_files.dump(api_files.state(jurisdiction, builder.atlas, ""))), day)
            (page,) = state_page.build(replace(builder, jurisdictions=(jurisdiction,)))
            assert_readable(page, path.read_text(encoding="utf-8"))
        elif path.name == "exams.yml":
            for page in exams_page.build(builder):
                assert_readable(page, path.read_text(encoding="utf-8"))
        elif path.name == "overrides.yml":
            assert_accreditation_ends(builder, content, day)
        else:
            pytest.fail(f"{path.name} names days: say here what a build of such a day must show")


def assert_accreditation_ends(builder: BuildContext, overrides: Any, day: date) -> None:
    """On the day to which an accreditation runs it is still one; from the next on the page says that it has ended."""
    ends = {
        school["unitid"]: [a["until"] for a in school.get("accreditation", ()) if "until" in a]
        for school in overrides["schools"]
    }
    for code, state in builder.atlas.schools.items():
        turning = [s for s in state.schools if any(abs(end - day) <= ONE_DAY for end in ends.get(s.unitid, ()))]
        if not turning:
            continue
        (page,) = state_page.build(replace(builder, jurisdictions=(builder.atlas.jurisdiction(code),)))
        for end in {end for school in turning for end in ends[school.unitid]}:
            assert f"accredited until {formatting.day(end)}" in words(page.html)
            assert (f"accredited until {formatting.day(end)}: ask whether" in words(page.html)) == (end < day)


@pytest.fixture(scope="module")
def parsed_once() -> Iterator[None]:
    """Each file is parsed for the first day and checked on each: what a text says does not depend on the day."""
    parse = cache(loader.read)

    def read(path: Path, root: Path | None = None) -> Document:
        document = parse(path, root)
        return replace(document, problems=list(document.problems))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "read", read)
        yield


@pytest.mark.parametrize("day", sorted({*NEW_YEARS, *(d for d in DAYS if d > TODAY)}), ids=str)
def test_the_data_are_accepted_on_a_day_to_come(real: Atlas, parsed_once: None, day: date) -> None:
    """Without an edit. What is refused on a later day would end the weekly build on that day."""
    dated = any(path.parent.name != "schools" and day in named_days(content) for path, content in FILES.items())
    if not dated and day not in NEW_YEARS:
        return  # only schools name it: nothing in the checks depends on it
    atlas = load_atlas(ROOT / "data", day)
    assert len(atlas.jurisdictions) == len(real.jurisdictions)


def test_a_change_is_told_as_one_to_come_up_to_its_day(real: Atlas) -> None:
    """On the days about the newest changes that the data tell of."""
    listed = changes.entries(real)
    for day in {near for entry in listed[:3] for near in (entry.day - ONE_DAY, entry.day, entry.day + ONE_DAY)}:
        page = next(page for page in changes_page.build(on_day(real, day)) if page.address == "changes/")
        to_come, _, past = page.html.partition('<h2 id="upcoming">')[2].partition("<h2")
        for entry in listed:
            assert f'id="{entry.id}"' in (to_come if entry.day > day else past), (entry.id, day)


# ---- invented facts whose days lie ahead

TURN = DAY + timedelta(days=90)
WAYS = ("becomes", "ends", "begins", "is lost", "falls silent", "is disputed")


def another(id: str, value: Any) -> Any:
    """Another value that the fact may have."""
    field = BY_ID[id]
    match field.kind:
        case Kind.BOOLEAN:
            return not value
        case Kind.NUMBER | Kind.INTEGER:
            return value + 1
        case Kind.WORD:
            return next(word.id for word in field.words if word.id != value)
        case Kind.LIST:
            return [*value, "Another"]
        case Kind.EXAMS:
            return ["second-exam"]
        case Kind.RATIO:
            return "1 hour per 10 direct hours"
        case Kind.URL:
            return f"{value}new"
        case Kind.PHONE:
            return "(555) 555-0199"
        case Kind.EMAIL:
            return "new@board.example"
    return f"{value} Anew"


def scheduled(id: str, answer: dict[str, Any], way: str) -> list[dict[str, Any]]:
    """The answer with a change on TURN: to another, to none, from none, to one without a figure, to a dispute."""
    source = {"source": answer.get("source", "guide"), "note": "Invented."}
    until, since = {"until": TURN - ONE_DAY}, {"effective": TURN}
    if "value" not in answer:
        return [answer, {"unknown": "Looked for again and not found."} | since]
    fresh = another(id, answer["value"])
    match way:
        case "becomes":
            return [answer | until, {"value": fresh} | source | since]
        case "ends":
            return [answer | until]
        case "begins":
            return [answer | since]
        case "is lost":
            return [answer, {"unknown": "The page is gone."} | since]
        case "falls silent":
            return [answer, {"silent": "The rule names none any more."} | source | {"source": "rule-12-4"} | since]
    readings = [{"value": value, "source": s} for value, s in ((fresh, source["source"]), (answer["value"], "guide"))]
    return [answer | until, {"disputed": readings, "note": "Invented."} | since]


def change_everything(state: Any, first: int) -> None:
    """Every fact of the invented state changes on TURN, the ways in turn; one that texts refer to keeps a figure."""
    used = set(re.findall(r"\{(?:[\w-]+\.)?(\w+)\}", json.dumps(state, default=str)))
    used |= {"title", "abbr", "references_required", "exams"}  # which other things rest on
    number = first
    state["licenses"][1]["steps"][1]["about"].append("references_required")  # which are required from then on
    for source in ("statute-3", "board-home", "rule-12-4"):
        state["sources"][source]["read_whole"] = True  # so that a requirement may be denied by it
    for facts in (state["facts"], *(license["facts"] for license in state["licenses"])):
        for id, answer in facts.items():
            if isinstance(answer, dict) and "disputed" not in answer:
                way = "becomes" if id in used else WAYS[number % len(WAYS)]
                facts[id] = scheduled(id, answer, way)
                number += 1


class Plain(yaml.SafeDumper):
    """Writes every value out, where PyYAML would refer to one that stands above."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@pytest.mark.parametrize("first", range(len(WAYS)))
def test_every_invented_fact_changes_on_its_day_and_not_before(data: Path, first: int) -> None:
    path = data / "states" / "ex.yml"
    original, state = path.read_text(encoding="utf-8"), read(path)
    change_everything(state, first)
    path.write_text(yaml.dump(state, Dumper=Plain, allow_unicode=True), encoding="utf-8")
    for day in (TURN - ONE_DAY, TURN, TURN + ONE_DAY):
        atlas = load_atlas(data, day, allow_invented=True)
        site = assemble_site(atlas, SETTINGS)
        outputs = {output.address: output.content for output in site.files}
        awaiting = agree(state, json.loads(outputs["api/v1/states/ex.json"]), day)
        assert (len(awaiting) > 20) == (day < TURN)
        assert (
            f"From {formatting.day(TURN)}" in next(p.html for p in site.pages if p.address == "states/example-state/")
        ) == (day < TURN)
        title = state["licenses"][1]["facts"]["title"][day >= TURN]["value"]
        assert title == atlas.jurisdiction("EX").license("lpc").title
        for page in site.pages:
            assert_readable(page, original)
