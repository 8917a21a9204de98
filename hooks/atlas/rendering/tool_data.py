"""The figures that the scripts of Move, Plan and Compare reckon with, put into their pages as JSON at build time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from atlas.domain import comparison, formatting, hours_plan, path_totals, pathways, portability
from atlas.domain.atlas import Atlas
from atlas.domain.cohort_rules import cohort_rules
from atlas.domain.cohorts import EVENT_QUESTIONS, Cohort
from atlas.domain.fees import fees_along
from atlas.domain.field_sets import JUDGED, PLAN_LIMITS, PLAN_MINIMUMS, PORTABLE, TIME_LIMITS
from atlas.domain.figures import NumericRequirement, SupervisionRatio, binding_answers, numeric_requirement
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.timeline import turning_days
from atlas.domain.vocabulary import BY_ID, Credential, Field, Kind, Level

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
        return stated_words(jurisdiction.facts[fact], atlas)

    member = jurisdiction.facts["compact_member"].current_answer(atlas.day)
    years = jurisdiction.facts["endorsement_years"]
    return {
        "name": jurisdiction.name,
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
        "fees": comparison.fees_words(jurisdiction, pathways.main_license(jurisdiction), atlas),
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


def _notes(fact: Fact, atlas: Atlas) -> list[str]:
    """What the sources add to a figure that stands."""
    return [answer.note for answer in fact.current(atlas.day) if answer.note and answer.preferred_value is not None]


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
    return body | (_planned(jurisdiction, license, path, atlas) if license.level in PLANNED else {})


def exams_of_path(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> list[dict[str, Any]]:
    """The exams of each license that is needed for this one."""
    return [
        {"readings": step.requirement.readings, "logic": step.requirement.logic, "status": step.requirement.status}
        | ({} if step.certain else {"uncertain": True})
        for step in portability.exams_for(jurisdiction, license, atlas.day)
    ]


def _planned(jurisdiction: Jurisdiction, license: License, path: tuple[License, ...], atlas: Atlas) -> dict[str, Any]:
    """What Plan needs of a license that hours lead to."""
    whole = pathways.license_pathway(jurisdiction, license)
    associate = path_totals.associate_below(jurisdiction, license, atlas.day)
    return {
        "plan": _asked(path, associate, atlas),
        "rules": list(_rules(jurisdiction, path, atlas)),
        "associate": associate.short if associate else "",
        "associateOptional": bool(associate) and associate not in path,
        "limits": _limits(path, atlas),
        "life": _life(associate, atlas) if associate else "",
        "fees": list(_fees(whole, path, associate, atlas)),
        "feeDisputed": bool(fees_along(whole, atlas.day).disputed),
        "renewalFee": _renewal_fee(associate, atlas) if associate else "",
        "begins": _words_of(license, "hours_may_begin", atlas),
        "note": _words_of(license, "supervised_experience_note", atlas),
        "timing": _words_of(license, "exam_timing", atlas),
    }


def _fees(
    whole: tuple[License, ...], required: tuple[License, ...], associate: License | None, atlas: Atlas
) -> Iterator[dict[str, Any]]:
    """The fees of each license on the way, when they fall due; without those that no rule sets."""
    found = fees_along(whole, atlas.day)
    for tier in whole:
        due = "met" if tier is whole[-1] else "issued" if tier is associate else "applying"
        common = {"license": tier.short, "due": due, "optional": tier not in required}
        for fee in found.fees:
            if fee.license is tier and fee.answer.status is not Status.SILENT:
                field = BY_ID[fee.fact]
                words = comparison.cell(tier.facts[fee.fact], atlas, "").words
                yield common | {"what": formatting.in_sentence(field.label), "words": words, "amount": fee.amount}
        if tier in found.further:
            yield common | {"what": "a further fee", "words": "amount not confirmed", "amount": None}


def _renewal_fee(associate: License, atlas: Atlas) -> str:
    """What one renewal costs, in words; "" where no rule sets a fee."""
    fact = associate.facts.get("fee_renewal")
    if fact is None:
        return comparison.ABSENT_WORDS[Status.UNKNOWN]
    return "" if fact.current_answer(atlas.day).status is Status.SILENT else comparison.cell(fact, atlas, "").words


def _limits(path: tuple[License, ...], atlas: Atlas) -> list[str]:
    """What the sources add on the time for the hours: from when it runs, for one. Of several licenses that ask for hours, each has its
    own, and its hours usually begin when those of the license before are done."""
    stages = path_totals.licenses_with_hours(path, atlas.day)
    facts = [(license, license.facts[id]) for license in stages for id in TIME_LIMITS if id in license.facts]
    found = [*_total_of_parts(path, atlas)]
    if len(stages) > 1:
        each = " and the ".join(stage.short for stage in stages)
        found.append(
            f"The {each} each require experience, one after the other. These dates leave no days between them for the application."
            if path_totals.successive_licenses(path, atlas.day)
            else f"The {each} each require experience. These dates add it up. Where one begins only after the other, yours can be later."
        )
    for license, fact in facts:
        answer = fact.current_answer(atlas.day)
        if answer.preferred_value is None:
            continue
        own = f" ({license.short})" if len(stages) > 1 else ""
        words = comparison.cell(fact, atlas, "").words
        found.append(f"{fact.field.label}{own}: {words}.{f' {answer.note}' if answer.note else ''}")
    return found


def _total_of_parts(path: tuple[License, ...], atlas: Atlas) -> Iterator[str]:
    """The total of a license that has no date of its own, for it is met with its parts."""
    totals = {id: path_totals.path_total(path, id, atlas.day, strict=True).value for id in PLAN_MINIMUMS}
    total = totals["supervised_hours_total"]
    if total and hours_plan.total_is_its_parts(path[-1], atlas.day, totals):
        direct_only = total <= (totals["direct_client_hours"] or 0)
        parts = "direct client contact" if direct_only else "direct client contact and supervision"
        yield f"{BY_ID['supervised_hours_total'].label}: all of it {parts}, so no other work counts."


def _life(associate: License, atlas: Atlas) -> str:
    """What the sources add on how long the associate license can be held: extensions, for one."""
    facts = (associate.facts[id] for id in hours_plan.TERMS if id in associate.facts)
    return " ".join(dict.fromkeys(note for fact in facts if (note := fact.current_answer(atlas.day).note)))


def _words_of(license: License, fact: str, atlas: Atlas) -> str:
    return stated_words(license.facts[fact], atlas) if fact in license.facts else ""


def _asked(path: tuple[License, ...], associate: License | None, atlas: Atlas) -> dict[str, Any]:
    """The figures, those of cohorts, those to come, and what is to be said with each."""
    totals = {id: path_totals.path_total(path, id, atlas.day, strict=True) for id in PLAN_MINIMUMS}
    return {
        "figures": _figures(hours_plan.asked(path, associate, atlas.day)),
        "cohorts": [
            _span(figures.cohort) | {"figures": _of_cohort(figures.minimums)}
            for figures in hours_plan.cohort_figures(path, associate, atlas.day)
        ],
        "pending": _pending(path, associate, atlas),
        "varies": _varying(path, associate, atlas),
        "said": {
            id: {
                "of": "; ".join(
                    f"{formatting.plural(tier.added, BY_ID[id].unit_words)} for the {tier.license.short}"
                    for tier in total.spread
                    if not total.at_least
                ),
                "least": total.at_least,
                "disputed": total.disputed,
                "status": _said_status(path, id, total, atlas),
            }
            for id, total in totals.items()
        },
    }


def _of_cohort(minimums: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _stages(value) if name == "stages" else value for name, value in minimums.items()}


def _said_status(path: tuple[License, ...], fact: str, total: path_totals.PathTotal, atlas: Atlas) -> str:
    """The status of a figure of the last license; "parts" for a total that is met with its parts, "unknown" where that of a license
    before isn't known."""
    if total.value is None and total.unknown_before:
        return "unknown"
    if fact == "supervised_hours_total" and any(_total_of_parts(path, atlas)):
        return "parts"
    return path[-1].facts[fact].current_answer(atlas.day).status if fact in path[-1].facts else "unknown"


