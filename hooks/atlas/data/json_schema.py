"""The JSON Schemas that editors use to complete and check the YAML, generated from the field definitions.

Written: state, exams, compact, glossary, questions, without, crosscheck and overrides.schema.json in data/schema/ (by scripts/write_schema.py; committed, and checked
to be current by `make check`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from atlas.data.exams import ExamsFile
from atlas.data.rules.forms import MAY_BE_NULL
from atlas.domain import vocabulary
from atlas.domain.compact import CompactFile
from atlas.domain.crosschecks import CrosscheckFile
from atlas.domain.glossary import GlossaryFile
from atlas.domain.non_licensing import WithoutFile
from atlas.domain.problems import Problem, display_path
from atlas.domain.questions import QuestionsFile
from atlas.domain.school_files import OverridesFile
from atlas.domain.state_file import FactEntry, StateFile
from atlas.domain.values import value_type
from atlas.domain.vocabulary import Field, Kind


def texts() -> dict[str, str]:
    """The text of each schema file by its name."""
    return {
        "state.schema.json": _text(state_schema()),
        "exams.schema.json": _text(exams_schema()),
        "compact.schema.json": _text(compact_schema()),
        "glossary.schema.json": _text(
            _describe(
                GlossaryFile.model_json_schema(), "Glossary", "Titles, bodies, exams and words, each with a source."
            )
        ),
        "questions.schema.json": _text(
            _describe(
                QuestionsFile.model_json_schema(), "Questions", "Readers' questions that are not about one state."
            )
        ),
        "without.schema.json": _text(
            _describe(WithoutFile.model_json_schema(), "Without", "Jurisdictions that seem to license no counselors.")
        ),
        "crosscheck.schema.json": _text(
            _describe(
                CrosscheckFile.model_json_schema(),
                "Second source",
                "Figures of an independent source, which are compared with ours.",
            )
        ),
        "overrides.schema.json": _text(
            _describe(
                OverridesFile.model_json_schema(),
                "Schools, by hand",
                "What maintainers know of schools beside the federal data.",
            )
        ),
    }


def problems(folder: Path) -> list[Problem]:
    """A problem for each schema file that is missing or not current."""
    found = []
    for name, text in texts().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            found.append(Problem(display_path(path), 1, 1, "the schema is not current", "the output of `make schema`"))
    return found


def state_schema() -> dict[str, Any]:
    """The schema of data/states/*.yml."""
    schema = _describe(
        StateFile.model_json_schema(), "State file", "Requirements of one jurisdiction, each with its source."
    )
    definitions = schema["$defs"]
    _define(definitions, (field for field in vocabulary.FIELDS if not field.derived_from))
    schema["properties"]["facts"] = _facts(vocabulary.STATE_FILE_FIELDS)
    definitions["LicenseFile"]["properties"]["facts"] = _facts(vocabulary.LICENSE_FIELDS)
    return schema


def exams_schema() -> dict[str, Any]:
    """The schema of data/exams.yml."""
    schema = _describe(ExamsFile.model_json_schema(), "Exams", "The exams that states accept, and what each is like.")
    definitions = schema["$defs"]
    _define(definitions, vocabulary.EXAM_FIELDS)
    facts = _facts(vocabulary.EXAM_FIELDS) | {"required": [f.id for f in vocabulary.EXAM_FIELDS]}
    definitions["ExamFile"]["properties"]["facts"] = facts
    return schema


def compact_schema() -> dict[str, Any]:
    """The schema of data/compact.yml."""
    what = "The Counseling Compact: what a privilege is, who has joined, and who issues privileges."
    schema = _describe(CompactFile.model_json_schema(), "Compact", what)
    definitions = schema["$defs"]
    _define(definitions, vocabulary.MEMBER_FIELDS)
    for field in vocabulary.MEMBER_FIELDS:
        answer = {"title": field.label, "description": _description(field), "$ref": f"#/$defs/answer_{field.id}"}
        definitions["Member"]["properties"][field.id] = answer
    for replaced in ("FactEntry_Any_", "Reading_Any_"):
        definitions.pop(replaced, None)
    return schema


def _define(definitions: dict[str, Any], fields: Iterable[Field]) -> None:
    """Add what an answer to each field looks like."""
    definitions["Answer"] = _answer(definitions)
    for definition in fields:
        if definition.id != "level":
            definitions[f"value_{definition.id}"] = TypeAdapter(value_type(definition)).json_schema()
            definitions[f"answer_{definition.id}"] = _narrowed(definition.id)


# What an answer begins with, in the order in which editors are to offer it. Editors of VS Code's family read `defaultSnippets`;
# without them they would offer the keys of an answer from A to Z, the value last. Others pass over it.
_BEGINNINGS: dict[str, dict[str, Any]] = {
    "value": {"value": "$1", "source": "$2", "at": "$3"},
    "silent": {"silent": "$1", "source": "$2", "at": "$3"},
    "unknown": {"unknown": "$1"},
    "disputed": {"disputed": [{"value": "$1", "source": "$2"}, {"value": "$3", "source": "$4"}]},
}


def _answer(definitions: dict[str, Any]) -> dict[str, Any]:
    """What every answer has in common, whatever the fact. What it refers to is added to `definitions`."""
    schema = FactEntry[Any].model_json_schema()
    reading = schema["$defs"].pop("Reading_Any_")
    definitions |= schema.pop("$defs")
    schema["properties"]["disputed"] = {"type": "array", "minItems": 2, "items": reading} | {
        "description": schema["properties"]["disputed"]["description"]
    }
    schema["oneOf"] = [{"required": [word]} for word in _BEGINNINGS]
    schema["dependentRequired"] = {word: ["source"] for word in ("value", "silent")}
    without_source = {"properties": {"source": False, "at": False}}
    schema["dependentSchemas"] = dict.fromkeys(("unknown", "disputed"), without_source)
    schema["defaultSnippets"] = [
        {"label": " ".join(body), "description": schema["properties"][word].get("description", ""), "body": body}
        | {"sortText": f" {number}"}
        for number, (word, body) in enumerate(_BEGINNINGS.items())
    ]
    schema.pop("title")
    return schema


def _narrowed(id: str) -> dict[str, Any]:
    value = {"$ref": f"#/$defs/value_{id}"}
    readings = {"items": {"properties": {"value": value}}}
    return {"allOf": [{"$ref": "#/$defs/Answer"}, {"properties": {"value": value, "disputed": readings}}]}


def _facts(fields: Iterable[Field]) -> dict[str, Any]:
    properties = {f.id: _fact(f) for f in fields if f.id != "level"}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fact(definition: Field) -> dict[str, Any]:
    answer = {"$ref": f"#/$defs/answer_{definition.id}"}
    return {
        "title": definition.label,
        "description": _description(definition),
        "anyOf": [answer, {"type": "array", "items": answer, "minItems": 1}],
    }


def _description(definition: Field) -> str:
    """What the field means, in which unit, and the mistake it invites."""
    description = definition.help + (f" In {definition.unit_words}." if definition.unit else "")
    if definition.mistake:
        description += f" Take care: {definition.mistake}"
    if definition.kind is Kind.EXAMS:
        description += " Ids stand in data/exams.yml."
    return description


def _describe(schema: dict[str, Any], title: str, description: str) -> dict[str, Any]:
    return (
        {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        | schema
        | {"title": title, "description": description}
    )


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(_without_empty(schema), indent=1, ensure_ascii=False) + "\n"


def _without_empty(schema: Any, name: str = "") -> Any:
    """The schema as the checks have it: a key that may be left out may not be left empty (`nothing_left_empty`).

    pydantic lets an optional value be null, and makes null the value that editors offer first. `name` is the schema's key.
    """
    if isinstance(schema, list):
        return [_without_empty(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _without_empty(value, key) for key, value in schema.items()}
    if plain.get("default", ...) in (None, [], {}):
        del plain["default"]
        options = [option for option in plain.get("anyOf", ()) if option != {"type": "null"}]
        if len(options) == 1 and name not in MAY_BE_NULL:
            del plain["anyOf"]
            plain = options[0] | plain
    return plain
