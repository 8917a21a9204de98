"""Which fact of which license a component asks for, in every state."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.domain import comparison, path_totals, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import SUMMED_ON_PATH
from atlas.domain.problems import nearest
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License
from atlas.domain.vocabulary import BY_ID, JURISDICTION, Field
from atlas.rendering.components import ComponentError

LEVELS = ("independent", "associate")
INHERITED = {"ce_cycle_years": "renewal_years"}  # a field that is written only where it differs from another


@dataclass(frozen=True)
class RequestedFact:
    """A fact of one state as a component asks for it. `answer` is None where there is no such license."""

    state: Jurisdiction
    license: License | None
    fact: Fact | None
    answer: Answer | None
    address: str  # of the place where its source stands


def requested_facts(atlas: Atlas, name: str, level: str) -> list[RequestedFact]:
    """The fact of every state, in order of name."""
    definition = field(name)
    if level not in LEVELS:
        raise ComponentError(f"`{level}` is not a level", " or ".join(LEVELS), nearest(level, LEVELS))
    return [_requested_fact(jurisdiction, definition, level, atlas) for jurisdiction in atlas.jurisdictions]


def field(name: str) -> Field:
    if name not in BY_ID:
        raise ComponentError(f"unknown fact `{name}`", "a fact of the vocabulary", nearest(name, BY_ID))
    return BY_ID[name]


def _requested_fact(jurisdiction: Jurisdiction, definition: Field, level: str, atlas: Atlas) -> RequestedFact:
    if definition.scope == JURISDICTION:
        fact = jurisdiction.facts[definition.id]
        return RequestedFact(
            jurisdiction, None, fact, fact.current_answer(atlas.day), f"states/{jurisdiction.slug}/#{definition.group}"
        )
    license = pathways.main_license(jurisdiction)
    place = comparison.anchor(definition, license)
    if level == "associate":
        path = pathways.license_pathway(jurisdiction, license)
        license_or_none = next((rung for rung in path if rung.level == "associate"), None)
        if license_or_none is None:
            return RequestedFact(jurisdiction, None, None, None, f"states/{jurisdiction.slug}/#ladder")
        license = license_or_none
        place = comparison.anchor(definition, license)
    held = license.facts.get(definition.id) or license.facts.get(INHERITED.get(definition.id, ""))
    return RequestedFact(
        jurisdiction,
        license,
        held,
        held.current_answer(atlas.day) if held else None,
        f"states/{jurisdiction.slug}/#{place}",
    )


def preferred_figure(item: RequestedFact, atlas: Atlas) -> object:
    """The answer that holds for most people, None without one. Hours and months of the main license are those of its whole
    path, as the comparison has them: a license that builds on another states only what it adds."""
    own = item.answer.preferred_value if item.answer else None
    if own is None or item.license is None or item.fact is None or item.fact.field.id not in SUMMED_ON_PATH:
        return own
    if item.license is not pathways.main_license(item.state):
        return own
    path = path_totals.required_path(item.state, item.license, atlas.day)
    total = path_totals.path_total(path, item.fact.field.id, atlas.day).value
    return int(total) if total is not None and total == int(total) else total


def fact_and_level(arguments: tuple[str, ...], usage: str) -> tuple[str, str]:
    """A fact and a level from the arguments of a component."""
    if not 1 <= len(arguments) <= 2:
        raise ComponentError("takes a fact, and perhaps a level", usage)
    return arguments[0], arguments[1] if len(arguments) > 1 else "independent"
