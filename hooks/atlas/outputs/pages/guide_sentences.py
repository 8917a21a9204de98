"""Components that stand in a sentence: figures that guides and articles take from the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from markupsafe import Markup

from atlas.domain import comparison, formatting, references
from atlas.domain.atlas import Atlas
from atlas.domain.exams import FIELDS as EXAM_FIELDS
from atlas.domain.formatting import status_word
from atlas.domain.jurisdictions import NAMES
from atlas.domain.problems import nearest
from atlas.domain.reference_syntax import Reference
from atlas.domain.requirements import Status
from atlas.domain.vocabulary import Field, Kind
from atlas.outputs.pages.component_facts import RequestedFact, fact_and_level, field, preferred_figure, requested_facts
from atlas.rendering.components import ComponentError, PageContext
from atlas.rendering.context import relative

NOT_KNOWN = "not confirmed for any state yet"


def _figures(atlas: Atlas, arguments: tuple[str, ...], usage: str) -> tuple[Field, list[tuple[float, RequestedFact]]]:
    name, level = fact_and_level(arguments, usage)
    definition = field(name)
    if definition.kind not in (Kind.INTEGER, Kind.NUMBER):
        raise ComponentError(f"`{name}` is not a number", "a fact that is")
    figures = [(preferred_figure(item, atlas), item) for item in requested_facts(atlas, name, level)]
    return definition, [(float(value), item) for value, item in figures if isinstance(value, int | float)]


def _shown(definition: Field, value: object, atlas: Atlas) -> str:
    """A figure in a sentence: months are not turned into years."""
    if definition.unit == "months" and isinstance(value, int | float):
        return formatting.plural(value, "months")
    return formatting.readable_value(definition, value, atlas.exams)


def extent(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """From the least to the most, each with a state."""
    definition, found = _figures(atlas, arguments, "{{ range FACT }}")
    if not found:
        return NOT_KNOWN
    ends = []
    for value in (min(v for v, _ in found), max(v for v, _ in found)):
        items = [item for v, item in found if v == value]
        link = _link(place, items[0].address, items[0].state.name)
        others = len(items) - 1
        more = f" and {others} other{'s' if others > 1 else ''}" if others else _doubt(items[0], atlas)
        ends.append(Markup("{} ({}{})").format(_shown(definition, value, atlas), link, more))
    return ends[0] if len({v for v, _ in found}) == 1 else Markup("from {} to {}").format(*ends)


def _doubt(item: RequestedFact, atlas: Atlas) -> str:
    """What weakens the figure of a single state that stands for an extreme; "" when nothing does."""
    if item.fact is None:
        return ""
    signs = ["sources disagree"] * any(answer.readings for answer in item.fact.current(atlas.day))
    signs += ["varies"] * (len(item.fact.current(atlas.day)) > 1)
    return "".join(f"; {sign}" for sign in (*signs, *formatting.changes_ahead(item.fact, atlas.day, atlas.exams)))


def most(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """The most common answer, and how many of the states that answer give it."""
    name, level = fact_and_level(arguments, "{{ most FACT }}")
    definition = field(name)
    figures = [preferred_figure(item, atlas) for item in requested_facts(atlas, name, level)]
    values = [_shown(definition, value, atlas) for value in figures if value is not None]
    if not values:
        return NOT_KNOWN
    common, times = Counter(values).most_common(1)[0]
    return Markup("{} (in {} of the {} states where it’s confirmed)").format(common, times, len(values))


def share(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """How common an answer is: "most states (31 of the 36 where it's confirmed)".

    A state whose law leaves the matter out (`silent`) answers too; one that is not confirmed doesn't. The value `stated` asks
    how many say anything: of a note, which may be missing because there is no rule, among all states with such a license.
    """
    if not 2 <= len(arguments) <= 3:
        raise ComponentError("takes a fact, a value and perhaps a level", "{{ share FACT VALUE }}")
    name, wanted, level = (*arguments, "independent")[:3]
    definition = field(name)
    answers = [item.answer for item in requested_facts(atlas, name, level) if item.answer]
    if wanted == "stated" and definition.kind is Kind.TEXT:
        return _portion(sum(answer.preferred_value is not None for answer in answers), len(answers), "")
    known = [answer for answer in answers if answer.status is not Status.UNKNOWN]
    given = [_spelled(answer.preferred_value) for answer in known]
    allowed = _allowed(definition, given)
    if wanted not in (*allowed, "stated", "silent"):
        raise ComponentError(
            f"`{wanted}` is not an answer to `{name}`", "one of " + ", ".join(allowed), nearest(wanted, allowed)
        )
    stated = sum(answer.status is not Status.SILENT for answer in known)
    times = {"stated": stated, "silent": len(known) - stated}.get(wanted, sum(wanted in values for values in given))
    return _portion(times, len(known), " where it’s confirmed")


def _portion(times: int, total: int, whose: str) -> str:
    return f"{amount(times, total)} ({times} of the {total}{whose})"


def _spelled(value: object) -> list[str]:
    """A value as the data spells it; a list of one, so that lists and single values read alike."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [str(v).lower() if isinstance(v, bool) else str(v) for v in values]


