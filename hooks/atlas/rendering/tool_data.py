"""The figures that the scripts of Move, Plan and Compare reckon with, put into their pages as JSON at build time."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from atlas.domain import comparison, formatting, path_totals, pathways, portability
from atlas.domain.atlas import Atlas
from atlas.domain.cohorts import EVENT_QUESTIONS
from atlas.domain.field_sets import JUDGED, PLAN_MINIMUMS, PORTABLE
from atlas.domain.figures import NumericRequirement, binding_answers, numeric_requirement
from atlas.domain.requirements import Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, Credential, Level
from atlas.rendering.plan_data import cohort_span, plan_data

PLANNED = (Level.INTERMEDIATE, Level.INDEPENDENT)


def tool_data(atlas: Atlas) -> str:
    """What the scripts of Move and Plan reckon with."""
    data = {
        "facts": {
            id: {
                "label": BY_ID[id].label,
                "inSentence": formatting.in_sentence(BY_ID[id].label),
                "unit": BY_ID[id].unit_words,
            }
            for id in dict.fromkeys((*PORTABLE, *PLAN_MINIMUMS))
        },
        "exams": {id: exam.abbr for id, exam in atlas.exams.items()},
        "events": EVENT_QUESTIONS,
        "states": {jurisdiction.code: _state(jurisdiction, atlas) for jurisdiction in atlas.jurisdictions},
    }
    return in_page(data)


def in_page(data: object) -> str:
    """JSON that is safe inside <script type="application/json">: no "<" is left in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def compare_data(atlas: Atlas) -> str:
    """What the script of Compare judges by, by row: the figures of `JUDGED`, and the exams of the path."""
    found = {}
    for line in comparison.lines(atlas):
        jurisdiction = atlas.jurisdiction(line.code)
        license = jurisdiction.license(line.id.removeprefix(f"{line.code}-"))
        needs = {id: portability.needs_for(jurisdiction, license, id, atlas.day) for id in JUDGED}
        figures = {id: _figures_of(n) for id, n in needs.items()}
        found[line.id] = {"figures": figures, "exams": exams_of_path(jurisdiction, license, atlas)}
    return in_page(found)


def _state(jurisdiction: Jurisdiction, atlas: Atlas) -> dict[str, Any]:
    def words(fact: str) -> str:
        return formatting.stated_words(jurisdiction.facts[fact], atlas.day, atlas.exams)

    member = jurisdiction.facts["compact_member"].current_answer(atlas.day)
    years = jurisdiction.facts["endorsement_years"]
    return {
        "name": jurisdiction.name,
        **the(jurisdiction),
        "slug": jurisdiction.slug,
        "main": pathways.main_license(jurisdiction).id,
        "board": words("board_name"),
        "boardUrl": words("board_url"),
        "compact": member.preferred_value if member.status is Status.STATED else None,
        "issuing": atlas.compact.issues(jurisdiction.code),
        "endorsementYears": endorsement_years(jurisdiction, atlas),
        "endorsementWords": comparison.cell(years, atlas, "").words if needs_of(years, atlas) else "",
        "endorsementStatus": years.current_answer(atlas.day).status,
        "endorsement": " ".join(filter(None, (*_notes(years, atlas), words("endorsement_note")))),
        "military": words("military_note"),
        "privilegeFee": _privilege_fee(jurisdiction, atlas),
        "fees": comparison.own_fees_words(jurisdiction, pathways.main_license(jurisdiction), atlas),
        "related": words("related_degree_note"),
        "changes": [
            [change.date.isoformat(), change.summary] for change in jurisdiction.changes if change.date > atlas.day
        ],
        "licenses": [
            _license(jurisdiction, license, atlas)
            for license in jurisdiction.licenses
            if license.level and license.credential is not Credential.PRIVILEGE
        ],
    }


def the(jurisdiction: Jurisdiction) -> dict[str, bool]:
    """For a script: whether the name has an article inside a sentence, as "the District of Columbia" has."""
    return {"the": True} if jurisdiction.name_in_text != jurisdiction.name else {}


