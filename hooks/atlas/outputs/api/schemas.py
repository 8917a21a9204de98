"""The shapes of what is published under /api/v1/ beside jurisdictions: vocabulary, tables of facts, exams, compact, changes,
schools, index. Those of jurisdictions stand in jurisdiction_schemas.py.

Stable: what may change and what may not stands in contract.py.

The JSON Schemas, the OpenAPI document and the page about the API are derived from these models, and every file is made
through them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from atlas.outputs.api.jurisdiction_schemas import AnswerOut, ApiFile, FactOut, SourceOut
from atlas.outputs.fact_rows import RowOut
from atlas.outputs.published import ApiModel, CellType, UrlText


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
