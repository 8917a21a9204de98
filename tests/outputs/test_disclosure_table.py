"""The matrix for 34 CFR 668.43: what it says of each license, on which source, as of which day."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl

from atlas.domain.atlas import Atlas
from atlas.domain.non_licensing import Without, WithoutFile
from atlas.domain.vocabulary import Credential
from atlas.outputs.downloads.disclosure import DETERMINATIONS, about, disclosure_table
from atlas.outputs.downloads.spreadsheets import as_xlsx


def cells(atlas: Atlas) -> list[dict[str, str]]:
    """The rows of licenses."""
    return [row for row in every_row(atlas) if row["level"]]


def every_row(atlas: Atlas) -> list[dict[str, str]]:
    table = disclosure_table(atlas)
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def test_the_day_is_the_texts_own_date_and_without_one_the_day_it_was_read(atlas: Atlas) -> None:
    _, lpc = cells(atlas)
    assert lpc["practicum_internship_hours_as_of"] == "2025-03-28"
    undated = atlas.jurisdiction("EX").sources["rule-12-4"]
    assert undated.current_through is not None
    jurisdiction = atlas.jurisdiction("EX")
    fact = jurisdiction.license("lpc").facts["practicum_internship_hours"]
    source = undated.model_copy(update={"current_through": None})
    fact = replace(fact, answers=(replace(fact.answers[0], source=source),))
    license = replace(
        jurisdiction.license("lpc"), facts=jurisdiction.license("lpc").facts | {"practicum_internship_hours": fact}
    )
    (changed,) = cells(replace(atlas, jurisdictions=(replace(jurisdiction, licenses=(license,)),)))
    assert changed["practicum_internship_hours_as_of"] == "2026-01-15"


def test_each_source_has_its_address_its_grade_its_own_date_and_the_day_it_was_read(atlas: Atlas) -> None:
    _, lpc = cells(atlas)
    source = atlas.jurisdiction("EX").sources["rule-12-4"]
    assert lpc["practicum_internship_hours_source_url"] == source.url
    assert lpc["practicum_internship_hours_evidence"] == "Law"
    assert lpc["practicum_internship_hours_text_date"] == "2025-03-28"
    assert lpc["practicum_internship_hours_read_on"] == source.read_on.isoformat() != "2025-03-28"
    assert lpc["board_url"].startswith("https://")


def test_it_holds_what_the_tables_of_universities_hold(atlas: Atlas) -> None:
    """Read in 2026: the tables of Grand Canyon University, Huntington University and Wheaton College."""
    _, lpc = cells(atlas)
    for id in (
        "cacrep",
        "coursework_areas",
        "exams",
        "jurisprudence_exam",
        "supervised_hours_total",
        "background_check",
    ):
        assert {id, f"{id}_citation", f"{id}_source_url", f"{id}_read_on"} <= lpc.keys()
    assert lpc["supervised_hours_total_number"] == "2800"
    assert {"board_name", "board_url", "board_phone", "board_email", "application_url"} <= lpc.keys()


def test_a_figure_stands_alone_where_it_holds_for_everybody(atlas: Atlas) -> None:
    _, lpc = cells(atlas)
    assert lpc["practicum_internship_hours_number"] == "700"
    assert lpc["min_semester_credits_number"] == "", "another figure holds for graduates of older programs"


def test_a_jurisdiction_without_a_license_has_a_row_that_says_so(atlas: Atlas) -> None:
    source = atlas.jurisdiction("EX").sources["statute-3"]
    known = Without(statement="No license was found.", sources=["code"])
    row = every_row(replace(atlas, without=WithoutFile(sources={"code": source}, jurisdictions={"XA": known})))[0]
    assert (row["state"], row["jurisdiction"], row["credential"], row["level"]) == (
        "XA", "Example Alpha", "No license for counselors was found", "",
    )  # fmt: skip
    assert (row["note"], row["note_source_url"]) == ("No license was found.", source.url)


def test_the_spreadsheet_has_numbers_links_wrapped_texts_and_room_for_the_school(atlas: Atlas) -> None:
    table = disclosure_table(atlas)
    content = as_xlsx([table], datetime(2026, 2, 1, tzinfo=UTC), about(atlas.day, "https://site.example/"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["34-cfr-668-43"]
    lpc = dict(zip(table.header, sheet[len(table.rows) + 1], strict=True))
    assert lpc["practicum_internship_hours_number"].value == 700
    assert lpc["practicum_internship_hours_source_url"].hyperlink is not None
    assert lpc["practicum_internship_hours"].alignment.wrap_text
    assert lpc["determination"].value in (None, "")
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"' + ",".join(DETERMINATIONS) + '"'
    told = {row[0].value: str(row[1].value) for row in book["About"].iter_rows()}
    assert "CC BY 4.0" in told["License"]
    assert "https://site.example/data/34-cfr-668-43.xlsx" in told["How to cite"]
    assert told["Date"].startswith("Feb. 1, 2026")


def test_it_says_for_whom_a_figure_holds(atlas: Atlas) -> None:
    _, lpc = cells(atlas)
    assert lpc["min_semester_credits"] == "60 semester hours; 48 semester hours (Graduates of older programs)"


def test_it_has_a_row_for_each_license_and_none_for_a_privilege(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    privilege = replace(state.license("lpc"), id="privilege", credential=Credential.PRIVILEGE, abbr="DP")
    both = replace(atlas, jurisdictions=(replace(state, licenses=(*state.licenses, privilege)),))
    assert [row["abbreviation"] for row in cells(both)] == ["LAC", "LPC"]
