"""Second sources: what agrees, differs, and stands only there or only here; and that no source confirms itself."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.data.loader import load_atlas
from atlas.domain import coverage
from atlas.domain.atlas import Atlas
from atlas.domain.crosschecks import Comparison, Outcome, compare
from atlas.domain.problems import DataError
from atlas.maintenance import reconciling
from atlas.outputs.api import files as api
from atlas.outputs.pages import state
from build_cases import build_context
from conftest import DAY

HEAD = """\
name: Second Example List
kind: secondary
url: https://second.example/list
as_of: 2026-01-20
read_on: 2026-01-25
"""
FIGURES = """\
values:
  EX:
    endorsement_years: {value: 3}
    lac.exams: {value: [first-exam]}
    lpc.exams: {value: [second-exam, first-exam], citation: 12 Example Admin. Code § 4}
    lpc.supervised_hours_total: {value: 3000, as_of: 2026-01-19}
    lpc.supervision_ratio: {value: 2 hours per 40 direct hours}
    lpc.supervision_hours: {silent: true}
    lpc.fee_license: {value: 30}
    lpc.min_months: {value: 24}
    lpc.jurisprudence_exam: {value: true}
"""
EXPLAINED = """\
explained:
  EX:
    lpc.supervised_hours_total: It counts supervision on top.
    lpc.exams: It named one exam only.
