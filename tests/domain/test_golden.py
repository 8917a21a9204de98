"""The cases that Python and the scripts share (tests/golden/cases.json): here Python's half, in tests/js/ the scripts'.

After a change of the rules that is meant, write anew what Python expects, and read the diff:
`PYTHONPATH=hooks:tests .venv/bin/python tests/domain/test_golden.py`
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from atlas.domain import hours_log, hours_plan, portability
from atlas.domain.cohorts import Workload
from atlas.domain.figures import ExamRequirement, NumericRequirement, SupervisionRatio
from atlas.domain.requirements import Status
from atlas.postprocess import search_index
from conftest import ROOT

FILE = ROOT / "tests" / "golden" / "cases.json"
CASES: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text(encoding="utf-8"))


def named(kind: str) -> Any:
    """The cases of one kind, as parameters of a test."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES[kind]])


def verdict(found: portability.Verdict) -> dict[str, Any]:
    return {"outcome": str(found.outcome)} | ({"short": list(found.short)} if found.short else {})


def move_of(case: dict[str, Any]) -> dict[str, Any]:
    told = case["need"]
    need = NumericRequirement(tuple(told["values"]), Status(told["status"]), told["doubt"], told.get("exempt", False))
    return verdict(portability.verdict(need, case["have"]))


def exam_of(case: dict[str, Any]) -> dict[str, Any]:
    need = case["need"]
    asked = ExamRequirement(tuple(map(tuple, need["readings"])), need["logic"], Status(need["status"]))
    return verdict(portability.exam_verdict(asked, case["passed"]))


def path_of(needs: list[dict[str, Any]]) -> list[portability.PathExams]:
    return [
        portability.PathExams(
            ExamRequirement(tuple(map(tuple, need["readings"])), need["logic"], Status(need["status"])),
            certain=not need.get("uncertain"),
        )
        for need in needs
    ]


def exams_of_path(case: dict[str, Any]) -> dict[str, Any]:
    return verdict(portability.path_exam_verdict(path_of(case["needs"]), case["passed"]))


def requirements(asked: dict[str, Any]) -> hours_plan.PlanRequirements:
    ratios = tuple(
        SupervisionRatio(**rule | {"when": Workload.model_validate(rule["when"]) if rule.get("when") else None})
        for rule in asked.get("ratios", [])
    )
    stages = tuple(hours_plan.Stage(**stage) for stage in asked.get("stages", []))
    return hours_plan.PlanRequirements(**asked | {"ratios": ratios, "stages": stages})


def asked_and_pace(case: dict[str, Any]) -> tuple[hours_plan.PlanRequirements, hours_plan.Pace]:
    pace = case["pace"]
    so_far = pace.get("soFar")
    done = None
    if so_far:
        worked = tuple((date.fromisoformat(day), tuple(hours)) for day, *hours in so_far.get("worked", []))
        done = hours_plan.SoFar(**(so_far | {"on": date.fromisoformat(so_far["on"]), "worked": worked}))
    figures = (pace["hoursPerWeek"], pace["directShare"], pace["supervisionPerWeek"])
    issued, today = (date.fromisoformat(pace[day]) if pace.get(day) else None for day in ("issued", "today"))
    return requirements(case["asked"]), hours_plan.Pace(
        date.fromisoformat(pace["start"]), *figures, done, issued, today
    )


def plan_of(case: dict[str, Any]) -> dict[str, Any]:
    found = hours_plan.calculate_plan(*asked_and_pace(case))
    return {
        "milestones": [
            {"fact": m.fact, "asked": m.asked, "when": iso(m.when), "license": m.license} for m in found.milestones
        ],
        "finish": iso(found.finish),
        "bottleneck": found.bottleneck,
        "byTimeOnly": found.by_time_only,
        "firstTermEnds": iso(found.first_term_ends),
        "renewals": [day.isoformat() for day in found.renewals],
        "termEnds": iso(found.term_ends),
        "limit": iso(found.limit),
        "supervisionNeeded": found.supervision_needed,
        "warnings": list(found.warnings),
    }


