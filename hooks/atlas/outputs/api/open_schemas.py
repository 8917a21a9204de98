"""JSON Schemas that stay true when keys and words are added: what a generated client was made from is not broken by that."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from atlas.outputs.api.contract import OPEN_ENUMERATIONS
from atlas.outputs.api.endpoints import Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class OpenJsonSchema(GenerateJsonSchema):
    """Objects take keys that are not defined."""

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        described = super().model_schema(schema)
        del described["additionalProperties"]  # `false`, as ApiModel forbids the build what it does not define
        return described


def file_schema(shape: Shape) -> dict[str, Any]:
    """The JSON Schema of a file of this shape."""
    schema = shape.model_json_schema(mode="serialization", schema_generator=OpenJsonSchema)
    _open_enumerations(schema.get("$defs", {}))
    return {"$schema": DIALECT} | schema


def components(shapes: list[Shape]) -> dict[str, Any]:
    """The schemas of these shapes and of all that they hold, by name, for an OpenAPI document."""
    _, schemas = models_json_schema(
        [(shape, "serialization") for shape in shapes],
        ref_template="#/components/schemas/{model}",
        schema_generator=OpenJsonSchema,
    )
    definitions: dict[str, Any] = schemas["$defs"]
    _open_enumerations(definitions)
    return definitions


def _open_enumerations(definitions: dict[str, Any]) -> None:
    """Let them take any text, with the words of today as examples."""
    for enumeration in OPEN_ENUMERATIONS:
        if described := definitions.get(enumeration.__name__):
            described["examples"] = described.pop("enum")
            described["description"] = f"{described.get('description', '')}\n\nOpen: words may be added.".strip()
