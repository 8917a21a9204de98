"""The figures that the scripts of Move and Plan reckon with, put into their pages as JSON at build time."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from atlas.domain import comparison, formatting, hours_plan, path_totals, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.fees import fees_along
from atlas.domain.field_sets import PLAN_MINIMUMS, PORTABLE
from atlas.domain.figures import exam_requirement, numeric_requirement
from atlas.domain.requirements import Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, Credential, Level


def tool_data(atlas: Atlas) -> str:
    """JSON that is safe inside <script type="application/json">: no "<" is left in it."""
    data = {
        "facts": {
            id: {
                "label": BY_ID[id].label,
                "inSentence": formatting.in_sentence(BY_ID[id].label),
                "unit": BY_ID[id].unit,
            }
            for id in dict.fromkeys((*PORTABLE, *PLAN_MINIMUMS))
        },
        "exams": {id: exam.abbr for id, exam in atlas.exams.items()},
        "states": {jurisdiction.code: _state(jurisdiction, atlas) for jurisdiction in atlas.jurisdictions},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _state(jurisdiction: Jurisdiction, atlas: Atlas) -> dict[str, Any]:
    def words(fact: str) -> str:
        return stated_words(jurisdiction.facts[fact], atlas)

    member = jurisdiction.facts["compact_member"].current_answer(atlas.day)
    return {
        "name": jurisdiction.name,
        "slug": jurisdiction.slug,
        "main": pathways.main_license(jurisdiction).id,
        "board": words("board_name"),
        "boardUrl": words("board_url"),
        "compact": member.preferred_value if member.status is Status.STATED else None,
        "issuing": atlas.compact.issues(jurisdiction.code),
        "endorsementYears": _number(needs_of(jurisdiction.facts["endorsement_years"], atlas)),
        "endorsement": words("endorsement_note"),
        "related": words("related_degree_note"),
        "licenses": [
            _license(jurisdiction, license, atlas)
            for license in jurisdiction.licenses
            if license.level and license.credential is not Credential.PRIVILEGE
        ],
    }


def _license(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> dict[str, Any]:
    exams = exam_requirement(license, atlas.day)
    body: dict[str, Any] = {
        "id": license.id,
        "short": license.short,
        "title": license.title,
        "level": license.level,
        "anchors": {id: comparison.anchor(BY_ID[id], license) for id in PORTABLE},
        "needs": {id: _need(license, id, atlas) for id in PORTABLE},
        "exams": {"readings": exams.readings, "logic": exams.logic, "status": exams.status},
    }
    if license.level is Level.INDEPENDENT:
        path = pathways.license_pathway(jurisdiction, license)
        associate = next((rung for rung in path if rung.level is Level.ASSOCIATE), None)
        fees = fees_along(path, atlas.day)
        body["plan"] = {
            k: v
            for k, v in asdict(
                hours_plan.asked(path_totals.required_path(jurisdiction, license, atlas.day), associate, atlas.day)
            ).items()
            if v is not None
        }
        body["associate"] = associate.short if associate else ""
        body["fees"] = [
            [f"{f.license.short}: {formatting.in_sentence(BY_ID[f.fact].label)}", f.amount]
            for f in fees.fees
            if f.answer.status is not Status.SILENT
        ]
        body["begins"] = (
            stated_words(license.facts["hours_may_begin"], atlas) if "hours_may_begin" in license.facts else ""
        )
        body["note"] = (
            stated_words(license.facts["supervised_experience_note"], atlas)
            if "supervised_experience_note" in license.facts
            else ""
        )
    return body


def _need(license: License, fact: str, atlas: Atlas) -> dict[str, Any]:
    asked = numeric_requirement(license, fact, atlas.day)
    words = comparison.cell(license.facts[fact], atlas, "").words if fact in license.facts else ""
    return {"values": asked.values, "status": asked.status, "doubt": asked.doubt, "words": words}


def needs_of(fact: Fact, atlas: Atlas) -> list[float]:
    """Every number that a fact states now."""
    return [
        a.preferred_value
        for a in fact.current(atlas.day)
        if isinstance(a.preferred_value, int | float) and not isinstance(a.preferred_value, bool)
    ]


def _number(values: list[float]) -> float | None:
    return max(values, default=None)


def stated_words(fact: Fact, atlas: Atlas) -> str:
    """A text fact in words, all its answers; what is not known is said too."""
    said = []
    for answer in fact.current(atlas.day):
        value = (
            formatting.readable_value(fact.field, answer.preferred_value, atlas.exams)
            if answer.preferred_value is not None
            else f"Not known. {answer.text}"
            if answer.status is Status.UNKNOWN
            else answer.text
        )
        said.append(value if value.endswith((".", "/")) or fact.field.id.endswith(("url", "name")) else value + ".")
    return " ".join(said)
