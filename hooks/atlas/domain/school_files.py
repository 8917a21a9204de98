"""What the files of schools may hold: the federal data of institutions, and what a maintainer knows of one beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from atlas.domain.problems import nearest
from atlas.domain.roles import Role
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import AnyDay, PastDay, Phone, PostalCode, Text, Url, fail


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
