"""The sources of a page: their marks, and what a mark opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.domain import formatting
from atlas.domain.formatting import GRADE_MEANING, GRADES
from atlas.domain.requirements import Source


@dataclass(frozen=True)
class Chip:
    """The mark beside a figure that opens its source."""

    popover: str  # id of the popover
    number: int  # in the page's list of sources
    grade: str  # Law, Board, Secondary
    evidence: str  # law, board, secondary, secondary_no_rule
    caveat: str = ""  # what weakens the source


@dataclass(frozen=True)
class Fix:
    """How a reader corrects a fact: the file at its line, or a form with what is known filled in."""

    label: str
    edit: str
    report: str


@dataclass(frozen=True)
class Popover:
    """What a chip opens. `fixes` are the facts of the page that rest on it, `report` the form for telling what is wrong."""

    id: str
    number: int
    source: Source
    at: str
    grade: str
    meaning: str
    current: str  # how current the source says it is
    read: str
    fixes: tuple[Fix, ...] = ()
    report: str = ""


class Citations:
    """The sources of one page: numbers them and collects the popovers that its chips need."""

    def __init__(self, sources: Mapping[str, Source], report: Callable[[Sequence[Fix]], str] | None = None) -> None:
        self._report = report
        self._sources = list(sources.items())
        self._number = {id(source): n for n, (_, source) in enumerate(self._sources, 1)}
        self._popovers: dict[tuple[int, str], Popover] = {}
        self._fixes: dict[tuple[int, str], dict[Fix, None]] = {}

    @property
    def ids(self) -> list[str]:
        """The ids of the sources."""
        return [id for id, _ in self._sources]

    def chip(self, source: Source, at: str = "", fix: Fix | None = None) -> Chip:
        """The chip for a source, and its popover; `fix` says how to correct the fact that it stands beside."""
        number = self._number[id(source)]
        key = (number, at)
        if key not in self._popovers:
            same = sum(1 for n, _ in self._popovers if n == number)
            self._popovers[key] = Popover(
                id=f"source-{number}-{same + 1}",
                number=number,
                source=source,
                at=at,
                grade=GRADES[source.evidence],
                meaning=GRADE_MEANING[source.evidence],
                current=current_words(source),
                read=formatting.day(source.read_on),
            )
        if fix:
            self._fixes.setdefault(key, {})[fix] = None
        return Chip(self._popovers[key].id, number, GRADES[source.evidence], source.evidence.value, source.caveat or "")

    def chips(self, ids: Iterable[str]) -> list[Chip]:
        """The chips for source ids of the file, such as the `sources:` of a step."""
        sources = dict(self._sources)
        return [self.chip(sources[id]) for id in ids]

    def popovers(self) -> list[Popover]:
        """What the chips of the page open, each with the facts that rest on it."""
        return [self._completed(popover, tuple(self._fixes.get(key, ()))) for key, popover in self._popovers.items()]

    def _completed(self, popover: Popover, fixes: tuple[Fix, ...]) -> Popover:
        return replace(popover, fixes=fixes, report=self._report(fixes) if self._report and fixes else "")

    def cited(self) -> list[Popover]:
        """Every source that has a chip on the page, once, in order of number."""
        numbers = {number for number, _ in self._popovers}
        return [popover for popover in self.listed() if popover.number in numbers]

    def listed(self) -> list[Popover]:
        """Every source of the page once, in order of number."""
        return [
            Popover(
                f"source-{n}",
                n,
                s,
                "",
                GRADES[s.evidence],
                GRADE_MEANING[s.evidence],
                current_words(s),
                formatting.day(s.read_on),
            )
            for n, (_, s) in enumerate(self._sources, 1)
        ]


def current_words(source: Source) -> str:
    """How current the source says it is."""
    if source.current_through:
        return f"Text dated {formatting.day(source.current_through)}."
    return "Undated."
