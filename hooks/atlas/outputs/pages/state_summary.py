"""The answer first: the key requirements of a state in a card, and the path from the degree to the license."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.domain import cautions, comparison, formatting, path_totals
from atlas.domain.atlas import Atlas
from atlas.domain.fees import Fees, changes_from, fees_along
from atlas.domain.field_sets import ALTERNATIVES, HOURS_BARS, ON_PATH
from atlas.domain.law_exam import law_exam_words
from atlas.domain.requirements import Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, Kind
from atlas.outputs.pages.state_checklist import level_word
from atlas.rendering.citations import Chip
from atlas.rendering.fact_views import AnswerView, FactView, Viewer

CACREP_WORDS = {"required": "CACREP required", "not_required": "CACREP not required"}
WITHOUT_CACREP = ("No CACREP degree?", "guides/non-cacrep/")
DISAGREE = "sources disagree"  # in the words of a comparison
NO_TIME = "No minimum; the hours decide"
VARIES = " (varies; see below)"
PATH_FIGURES = dict(zip(("Hours", "At least", "Exam", "Valid for"), ON_PATH, strict=True))
MAY_HAVE_CHANGED = "May have changed"
MOST_MARKS = 2  # beside a value of the card


@dataclass(frozen=True)
class SummaryRow:
    """An answer of the card; `value` is "" when it is not confirmed. `doubt` when sources disagree; `change` tells of one
    that is to come, "" without one; `guide` is the name and address of what helps whom the answer may leave out."""

    label: str
    value: str
    chips: list[Chip]
    doubt: bool = False
    change: str = ""
    guide: tuple[str, str] | None = None


@dataclass(frozen=True)
class PathNode:
    """A station on the path: a degree or a license by its short name, with its figures as label and value."""

    name: str
    word: str
    figures: list[tuple[str, str]]


@dataclass(frozen=True)
class StateSummary:
    """Builds the card and the path of one jurisdiction. `main` is the independent license that most readers are after."""

    jurisdiction: Jurisdiction
    main: License
    path: tuple[License, ...]
    atlas: Atlas
    viewer: Viewer

    def rows(self) -> list[SummaryRow]:
        """The six answers that readers come for."""
        return [
            self._degree(),
            self._hours(),
            _fact_row("Supervision", self._supervision()),
            self._exam_row(),
            self._row("Minimum time", "min_months", self._time()),
            self._fees(),
        ]

    def _row(self, label: str, fact: str, value: str) -> SummaryRow:
        return SummaryRow(label, value, self._chips(fact), self._disputed_on_path(fact), self._change(fact))

    def _time(self) -> str:
        """The least time on the path; where the rule sets none, that it sets none."""
        value = self._total_words("min_months") or self._own(self.main, "min_months")
        fact = self.main.facts.get("min_months")
        return value or (NO_TIME if fact and fact.current_answer(self.atlas.day).status is Status.SILENT else "")

    def _change(self, fact: str) -> str:
        """That a fact of the main license changes on a known day, or may have changed; "" otherwise."""
        if fact not in self.main.facts:
            return ""
        later = self.main.facts[fact].upcoming(self.atlas.day)
        if later and later[0].effective:
            return f"Changes from {formatting.day(later[0].effective)}"
        view = self.viewer.fact(self.main.facts[fact], self.main.id)
        return MAY_HAVE_CHANGED if view.answers[0].outdated else ""

    def nodes(self) -> list[PathNode]:
        """Degree and licenses in order, each with its own figures."""
        degree = self._degree()
        practicum = self._own(self.main, "practicum_internship_hours")
        figures = [("Degree", degree.value), ("Practicum and internship", practicum)]
        nodes = [PathNode("Graduate degree", "", [figure for figure in figures if figure[1]])]
        return nodes + [
            PathNode(license.short, level_word(license, self.atlas.day), list(self._figures(license)))
            for license in self.path
        ]

    def _figures(self, license: License) -> Iterator[tuple[str, str]]:
        """Hours, time, exam and fee of one license."""
        fees = fees_along((license,), self.atlas.day)
        for label, fact in PATH_FIGURES.items():
            value = self._exam(license) if fact == "exams" else self._own(license, fact)
            if value and not value.startswith("0 "):
                yield label, value
        if fees.known:
            signs = ["sources disagree"] * bool(fees.disputed) + ["changes; see below"] * bool(fees.changing)
            yield "Fees", _sum_words(fees) + (f" ({', '.join(signs)})" if signs else "")

    def _exam_row(self) -> SummaryRow:
        """The exams of the path, with the one on the state's own law where it is required."""
        row = self._row("Exam", "exams", self._exams())
        words = law_exam_words(path_totals.required_path(self.jurisdiction, self.main, self.atlas.day), self.atlas)
        if not row.value or not words or words.endswith(comparison.ABSENT_WORDS[Status.UNKNOWN]):
            return row  # what isn't confirmed is told below the card
        value = f"{row.value}; {cautions.plain(words).replace(f' ({DISAGREE})', '')}"
        doubt = row.doubt or self._disputed("jurisprudence_exam")
        return replace(row, value=value, chips=self._chips("exams", "jurisprudence_exam"), doubt=doubt)

    def _exams(self) -> str:
        """The exams of the path. Of a license whose exam is not confirmed the box of what to ask tells."""
        parts = self._words("exams").split("; ")
        return "; ".join([part for part in parts if not part.startswith("not confirmed")] or parts)

    def _exam(self, license: License) -> str:
        if "exams" not in license.facts:
            return ""
        return cautions.plain(comparison.exam_words(license, self.atlas)) or self._own(license, "exams")

    def _view(self, license: License, fact: str) -> FactView | None:
        return self.viewer.fact(license.facts[fact], license.id) if fact in license.facts else None

    def _own(self, license: License, fact: str) -> str:
        """The value of a fact in words; "" without one."""
        view = self._view(license, fact)
        return "" if view is None else _value(view)

    def _chips(self, *facts: str) -> list[Chip]:
        """The marks of facts of the main license that give a value."""
        views = [view for view in (self._view(self.main, fact) for fact in facts) if view and _value(view)]
        return marks(view.answers[0] for view in views)

    def _disputed(self, fact: str) -> bool:
        return (
            fact in self.main.facts and self.main.facts[fact].current_answer(self.atlas.day).status is Status.DISPUTED
        )

    def _disputed_on_path(self, *facts: str) -> bool:
        """Whether sources disagree on one of these for the main license, or for one below it that the words name."""
        cells = [comparison.license_cell(self.jurisdiction, self.main, fact, self.atlas) for fact in facts]
        return any(DISAGREE in cell.words for cell in cells) or any(map(self._disputed, facts))

    def _words(self, fact: str) -> str:
        """What must be met in all, as the tables of states have it; "" when it is not confirmed."""
        cell = comparison.license_cell(self.jurisdiction, self.main, fact, self.atlas)
        return "" if cell.status == Status.UNKNOWN.value else cautions.plain(cell.words).replace(f" ({DISAGREE})", "")

    def _degree(self) -> SummaryRow:
        credits, cacrep = self._own(self.main, "min_semester_credits"), self._own(self.main, "cacrep")
        view = self._view(self.main, "cacrep")
        stated = self.main.facts["cacrep"].current_answer(self.atlas.day).value if view else None
        accreditation = CACREP_WORDS.get(stated or "", cacrep)
        if cacrep.endswith(VARIES):
            accreditation = accreditation.removesuffix(VARIES) + VARIES
        value = "; ".join(part for part in (credits, accreditation) if part)
        chips = self._chips("min_semester_credits", "cacrep")
        doubt = self._disputed("min_semester_credits") or self._disputed("cacrep")
        guide = None if accreditation in ("", CACREP_WORDS["not_required"]) else WITHOUT_CACREP
        return SummaryRow("Degree", value, chips, doubt, self._change("min_semester_credits"), guide)

    def _hours(self) -> SummaryRow:
        total = self._total_words("supervised_hours_total")
        direct = self._total_words("direct_client_hours")
        words = total or self._words("supervised_hours_total").replace("not set by law", "").replace(
            "not confirmed", ""
        )
        part = re.sub(r"(?= \()|$", " direct", direct, count=1) if direct else self._unconfirmed_direct_hours()
        value = f"{words}; {part}" if part and "direct" not in words else words
        chips = self._chips("supervised_hours_total", "direct_client_hours") or self._chips("min_months")
        doubt = self._disputed_on_path("supervised_hours_total", "direct_client_hours")
        change = self._change("supervised_hours_total")
        return SummaryRow("Hours", value.strip("; "), chips if value else [], doubt, change if value else "")

    def _unconfirmed_direct_hours(self) -> str:
        """That it isn't confirmed how many of a known total must be with clients; "" otherwise."""
        total, direct = (
            comparison.license_cell(self.jurisdiction, self.main, fact, self.atlas).status for fact in HOURS_BARS
        )
        known = total in (Status.STATED.value, Status.DISPUTED.value)
        return "direct hours not confirmed" if known and direct == Status.UNKNOWN.value else ""

    def _total_words(self, fact: str) -> str:
        """A sum over the path in words, with its parts; "" without one."""
        path = path_totals.required_path(self.jurisdiction, self.main, self.atlas.day)
        total = path_totals.path_total(path, fact, self.atlas.day)
        if total.value is None:
            return ""
        if not total.spread and total.tiers[-1].own:
            return self._own(total.tiers[-1].license, fact)
        if not total.spread:
            return f"{'At least ' if total.at_least else ''}{self._amount(fact, total.value)}"
        parts = " + ".join(f"{formatting.number(tier.added)} {tier.license.short}" for tier in total.spread)
        return f"{'At least ' if total.at_least else ''}{self._amount(fact, total.value)} ({parts})"

    def _amount(self, fact: str, value: float) -> str:
        return formatting.readable_value(BY_ID[fact], value, self.atlas.exams)

    def _supervision(self) -> FactView | None:
        """Hours of supervision; where the rule sets none, what it sets instead."""
        hours = self._view(self.main, "supervision_hours")
        instead = self._view(self.main, ALTERNATIVES["supervision_hours"])
        return instead if instead and _value(instead) and not (hours and _value(hours)) else hours

    def _fees(self) -> SummaryRow:
        path = path_totals.required_path(self.jurisdiction, self.main, self.atlas.day)
        fees = fees_along(path, self.atlas.day)
        if not fees.known:
            return SummaryRow("Fees", "", [])
        known = [self._view(fee.license, fee.fact) for fee in fees.known]
        chips = marks(view.answers[0] for view in known if view)
        change = MAY_HAVE_CHANGED if any(view.answers[0].outdated for view in known if view) else ""
        if later := changes_from(fees, self.atlas.day):
            change = f"Changes from {formatting.day(later)}"
        return SummaryRow("Fees", f"{_sum_words(fees)} before licensure", chips, bool(fees.disputed), change)


