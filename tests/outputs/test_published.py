"""What is published keeps its shape, and every form of it says the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import openpyxl
import pytest
from openapi_spec_validator import validate

from atlas.build.assemble import assemble_site
from atlas.data.loader import load_atlas
from atlas.domain.vocabulary import BY_ID
from atlas.outputs.api import openapi
from atlas.outputs.api.contract import SCHEMA_VERSION
from atlas.outputs.api.endpoints import ENDPOINTS
from atlas.outputs.downloads import package
from atlas.rendering.context import BuildContext, environment
from conftest import DATA, DAY, ROOT, TODAY
from published_files import SETTINGS, invented_context, invented_files

SHAPE = ROOT / "tests" / "published-shape.json"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The invented state's files by address."""
    return invented_files()


def shape() -> dict[str, str]:
    """Every key of every published object with its type: "StateOut.code": '{"type": "string"}'; words of enumerations; addresses; columns."""
    found = {}
    for name, definition in openapi.document("https://site.example/")["components"]["schemas"].items():
        for key, value in definition.get("properties", {}).items():
            described = {k: v for k, v in value.items() if k not in ("title", "description", "default")}
            found[f"{name}.{key}"] = json.dumps(described, sort_keys=True)
        if "enum" in definition:
            found[name] = json.dumps(definition["enum"])
        for word in definition.get("examples", ()):
            found[f"{name}.{word}"] = "a word of an open enumeration"
    for endpoint in ENDPOINTS:
        found[f"/{endpoint.path}"] = endpoint.shape.__name__ if endpoint.shape else endpoint.media_type
    for table in package.tables(invented_context()):
        for column in table.columns:
            found[f"/data/{table.name}.csv {column.name}"] = column.cell.type
    return found


def locked_shape() -> dict[str, dict[str, str]]:
    """What each version of the shape added, the oldest first."""
    locked: dict[str, dict[str, str]] = json.loads(SHAPE.read_text(encoding="utf-8"))
    return locked


def lock_additions() -> None:
    """Write into the committed shape what today's version adds to the earlier ones. What they hold is not changed."""
    locked = locked_shape()
    earlier = {key for version, added in locked.items() if version != SCHEMA_VERSION for key in added}
    added = {key: value for key, value in sorted(shape().items()) if key not in earlier}
    SHAPE.write_text(json.dumps(locked | {SCHEMA_VERSION: added}, indent=1) + "\n", encoding="utf-8")


def test_no_published_key_is_renamed_dropped_or_retyped() -> None:
    committed = {key: value for added in locked_shape().values() for key, value in added.items()}
    now = shape()
    assert {key: now.get(key) for key in committed} == committed, "this breaks programs that read the API"


def test_every_key_of_today_is_in_the_committed_shape() -> None:
    committed = {key for added in locked_shape().values() for key in added}
    assert sorted(set(shape()) - committed) == [], (
        "new: raise SCHEMA_VERSION in api/contract.py unless today's is not published yet, tell it in "
        "docs/data/api-changelog.md, and run `PYTHONPATH=hooks:tests .venv/bin/python tests/outputs/test_published.py`"
    )


def test_the_openapi_document_is_valid(files: dict[str, bytes]) -> None:
    validate(json.loads(files["api/v1/openapi.json"]))


def test_every_published_schema_is_one(files: dict[str, bytes]) -> None:
    schemas = [json.loads(content) for address, content in files.items() if address.startswith("api/v1/schema/")]
    assert len(schemas) == len([endpoint for endpoint in ENDPOINTS if endpoint.shape])
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)


def test_the_index_has_every_file_with_its_digest(files: dict[str, bytes]) -> None:
    index = json.loads(files["api/v1/index.json"])
    listed = {f"api/v1/{f['path']}": (f["sha256"], f["bytes"]) for f in index["files"]}
    there = {
        a: (hashlib.sha256(c).hexdigest(), len(c))
        for a, c in files.items()
        if a.startswith("api/") and not a.endswith("/index.json")
    }
    assert listed == there


def test_csv_json_xlsx_and_data_package_hold_the_same_facts(files: dict[str, bytes], tmp_path: Path) -> None:
    table = list(csv.reader(io.StringIO(files["api/v1/facts.csv"].decode())))
    rows = json.loads(files["api/v1/facts.json"])["facts"]
    assert [table[0], *[list(row.values()) for row in rows]] == table
    assert files["data/facts.csv"] == files["api/v1/facts.csv"]
    for name in ("facts", "compare", "34-cfr-668-43"):
        sheet = openpyxl.load_workbook(io.BytesIO(files[f"data/{name}.xlsx"]))[name]
        cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert cells == list(csv.reader(io.StringIO(files[f"data/{name}.csv"].decode()))), name


def test_every_form_of_the_real_facts_is_the_same(site: Path) -> None:
    table = list(csv.reader(io.StringIO((site / "api/v1/facts.csv").read_text(encoding="utf-8"))))
    rows = json.loads((site / "api/v1/facts.json").read_text(encoding="utf-8"))["facts"]
    assert [table[0], *[list(row.values()) for row in rows]] == table
    sheet = openpyxl.load_workbook(site / "data" / "facts.xlsx", read_only=True).active
    assert sheet is not None
    cells = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == table
    assert len(table) > 1000