"""


def write(data: Path, text: str) -> Path:
    folder = data / "crosschecks"
    folder.mkdir()
    (folder / "second.yml").write_text(text, encoding="utf-8")
    return data


def load(data: Path) -> Atlas:
    return load_atlas(data, DAY, root=data.parent, allow_invented=True)


@pytest.fixture
def checked(data: Path) -> Atlas:
    """The invented state beside a second source."""
    return load(write(data, HEAD + FIGURES + EXPLAINED))


def compared(atlas: Atlas) -> dict[str, Comparison]:
    return {told.name: told for told in compare(atlas.crosschecks[0], atlas.jurisdiction("EX"), DAY)}


def test_each_figure_agrees_differs_or_stands_on_one_side_only(checked: Atlas) -> None:
    outcomes = {name: told.outcome for name, told in compared(checked).items()}
    assert outcomes == {
        "endorsement_years": Outcome.AGREES,
        "lac.exams": Outcome.AGREES,
        "lpc.exams": Outcome.AGREES,  # in any order
        "lpc.supervised_hours_total": Outcome.DIFFERS,
        "lpc.supervision_ratio": Outcome.AGREES,  # 2 per 40 is 1 per 20
        "lpc.supervision_hours": Outcome.AGREES,  # both say that the rule sets none
        "lpc.fee_license": Outcome.ONLY_THERE,
        "lpc.min_months": Outcome.AGREES,  # with a side of the dispute
        "lpc.jurisprudence_exam": Outcome.AGREES,
    }


@pytest.mark.parametrize(
    ("figure", "outcome"),
    [
        ("lpc.supervision_ratio: {value: 1 hour per 20 hours}", Outcome.DIFFERS),  # of all hours, not of direct ones
        ("lpc.supervision_hours: {value: 140}", Outcome.DIFFERS),
        ("lpc.supervised_hours_total: {silent: true}", Outcome.DIFFERS),
        ("lpc.exams: {value: [first-exam]}", Outcome.DIFFERS),
        ("lpc.jurisprudence_exam: {value: false}", Outcome.DIFFERS),
        ("lpc.min_months: {value: 30}", Outcome.DIFFERS),
        ("lac.fee_license: {value: 52.5}", Outcome.AGREES),
        ("lpc.telesupervision: {value: allowed}", Outcome.DIFFERS),
    ],
)
def test_values_of_every_kind_are_compared(data: Path, figure: str, outcome: Outcome) -> None:
    atlas = load(write(data, f"{HEAD}values:\n  EX:\n    {figure}\n"))
    assert compared(atlas)[figure.partition(":")[0]].outcome is outcome


def test_what_only_we_have_is_told_of_the_facts_that_the_source_is_about(data: Path) -> None:
    write(data, f"{HEAD}values:\n  EX:\n    lpc.fee_application: {{value: 100}}\n")
    atlas = load(data)
    other = replace(atlas.jurisdiction("EX"), code="XA")
    assert set(compared(atlas)) == {"lpc.fee_application"}  # that of the associate is the same matter, and told
    assert list(compare(atlas.crosschecks[0], other, DAY)) == []


# ---- independence


@pytest.mark.parametrize(
    "head",
    [
        HEAD.replace("https://second.example/list", "https://law.example/other-page"),
        HEAD.replace("https://second.example/list", "https://www.law.example/"),
        HEAD.replace("Second Example List", "Supervised experience"),  # the title of the source that the fact cites
        HEAD.replace("secondary", "rule"),  # a text of law with the citation of the fact's source
    ],
)
def test_a_source_that_the_fact_rests_on_does_not_confirm_it(data: Path, head: str) -> None:
    atlas = load(write(data, head + FIGURES))
    told = compared(atlas)["lpc.exams"]
    assert (told.outcome, told.rests_on_it) == (Outcome.AGREES, True)
    assert ("lpc", "exams") not in atlas.jurisdiction("EX").confirmations


def test_repositories_on_one_host_are_different_publishers(data: Path) -> None:
    edited = data / "states" / "ex.yml"
    rule = "url: https://law.example/12-4"
    for cited, confirmed in (("owner/rules", True), ("Owner/list", False)):
        text = edited.read_text().replace(rule, f"url: https://github.com/{cited}/blob/a/b.xml", 1)
        edited.write_text(text)
        rule = f"url: https://github.com/{cited}/blob/a/b.xml"
        (data / "crosschecks").mkdir(exist_ok=True)
        head = HEAD.replace("https://second.example/list", "https://github.com/owner/list/blob/c/d.ts")
        (data / "crosschecks" / "second.yml").write_text(head + FIGURES)
        assert (("lpc", "exams") in load(data).jurisdiction("EX").confirmations) is confirmed


# ---- where agreement is shown


def test_agreement_is_shown_on_page_in_api_tables_and_coverage(checked: Atlas) -> None:
    context = build_context(checked)
    (built,) = state.build(replace(context, jurisdictions=checked.jurisdictions))
    assert '<a href="https://second.example/list">Second Example List</a> (Jan. 20, 2026): ' in built.html
    assert re.search(r"\(Jan\. 20, 2026\): [^<]*LPC: Accepted exams[^<]*\.</p>", built.html)
    files = {file.address: file.content for file in api.build(context)}
    facts = json.loads(files["api/v1/states/ex.json"])["licenses"][1]["facts"]
    second = {"name": "Second Example List", "url": "https://second.example/list", "as_of": "2026-01-20"}
    assert facts["exams"]["answers"][0]["confirmed_by"] == [second]
    for fact in (
        "supervised_hours_total",
        "min_months",
        "fee_license",
        "max_months",
    ):  # differs, disputed, unknown, not told
        assert all(answer["confirmed_by"] == [] for answer in facts[fact]["answers"]), fact
    rows = csv.DictReader(io.StringIO(files["api/v1/facts.csv"].decode()))
    told = {(row["license_id"], row["fact"]) for row in rows if row["confirmed_by"] == "Second Example List"}
    assert {("lpc", "exams"), ("lac", "exams"), ("", "endorsement_years")} <= told
    assert coverage.by_state(checked)[0].confirmed == len(told)


def test_an_answer_carried_over_from_another_license_is_confirmed_with_it(checked: Atlas) -> None:
    jurisdiction = checked.jurisdiction("EX")
    fact = jurisdiction.license("lac").facts["jurisprudence_exam"]
    assert fact.same_as == "lpc"
    assert jurisdiction.confirmed_by("lac", fact, fact.current_answer(DAY), DAY)


@pytest.mark.parametrize(("as_of", "old"), [("2026-01-20", False), ("2019-01-20", True)])
def test_a_newer_second_source_is_a_sign_that_an_old_text_still_holds(data: Path, as_of: str, old: bool) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text().replace("current_through: 2025-03-28", "current_through: 2018-03-28"))
    write(data, HEAD.replace("2026-01-20", as_of) + FIGURES)
    files = {file.address: file.content for file in api.build(build_context(load(data)))}
    facts = json.loads(files["api/v1/states/ex.json"])["licenses"][1]["facts"]
    assert facts["exams"]["answers"][0]["may_have_changed"] is old
    assert facts["direct_client_hours"]["answers"][0]["may_have_changed"] is True


# ---- the work queue


def test_the_report_counts_and_lists_what_to_look_at(checked: Atlas) -> None:
    report = "\n".join(reconciling.report(checked))
    assert report.startswith("Second Example List (2026-01-20)\n  agrees 7, differs 1, only there 1, only here ")
    line = next(line for line in report.splitlines() if "lpc.supervised_hours_total" in line)
    assert line.startswith("    EX lpc.supervised_hours_total: there 3,000 hours; here 2,800 hours (")
    assert line.endswith("): It counts supervision on top.")
    for heading in ("Only there:", "Differs, explained:", "Explained, and no longer differs:"):
        assert heading in report
    assert "Differs, not explained:" not in report


def test_the_report_says_that_there_is_nothing(atlas: Atlas) -> None:
    assert list(reconciling.report(atlas)) == ["There is no second source in data/crosschecks/."]


# ---- what a file may not hold


def problems(data: Path, *edits: tuple[str, str]) -> Sequence[str]:
    text = HEAD + FIGURES + EXPLAINED
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    try:
        load(write(data, text))
    except DataError as error:
        return [str(problem).removeprefix("data/crosschecks/") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("lpc.fee_license", "lpc.fee_licence", "second.yml:14:5: unknown fact `fee_licence`|did you mean `fee_license`?"),
        ("lpc.fee_license", "lcp.fee_license", "second.yml:14:5: EX has no license `lcp`|did you mean `lpc`?"),
        ("lpc.fee_license: {value: 30}", "lpc.fee_license: {value: -30}", "second.yml:14:30: -30 is out of range"),
        ("{value: 3000,", "{value: about 3000,", "second.yml:11:41: the text `about 3000` where a number belongs"),
        ("{value: true}", "{value: yes}", "second.yml:16:37:"),
        ("2 hours per 40 direct hours", "often", "second.yml:12:36: `often` is not a ratio"),
        ("as_of: 2026-01-19", "as_of: 2027-01-19", "second.yml:11:54: `as_of` 2027-01-19 is in the future"),
        ("read_on: 2026-01-25", "read_on: 2027-01-25", "second.yml:5:10: `read_on` 2027-01-25 is in the future"),
        ("  EX:\n    endorsement", "  EY:\n    endorsement", "second.yml:7:3: `EY` is not a postal code"),
        ("lpc.fee_license", "fee_license", "second.yml:14:5: `fee_license` is a fact of a license"),
        ("endorsement_years", "lpc.endorsement_years", "second.yml:8:5: `endorsement_years` is a fact of the state"),
        ("lpc.fee_license: {value: 30}", "lpc.ce_note: {value: Some.}", "second.yml:14:5: `ce_note` is told in words"),
        ("{silent: true}", "{silent: true, value: 3}", "second.yml:13:28: `supervision_hours` has `value` and `silent`"),
        ("{silent: true}", "{citation: Rule 4}", "second.yml:13:28: `supervision_hours` has neither a value nor `silent`"),
        ("lpc.exams: It", "lpc.exam: It", "second.yml:20:5: `lpc.exam` is explained|did you mean `lpc.exams`?"),
        ("kind: secondary", "kind: second", "second.yml:2:7: the text `second`|did you mean `secondary`?"),
        ("url: https://second.example/list", "url: second.example", "second.yml:3:6: the link `second.example` is not https"),
        ("name: Second Example List\n", "", "second.yml:1:1: `name` is missing"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place_and_the_word_that_was_meant(data: Path, old: str, new: str, told: str) -> None:
    found = problems(data, (old, new))
    start, _, near = told.partition("|")
    assert any(line.startswith(start) and near in line for line in found), found


def test_all_slips_are_told_at_once(data: Path) -> None:
    edits = ("lpc.fee_license", "lpc.fee"), ("value: 3000", "value: many"), ("lpc.exams: It", "lpc.exam: It")
    assert len(problems(data, *edits)) == 3


def test_a_state_without_a_file_is_told(data: Path) -> None:
    found = problems(data, ("  EX:\n    endorsement", "  XA:\n    lpc.exams: {value: []}\n  EX:\n    endorsement"))
    assert [line.partition(" (")[0] for line in found] == ["second.yml:7:3: XA has no state file"]
