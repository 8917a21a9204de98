"""Coverage says what is there: its counts are those of facts.csv."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from atlas.data.loader import load_atlas
from atlas.domain import coverage
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Status
from atlas.domain.sources import Evidence
from atlas.domain.vocabulary import BY_ID
from atlas.outputs import fact_rows
from atlas.outputs.api import files
from conftest import DAY


def test_the_counts_of_a_state_are_those_of_its_facts(atlas: Atlas) -> None:
    (standing,) = coverage.by_state(atlas)
    first: dict[tuple[str, str], fact_rows.Row] = {}
    for row in fact_rows.rows(atlas):
        if not row.effective:
            first.setdefault((row.license, row.fact), row)
    assert standing.total == len(first)
    assert standing.status == Counter(Status(row.status) for row in first.values())
    assert standing.evidence == Counter(Evidence(row.evidence) for row in first.values() if row.evidence)
    assert (standing.undated, standing.sources) == (2, 4)
    assert standing.oldest is not None
    assert standing.oldest.isoformat() == "2025-03-28"


def test_the_whole_is_the_sum(atlas: Atlas) -> None:
    states = coverage.by_state(atlas)
    assert coverage.total_row(states * 2).total == 2 * states[0].total
    assert coverage.total_row(states * 2).unknown_share == states[0].unknown_share


def test_core_facts_are_in_the_vocabulary_and_counted_once_per_license(atlas: Atlas) -> None:
    assert set(coverage.CORE) <= set(BY_ID)
    counted = {s.name: s.total for s in coverage.core_by_fact(atlas)}
    assert counted[BY_ID["fee_application"].label] == 2
    assert counted[BY_ID["supervised_hours_total"].label] == 1
    assert counted[BY_ID["compact_member"].label] == 1


def test_either_of_a_pair_answers_a_core_question(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    assert coverage.core_unknown(jurisdiction, DAY) == []


def test_the_weakest_place_comes_first(atlas: Atlas) -> None:
    places = coverage.weakest(atlas)
    assert [p.weight for p in places] == sorted((p.weight for p in places), reverse=True)
    assert places[0].weight >= 3
    assert all(p.unknown or p.secondary for p in places)


# The counting rule as it is quoted outside the project: these ids, each (state, license, fact) once, over 50 states and DC.
CORE = {
    "title", "abbr", "min_semester_credits", "cacrep", "practicum_internship_hours", "supervised_hours_total",
    "direct_client_hours", "supervision_hours", "supervision_ratio", "min_months", "max_months", "exams",
    "exam_logic", "jurisprudence_exam", "fee_application", "fee_renewal", "renewal_years", "ce_hours_per_cycle",
    "ce_ethics_hours", "term_months", "compact_member", "endorsement_years", "endorsement_note", "board_name",
    "board_url",
}  # fmt: skip


def counted(table: str, states: set[str]) -> str:
    """The line, counted plainly from the text of facts.csv."""
    seen: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in csv.DictReader(io.StringIO(table)):
        if row["state"] in states and row["fact"] in CORE:
            seen.setdefault((row["state"], row["license"], row["fact"]), row)
    answered = [row for row in seen.values() if row["status"] != "unknown"]
    unknown = 1 - len(answered) / len(seen)
    official = sum(row["evidence"] in ("law", "board") for row in answered) / len(answered)
    return f"{len(seen)} core facts, not known {unknown:.1%}, law or board {official:.1%} of the answered"


def test_core_facts_are_counted_as_anybody_counts_them(atlas: Atlas) -> None:
    whole = coverage.total_row(coverage.core_by_state(atlas))
    assert whole.in_a_line == counted(files.table(list(fact_rows.rows(atlas))), {"EX"})
    assert coverage.total_row(coverage.core_by_fact(atlas)).in_a_line == whole.in_a_line
    assert set(coverage.CORE) == CORE
    assert re.findall(r"[\d.]+", whole.in_words) == re.findall(r"[\d.]+", whole.in_a_line)


def test_territories_are_not_counted_among_the_states(atlas: Atlas) -> None:
    guam = replace(atlas.jurisdiction("EX"), code="GU", name="Guam")
    both = replace(atlas, jurisdictions=(*atlas.jurisdictions, guam))
    assert [row.name for row in coverage.core_by_state(both)] == ["Example State"]
    assert coverage.core_by_fact(both) == coverage.core_by_fact(atlas)


def test_answers_whose_source_names_no_rule_are_counted_apart(data: Path) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text().replace("names_rule: true", "names_rule: false"))
    (row,) = coverage.by_state(load_atlas(data, DAY, allow_invented=True))
    assert row.evidence[Evidence.NO_RULE_NAMED] == 2
    assert round(row.no_rule_share * row.answered) == 200
