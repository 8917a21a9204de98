# Produces:
#   /states/<name>/sources/   the sources of a state in full, what rests on each and since when, what is not confirmed and why, earlier changes
"""The sources of a state, on a page of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.domain import evidence, formatting, page_head
from atlas.domain.jurisdictions import slug
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License
from atlas.outputs.pages.board_confirmation import BoardView, board_view
from atlas.outputs.pages.state_changes import ChangeView, changes
from atlas.outputs.pages.state_corrections import fixing
from atlas.outputs.pages.state_gaps import Reason, unconfirmed, value_address
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Citations, Popover
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class CitedItem:
    """An item that rests on a source: where in the source, the day since which the site has said so ("" where that is not
    known), the item's address on the state's page, and its line in the file; `report` is a form with what is known filled in."""

    label: str
    at: str
    since: str
    address: str
    edit: str
    report: str


@dataclass(frozen=True)
class SourceEntry:
    source: Popover
    items: list[CitedItem]


@dataclass(frozen=True)
class SourcesView:
    """What state_sources.html shows. `oldest` is the oldest date that a source gives for itself, "" without one."""

    jurisdiction: Jurisdiction
    page: str  # address of the state's page
    entries: list[SourceEntry]
    oldest: str
    reasons: list[Reason]
    changes: list[ChangeView]  # those that the state's page has no room for
    board: BoardView


def build(context: BuildContext) -> Iterator[Page]:
    """One page for each of the jurisdictions."""
    for jurisdiction in context.jurisdictions:
        basis = (jurisdiction, *context.shared)
        yield context.cache.get_or_build(("sources", jurisdiction.code), basis, lambda: _page(context, jurisdiction))  # noqa: B023


def _page(context: BuildContext, jurisdiction: Jurisdiction) -> Page:
    oldest = evidence.oldest_source(jurisdiction)
    page = f"states/{jurisdiction.slug}/"
    view = SourcesView(
        jurisdiction=jurisdiction,
        page=page,
        entries=_entries(context, jurisdiction, page),
        oldest=formatting.day(oldest) if oldest else "",
        reasons=_reasons(context, jurisdiction),
        changes=changes(jurisdiction, context.atlas.day, Citations(jurisdiction.all_sources), earlier=True),
        board=board_view(context, jurisdiction),
    )
    return context.page(
        "state_sources.html",
        f"{page}sources/",
        view,
        title=f"{jurisdiction.name}: sources",
        description=page_head.fitting(
            page_head.DESCRIPTION_LENGTH,
            f"Every source of the counselor licensing requirements of {jurisdiction.name_in_text}, what rests on each, and what is not confirmed.",
            f"The sources for counselor licensing in {jurisdiction.name_in_text}, and what is not confirmed.",
        ),
        edit=jurisdiction.path,
        modified=context.history.last_modified(jurisdiction, context.atlas.day).isoformat(),
    )


def _entries(context: BuildContext, jurisdiction: Jurisdiction, page: str) -> list[SourceEntry]:
    fix = fixing(context, jurisdiction)
    items: dict[int, list[CitedItem]] = {}
    for license, fact in jurisdiction.all_facts():
        if fact.field.id == "level" or fact.same_as:
            continue
        correction = fix(fact, license.id if license else "")
        target = f"{_page_of(fact, jurisdiction, page)}#{value_address(license, fact)}"
        for (source, at), answer in {(id(s), at): a for a in fact.answers for s, at in a.sources()}.items():
            day = context.history.since(jurisdiction.path, license.id if license else "", fact.field.id, answer)
            since = formatting.day(day) if day else ""
            item = CitedItem(correction.label, at, since, target, correction.edit, correction.report)
            items.setdefault(source, []).append(item)
    listed = Citations(jurisdiction.all_sources).listed()
    return [SourceEntry(popover, items.get(id(popover.source), [])) for popover in listed]


def _page_of(fact: Fact, jurisdiction: Jurisdiction, page: str) -> str:
    """The page on which a fact stands: those about moving have one of their own."""
    moving = fact.field.group == "moving" and fact.field.id != "related_degree_note"
    return f"move/{slug(jurisdiction.name)}/" if moving else page


def _reasons(context: BuildContext, jurisdiction: Jurisdiction) -> list[Reason]:
    """Why each item is not confirmed; items with the same reason follow one another."""
    fix, found = fixing(context, jurisdiction), []
    for license, fact in unconfirmed(jurisdiction, context.atlas):
        if fact.same_as:
            continue
        answer: Answer = fact.current_answer(context.atlas.day)
        correction = fix(fact, _id(license))
        found.append(Reason(correction.label, answer.text, correction.edit))
    return found


def _id(license: License | None) -> str:
    return license.id if license else ""
