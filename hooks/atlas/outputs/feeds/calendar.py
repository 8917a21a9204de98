# Produces:
#   /changes/upcoming.ics   days on which a known change takes effect, those of the last year among them
"""The calendar of changes (RFC 5545), for people who subscribe to it: an event keeps its UID for as long as it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

from atlas.domain import rule_changes
from atlas.domain.evidence import last_read
from atlas.domain.requirements import Jurisdiction
from atlas.domain.rule_changes import DatedFact
from atlas.history.revisions import Revisions
from atlas.outputs.feeds import atom
from atlas.outputs.feeds.changes import dated_fact_in_words, of_state, published_id
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext

# A calendar that is subscribed to shows what the file holds: an event that went on its day would be lost on that day.
SHOWN_AFTERWARDS = timedelta(days=366)


@dataclass(frozen=True)
class Event:
    """A day on which something changes. `details` are the facts that change with it, in words."""

    id: str
    day: date
    summary: str
    link: str
    revisions: Revisions
    details: tuple[str, ...] = ()


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The calendar."""
    since = context.atlas.day - SHOWN_AFTERWARDS
    found = [event for j in context.atlas.jurisdictions for event in _of_state(context, j) if event.day > since]
    yield SiteFile("changes/upcoming.ics", calendar(sorted(found, key=lambda event: (event.day, event.id))))


def _of_state(context: BuildContext, jurisdiction: Jurisdiction) -> Iterator[Event]:
    """What is told under `changes:`, with the facts that change by it; then the facts that change and are not told there."""
    details: dict[str, list[str]] = {}
    link = f"{context.settings.site_url}states/{jurisdiction.slug}/#changes"
    for dated in rule_changes.dated_facts(jurisdiction):
        words = dated_fact_in_words(dated, jurisdiction, context.atlas)
        if change := rule_changes.told_by(dated, jurisdiction):
            details.setdefault(published_id(jurisdiction, change.id), []).append(words)
        else:
            revisions = _of_file(context, jurisdiction, dated)
            yield Event(published_id(jurisdiction, dated.id), dated.day, words, link, revisions)
    for entry in of_state(jurisdiction, context.history):
        told = tuple(details.get(entry.id, ()))
        yield Event(entry.id, entry.day, f"{entry.name}: {entry.summary}", link, entry.revisions, told)


def _of_file(context: BuildContext, jurisdiction: Jurisdiction, dated: DatedFact) -> Revisions:
    """When the file that holds the fact last changed. Where git does not know: the last reading of the fact's sources."""
    read = [source.read_on for answer in dated.answers for source, _ in answer.sources()]
    known = context.history.files.get(jurisdiction.path)
    return Revisions(None, known.changed if known else atom.midnight(max(read, default=last_read(jurisdiction))))


def calendar(events: Iterable[Event]) -> bytes:
    """The events as a file. It depends on what changed and not on the clock."""
    book = icalendar.Calendar()
    book.add("prodid", "-//Counselor Licensure Atlas//Changes//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", "Counselor licensure: changes of the rules")
    for event in events:
        book.add_component(_component(event))
    content: bytes = book.to_ical()
    return content


def _component(event: Event) -> icalendar.Event:
    changed = event.revisions.changed
    part = icalendar.Event()
    part.add("uid", f"{event.id}@counselor-licensure-atlas")
    part.add("sequence", sequence(changed))
    part.add("dtstamp", changed)
    if event.revisions.added:
        part.add("created", event.revisions.added)
    part.add("last-modified", changed)
    part.add("dtstart", event.day)
    part.add("dtend", event.day + timedelta(days=1))
    part.add("summary", event.summary)
    if event.details:
        part.add("description", "\n".join(event.details))
    part.add("url", event.link)
    return part


def sequence(changed: datetime) -> int:
    """A number that rises with each change: minutes since 1970, which also rises in a clone that has not the whole history."""
    return int(changed.timestamp()) // 60
