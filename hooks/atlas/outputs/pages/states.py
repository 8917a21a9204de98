# Produces:
#   /states/   every jurisdiction with its titles and its first figures
"""The list of states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atlas.domain import comparison, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.jurisdictions import NAMES
from atlas.domain.requirements import Jurisdiction, Status
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Popover
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class StateEntry:
    """One state in a list: its path in short, and the words that find it."""

    code: str
    name: str
    address: str
    path: str  # "APC to LPC"
    titles: str
    hours: str
    credits: str
    license: str  # id of the independent license, for links into the page
    words: str  # every title, abbreviation and nickname, for the search box


def state_entries(atlas: Atlas) -> list[StateEntry]:
    """Every jurisdiction, by name."""
    return [_state_entry(jurisdiction, atlas) for jurisdiction in atlas.jurisdictions]


def _state_entry(jurisdiction: Jurisdiction, atlas: Atlas) -> StateEntry:
    main = pathways.main_license(jurisdiction)
    path = pathways.license_pathway(jurisdiction, main)
    words: list[str] = [jurisdiction.name, jurisdiction.code]
    for license in jurisdiction.licenses:
        words += [license.title, license.abbr]
        called = license.facts.get("also_called")
        if called and called.current_answer(atlas.day).status is Status.STATED:
            words += called.current_answer(atlas.day).value
    return StateEntry(
        code=jurisdiction.code,
        name=jurisdiction.name,
        address=f"states/{jurisdiction.slug}/",
        path=" → ".join(license.short for license in path),
        titles=", ".join(license.title for license in path),
        hours=comparison.license_cell(jurisdiction, main, "supervised_hours_total", atlas).words,
        credits=comparison.license_cell(jurisdiction, main, "min_semester_credits", atlas).words,
        license=main.id,
        words=" ".join(dict.fromkeys(filter(None, words))),
    )


@dataclass(frozen=True)
class StatesIndexView:
    """What states_index.html shows. `popovers` and `sources` belong to the statements of `without`."""

    entries: list[StateEntry]
    without: list[tuple[str, str, list[Chip]]]  # jurisdictions that do not license counselors: name, statement, sources
    popovers: Callable[[], list[Popover]]
    sources: list[Popover]


def build(context: BuildContext) -> Iterator[Page]:
    """The index, one page."""
    without = context.atlas.without
    citations = Citations(without.sources)
    yield context.page(
        "states_index.html",
        "states/",
        StatesIndexView(
            entries=state_entries(context.atlas),
            without=[
                (NAMES.get(code, code), exclusion.statement, citations.chips(exclusion.sources))
                for code, exclusion in without.jurisdictions.items()
            ],
            popovers=citations.popovers,
            sources=citations.listed(),
        ),
        title="All states",
        description="Every state and territory: titles, path from degree to independent license, supervised hours and semester hours.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )
