"""The shapes of what is published under /api/v1/. Stable: what may change and what may not stands in contract.py.

The JSON Schemas, the OpenAPI document and the page about the API are derived from these models, and every file is made
through them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import Field

from atlas.domain.cohorts import CohortEvent
from atlas.domain.requirements import Status
from atlas.domain.sources import Evidence, SourceKind
from atlas.domain.vocabulary import Credential, Level
from atlas.outputs.api.contract import SCHEMA_VERSION
from atlas.outputs.fact_rows import RowOut
from atlas.outputs.published import ApiModel, CellType, UrlText

VERSION = "1"
LAST_MODIFIED = (
    "The day on which what is said of the jurisdiction last changed: by an edit of its file, a source read anew, or an "
    "answer that took effect or ended."
)
TERMS = "Creative Commons Attribution 4.0 International (CC BY 4.0)"


class ApiFile(ApiModel):
    """What every file under /api/v1/ begins with."""

    version: str = Field(VERSION, description="Version of the API, as in its address.")
    license: str = Field(TERMS, description="Under which terms the data may be used.")
    built: date = Field(description="The day of the build: it decides what is current and what is upcoming.")
    schema_version: str = Field(
        SCHEMA_VERSION, description="Version of the shape; the changelog says what each version added."
    )
    generated_at: datetime = Field(
        default_factory=lambda values: datetime.combine(values["built"], time(), UTC),
        description="The first moment (UTC) of the day of the build: a build that is repeated gives the same.",
    )


Scalar = bool | float | int | str | list[str] | None


class ReadingOut(ApiModel):
    """What one source says, where sources disagree."""

    value: Scalar = Field(description="What this source says.")
    source: str = Field(description="An id from `sources` of the same file.")
    at: str | None = Field(None, description="The place in the source.")
    note: str | None = Field(None, description="What else to know of this reading.")


class CohortOut(ApiModel):
    """People for whom an event fell in a span of days."""

    event: CohortEvent
    first: date | None = Field(None, alias="from", description="The first day that counts.")
    before: date | None = Field(None, description="The first day that no longer counts.")


class ConfirmationOut(ApiModel):
    """A second, independent source that gives the same figure."""

    name: str = Field(description="What the source is called.")
    url: str = Field(description="Its address.")
    as_of: date = Field(description="The day that it speaks of.")


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
    note: str | None = Field(None, description="What else to know.")
    cohort: CohortOut | None = Field(None, description="For whom, by the day of an event.")
    applies_to: str | None = Field(
        None, description="For whom, in words, when not for everybody; cohort and workload included."
    )
    when: str | None = Field(None, description="Of a ratio of supervision: for which workload, in words.")
    effective: date | None = Field(None, description="The day from which it holds, where it is known.")
    until: date | None = Field(None, description="The last day on which it holds, where it is known.")
    may_have_changed: bool = Field(
        False,
        description="true for a fee, hours, an exam or continuing education from a text of more than five years; false "
        "as well where the text gives no date.",
    )
    confirmed_by: list[ConfirmationOut] = Field(
        default_factory=list, description="Second sources that say the same. None of them is a source of the answer."
    )


class FactOut(ApiModel):
    """A fact with its unit, the answers that hold on the day of the build, and those that take effect later."""

    label: str = Field(description="What readers see.")
    unit: str | None = Field(None, description="hours (clock hours), months (calendar months), usd, years, credits.")
    answers: list[AnswerOut] = Field(description="Those that hold on the day of the build, the general one first.")
    upcoming: list[AnswerOut] = Field(
        default_factory=list, description="Those that take effect later, the soonest first."
    )


class LinkOut(ApiModel):
    """A link with its words."""

    label: str
    url: str


class StepOut(ApiModel):
    """One thing to do on the way to a license."""

    do: str = Field(description="What to do, in a few words.")
    detail: str | None = Field(None, description="What else to know.")
    about: list[str] = Field(default_factory=list, description="The facts that the step acts on.")
    links: list[LinkOut] = Field(default_factory=list, description="Forms and pages that are needed.")
    sources: list[str] = Field(default_factory=list, description="Ids from `sources` of the same file.")


class QuestionOut(ApiModel):
    """A question that readers ask, and the answer."""

    topic: str = Field(description="Id of the topic.")
    question: str
    answer: str
    about: list[str] = Field(default_factory=list, description="The facts that the answer rests on.")
    sources: list[str] = Field(description="Ids from `sources` of the same file.")


class ChangeOut(ApiModel):
    """Something that changed in the rules, or is about to."""

    id: str = Field(description="Lasts, whatever else of the change is corrected.")
    date: date
    summary: str
    sources: list[str] = Field(description="Ids from `sources` of the same file.")


class SourceOut(ApiModel):
    """A text that was read."""

    kind: SourceKind
    evidence: Evidence
    citation: str | None = Field(None, description="How lawyers cite it, where it is a statute or a rule.")
    title: str | None = Field(None, description="What the page calls itself.")
    url: str = Field(description="Where the text was read.")
    official_url: str | None = Field(None, description="The publisher's own page, where it differs.")
    current_through: date | None = Field(None, description="The date that the source gives for itself.")
    read_on: date = Field(description="The day somebody read it.")
    caveat: str | None = Field(None, description="What weakens it, in words.")
    names_rule: bool | None = Field(None, description="Of a secondary source: whether it names the rule it reports.")
    read_whole: bool | None = Field(None, description="Of law or board: true when the whole text was read.")


class LicenseOut(ApiModel):
    """A rung of the ladder."""

    id: str = Field(description="Unique within the jurisdiction.")
    title: str
    abbr: str | None = Field(None, description="Its abbreviation, where there is one.")
    level: Level | None = Field(None, description="null for a rung that is not for practice after the degree.")
    credential: Credential
    leads_to: str | None = Field(None, description="Id of the next rung in the same jurisdiction.")
    facts: dict[str, FactOut] = Field(description="By id of the fact.")
    steps: list[StepOut]


class BoardConfirmationOut(ApiModel):
    """That the board itself confirmed the key requirements."""

    on: date = Field(description="The day on which the board confirmed them.")
    by: str = Field(description="Who did so for the board.")


class StateFileOut(ApiFile):
    """One jurisdiction with everything known of it."""

    code: str = Field(description="Postal code.")
    name: str
    page: str = Field(description="Address of its page.")
    last_modified: date = Field(description=LAST_MODIFIED)
    confirmed_by_board: BoardConfirmationOut | None = Field(
        None, description="When and by whom the board confirmed the key requirements; null where it did not."
    )
    facts: dict[str, FactOut] = Field(description="Facts of the jurisdiction itself, by id of the fact.")
    licenses: list[LicenseOut] = Field(description="The rungs, lowest first.")
    faq: list[QuestionOut] = Field(description="Questions that readers ask.")
    changes: list[ChangeOut] = Field(description="Changes of the rules, the newest first.")
    sources: dict[str, SourceOut] = Field(description="By the id that `source` and `sources` name.")


class StateOut(ApiModel):
    """A jurisdiction in short; the columns of states.csv."""

    code: str = Field(description="Postal code.")
    name: str = Field(description="Name of the state, district or territory.")
    page: UrlText = Field(description="Address of its page.")
    data: UrlText = Field(description="Address of the file with everything.")
    licenses: list[str] = Field(description="Ids of the rungs, lowest first.")
    facts: int = Field(description="How many facts are looked for.")
    unknown: int = Field(description="How many of them are not known.")
    last_read: date = Field(description="The latest day on which one of its sources was read.")
    last_modified: date = Field(description=LAST_MODIFIED)
    table: UrlText = Field(description="Address of its facts as CSV.")


class StatesOut(ApiFile):
    """All jurisdictions, in short."""

    states: list[StateOut]


class LicenseLineOut(ApiModel):
    """A license in short; the columns of licenses.csv."""

    state: str = Field(description="Postal code.")
    id: str = Field(description="Unique within the jurisdiction.")
    title: str = Field(description="The title as statute or rule writes it.")
    abbr: str | None = Field(None, description="Its abbreviation, where there is one.")
    level: Level | None = Field(None, description="Empty for a rung that is not for practice after the degree.")
    credential: Credential = Field(description="What the document is called in law.")
    leads_to: str | None = Field(None, description="Id of the next rung in the same jurisdiction.")
    page: UrlText = Field(description="Address of its place on the page of the jurisdiction.")


class LicensesOut(ApiFile):
    """Every license, registration, permit and privilege."""

    licenses: list[LicenseLineOut]


class FieldOut(ApiModel):
    """What a fact means; the columns of fields.csv."""

    id: str = Field(description="Id of the fact: the key of `facts`, and `fact` in tables.")
    label: str = Field(description="What readers see.")
    scope: str = Field(description="jurisdiction or license: whose fact it is.")
    group: str = Field(description="Id of the group that it is shown in.")
    kind: str = Field(
        description="What sort of value: text, integer, number, boolean, word, list, exams (ids of exams), ratio, url, "
        "email, phone."
    )
    unit: str | None = Field(None, description="hours (clock hours), months (calendar months), usd, years, credits.")
    minimum: float | None = Field(None, description="No value lies below.")
    maximum: float | None = Field(None, description="No value lies above.")
    words: dict[str, str] = Field(
        description="Of a word: those that are used, with when each applies. Words may be added."
    )
    definition: str = Field(description="What the fact means, for those who write it down.")
    data: UrlText = Field(description="Address of the file with the answers of every jurisdiction.")


class FieldsOut(ApiFile):
    """The vocabulary: every fact that is looked for."""

    fields: list[FieldOut]


class FactFileOut(ApiFile):
    """One fact in every jurisdiction."""

    field: FieldOut
    answers: list[RowOut] = Field(description="As in facts.csv, by state and license.")


class FactsOut(ApiFile):
    """Every fact of every jurisdiction, as in facts.csv."""

    facts: list[RowOut]


class AcceptedOut(ApiModel):
    """A license for which an exam counts."""

    state: str = Field(description="Postal code.")
    license: str = Field(description="Abbreviation of the license, or its title where it has none.")
    level: str = Field(description="Its level, as in states/{code}.json.")
    disputed: bool = Field(description="True when only some sources say so.")


class ExamOut(ApiModel):
    """An exam: what it is like, and where it counts."""

    id: str
    abbr: str
    name: str
    owner: str = Field(description="Who makes it.")
    url: str = Field(description="The owner's page of it.")
    facts: dict[str, FactOut] = Field(description="By id of the fact.")
    accepted: list[AcceptedOut]


class ExamsOut(ApiFile):
    """The exams: what each is like, and the licenses for which it counts."""

    exams: list[ExamOut]
    sources: dict[str, SourceOut] = Field(description="By the id that `source` names.")


class CompactStateOut(ApiModel):
    """What the compact is in one jurisdiction."""

    state: str = Field(description="Postal code.")
    member: bool | None = Field(description="Whether the compact is enacted; null when that is not sure.")
    act: str | None = Field(description="The act by which it joined.")
    code: str | None = Field(description="Where the compact stands in its code.")
    enacted: str | None = Field(description="When it joined, in words, as exact as the source is.")
    act_source: str | None = Field(description="An id from `sources` of the same file.")
    issuing: bool = Field(description="Whether the state is listed as issuing privileges.")
    issuing_since: date | None = Field(description="The day from which it is listed, where it is known.")
    privilege_fee: AnswerOut | None = Field(None, description="Its own fee for a privilege, in US dollars.")
    law_exam: AnswerOut | None = Field(None, description="Whether it asks for an exam on its law for a privilege.")


class CompactOut(ApiFile):
    """The Counseling Compact."""

    url: str = Field(description="The page of the compact's commission.")
    issuing_as_of: date = Field(description="The day of the list of those that issue privileges.")
    members_as_of: date = Field(description="The day that the list of members speaks of.")
    states: list[CompactStateOut]
    sources: dict[str, SourceOut] = Field(description="By the id that `act_source` names.")


class ChangeLineOut(ApiModel):
    """A change of the rules with its jurisdiction."""

    state: str = Field(description="Postal code.")
    id: str = Field(description="Lasts, and is one of its own within the state.")
    date: date
    upcoming: bool = Field(description="Whether its day lies after that of the build.")
    summary: str
    urls: list[str] = Field(description="Where it was read.")


class ChangesOut(ApiFile):
    """Changes of the rules, the newest first."""

    changes: list[ChangeLineOut]


Degrees = Annotated[float | None, CellType("number", unit="degrees (WGS 84)")]
Awarded = Annotated[int | None, CellType("integer", unit="degrees awarded in `year`")]


class SchoolOut(ApiModel):
    """One institution and one kind of program; the columns of schools.csv."""

    unitid: int = Field(description="The institution's number in the federal data (IPEDS).")
    state: str = Field(description="Postal code.")
    name: str = Field(description="Name of the institution.")
    city: str = Field(description="Where it is.")
    control: str = Field(description="public, private_nonprofit or private_for_profit.")
    cip: str = Field(description="Program code (CIP 2020); empty where the school reports none of those listed here.")
    program: str = Field(
        description="Id of the kind of program; other_heading where the school is listed for its accreditation or approval."
    )
    program_label: str = Field(description="What the data say of the program, and what they do not.")
    degrees_awarded: Awarded = Field(
        description="Master's degrees in `year`; 0: reported, none awarded; null: no master's program reported."
    )
    doctoral_degrees_awarded: Awarded = Field(
        description="Doctorates in `year`; null when no doctoral program is reported."
    )
    year: str = Field(description="The academic year that the degrees are reported for.")
    information_url: UrlText = Field(
        description="Where to ask first: the best address known. `information_kind` says what it leads to."
    )
    program_url: UrlText = Field(description="The page of the program, where a maintainer knows it.")
    website: UrlText = Field(description="The institution's website.")
    phone: str = Field(description="Its general number.")
    distance: str = Field(
        description="all, some, none or unknown: graduate programs at a distance, of the institution as a whole."
    )
    distance_label: str = Field(description="The same in a sentence.")
    accreditation: str = Field(description='What a page says of a program of the institution, or "not checked here".')
    accreditation_sources: str = Field(description="The pages that say so, joined by semicolons.")
    latitude: Degrees = Field(description="Where the institution is.")
    longitude: Degrees = Field(description="Where the institution is.")
    information_kind: str = Field(
        description="What information_url leads to: request_information, program, graduate_admissions, admissions, "
        "undergraduate_admissions or website."
    )
    accreditation_read_on: str = Field(description="The day each of accreditation_sources was read, in their order.")
    approval: str = Field(
        description="A state board's approval of a program that is not accredited, as a page tells it."
    )
    approval_sources: str = Field(description="The pages that say so, joined by semicolons.")
    delivery: str = Field(description="online, campus, hybrid: how the school says that the program itself is taught.")
    delivery_sources: str = Field(description="The pages that say so, in the order of delivery.")
    disclosure_url: UrlText = Field(
        description="The school's own list of states whose rules the program meets (34 CFR 668.43), where it was read."
    )
    notice: str = Field(
        description="What an applicant must know before all else, such as that no new students are taken."
    )
    notice_source: UrlText = Field(description="The page that says so.")
    aliases: str = Field(description="Other names of the institution, as it reports them.")


class SchoolsOut(ApiFile):
    """Schools that report programs in counseling."""

    sources: list[str] = Field(description="The federal files, in words.")
    schools: list[SchoolOut]


class IndexedOut(ApiModel):
    """A file of the API."""

    path: str = Field(description="Below the address of the API.")
    media_type: str
    bytes: int
    sha256: str = Field(description="Digest of the file, in hexadecimal digits.")
    of: str | None = Field(None, description="The schema that the file keeps to, below the address of the API.")
    url: str = Field(description="The whole address.")
    total: int | None = Field(None, description="How many entries are in it, where it is a list of them.")


class IndexOut(ApiFile):
    """What there is, with address, total and digest of each file."""

    counts: dict[str, int] = Field(description="How many there are of what.")
    files: list[IndexedOut] = Field(description="By path.")
