"""The matrix for 34 CFR 668.43(a)(5)(v) and (c): what each license requires of the education, for a compliance office.

Source of the duty: 34 CFR 668.43, institutional disclosures on programs that lead to a license.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import BOARD_CONTACT, DISCLOSURE
from atlas.domain.formatting import GRADE_MEANING, GRADES, status_word
from atlas.domain.jurisdictions import INVENTED, NAMES
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.sources import Evidence, Source
from atlas.domain.vocabulary import BY_ID, Credential, Kind, Level
from atlas.outputs.downloads.tables import Table
from atlas.outputs.published import CellType, Column, cell

NAME = "34-cfr-668-43"
DETERMINATIONS = ("meets", "does not meet", "not determined")
NUMBERS = (Kind.INTEGER, Kind.NUMBER)
LINK = CellType("string", "uri")

IDENTITY = (
    Column("state", "Postal code"),
    Column("jurisdiction", "Name of the state, district or territory"),
    Column("credential", "Title of the license"),
    Column("abbreviation", "Its abbreviation, where there is one"),
    Column("level", "associate, intermediate or independent; empty where no license was found"),
)
OWN_DETERMINATION = (
    Column("determination", f"Empty, for your school: {', '.join(DETERMINATIONS)}"),
    Column("determined_by", "Empty, for your school: who determined it"),
    Column("determined_on", "Empty, for your school: the day"),
    Column("determination_note", "Empty, for your school: the reason"),
)
REMARK = (
    Column("note", "What is known where no license was found"),
    Column("note_source_url", "The pages that it rests on"),
)


def disclosure_table(atlas: Atlas) -> Table:
    """A row for each license on the way to independent practice, and one for each jurisdiction that has none."""
    rows = [
        _row(atlas, jurisdiction, license)
        for jurisdiction in atlas.jurisdictions
        for license in jurisdiction.licenses
        if license.level in (Level.ASSOCIATE, Level.INTERMEDIATE, Level.INDEPENDENT)
        and license.credential is not Credential.PRIVILEGE
    ]
    rows += _without_license(atlas)
    rows.sort(key=lambda row: row[1])  # by name; the licenses of a jurisdiction stay in the order of its path
    return Table(
        NAME,
        "Education requirements for 34 CFR 668.43 disclosures",
        _columns(),
        tuple(rows),
        ("state", "credential"),  # no foreign key: jurisdictions without a license stand in no other table
        spreadsheet=True,
        choices={"determination": DETERMINATIONS},
    )


def _columns() -> tuple[Column, ...]:
    board = (Column(id, BY_ID[id].label, LINK if BY_ID[id].kind is Kind.URL else CellType()) for id in BOARD_CONTACT)
    facts = (column for id in DISCLOSURE for column in _fact_columns(id))
    return (*IDENTITY, *OWN_DETERMINATION, *facts, *board, *REMARK)


def _fact_columns(id: str) -> Iterator[Column]:
    field = BY_ID[id]
    label = formatting.in_sentence(field.label)
    yield Column(id, field.label, CellType(unit=field.unit))
    if field.kind in NUMBERS:
        yield Column(
            f"{id}_number",
            f"{field.label} as a number, where one number applies to everyone",
            CellType("number", unit=field.unit),
        )
    yield Column(f"{id}_citation", f"Source of {label}")
    yield Column(f"{id}_source_url", f"Where that source was read, for {label}; several are joined by semicolons", LINK)
    yield Column(f"{id}_evidence", f"{', '.join(GRADES.values())}: kind of source for {label}")
    yield Column(
        f"{id}_text_date", f"The date that the source gives for itself, for {label}; undated where it gives none"
    )
    yield Column(f"{id}_read_on", f"The day the source was read, for {label}")
    yield Column(f"{id}_as_of", "The date the source gives for itself, else the day it was read")


def _row(atlas: Atlas, jurisdiction: Jurisdiction, license: License) -> tuple[str, ...]:
    names = (
        jurisdiction.code,
        jurisdiction.name,
        license.title,
        license.abbr,
        license.level.value if license.level else "",
    )
    facts = [cell for id in DISCLOSURE for cell in _fact_cells(id, license.facts.get(id), atlas)]
    board = [_board(jurisdiction.facts.get(id), atlas.day) for id in BOARD_CONTACT]
    return (*names, *("" for _ in OWN_DETERMINATION), *facts, *board, *("" for _ in REMARK))


def _without_license(atlas: Atlas) -> Iterator[tuple[str, ...]]:
    width = len(_columns())
    for code, known in atlas.without.jurisdictions.items():
        urls = "; ".join(atlas.without.sources[id].url for id in known.sources)
        names = (code, (NAMES | INVENTED)[code], "No license for counselors was found", "", "")
        yield (*names, *("" for _ in range(width - len(names) - len(REMARK))), known.statement, urls)


def _board(fact: Fact | None, day: date) -> str:
    value = fact.current_answer(day).preferred_value if fact else None
    return cell(value) if value else ""


def _fact_cells(id: str, fact: Fact | None, atlas: Atlas) -> list[str]:
    """A fact in words, with its figure, and its sources one after the other where there are several answers."""
    answers = list(fact.current(atlas.day)) if fact else []
    sources = [source for answer in answers for source in answer.sources()]
    told = [_words(fact, answer, atlas) for answer in answers] if fact else ["not confirmed"]
    words = "; ".join(told + (formatting.changes_ahead(fact, atlas.day, atlas.exams) if fact else []))
    figure = [_figure(answers)] if BY_ID[id].kind in NUMBERS else []
    return [
        words,
        *figure,
        _joined(f"{source.cite} {at}".strip() for source, at in sources),
        _joined(source.url for source, _ in sources),
        _joined(GRADES[source.evidence] for source, _ in sources),
        _joined(_text_date(source) for source, _ in sources),
        _joined(source.read_on.isoformat() for source, _ in sources),
        _joined((source.current_through or source.read_on).isoformat() for source, _ in sources),
    ]


def _joined(parts: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(parts))


def _text_date(source: Source) -> str:
    return source.current_through.isoformat() if source.current_through else "undated"


def _figure(answers: list[Answer]) -> str:
    """The figure that holds for everybody; "" where there are several, or none."""
    if len(answers) != 1 or answers[0].status is not Status.STATED or answers[0].for_whom:
        return ""
    return formatting.plain_value(answers[0].value)


def _words(fact: Fact, answer: Answer, atlas: Atlas) -> str:
    match answer.status:
        case Status.STATED:
            said = formatting.readable_value(fact.field, answer.value, atlas.exams)
        case Status.DISPUTED:
            said = "sources disagree: " + " or ".join(
                formatting.readable_value(fact.field, v, atlas.exams) for v, *_ in answer.readings
            )
        case _:
            said = f"{status_word(answer.status).lower()}: {answer.text}"
    return f"{said} ({answer.for_whom})" if answer.for_whom else said


def about(day: date, site: str) -> list[tuple[str, str]]:
    """The sheet beside the matrix: a heading and a text in each line. `site` is the address of the site."""
    address = f"{site}data/{NAME}.xlsx"
    return [
        ("What this is", "What each state, district and territory requires of a counselor's education, by license, with the source of each."),
        ("What it is not", "Legal advice, and not a determination under 34 CFR 668.43. Your school determines whether its program meets the requirements; the board decides each case."),
        ("Date", f"{formatting.ap_date(day)}. Each source has its own date and the day its copy was read."),
        ("License", "Creative Commons Attribution 4.0 International (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/"),
        ("How to cite", f"Counselor Licensure Atlas. Education requirements for 34 CFR 668.43 disclosures. {formatting.ap_date(day)}. {address}"),
        ("Your own determination", f"The columns from determination to determination_note are empty, for your school. Words for determination: {', '.join(DETERMINATIONS)}."),
        *((f"Evidence: {GRADES[grade]}", GRADE_MEANING[grade]) for grade in Evidence),
    ]  # fmt: skip
