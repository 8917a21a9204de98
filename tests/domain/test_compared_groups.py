"""What a cell of Compare holds beside its first figure: other groups, other readings, the exams of other licenses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.domain import comparison
from atlas.domain.atlas import Atlas
from atlas.domain.exam_phrases import exams_of_each
from atlas.domain.formatting import readable_value
from atlas.domain.requirements import Answer, Status
from atlas.domain.vocabulary import BY_ID, Level
from build_cases import disputed, with_answers
from conftest import TODAY

UNKNOWN = Answer(Status.UNKNOWN, text="Not found.")


@pytest.mark.parametrize(
    ("answers", "every"),
    [
        ((Answer(Status.STATED, 60),), ""),
        ((Answer(Status.STATED, 60), Answer(Status.STATED, 90, applies_to="Doctorate")), "60|90"),
        ((Answer(Status.STATED, 60), Answer(Status.UNKNOWN, text="Not found.", applies_to="Doctorate")), "60|"),
        ((Answer(Status.STATED, 60), Answer(Status.SILENT, text="None.", applies_to="Doctorate")), "60|"),
        ((Answer(Status.STATED, 60, applies_to="Programs without CACREP"),), "60|"),
    ],
)
def test_a_cell_tells_a_filter_of_every_group(atlas: Atlas, answers: tuple[Answer, ...], every: str) -> None:
    lpc = with_answers(atlas.jurisdiction("EX").license("lpc"), min_semester_credits=answers)
    assert comparison.cell(lpc.facts["min_semester_credits"], atlas, "").every == every


def test_how_many_exams_is_told_by_license_where_the_exams_are(atlas: Atlas) -> None:
    exam = atlas.exams["first-exam"]
    atlas = replace(atlas, exams={id: replace(exam, abbr=id.upper()) for id in ("nce", "ncmhce")})
    lpc = with_answers(atlas.jurisdiction("EX").license("lpc"), exams=["ncmhce"])
    lpc = replace(lpc, facts={id: fact for id, fact in lpc.facts.items() if id != "exam_logic"})
    first = replace(
        with_answers(lpc, exams=["nce"]), id="first", abbr="FIRST", leads_to="lpc", level=Level.INTERMEDIATE
    )
    both = replace(atlas.jurisdiction("EX"), licenses=(first, lpc))
    words = [comparison.license_cell(both, lpc, fact, atlas).words for fact in ("exams", "exam_logic")]
    assert words == ["NCE for the FIRST; NCMHCE for the LPC", "one exam for the FIRST; one exam for the LPC"]


@pytest.mark.parametrize(
    ("exams", "logic", "words"),
    [
        (["nce"], "any_of", "one exam for the LPC"),
        (["nce", "ncmhce"], "any_of", "one exam for the LPC"),
        (["nce", "ncmhce"], "all_of", "two exams for the LPC"),
        (["nce", "ncmhce"], UNKNOWN, "not confirmed for the LPC"),
        ([], "any_of", "no exam for the LPC"),
        (UNKNOWN, "any_of", "not confirmed for the LPC"),
    ],
)
def test_exams_are_counted(atlas: Atlas, exams: object, logic: object, words: str) -> None:
    lpc = with_answers(atlas.jurisdiction("EX").license("lpc"), exams=exams, exam_logic=logic)
    assert exams_of_each((lpc,), TODAY) == words


def test_sources_may_disagree_on_the_number_of_exams(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    lpc = with_answers(lpc, exams=disputed(lpc, "exams", ["nce"], []))
    assert exams_of_each((lpc,), TODAY) == "no exam or one exam (sources disagree) for the LPC"


def test_a_figure_of_zero_is_told_as_not_required(atlas: Atlas) -> None:
    answers = (Answer(Status.STATED, 24), Answer(Status.STATED, 0, applies_to="Doctorate"))
    lpc = with_answers(atlas.jurisdiction("EX").license("lpc"), min_months=answers, supervised_hours_total=0)
    words = [comparison.cell(lpc.facts[id], atlas, "").words for id in ("min_months", "supervised_hours_total")]
    assert words == ["24 months; not required (doctorate)", "Not required"]
    assert readable_value(BY_ID["min_months"], 0, atlas.exams) == "Not required"
    assert readable_value(BY_ID["late_renewal_months"], 0, atlas.exams) == "No late renewal"
