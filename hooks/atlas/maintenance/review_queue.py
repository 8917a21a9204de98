"""What to review next: facts by the age of the source they rest on.

The age of a source counts from the day up to which its text is known to hold: the date that the text gives for itself,
or where it gives none the day somebody read it. Review goes by source: who opens one checks all that rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from atlas.domain.atlas import Atlas
from atlas.domain.compact import SHARED
from atlas.domain.requirements import Answer, Jurisdiction
from atlas.domain.sources import Source
from atlas.domain.vocabulary import COMPACT_FILE
from atlas.history.data_diff.report import escaped

LONGEST_LINK = 7000  # characters; servers and browsers cut longer ones


@dataclass(frozen=True)
class Due:
    """A source and the facts that rest on it. `since` is the day up to which it is known to hold."""

    state: str
    name: str
    path: str
    id: str
    source: Source
    since: date
    facts: tuple[str, ...]  # as "LPC max_months"; an empty tuple: only steps and answers rest on it
    ended: tuple[str, ...]  # facts whose announced change has taken effect since the source was read

    def months(self, day: date) -> int:
        """Age of the text in whole months on `day`."""
        return months(self.since, day)

    def unread(self, day: date) -> int:
        """Whole months since somebody read it."""
        return months(self.source.read_on, day)


def months(since: date, day: date) -> int:
    """Whole months from `since` to `day`, never less than none."""
    return max(0, (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day))


def due(atlas: Atlas, codes: Iterable[str] = ()) -> list[Due]:
    """Every source of these states (or of all), what to review first on top: announced changes that have come since it
    was read, then what was read longest ago, then the oldest text, then the number of facts. So reading a source again
    moves it to the end, however old the text is."""
    wanted = {code.upper() for code in codes}
    jurisdictions = [j for j in atlas.jurisdictions if not wanted or j.code in wanted]
    found = [item for j in jurisdictions for item in _of_jurisdiction(j, atlas.day)]
    found += _of_compact(jurisdictions)
    return sorted(found, key=lambda d: (not d.ended, d.source.read_on, d.since, -len(d.facts), d.state, d.id))


def _of_jurisdiction(jurisdiction: Jurisdiction, day: date) -> list[Due]:
    facts: dict[int, list[str]] = {}
    ended: dict[int, list[str]] = {}
    for license, fact in jurisdiction.all_facts():
        if fact.same_as or fact.field.id == "level":
            continue  # told once, where it is written
        label = " ".join(filter(None, (license.short if license else "", fact.field.id)))
        for answer in fact.answers:
            for source, _ in answer.sources():
                facts.setdefault(id(source), []).append(label)
                if _came_since(answer, source, day):
                    ended.setdefault(id(source), []).append(label)
    return [
        Due(
            jurisdiction.code,
            jurisdiction.name,
            jurisdiction.path,
            key,
            source,
            known_until(source),
            tuple(dict.fromkeys(facts.get(id(source), ()))),
            tuple(dict.fromkeys(ended.get(id(source), ()))),
        )
        for key, source in jurisdiction.sources.items()
    ]


def _of_compact(jurisdictions: Iterable[Jurisdiction]) -> list[Due]:
    """The sources of the compact's file on which facts of these jurisdictions rest, each once for all of them."""
    facts: dict[str, list[str]] = {}
    sources: dict[str, Source] = {}
    for jurisdiction in jurisdictions:
        ids = {id(source): key.removeprefix(SHARED) for key, source in jurisdiction.shared_sources.items()}
        for _, fact in jurisdiction.all_facts():
            for source, _ in (cited for answer in fact.answers for cited in answer.sources()):
                if id(source) in ids:
                    sources[ids[id(source)]] = source
                    facts.setdefault(ids[id(source)], []).append(f"{jurisdiction.code} {fact.field.id}")
    return [
        Due("all", "The Counseling Compact", COMPACT_FILE, key, s, known_until(s), tuple(dict.fromkeys(facts[key])), ())
        for key, s in sources.items()
    ]


def known_until(source: Source) -> date:
    """The day up to which the text is known to hold. A date in the future (a rule not yet in force) counts as read."""
    current = source.current_through
    return min(current, source.read_on) if current else source.read_on


def _came_since(answer: Answer, source: Source, day: date) -> bool:
    """Whether a change that was announced has happened after somebody last looked."""
    return any(when and source.read_on < when <= day for when in (answer.effective, answer.until))


def as_table(found: Sequence[Due], day: date) -> str:
    """For a terminal."""
    head = ("State", "Age", "Known until", "Read on", "Facts", "Source")
    rows = [
        (
            item.state,
            f"{item.months(day)} mo" + (" !" if item.ended else ""),
            item.since.isoformat(),
            item.source.read_on.isoformat(),
            str(len(item.facts)),
            f"{item.id}: {item.source.cite}"[:80],
        )
        for item in found
    ]
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    ]
    if any(item.ended for item in found):
        lines.append("\n! a change that was announced has taken effect since the source was read")
    return "\n".join(lines) + "\n"


def issue(found: Sequence[Due], day: date) -> tuple[str, str]:
    """Title and Markdown text of an issue that asks for a review of these sources."""
    states = list(dict.fromkeys(item.name for item in found))
    names = ", ".join(states[:3]) + (f" and {len(states) - 3} more" if len(states) > 3 else "")
    lines = [
        "Open each source and compare the facts below with it. If they still hold, only `read_on` (and `current_through`, if the text "
        "gives a newer date) moves on. If not, change the figure and its source together.",
        "",
    ]
    for item in found:
        lines.append(f"- [ ] **{escaped(item.name)}**: [{escaped(item.source.cite)}](<{item.source.url}>)")
        lines.append(
            f"  - known to hold until {item.since}, {item.months(day)} months ago; read on {item.source.read_on}; `{item.id}` in {item.path}"
        )
        if item.ended:
            lines.append(f"  - an announced change has taken effect since: {', '.join(f'`{f}`' for f in item.ended)}")
        if item.facts:
            lines.append(f"  - facts: {', '.join(f'`{f}`' for f in item.facts)}")
    return f"Review due: {names or 'nothing'}", "\n".join(lines) + "\n"


def issue_link(new_issue: str, found: Sequence[Due], day: date) -> str:
    """The address that opens the issue prefilled; with fewer sources where it would be too long."""
    for count in range(len(found), -1, -1):
        title, body = issue(found[:count], day)
        link = f"{new_issue}?{urlencode({'title': title, 'body': body})}"
        if len(link) <= LONGEST_LINK:
            return link
    return new_issue
