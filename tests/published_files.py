"""The files that are published, of the invented state; and how they look once keys or words have been added to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atlas.data.loader import load_atlas
from atlas.outputs.api import files as api_files
from atlas.outputs.downloads import package
from atlas.rendering.artifacts import Settings
from atlas.rendering.context import BuildContext, environment
from conftest import DATA, DAY

SETTINGS = Settings("https://site.example/", "https://repo.example/")
ADDED_KEY, ADDED_WORD = "added_later", "a_word_to_come"

Json = dict[str, Any]
Change = Callable[[Any, Json], Any]


def invented_context() -> BuildContext:
    """What the outputs of the invented state are made from."""
    return BuildContext(load_atlas(DATA, DAY, allow_invented=True), SETTINGS, environment())


def invented_files() -> dict[str, bytes]:
    """The API and the downloads of the invented state, by address."""
    context = invented_context()
    return {o.address: o.content for o in (*api_files.build(context), *package.build(context))}


def with_new_keys(value: Any, schema: Json) -> Any:
    """`value` with a key that nobody knows in each object whose keys the schema names."""

    def change(part: Any, schema: Json) -> Any:
        return part | {ADDED_KEY: {"nobody": ["knows", 1, None]}} if "properties" in schema else part

    return _changed(value, schema, schema.get("$defs", {}), change)


def with_new_words(value: Any, schema: Json) -> Any:
    """`value` with a word that nobody knows wherever the schema leaves an enumeration open."""

    def change(part: Any, schema: Json) -> Any:
        return ADDED_WORD if isinstance(part, str) and "Open: " in schema.get("description", "") else part

    return _changed(value, schema, schema.get("$defs", {}), change)


def _changed(value: Any, schema: Json, definitions: Json, change: Change) -> Any:
    """`value` after each part of it has been given to `change`, with the schema that it keeps to, the inner ones first."""
    schema = _schema_of(value, schema, definitions)
    if isinstance(value, list) and "items" in schema:
        value = [_changed(item, schema["items"], definitions, change) for item in value]
    elif isinstance(value, dict):
        inner = schema.get("properties", {})
        value = {
            key: _changed(part, inner.get(key) or schema["additionalProperties"], definitions, change)
            for key, part in value.items()
        }
    return change(value, schema)


def _schema_of(value: Any, schema: Json, definitions: Json) -> Json:
    """Of a schema that refers to others, the one that is about such a value."""
    name = {dict: "object", list: "array", str: "string"}.get(type(value))
    if "$ref" in schema:
        return _schema_of(value, definitions[schema["$ref"].rpartition("/")[2]], definitions)
    fitting = (_schema_of(value, alternative, definitions) for alternative in schema.get("anyOf", ()))
    return next((alternative for alternative in fitting if alternative.get("type") == name), schema)
