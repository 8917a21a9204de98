"""Check plain data against a pydantic model, and say what is wrong in words for the maintainer."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .model import found
from .problems import nearest
from .yamlpos import DataPath, Document

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
    "bool_type": "true or false",
    "date_type": "a date such as 2025-03-28",
    "list_type": "a list",
    "dict_type": "a map of keys and values",
    "model_type": "a map of keys and values",
    "model_attributes_type": "a map of keys and values",
}


_CUT = "; in braces a text with a comma needs quotes"  # such as `at: (a), (b)`, which YAML reads as two keys


def _explain(error: dict[str, Any], model: type[BaseModel], document: Document, at: DataPath) -> None:
    """Turn one pydantic error into a problem with its place."""
    path: DataPath = (*at, *(part for part in error["loc"] if part != "[key]"))
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "atlas":
        document.add(path, context["what"], context["expected"], context["nearest"], key="[key]" in error["loc"])
    elif kind == "missing":
        document.add(path[:-1], f"`{path[-1]}` is missing", f"`{path[-1]}:` in this part")
    elif kind == "extra_forbidden":
        known = _keys_at(model, error["loc"][:-1])
        document.add(
            path,
            f"unknown key `{path[-1]}`{_CUT if value is None else ''}",
            "one of " + ", ".join(known),
            nearest(str(path[-1]), known),
            key=True,
        )
    elif kind == "enum":
        words = [w.strip("' ") for w in context["expected"].replace(" or ", ", ").split(",")]
        document.add(
            path,
            f"{found(value)} where a word from a list belongs",
            "one of " + ", ".join(words),
            nearest(str(value), words),
        )
    elif kind in _TYPE_WORDS:
        near = (
            {"yes": "true", "no": "false", "on": "true", "off": "false"}.get(str(value).lower(), "")
            if kind == "bool_type"
            else ""
        )
        document.add(path, f"{found(value)} in `{_name(path)}`", _TYPE_WORDS[kind], near)
    else:
        document.add(path, f"`{_name(path)}`: {error['msg'][0].lower()}{error['msg'][1:]}", "")


def _name(path: DataPath) -> str:
    return ".".join(str(part) for part in path) or "the file"


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
    return list(here.model_fields) if here is not None else []


def _inner_model(annotation: Any) -> Any:
    """The first pydantic model inside a type such as `dict[str, Source]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (inner := _inner_model(argument)) is not None:
            return inner
    return None
