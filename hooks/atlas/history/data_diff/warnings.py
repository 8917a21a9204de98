"""Warnings for the reviewer of an edit: what a change of a figure often is when it is a slip. One small function each.

Each looks at one answer before and after; `WARNINGS` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from atlas.domain.sources import Evidence, SourceKind, grade_of
from atlas.domain.values import RATIO
from atlas.domain.vocabulary import Kind
from atlas.history.data_diff.sides import Map, Pair, maps, number_of, preferred, readings, whom
from atlas.history.data_diff.words import answer_in_words, short, source_in_words

OLD_YEARS = 3  # a text whose own date lies further back has probably been amended since
JUMP = 2  # a figure that doubles or halves is more often a wrong figure than a new rule
STRENGTH = {Evidence.NO_RULE_NAMED: 0, Evidence.SECONDARY: 1, Evidence.BOARD: 2, Evidence.LAW: 3}


def figure_changed_but_source_not(pair: Pair) -> Iterator[str]:
    """A new figure needs a source that was read again: at least its dates move."""
    if pair.figure_changed and pair.before and pair.after and "unknown" not in pair.after:
        then = [
            (r.get("source"), r.get("at"), pair.old.sources.get(str(r.get("source")))) for r in readings(pair.before)
        ]
        now = [(r.get("source"), r.get("at"), pair.new.sources.get(str(r.get("source")))) for r in readings(pair.after)]
        if now and all(reading in then for reading in now):
            yield "the figure changed but its source did not, not even the day it was read"


def source_older_than_before(pair: Pair) -> Iterator[str]:
    """The text that is cited now is older than the one cited before."""
    if not pair.before or not pair.after or preferred(pair.before).get("source") == preferred(pair.after).get("source"):
        return  # one source with new dates is told once, beside the source
    yield from older(pair.old.source(pair.before), pair.new.source(pair.after))


def older(before: Map, after: Map) -> Iterator[str]:
    """Warnings for a source that is older than the one before."""
    for key, words in (("current_through", "is current through"), ("read_on", "was read")):
        then, now = before.get(key), after.get(key)
        if isinstance(then, date) and isinstance(now, date) and now < then:
            yield f"the source is older than before: it {words} {now}, the one before {then}"
    if isinstance(before.get("current_through"), date) and after and after.get("current_through") is None:
        yield f"the source gives no date of its own; the one before was current through {before['current_through']}"


def evidence_weaker(pair: Pair) -> Iterator[str]:
    """Law gave way to a board page, or a board page to something else."""
    if pair.before and pair.after:
        yield from weaker(pair.old.source(pair.before), pair.new.source(pair.after))


def weaker(before: Map, after: Map) -> Iterator[str]:
    then, now = _grade(before), _grade(after)
    if then and now and STRENGTH[now] < STRENGTH[then]:
        yield f"the evidence is weaker: {now.value} instead of {then.value}"


def _grade(source: Map) -> Evidence | None:
    try:
        return grade_of(SourceKind(str(source.get("kind"))), source.get("names_rule"))
    except ValueError:
        return None


def figure_removed(pair: Pair) -> Iterator[str]:
    """What was known is not known any more, or has no answer at all."""
    if pair.before and _stated(pair.before) and not (pair.after and _stated(pair.after)):
        yield f"the figure was removed: {short(answer_in_words(pair.definition, pair.before))}"


def _stated(answer: Map) -> bool:
    return "value" in answer or "disputed" in answer


def reading_dropped(pair: Pair) -> Iterator[str]:
    """A disagreement is settled: the reviewer should know which side was dropped."""
    if pair.before and pair.after and "disputed" in pair.before:
        left = [reading.get("value") for reading in readings(pair.after)]
        for reading in maps(pair.before["disputed"]):
            if reading.get("value") not in left:
                yield f"a reading was dropped: {short(answer_in_words(pair.definition, reading))} of {source_in_words(reading, pair.old.sources)}"


def place_in_source_lost(pair: Pair) -> Iterator[str]:
    """The section was named before."""
    lost = pair.before and pair.after and preferred(pair.before).get("at") and not preferred(pair.after).get("at")
    if lost and _grade(pair.new.source(pair.after)) is Evidence.LAW:
        yield f"the place in the source is gone: {preferred(pair.before)['at']}"


def figure_of_another_license(pair: Pair) -> Iterator[str]:
    """The new figure is what another license of the state has: the wrong tier is a common slip."""
    now = number_of(pair.after)
    if not pair.owner or not now or now == number_of(pair.before):
        return
    for other in pair.new.owners():
        if other != pair.owner and pair.new.figure(other, pair.definition.id) == now == pair.old.figure(
            other, pair.definition.id
        ):
            yield f"it is now the figure of {pair.new.called(other)}: check that it is not that license's"


def figures_swapped(pair: Pair) -> Iterator[str]:
    """Two facts of one license, or one fact of two licenses, exchanged their figures."""
    then, now = number_of(pair.before), number_of(pair.after)
    if then is None or now is None or then == now:
        return
    here = pair.definition
    for other in pair.new.fields.values() if pair.owner else ():
        theirs = pair.old.figure(pair.owner, other.id), pair.new.figure(pair.owner, other.id)
        if other.id != here.id and other.unit == here.unit and theirs == (now, then):
            yield f"it changed places with `{other.id}`"
    for owner in pair.new.owners() if pair.owner else ():
        if owner != pair.owner and (pair.old.figure(owner, here.id), pair.new.figure(owner, here.id)) == (now, then):
            yield f"it changed places with the figure of {pair.new.called(owner)}"


def figure_of_another_fact(pair: Pair) -> Iterator[str]:
    """The new figure is what another fact of the same license and unit has, such as direct hours for the total."""
    now = number_of(pair.after)
    if not pair.owner or not now or now == number_of(pair.before) or pair.definition.unit not in ("hours", "usd"):
        return
    for other in pair.new.fields.values():
        if (
            other.id != pair.definition.id
            and other.unit == pair.definition.unit
            and other.group == pair.definition.group
        ) and pair.new.figure(pair.owner, other.id) == now:
            yield f"it is the same figure as `{other.id}`: check that the two were not mixed up"


def ratio_taken_for_total(pair: Pair) -> Iterator[str]:
    """`1 hour per 20` is no total of 20 hours."""
    now = number_of(pair.after)
    if (
        now is None
        or now == number_of(pair.before)
        or pair.definition.id not in ("supervision_hours", "individual_supervision_hours")
    ):
        return
    answer = pair.new.general(pair.owner, "supervision_ratio")
    match = RATIO.fullmatch(str(preferred(answer).get("value"))) if answer else None
    if match and now in (float(match["hours"]), float(match["per"] or 0)):
        yield f"{now:g} stands in the ratio `{match.group()}`: a ratio is not a total"


def quarter_for_semester(pair: Pair) -> Iterator[str]:
    """One semester credit is one and a half quarter credits: 90 for 60 is the other kind of credit."""
    then, now = number_of(pair.before), number_of(pair.after)
    if then and now and pair.definition.unit.endswith("credits") and 1.5 in (now / then, then / now):
        yield f"{now:g} is {then:g} in the other kind of credit: check semester and quarter credits"


def answer_turned_round(pair: Pair) -> Iterator[str]:
    """A yes or no, or a word such as any or all, changed: nothing in the figure itself shows a slip."""
    both = pair.before and pair.after and _stated(pair.before) and _stated(pair.after)
    if both and pair.figure_changed and pair.definition.kind in (Kind.BOOLEAN, Kind.WORD):
        yield "the answer turned round: read the words of the source"


def big_jump(pair: Pair) -> Iterator[str]:
    """The figure at least doubled or halved."""
    then, now = number_of(pair.before), number_of(pair.after)
    if then and now and (now >= JUMP * then or then >= JUMP * now):
        yield f"a big step, from {then:g} to {now:g}: check route, license and unit"


def source_long_past(pair: Pair) -> Iterator[str]:
    """A new figure rests on a text that is years old by its own date."""
    current = pair.new.source(pair.after).get("current_through") if pair.after else None
    changed = (
        pair.figure_changed
        or pair.before is None
        or preferred(pair.before).get("source") != preferred(pair.after).get("source")
    )
    if changed and isinstance(current, date) and (pair.day - current).days > OLD_YEARS * 365:
        yield f"it rests on a text that is current through {current} only: look for a newer one"


def whom_it_concerns_changed(pair: Pair) -> Iterator[str]:
    """An answer for some became one for everybody, or the other way round."""
    if pair.before and pair.after and whom(pair.before) and not whom(pair.after):
        yield f"it now holds for everybody; before it was for: {short(whom(pair.before))}"


def figure_of_another_group(pair: Pair) -> Iterator[str]:
    """The figure for some (an older program, another route) became the figure for everybody."""
    now = number_of(pair.after)
    if not pair.after or whom(pair.after) or now is None or now == number_of(pair.before):
        return
    for (group, *_), other in pair.old.answers(pair.owner, pair.definition.id).items():
        if group and number_of(other) == now:
            yield f"it is the figure that was for some only: {short(group)}"


Rule = Callable[[Pair], Iterator[str]]
WARNINGS: tuple[Rule, ...] = (
    figure_changed_but_source_not,
    source_older_than_before,
    evidence_weaker,
    figure_removed,
    reading_dropped,
    place_in_source_lost,
    figure_of_another_license,
    figures_swapped,
    figure_of_another_fact,
    figure_of_another_group,
    ratio_taken_for_total,
    quarter_for_semester,
    answer_turned_round,
    big_jump,
    source_long_past,
    whom_it_concerns_changed,
)
