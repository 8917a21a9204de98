"""The matrix for 34 CFR 668.43: what it says of each license, on which source, as of which day."""

from __future__ import annotations

from dataclasses import replace

from atlas.domain.atlas import Atlas
from atlas.domain.vocabulary import Credential
from atlas.outputs.downloads import tables as download_tables


def cells(atlas: Atlas) -> list[dict[str, str]]:
    table = download_tables.disclosure_table(atlas)
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


def test_it_says_for_whom_a_figure_holds(atlas: Atlas) -> None:
    _, lpc = cells(atlas)
    assert lpc["min_semester_credits"] == "60 semester credits; 48 semester credits (Graduates of older programs)"


def test_it_has_a_row_for_each_license_and_none_for_a_privilege(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    privilege = replace(state.license("lpc"), id="privilege", credential=Credential.PRIVILEGE, abbr="DP")
    both = replace(atlas, jurisdictions=(replace(state, licenses=(*state.licenses, privilege)),))
    assert [row["abbreviation"] for row in cells(both)] == ["LAC", "LPC"]
