# Produces components for pages written by hand. A fact is named as in the vocabulary; `associate` after it asks for the
# associate license instead of the independent one.
#   {{ spread FACT }}              a table: each answer, how many states give it, and which
#   {{ says FACT }}                what each state says, in words, behind a heading that opens
#   {{ columns FACT ... }}    a table of all states with these facts; `associate.FACT` for the associate license
#   {{ range FACT }}               in a sentence: the least and the most, with the states
#   {{ most FACT }}                in a sentence: the most common answer, and how common it is
#   {{ share FACT VALUE }}         in a sentence: how common an answer is, "most states (31 of the 36 ...)"
#   {{ label FACT [WORD] }}        in a sentence: what the pages call a fact, or one of its answers
#   {{ status silent }}            in a sentence: what the tables say where there is no value
#   {{ fact CODE LICENSE.FACT }}   in a sentence: one figure of one state, with a link to its source
#   {{ exam ID FACT }}             in a sentence: a fact of an exam
#   {{ issuing }}, {{ members }}   in a sentence: who issues compact privileges, how many have enacted the compact
#   {{ cite SOURCE }}              the mark of a source of the page
#   {{ fee_bars }}                 a chart: the fees of each state before the license
#   {{ guides }}                   the list of guides
"""What guides and articles take from the data, so that no figure is typed in prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from atlas.data.guides import GROUPS, Guide
from atlas.domain import comparison, formatting, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.formatting import STATUS_WORDS, status_word
from atlas.domain.problems import nearest
from atlas.domain.requirements import Answer, Status
from atlas.domain.vocabulary import JURISDICTION, Field, Kind
from atlas.outputs.pages import fee_bars
from atlas.outputs.pages.component_facts import RequestedFact, fact_and_level, field, preferred_figure, requested_facts
from atlas.outputs.pages.fee_bars import FeeBarsView
from atlas.outputs.pages.guide_sentences import SENTENCES
from atlas.rendering.citations import Chip
from atlas.rendering.components import Component, ComponentError, PageContext
from atlas.rendering.context import BuildContext

NO_LICENSE = "No license at this level"


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
        @cache  # asked for twice: when a page is checked, and when it is made
        def rendered(address: str, arguments: tuple[str, ...]) -> str:
            return context.render(f"parts/{template}.html", address, BLOCKS[template](atlas, arguments))

        return lambda place, arguments: rendered(place.address, arguments)

    for name in BLOCKS:
        yield Component(name, block(name))
    for name, words in SENTENCES.items():
        yield Component(name, _sentence(words, atlas), inline=True)
    yield Component("cite", lambda place, arguments: _cite(context, place, arguments), inline=True)
    listed = [(group, [g for g in context.guides if g.meta.group == group]) for group in GROUPS]
    yield Component("guides", lambda place, _: context.render("parts/guides.html", place.address, GuidesView(listed)))


def spread(atlas: Atlas, arguments: tuple[str, ...]) -> SpreadView:
    """Each answer and the states that give it: figures from the least to the most, then what is not stated."""
    name, level = fact_and_level(arguments, "{{ spread FACT }} or {{ spread FACT associate }}")
    definition = field(name)
    if definition.kind in (Kind.TEXT, Kind.LIST, Kind.URL, Kind.EMAIL, Kind.PHONE):
        raise ComponentError(f"`{name}` is told in words, one by one", "{{ says " + name + " }}")
    groups: dict[tuple[int, float, str], list[tuple[str, str, str]]] = {}
    for item in requested_facts(atlas, name, level):
        remark = ""
        key: tuple[int, float, str]
        if item.answer is None:
            key = (3, 0, NO_LICENSE)
        elif item.answer.status in (Status.STATED, Status.DISPUTED):
            value = preferred_figure(item, atlas)
            order = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
            key = (0, order, formatting.readable_value(definition, value, atlas.exams))
            differs = item.fact is not None and len(item.fact.current(atlas.day)) > 1
            remark = "sources disagree" if item.answer.status is Status.DISPUTED else "varies" if differs else ""
        else:
            key = (1 if item.answer.status is Status.SILENT else 2, 0, status_word(item.answer.status))
        groups.setdefault(key, []).append((item.state.name, item.address, remark))
    rows = [Row(key[2], tuple(states)) for key, states in sorted(groups.items(), key=lambda g: g[0][:2])]
    if definition.kind is Kind.WORD or definition.kind is Kind.EXAMS:
        rows.sort(key=lambda row: (row.words in (*STATUS_WORDS.values(), NO_LICENSE), -len(row.states)))
    return SpreadView(_caption(definition, level), rows)


def says(atlas: Atlas, arguments: tuple[str, ...]) -> SaysView:
    """What each state says in words, and the states of which it is not known."""
    name, level = fact_and_level(arguments, "{{ says FACT }} or {{ says FACT associate }}")
    definition = field(name)
    lines, unknown, absent = [], [], []
    for item in requested_facts(atlas, name, level):
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
        # A yes, or a word, says little without its conditions.
        if answer.note and definition.kind in (Kind.BOOLEAN, Kind.WORD):
            words = f"{words}. {answer.note}"
    elif answer.status is Status.DISPUTED:
        both = " Or: ".join(formatting.readable_value(definition, value, atlas.exams) for value, *_ in answer.readings)
        words = f"{STATUS_WORDS[Status.DISPUTED]}. {both}"
    else:
        words = f"{status_word(answer.status)}. {answer.text}"
    return f"{answer.for_whom}: {words}" if answer.for_whom else words


def columns(atlas: Atlas, arguments: tuple[str, ...]) -> ColumnsView:
    """All states with some facts side by side."""
    if not arguments:
        raise ComponentError("takes facts", "{{ columns FACT associate.FACT }}")
    heads, found = [], []
    for argument in arguments:
        level, _, name = argument.rpartition(".")
        definition = field(name)
        heads.append(_caption(definition, level or "independent"))
        found.append(requested_facts(atlas, name, level or "independent"))
    rows = []
    for items in zip(*found, strict=True):
        cells = [(_words_in_table(item, atlas), item.address) for item in items]
        rows.append((items[0].state.name, f"states/{items[0].state.slug}/", cells))
    return ColumnsView("; ".join(heads), heads, rows)


def _words_in_table(item: RequestedFact, atlas: Atlas) -> str:
    """As the comparison has it: hours, months and exams of the main license over its whole path."""
    if item.fact is None:
        return NO_LICENSE.lower()
    if item.license is pathways.main_license(item.state) and item.fact.field.id in item.license.facts:
        return comparison.license_cell(item.state, item.license, item.fact.field.id, atlas).words
    return comparison.cell(item.fact, atlas, "").words


def _caption(definition: Field, level: str) -> str:
    if definition.scope == JURISDICTION or level == "independent":
        return definition.label
    return f"{definition.label}, associate license"


BLOCKS: dict[str, Callable[[Atlas, tuple[str, ...]], SpreadView | SaysView | ColumnsView | FeeBarsView]] = {
    "spread": spread,
    "says": says,
    "columns": columns,
    "fee_bars": fee_bars.view,
}


def _sentence(
    words: Callable[[Atlas, PageContext, tuple[str, ...]], str], atlas: Atlas
) -> Callable[[PageContext, tuple[str, ...]], str]:
    return lambda place, arguments: words(atlas, place, arguments)


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