def _varying(path: tuple[License, ...], associate: License | None, atlas: Atlas) -> list[tuple[str, str]]:
    """The figures of a plan on which sources disagree or that differ by people, label and words. Those that a day decides stand
    among the rules."""
    owners: list[tuple[License, Sequence[str]]] = [
        *((license, PLAN_MINIMUMS) for license in path),
        (path[-1], PLAN_LIMITS),
    ]
    owners += [(associate, hours_plan.TERMS)] if associate else []
    found = []
    for license, ids in owners:
        for fact in (license.facts[id] for id in ids if id in license.facts):
            answers = fact.current(atlas.day)
            others = any(answer.applies_to for answer in answers[1:] or answers)
            if others or answers[0].status is Status.DISPUTED:
                words = comparison.cell(fact, atlas, "").words
                found.append((f"{fact.field.label} ({license.short})", words))
    for id in PLAN_MINIMUMS:
        preferred, strict = (path_totals.path_total(path, id, atlas.day, strict=strict) for strict in (False, True))
        if any(tier.counted is None and tier.own for tier in preferred.spread) and not strict.at_least:
            label = f"{BY_ID[id].label} ({path[-1].short})"
            found.append((label, "how much of what earlier licenses asked for counts again is not confirmed"))
    return found


def _figures(want: hours_plan.PlanRequirements) -> dict[str, Any]:
    found = {
        name: value for name, value in asdict(want).items() if value is not None and value is not False and value != ()
    }
    if want.ratios:
        found["ratios"] = [_ratio(rule) for rule in want.ratios]
    if want.stages:
        found["stages"] = _stages(want.stages)
    return found