def test_the_data_package_is_valid(files: dict[str, bytes], tmp_path: Path) -> None:
    for address, content in files.items():
        if address.startswith("data/") and not address.endswith(".xlsx"):
            (tmp_path / address.removeprefix("data/")).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name for task in report.tasks} == TABLES
    (tmp_path / "facts.csv").write_bytes(
        files["data/facts.csv"].replace(b"EX,", b"QQ,").replace(b",min_months,", b",min_mnths,")
    )
    spoiled = {
        error.type for task in frictionless.validate(str(tmp_path / "datapackage.json")).tasks for error in task.errors
    }
    assert "foreign-key" in spoiled


def test_each_table_of_the_package_has_typed_columns_and_keys_that_hold_in_the_real_data(site: Path) -> None:
    resources = {
        r["name"]: r for r in json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))["resources"]
    }
    assert set(resources) == TABLES
    rows = {}
    for name in resources:
        with (site / "data" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            rows[name] = list(csv.DictReader(file))
    for name, resource in resources.items():
        schema = resource["schema"]
        assert schema["missingValues"] == [""]
        for field in schema["fields"]:
            holds = HOLDS[field["type"]]
            wrong = [row[field["name"]] for row in rows[name] if row[field["name"]] and not holds(row[field["name"]])]
            assert wrong == [], (name, field["name"])
            assert field["description"] not in ("", "."), (name, field["name"])
        key = schema.get("primaryKey", [])
        assert bool(key) == (name != "facts")
        assert len({tuple(row[column] for column in key) for row in rows[name]}) == len(rows[name]) or not key, name
        for foreign in schema.get("foreignKeys", ()):
            there = foreign["reference"]
            known = {tuple(row[column] for column in there["fields"]) for row in rows[there["resource"]]}
            assert {tuple(row[column] for column in foreign["fields"]) for row in rows[name]} <= known, (name, foreign)
        assert bool(schema.get("foreignKeys")) == (name not in ("states", "fields", "34-cfr-668-43"))


TABLES = {"facts", "compare", "34-cfr-668-43", "schools", "states", "licenses", "fields"}
HOLDS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": re.compile(r"-?\d+").fullmatch,
    "number": re.compile(r"-?\d+(\.\d+)?").fullmatch,
    "date": re.compile(r"\d{4}-\d\d-\d\d").fullmatch,
}


def test_the_disclosure_matrix_has_a_citation_and_a_date_for_what_it_states(files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["data/34-cfr-668-43.csv"].decode())))
    assert [(r["abbreviation"], r["level"]) for r in rows] == [("", ""), ("LAC", "associate"), ("LPC", "independent")]
    for row in rows[1:]:
        assert row["min_semester_credits"] == "60 semester hours; 48 semester hours (Graduates of older programs)"
        assert row["min_semester_credits_citation"] == "Example Stat. § 3 (c)"
        assert row["min_semester_credits_as_of"] == "2025-06-30"
        assert row["practicum_internship_hours"] == "700 hours"


def test_files_are_the_same_in_every_build(files: dict[str, bytes]) -> None:
    context = BuildContext(load_atlas(DATA, DAY, allow_invented=True), SETTINGS, environment())
    assert {o.address: o.content for o in package.build(context)} == {
        a: c for a, c in files.items() if a.startswith("data/")
    }


def test_pages_and_facts_csv_agree_on_every_real_fact(site: Path) -> None:
    """Each value of facts.csv stands on its state's page, its sources page or the page on moving there, in their words."""
    from atlas.data.exams import load_exams
    from atlas.data.rules import Build
    from atlas.domain import formatting

    exams, _ = load_exams(ROOT / "data" / "exams.yml", Build(TODAY), [])
    names = {
        s["code"]: s["page"].split("/states/")[1]
        for s in json.loads((site / "api/v1/states.json").read_text())["states"]
    }
    seen: dict[str, str] = {}
    checked, missing = 0, []
    with (site / "api" / "v1" / "facts.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["fact"] in ("level",) or not row["value"]:
                continue
            if row["state"] not in seen:
                name = names[row["state"]]
                pages = (f"states/{name}", f"states/{name}sources/", f"move/{name}")
                seen[row["state"]] = " ".join(plain(site / page / "index.html") for page in pages)
            shown = seen[row["state"]]
            for words in spoken(row, exams, formatting):
                checked += 1
                if words not in shown:
                    missing.append((row["state"], row["license"], row["fact"], words))
    assert missing == []
    assert checked > 1000


def plain(path: Path) -> str:
    """The text of a page without its tags, and the addresses that its links lead to."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = unescape(" ".join(re.findall(r'href="(https://[^"]+)"', html)))
    html = re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html)  # a mark inside a word or a bracket
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()) + links


def spoken(row: dict[str, str], exams: Any, text: Any) -> list[str]:
    """How the page says a value of facts.csv."""
    field, value = BY_ID[row["fact"]], row["value"]
    match field.kind:
        case "boolean":
            return [text.readable_value(field, value == "true", exams)]
        case "number" | "integer":
            number = float(value)
            return [text.readable_value(field, int(number) if number == int(number) else number, exams)]
        case "exams":
            return [text.readable_value(field, [] if value == "none" else value.split("; "), exams)]
        case "list":
            return [" ".join(item.split()) for item in value.split("; ")]
    return [" ".join(text.readable_value(field, value, exams).split())]


def test_the_site_publishes_all_of_it() -> None:
    site = assemble_site(load_atlas(DATA, DAY, allow_invented=True), SETTINGS)
    assert {"api/v1/index.json", "api/v1/openapi.json", "data/datapackage.json", "data/facts.xlsx"} <= {
        o.address for o in site.files
    }


if __name__ == "__main__":
    lock_additions()
