"""The JSON Schema that editors use: current, valid, and of one mind with the checks."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from atlas.data import json_schema
from atlas.data.positions import read
from atlas.domain.vocabulary import FIELDS
from conftest import DATA, ROOT

SCHEMAS = {name: json.loads(text) for name, text in json_schema.texts().items()}
VALIDATOR = jsonschema.Draft202012Validator(SCHEMAS["state.schema.json"])


def plain(value: Any) -> Any:
    """YAML data as an editor sees it: dates are texts."""
    match value:
        case dict():
            return {k: plain(v) for k, v in value.items()}
        case list():
            return [plain(v) for v in value]
        case date():
            return value.isoformat()
    return value


@pytest.fixture
def example() -> Any:
    return plain(copy.deepcopy(read(DATA / "states" / "ex.yml").data))


def test_the_committed_schemas_are_current() -> None:
    assert json_schema.problems(ROOT / "data" / "schema") == []


def test_a_schema_that_is_not_current_is_a_problem(tmp_path: Path) -> None:
    assert len(json_schema.problems(tmp_path)) == len(json_schema.texts())


def test_the_schemas_are_valid() -> None:
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_the_invented_state_and_every_real_one_validate(example: Any) -> None:
    assert list(VALIDATOR.iter_errors(example)) == []
    for path in sorted((ROOT / "data" / "states").glob("*.yml")):
        assert [e.message for e in VALIDATOR.iter_errors(plain(read(path).data))] == [], path.name


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("facts", "board_nam"), {"value": "x", "source": "board-home"}),
        (("facts", "compact_member"), {"value": True, "source": "statute-3"}),
        (("licenses", 1, "facts", "jurisprudence_exam"), {"value": "yes", "source": "statute-3"}),
        (("licenses", 1, "facts", "cacrep"), {"value": "perhaps", "source": "statute-3"}),
        (("licenses", 1, "facts", "supervised_hours_total"), {"value": -1, "source": "rule-12-4"}),
        (("licenses", 1, "facts", "supervised_hours_total"), {"value": 1, "silent": "x", "source": "rule-12-4"}),
        (("licenses", 1, "facts", "supervised_hours_total"), {"source": "rule-12-4"}),
        (
            ("licenses", 1, "facts", "min_months"),
            {"disputed": [{"value": "x", "source": "a"}, {"value": 2, "source": "b"}]},
        ),
        (("sources", "rule-12-4", "url"), "http://law.example/"),
        (("licenses", 0, "level"), "junior"),
        (("facts", "board_name"), {"value": "x"}),
        (("facts", "board_name"), {"silent": "x", "at": "(a)"}),
        (("facts", "board_name"), {"unknown": "x", "source": "board-home"}),
        (("facts", "board_name"), {"value": "x", "source": "board-home", "note": None}),
        (("facts", "board_name"), {"value": "x", "source": "board-home", "at": 7.02}),
        (("sources", "rule-12-4", "title"), None),
        (("name",), "=1"),
    ],
)
def test_an_editor_marks_what_the_checks_refuse(example: Any, path: tuple[Any, ...], value: Any) -> None:
    here = example
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    assert list(VALIDATOR.iter_errors(example))


def test_every_field_is_described() -> None:
    schema = json_schema.state_schema()
    described = {
        **schema["properties"]["facts"]["properties"],
        **schema["$defs"]["LicenseFile"]["properties"]["facts"]["properties"],
    }
    for field in FIELDS:
        if field.id != "level" and not field.derived_from:
            assert field.help in described[field.id]["description"]


def test_every_state_file_names_the_schema_in_its_first_line() -> None:
    for path in sorted((ROOT / "data" / "states").glob("*.yml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../schema/state.schema.json", path.name