def _allowed(definition: Field, given: list[list[str]]) -> list[str]:
    if definition.words:
        return [word.id for word in definition.words]
    return ["true", "false"] if definition.kind is Kind.BOOLEAN else sorted({v for values in given for v in values})


def amount(times: int, total: int) -> str:
    """The word for so many of so many states. The bounds are ours: most is over half, a few under one in ten."""
    if times in (0, total):
        return "all states" if times else "no state"
    part = times / total
    for bound, words in ((0.9, "nearly all states"), (0.5, "most states"), (0.35, "many states"), (0.1, "some states")):
        if part > bound:
            return words
    return "one state" if times == 1 else "a few states"


def status(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """What the tables say where there is no value: "silent" and "unknown" in the words of the pages."""
    words = {status.value: word for status, word in formatting.STATUS_WORDS.items()}
    if len(arguments) != 1 or arguments[0] not in words:
        raise ComponentError("takes a status", "one of " + ", ".join(words), nearest(" ".join(arguments), words))
    return Markup("<em>{}</em>").format(words[arguments[0]])


def label(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """What the pages call a fact, or one of its answers, so that a guide sends readers to words that are there."""
    if not 1 <= len(arguments) <= 2:
        raise ComponentError("takes a fact, and perhaps one of its words", "{{ label FACT }} or {{ label FACT WORD }}")
    definition = field(arguments[0])
    if len(arguments) == 1:
        return Markup("<em>{}</em>").format(definition.label)
    labels = {word.id: word.label for word in definition.words}
    if arguments[1] not in labels:
        what = f"`{arguments[1]}` is not an answer to `{arguments[0]}`"
        raise ComponentError(what, "one of " + ", ".join(labels), nearest(arguments[1], labels))
    return Markup("<em>{}</em>").format(labels[arguments[1]])


def jurisdiction_fact(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """One figure of one state, linked to the place where its source stands."""
    if len(arguments) != 2:
        raise ComponentError("takes a state and a fact", "{{ fact GA lpc.max_months }}")
    code, path = arguments
    codes = [jurisdiction.code for jurisdiction in atlas.jurisdictions]
    if code not in codes:
        raise ComponentError(f"no state file has the code `{code}`", "a postal code", nearest(code, codes))
    jurisdiction = atlas.jurisdiction(code)
    owner, _, name = path.rpartition(".")
    definition = field(name)
    ids = [license.id for license in jurisdiction.licenses]
    if owner and owner not in ids:
        raise ComponentError(
            f"{jurisdiction.name} has no license `{owner}`", "one of " + ", ".join(ids), nearest(owner, ids)
        )
    ref, facts = Reference(owner, name, path), references.facts_by_owner(jurisdiction)
    for error in references.failures(ref, facts, atlas.day):
        raise ComponentError(f"{jurisdiction.name}: {error.what}", error.expected, error.near)
    fact, answer = references.resolve(ref, facts, atlas.day)
    anchor = comparison.anchor(definition, jurisdiction.license(owner)) if owner else definition.group
    words = formatting.figure(
        definition, answer, atlas.exams, more=formatting.changes_ahead(fact, atlas.day, atlas.exams)
    )
    return _link(place, f"states/{jurisdiction.slug}/#{anchor}", words)


def exam(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """A fact of an exam, linked to its page; "not known" where it is not."""
    if len(arguments) != 2:
        raise ComponentError("takes an exam and a fact", "{{ exam nce items }}")
    id, name = arguments
    if id not in atlas.exams:
        raise ComponentError(f"unknown exam `{id}`", "one of " + ", ".join(atlas.exams), nearest(id, atlas.exams))
    if name not in EXAM_FIELDS:
        raise ComponentError(f"unknown fact `{name}`", "one of " + ", ".join(EXAM_FIELDS), nearest(name, EXAM_FIELDS))
    answer = atlas.exams[id].facts[name].current_answer(atlas.day)
    if answer.status is Status.DISPUTED:
        words = formatting.figure(EXAM_FIELDS[name], answer, atlas.exams)
    elif answer.status is Status.STATED:
        words = formatting.readable_value(EXAM_FIELDS[name], answer.value, atlas.exams)
    else:
        words = status_word(answer.status).lower()
    return _link(place, f"exams/{id}/", words)


def issuing(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """Who issues privileges, as of which day."""
    names = [NAMES.get(code, code) for code in atlas.compact.issuing.jurisdictions]
    listed = ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]
    return Markup("{} (as of {})").format(listed, formatting.ap_date(atlas.compact.issuing.as_of))


def members(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """How many have enacted the compact."""
    yes = sum(
        jurisdiction.facts["compact_member"].current_answer(atlas.day).preferred_value is True
        for jurisdiction in atlas.jurisdictions
    )
    return Markup("{} of the {}").format(yes, len(atlas.jurisdictions))


SENTENCES: dict[str, Callable[[Atlas, PageContext, tuple[str, ...]], str]] = {
    "range": extent,
    "most": most,
    "share": share,
    "label": label,
    "status": status,
    "fact": jurisdiction_fact,
    "exam": exam,
    "issuing": issuing,
    "members": members,
}


def _link(place: PageContext, target: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(relative(place.address, target), words)
