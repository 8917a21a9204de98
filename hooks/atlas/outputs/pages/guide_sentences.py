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
from atlas.outputs.pages.component_facts import RequestedFact, fact_and_level, field, requested_facts
from atlas.rendering.components import ComponentError, PageContext
from atlas.rendering.context import relative

NOT_KNOWN = "not known for any state yet"


def _figures(atlas: Atlas, arguments: tuple[str, ...], usage: str) -> tuple[Field, list[tuple[float, RequestedFact]]]:
    name, level = fact_and_level(arguments, usage)
    definition = field(name)
    if definition.kind not in (Kind.INTEGER, Kind.NUMBER):
        raise ComponentError(f"`{name}` is not a number", "a fact that is")
    found = [
        (float(item.answer.preferred_value), item)
        for item in requested_facts(atlas, name, level)
        if item.answer and item.answer.preferred_value is not None
    ]
    return definition, found


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
        more = f" and {others} other{'s' if others > 1 else ''}" if others else ""
        ends.append(Markup("{} ({}{})").format(_shown(definition, value, atlas), link, more))
    return ends[0] if len({v for v, _ in found}) == 1 else Markup("from {} to {}").format(*ends)


def most(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """The most common answer, and how many of the states that answer give it."""
    name, level = fact_and_level(arguments, "{{ most FACT }}")
    definition = field(name)
    values = [
        _shown(definition, item.answer.preferred_value, atlas)
        for item in requested_facts(atlas, name, level)
        if item.answer and item.answer.preferred_value is not None
    ]
    if not values:
        return NOT_KNOWN
    common, times = Counter(values).most_common(1)[0]
    return Markup("{} (in {} of the {} states with a known figure)").format(common, times, len(values))


def count(atlas: Atlas, place: PageContext, arguments: tuple[str, ...]) -> str:
    """How many states give one answer, of those that answer."""
    if not 2 <= len(arguments) <= 3:
        raise ComponentError("takes a fact, a value and perhaps a level", "{{ count FACT VALUE }}")
    name, wanted, level = (*arguments, "independent")[:3]
    definition = field(name)
    given = [
        item.answer.preferred_value
        for item in requested_facts(atlas, name, level)
        if item.answer and item.answer.preferred_value is not None
    ]
    spelled = [["true" if v is True else "false" if v is False else v] if not isinstance(v, list) else v for v in given]
    known = sorted({str(v) for values in spelled for v in values})
    allowed = [word.id for word in definition.words] or (
        ["true", "false"] if definition.kind is Kind.BOOLEAN else known
    )
    if wanted not in allowed:
        raise ComponentError(
            f"`{wanted}` is not an answer to `{name}`", "one of " + ", ".join(allowed), nearest(wanted, allowed)
        )
    return Markup("{} of {}").format(sum(wanted in map(str, values) for values in spelled), len(given))


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
    _, answer = references.resolve(ref, facts, atlas.day)
    anchor = comparison.anchor(definition, jurisdiction.license(owner)) if owner else definition.group
    return _link(place, f"states/{jurisdiction.slug}/#{anchor}", formatting.figure(definition, answer, atlas.exams))


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
        words = " or ".join(
            formatting.readable_value(EXAM_FIELDS[name], value, atlas.exams) for value, *_ in answer.readings
        )
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
    "count": count,
    "fact": jurisdiction_fact,
    "exam": exam,
    "issuing": issuing,
    "members": members,
}


def _link(place: PageContext, target: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(relative(place.address, target), words)
