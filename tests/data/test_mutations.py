"""A sample of spoilt data: each is refused near its place, or the site says exactly what the file says, also later.

`make mutate` runs thousands more. How they are spoilt: spoiling.py. What counts as a finding: mutations.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import independent_reading as reading
import mutations
import spoilt_projects
from atlas.data import loader
from atlas.domain.problems import DataError, Problem
from atlas.domain.requirements import Jurisdiction
from atlas.system.clock import build_day
from conftest import DATA, DAY
from mutations import Judge, Report
from spoiling import Mutation

SEED = 20261127


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    yield Judge(spoilt_projects.invented_project(tmp_path_factory.mktemp("spoilt") / "project"), DAY, invented=True)


def assert_no_finding(report: Report) -> None:
    assert not report.findings, "\n\n".join(f"{v.outcome}: {m.label}\n{v.detail}" for m, v in report.findings[:5])


# ---- the sample


def test_spoilt_invented_data_are_refused_in_place_or_told_as_they_stand(judge: Judge) -> None:
    report = Report()
    mutations.run(report, "invented", judge, mutations.choose(random.Random(SEED), judge.texts, 600))
    assert_no_finding(report)
    assert report.counts["invented", "refused"] > 300
    assert report.counts["invented", "accepted"] > 20


def test_each_kind_of_file_can_be_spoilt_and_mended(judge: Judge) -> None:
    """So that no kind is left out because its name has changed: an empty file is refused, the file as it was is not."""
    for name, text in judge.texts.items():
        assert judge.judge(Mutation(name, "empty", "", b"", 1, 1)).outcome == "refused", name
        assert judge.judge(Mutation(name, "as it was", "", text.encode(), 1, 1)).outcome == "accepted", name
    folders = {name.rpartition("/")[0] for name in judge.texts}
    assert folders == {"data", "data/states", "data/schools", "docs/guides", "docs/articles", "docs/articles/posts"}


def test_pages_of_spoilt_data_that_are_accepted_can_be_made(judge: Judge) -> None:
    report = Report()
    chosen = mutations.accepted(judge, random.Random(SEED), 5)
    mutations.run(report, "rendered", judge, chosen, rendered=True)
    assert_no_finding(report)
    assert report.counts["rendered", "accepted"] == 5


def test_spoilt_real_data_are_refused_in_place_or_told_as_they_stand(tmp_path: Path) -> None:
    real = Judge(spoilt_projects.real_project(tmp_path), build_day(), invented=False)
    r, report = random.Random(SEED), Report()
    texts = mutations.sampled_texts(r, real.texts, 2)
    mutations.run(report, "real", real, mutations.choose(r, texts, 20))
    assert_no_finding(report)


# ---- the two readings agree where nothing is spoilt


@pytest.mark.parametrize("day", [date(2020, 1, 1), DAY, date(2027, 1, 1)])
def test_facts_csv_says_what_another_reader_of_the_file_says(judge: Judge, day: date) -> None:
    data = reading.read((DATA / "states" / "ex.yml").read_text(encoding="utf-8"))
    rows = reading.fact_rows(data, day)
    atlas = loader.load_atlas(DATA, DAY, allow_invented=True)
    assert mutations.unlike(rows, mutations.state_rows(atlas.jurisdictions[0], day)) == ""
    assert rows.total() > 70


def test_the_days_on_which_an_answer_changes_are_found() -> None:
    data = reading.read((DATA / "states" / "ex.yml").read_text(encoding="utf-8"))
    assert reading.turning_days(data, DAY) == [date(2027, 1, 1)]
    data["facts"]["board_name"]["until"] = "2026-06-30"
    assert reading.turning_days(data, DAY) == [date(2026, 7, 1), date(2027, 1, 1)]


# ---- what is wrong is found


STATE = "data/states/ex.yml"


def spoilt(judge: Judge, old: str, new: str, file: str = STATE) -> Mutation:
    text = judge.texts[file]
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    return Mutation(file, "by hand", "", text.replace(old, new).encode(), line, line)


def test_a_reader_that_changes_a_figure_a_source_or_a_note_is_found_out(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    harmless = spoilt(judge, "value: 2800", "value: 2700")
    assert judge.judge(harmless).outcome == "accepted"
    whole = loader._jurisdiction

    def careless(*given: object) -> Jurisdiction:
        state = whole(*given)  # type: ignore[arg-type]
        lpc = state.license("lpc")
        fact = lpc.facts["min_months"]
        preferred, other = fact.answers[0].readings
        answer = replace(fact.answers[0], readings=(other, preferred)[:1])
        changed = replace(lpc, facts=lpc.facts | {"min_months": replace(fact, answers=(answer,))})
        return replace(state, licenses=(state.licenses[0], changed))

    monkeypatch.setattr(loader, "_jurisdiction", careless)
    assert judge.judge(spoilt(judge, "value: 2800", "value: 2600")).outcome == "distorted"


def test_an_answer_that_ends_a_day_late_is_found_out(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = spoilt(judge, "max_months: {value: 60,", "max_months: {value: 60, until: 2026-06-30,")
    assert judge.judge(ends).outcome == "accepted"
    current = mutations.fact_rows.jurisdiction_rows
    monkeypatch.setattr(
        mutations.fact_rows, "jurisdiction_rows", lambda state, day: current(state, min(day, date(2026, 6, 30)))
    )
    assert judge.judge(ends).outcome == "distorted"


def test_a_crash_and_a_message_far_away_are_found_out(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = spoilt(judge, "cacrep: {value: required_or_equivalent", "cacrep: {value: maybe")
    assert judge.judge(wrong).outcome == "refused"

    def far(*_: object, **__: object) -> None:
        raise DataError([Problem(STATE, 1, 1, "something is wrong")])

    def crash(*_: object, **__: object) -> None:
        raise KeyError("cacrep")

    for instead, outcome in ((far, "misplaced"), (crash, "traceback")):
        monkeypatch.setattr(mutations, "load_atlas", instead)
        assert judge.judge(wrong).outcome == outcome


def test_a_file_that_is_refused_on_a_later_day_is_found_out(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mutations.load_atlas

    def later(data: Path, day: date, **given: object) -> object:
        if day > DAY:
            raise DataError([Problem(STATE, 1, 1, "a figure is gone")])
        return whole(data, day, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(mutations, "load_atlas", later)
    assert judge.judge(spoilt(judge, "value: 2800", "value: 2500")).outcome == "later"


def test_the_judge_leaves_the_project_as_it_was(judge: Judge) -> None:
    before = dict(judge.texts)
    judge.judge(spoilt(judge, "value: 2800", "value: 9999999"))
    assert {name: (judge.project / name).read_text(encoding="utf-8") for name in before} == before
