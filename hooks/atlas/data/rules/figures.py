"""Figures: no part is larger than its whole on any day, and an unusual one says why."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import Any

from atlas.data.fact_parsing import PlacedEntry
from atlas.data.rules.context import Context
from atlas.data.rules.licenses import answers_with_shared
from atlas.domain.field_sets import PARTS_OF_WHOLES
from atlas.domain.state_file import EVERYBODY, FactEntry
from atlas.domain.timeline import days_that_matter, in_force


def parts_within_wholes(c: Context) -> None:
    """A part is not larger than its whole: direct hours within the total, ethics within continuing education, ...

    Looked at on the day of the build and on every later day on which an answer changes, for each group of people.
    """
    answers = answers_with_shared(c)
    for owner in sorted({owner for owner, _ in c.answers}):
        for part, whole in PARTS_OF_WHOLES:
            parts, wholes = answers.get((owner, part), []), answers.get((owner, whole), [])
            own = any(placed.owner == owner for placed in (*parts, *wholes))
            if parts and wholes and own:  # what stands in another license is looked at there
                _compare(c, owner, parts, wholes)


def _compare(c: Context, owner: int, parts: Sequence[PlacedEntry], wholes: Sequence[PlacedEntry]) -> None:
    """Adds a problem for each part that is more than its whole, on the first day on which it is."""
    told = set()
    part, whole = parts[0].field.id, wholes[0].field.id
    for day in days_that_matter((placed.entry for placed in (*parts, *wholes)), c.day):
        for low, high in _comparable(_on(parts, day), _on(wholes, day)):
            size, limit = _figure(low.entry), _figure(high.entry)
            if size is None or limit is None or size <= limit or (low.place, high.place) in told:
                continue
            told.add((low.place, high.place))
            when = f" from {day} on" if day > c.day else ""
            place = low.place if low.owner == owner else high.place
            c.document.add(place, f"`{part}` ({size:g}) is more than `{whole}` ({limit:g}){when}", f"at most {limit:g}")


def _on(entries: Sequence[PlacedEntry], day: date) -> dict[Hashable, PlacedEntry]:
    """The answer of the day for each group of people, with its place."""
    places = {id(placed.entry): placed for placed in entries}
    return {group: places[id(entry)] for group, entry in in_force([p.entry for p in entries], day).items()}


def _comparable(
    parts: dict[Hashable, PlacedEntry], wholes: dict[Hashable, PlacedEntry]
) -> Iterator[tuple[PlacedEntry, PlacedEntry]]:
    """The pairs that hold for the same people. An answer for everybody holds for a group where it is the only one."""
    for group in parts | wholes:
        low = parts.get(group) or (parts.get(EVERYBODY) if len(parts) == 1 else None)
        high = wholes.get(group) or (wholes.get(EVERYBODY) if len(wholes) == 1 else None)
        if low and high:
            yield low, high


def _figure(entry: FactEntry[Any]) -> float | None:
    """The number that an answer gives, of a disputed one the preferred; None when it gives none."""
    value = entry.disputed[0].value if entry.disputed else entry.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def odd_figures_explained(c: Context) -> None:
    """A figure outside the plausible band of its fact has a note that says why, or says for whom it holds."""
    for _, field, place, entry in c.entries():
        band = field.band
        explained = entry.note or entry.applies_to or (entry.cohort and entry.cohort.words)
        figures = [(entry.value, explained)] + [(r.value, r.note or explained) for r in entry.disputed or ()]
        for value, note in figures:
            if (
                band
                and isinstance(value, int | float)
                and not isinstance(value, bool)
                and not band[0] <= value <= band[1]
                and not note
            ):
                expected = f"{band[0]:g} to {band[1]:g} as a rule; a `note` that says why this is right"
                c.document.add(place, f"`{field.id}` is {value:g}, which is unusual", expected)
