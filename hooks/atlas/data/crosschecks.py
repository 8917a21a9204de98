"""Second sources, from data/crosschecks/*.yml: each file holds the figures of one independent source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from atlas.data.positions import Document, read
from atlas.data.rules import Build, Context, DataFileKind, check
from atlas.data.validation import validate, validate_document
from atlas.domain import vocabulary
from atlas.domain.crosschecks import COMPARABLE, CrosscheckFile, Figure, figure_model
from atlas.domain.problems import DataPath, Problem, nearest
from atlas.domain.requirements import Jurisdiction
from atlas.domain.vocabulary import BY_ID

Crosschecks = tuple[tuple[CrosscheckFile, Document], ...]


def load_crosschecks(folder: Path, build: Build, problems: list[Problem]) -> Crosschecks:
    """Every file of the folder that has the right shape, in order of name; there need not be a folder. What is wrong is added
    to `problems`."""
    loaded = []
    for path in sorted(folder.glob("*.yml")):
        document = read(path, build.root)
        shape = validate_document(CrosscheckFile, document)
        check(DataFileKind.CROSSCHECK, Context(document, shape, build, model=CrosscheckFile))
        if shape:
            shape = shape.model_copy(update={"values": _with_values(shape, document)})
            loaded.append((shape, document))
        problems += document.problems
    return tuple(loaded)


def _with_values(shape: CrosscheckFile, document: Document) -> dict[str, dict[str, Figure[Any]]]:
    """The figures with values of the kind that each fact has; those that have none are left out and told."""
    read: dict[str, dict[str, Figure[Any]]] = {}
    for code, figures in shape.values.items():
        for name in figures:
            place = ("values", code, name)
            definition = _definition(name, place, document)
            figure = _figure(definition, place, document) if definition else None
            if figure:
                read.setdefault(code, {})[name] = figure
    return read


def _definition(name: str, place: DataPath, document: Document) -> vocabulary.Field | None:
    """The fact of this name, or None with the problem told."""
    license, _, id = name.rpartition(".")
    scoped = vocabulary.LICENSE_FIELDS if license else vocabulary.JURISDICTION_FIELDS
    fields = {field.id: field for field in scoped if field.kind in COMPARABLE and field.id != "level"}
    if id in fields:
        return fields[id]
    if id not in BY_ID:
        what, expected = f"unknown fact `{id}`", "a fact of the vocabulary"
    elif BY_ID[id].kind not in COMPARABLE or id == "level":
        what, expected = (
            f"`{id}` is told in words, which cannot be compared",
            "a fact with a figure, a word or yes or no",
        )
    elif license:
        what, expected = f"`{id}` is a fact of the state, not of `{license}`", f"`{id}:`"
    else:
        what, expected = f"`{id}` is a fact of a license", f"the license before it, as in `lpc.{id}`"
    document.add(place, what, expected, nearest(id, fields), key=True)
    return None


def _figure(definition: vocabulary.Field, place: DataPath, document: Document) -> Figure[Any] | None:
    raw = document.data["values"][place[1]][place[2]]
    given = [word for word in ("value", "silent") if raw.get(word) is not None]
    if len(given) != 1:
        what = "`value` and `silent` together" if given else "neither a value nor `silent`"
        document.add(place, f"`{definition.id}` has {what}", "exactly one of value, silent")
        return None
    return validate(figure_model(definition), raw, document, place)


def names_unknown(
    crosschecks: Crosschecks, jurisdictions: Iterable[Jurisdiction], codes: Iterable[str]
) -> list[Problem]:
    """A problem for each state, license and explanation that names nothing. `codes` are those of all state files, also of
    those that could not be read, of which nothing is told."""
    loaded = {jurisdiction.code: jurisdiction for jurisdiction in jurisdictions}
    known = {*codes}
    return [
        problem
        for shape, document in crosschecks
        for part in ("values", "explained")
        for code, named in getattr(shape, part).items()
        for problem in _unknown(shape, document, (part, code), named, loaded.get(code), known)
    ]


def _unknown(
    shape: CrosscheckFile,
    document: Document,
    place: DataPath,
    named: Mapping[str, object],
    jurisdiction: Jurisdiction | None,
    codes: set[str],
) -> Iterator[Problem]:
    code = str(place[1])
    if code not in codes:
        yield document.problem(place, f"{code} has no state file", "one that has", key=True)
    for name in named:
        license = name.rpartition(".")[0]
        if place[0] == "explained" and name not in document.data["values"].get(code, {}):
            near = nearest(name, shape.values.get(code, {}))
            what = f"`{name}` is explained, and `values` has no figure for it"
            yield document.problem((*place, name), what, f"a name under `{code}:` in `values:`", near, key=True)
        elif license and jurisdiction and license not in (ids := [own.id for own in jurisdiction.licenses]):
            what, expected = f"{code} has no license `{license}`", "one of " + ", ".join(ids)
            yield document.problem((*place, name), what, expected, nearest(license, ids), key=True)
