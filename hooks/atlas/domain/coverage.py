"""How much is known, and how well: for maintainers who look for the next place to work on, and for readers who want to
know how far to trust a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.evidence import EvidenceCounts
from atlas.domain.field_sets import ALTERNATIVES, CORE, CORE_ASSOCIATE
from atlas.domain.jurisdictions import TERRITORIES
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.sources import Evidence
from atlas.domain.vocabulary import BY_ID, FIELDS, GROUPS, Level


@dataclass(frozen=True)
class CoverageRow(EvidenceCounts):
    """How one jurisdiction, or one fact over all of them, stands. Counts are of facts."""

    name: str
    address: str
    outdated: int = 0  # answers on matters that change often, from a text of more than five years
    confirmed: int = 0  # answers that a second, independent source confirms
    oldest: date | None = None  # the oldest date that a source gives for itself
    undated: int = 0  # sources that give no date
    sources: int = 0

    @property
    def unknown_share(self) -> float:
        """Percent of the facts that are not known."""
        return 100 * self.status[Status.UNKNOWN] / self.total if self.total else 0

    @property
    def official_share(self) -> float:
        """Percent of the answered facts that rest on law or on the board."""
        return 100 * self.official / self.answered if self.answered else 0

    @property
    def no_rule_share(self) -> float:
        """Percent of the answered facts that rest only on a source that names no rule."""
        return 100 * self.evidence[Evidence.NO_RULE_NAMED] / self.answered if self.answered else 0

    @property
    def in_a_line(self) -> str:
        """The counts of core facts as maintainers quote them: how many, and the two shares. The same words as those of the plain
        count of facts.csv that measures the site."""
        return (
            f"{self.total} core facts, not known {self.unknown_share:.1f}%, "
            f"law or board {self.official_share:.1f}% of the answered"
        )

    @property
    def in_words(self) -> str:
        """The same for readers."""
        return self.in_a_line.replace("not known", "not confirmed").replace("the answered", "the confirmed")


@dataclass(frozen=True)
class ReviewTarget:
    """A part of a state's file to work on next, and why."""

    state: str
    code: str
    part: str
    unknown: tuple[str, ...]  # labels of the facts not known
    secondary: int  # facts that rest on a secondary source only, whether it names the rule or not

    @property
    def weight(self) -> int:
        return 3 * len(self.unknown) + self.secondary


@dataclass(frozen=True)
class CountedFact:
    """The answer to a fact, and what is to be said of it."""

    id: str
    answer: Answer
    outdated: bool
    confirmed: bool


def by_state(atlas: Atlas) -> list[CoverageRow]:
    """One line for each jurisdiction, by name."""
    return [
        replace(
            _row(jurisdiction.name, f"states/{jurisdiction.slug}/", _facts(jurisdiction, atlas.day)),
            oldest=evidence.oldest_source(jurisdiction),
            undated=sum(source.current_through is None for source in jurisdiction.sources.values()),
            sources=len(jurisdiction.sources),
        )
        for jurisdiction in atlas.jurisdictions
    ]


def _facts(jurisdiction: Jurisdiction, on: date) -> list[CountedFact]:
    """Every fact, of every license: none stands in for another, and no license is left out."""
    found = []
    for license, fact in jurisdiction.all_facts():
        answer = fact.current_answer(on)
        confirmed_by = jurisdiction.confirmed_by(license.id if license else "", fact, answer, on)
        outdated = evidence.outdated_text(fact.field.id, answer, on, confirmed_by)
        found.append(CountedFact(fact.field.id, answer, outdated is not None, bool(confirmed_by)))
    return found


def _row(name: str, address: str, facts: list[CountedFact]) -> CoverageRow:
    return CoverageRow(
        status=Counter(fact.answer.status for fact in facts),
        evidence=Counter(fact.answer.evidence for fact in facts if fact.answer.evidence),
        name=name,
        address=address,
        outdated=sum(fact.outdated for fact in facts),
        confirmed=sum(fact.confirmed for fact in facts),
    )


