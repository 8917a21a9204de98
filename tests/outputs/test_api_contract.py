"""What readers of the API may rely on: additions break no program that was made from the schemas, and each is told."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from atlas.data.loader import load_atlas
from atlas.domain.vocabulary import FIELDS
from atlas.outputs.api import contract, jurisdiction_schemas, openapi, schemas
from atlas.outputs.api.endpoints import ENDPOINTS, Endpoint, example
from atlas.outputs.pages import data as data_page
from atlas.outputs.published import ApiModel, columns
from conftest import DATA, DAY, ROOT
from published_files import ADDED_KEY, ADDED_WORD, invented_context, invented_files, with_new_keys, with_new_words

Json = dict[str, Any]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The invented state's files by their path below /api/v1/."""
    return {a.removeprefix("api/v1/"): c for a, c in invented_files().items() if a.startswith("api/v1/")}


@pytest.fixture(scope="module")
def described(files: dict[str, bytes]) -> list[tuple[str, Any, Json]]:
    """Each JSON file with a schema of its own: path, content, schema."""
    index = json.loads(files["index.json"])
    with_schema = [(f["path"], f["of"]) for f in index["files"] if f["of"]]
    with_schema.append(("index.json", "schema/index.schema.json"))
    return [(path, json.loads(files[path]), json.loads(files[of])) for path, of in with_schema]


def published_schemas(files: dict[str, bytes]) -> Iterator[tuple[str, Json]]:
    """Every object of every schema, those inside others included."""

    def walk(value: Any) -> Iterator[Json]:
        if isinstance(value, dict):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from walk(inner)

    for path, content in files.items():
        if path.startswith("schema/") or path == "openapi.json":
            yield from ((path, schema) for schema in walk(json.loads(content)))


# ---- additions break nothing ----------------------------------------------------------------------------------------


def test_no_published_schema_refuses_a_key_that_is_still_to_come(files: dict[str, bytes]) -> None:
    closed = [
        (path, schema.get("title"))
        for path, schema in published_schemas(files)
        if schema.get("additionalProperties") is False
    ]
    assert closed == []


def test_a_file_with_a_new_key_in_every_object_keeps_to_its_schema(described: list[tuple[str, Any, Json]]) -> None:
    for path, content, schema in described:
        more = with_new_keys(content, schema)
        assert json.dumps(more).count(ADDED_KEY) > len(content) / 20, path
        jsonschema.Draft202012Validator(schema).validate(more)


def test_a_file_with_a_new_word_in_every_open_enumeration_keeps_to_its_schema(
    described: list[tuple[str, Any, Json]],
) -> None:
    added = {}
    for path, content, schema in described:
        more = with_new_words(content, schema)
        added[path] = json.dumps(more).count(ADDED_WORD)
        jsonschema.Draft202012Validator(schema).validate(more)
    assert added["states/ex.json"] > 50  # level, credential, kind and evidence
    assert added["licenses.json"] == 4


def test_a_word_in_a_closed_enumeration_is_refused(described: list[tuple[str, Any, Json]]) -> None:
    content, schema = next((copy.deepcopy(c), s) for p, c, s in described if p == "states/ex.json")
    content["licenses"][0]["facts"]["title"]["answers"][0]["status"] = "rumored"
    assert not jsonschema.Draft202012Validator(schema).is_valid(content)


def test_an_open_enumeration_says_that_it_is_open_and_names_the_words_of_today(files: dict[str, bytes]) -> None:
    components = json.loads(files["openapi.json"])["components"]["schemas"]
    for enumeration in contract.OPEN_ENUMERATIONS:
        schema = components[enumeration.__name__]
        assert schema["examples"] == [word.value for word in enumeration]
        assert "Open: words may be added" in schema["description"]
        assert "enum" not in schema
        assert enumeration.__name__ in contract.markdown()
    assert [name for name, schema in components.items() if "enum" in schema] == ["Status"]


# ---- what is published is what is described --------------------------------------------------------------------------


def test_every_json_file_keeps_to_its_schema_and_holds_no_key_that_it_does_not_name(
    described: list[tuple[str, Any, Json]],
) -> None:
    for path, content, schema in described:
        closed = copy.deepcopy(schema)
        for definition in [closed, *closed.get("$defs", {}).values()]:
            if "properties" in definition:
                definition["additionalProperties"] = False
        assert not list(jsonschema.Draft202012Validator(closed).iter_errors(content)), path


