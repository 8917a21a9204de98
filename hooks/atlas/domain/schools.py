"""Schools that report degrees in counseling, or whose program a source calls accredited or approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from atlas.domain.admissions import ContactKind, admissions_contact
from atlas.domain.problems import nearest
from atlas.domain.requirements import StrictModel
from atlas.domain.roles import Role
from atlas.domain.values import AnyDay, PastDay, Phone, PostalCode, Text, Url, fail

EARTH_RADIUS_MILES = 3958.8


class Control(StrEnum):
    PUBLIC = "public"
    PRIVATE_NONPROFIT = "private_nonprofit"
    PRIVATE_FOR_PROFIT = "private_for_profit"


CONTROL_LABELS = {
    Control.PUBLIC: "Public",
    Control.PRIVATE_NONPROFIT: "Private, not for profit",
    Control.PRIVATE_FOR_PROFIT: "Private, for profit",
}


class Distance(StrEnum):
    """Graduate programs at a distance, of the institution as a whole (IPEDS DSTNGP and DISTNCED)."""

    ALL = "all"
    OFFERED = "some"
    NONE = "none"
    UNKNOWN = "unknown"


DISTANCE_LABELS = {
    Distance.ALL: "The institution teaches all its programs online",
    Distance.OFFERED: "The institution has online graduate programs; the data don't say which",
    Distance.NONE: "The institution reports no online graduate program",
    Distance.UNKNOWN: "Whether the institution has online graduate programs is not reported",
}


@dataclass(frozen=True)
class ProgramKind:
    """A kind of program as institutions report it. `id` is public: it stands in the downloads."""

    cip: str  # CIP 2020
    id: str
    name: str  # for lists to choose from
    label: str  # what the data say, and what they do not


# In the order of the page. Names of the codes: Classification of Instructional Programs 2020.
PROGRAM_KINDS = {
    kind.cip: kind
    for kind in (
        ProgramKind(
            "51.1508", "mental_health_counseling", "Mental health counseling", "Reported as mental health counseling"
        ),
        ProgramKind(
            "13.1101",
            "counselor_education",
            "Counselor education",
            "Reported as counselor education, which also covers school counseling: ask which it is",
        ),
        ProgramKind(
            "42.2803",
            "counseling_psychology",
            "Counseling psychology",
            "Reported as counseling psychology: ask which license it leads to",
        ),
        ProgramKind(
            "51.2310",
            "rehabilitation_counseling",
            "Rehabilitation counseling",
            "Reported as rehabilitation counseling: ask whether it also leads to the counseling license",
        ),
        ProgramKind(
            "51.1501",
            "addiction_counseling",
            "Addiction counseling",
            "Reported as addiction counseling: ask whether it also leads to the counseling license",
        ),
        ProgramKind(
            "51.1599",
            "mental_health_other",
            "Mental and social health, other",
            "Reported as another program in mental and social health services: ask what it is",
        ),
        ProgramKind(
            "13.1199",
            "student_counseling_other",
            "Student counseling, other",
            "Reported as another program in student counseling: ask what it is",
        ),
        ProgramKind(
            "42.2899",
            "applied_psychology_other",
            "Clinical, counseling and applied psychology, other",
            "Reported as another program in clinical, counseling and applied psychology: ask which license it leads to",
        ),
    )
}

# Of a school that is listed for its accreditation or approval alone. It stands for no code.
OTHER_HEADING = ProgramKind(
    "",
    "other_heading",
    "Counseling, reported under another heading",
    "Listed because its counseling program is accredited or approved. The school reports the degrees under another heading",
)


def _kind_of_program(cip: str) -> str:
    if cip not in PROGRAM_KINDS:
        kinds = "one of " + ", ".join(PROGRAM_KINDS)
        fail(f"`{cip}` is not a kind of program", kinds, nearest(cip, PROGRAM_KINDS))
    return cip


class Program(StrictModel):
    """Degrees awarded in one program in the reported year, first and second majors together.

    `degrees` are master's degrees: 0 is "reported, none awarded that year", None is "no master's program reported".
    `doctoral` counts the doctorates likewise.
    """

    cip: Annotated[str, AfterValidator(_kind_of_program), Role.UNIQUE]
    degrees: Annotated[int, Field(ge=0)] | None = None
    doctoral: Annotated[int, Field(ge=0)] | None = None

    @property
    def kind(self) -> ProgramKind:
        """The kind that belongs to the code."""
        return PROGRAM_KINDS[self.cip]


Degree = Annotated[float, Field(ge=-180, le=180)]
Place = Annotated[list[Degree], Field(min_length=2, max_length=2)]  # latitude, longitude


class FederalSchool(StrictModel):
    """An institution as in the federal data. `programs` is empty where it is listed for its accreditation or approval."""

    unitid: Annotated[int, Role.UNIQUE]
    name: Text
    aliases: Annotated[list[Text], Field(min_length=1)] | None = None  # other names, as the school reports them
    city: Text
    place: Place | None = None
    control: Annotated[Control, Field(strict=False)]
    website: Url | None = None
    admissions: Url | None = None
    phone: Phone | None = None
    distance: Annotated[Distance, Field(strict=False)] = Distance.UNKNOWN
    programs: list[Program]

    @property
    def reports_masters(self) -> bool:
        """Whether it reports a master's program of one of the kinds: this alone puts it on the list."""
        return any(program.degrees is not None for program in self.programs)