def _stages(stages: Sequence[hours_plan.Stage]) -> list[dict[str, Any]]:
    return [{name: value for name, value in asdict(stage).items() if value is not None} for stage in stages]


def _ratio(rule: SupervisionRatio) -> dict[str, Any]:
    body: dict[str, Any] = {"hours": rule.hours, "per": rule.per, "direct": rule.direct, "span": rule.span}
    if rule.when:
        body["when"] = rule.when.model_dump(by_alias=True, exclude_none=True)
    return body


def _pending(path: tuple[License, ...], associate: License | None, atlas: Atlas) -> list[dict[str, Any]]:
    """The figures as they will be from each day on which one of them changes."""
    facts = [fact for license in path for id, fact in license.facts.items() if id in hours_plan.FIGURES]
    facts += [fact for id, fact in associate.facts.items() if id in hours_plan.TERMS] if associate else []
    found, now = [], _figures(hours_plan.asked(path, associate, atlas.day))
    for day in sorted(turning_days(answer for fact in facts for answer in fact.answers)):
        figures = _figures(hours_plan.asked(path, associate, day)) if day > atlas.day else now
        if figures != now:
            found.append({"from": day.isoformat(), "figures": figures})
            now = figures
    return found


def _span(cohort: Cohort) -> dict[str, Any]:
    """The event and its days; `before` excludes its day."""
    days = {"from": cohort.first, "before": cohort.end}
    return {"event": cohort.event} | {name: day.isoformat() for name, day in days.items() if day}


def _rules(jurisdiction: Jurisdiction, path: tuple[License, ...], atlas: Atlas) -> Iterator[dict[str, Any]]:
    """The facts of a path that depend on the day of an event, in words."""
    for rule in cohort_rules(jurisdiction, atlas.day):
        field = rule.fact.field
        if rule.license not in path or field.kind in (Kind.LIST, Kind.TEXT):
            continue
        answers = [
            _span(answer.cohort) | {"words": _with_unit(field, answer, atlas), "whom": answer.cohort.words}
            for answer in rule.answers
            if answer.cohort
        ]
        if len(answers) == 1 or len({answer["words"] for answer in answers}) > 1:
            yield {"event": rule.event, "label": field.label, "answers": answers}


def _with_unit(field: Field, answer: Answer, atlas: Atlas) -> str:
    """An answer in table words, with the unit that neither they nor the label name: "600 hours"."""
    words, unit = comparison.answer_words(field, answer, atlas), field.unit_words.split(" ")[-1]
    return words if not unit or unit in ("usd", "months", "years") or unit in field.label.lower() else f"{words} {unit}"


def _figures_of(need: NumericRequirement) -> dict[str, Any]:
    return {"values": need.values, "status": need.status, "doubt": need.doubt, "exempt": need.exempt}


def _need(jurisdiction: Jurisdiction, license: License, fact: str, atlas: Atlas) -> dict[str, Any]:
    """The figures of a fact, and those for people of each cohort."""
    asked = portability.needs_for(jurisdiction, license, fact, atlas.day)
    words = comparison.license_cell(jurisdiction, license, fact, atlas).words if fact in license.facts else ""
    body = _figures_of(asked) | {"words": words}
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
        found.append(_span(cohort) | {"figures": figures})
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


def stated_words(fact: Fact, atlas: Atlas) -> str:
    """A text fact in words, all its answers with whom they are for, and what is about to change; what is not known is said too."""
    said = []
    for answer in fact.current(atlas.day):
        if answer.preferred_value is not None:
            value = formatting.figure(fact.field, answer, atlas.exams)
        else:
            value = f"Not confirmed. {answer.text}" if answer.status is Status.UNKNOWN else answer.text
        said.append(value if value.endswith((".", "/")) or fact.field.id.endswith(("url", "name")) else value + ".")
    changes = formatting.changes_ahead(fact, atlas.day, atlas.exams)
    return " ".join((*said, *(f"{formatting.capitalized(words)}." for words in changes)))