def log_of(case: dict[str, Any]) -> dict[str, Any]:
    sessions = [hours_log.Session(date.fromisoformat(day), *hours) for day, *hours in case["sessions"]]
    found = hours_log.count_log(sessions, requirements(case["asked"]))
    return {
        "total": found.total,
        "direct": found.direct,
        "supervision": found.supervision,
        "overCap": found.over_cap,
        "shortMonths": [vars(month) for month in found.short_months],
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def index_of(case: dict[str, Any]) -> dict[str, Any]:
    pages = [search_index.page(address, html) for address, html in case["pages"].items()]
    return {name: json.loads(content) for name, content in search_index.files(page for page in pages if page)}


@named("moves")
def test_a_figure_asked_against_one_brought(case: dict[str, Any]) -> None:
    assert move_of(case) == case["expected"]


@named("exams")
def test_exams_asked_against_exams_passed(case: dict[str, Any]) -> None:
    assert exam_of(case) == case["expected"]


@named("paths")
def test_exams_of_a_path_asked_against_exams_passed(case: dict[str, Any]) -> None:
    assert exams_of_path(case) == case["expected"]


def holder_of(case: dict[str, Any]) -> dict[str, Any]:
    alternatives = [tuple(passed) for passed in case["alternatives"]]
    return verdict(portability.holder_verdict(path_of(case["needs"]), alternatives))


def route_of(case: dict[str, Any]) -> str:
    if "members" in case:
        return str(portability.compact_route(case["independent"], tuple(case["members"]), tuple(case["issuing"])))
    return str(portability.endorsement_route(case["independent"], case["years"], case["asked"]))


@named("holders")
def test_exams_asked_against_the_license_held(case: dict[str, Any]) -> None:
    assert holder_of(case) == case["expected"]


@named("routes")
def test_a_route(case: dict[str, Any]) -> None:
    assert route_of(case) == case["expected"]


@named("plans")
def test_a_plan(case: dict[str, Any]) -> None:
    assert plan_of(case) == case["expected"]


@named("plans")
def test_a_plan_agrees_with_a_count_week_by_week(case: dict[str, Any]) -> None:
    """That count shares no code with the plan: no date before its minimum, none too late."""
    asked, pace = asked_and_pace(case)
    if asked.stages:  # counted below
        return
    counted = min(pace.hours_per_week, asked.max_hours_per_week or 10**9)
    rates = {
        "supervised_hours_total": counted,
        "direct_client_hours": counted * pace.direct_share,
        "supervision_hours": pace.supervision_per_week,
    }
    for milestone in case["expected"]["milestones"]:
        if milestone["fact"] == "min_months" or milestone["when"] is None:
            continue
        weeks, done = 0, float(getattr(pace.so_far, milestone["fact"])) if pace.so_far else 0.0
        if case["pace"].get("soFar", {}).get("worked") and done >= milestone["asked"]:
            column = 1 + list(rates).index(milestone["fact"])
            before = [day for day in case["pace"]["soFar"]["worked"] if day[0] < milestone["when"]]
            through = [day for day in case["pace"]["soFar"]["worked"] if day[0] <= milestone["when"]]
            assert sum(day[column] for day in before) < milestone["asked"] <= sum(day[column] for day in through)
            continue
        while done < milestone["asked"] - 1e-6:
            done += rates[milestone["fact"]]
            weeks += 1
        begin = pace.so_far.on if pace.so_far else pace.start
        begin = max(begin, pace.today) if pace.so_far and pace.today and weeks else begin
        assert date.fromisoformat(milestone["when"]) == begin + timedelta(weeks=weeks)
    if case["expected"]["finish"] and asked.min_months:
        year, month = divmod(pace.start.year * 12 + pace.start.month - 1 + int(asked.min_months), 12)
        assert case["expected"]["finish"][:7] >= f"{year:04d}-{month + 1:02d}"


@named("plans")
def test_a_license_after_another_agrees_with_a_count_week_by_week(case: dict[str, Any]) -> None:
    """Each week belongs to one license: that of which a minimum is still open. It shares no code with the plan."""
    asked, pace = asked_and_pace(case)
    if not asked.stages or pace.so_far or not case["expected"]["finish"]:
        return
    weekly = (pace.hours_per_week, pace.hours_per_week * pace.direct_share, pace.supervision_per_week)
    begin = end = pace.start
    for stage in asked.stages:
        open_hours = [stage.supervised_hours_total or 0, stage.direct_client_hours or 0, stage.supervision_hours or 0]
        while any(hours > 0 for hours in open_hours):
            open_hours = [hours - done for hours, done in zip(open_hours, weekly, strict=True)]
            end += timedelta(weeks=1)
        months = begin.month - 1 + int(stage.min_months or 0)
        end = begin = max(end, begin.replace(year=begin.year + months // 12, month=months % 12 + 1))
    assert date.fromisoformat(case["expected"]["finish"]) == end


@named("logs")
def test_a_log(case: dict[str, Any]) -> None:
    assert log_of(case) == case["expected"]


@named("words")
def test_words_of_a_text_and_of_a_question(case: dict[str, Any]) -> None:
    """What a question is read as must stand in the index of a text that says the same."""
    assert search_index.words(case["text"]) == case["index"]
    assert set(case["question"]) <= set(case["index"])


@named("searches")
def test_an_index(case: dict[str, Any]) -> None:
    assert index_of(case) == case["files"]


def test_every_outcome_and_warning_has_a_case() -> None:
    outcomes = {case["expected"]["outcome"] for kind in ("moves", "exams", "paths") for case in CASES[kind]}
    assert outcomes == {str(outcome) for outcome in portability.Outcome}
    warnings = {warning for case in CASES["plans"] for warning in case["expected"]["warnings"]}
    assert warnings == {
        "over_weekly_cap",
        "low_supervision",
        "never",
        "after_limit",
        "after_term",
        "after_first_term",
        "hours_expire",
    }
    names = [case["name"] for cases in CASES.values() for case in cases]
    assert len(names) == len(set(names))


def rewrite() -> None:
    """Write the expectations anew that Python can tell; one case a line."""
    for kind, expect in (
        ("moves", move_of),
        ("exams", exam_of),
        ("paths", exams_of_path),
        ("holders", holder_of),
        ("routes", route_of),
        ("plans", plan_of),
        ("logs", log_of),
    ):
        for case in CASES[kind]:
            case["expected"] = expect(case)
    for case in CASES["words"]:
        case["index"] = search_index.words(case["text"])
    for case in CASES["searches"]:
        case["files"] = index_of(case)
    kinds = (
        f"  {json.dumps(kind)}: [\n"
        + ",\n".join(f"    {json.dumps(case, ensure_ascii=False)}" for case in cases)
        + "\n  ]"
        for kind, cases in CASES.items()
    )
    FILE.write_text("{\n" + ",\n".join(kinds) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    rewrite()
