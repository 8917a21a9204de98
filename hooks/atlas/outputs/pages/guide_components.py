# Produces components for pages written by hand. A fact is named as in the vocabulary; `associate` after it asks for the
# associate license instead of the independent one.
#   {{ spread FACT }}              a table: each answer, how many states give it, and which
#   {{ says FACT }}                what each state says, in words, behind a heading that opens
#   {{ columns FACT ... }}    a table of all states with these facts; `associate.FACT` for the associate license
#   {{ range FACT }}               in a sentence: the least and the most, with the states
#   {{ most FACT }}                in a sentence: the most common answer, and how common it is
#   {{ count FACT VALUE }}         in a sentence: how many states give this answer
#   {{ fact CODE LICENSE.FACT }}   in a sentence: one figure of one state, with a link to its source
#   {{ exam ID FACT }}             in a sentence: a fact of an exam
#   {{ issuing }}, {{ members }}   in a sentence: who issues compact privileges, how many have enacted the compact
#   {{ cite SOURCE }}              the mark of a source of the page
#   {{ guides }}                   the list of guides
"""What guides and articles take from the data, so that no figure is typed in prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from atlas.data.guides import GROUPS, Guide
from atlas.domain import comparison, formatting, pathways, references
from atlas.domain.atlas import Atlas
from atlas.domain.exams import FIELDS as EXAM_FIELDS
from atlas.domain.formatting import STATUS_WORDS, status_word
from atlas.domain.jurisdictions import NAMES
from atlas.domain.problems import nearest
from atlas.domain.reference_syntax import Reference
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, JURISDICTION, Field, Kind
from atlas.rendering.citations import Chip
from atlas.rendering.components import Component, ComponentError, PageContext
from atlas.rendering.context import BuildContext, relative

LEVELS = ("independent", "associate")
NO_LICENSE = "No license at this level"
NOT_KNOWN = "not known for any state yet"


@dataclass(frozen=True)
class Asked:
    """A fact of one state as a component asks for it. `answer` is None where there is no such license."""

    state: Jurisdiction
    license: License | None
    fact: Fact | None
    answer: Answer | None
    address: str  # of the place where its source stands


@dataclass(frozen=True)
class Row:
    """An answer and the states that give it: name, address, and a remark or ""."""

    words: str
    states: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class SpreadView:
    """What parts/spread.html shows: the answers, and the states that give each."""

    caption: str
    rows: list[Row]


@dataclass(frozen=True)
class SaysView:
    """What parts/says.html shows. A state is its name and the address where its source stands."""

    caption: str
    lines: list[tuple[str, str, list[str]]]  # a state, and its answers in words
    unknown: list[tuple[str, str]]
    absent: list[tuple[str, str]]  # states without a license of this level


@dataclass(frozen=True)
class ColumnsView:
    """What parts/columns.html shows."""

    caption: str
    heads: list[str]
    rows: list[tuple[str, str, list[tuple[str, str]]]]  # name and address of a state; words and address of each cell


@dataclass(frozen=True)
class GuidesView:
    """What parts/guides.html shows: the guides of each group."""

    groups: list[tuple[str, list[Guide]]]


@dataclass(frozen=True)
class ChipView:
    """What parts/chip.html shows."""

    chip: Chip


def components(context: BuildContext) -> Iterator[Component]:
    """Every component for guides, articles and questions."""
    atlas = context.atlas

    def block(template: str) -> Callable[[PageContext, tuple[str, ...]], str]:
        def render(place: PageContext, arguments: tuple[str, ...]) -> str:
            return context.render(f"parts/{template}.html", place.address, BLOCKS[template](atlas, arguments))

        return render

    for name in BLOCKS:
        yield Component(name, block(name))
    for name, words in SENTENCES.items():
        yield Component(name, _sentence(words, atlas), inline=True)
    yield Component("cite", lambda place, arguments: _cite(context, place, arguments), inline=True)
    listed = [(group, [g for g in context.guides if g.meta.group == group]) for group in GROUPS]
    yield Component("guides", lambda place, _: context.render("parts/guides.html", place.address, GuidesView(listed)))


# ---- which fact is asked ----


def asked(atlas: Atlas, name: str, level: str) -> list[Asked]:
    """The fact of every state, in order of name."""
    definition = field(name)
    if level not in LEVELS:
        raise ComponentError(f"`{level}` is not a level", " or ".join(LEVELS), nearest(level, LEVELS))
    return [_asked(jurisdiction, definition, level, atlas) for jurisdiction in atlas.jurisdictions]


def field(name: str) -> Field:
    if name not in BY_ID:
        raise ComponentError(f"unknown fact `{name}`", "a fact of the vocabulary", nearest(name, BY_ID))
    return BY_ID[name]


def _asked(jurisdiction: Jurisdiction, definition: Field, level: str, atlas: Atlas) -> Asked:
    if definition.scope == JURISDICTION:
        fact = jurisdiction.facts[definition.id]
        return Asked(
            jurisdiction, None, fact, fact.current_answer(atlas.day), f"states/{jurisdiction.slug}/#{definition.group}"
        )
    license = pathways.main_license(jurisdiction)
    place = comparison.anchor(definition, license)
    if level == "associate":
        path = pathways.license_pathway(jurisdiction, license)
        license_or_none = next((rung for rung in path if rung.level == "associate"), None)
        if license_or_none is None:
            return Asked(jurisdiction, None, None, None, f"states/{jurisdiction.slug}/#ladder")
        license = license_or_none
        place = license.id if definition.group == "identity" else f"{license.id}-{definition.group}"
    held = license.facts.get(definition.id)
    return Asked(
        jurisdiction,
        license,
        held,
        held.current_answer(atlas.day) if held else None,
        f"states/{jurisdiction.slug}/#{place}",
    )


def _fact_and_level(arguments: tuple[str, ...], usage: str) -> tuple[str, str]:
    """A fact and a level from the arguments of a component."""
    if not 1 <= len(arguments) <= 2:
        raise ComponentError("takes a fact, and perhaps a level", usage)
    return arguments[0], arguments[1] if len(arguments) > 1 else "independent"


# ---- blocks ----


def spread(atlas: Atlas, arguments: tuple[str, ...]) -> SpreadView:
    """Each answer and the states that give it: figures from the least to the most, then what is not stated."""
    name, level = _fact_and_level(arguments, "{{ spread FACT }} or {{ spread FACT associate }}")
    definition = field(name)
    if definition.kind in (Kind.TEXT, Kind.LIST, Kind.URL, Kind.EMAIL, Kind.PHONE):
        raise ComponentError(f"`{name}` is told in words, one by one", "{{ says " + name + " }}")
    groups: dict[tuple[int, float, str], list[tuple[str, str, str]]] = {}
    for item in asked(atlas, name, level):
        remark = ""
        key: tuple[int, float, str]
        if item.answer is None:
            key = (3, 0, NO_LICENSE)
        elif item.answer.status in (Status.STATED, Status.DISPUTED):
            value = item.answer.preferred_value
            order = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
            key = (0, order, formatting.readable_value(definition, value, atlas.exams))
            differs = item.fact is not None and len(item.fact.current(atlas.day)) > 1
            remark = (
                "sources disagree" if item.answer.status is Status.DISPUTED else "differs for some" if differs else ""
            )
        else:
            key = (1 if item.answer.status is Status.SILENT else 2, 0, status_word(item.answer.status))
        groups.setdefault(key, []).append((item.state.name, item.address, remark))
    rows = [Row(key[2], tuple(states)) for key, states in sorted(groups.items(), key=lambda g: g[0][:2])]
    if definition.kind is Kind.WORD or definition.kind is Kind.EXAMS:
        rows.sort(key=lambda row: (row.words in (*STATUS_WORDS.values(), NO_LICENSE), -len(row.states)))
    return SpreadView(_caption(definition, level), rows)


def says(atlas: Atlas, arguments: tuple[str, ...]) -> SaysView:
    """What each state says in words, and the states of which it is not known."""
    name, level = _fact_and_level(arguments, "{{ says FACT }} or {{ says FACT associate }}")
    definition = field(name)
    lines, unknown, absent = [], [], []
    for item in asked(atlas, name, level):
        where = (item.state.name, item.address)
        if item.answer is None or item.fact is None:
            absent.append(where)
        elif item.answer.status is Status.UNKNOWN:
            unknown.append(where)
        else:
            lines.append((*where, [_told(definition, a, atlas) for a in item.fact.current(atlas.day)]))
    return SaysView(_caption(definition, level), lines, unknown, absent)


def _told(definition: Field, answer: Answer, atlas: Atlas) -> str:
    if answer.status is Status.STATED:
        words = formatting.readable_value(definition, answer.value, atlas.exams)
    elif answer.status is Status.DISPUTED:
        both = " Or: ".join(formatting.readable_value(definition, value, atlas.exams) for value, *_ in answer.readings)
        words = f"{STATUS_WORDS[Status.DISPUTED]}. {both}"
    else:
        words = f"{status_word(answer.status)}. {answer.text}"
    return f"{answer.applies_to}: {words}" if answer.applies_to else words


def columns(atlas: Atlas, arguments: tuple[str, ...]) -> ColumnsView:
    """All states with some facts side by side."""
    if not arguments:
        raise ComponentError("takes facts", "{{ columns FACT associate.FACT }}")
    heads, found = [], []
    for argument in arguments:
        level, _, name = argument.rpartition(".")
        definition = field(name)
        heads.append(_caption(definition, level or "independent"))
        found.append(asked(atlas, name, level or "independent"))
    rows = []
    for items in zip(*found, strict=True):
        cells = [
            (comparison.cell(item.fact, atlas, "").words if item.fact else NO_LICENSE.lower(), item.address)
            for item in items
        ]
        rows.append((items[0].state.name, f"states/{items[0].state.slug}/", cells))
    return ColumnsView("; ".join(heads), heads, rows)


def _caption(definition: Field, level: str) -> str:
    if definition.scope == JURISDICTION or level == "independent":
        return definition.label
    return f"{definition.label}, associate license"


BLOCKS: dict[str, Callable[[Atlas, tuple[str, ...]], SpreadView | SaysView | ColumnsView]] = {
    "spread": spread,
    "says": says,
    "columns": columns,
}


# ---- in a sentence ----


def _figures(atlas: Atlas, arguments: tuple[str, ...], usage: str) -> tuple[Field, list[tuple[float, Asked]]]:
    name, level = _fact_and_level(arguments, usage)
    definition = field(name)
    if definition.kind not in (Kind.INTEGER, Kind.NUMBER):
        raise ComponentError(f"`{name}` is not a number", "a fact that is")
    found = [
        (float(item.answer.preferred_value), item)
        for item in asked(atlas, name, level)
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
    name, level = _fact_and_level(arguments, "{{ most FACT }}")
    definition = field(name)
    values = [
        _shown(definition, item.answer.preferred_value, atlas)
        for item in asked(atlas, name, level)
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
        for item in asked(atlas, name, level)
        if item.answer and item.answer.preferred_value is not None
    ]
    spelled = [["true" if v is True else "false" if v is False else v] if not isinstance(v, list) else v for v in given]
    known = sorted({str(v) for values in spelled for v in values})
    allowed = [w for w, _ in definition.words] or (["true", "false"] if definition.kind is Kind.BOOLEAN else known)
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
    return Markup("{} (as of {})").format(listed, formatting.day(atlas.compact.issuing.as_of))


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


def _sentence(
    words: Callable[[Atlas, PageContext, tuple[str, ...]], str], atlas: Atlas
) -> Callable[[PageContext, tuple[str, ...]], str]:
    return lambda place, arguments: words(atlas, place, arguments)


def _link(place: PageContext, target: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(relative(place.address, target), words)


def _cite(context: BuildContext, place: PageContext, arguments: tuple[str, ...]) -> str:
    if len(arguments) != 1:
        raise ComponentError("takes the id of one source", "{{ cite SOURCE }}")
    known = place.citations.ids
    if arguments[0] not in known:
        raise ComponentError(
            f"unknown source id `{arguments[0]}`", "an id from `sources:` at the top", nearest(arguments[0], known)
        )
    (chip,) = place.citations.chips(arguments)
    return context.render("parts/chip.html", place.address, ChipView(chip))
