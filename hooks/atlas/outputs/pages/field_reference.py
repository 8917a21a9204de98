# Produces:
#   /contribute/fields/   every fact of the vocabulary: meaning, unit, example, common mistake, where it is asked
"""The field reference for contributors, from the definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain.vocabulary import FIELDS, GROUPS, JURISDICTION, Field, Group, Kind, Level
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext

KIND_WORDS = {
    Kind.TEXT: "a plain text",
    Kind.INTEGER: "a whole number",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "true or false",
    Kind.WORD: "one of the words below",
    Kind.LIST: "a list of texts",
    Kind.EXAMS: "a list of exam ids from data/exams.yml; an empty list says that no exam is asked",
    Kind.RATIO: "a ratio in one of the forms below",
    Kind.URL: "a link that begins with https://",
    Kind.EMAIL: "an email address",
    Kind.PHONE: "a telephone number such as (404) 555-0100",
}
LEVEL_WORDS = {Level.ASSOCIATE: "associate", Level.INTERMEDIATE: "intermediate", Level.INDEPENDENT: "independent"}


@dataclass(frozen=True)
class FieldEntry:
    field: Field
    kind: str
    unit: str
    where: str
    range: str
    example: str


@dataclass(frozen=True)
class FieldsView:
    """What fields.html shows: the fields of each group."""

    groups: list[tuple[Group, list[FieldEntry]]]


def entry(field: Field) -> FieldEntry:
    """One field as the reference shows it."""
    return FieldEntry(
        field,
        KIND_WORDS[field.kind],
        _unit(field),
        _where(field),
        _range(field),
        "" if field.derived_from else f"{field.id}: {{value: {_value(field)}, source: rule-12-4, at: (a)}}",
    )


def _unit(field: Field) -> str:
    return {"usd": "US dollars", "hours": "clock hours", "months": "calendar months"}.get(field.unit, field.unit_words)


def _where(field: Field) -> str:
    if field.id == "level":
        return "beside the license's id, without a source"
    if field.derived_from:
        return f"derived from {field.derived_from}; not written in a state's file"
    if field.scope == JURISDICTION:
        return "in the state's facts"
    if not field.expected:
        return "in a license's facts, where a source gives it"
    if len(field.expected) == len(Level):
        return "in the facts of every license"
    levels = " or ".join(word for level, word in LEVEL_WORDS.items() if level in field.expected)
    return f"must be answered on a license of the level {levels}; others may answer it"


def _range(field: Field) -> str:
    if field.lo is None or field.hi is None:
        return ""
    usual = f"; outside {field.band[0]:g} to {field.band[1]:g} a note must say why" if field.band else ""
    return f"{field.lo:g} to {field.hi:g}{usual}"


def _value(field: Field) -> str:
    """A made-up value of the right form; never one of a real state."""
    match field.kind:
        case Kind.NUMBER | Kind.INTEGER:
            low, high = field.band or (field.lo or 0, field.hi or 10)
            return f"{round((low + high) / 2)}"
        case Kind.BOOLEAN:
            return "true"
        case Kind.WORD:
            return field.words[0].id
        case Kind.LIST:
            return "[first, second]"
        case Kind.EXAMS:
            return "[nce, ncmhce]"
        case Kind.RATIO:
            return "1 hour per 20 direct hours"
        case Kind.URL:
            return '"https://board.example/"'
        case Kind.EMAIL:
            return "counselors@board.example"
        case Kind.PHONE:
            return "(555) 555-0100"
    return "In your own words."


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    yield context.page(
        "fields.html",
        "contribute/fields/",
        FieldsView([(group, [entry(field) for field in FIELDS if field.group == group.id]) for group in GROUPS]),
        title="Field reference",
        description="Every fact of the Atlas for contributors: what it means, its unit, an example, how to cite it, and the mistake it invites.",
        edit="hooks/atlas/domain/vocabulary.py",
        modified=context.history.modified("data/schema/"),
    )
