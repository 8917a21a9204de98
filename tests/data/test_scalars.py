"""What stands without quotes where a text belongs: the checks refuse what editors mark, and editors what the checks refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, TypeAdapter

from atlas.data import json_schema
from atlas.data.exams import ExamsFile
from atlas.data.positions import Document, parse
from atlas.data.rules.forms import MAY_BE_NULL
from atlas.data.validation import validate_document
from atlas.domain import vocabulary
from atlas.domain.compact import CompactFile
from atlas.domain.glossary import GlossaryFile
from atlas.domain.non_licensing import WithoutFile
from atlas.domain.questions import QuestionsFile
from atlas.domain.school_files import OverridesFile
from atlas.domain.state_file import FactEntry, StateFile
from atlas.domain.values import Text, value_type

SCHEMAS = {name: json.loads(text) for name, text in json_schema.texts().items()}

# The core schema of YAML 1.2.2 (10.3.2), by which the YAML extension of VS Code reads a plain value. What fits none is a text.
CORE = {
    "null": "null|Null|NULL|~|",
    "boolean": "true|True|TRUE|false|False|FALSE",
    "number": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN",
}
EDITORS_SEE = {"null": None, "boolean": True, "number": 7.02}
# An editor takes these for texts, with and without quotes. Without them YAML 1.1 makes a day or a number of each.
TEXT_TO_EDITORS_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}|[-+]?\d+(_\d+)+|0[oOxX][0-9a-fA-F]+|[-+]?\.(inf|nan)", re.I)
SCALARS = [
    "007.02", "036", "7", "7.02", "1.200", "1_000", "+1", "-1", "-0", ".5", "5.", "1e3", "1.E-3", "0x1F", "0X1F", "0o17", "0b11",
    "1.2.3", "123456789012345678901", ".inf", "-.INF", ".iNf", ".nan", "12:30", "12:30:45", "190:20:30", "2025-03-28", "2025-3-8",
    "2025-13-45", "20250328", "2025-03-28T10:00:00Z", "yes", "no", "on", "off", "y", "n", "No", "true", "True", "TRUE", "tRue",
    "false", "null", "Null", "NULL", "~", "nUll", "(a)(2)", "7.02(a)", "§ 7.02", "=SUM(A1)", "3,000",
]  # fmt: skip


class Sample(BaseModel):
    """A file that holds one text."""

    model_config = ConfigDict(strict=True)
    text: Text


EDITOR = jsonschema.Draft202012Validator({"type": "object", "properties": {"text": TypeAdapter(Text).json_schema()}})


def refused(scalar: str) -> list[Any]:
    """The problems that the checks have with a text that is written like this."""
    document = parse(f"text: {scalar}\n", Document("sample.yml"))
    validate_document(Sample, document)
    return document.problems


def marked(scalar: str) -> bool:
    """Whether an editor marks a text that is written like this."""
    kind = next((kind for kind, pattern in CORE.items() if re.fullmatch(pattern, scalar)), "")
    return not EDITOR.is_valid({"text": EDITORS_SEE[kind] if kind else scalar})


def agree(scalar: str) -> bool:
    if marked(scalar):
        return bool(refused(scalar))
    return not refused(scalar) or bool(TEXT_TO_EDITORS_ALONE.fullmatch(scalar))


@pytest.mark.parametrize("scalar", SCALARS)
def test_checks_and_editors_agree_on_a_text_without_quotes(scalar: str) -> None:
    assert agree(scalar)


@given(st.text("0123456789-+.:_eExXoabfnNUuLlTtRrSsYy", min_size=1, max_size=12))
def test_checks_and_editors_agree_on_whatever_looks_like_a_number_or_a_word_of_yaml(scalar: str) -> None:
    if not re.fullmatch(r"-|-{3}|\.{3}|:.*|.*:", scalar):  # signs of YAML, not values
        assert agree(scalar)


@pytest.mark.parametrize("scalar", SCALARS)
def test_what_a_message_proposes_for_a_text_is_accepted(scalar: str) -> None:
    for problem in refused(scalar):
        assert not problem.nearest or refused(problem.nearest) == [], problem


@pytest.mark.parametrize(
    ("scalar", "said"),
    [
        (
            "007.02",
            '`007.02` in `.*at`: without quotes it is a number or a word of its own to YAML .*did you mean `"007.02"`',
        ),
        ("7.02", 'the number 7.02 in `.*at` .*did you mean `"7.02"`'),
        ("-1", r"the number -1 in `.*at` \(expected a text \(numbers and dates in quotes\)\)$"),
        ("2025-03-28", 'the date 2025-03-28 in `.*at` .*did you mean `"2025-03-28"`'),
        ("true", '`true` in `.*at` .*did you mean `"true"`'),
        ("null", "`at` of `supervised_hours_total` is empty"),
        ("12:30", None),
        ("no", None),
    ],
)
def test_a_place_in_a_source_that_yaml_reads_as_something_else(
    problems: Callable[..., list[str]], scalar: str, said: str | None
) -> None:
    before = "supervised_hours_total: {value: 2800, source: rule-12-4, at: "
    found = problems(before + "(a)}", before + scalar + "}")
    assert len(found) == (said is not None)
    assert said is None or re.search(said, found[0]), found


# ---- every value of every kind of file

FILES: dict[str, type[BaseModel]] = {
    "state": StateFile, "exams": ExamsFile, "compact": CompactFile, "glossary": GlossaryFile,
    "questions": QuestionsFile, "without": WithoutFile, "overrides": OverridesFile,
}  # fmt: skip
WRONG: list[Any] = [7, 7.02, True, None, "", "=1", {"unknown": 1}, [[]]]


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models within a type, from the outermost to the innermost."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for argument in getattr(annotation, "__args__", ()):
        yield from models(argument)


def parts() -> Iterator[Any]:
    """Each part of each kind of file, the schemas of its keys, and those that they refer to."""
    for file, model in FILES.items():
        schema = SCHEMAS[f"{file}.schema.json"]
        for part in dict.fromkeys(models(model)):
            if part.__name__ not in schema["$defs"] and part is not model:
                continue  # a part of an answer, which the schema of each fact has of its own
            properties = schema["properties"] if part is model else schema["$defs"][part.__name__]["properties"]
            yield pytest.param(part, properties, schema["$defs"], id=f"{file}-{part.__name__}")
    definitions = SCHEMAS["state.schema.json"]["$defs"]
    yield pytest.param(FactEntry[Any], definitions["Answer"]["properties"], definitions, id="answer")


@pytest.mark.parametrize(("model", "properties", "definitions"), list(parts()))
def test_checks_and_editors_refuse_the_same_values(
    model: type[BaseModel], properties: dict[str, Any], definitions: dict[str, Any]
) -> None:
    for field in model.model_fields.keys() - {"facts", "value", "disputed"}:  # what facts hold, the next test sees to
        name = model.model_fields[field].alias or field
        editor = jsonschema.Draft202012Validator(
            properties[name] | {"$defs": definitions}, format_checker=jsonschema.FormatChecker(["date"])
        )
        checks = TypeAdapter(model.model_fields[field].rebuild_annotation())
        for value in WRONG:
            left_empty = value is None and name not in MAY_BE_NULL  # see `nothing_left_empty`
            assert editor.is_valid(value) == (not left_empty and accepts(checks, value)), (name, value)


def test_checks_and_editors_refuse_the_same_values_of_each_fact() -> None:
    for file, fields in (("state", vocabulary.FIELDS), ("exams", vocabulary.EXAM_FIELDS)):
        for definition in fields:
            if definition.id != "level" and not definition.derived_from:
                schema = SCHEMAS[f"{file}.schema.json"]["$defs"][f"value_{definition.id}"]
                editor, checks = jsonschema.Draft202012Validator(schema), TypeAdapter(value_type(definition))
                for value in WRONG:
                    assert editor.is_valid(value) == accepts(checks, value), (definition.id, value)


def accepts(adapter: TypeAdapter[Any], value: Any) -> bool:
    try:
        adapter.validate_python(value, strict=True)
    except ValueError:
        return False
    return True


# ---- what editors offer


def test_editors_offer_the_value_first_and_never_nothing() -> None:
    for name in ("state", "exams"):
        answer = SCHEMAS[f"{name}.schema.json"]["$defs"]["Answer"]
        offered = sorted(answer["defaultSnippets"], key=lambda snippet: snippet["sortText"])
        assert [next(iter(snippet["body"])) for snippet in offered] == ["value", "silent", "unknown", "disputed"]
        assert all(snippet["sortText"] < min(answer["properties"]) for snippet in offered)
        assert all(set(snippet["body"]) <= set(answer["properties"]) for snippet in offered)
    for text in json_schema.texts().values():
        assert not re.search(r'"default": (null|\[\]|\{\})', text)