def _fact_row(label: str, view: FactView | None) -> SummaryRow:
    if view is None:
        return SummaryRow(label, "", [])
    answer = view.answers[0]
    value = _value(view) or (answer.text if answer.status == Status.SILENT else "")
    change = MAY_HAVE_CHANGED if value and answer.outdated else ""
    return SummaryRow(label, value, marks([answer]) if value else [], answer.status == Status.DISPUTED, change)


def _sum_words(fees: Fees) -> str:
    return ("At least " if fees.at_least else "") + formatting.money(fees.total)


def _value(view: FactView) -> str:
    """The value that holds for most people, or every reading of a disputed one; with another for a group, that it varies, and with
    a change on a known day, that it changes. Of a single one that isn't for everybody, for whom it is."""
    first = view.answers[0]
    value = first.value or ", ".join(first.items) or _either(view, [reading.value for reading in first.readings])
    signs = ["varies"] * (len(view.answers) > 1) + ["changes"] * bool(view.upcoming or first.until)
    if value and first.applies_to and len(view.answers) == 1:
        value += f" ({formatting.group_in_sentence(first.applies_to)})"
    return f"{value} ({', '.join(signs)}; see below)" if value and signs else value


def _either(view: FactView, readings: Sequence[str]) -> str:
    """What sources disagree on, inside a line: "CACREP, or listed courses, or not required"."""
    if BY_ID[view.id].kind in (Kind.WORD, Kind.BOOLEAN):
        readings = [*readings[:1], *map(formatting.in_sentence, readings[1:])]
    return (", or " if any(" or " in reading for reading in readings) else " or ").join(readings)


def marks(answers: Sequence[AnswerView] | Iterator[AnswerView]) -> list[Chip]:
    """The marks of answers, each source once, no more than a card has room for."""
    chips: dict[int, Chip] = {}
    for answer in answers:
        own = [answer.chip] if answer.chip else []
        for chip in [reading.chip for reading in answer.readings] or own:
            chips.setdefault(chip.number, chip)
    return list(chips.values())[:MOST_MARKS]
