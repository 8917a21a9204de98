"""The shapes of what is published of jurisdictions under /api/v1/: facts with their answers, licenses, sources.

What every file begins with, facts, answers and sources serve the shapes of schemas.py as well. Stable: what may change and
what may not stands in contract.py.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from pydantic import Field

from atlas.domain.cohorts import CohortEvent
from atlas.domain.requirements import Status
from atlas.domain.sources import Evidence, SourceKind
from atlas.domain.vocabulary import Credential, Level
from atlas.outputs.api.contract import SCHEMA_VERSION
from atlas.outputs.published import ApiModel, UrlText

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