def total_row(standings: list[CoverageRow]) -> CoverageRow:
    """All lines in one."""
    return CoverageRow(
        name="All",
        address="",
        status=sum((s.status for s in standings), Counter()),
        evidence=sum((s.evidence for s in standings), Counter()),
        outdated=sum(s.outdated for s in standings),
        confirmed=sum(s.confirmed for s in standings),
        oldest=min((s.oldest for s in standings if s.oldest), default=None),
        undated=sum(s.undated for s in standings),
        sources=sum(s.sources for s in standings),
    )


def core_by_state(atlas: Atlas) -> list[CoverageRow]:
    """One line for each of the states and the District by name, of core facts alone, each counted on its own."""
    return [_row(j.name, f"states/{j.slug}/", _core(j, atlas.day)) for j in _counted(atlas)]


def core_by_fact(atlas: Atlas) -> list[CoverageRow]:
    """One line for each core fact over the states and the District, each counted on its own."""
    facts = [fact for jurisdiction in _counted(atlas) for fact in _core(jurisdiction, atlas.day)]
    return [_row(BY_ID[id].label, "", [fact for fact in facts if fact.id == id]) for id in CORE]


def _counted(atlas: Atlas) -> Iterator[Jurisdiction]:
    """The states and the District: of the territories too little is known to count them with these."""
    return (jurisdiction for jurisdiction in atlas.jurisdictions if jurisdiction.code not in TERRITORIES)


def _core(jurisdiction: Jurisdiction, on: date) -> list[CountedFact]:
    return [fact for fact in _facts(jurisdiction, on) if fact.id in CORE]


def core_facts(jurisdiction: Jurisdiction) -> Iterator[tuple[License | None, Fact]]:
    """The core facts of a jurisdiction: its own, those of the independent license, and some of the associate one."""
    for license, fact in jurisdiction.all_facts():
        id = fact.field.id
        if id not in CORE:
            continue
        if (
            license is None
            or license.level is Level.INDEPENDENT
            or (license.level is Level.ASSOCIATE and id in CORE_ASSOCIATE)
        ):
            yield license, fact


def core_unknown(jurisdiction: Jurisdiction, on: date) -> list[str]:
    """Labels of the core questions of a jurisdiction that have no answer; either of a pair is enough."""
    missing = []
    for license, fact in core_facts(jurisdiction):
        id = fact.field.id
        if fact.current_answer(on).status is not Status.UNKNOWN:
            continue
        pair = ALTERNATIVES.get(id) or next((a for a, b in ALTERNATIVES.items() if b == id), None)
        facts = license.facts if license else jurisdiction.facts
        if pair and pair in facts and facts[pair].current_answer(on).status is not Status.UNKNOWN:
            continue
        missing.append(f"{license.short}: {fact.field.label}" if license else fact.field.label)
    return missing


def weakest(atlas: Atlas, count: int = 10) -> list[ReviewTarget]:
    """The parts of files where work helps most: facts not known weigh three, secondary evidence one."""
    labels = {group.id: group.label for group in GROUPS}
    order = [field.id for field in FIELDS]
    places = []
    for jurisdiction in atlas.jurisdictions:
        parts: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        for license, fact in jurisdiction.all_facts():
            if fact.same_as or fact.field.id == "level":
                continue
            owner = license.short if license else ""
            unknown, secondary = parts.setdefault((owner, fact.field.group), ([], []))
            answer = fact.current_answer(atlas.day)
            if answer.status is Status.UNKNOWN:
                unknown.append(fact.field.id)
            elif answer.evidence and not answer.evidence.is_official:
                secondary.append(fact.field.id)
        for (owner, group), (unknown, secondary) in parts.items():
            part = f"{owner}: {formatting.in_sentence(labels[group])}" if owner else labels[group]
            places.append(
                ReviewTarget(
                    jurisdiction.name,
                    jurisdiction.code,
                    part,
                    tuple(BY_ID[id].label for id in sorted(unknown, key=order.index)),
                    len(secondary),
                )
            )
    places.sort(key=lambda place: (-place.weight, place.state, place.part))
    return [place for place in places if place.weight][:count]
