"""Figures in lists and tools where sources disagree or groups of people differ: each list says so, or takes the stricter."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from atlas.domain import coverage, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Jurisdiction, Status
from atlas.domain.vocabulary import BY_ID, Credential
from atlas.outputs.pages import plan as plan_page
from atlas.outputs.pages import states as states_page
from atlas.outputs.pages import titles as titles_page
from atlas.rendering import tool_data
from build_cases import disputed, with_answers, with_license
from conftest import DAY

UNKNOWN = Answer(Status.UNKNOWN, text="Not found.")


def with_lpc(atlas: Atlas, **facts: Any) -> Atlas:
    state = atlas.jurisdiction("EX")
    return replace(atlas, jurisdictions=(with_license(state, with_answers(state.license("lpc"), **facts)),))


def with_state(atlas: Atlas, **facts: Answer | tuple[Answer, ...]) -> Atlas:
    state = atlas.jurisdiction("EX")
    answers = {id: given if isinstance(given, tuple) else (given,) for id, given in facts.items()}
    changed = {id: replace(state.facts[id], answers=given) for id, given in answers.items()}
    return replace(atlas, jurisdictions=(replace(state, facts=state.facts | changed),))


# ---- the list of states


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((1500, 4000), "1,500 or 4,000 (sources disagree)"),
        (3000, "3,000"),
        (UNKNOWN, "not confirmed"),
        (Answer(Status.SILENT, text="Years are counted."), "1,200 direct; no total"),
    ],
)
def test_the_list_of_states_tells_both_figures_of_a_dispute(atlas: Atlas, answer: Any, words: str) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    given = disputed(lpc, "supervised_hours_total", *answer) if isinstance(answer, tuple) else answer
    (entry,) = states_page.state_entries(with_lpc(atlas, supervised_hours_total=given))
    assert entry.hours == words


# ---- what is known


def test_hours_or_a_ratio_of_supervision_is_enough(atlas: Atlas) -> None:
    hours, ratio = (f"LPC: {BY_ID[id].label}" for id in ("supervision_hours", "supervision_ratio"))

    def missing(**facts: Any) -> list[str]:
        return coverage.core_unknown(with_lpc(atlas, **facts).jurisdictions[0], DAY)

    assert missing(supervision_hours=UNKNOWN) == []
    assert missing(supervision_hours=100, supervision_ratio=UNKNOWN) == []
    assert missing(supervision_hours=UNKNOWN, supervision_ratio=UNKNOWN) == [hours, ratio]


def test_years_or_a_rule_of_endorsement_is_enough(atlas: Atlas) -> None:
    both = with_state(atlas, endorsement_years=UNKNOWN, endorsement_note=UNKNOWN).jurisdictions[0]
    years = with_state(atlas, endorsement_years=UNKNOWN).jurisdictions[0]
    assert coverage.core_unknown(years, DAY) == []
    assert coverage.core_unknown(both, DAY) == [BY_ID[id].label for id in ("endorsement_years", "endorsement_note")]


def test_what_is_not_known_weighs_more_than_what_rests_on_others() -> None:
    unknown = coverage.ReviewTarget("Example", "EX", "Renewal", ("Fee",), 0)
    assert unknown.weight > coverage.ReviewTarget("Example", "EX", "Renewal", (), 2).weight
    assert unknown.weight == coverage.ReviewTarget("Example", "EX", "Renewal", (), 3).weight


# ---- the tools


def told(atlas: Atlas) -> dict[str, Any]:
    state: dict[str, Any] = json.loads(tool_data.tool_data(atlas))["states"]["EX"]
    return state


def test_the_tools_are_told_of_a_membership_only_when_it_is_sure(atlas: Atlas) -> None:
    source = atlas.jurisdiction("EX").sources["statute-3"]
    dispute = Answer(Status.DISPUTED, readings=((True, source, "", ""), (False, source, "", "")))
    assert told(atlas)["compact"] is False
    assert told(with_state(atlas, compact_member=dispute))["compact"] is None
    assert told(with_state(atlas, compact_member=UNKNOWN))["compact"] is None


def test_the_tools_are_told_the_years_of_endorsement_of_every_group(atlas: Atlas) -> None:
    (three,) = atlas.jurisdiction("EX").facts["endorsement_years"].answers
    two_groups = (three, replace(three, value=5, applies_to="Licenses of other countries"))
    assert told(with_state(atlas, endorsement_years=two_groups))["endorsementYears"] == [3, 5]
    silent = replace(three, status=Status.SILENT, value=None, applies_to="Other routes")
    assert told(with_state(atlas, endorsement_years=(three, silent)))["endorsementYears"] == [3, 0]
    assert (
        told(with_state(atlas, endorsement_years=(replace(silent, applies_to=""), two_groups[1])))["endorsementYears"]
        == []
    )
    unknown = replace(silent, status=Status.UNKNOWN)
    assert told(with_state(atlas, endorsement_years=(three, unknown)))["endorsementYears"] == []
    words = told(with_state(atlas, endorsement_years=two_groups))["endorsementWords"]
    assert words == "3 years; 5 years (Licenses of other countries)"


@pytest.mark.parametrize(
    ("facts", "lengths"),
    [
        ({"supervision_hours": 90_000}, {"can't tell"}),  # an hour a week is more than sixty years
        (dict.fromkeys(("supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months"), UNKNOWN), {"not enough information"}),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_made_has_no_length(atlas: Atlas, facts: dict[str, Any], lengths: set[str]) -> None:
    (row,) = plan_page.rows(with_lpc(atlas, **facts))
    assert set(row.lengths) == lengths


# ---- privileges


def with_privilege(atlas: Atlas) -> Atlas:
    """A privilege of the level of an independent license, beside the license."""
    state: Jurisdiction = atlas.jurisdiction("EX")
    privilege = replace(
        state.license("lpc"), id="privilege", credential=Credential.PRIVILEGE, title="Diagnostic Privilege", abbr="DP"
    )
    return replace(atlas, jurisdictions=(replace(state, licenses=(*state.licenses, privilege)),))


def test_a_privilege_is_called_an_addition_to_a_license(atlas: Atlas) -> None:
    names = {name.name: name.levels for name in titles_page.names(with_privilege(atlas))}
    assert names["DP"] == ("addition to a license",)
    assert names["LPC"] == ("independent",)


def test_what_stands_beside_the_path_is_named_for_what_it_is(atlas: Atlas) -> None:
    state: Jurisdiction = atlas.jurisdiction("EX")
    supervisor = replace(state.license("lpc"), level=None, credential=Credential.SUPERVISOR)
    trainee = replace(state.license("lac"), level=None, credential=Credential.REGISTRATION)
    found = [pathways.level_words(license) for license in (supervisor, trainee, *state.licenses)]
    assert found == ["for supervisors", "trainee registration", "associate", "independent"]


def test_titles_that_differ_are_told_by_level(atlas: Atlas) -> None:
    use = titles_page.Use("Example State", "states/example-state/#lpc", "title", "LPC", "independent")
    name = titles_page.Name("LPC", (replace(use, level="associate"), use, replace(use, state="Another")))
    assert [(level, len(uses)) for level, uses in name.by_level] == [("independent", 2), ("associate", 1)]


def test_a_privilege_is_no_row_of_the_plans_and_not_the_main_license(atlas: Atlas) -> None:
    both = with_privilege(atlas)
    assert len(list(plan_page.rows(both))) == 1
    assert pathways.main_license(both.jurisdictions[0]).id == "lpc"


def test_the_tools_tell_a_rule_that_is_not_confirmed_as_such(atlas: Atlas) -> None:
    assert told(atlas)["military"] == "Not confirmed. No page was found."


# ---- the table of plans


@pytest.mark.parametrize(
    ("ratio", "enough"), [("1 hour per 20 direct hours", True), ("1 hour per 10 direct hours", False)]
)
def test_a_length_that_needs_more_supervision_says_so(atlas: Atlas, ratio: str, enough: bool) -> None:
    (row,) = plan_page.rows(with_lpc(atlas, supervision_ratio=ratio))
    assert ("; plan more supervision" in row.lengths[1]) is not enough
