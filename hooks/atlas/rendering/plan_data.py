"""What Plan reckons with of a license that hours lead to: figures, limits, fees, and what is to be said with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from atlas.domain import cautions, comparison, formatting, hours_plan, path_totals, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.cohort_rules import cohort_rules
from atlas.domain.cohorts import Cohort
from atlas.domain.fees import fees_along, further_words, later_amounts
from atlas.domain.field_sets import PLAN_LIMITS, PLAN_MINIMUMS, TIME_LIMITS
from atlas.domain.figures import SupervisionRatio
from atlas.domain.law_exam import law_exam_words
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.timeline import turning_days
from atlas.domain.vocabulary import BY_ID, Field, Kind
from atlas.rendering.workload_rules import workload_rules


def plan_data(jurisdiction: Jurisdiction, license: License, path: tuple[License, ...], atlas: Atlas) -> dict[str, Any]:
    """What Plan needs of a license that hours lead to; `path` are the licenses that are required for it, as `required_path` says."""
    whole = pathways.license_pathway(jurisdiction, license)
    associate = path_totals.associate_below(jurisdiction, license, atlas.day)
    return {
        "plan": _asked(path, associate, atlas),
        "rules": list(_rules(jurisdiction, path, atlas)),
        "associate": associate.short if associate else "",
        "associateOptional": bool(associate) and associate not in path,
        "limits": _limits(path, atlas),
        "workloadRules": workload_rules(path_totals.licenses_with_hours(path, atlas.day), atlas.day),
        "life": _life(associate, atlas) if associate else [],
        "fees": list(_fees(whole, path, associate, atlas)),
        "renewalFee": _renewal_fee(associate, atlas) if associate else "",
        "begins": _words_of(license, "hours_may_begin", atlas),
        "note": _words_of(license, "supervised_experience_note", atlas),
        "lawExam": law_exam_words(path, atlas),
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
        for fee in (fee for fee in found.fees if fee.license is tier):
            fact = tier.facts[fee.fact]
            later = [(day.isoformat(), amount) for day, amount in later_amounts(fact, atlas.day)]
            if fee.answer.status is not Status.SILENT or later:
                what, words = formatting.in_sentence(fact.field.label), comparison.cell(fact, atlas, "").words
                amount = 0 if fee.answer.status is Status.SILENT else fee.amount
                more = {"later": later, "disputed": fee in found.disputed} | _weak((fee.answer,), atlas)
                yield common | {"what": what, "words": words, "amount": amount} | {k: v for k, v in more.items() if v}
        if tier in found.further:
            words = further_words(tier, atlas.day) or "amount not confirmed"
            yield common | {"what": "a further fee", "words": words, "amount": None}


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


def _life(associate: License, atlas: Atlas) -> list[tuple[str, str]]:
    """What the sources add on how long the associate license can be held, each note once, with the label of its fact."""
    facts = (associate.facts[id] for id in hours_plan.TERMS if id in associate.facts)
    found: dict[str, str] = {}
    for fact in facts:
        if note := fact.current_answer(atlas.day).note:
            found.setdefault(note, fact.field.label)
    return [(label, note) for note, label in found.items()]


def _words_of(license: License, fact: str, atlas: Atlas) -> str:
    return formatting.stated_words(license.facts[fact], atlas.day, atlas.exams) if fact in license.facts else ""


def _asked(path: tuple[License, ...], associate: License | None, atlas: Atlas) -> dict[str, Any]:
    """The figures, those of cohorts, those to come, and what is to be said with each."""
    totals = {id: path_totals.path_total(path, id, atlas.day, strict=True) for id in PLAN_MINIMUMS}
    return {
        "figures": _figures(hours_plan.asked(path, associate, atlas.day)),
        "cohorts": [
            cohort_span(figures.cohort) | {"figures": _of_cohort(figures.minimums)}
            for figures in hours_plan.cohort_figures(path, associate, atlas.day)
        ],
        "pending": _pending(path, associate, atlas),
        "varies": _varying(path, associate, atlas),
        **({"cautions": weak} if (weak := list(_cautions(path, associate, atlas))) else {}),
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
            | _weak([tier.facts[id].current_answer(atlas.day) for tier in path if id in tier.facts], atlas)
            for id, total in totals.items()
        },
    }


def _weak(answers: Sequence[Answer], atlas: Atlas) -> dict[str, bool]:
    """What weakens a figure: that its source names no rule, that it may have changed."""
    signs = {"about": cautions.names_no_rule(answers), "old": cautions.may_have_changed(answers, atlas)}
    return {name: found for name, found in signs.items() if found}


def _cautions(path: tuple[License, ...], associate: License | None, atlas: Atlas) -> Iterator[str]:
    """What weakens the figures of a plan, and which."""
    signs = {
        "From a source that names no rule": cautions.names_no_rule,
        "May have changed, from a text more than five years old": lambda a: cautions.may_have_changed(a, atlas),
        "With a caution on the state’s page": cautions.has_caveat,
    }
    facts = [fact for _, fact in _planned(path, associate)]
    for words, is_weak in signs.items():
        labels = dict.fromkeys(label for fact in facts for label in _weak_labels(fact, is_weak, atlas))
        if labels:
            yield f"{words}: {', '.join(labels)}. Ask the board."


def _weak_labels(fact: Fact, is_weak: Callable[[Sequence[Answer]], bool], atlas: Atlas) -> Iterator[str]:
    """The label of a fact that is weak for most people; with a group for which alone it is."""
    first, *others = fact.current(atlas.day)
    label = formatting.in_sentence(fact.field.label)
    if is_weak((first,)):
        yield label
        return
    yield from (f"{label} ({formatting.group_in_sentence(a.for_whom)})" for a in others if a.for_whom and is_weak((a,)))


def _planned(path: tuple[License, ...], associate: License | None) -> Iterator[tuple[License, Fact]]:
    """The facts that a plan reckons with, each with its license."""
    owners: list[tuple[License, Sequence[str]]] = [
        *((license, PLAN_MINIMUMS) for license in path),
        (path[-1], PLAN_LIMITS),
    ]
    owners += [(associate, hours_plan.TERMS)] if associate else []
    for license, ids in owners:
        yield from ((license, license.facts[id]) for id in ids if id in license.facts)


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
    found = []
    for license, fact in _planned(path, associate):
        answers = fact.current(atlas.day)
        others = any(answer.applies_to for answer in answers[1:] or answers)
        if others or answers[0].status is Status.DISPUTED:
            words = f"{comparison.cell(fact, atlas, '').words}. {_what_is_used(answers)}"
            found.append((f"{fact.field.label} ({license.short})", words))
    for id in PLAN_MINIMUMS:
        preferred, strict = (path_totals.path_total(path, id, atlas.day, strict=strict) for strict in (False, True))
        if any(tier.counted is None and tier.own for tier in preferred.spread) and not strict.at_least:
            label = f"{BY_ID[id].label} ({path[-1].short})"
            unsure = "how much of what earlier licenses asked for counts again is not confirmed"
            found.append((label, f"{unsure}. {_what_is_used(())}"))
    return found


def _what_is_used(answers: Sequence[Answer]) -> str:
    """Which of several answers a plan reckons with. Beside one that isn't confirmed, nobody knows which is stricter."""
    if any(answer.status is Status.UNKNOWN for answer in answers):
        return "This plan uses what is known; what isn’t confirmed may be stricter."
    if len(answers) == 1 and answers[0].status is Status.STATED:
        return "This plan uses it for everybody."
    return "This plan uses the stricter one."


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
    if rule.group:
        body["group"] = formatting.group_in_sentence(rule.group)
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


