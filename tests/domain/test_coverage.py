"""Coverage says what is there: its counts are those of facts.csv."""

from __future__ import annotations

from collections import Counter

from atlas.domain import coverage
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Evidence, Status
from atlas.domain.vocabulary import BY_ID
from atlas.outputs import fact_rows
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
    counted = {s.name: s.total for s in coverage.by_core_fact(atlas)}
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
