"""Check plain data against a pydantic model, and say what is wrong in words for the maintainer."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from atlas.data.positions import Document
from atlas.domain import spellings
from atlas.domain.problems import DataPath, nearest
from atlas.domain.values import because, found

Model = TypeVar("Model", bound=BaseModel)


def validate_document(model: type[Model], document: Document) -> Model | None:
    """The whole document as a `model`, or None with the problems added to it."""
    if document.data is None:
        if not document.problems:
            document.add((), "the file is empty", "a YAML map")
        return None
    return validate(model, document.data, document, ())


def validate(model: type[Model], data: Any, document: Document, at: DataPath) -> Model | None:
    """`data` as a `model`, or None with the problems added to `document`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for item in error.errors():
            _explain(dict(item), model, document, at)
        return None


_TYPE_WORDS = {
    "string_type": "a text (numbers and dates in quotes)",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "date_type": "a date such as 2025-03-28",
    "list_type": "a list",
    "dict_type": "a map of keys and values",
    "model_type": "a map of keys and values",
    "model_attributes_type": "a map of keys and values",
}

_LIMITS = {
    "greater_than_equal": "a number from {ge:g} on",
    "less_than_equal": "a number up to {le:g}",
    "string_too_long": "at most {max_length} characters",
    "string_pattern_mismatch": "a text of the form {pattern}",
    "too_long": "at most {max_length} entries",
}

_ADVICE = {
    "string_type": spellings.text_advice,
    "int_type": spellings.number_advice,
    "float_type": spellings.number_advice,
    "bool_type": spellings.truth_advice,
    "date_type": spellings.date_advice,
}


def _explain(error: dict[str, Any], model: type[BaseModel], document: Document, at: DataPath) -> None:
    """Turn one pydantic error into a problem with its place."""
    path: DataPath = (*at, *(part for part in error["loc"] if part != "[key]"))
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "atlas":
        document.add(
            path,
            context["what"],
            context["expected"],
            context["nearest"],
            key="[key]" in error["loc"],
            within=context["within"],
        )
    elif kind == "missing":
        document.add(path[:-1], f"`{path[-1]}` is missing", f"`{path[-1]}:` in this part")
    elif kind == "extra_forbidden":
        known = _keys_at(model, error["loc"][:-1])
        key = str(path[-1])
        what = f"unknown key `{spellings.visible(key, word=True)}`"
        document.add(path, what, "one of " + ", ".join(known), nearest(key, known), key=True)
    elif kind == "enum":
        words = [w.strip("' ") for w in context["expected"].replace(" or ", ", ").split(",")]
        what = f"{found(value, word=True)} where a word from a list belongs"
        document.add(path, what, "one of " + ", ".join(words), nearest(str(value), words))
    elif kind == "too_short":
        count, least = context["actual_length"], context["min_length"]
        what = f"{count} items in `{_name(path)}`" if count else f"nothing in `{_name(path)}`"
        document.add(path, what, f"at least {least}")
    elif kind in _TYPE_WORDS:
        advice = _ADVICE[kind](value) if kind in _ADVICE else spellings.list_advice(value)
        document.add(path, f"{found(value)} in `{_name(path)}`{because(advice)}", _TYPE_WORDS[kind], advice.write)
    else:
        expected = _LIMITS[kind].format(**context) if kind in _LIMITS else error["msg"][0].lower() + error["msg"][1:]
        document.add(path, f"{found(value)} in `{_name(path)}`", expected)


def _name(path: DataPath) -> str:
    """How a part of a file is called in a message: by its keys, behind the last entry of a list that it stands in."""
    last = max((number for number, part in enumerate(path) if isinstance(part, int)), default=-1)
    names = path[last + 1 :] or path[last - 1 : last]
    return ".".join(map(str, names)) or "the file"


def _keys_at(model: type[BaseModel], loc: tuple[Any, ...]) -> list[str]:
    """The keys that the model allows at `loc`."""
    here: Any = model
    for part in loc:
        if (
            isinstance(here, type)
            and issubclass(here, BaseModel)
            and isinstance(part, str)
            and part in here.model_fields
        ):
            here = here.model_fields[part].annotation
        here = _inner_model(here) if not (isinstance(here, type) and issubclass(here, BaseModel)) else here
    here = _inner_model(here)
    return [field.alias or name for name, field in here.model_fields.items()] if here is not None else []


def _inner_model(annotation: Any) -> Any:
    """The first pydantic model inside a type such as `dict[str, Source]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (inner := _inner_model(argument)) is not None:
            return inner
    return None
