"""Sets of facts are written once: in `field_sets`, of facts that the vocabulary defines."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.domain import comparison, field_sets
from atlas.domain.vocabulary import BY_ID, EXAM_FIELDS

ATLAS = Path(__file__).parents[2] / "hooks/atlas"
FACTS = {*BY_ID, *(field.id for field in EXAM_FIELDS)}
SUMS = {column.id for column in comparison.columns() if column.field is None}

# Where facts stand together for another reason than to be picked.
NOT_A_SET = {
    "domain/field_sets.py": "the place for them",
    "domain/vocabulary.py:FIELDS": "the definitions",
    "domain/vocabulary.py:EXAM_FIELDS": "the definitions",
    "domain/hours_plan.py:_milestones_of": "a rate for each sort of hours",
    "domain/search_topics.py:SEARCH_TOPICS": "which facts answer what readers ask",
    "rendering/tile_map.py:FACTS": "how each fact of the map is cut into bands",
    "rendering/tool_data.py:_state": "an object of JSON; its keys are the browser's",
    "rendering/tool_data.py:_license": "an object of JSON; its keys are the browser's",
    "rendering/plan_data.py:plan_data": "an object of JSON; its keys are the browser's",
}


def collections_of_facts(source: str) -> Iterator[tuple[str, int, set[str]]]:
    """Each literal collection with three or more fact ids: the top-level name that holds it, its line and the ids."""
    for statement in ast.parse(source).body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement
        name = getattr(target, "name", None) or getattr(getattr(target, "target", target), "id", "")
        for node in ast.walk(statement):
            if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
                texts = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
                if len(texts & FACTS) >= 3:
                    yield name, node.lineno, texts & FACTS


@pytest.mark.parametrize("name", [name for name in dir(field_sets) if name.isupper()])
def test_a_set_holds_facts_that_are_defined_and_each_once(name: str) -> None:
    members = getattr(field_sets, name)
    ids = [id for pair in members for id in pair] if name == "PARTS_OF_WHOLES" else list(members)
    if name == "DUTIES":
        ids = [id for duty in members.values() for id in duty]
    elif isinstance(members, dict):
        ids += members.values()
    assert set(ids) <= FACTS | SUMS
    assert len(set(members)) == len(members) >= 2


def test_no_other_module_keeps_a_set_of_facts() -> None:
    found = {}
    for path in sorted(ATLAS.rglob("*.py")):
        place = path.relative_to(ATLAS).as_posix()
        for name, line, facts in collections_of_facts(path.read_text(encoding="utf-8")):
            if place not in NOT_A_SET and f"{place}:{name}" not in NOT_A_SET:
                found[f"{place}:{line}"] = facts
    assert not found, "named sets belong in atlas/domain/field_sets.py"


def test_every_exception_is_still_there() -> None:
    for place in NOT_A_SET:
        path, _, name = place.partition(":")
        held = {found for found, _, _ in collections_of_facts((ATLAS / path).read_text(encoding="utf-8"))}
        assert (name or "CORE") in held, place
