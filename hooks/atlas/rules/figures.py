"""Figures: no part is larger than its whole, and an unusual one says why."""

from __future__ import annotations

from ..fields import BY_ID
from .context import Context

_PARTS = (
    ("direct_client_hours", "supervised_hours_total"),
    ("supervision_hours", "supervised_hours_total"),
    ("individual_supervision_hours", "supervision_hours"),
    ("practicum_direct_hours", "practicum_internship_hours"),
    ("ce_ethics_hours", "ce_hours_per_cycle"),
    ("min_months", "max_months"),
)


def parts_within_wholes(c: Context) -> None:
    """A part is not larger than its whole: direct hours within the total, ethics within continuing education, ..."""
    for index in {i for i, _ in c.facts}:
        for part, whole in _PARTS:
            low, high = c.number(index, part), c.number(index, whole)
            if low is not None and high is not None and low > high:
                c.document.add(
                    c.place(index, part), f"`{part}` ({low:g}) is more than `{whole}` ({high:g})", f"at most {high:g}"
                )


def odd_figures_explained(c: Context) -> None:
    """A figure outside the plausible band of its fact has a note that says why, or says for whom it holds."""
    for _, fact, place, entry in c.entries():
        band = BY_ID[fact].band
        explained = entry.note or entry.applies_to
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
                c.document.add(place, f"`{fact}` is {value:g}, which is unusual", expected)