def test_every_real_file_keeps_to_its_schema(site: Path) -> None:
    folder = site / "api" / "v1"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    checked: dict[str, int] = {}
    for file in index["files"]:
        if file["of"]:
            schema = json.loads((folder / file["of"]).read_text(encoding="utf-8"))
            content = json.loads((folder / file["path"]).read_text(encoding="utf-8"))
            jsonschema.Draft202012Validator(schema).validate(content)
            checked[file["of"]] = checked.get(file["of"], 0) + 1
    assert len(checked) == len([e for e in ENDPOINTS if e.shape]) - 1  # the index itself is not in it
    assert checked["schema/state-file.schema.json"] > 50
    assert checked["schema/fact-file.schema.json"] == len(FIELDS)


def test_every_address_of_the_list_has_a_file_and_every_file_an_address(files: dict[str, bytes]) -> None:
    patterns = [
        re.sub(r"\{\w+\}", r"[a-z_]+", re.escape(e.path).replace(r"\{", "{").replace(r"\}", "}")) for e in ENDPOINTS
    ]
    listed = [path for path in files if not path.startswith("schema/") and path != "openapi.json"]
    for pattern in patterns:
        assert any(re.fullmatch(pattern, path) for path in listed), pattern
    for path in listed:
        assert sum(bool(re.fullmatch(pattern, path)) for pattern in patterns) == 1, path


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.operation_id)
def test_the_example_of_an_address_is_there(endpoint: Endpoint, files: dict[str, bytes]) -> None:
    assert example(endpoint, load_atlas(DATA, DAY, allow_invented=True)) in files


def test_the_index_has_the_address_and_the_total_of_every_file(files: dict[str, bytes]) -> None:
    entries = {endpoint.path: endpoint.entries for endpoint in ENDPOINTS}
    for file in json.loads(files["index.json"])["files"]:
        assert file["url"] == f"https://site.example/api/v1/{file['path']}"
        content = files[file["path"]]
        path = re.sub(r"^facts/\w+", "facts/{fact}", re.sub(r"^states/\w+", "states/{code}", file["path"]))
        if path.endswith(".csv"):
            assert file["total"] == len(list(csv.reader(io.StringIO(content.decode())))) - 1
        elif entries.get(path):
            assert file["total"] == len(json.loads(content)[entries[path]])
        else:
            assert file["total"] is None


def test_the_slices_together_are_the_whole(files: dict[str, bytes]) -> None:
    rows = json.loads(files["facts.json"])["facts"]
    by_fact = [row for field in FIELDS for row in json.loads(files[f"facts/{field.id}.json"])["answers"]]
    by_state = list(csv.DictReader(io.StringIO(files["states/ex.csv"].decode())))
    in_order = json.dumps
    assert sorted(by_fact, key=in_order) == sorted(rows, key=in_order)
    assert by_state == [row for row in rows if row["state"] == "EX"]
    assert all(row["fact"] == "min_months" for row in json.loads(files["facts/min_months.json"])["answers"])


def test_a_file_of_a_fact_says_what_the_fact_means(files: dict[str, bytes]) -> None:
    fields = {field["id"]: field for field in json.loads(files["fields.json"])["fields"]}
    assert list(fields) == [field.id for field in FIELDS]
    for id, field in fields.items():
        assert json.loads(files[f"facts/{id}.json"])["field"] == field
        assert field["data"] == f"https://site.example/api/v1/facts/{id}.json"
    assert fields["supervised_hours_total"]["unit"] == "hours"
    assert list(fields["degree_level"]["words"])[1] == "masters"


def test_every_file_says_its_version_and_when_it_was_generated(described: list[tuple[str, Any, Json]]) -> None:
    for path, content, _ in described:
        assert content["schema_version"] == contract.SCHEMA_VERSION, path
        assert (content["built"], content["generated_at"]) == ("2026-02-01", "2026-02-01T00:00:00Z"), path
        assert content["version"] == contract.SCHEMA_VERSION.split(".")[0] == "1"


def test_a_state_says_when_it_last_changed(files: dict[str, bytes]) -> None:
    (line,) = json.loads(files["states.json"])["states"]
    assert line["last_modified"] == json.loads(files["states/ex.json"])["last_modified"]
    assert date.fromisoformat(line["last_read"]) <= date.fromisoformat(line["last_modified"]) <= DAY
    assert line["table"] == "https://site.example/api/v1/states/ex.csv"


