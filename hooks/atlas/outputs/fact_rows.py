"""All facts as one flat list: the source of the downloads, and of anything that looks across states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.sources import Source
from atlas.outputs.published import ApiModel, DateText, UrlText


class RowOut(ApiModel):
    """A line of facts.csv. Every value is a text; what is not known or does not apply is an empty one."""

    # To add a column, add a key here, at the end, and fill it in `_rows`: API, tables and data package follow.
    state: str = Field(description="Postal code.")
    license: str = Field(
        description="Abbreviation of the license, or its title where it has none; empty for facts of the jurisdiction."
    )
    level: str = Field(description="associate, intermediate, independent, or empty.")
    fact: str = Field(description="Id of the fact in the vocabulary.")
    value: str = Field(description="The value; lists are joined by semicolons; empty when silent or unknown.")
    unit: str = Field(description="Unit of the value.")
    status: str = Field(
        description="stated, silent, unknown or disputed; a disputed fact has a row for each reading, the preferred first."
    )
    evidence: str = Field(
        description="law, board, secondary, or secondary_no_rule (unofficial, names no rule); empty when unknown."
    )
    citation: str = Field(description="What the source is called, with the place in it.")
    url: UrlText = Field(description="Where the source was read.")
    current_through: DateText = Field(description="The date that the source gives for itself.")
    read_on: DateText = Field(description="The day it was read.")
    applies_to: str = Field(description="For whom, when not for everybody.")
    effective: DateText = Field(
        description="The day from which it holds, when it is not in force yet or began on a known day."
    )
    note: str = Field(
        description="What else to know; for silent and unknown, what the source says instead or why nothing is known."
    )
    license_id: str = Field(description="Id of the license, as in licenses.json; empty for facts of the jurisdiction.")
    until: DateText = Field(description="The last day on which it holds, when that is known.")
    cohort_event: str = Field(description="For whom, as data: the event whose day decides; empty for everybody.")
    cohort_from: DateText = Field(
        description="The first day of the event for whom it holds; empty without a beginning."
    )
    cohort_before: DateText = Field(
        description="The first day of the event for whom it no longer holds; empty without an end."
    )
    caveat: str = Field(description="What weakens the source, in words.")
    may_have_changed: str = Field(
        description="yes for a fee, hours, an exam or continuing education from a text of more than five years; else empty."
    )
    official_url: UrlText = Field(description="The publisher's own page, where another one was read.")
    confirmed_by: str = Field(description="Second sources that say the same, joined by semicolons.")


# One line of facts.csv. A disputed fact has one row for each reading, the preferred first; an answer that takes effect
# later has its row with `effective`; one that has ended has none.
Row = RowOut
COLUMNS: tuple[str, ...] = tuple(Row.model_fields)


def cells(row: Row) -> tuple[str, ...]:
    """The row in the order of COLUMNS."""
    return tuple(getattr(row, name) for name in COLUMNS)


def rows(atlas: Atlas) -> Iterator[Row]:
    """Every fact of every jurisdiction, by state, license and definition."""
    for jurisdiction in atlas.jurisdictions:
        yield from jurisdiction_rows(jurisdiction, atlas.day)


def jurisdiction_rows(jurisdiction: Jurisdiction, on: date) -> Iterator[Row]:
    """The facts of one jurisdiction as they stand on `on`, and those that take effect later."""
    for license, fact in jurisdiction.all_facts():
        for answer in (*fact.current(on), *fact.upcoming(on)):
            yield from _rows(jurisdiction, license, fact, answer, on)


def _rows(jurisdiction: Jurisdiction, license: License | None, fact: Fact, answer: Answer, on: date) -> Iterator[Row]:
    def row(value: object, source: Source | None, at: str, note: str) -> Row:
        return Row(
            state=jurisdiction.code,
            license=license.short if license else "",
            level=license.level.value if license and license.level else "",
            fact=definition.id,
            value=formatting.plain_value(value),
            unit=definition.unit,
            status=answer.status.value,
            evidence=source.evidence.value if source else "",
            citation=f"{source.cite} {at}".strip() if source else "",
            url=source.url if source else "",
            current_through=formatting.plain_value(source.current_through) if source else "",
            read_on=formatting.plain_value(source.read_on) if source else "",
            applies_to=answer.for_whom,
            effective=formatting.plain_value(answer.effective),
            note=note,
            license_id=license.id if license else "",
            until=formatting.plain_value(answer.until),
            cohort_event=cohort.event.value if cohort else "",
            cohort_from=formatting.plain_value(cohort.first if cohort else None),
            cohort_before=formatting.plain_value(cohort.end if cohort else None),
            caveat=(source.caveat or "") if source else "",
            may_have_changed="yes" if outdated else "",
            official_url=(source.official_url or "") if source else "",
            confirmed_by="; ".join(second.name for second in confirmed_by),
        )

    cohort, definition = answer.cohort, fact.field
    confirmed_by = jurisdiction.confirmed_by(license.id if license else "", fact, answer, on)
    outdated = evidence.outdated_text(definition.id, answer, on, confirmed_by)
    if answer.status is Status.DISPUTED:
        for value, source, at, note in answer.readings:
            yield row(value, source, at, " ".join(filter(None, (note, answer.note))))
    else:
        yield row(answer.value, answer.source, answer.at, " ".join(filter(None, (answer.text, answer.note))))
