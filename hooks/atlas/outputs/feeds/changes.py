# Produces:
#   /changes/feed.xml              changes of the rules in all states as an Atom feed
#   /states/<name>/changes.xml     one state's changes as an Atom feed
"""What changed in the rules, and what is about to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.formatting import status_word
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License
from atlas.domain.rule_changes import DatedFact
from atlas.history.edits import NO_HISTORY, History
from atlas.history.revisions import Revisions
from atlas.outputs.feeds import atom
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class RuleChange:
    """One change. `id` is the state and the id under `changes:`, and stays whatever else is added or corrected.

    Where git does not know its revisions, it is as new as the last reading of its sources.
    """

    id: str
    code: str
    name: str
    address: str  # of the state's page
    day: date
    summary: str
    sources: tuple[tuple[str, str], ...]  # citation, link
    revisions: Revisions


def entries(atlas: Atlas, history: History = NO_HISTORY) -> list[RuleChange]:
    """Every change of the rules, the newest first."""
    found = [entry for jurisdiction in atlas.jurisdictions for entry in of_state(jurisdiction, history)]
    return sorted(found, key=lambda entry: (-entry.day.toordinal(), entry.name, entry.id))


def of_state(jurisdiction: Jurisdiction, history: History = NO_HISTORY) -> Iterator[RuleChange]:
    """The changes of one state, the newest first."""
    for change in jurisdiction.changes:
        sources = [jurisdiction.sources[id] for id in change.sources]
        read = atom.midnight(max(source.read_on for source in sources))
        yield RuleChange(
            id=published_id(jurisdiction, change.id),
            code=jurisdiction.code,
            name=jurisdiction.name,
            address=f"states/{jurisdiction.slug}/",
            day=change.date,
            summary=change.summary,
            sources=tuple((source.cite, source.url) for source in sources),
            revisions=history.rule_changes.get((jurisdiction.path, change.id)) or Revisions(None, read),
        )


def published_id(jurisdiction: Jurisdiction, id: str) -> str:
    """The id of an entry, or of a dated fact, among those of all states."""
    return f"{jurisdiction.code.lower()}-{id}"


def scheduled(atlas: Atlas) -> list[tuple[date, str, str]]:
    """Facts whose answer changes on a known day to come: day, what changes in words, address."""
    found = []
    for jurisdiction in atlas.jurisdictions:
        for license, fact in jurisdiction.all_facts():
            for answer in fact.upcoming(atlas.day):
                what = f"{_owner(jurisdiction, license)}: {_becomes(fact, answer, atlas)}"
                found.append((answer.effective or atlas.day, what, f"states/{jurisdiction.slug}/"))
    return sorted(found)


def dated_fact_in_words(dated: DatedFact, jurisdiction: Jurisdiction, atlas: Atlas) -> str:
    """Such as "Example State, LPC: renewal fee becomes $120"."""
    said = "; ".join(_becomes(dated.fact, answer, atlas) for answer in dated.answers)
    return f"{_owner(jurisdiction, dated.license)}: {said}"


def _owner(jurisdiction: Jurisdiction, license: License | None) -> str:
    return f"{jurisdiction.name}, {license.short}" if license else jurisdiction.name


def _becomes(fact: Fact, answer: Answer, atlas: Atlas) -> str:
    return f"{formatting.in_sentence(fact.field.label)} becomes {_new(fact, answer, atlas)}"


def _new(fact: Fact, answer: Answer, atlas: Atlas) -> str:
    if answer.preferred_value is None:
        return f"{formatting.in_sentence(status_word(answer.status))}: {answer.text}"
    return formatting.figure(fact.field, answer, atlas.exams)


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The feeds."""
    site, history = context.settings.site_url, context.history
    title = "Counselor licensure: changes of the rules"
    last_read = date.fromisoformat(context.last_read)
    yield _feed(title, site, "changes/", "feed.xml", entries(context.atlas, history), last_read)
    for jurisdiction in context.atlas.jurisdictions:
        title = f"Counselor licensure in {jurisdiction.name_in_text}: changes of the rules"
        address, last_read = f"states/{jurisdiction.slug}/", evidence.last_read(jurisdiction)
        yield _feed(title, site, address, "changes.xml", list(of_state(jurisdiction, history)), last_read)


def _feed(title: str, site: str, page: str, name: str, listed: Sequence[RuleChange], last_read: date) -> SiteFile:
    """The changes as an Atom feed. It is as new as what changed in it last; with no entry, as the latest reading."""
    updated = max((entry.revisions.changed for entry in listed), default=atom.midnight(last_read))
    items = [_item(entry, site) for entry in listed]
    return SiteFile(page + name, atom.feed(title, site + page, site + page + name, items, updated))


def _item(entry: RuleChange, site: str) -> atom.Item:
    sources = "; ".join(f"{cite} ({url})" for cite, url in entry.sources)
    return atom.Item(
        id=atom.entry_id(f"changes/{entry.id}"),
        title=f"{entry.name}: {entry.summary}",
        link=f"{site}{entry.address}#changes",
        updated=entry.revisions.changed,
        published=entry.revisions.added,
        content=f"{entry.summary} Sources: {sources}",
    )
