"""How much is known, and how well: for maintainers who look for the next place to work on, and for readers who want to
know how far to trust a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.evidence import EvidenceCounts
from atlas.domain.field_sets import ALTERNATIVES, CORE, CORE_ASSOCIATE
from atlas.domain.jurisdictions import TERRITORIES
from atlas.domain.requirements import Answer, Evidence, Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, FIELDS, GROUPS, Level


@dataclass(frozen=True)
class CoverageRow(EvidenceCounts):
    """How one jurisdiction, or one fact over all of them, stands. Counts are of facts."""

    name: str
    address: str
    outdated: int = 0  # answers on matters that change often, from a text of more than five years
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
        """The counts of core facts as they are quoted: how many, and the two shares."""
        return (
            f"{self.total} core facts, not confirmed {self.unknown_share:.1f}%, "
            f"law or board {self.official_share:.1f}% of the confirmed"
        )


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


def by_state(atlas: Atlas) -> list[CoverageRow]:
    """One line for each jurisdiction, by name."""
    return [_row(jurisdiction, atlas) for jurisdiction in atlas.jurisdictions]


def _row(jurisdiction: Jurisdiction, atlas: Atlas) -> CoverageRow:
    counts = evidence.count_evidence(jurisdiction, atlas.day)
    sources = jurisdiction.sources.values()
    return CoverageRow(
        name=jurisdiction.name,
        address=f"states/{jurisdiction.slug}/",
        status=counts.status,
        evidence=counts.evidence,
        outdated=_outdated(((f.field.id, f.current_answer(atlas.day)) for _, f in jurisdiction.all_facts()), atlas.day),
        oldest=evidence.oldest_source(jurisdiction),
        undated=sum(s.current_through is None for s in sources),
        sources=len(jurisdiction.sources),
    )


def total_row(standings: list[CoverageRow]) -> CoverageRow:
    """All lines in one."""
    return CoverageRow(
        name="All",
        address="",
        status=sum((s.status for s in standings), Counter()),
        evidence=sum((s.evidence for s in standings), Counter()),
        outdated=sum(s.outdated for s in standings),
        oldest=min((s.oldest for s in standings if s.oldest), default=None),
        undated=sum(s.undated for s in standings),
        sources=sum(s.sources for s in standings),
    )


def core_by_state(atlas: Atlas) -> list[CoverageRow]:
    """One line for each of the states and the District by name, of core facts alone, each counted on its own."""
    return [
        _row_of(jurisdiction.name, f"states/{jurisdiction.slug}/", _counted_core(jurisdiction, atlas.day), atlas.day)
        for jurisdiction in _counted(atlas)
    ]


def core_by_fact(atlas: Atlas) -> list[CoverageRow]:
    """One line for each core fact over the states and the District, each counted on its own."""
    answers: dict[str, list[Answer]] = {id: [] for id in CORE}
    for jurisdiction in _counted(atlas):
        for id, answer in _counted_core(jurisdiction, atlas.day):
            answers[id].append(answer)
    return [_row_of(BY_ID[id].label, "", [(id, answer) for answer in answers[id]], atlas.day) for id in CORE]


def _counted(atlas: Atlas) -> Iterator[Jurisdiction]:
    """The states and the District: of the territories too little is known to count them with these."""
    return (jurisdiction for jurisdiction in atlas.jurisdictions if jurisdiction.code not in TERRITORIES)


def _counted_core(jurisdiction: Jurisdiction, on: date) -> list[tuple[str, Answer]]:
    """Every core fact with its answer, of every license: no fact stands in for another, and no license is left out."""
    facts = jurisdiction.all_facts()
    return [(fact.field.id, fact.current_answer(on)) for _, fact in facts if fact.field.id in CORE]


def _row_of(name: str, address: str, answers: list[tuple[str, Answer]], on: date) -> CoverageRow:
    status = Counter(answer.status for _, answer in answers)
    grades = Counter(answer.evidence for _, answer in answers if answer.evidence)
    return CoverageRow(status, grades, name, address, _outdated(answers, on))


def _outdated(answers: Iterable[tuple[str, Answer]], on: date) -> int:
    """How many answers, each with the id of its fact, may have changed since their text was written."""
    return sum(evidence.outdated_text(id, answer, on) is not None for id, answer in answers)


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
