# Produces:
#   /changes/feed.xml              changes of the rules in all states as an Atom feed
#   /changes/upcoming.ics          days on which a known change takes effect
#   /states/<name>/changes.xml     one state's changes as an Atom feed
"""What changed in the rules, and what is about to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import icalendar

from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.formatting import status_word
from atlas.domain.requirements import Answer, Fact, Jurisdiction
from atlas.outputs.feeds import atom
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class RuleChange:
    """One change. `id` names the state, the day, and the place among the changes of that day in the file."""

    id: str
    code: str
    name: str
    address: str  # of the state's page
    day: date
    summary: str
    sources: tuple[tuple[str, str], ...]  # citation, link


def entries(atlas: Atlas) -> list[RuleChange]:
    """Every change of the rules, the newest first."""
    found = [entry for jurisdiction in atlas.jurisdictions for entry in of_state(jurisdiction)]
    return sorted(found, key=lambda entry: (-entry.day.toordinal(), entry.name, entry.id))


def of_state(jurisdiction: Jurisdiction) -> Iterator[RuleChange]:
    """The changes of one state, the newest first."""
    seen: dict[date, int] = {}
    for change in jurisdiction.changes:
        seen[change.date] = seen.get(change.date, 0) + 1
        yield RuleChange(
            id=f"{jurisdiction.code.lower()}-{change.date.isoformat()}-{seen[change.date]}",
            code=jurisdiction.code,
            name=jurisdiction.name,
            address=f"states/{jurisdiction.slug}/",
            day=change.date,
            summary=change.summary,
            sources=tuple((jurisdiction.sources[id].cite, jurisdiction.sources[id].url) for id in change.sources),
        )


def scheduled(atlas: Atlas) -> list[tuple[date, str, str]]:
    """Facts whose answer changes on a known day to come: day, what changes in words, address."""
    found = []
    for jurisdiction in atlas.jurisdictions:
        for license, fact in jurisdiction.all_facts():
            for answer in fact.upcoming(atlas.day):
                owner = f"{jurisdiction.name}, {license.short}" if license else jurisdiction.name
                what = f"{owner}: {formatting.in_sentence(fact.field.label)} becomes {_new(fact, answer, atlas)}"
                found.append((answer.effective or atlas.day, what, f"states/{jurisdiction.slug}/"))
    return sorted(found)


def _new(fact: Fact, answer: Answer, atlas: Atlas) -> str:
    if answer.preferred_value is None:
        return f"{formatting.in_sentence(status_word(answer.status))}: {answer.text}"
    return formatting.figure(fact.field, answer, atlas.exams)


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The feeds and the calendar."""
    site, all_entries = context.settings.site_url, entries(context.atlas)
    built = context.atlas.day
    yield SiteFile(
        "changes/feed.xml",
        feed(
            "Counselor licensure: changes of the rules",
            site + "changes/",
            site + "changes/feed.xml",
            all_entries,
            site,
            built,
            date.fromisoformat(context.last_read),
        ),
    )
    for jurisdiction in context.atlas.jurisdictions:
        address = f"{site}states/{jurisdiction.slug}/"
        yield SiteFile(
            f"states/{jurisdiction.slug}/changes.xml",
            feed(
                f"Counselor licensure in {jurisdiction.name}: changes of the rules",
                address,
                address + "changes.xml",
                list(of_state(jurisdiction)),
                site,
                built,
                evidence.last_read(jurisdiction),
            ),
        )
    yield SiteFile("changes/upcoming.ics", calendar(context, all_entries))


def feed(title: str, page: str, own: str, listed: Sequence[RuleChange], site: str, built: date, read: date) -> bytes:
    """The changes as an Atom feed. It is as new as its newest entry that has happened or, where none has, as the latest
    reading (`read`), so that it does not change with the clock."""
    items = []
    for entry in listed:
        sources = "; ".join(f"{cite} ({url})" for cite, url in entry.sources)
        items.append(
            atom.Item(
                id=f"{site}changes/#{entry.id}",
                title=f"{entry.name}: {entry.summary}"[:120],
                link=f"{site}{entry.address}#changes",
                day=entry.day,
                content=f"{entry.summary} Sources: {sources}",
            )
        )
    past = [entry.day for entry in listed if entry.day <= built]
    return atom.feed(title, page, own, items, max(past, default=read))


def calendar(context: BuildContext, listed: Sequence[RuleChange]) -> bytes:
    """Days to come on which a change takes effect (RFC 5545)."""
    atlas, site = context.atlas, context.settings.site_url
    book = icalendar.Calendar()
    book.add("prodid", "-//Counselor Licensure Atlas//Changes//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", "Counselor licensure: changes to come")
    coming = [(e.day, f"{e.name}: {e.summary}", f"{site}{e.address}#changes") for e in listed if e.day > atlas.day]
    coming += [(day, words, f"{site}{address}#changes") for day, words, address in scheduled(atlas)]
    seen: Counter[date] = Counter()
    for day, words, link in sorted(coming):
        seen[day] += 1
        event = icalendar.Event()
        event.add("uid", f"{day.isoformat()}-{seen[day]}@counselor-licensure-atlas")
        event.add("dtstamp", datetime.combine(atlas.day, time()))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", words)
        event.add("url", link)
        book.add_component(event)
    content: bytes = book.to_ical()
    return content
