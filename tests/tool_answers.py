"""What Plan and Move answer for every jurisdiction, in a few lines of text each: read beside the state pages, kept in tests/golden/.

After a change that is meant, write the file anew and read its diff:
`PYTHONPATH=hooks:tests .venv/bin/python tests/tool_answers.py`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from atlas.data.loader import load_atlas
from atlas.domain import comparison, hours_plan, pathways, portability
from atlas.domain.atlas import Atlas
from atlas.domain.days import ap_day
from atlas.domain.formatting import number, plural
from atlas.domain.path_totals import associate_below, required_path
from atlas.domain.requirements import Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID
from atlas.outputs.pages.move_to import words
from atlas.rendering.tool_data import endorsement_years
from conftest import ROOT, TODAY

FILE = ROOT / "tests" / "golden" / "tool-answers.txt"
PACE = hours_plan.Pace(date(2027, 1, 1), hours_per_week=30, direct_share=0.5, supervision_per_week=1)
YEARS = 5  # of licensure, of who moves
FACTS = (
    "min_semester_credits",
    "practicum_internship_hours",
    "supervised_hours_total",
    "direct_client_hours",
    "min_months",
)


def answers(atlas: Atlas) -> str:
    """The whole file."""
    ohio = atlas.jurisdiction("OH")
    held = ohio.license("lpcc")
    head = f"30 hours a week, half direct, 1 of supervision, from {ap_day(PACE.start)}; and a move with Ohio's LPCC, {YEARS} years licensed."
    blocks = [
        "\n".join((*plan_lines(j, atlas), *(move_lines(j, ohio, held, atlas) if j is not ohio else ())))
        for j in atlas.jurisdictions
    ]
    return "\n\n".join((head, *blocks)) + "\n"


def plan_lines(jurisdiction: Jurisdiction, atlas: Atlas) -> Iterator[str]:
    """The plan for the main license."""
    license = pathways.main_license(jurisdiction)
    path = required_path(jurisdiction, license, atlas.day)
    associate = associate_below(jurisdiction, license, atlas.day)
    want = hours_plan.asked(path, associate, atlas.day)
    plan = hours_plan.calculate_plan(want, PACE)
    yield f"{jurisdiction.name}: {' → '.join(rung.short for rung in path)}"
    for milestone in plan.milestones:
        when = ap_day(milestone.when) if milestone.when else "never"
        of = f" for the {milestone.license}" if milestone.license else ""
        yield f"  plan: {BY_ID[milestone.fact].label}{of}, {plural(milestone.asked, BY_ID[milestone.fact].unit)}: {when}"
    if not plan.milestones:
        yield "  plan: not enough information"
    if plan.by_time_only:
        yield "  plan: by time only"
    if plan.supervision_needed is not None:
        yield f"  plan: supervision of {number(round(plan.supervision_needed, 2))} hours a week"
    if plan.renewals:
        yield f"  plan: {associate.short if associate else ''} renewed, at the latest, on {'; '.join(map(ap_day, plan.renewals))}"
    ends = [
        f"{name} {ap_day(day)}"
        for name, day in (
            ("first term, at the latest, to", plan.first_term_ends),
            ("final expiration, at the latest,", plan.term_ends),
            ("finish by", plan.limit),
        )
        if day
    ]
    if ends:
        yield f"  plan: {', '.join(ends)}"
    if plan.warnings:
        yield f"  plan: warned of {', '.join(plan.warnings)}"
    for figures in hours_plan.cohort_figures(path, associate, atlas.day):
        yield f"  plan: for {figures.cohort.words}: {dict(figures.minimums)}"
    yield f"  exams: {comparison.license_cell(jurisdiction, license, 'exams', atlas).words}"
    yield f"  fees: {comparison.fees_words(jurisdiction, license, atlas) or 'not confirmed'}"


def move_lines(to: Jurisdiction, origin: Jurisdiction, held: License, atlas: Atlas) -> Iterator[str]:
    """The move to the main license of a jurisdiction."""
    license = pathways.main_license(to)
    asked = endorsement_years(to, atlas)
    years = comparison.cell(to.facts["endorsement_years"], atlas, "").words
    endorsement = portability.endorsement_route(True, YEARS, asked)
    members = tuple(_member(jurisdiction, atlas) for jurisdiction in (origin, to))
    issuing = (atlas.compact.issues(origin.code), atlas.compact.issues(to.code))
    compact = portability.compact_route(True, (members[0], members[1]), issuing)
    yield f"  move: endorsement {endorsement} ({years}), compact {compact}"
    for fact in FACTS:
        found = portability.verdict_between(
            portability.needs_for(to, license, fact, atlas.day), portability.needs_for(origin, held, fact, atlas.day)
        )
        yield f"  move: {BY_ID[fact].label}: {words(found, fact)} ({comparison.license_cell(to, license, fact, atlas).words})"
    exams = portability.exams_of_holder(required_path(origin, held, atlas.day), atlas.day)
    found = portability.holder_verdict(portability.exams_for(to, license, atlas.day), exams)
    yield f"  move: Exam: {words(found, 'min_months')} ({comparison.license_cell(to, license, 'exams', atlas).words})"


def _member(jurisdiction: Jurisdiction, atlas: Atlas) -> bool | None:
    answer = jurisdiction.facts["compact_member"].current_answer(atlas.day)
    return bool(answer.value) if answer.status is Status.STATED else None


if __name__ == "__main__":
    FILE.write_text(answers(load_atlas(ROOT / "data", TODAY, root=ROOT)), encoding="utf-8")