def models() -> list[type[ApiModel]]:
    held = (vars(jurisdiction_schemas) | vars(schemas)).values()
    return [m for m in held if isinstance(m, type) and issubclass(m, ApiModel) and m is not ApiModel]


@pytest.mark.parametrize(
    "model",
    [
        jurisdiction_schemas.StateOut,
        jurisdiction_schemas.LicenseLineOut,
        schemas.FieldOut,
        schemas.SchoolOut,
        schemas.RowOut,
    ],
    ids=lambda model: model.__name__,
)
def test_every_column_of_a_table_says_what_it_means(model: type[ApiModel]) -> None:
    assert [column.name for column in columns(model) if not column.meaning] == []


def test_every_published_object_says_what_it_is() -> None:
    undescribed = [model.__name__ for model in models() if not (model.__doc__ or "").strip()]
    assert undescribed == []


# ---- what linters of OpenAPI ask for (Spectral, Redocly) -----------------------------------------------------------


def test_every_operation_is_described_grouped_and_says_what_an_error_is(files: dict[str, bytes]) -> None:
    document = json.loads(files["openapi.json"])
    operations = [entry["get"] for entry in document["paths"].values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations) == len(ENDPOINTS)
    tags = [tag["name"] for tag in document["tags"] if tag["description"]]
    for operation in operations:
        assert operation["summary"], operation
        assert operation["description"], operation
        assert len(operation["tags"]) == 1
        assert operation["tags"][0] in tags
        assert set(operation["responses"]) == {"200", "404"}
        assert all(parameter["description"] for parameter in operation.get("parameters", ()))
    assert sorted(tags) == sorted({operation["tags"][0] for operation in operations})


def test_the_description_says_whom_to_ask_and_that_no_key_is_needed(files: dict[str, bytes]) -> None:
    document = json.loads(files["openapi.json"])
    assert document["security"] == []
    assert document["info"]["contact"]["url"] == "https://site.example/about/"
    assert document["info"]["license"]["url"]
    assert document["externalDocs"]["url"] == "https://site.example/data/api-changelog/"
    assert document["servers"][0]["url"] == "https://site.example/api/v1"


# ---- the rules are told, and so is each addition ---------------------------------------------------------------------


def test_the_rules_stand_on_the_data_page_and_in_the_openapi_document(files: dict[str, bytes]) -> None:
    (page,) = data_page.build(invented_context())
    description = json.loads(files["openapi.json"])["info"]["description"]
    rules = [rule for _, _, rules in contract.SECTIONS for rule in rules]
    assert len(rules) > 8
    for rule in rules:
        assert rule in description
        assert rule in unescape(page.html)


def test_the_changelog_begins_with_the_version_of_today_and_names_each_of_its_additions() -> None:
    changelog = (ROOT / "docs" / "data" / "api-changelog.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\d+\.\d+\.\d+), ", changelog, re.MULTILINE)
    locked = json.loads((ROOT / "tests" / "published-shape.json").read_text(encoding="utf-8"))
    assert versions == sorted(versions, key=lambda version: tuple(map(int, version.split("."))), reverse=True)
    assert versions == list(reversed(locked))
    assert versions[0] == contract.SCHEMA_VERSION == openapi.document("https://site.example/")["info"]["version"]
    earlier: set[str] = set()
    for version, added in locked.items():
        told = changelog.partition(f"## {version}, ")[2].partition("\n## ")[0]
        untold = [key for key in added if earlier and not is_told(key, told, earlier)]
        assert untold == [], f"say under {version} of docs/data/api-changelog.md what was added"
        earlier |= {part_of(key)[0] for key in added}


def part_of(key: str) -> tuple[str, str]:
    """What an entry of the locked shape is part of, and its name: an object and a key, a table and a column."""
    container, _, name = key.partition(" ") if " " in key else key.partition(".")
    return container, name


def is_told(key: str, told: str, earlier: set[str]) -> bool:
    """Whether the changelog names an entry of the locked shape; an object that is new is told by the address of it."""
    container, name = part_of(key)
    if container.startswith("/data/") and container not in earlier:
        return f"`{container.removeprefix('/data/').removesuffix('.csv')}`" in told
    if key.startswith("/") and " " not in key:
        return f"`{key.removeprefix('/')}`" in told
    endings = re.findall(r"`(_[a-z_]+)`", told)  # columns that stand beside each of several others
    return container not in earlier or f"`{name}`" in told or name.endswith(tuple(endings))
