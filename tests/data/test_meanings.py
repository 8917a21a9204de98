"""What a field means, as far as the checks hold it: each slip is told at its place, with what to write instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]
EXAMS = "exams: {value: [first-exam], source: rule-12-4}"
GUIDE = "    names_rule: true\n"
RATIO = "supervision_ratio: {value: 1 hour per 20 direct hours, source: rule-12-4, at: (e)}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (EXAMS, EXAMS + "\n      exam_logic: {value: any_of, source: rule-12-4}", "`exam_logic` where fewer than two exams"),
        ("      exam_logic: {value: any_of, source: rule-12-4}\n", "", "`lpc` names several exams and not whether one is enough"),
        ("silent: The law names no other title., source: statute-3", "silent: None is named., source: guide", "`also_called` is silent by a source that is neither"),
        ("background_check: {value: true, source: statute-3}\n      references_required: {value: 0", "background_check: {value: false, source: guide}\n      references_required: {value: 0", "`background_check` is false by a source that is neither"),
        ("jurisprudence_exam: {value: true, source: board-home}", "jurisprudence_exam: {value: false, source: board-home}", "`board-home`, which doesn't say that it was read whole"),
        ("fee_license: {value: 52.5, source: board-home}", "fee_license: {value: 0, source: board-home, note: One fee covers both.}", "`fee_license` is 0, and no note says that the source calls it free"),
        ("min_months:\n", "min_quarter_credits_: {unknown: X}\n      min_months:\n", "unknown fact"),
        ("min_quarter_credits: {value: 90,", "min_quarter_credits: {value: 90, when: {hours_per_week: {over: 20}},", "`when` in `min_quarter_credits`"),
        ("    read_on: 2026-01-10\n", "    read_on: 2026-01-10\n    names_rule: true\n", "`names_rule` on `board-home`"),
        (GUIDE, GUIDE + "    read_whole: true\n", "`read_whole` on `guide`"),
        (GUIDE, "", "the secondary source `guide` doesn't say whether it names the rule"),
        ("      required_step: {value: true, source: statute-3, at: (b)}\n", "", "the fact `required_step` of `lac` is missing"),
        ("      max_months:", "      required_step: {value: true, source: statute-3}\n      max_months:", "`required_step` of `lpc`, which leads nowhere"),
        ("      term_months: {value: 36,", "      lower_hours_counted: {value: 0, source: rule-12-4}\n      term_months: {value: 36,", "`lower_hours_counted` of `lac`, which no license leads to"),
        ("applies_to: Graduates of older programs", "applies_to: Programs begun before 2017", "a day in the words of `applies_to`"),
        ("- {value: 60, source: statute-3, at: (c)}", "- {value: 60, source: statute-3, cohort: {event: program_begun, from: 2017-08-02}}\n        - {value: 54, source: statute-3, cohort: {event: program_begun, before: 2017-08-01}}", "two cohorts of `min_semester_credits` leave days out"),
        ("term_months: {value: 36,", "term_months: {value: 3 years,", "(expected a number from 0 to 240, in months; did you mean `36`?)"),
        ("applies_to: Graduates of older programs", "cohort: {event: program_begun, after: 2017-08-01}", "one of event, from, before, through"),
        ("renewal_years: {value: 2, source: statute-3}", "renewal_years: {value: 2, source: statute-3}\n      ce_cycle_years: {value: 2, source: statute-3}", "`ce_cycle_years` is the same as `renewal_years`"),
        ("    title: Licenses\n", "    title: The licensed professional counselor\n", "a section about `lpc`, not `lac`"),
        ("about: [exams, jurisprudence_exam, background_check]", "about: [exams, jurisprudence_exam, background_check, fingerprints]", "`fingerprints` is no fact here"),
        ("max_term_months: {value: 48,", "max_term_months: {value: 24,", "`term_months` (36) is more than `max_term_months` (24)"),
        ("      total_includes_supervision: {value: true, source: rule-12-4, at: (a)}\n", "", "the fact `total_includes_supervision` of `lpc` is missing"),
        ("      max_term_months: {value: 48, source: rule-12-4}\n", "", "the fact `max_term_months` of `lac` is missing"),
    ],
)  # fmt: skip
def test_each_definition_that_a_program_can_hold_is_held(problems: Check, old: str, new: str, said: str) -> None:
    found = problems(old, new)
    assert any(said in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("min_semester_credits:\n        - {value: 60, source: statute-3, at: (c)}", "min_semester_credits:\n        - {value: 60, source: statute-3, at: (c), cohort: {event: program_begun, from: 2017-08-01}}"),
        (RATIO, "supervision_ratio:\n        - {value: 2 hours per month, source: rule-12-4, when: {direct_hours_per_month: {through: 45}}}\n        - {value: 3 hours per month, source: rule-12-4, when: {direct_hours_per_month: {over: 45}}}"),
        ("fee_license: {value: 52.5, source: board-home}", "fee_license: {value: 0, source: board-home, note: The page says that it is free.}"),
        ("about: [exams, jurisprudence_exam, background_check]", "about: [exams, jurisprudence_exam, background_check, fee_application, lac.exams, endorsement_years]"),
        ("renewal_years: {value: 2, source: statute-3}", "renewal_years: {value: 2, source: statute-3}\n      ce_cycle_years: {value: 4, source: statute-3}"),
        (GUIDE, "    names_rule: false\n    caveat: Written before the changes of 2024.\n"),
    ],
)  # fmt: skip
def test_what_the_definitions_ask_for_is_accepted(problems: Check, old: str, new: str) -> None:
    assert problems(old, new) == []
