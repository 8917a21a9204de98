"""The sources of a page: their marks, and what a mark opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.domain import formatting
from atlas.domain.confirmations import Confirmation
from atlas.domain.formatting import GRADES
from atlas.domain.official_links import copy_host
from atlas.domain.sources import Source


@dataclass(frozen=True)
class Chip:
    """The mark beside a figure that opens its source."""

    popover: str  # id of the popover
    number: int  # in the page's list of sources
    grade: str  # Law, Board, Secondary
    evidence: str  # law, board, secondary, secondary_no_rule
    caveat: str = ""  # what weakens the source
    at: str = ""  # the place in the source


@dataclass(frozen=True)
class Fix:
    """How a reader corrects a fact: the file at its line, or a form with what is known filled in."""

    label: str
    edit: str
    report: str


@dataclass(frozen=True)
class SecondSource:
    """A second source that says the same as the first: its name and address, its day in words, and of which items."""

    name: str
    url: str
    day: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Popover:
    """What the chips of a source open. `places` are those in the source that the page rests on, `report` the form for telling
    what is wrong, `confirmed_by` the second sources of what rests on it."""

    id: str
    number: int
    source: Source
    grade: str
    current: str  # how current the source says it is
    read: str  # the day, and at whose copy where it wasn't the publisher's
    places: tuple[str, ...] = ()
    report: str = ""
    confirmed_by: tuple[SecondSource, ...] = ()


class Citations:
    """The sources of one page: numbers them and collects the popovers that its chips need."""

    def __init__(self, sources: Mapping[str, Source], report: Callable[[Sequence[Fix]], str] | None = None) -> None:
        self._report = report
        self._sources = list(sources.items())
        self._number = {id(source): n for n, (_, source) in enumerate(self._sources, 1)}
        self._places: dict[int, dict[str, None]] = {}  # by the number of a source that has a chip
        self._fixes: dict[int, dict[Fix, None]] = {}
        self._confirmed: dict[int, dict[Confirmation, dict[str, None]]] = {}  # with the items that each confirms

    @property
    def ids(self) -> list[str]:
        """The ids of the sources."""
        return [id for id, _ in self._sources]

    def chip(self, source: Source, at: str = "", fix: Fix | None = None) -> Chip:
        """The chip for a place in a source, and the popover of the source; `fix` says how to correct the fact that it
        stands beside."""
        number = self._number[id(source)]
        self._places.setdefault(number, {})[at] = None
        if fix:
            self._fixes.setdefault(number, {})[fix] = None
        grade = source.evidence
        return Chip(f"source-{number}", number, GRADES[grade], grade.value, source.caveat or "", at)

    def confirm(self, source: Source, item: str, confirmed_by: Iterable[Confirmation]) -> None:
        """Remember for the popover of the source which second sources confirm an item that rests on it."""
        seconds = self._confirmed.setdefault(self._number[id(source)], {})
        for second in confirmed_by:
            seconds.setdefault(second, {})[item] = None

    def chips(self, ids: Iterable[str]) -> list[Chip]:
        """The chips for source ids of the file, such as the `sources:` of a step."""
        sources = dict(self._sources)
        return [self.chip(sources[id]) for id in ids]

    def popovers(self) -> list[Popover]:
        """What the chips of the page open: one for each source, whatever the place."""
        return [self._completed(popover) for popover in self.cited()]

    def _completed(self, popover: Popover) -> Popover:
        fixes = tuple(self._fixes.get(popover.number, ()))
        places = tuple(place for place in self._places[popover.number] if place)
        report = self._report(fixes) if self._report and fixes else ""
        seconds = self._confirmed.get(popover.number, {})
        told = (SecondSource(s.name, s.url, formatting.day(s.as_of), tuple(items)) for s, items in seconds.items())
        return replace(popover, places=places, report=report, confirmed_by=tuple(told))

    def cited(self) -> list[Popover]:
        """Every source that has a chip on the page, once, in order of number."""
        return [popover for popover in self.listed() if popover.number in self._places]

    def listed(self) -> list[Popover]:
        """Every source of the page once, in order of number."""
        return [
            Popover(
                f"source-{n}",
                n,
                s,
                GRADES[s.evidence],
                current_words(s),
                read_words(s),
            )
            for n, (_, s) in enumerate(self._sources, 1)
        ]


def read_words(source: Source) -> str:
    """When it was read, and that it was a copy: "Nov. 23, 2026", "Nov. 23, 2026, at lawserver.com"."""
    host = copy_host(source)
    return formatting.day(source.read_on) + (f", at {host}" if host else "")


def current_words(source: Source) -> str:
    """How current the source says it is."""
    if source.current_through:
        return f"Text dated {formatting.day(source.current_through)}."
    return "Undated."
