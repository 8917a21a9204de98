"""Steps and answers agree with the facts: each way in which they may not is told at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.data.loader import load_atlas
from atlas.domain.problems import DataError
from conftest import DAY

Check = Callable[..., list[str]]
HOURS = "about: [supervised_hours_total, supervisor_qualifications]"
FORMS = "about: [exams, jurisprudence_exam, background_check]"
APPLY = "about: [fee_application, renewal_years]"
DEGREE = "about: [min_semester_credits]"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (FORMS, "about: [exams, jurisprudence_exam]", "no step of `lpc` is about a background check, which `background_check` states"),
        (FORMS, "about: [background_check]", "no step of `lpc` is about an exam, which `exams` states"),
        (HOURS, "about: [supervisor_qualifications]", "no step of `lpc` is about supervised hours"),
        (HOURS, "about: [supervised_hours_total]", "no step of `lpc` is about a supervisor"),
        (APPLY, "about: [fee_application]", "no step of `lpc` is about renewal"),
        (HOURS, "about: [supervised_hours_total, supervisor_qualifications]\n      - do: Renew\n        about: [fee_renewal]", "a step about renewal that is not the last"),
        (DEGREE, "about: [min_semester_credits, lpc.direct_client_hours]", "hours of work before the application for `lac`"),
        (FORMS, FORMS + "\n      - do: Ask for letters\n        about: [references_required]", "a step about `references_required`, which is not required"),
        ("detail: The fee is {lpc.fee_application}.", "detail: The fee is $100 today.", "`$100` typed, which `lpc.fee_application` states"),
        ("detail: The fee is {lpc.fee_application}.", "detail: The fee is $150 today.", "`$150` typed in a step about `lpc.fee_application`, which is 100 (expected {lpc.fee_application}, and another figure beside it)"),
        ("answer: The board reads the transcript.,", "about: [endorsement_years, lac.term_months], answer: Within 3 years.,", "`3 years` typed, which `lac.term_months` states"),
    ],
)  # fmt: skip
def test_each_disagreement_is_told(problems: Check, old: str, new: str, said: str) -> None:
    found = problems(old, new)
    assert any(said in line for line in found), found


@pytest.mark.parametrize(
    "detail",
    [
        "The fee is {lpc.fee_application}, and $150 from 2027 on.", "Pay it, and $20 for the card.", "Pay it, and $250 for the hearing.",
        "Pay it within 3 months.", "Pay 150 of them.",
    ],
)  # fmt: skip
def test_another_figure_beside_the_fact_may_be_typed(problems: Check, detail: str) -> None:
    assert problems("detail: The fee is {lpc.fee_application}.", f"detail: {detail}") == []


def test_a_figure_that_the_text_is_not_about_may_be_typed(problems: Check) -> None:
    assert problems("detail: The fee is {lpc.fee_application}.", "detail: Wait 24 months before you ask again.") == []


def test_an_exam_that_the_lower_license_asked_for_already_needs_no_second_step(problems: Check) -> None:
    same = "exams: {value: [first-exam, second-exam], source: rule-12-4}\n      exam_logic: {value: any_of, source: rule-12-4}"
    problems(FORMS, "about: [background_check]")
    assert problems(same, "exams: {value: [first-exam], source: rule-12-4}") == []


FEE = "fee_application: {value: 100, source: board-home}"
UNOFFICIAL = "fee_application: {value: 100, source: page}"
PAGE = "  page: {kind: secondary, title: A page, url: 'https://page.example/', read_on: 2026-01-12, names_rule: %s}\nfacts:\n"
DETAIL = "The fee is {lpc.fee_application}."


@pytest.mark.parametrize(
    ("names_rule", "detail", "refused"),
    [
        ("false", DETAIL, True),
        ("false", "Ask first. The fee is {lpc.fee_application}.", True),
        ("false", "A guide gives {lpc.fee_application}.", False),
        ("false", "Pay {lpc.fee_application}; confirm it first.", False),
        ("true", DETAIL, False),
    ],
)
def test_a_figure_of_a_page_that_names_no_rule_is_not_told_as_law(
    data: Path, names_rule: str, detail: str, refused: bool
) -> None:
    path = data / "states" / "ex.yml"
    text = path.read_text(encoding="utf-8").replace("facts:\n", PAGE % names_rule, 1)
    path.write_text(text.replace(FEE, UNOFFICIAL).replace(DETAIL, detail), encoding="utf-8")
    if not refused:
        load_atlas(data, DAY, allow_invented=True)
        return
    with pytest.raises(DataError, match="told as law, though its source names no rule"):
        load_atlas(data, DAY, allow_invented=True)