def cohort_span(cohort: Cohort) -> dict[str, Any]:
    """The event and its days; `before` excludes its day."""
    days = {"from": cohort.first, "before": cohort.end}
    return {"event": cohort.event} | {name: day.isoformat() for name, day in days.items() if day}


def _rules(jurisdiction: Jurisdiction, path: tuple[License, ...], atlas: Atlas) -> Iterator[dict[str, Any]]:
    """The facts of a path that depend on the day of an event, in words."""
    for rule in cohort_rules(jurisdiction, atlas.day):
        field = rule.fact.field
        if rule.license not in path or field.kind in (Kind.LIST, Kind.TEXT):
            continue
        rest = [_told(field, answer, atlas) for answer in rule.otherwise]
        spans: dict[Cohort, list[Answer]] = {}
        for answer in rule.answers:
            if answer.cohort:
                spans.setdefault(answer.cohort, []).append(answer)
        told = {cohort: [_told(field, answer, atlas) for answer in own] for cohort, own in spans.items()}
        if len(told) > 1 and len({tuple(words) for words in told.values()}) == 1:
            continue
        for cohort, own in spans.items():
            told[cohort] += rest if all(answer.applies_to for answer in own) else []
        by_date = [_told(field, a, atlas, f" for {cohort.words}") for cohort, own in spans.items() for a in own]
        by_date += [w + " otherwise" * (not a.applies_to) for w, a in zip(rest, rule.otherwise, strict=True)]
        yield {
            "event": rule.event,
            "label": field.label,
            "answers": [cohort_span(cohort) | {"words": " or ".join(words)} for cohort, words in told.items()],
            "byDate": "; ".join(by_date),
        }


def _told(field: Field, answer: Answer, atlas: Atlas, whom: str = "") -> str:
    """An answer in words, with the group that it holds for beside the day of an event: "48 (completed by Dec. 31, 2018)"."""
    group = f" ({formatting.group_in_sentence(answer.applies_to)})" if answer.applies_to else ""
    return f"{_with_unit(field, answer, atlas)}{whom}{group}"


def _with_unit(field: Field, answer: Answer, atlas: Atlas) -> str:
    """An answer in table words, with the unit that neither they nor the label name: "600 hours"."""
    words, unit = comparison.answer_words(field, answer, atlas), field.unit_words.split(" ")[-1]
    if answer.preferred_value is None:
        return words
    if not unit or unit in ("usd", "months", "years") or unit in field.label.lower():
        return words
    figure, bracket, marks = words.partition(" (")
    return f"{figure} {unit}{bracket}{marks}"