class SchoolsFile(StrictModel):
    """The schools of one state, by name, as in the federal data."""

    code: PostalCode
    publisher: Text
    directory: Text  # the file that names and addresses come from
    completions: Text  # the file that degrees come from
    characteristics: Text | None = None  # the file that distance comes from
    year: Text
    middle: Place | None = None  # the mean place of all active institutions of the state
    schools: list[FederalSchool]


class Body(StrEnum):
    """Accreditors of counseling programs."""

    CACREP = "CACREP"
    MPCAC = "MPCAC"


class Accreditation(StrictModel):
    """What a page of the school or of the accreditor says. Never inferred from anything else."""

    body: Annotated[Body, Field(strict=False, description="CACREP or MPCAC.")]
    program: Text = Field(description="The accredited program, in the source's words.")
    source: Url = Field(description="The page that says so: the school's own or the accreditor's.")
    dated: str | None = Field(
        default=None, description="The date or year that the page gives for itself, in quotes.", pattern=r"^\d{4}(-\d\d(-\d\d)?)?$"
    )  # fmt: skip
    until: AnyDay | None = Field(default=None, description="The day to which the accreditation runs, if the page says.")
    read_on: PastDay = Field(description="The day somebody read it.")


class Approval(StrictModel):
    """What a source says of a state board's approval of a program that is not accredited (yet)."""

    board: Text = Field(description="The board that approves.")
    program: Text = Field(description="The approved program, in the source's words.")
    status: Text = Field(description="What the approval is: `temporary, while it seeks CACREP accreditation`.")
    source: Url = Field(description="The page that says so: the school's own or the board's.")
    since: AnyDay | None = Field(default=None, description="The day from which it holds, if the page says.")
    read_on: PastDay = Field(description="The day somebody read it.")


class Notice(StrictModel):
    """What an applicant must know before all else, such as that no new students are taken."""

    text: Text = Field(description="What it is, without a full stop: `Takes no new students`.")
    source: Url = Field(description="The school's page that says so.")
    read_on: PastDay = Field(description="The day somebody read it.")


class Delivery(StrEnum):
    """How a program is taught, in the school's own words. Never what the institution reports as a whole."""

    ONLINE = "online"
    CAMPUS = "campus"
    HYBRID = "hybrid"


DELIVERY_LABELS = {Delivery.ONLINE: "Online", Delivery.CAMPUS: "On campus", Delivery.HYBRID: "Partly online"}


class ProgramDelivery(StrictModel):
    """What a page of the school says of how the counseling program is taught."""

    mode: Annotated[
        Delivery, Field(strict=False, description="online, campus or hybrid, as the school says of the program.")
    ]
    source: Url = Field(description="The school's page that says so.")
    read_on: PastDay = Field(description="The day somebody read it.")

    @property
    def label(self) -> str:
        return DELIVERY_LABELS[self.mode]


class Override(StrictModel):
    """What a maintainer knows of one institution beside the federal data."""

    unitid: Annotated[int, Role.UNIQUE] = Field(description="The institution's number in IPEDS.")
    name: Text = Field(description="Its name in the federal data, so that a wrong number is noticed.")
    program_url: Url | None = Field(default=None, description="The page of the counseling program.")
    information_url: Url | None = Field(default=None, description="The page on which information is requested.")
    admissions_url: Url | None = Field(
        default=None, description="The page on admission to the program or to graduate school."
    )
    disclosure_url: Url | None = Field(
        default=None, description="The school's own list of states whose rules the program meets (34 CFR 668.43)."
    )
    notice: Notice | None = Field(default=None, description="What an applicant must know before all else.")
    delivery: list[ProgramDelivery] = Field(default_factory=list)
    accreditation: list[Accreditation] = Field(default_factory=list)
    approval: list[Approval] = Field(default_factory=list)
    exclude: Text | None = Field(default=None, description="Why the institution is left out of the lists.")

    @property
    def lists(self) -> bool:
        """Whether it puts the institution on the list, whatever it reports."""
        return bool(self.accreditation or self.approval)


class OverridesFile(StrictModel):
    """The whole of data/schools/overrides.yml."""

    schools: list[Override]


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
