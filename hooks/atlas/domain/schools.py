"""Schools that report degrees in counseling, or whose program a source calls accredited or approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from atlas.domain.admissions import ContactKind, admissions_contact
from atlas.domain.school_files import (
    CONTROL_LABELS,
    OTHER_HEADING,
    PROGRAM_KINDS,
    Accreditation,
    Approval,
    Control,
    Distance,
    FederalSchool,
    Notice,
    Override,
    Place,
    Program,
    ProgramDelivery,
    ProgramKind,
    SchoolsFile,
)

EARTH_RADIUS_MILES = 3958.8


class Contact(NamedTuple):
    """Where to ask a school: the kind of page, and its address."""

    kind: ContactKind
    url: str

    @property
    def words(self) -> str:
        return self.kind.words


@dataclass(frozen=True)
class School:
    """An institution as the site shows it. What is not reported is None."""

    federal: FederalSchool
    override: Override | None = None

    @property
    def unitid(self) -> int:
        return self.federal.unitid

    @property
    def name(self) -> str:
        return self.federal.name

    @property
    def city(self) -> str:
        return self.federal.city

    @property
    def control(self) -> Control:
        return self.federal.control

    @property
    def control_label(self) -> str:
        return CONTROL_LABELS[self.control]

    @property
    def distance(self) -> Distance:
        return self.federal.distance

    @property
    def at_a_distance(self) -> bool:
        """Whether the institution, not its counseling program, reports graduate programs at a distance."""
        return self.distance in (Distance.ALL, Distance.OFFERED)

    @property
    def programs(self) -> list[Program]:
        return self.federal.programs

    @property
    def kinds(self) -> list[ProgramKind]:
        """The kinds of program it reports; OTHER_HEADING where it reports none of them."""
        return [program.kind for program in self.programs] or [OTHER_HEADING]

    @property
    def awards_masters(self) -> bool:
        return any(program.degrees for program in self.programs)

    @property
    def awards_doctorates(self) -> bool:
        return any(program.doctoral for program in self.programs)

    @property
    def aliases(self) -> list[str]:
        return self.federal.aliases or []

    @property
    def website(self) -> str | None:
        return self.federal.website

    @property
    def admissions(self) -> str | None:
        return self.federal.admissions

    @property
    def phone(self) -> str | None:
        return self.federal.phone

    @property
    def program_url(self) -> str | None:
        return self.override.program_url if self.override else None

    @property
    def disclosure_url(self) -> str | None:
        return self.override.disclosure_url if self.override else None

    @property
    def accreditation(self) -> list[Accreditation]:
        return self.override.accreditation if self.override else []

    @property
    def approval(self) -> list[Approval]:
        return self.override.approval if self.override else []

    @property
    def notice(self) -> Notice | None:
        return self.override.notice if self.override else None

    @property
    def delivery(self) -> list[ProgramDelivery]:
        return self.override.delivery if self.override else []

    @property
    def contacts(self) -> list[Contact]:
        """Where a graduate applicant asks, the best first; each address once.

        The office that a school names in the federal data is mostly the undergraduate one. It comes last, and only while
        nothing better is known.
        """
        known = self.override
        found = [
            (ContactKind.INFORMATION, known.information_url if known else None),
            (ContactKind.PROGRAM, known.program_url if known else None),
            (ContactKind.GRADUATE_ADMISSIONS, known.admissions_url if known else None),
        ]
        if not any(url for _, url in found) and self.admissions:
            found.append((admissions_contact(self.admissions), self.admissions))
        found.append((ContactKind.WEBSITE, self.website))
        contacts: list[Contact] = []
        for kind, url in found:
            if url and not any(kind is there.kind or url == there.url for there in contacts):
                contacts.append(Contact(kind, url))
        return contacts

    @property
    def ask(self) -> Contact | None:
        """Where to ask first; None when no address is known."""
        return next(iter(self.contacts), None)


@dataclass(frozen=True)
class StateSchools:
    """The schools of one state, by name. `left_out` are institutions that a maintainer excluded, each with the reason."""

    file: SchoolsFile
    schools: tuple[School, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> str:
        """The federal files in words."""
        files = [f"directory {self.file.directory}", f"completions {self.file.completions}"]
        if self.file.characteristics:
            files.append(f"characteristics {self.file.characteristics}")
        return f"{self.file.publisher}, {', '.join(files)}"


Schools = Mapping[str, StateSchools]  # by postal code


def kinds_reported(schools: Iterable[School]) -> list[ProgramKind]:
    """The kinds of program that some schools report, in the order of the page."""
    reported = {kind.id for school in schools for kind in school.kinds}
    return [kind for kind in (*PROGRAM_KINDS.values(), OTHER_HEADING) if kind.id in reported]


def miles(start: Place, end: Place) -> float:
    """The distance in a straight line over the globe (haversine formula), in miles."""
    (lat1, lon1), (lat2, lon2) = ((radians(x) for x in place) for place in (start, end))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(half))


@dataclass(frozen=True)
class NearestSchool:
    """The nearest school of another state. `miles` is a straight line from the middle of the state that has none."""

    code: str
    school: School
    miles: float


def nearest_elsewhere(code: str, schools: Schools, count: int = 3) -> list[NearestSchool]:
    """For a state without schools: the nearest states that have some, nearest first, each with its nearest school."""
    here = schools[code].file.middle if code in schools else None
    if here is None:
        return []
    found = [near for other in schools if other != code for near in _nearest_of(other, schools[other], here)]
    return sorted(found, key=lambda near: near.miles)[:count]


def _nearest_of(code: str, state: StateSchools, here: Place) -> Iterator[NearestSchool]:
    near = [NearestSchool(code, s, miles(here, s.federal.place)) for s in state.schools if s.federal.place]
    if near:
        yield min(near, key=lambda n: n.miles)