def _notes(fact: Fact, atlas: Atlas) -> list[str]:
    """What the sources add to a figure that stands, each note after those whom its figure is for."""
    stated = (answer for answer in fact.current(atlas.day) if answer.preferred_value is not None)
    return [formatting.after_whom(answer, answer.note) for answer in stated if answer.note]


def _privilege_fee(jurisdiction: Jurisdiction, atlas: Atlas) -> str:
    """What the state charges for a privilege, in words; "" where that isn't known."""
    member = atlas.compact.members.get(jurisdiction.code)
    fee = member.privilege_fee.value if member and member.privilege_fee else None
    return formatting.money(fee) if fee is not None else ""


def _license(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> dict[str, Any]:
    path = path_totals.required_path(jurisdiction, license, atlas.day)
    body: dict[str, Any] = {
        "id": license.id,
        "short": license.short,
        "title": license.title,
        "level": license.level,
        "anchors": {id: comparison.anchor(BY_ID[id], license) for id in PORTABLE},
        "needs": {id: _need(jurisdiction, license, id, atlas) for id in PORTABLE},
        "exams": {
            "path": exams_of_path(jurisdiction, license, atlas),
            "words": comparison.license_cell(jurisdiction, license, "exams", atlas).words,
            "held": portability.exams_of_holder(path, atlas.day),
        },
    }
    return body | (plan_data(jurisdiction, license, path, atlas) if license.level in PLANNED else {})


def exams_of_path(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> list[dict[str, Any]]:
    """The exams of each license that is needed for this one."""
    return [
        {"readings": step.requirement.readings, "logic": step.requirement.logic, "status": step.requirement.status}
        | ({} if step.certain else {"uncertain": True})
        for step in portability.exams_for(jurisdiction, license, atlas.day)
    ]


def _figures_of(need: NumericRequirement) -> dict[str, Any]:
    return {"values": need.values, "status": need.status, "doubt": need.doubt, "exempt": need.exempt}


def _need(jurisdiction: Jurisdiction, license: License, fact: str, atlas: Atlas) -> dict[str, Any]:
    """The figures of a fact, and those for people of each cohort."""
    asked = portability.needs_for(jurisdiction, license, fact, atlas.day)
    words = comparison.license_cell(jurisdiction, license, fact, atlas).words if fact in license.facts else ""
    noted = fact in license.facts and portability.has_note(license.facts[fact], atlas.day)
    body = _figures_of(asked) | {"words": words} | ({"noted": True} if noted else {})
    cohorts = [
        answer.cohort
        for answer in (license.facts[fact].current(atlas.day) if fact in license.facts else ())
        if answer.cohort
    ]
    found = []
    for cohort in cohorts:
        day = cohort.first or (cohort.end or atlas.day) - timedelta(days=1)
        own = numeric_requirement(license, fact, atlas.day, {cohort.event: day})
        said = [
            comparison.answer_words(license.facts[fact].field, answer, atlas)
            for answer in binding_answers(license.facts[fact], atlas.day, {cohort.event: day})
        ]
        figures = _figures_of(own) | {"words": "; ".join(said)}
        found.append(cohort_span(cohort) | {"figures": figures})
    return body | ({"cohorts": found} if found else {})


def needs_of(fact: Fact, atlas: Atlas) -> list[float]:
    """Every number that a fact states now, those of all readings where sources disagree."""
    values = (
        value
        for answer in fact.current(atlas.day)
        for value in ([reading[0] for reading in answer.readings] or [answer.value])
    )
    return [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]


def endorsement_years(jurisdiction: Jurisdiction, atlas: Atlas) -> list[float]:
    """The years that endorsement may ask for, of every group and source, 0 where the law sets none for a group. None at all where
    it sets none for most people, for other conditions decide then; where one isn't known; and where a figure is for one group
    alone, for whether a reader belongs to it isn't known."""
    fact = jurisdiction.facts["endorsement_years"]
    answers = fact.current(atlas.day)
    statuses = [answer.status for answer in answers]
    if len(answers) == 1 and answers[0].for_whom:
        return []
    if statuses[0] is Status.SILENT or Status.UNKNOWN in statuses:
        return []
    return needs_of(fact, atlas) + ([0] if Status.SILENT in statuses else [])
