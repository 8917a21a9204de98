"""The shapes of what is published under /api/v1/. Stable: keys are added, never renamed or dropped within version 1.

The JSON Schemas, the OpenAPI document and the page about the API are derived from these models, and every file is made
through them.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from atlas.domain.cohorts import CohortEvent
from atlas.domain.requirements import Evidence, SourceKind, Status
from atlas.domain.vocabulary import Credential, Level
from atlas.outputs.fact_rows import RowOut
from atlas.outputs.published import ApiModel

VERSION = "1"
TERMS = "Creative Commons Attribution 4.0 International (CC BY 4.0)"


class ApiFile(ApiModel):
    """What every file under /api/v1/ begins with."""

    version: str = Field(VERSION, description="Version of the shape; it grows without breaking.")
    license: str = Field(TERMS, description="Under which terms the data may be used.")
    built: date = Field(description="The day of the build: it decides what is current and what is upcoming.")


Scalar = bool | float | int | str | list[str] | None


class ReadingOut(ApiModel):
    value: Scalar = Field(description="What this source says.")
    source: str
    at: str | None = None
    note: str | None = None


class CohortOut(ApiModel):
    """People for whom an event fell in a span of days."""

    event: CohortEvent
    first: date | None = Field(None, alias="from", description="The first day that counts.")
    before: date | None = Field(None, description="The first day that no longer counts.")


class AnswerOut(ApiModel):
    """One answer to a fact."""

    status: Status
    value: Scalar = Field(None, description="Set when stated; null otherwise.")
    text: str | None = Field(
        None, description="What the source says instead (silent), or why nothing is known (unknown)."
    )
    readings: list[ReadingOut] | None = Field(None, description="Set when disputed; the preferred reading first.")
    source: str | None = Field(None, description="An id from `sources` of the same file.")
    evidence: Evidence | None = None
    at: str | None = Field(None, description="The place in the source.")
    note: str | None = None
    cohort: CohortOut | None = Field(None, description="For whom, by the day of an event.")
    applies_to: str | None = Field(None, description="For whom, in words, when not for everybody.")
    when: str | None = Field(None, description="Of a ratio of supervision: for which workload, in words.")
    effective: date | None = None
    until: date | None = None


class FactOut(ApiModel):
    """A fact with its unit, the answers that hold on the day of the build, and those that take effect later."""

    label: str
    unit: str | None = Field(None, description="hours (clock hours), months (calendar months), usd, years, credits.")
    answers: list[AnswerOut]
    upcoming: list[AnswerOut] = Field(default_factory=list)


class LinkOut(ApiModel):
    label: str
    url: str


class StepOut(ApiModel):
    do: str
    detail: str | None = None
    about: list[str] = Field(default_factory=list, description="The facts that the step acts on.")
    links: list[LinkOut] = Field(default_factory=list)
    sources: list[str] = Field(default_factory=list)


class QuestionOut(ApiModel):
    topic: str
    question: str
    answer: str
    about: list[str] = Field(default_factory=list, description="The facts that the answer rests on.")
    sources: list[str]


class ChangeOut(ApiModel):
    id: str = Field(description="Lasts, whatever else of the change is corrected.")
    date: date
    summary: str
    sources: list[str]


class SourceOut(ApiModel):
    kind: SourceKind
    evidence: Evidence
    citation: str | None = None
    title: str | None = None
    url: str
    official_url: str | None = None
    current_through: date | None = Field(None, description="The date that the source gives for itself.")
    read_on: date
    caveat: str | None = Field(None, description="What weakens it, in words.")
    names_rule: bool | None = Field(None, description="Of a secondary source: whether it names the rule it reports.")
    read_whole: bool | None = Field(None, description="Of law or board: true when the whole text was read.")


class LicenseOut(ApiModel):
    """A rung of the ladder."""

    id: str
    title: str
    abbr: str | None = None
    level: Level | None = Field(None, description="null for a rung that is not for practice after the degree.")
    credential: Credential
    leads_to: str | None = None
    facts: dict[str, FactOut]
    steps: list[StepOut]


class StateFileOut(ApiFile):
    """One jurisdiction with everything known of it."""

    code: str = Field(description="Postal code.")
    name: str
    page: str
    facts: dict[str, FactOut]
    licenses: list[LicenseOut]
    faq: list[QuestionOut]
    changes: list[ChangeOut]
    sources: dict[str, SourceOut]


class StateOut(ApiModel):
    code: str
    name: str
    page: str
    data: str = Field(description="Address of the file with everything.")
    licenses: list[str] = Field(description="Ids of the rungs, lowest first.")
    facts: int
    unknown: int
    last_read: date


class StatesOut(ApiFile):
    """All jurisdictions, in short."""

    states: list[StateOut]


class LicenseLineOut(ApiModel):
    state: str
    id: str
    title: str
    abbr: str | None = None
    level: Level | None = None
    credential: Credential
    leads_to: str | None = None
    page: str


class LicensesOut(ApiFile):
    """Every license, registration, permit and privilege."""

    licenses: list[LicenseLineOut]


class FactsOut(ApiFile):
    """Every fact of every jurisdiction, as in facts.csv."""

    facts: list[RowOut]


class AcceptedOut(ApiModel):
    state: str
    license: str
    level: str
    disputed: bool = Field(description="True when only some sources say so.")


class ExamOut(ApiModel):
    id: str
    abbr: str
    name: str
    owner: str
    url: str
    facts: dict[str, FactOut]
    accepted: list[AcceptedOut]


class ExamsOut(ApiFile):
    """The exams: what each is like, and the licenses for which it counts."""

    exams: list[ExamOut]
    sources: dict[str, SourceOut]


class CompactStateOut(ApiModel):
    state: str
    member: bool | None = Field(description="Whether the compact is enacted; null when that is not sure.")
    act: str | None = Field(description="The act by which it joined.")
    code: str | None = Field(description="Where the compact stands in its code.")
    enacted: str | None = Field(description="When it joined, in words, as exact as the source is.")
    act_source: str | None
    issuing: bool = Field(description="Whether the state is listed as issuing privileges.")
    issuing_since: date | None


class CompactOut(ApiFile):
    """The Counseling Compact."""

    url: str
    issuing_as_of: date
    states: list[CompactStateOut]
    sources: dict[str, SourceOut]


class ChangeLineOut(ApiModel):
    state: str
    id: str = Field(description="Lasts, and is one of its own within the state.")
    date: date
    upcoming: bool
    summary: str
    urls: list[str]


class ChangesOut(ApiFile):
    """Changes of the rules, the newest first."""

    changes: list[ChangeLineOut]


class SchoolOut(ApiModel):
    """One institution and one kind of program; the columns of schools.csv."""

    unitid: int = Field(description="The institution's number in the federal data (IPEDS).")
    state: str
    name: str
    city: str
    control: str
    cip: str = Field(description="Program code (CIP 2020).")
    program: str
    program_label: str
    degrees_awarded: int | None = Field(
        description="Master's degrees in `year`; 0: reported, none awarded; null: no master's program reported."
    )
    doctoral_degrees_awarded: int | None = Field(
        description="Doctorates in `year`; null when no doctoral program is reported."
    )
    year: str
    information_url: str = Field(description="Where to ask: a maintainer's link, else admissions, else the website.")
    program_url: str
    website: str
    phone: str
    distance: str = Field(
        description="all, some, none or unknown: graduate programs at a distance, of the institution as a whole."
    )
    distance_label: str
    accreditation: str = Field(description='What a page says of a program of the institution, or "not checked here".')
    accreditation_sources: str
    latitude: float | None
    longitude: float | None


class SchoolsOut(ApiFile):
    """Schools that report programs in counseling."""

    sources: list[str]
    schools: list[SchoolOut]


class IndexedOut(ApiModel):
    path: str
    media_type: str
    bytes: int
    sha256: str
    of: str | None = Field(None, description="The schema that the file keeps to.")


class IndexOut(ApiFile):
    """What there is, with a digest of each file."""

    counts: dict[str, int]
    files: list[IndexedOut]


# What stands at which address: path below /api/v1/, what it is, its shape.
Shape = type[ApiFile]
ENDPOINTS: tuple[tuple[str, str, Shape], ...] = (
    ("index.json", "What there is: files with digests, counts, date of the build", IndexOut),
    ("states.json", "All jurisdictions, in short", StatesOut),
    (
        "states/{code}.json",
        "One jurisdiction with everything known of it; the code is the postal code in small letters",
        StateFileOut,
    ),
    ("licenses.json", "Every license, registration, permit and privilege", LicensesOut),
    ("facts.json", "Every fact of every jurisdiction, the lines of facts.csv", FactsOut),
    ("exams.json", "The exams, and the licenses for which each counts", ExamsOut),
    ("compact.json", "The Counseling Compact by jurisdiction", CompactOut),
    ("schools.json", "Schools that report programs in counseling, from federal data", SchoolsOut),
    ("changes.json", "Changes of the rules, the newest first", ChangesOut),
)


def schema_name(shape: Shape) -> str:
    """The file name of a shape's schema: StatesOut gives "states.schema.json"."""
    name = shape.__name__.removesuffix("Out")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-") + ".schema.json"
