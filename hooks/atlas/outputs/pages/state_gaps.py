"""What of a state is not confirmed, or disputed, and what to ask its board."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, GROUPS

# What to ask the board when something of a group of facts is not confirmed.
ASK = {
    "board": "Start from the board’s website or the state’s licensing office.",
    "moving": "Ask how the board evaluates a license from another state.",
    "criminal": "Ask how the board weighs a criminal record, and whether you can get an answer before you apply.",
    "identity": "Ask what the license allows, and under whose supervision.",
    "education": "Ask which degree, credits and courses the board accepts.",
    "exams": "Ask which exam to take, and when you may register.",
    "experience": "Ask how many hours count, and who may supervise.",
    "application": "Ask for the current fee schedule and application form.",
    "renewal": "Ask how long the license is valid, and how to renew.",
}


@dataclass(frozen=True)
class Gap:
    """An item that is not confirmed. `owner` names the licenses, "" when it is all of them; `ids` are its addresses."""

    label: str
    owner: str
    ids: list[str]


@dataclass(frozen=True)
class GapGroup:
    """The items of one group of facts, and what to ask."""

    id: str
    label: str
    ask: str
    items: list[Gap]


@dataclass(frozen=True)
class Reason:
    """Why items of a state could not be confirmed, in the words of its file, and where to add the answer."""

    label: str
    words: str
    edit: str


def gaps(jurisdiction: Jurisdiction, atlas: Atlas) -> list[GapGroup]:
    """What is not confirmed, by group of facts."""
    found: dict[str, dict[str, list[License | None]]] = {}
    having = Counter(fact.field.id for _, fact in jurisdiction.all_facts())
    for license, fact in unconfirmed(jurisdiction, atlas):
        found.setdefault(fact.field.group, {}).setdefault(fact.field.id, []).append(license)
    return [
        GapGroup(
            group.id,
            group.label,
            ASK[group.id],
            [_gap(id, owners, len(owners) < having[id]) for id, owners in found[group.id].items()],
        )
        for group in GROUPS
        if group.id in found
    ]


def unconfirmed(jurisdiction: Jurisdiction, atlas: Atlas) -> list[tuple[License | None, Fact]]:
    """Every fact without a confirmed answer today, with its license (None for the state's own)."""
    return [
        (license, fact)
        for license, fact in jurisdiction.all_facts()
        if fact.current_answer(atlas.day).status is Status.UNKNOWN
    ]


def disputes(jurisdiction: Jurisdiction, atlas: Atlas) -> list[tuple[str, str]]:
    """What sources disagree on today: each label once, with the address of the first such value."""
    first: dict[str, str] = {}
    for license, fact in jurisdiction.all_facts():
        if fact.current_answer(atlas.day).status is Status.DISPUTED:
            first.setdefault(fact.field.label, value_address(license, fact))
    return list(first.items())


def value_address(license: License | None, fact: Fact) -> str:
    """The part of an address that leads to a value: `lpc-min-months`."""
    dashed = fact.field.id.replace("_", "-")
    return f"{license.id}-{dashed}" if license else dashed


def _gap(id: str, owners: list[License | None], named: bool) -> Gap:
    licenses = [license for license in owners if license]
    dashed = id.replace("_", "-")
    ids = [f"{license.id}-{dashed}" for license in licenses] or [dashed]
    return Gap(BY_ID[id].label, ", ".join(license.short for license in licenses) if named else "", ids)
