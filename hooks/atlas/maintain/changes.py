"""What an edit of the data changes, in words, with warnings for the reviewer.

It works on plain data and not on checked objects: the earlier text may break rules that are newer than it is, and the
reviewer wants to know what changed even while something is wrong. Each warning is one small function on a `Pair`;
`WARNINGS` lists them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from ..fields import BY_ID, LICENSE_FIELDS, Field, Kind
from ..model import EVIDENCE_OF, RATIO, Evidence, SourceKind
from ..text import plain, shown
from ..yamlpos import DataPath, Document, parse

Map = Mapping[str, Any]
OLD_YEARS = 3  # a text whose own date lies further back has probably been amended since
JUMP = 2  # a figure that doubles or halves is more often a wrong figure than a new rule
STRENGTH = {Evidence.SECONDARY: 0, Evidence.BOARD: 1, Evidence.LAW: 2}
_PARTS = (("steps", "do", "step"), ("faq", "question", "question"), ("changes", "summary", "note of a change"))


@dataclass(frozen=True)
class Warned:
    """Something for the reviewer to look at, and where it stands now (line 0: it is gone)."""

    words: str
    path: str
    line: int = 0


@dataclass(frozen=True)
class StateDiff:
    """What changed in one file. Sentences begin with the name of the state."""

    path: str
    name: str
    changes: tuple[str, ...]
    warnings: tuple[Warned, ...]


@dataclass(frozen=True)
class Pair:
    """One answer before and after. `before` or `after` is None where there is none."""

    definition: Field
    before: Map | None
    after: Map | None
    old: Side
    new: Side
    owner: str  # id of the license, "" for the jurisdiction
    day: date

    @property
    def figure_changed(self) -> bool:
        return self.before is not None and self.after is not None and figures(self.before) != figures(self.after)


@dataclass(frozen=True)
class Side:
    """A file before or after, as plain data that may lack anything."""

    data: Map
    document: Document | None = None

    @property
    def sources(self) -> Map:
        return _map(self.data.get("sources"))

    def source(self, answer: Map | None) -> Map:
        """The source that the answer, or its preferred reading, rests on."""
        return _map(self.sources.get(str(_first(answer).get("source"))))

    def licenses(self) -> dict[str, Map]:
        return {str(one.get("id")): one for one in _maps(self.data.get("licenses"))}

    def facts(self, owner: str) -> Map:
        return _map(_map(self.licenses().get(owner) if owner else self.data).get("facts"))

    def answers(self, owner: str, fact: str) -> dict[tuple[str, str], Map]:
        """The answers to a fact by (applies to, effective)."""
        raw = _map(self.facts(owner)).get(fact)
        entries = [_map(one) for one in (raw if isinstance(raw, list) else [raw]) if isinstance(one, dict)]
        return {(plain(one.get("applies_to")), plain(one.get("effective"))): one for one in entries}

    def figure(self, owner: str, fact: str) -> float | None:
        """The general answer's number, if it is one."""
        answer = self.answers(owner, fact).get(("", ""))
        value = _first(answer).get("value") if answer else None
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def called(self, owner: str) -> str:
        """A license as people call it."""
        answer = self.answers(owner, "abbr").get(("", ""))
        return str(_first(answer).get("value") or owner) if answer else owner

    def line(self, place: DataPath) -> int:
        return self.document.mark(place, key=True).line if self.document else 0

    def place(self, owner: str, fact: str) -> DataPath:
        if not owner:
            return ("facts", fact)
        return ("licenses", list(self.licenses()).index(owner) if owner in self.licenses() else 0, "facts", fact)


def _map(value: Any) -> Map:
    return value if isinstance(value, dict) else {}


def _maps(value: Any) -> list[Map]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _first(answer: Map | None) -> Map:
    """The answer itself, or of a disputed one the preferred reading."""
    readings = _maps(_map(answer).get("disputed"))
    return readings[0] if readings else _map(answer)


# ---- in words -------------------------------------------------------------------------------------------------------


def figures(answer: Map) -> list[Any]:
    """What the answer says, without its sources and notes: for comparing."""
    if "disputed" in answer:
        return ["disputed", *(one.get("value") for one in _maps(answer["disputed"]))]
    word = next((word for word in ("value", "silent", "unknown") if word in answer), "")
    return [word, answer.get(word)] if word == "value" else [word]


def value_in_words(definition: Field, value: Any) -> str:
    """A value as readers see it; a wrong one as it stands."""
    if definition.kind is not Kind.EXAMS:
        with contextlib.suppress(TypeError, ValueError, KeyError, AttributeError):
            return short(shown(definition, value, {}))
    return short(plain(value))


def answer_in_words(definition: Field, answer: Map) -> str:
    """An answer as in "2,400 hours", "none set", "not known", "disputed: 18 months or 24 months"."""
    if "disputed" in answer:
        return "disputed: " + " or ".join(value_in_words(definition, r.get("value")) for r in _maps(answer["disputed"]))
    if "value" in answer:
        return value_in_words(definition, answer["value"])
    if "silent" in answer:
        return f"none set ({short(plain(answer['silent']))})"
    return f"not known ({short(plain(answer.get('unknown')))})"


def source_in_words(answer: Map, sources: Map) -> str:
    """The source of an answer with its pinpoint and its dates."""
    best = _first(answer)
    id = best.get("source")
    if id is None:
        return "none"
    source = _map(sources.get(str(id)))
    name = plain(source.get("citation") or source.get("title") or id)
    current = plain(source.get("current_through"))
    when = f"current through {current}" if current else f"read {plain(source.get('read_on'))}"
    return f"{short(name)}{' ' + plain(best['at']) if best.get('at') else ''} ({when})"


def short(text: str, most: int = 160) -> str:
    """At most `most` characters, cut at a word."""
    text = " ".join(text.split())
    return (
        text
        if len(text) <= most
        else text[: text.rfind(" ", 0, most - 1) if " " in text[: most - 1] else most - 1] + "…"
    )


# ---- warnings, one by one -------------------------------------------------------------------------------------------


def figure_changed_but_source_not(pair: Pair) -> Iterator[str]:
    """A new figure needs a source that was read again: at least its dates move."""
    if pair.figure_changed and pair.before and pair.after and "unknown" not in pair.after:
        then = [
            (r.get("source"), r.get("at"), pair.old.sources.get(str(r.get("source")))) for r in _readings(pair.before)
        ]
        now = [
            (r.get("source"), r.get("at"), pair.new.sources.get(str(r.get("source")))) for r in _readings(pair.after)
        ]
        if now and all(one in then for one in now):
            yield "the figure changed but its source did not, not even the day it was read"


def _readings(answer: Map) -> list[Map]:
    return _maps(answer.get("disputed")) or [answer]


def source_older_than_before(pair: Pair) -> Iterator[str]:
    """The text that is cited now is older than the one cited before."""
    if not pair.before or not pair.after or _first(pair.before).get("source") == _first(pair.after).get("source"):
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
        return EVIDENCE_OF[SourceKind(str(source.get("kind")))]
    except ValueError:
        return None


def figure_removed(pair: Pair) -> Iterator[str]:
    """What was known is not known any more, or has no answer at all."""
    if pair.before and _stated(pair.before) and not (pair.after and _stated(pair.after)):
        yield f"the figure was removed: {answer_in_words(pair.definition, pair.before)}"


def _stated(answer: Map) -> bool:
    return "value" in answer or "disputed" in answer


def reading_dropped(pair: Pair) -> Iterator[str]:
    """A disagreement is settled: the reviewer should know which side was dropped."""
    if pair.before and pair.after and "disputed" in pair.before:
        kept = [one.get("value") for one in _readings(pair.after)]
        for one in _maps(pair.before["disputed"]):
            if one.get("value") not in kept:
                yield f"a reading was dropped: {answer_in_words(pair.definition, one)} of {source_in_words(one, pair.old.sources)}"


def place_in_source_lost(pair: Pair) -> Iterator[str]:
    """The section was named before."""
    lost = pair.before and pair.after and _first(pair.before).get("at") and not _first(pair.after).get("at")
    if lost and _grade(pair.new.source(pair.after)) is Evidence.LAW:
        yield f"the place in the source is gone: {_first(pair.before)['at']}"


def figure_of_another_license(pair: Pair) -> Iterator[str]:
    """The new figure is what another license of the state has: the wrong tier is a common slip."""
    now = _number(pair.after)
    if not pair.owner or not now or now == _number(pair.before):
        return
    for other in pair.new.licenses():
        if other != pair.owner and pair.new.figure(other, pair.definition.id) == now == pair.old.figure(
            other, pair.definition.id
        ):
            yield f"it is now the figure of {pair.new.called(other)}: check that it is not that license's"


def _number(answer: Map | None) -> float | None:
    value = _first(answer).get("value")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def figures_swapped(pair: Pair) -> Iterator[str]:
    """Two facts of one license, or one fact of two licenses, exchanged their figures."""
    then, now = _number(pair.before), _number(pair.after)
    if then is None or now is None or then == now:
        return
    here = pair.definition
    for other in LICENSE_FIELDS if pair.owner else ():
        theirs = pair.old.figure(pair.owner, other.id), pair.new.figure(pair.owner, other.id)
        if other.id != here.id and other.unit == here.unit and theirs == (now, then):
            yield f"it changed places with `{other.id}`"
    for one in pair.new.licenses() if pair.owner else ():
        if one != pair.owner and (pair.old.figure(one, here.id), pair.new.figure(one, here.id)) == (now, then):
            yield f"it changed places with the figure of {pair.new.called(one)}"


def figure_of_another_fact(pair: Pair) -> Iterator[str]:
    """The new figure is what another fact of the same license and unit has, such as direct hours for the total."""
    now = _number(pair.after)
    if not pair.owner or not now or now == _number(pair.before) or pair.definition.unit not in ("hours", "usd"):
        return
    for other in LICENSE_FIELDS:
        if (
            other.id != pair.definition.id
            and other.unit == pair.definition.unit
            and other.group == pair.definition.group
        ) and pair.new.figure(pair.owner, other.id) == now:
            yield f"it is the same figure as `{other.id}`: check that the two were not mixed up"


def ratio_taken_for_total(pair: Pair) -> Iterator[str]:
    """`1 hour per 20` is no total of 20 hours."""
    now = _number(pair.after)
    if (
        now is None
        or now == _number(pair.before)
        or pair.definition.id not in ("supervision_hours", "individual_supervision_hours")
    ):
        return
    answer = pair.new.answers(pair.owner, "supervision_ratio").get(("", ""))
    match = RATIO.fullmatch(str(_first(answer).get("value"))) if answer else None
    if match and now in (float(match["hours"]), float(match["per"] or 0)):
        yield f"{now:g} stands in the ratio `{match.group()}`: a ratio is not a total"


def quarter_for_semester(pair: Pair) -> Iterator[str]:
    """One semester credit is one and a half quarter credits: 90 for 60 is the other kind of credit."""
    then, now = _number(pair.before), _number(pair.after)
    if then and now and pair.definition.unit.endswith("credits") and 1.5 in (now / then, then / now):
        yield f"{now:g} is {then:g} in the other kind of credit: check semester and quarter credits"


def answer_turned_round(pair: Pair) -> Iterator[str]:
    """A yes or no, or a word such as any or all, changed: nothing in the figure itself shows a slip."""
    both = pair.before and pair.after and _stated(pair.before) and _stated(pair.after)
    if both and pair.figure_changed and pair.definition.kind in (Kind.BOOLEAN, Kind.WORD):
        yield "the answer turned round: read the words of the source"


def big_jump(pair: Pair) -> Iterator[str]:
    """The figure at least doubled or halved."""
    then, now = _number(pair.before), _number(pair.after)
    if then and now and (now >= JUMP * then or then >= JUMP * now):
        yield f"a big step, from {then:g} to {now:g}: check route, license and unit"


def source_long_past(pair: Pair) -> Iterator[str]:
    """A new figure rests on a text that is years old by its own date."""
    current = pair.new.source(pair.after).get("current_through") if pair.after else None
    changed = (
        pair.figure_changed
        or pair.before is None
        or _first(pair.before).get("source") != _first(pair.after).get("source")
    )
    if changed and isinstance(current, date) and (pair.day - current).days > OLD_YEARS * 365:
        yield f"it rests on a text that is current through {current} only: look for a newer one"


def whom_it_concerns_changed(pair: Pair) -> Iterator[str]:
    """An answer for some became one for everybody, or the other way round."""
    if pair.before and pair.after and pair.before.get("applies_to") and not pair.after.get("applies_to"):
        yield f"it now holds for everybody; before it was for: {short(plain(pair.before['applies_to']))}"


def figure_of_another_group(pair: Pair) -> Iterator[str]:
    """The figure for some (an older program, another route) became the figure for everybody."""
    now = _number(pair.after)
    if not pair.after or pair.after.get("applies_to") or now is None or now == _number(pair.before):
        return
    for (group, _), other in pair.old.answers(pair.owner, pair.definition.id).items():
        if group and _number(other) == now:
            yield f"it is the figure that was for some only: {short(group)}"


def compact_without_its_note(pair: Pair) -> Iterator[str]:
    """Membership changes by an act; the act belongs in the note. A bill is no act."""
    same_note = pair.old.answers("", "compact_note") == pair.new.answers("", "compact_note")
    if pair.definition.id == "compact_member" and pair.figure_changed and same_note:
        yield "membership changed but `compact_note` did not: name the act and its dates (a bill is not an act)"


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
    compact_without_its_note,
    quarter_for_semester,
    answer_turned_round,
    big_jump,
    source_long_past,
    whom_it_concerns_changed,
)


# ---- the whole of a file --------------------------------------------------------------------------------------------


@dataclass
class _Comparison:
    path: str
    old: Side
    new: Side
    day: date
    name: str
    changes: list[str] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    def tell(self, *parts: str) -> None:
        self.changes.append(", ".join(part for part in (self.name, *parts[:-1]) if part) + ": " + parts[-1])

    def warn(self, line: int, *parts: str) -> None:
        words = ", ".join(part for part in (self.name, *parts[:-1]) if part) + ": " + parts[-1]
        self.warnings.append(Warned(words, self.path, line))


def compare(path: str, before: str | None, after: str | None, day: date) -> StateDiff:
    """What changed in one state file. None for a text that is not there. Unreadable YAML is told as a warning."""
    old, new = _side(path, before), _side(path, after)
    name = str(new.data.get("name") or old.data.get("name") or path)
    one = _Comparison(path, old, new, day, name)
    for text, side, when in ((before, old, "before"), (after, new, "now")):
        if text is not None and not side.data:
            one.warn(1, "", f"the file cannot be read as it stands {when}; `make check` says why")
    if before is None:
        one.tell(
            f"new, with {sum(len(new.facts(o)) for o in ('', *new.licenses()))} facts and {len(new.sources)} sources"
        )
    elif after is None:
        one.warn(0, "the file was removed")
    elif old.data and new.data:
        _compare_files(one)
    return StateDiff(path, name, tuple(one.changes), tuple(dict.fromkeys(one.warnings)))


@lru_cache(maxsize=64)  # what one commit made is what the next one changed
def _side(path: str, text: str | None) -> Side:
    if text is None:
        return Side({})
    document = parse(text, Document(path))
    return Side(_map(document.data), document)


def _compare_files(one: _Comparison) -> None:
    old, new = one.old, one.new
    for key in ("code", "name"):
        if old.data.get(key) != new.data.get(key):
            one.tell(key, f"{plain(old.data.get(key))} to {plain(new.data.get(key))}")
    _compare_facts(one, "")
    for id in dict.fromkeys((*old.licenses(), *new.licenses())):
        before, after = old.licenses().get(id), new.licenses().get(id)
        if before is None:
            one.tell(new.called(id), f"new license with {len(new.facts(id))} facts")
        elif after is None:
            one.warn(0, old.called(id), "the license was removed")
        else:
            for key in ("level", "credential", "leads_to", "same_as"):
                if before.get(key) != after.get(key):
                    one.tell(new.called(id), key, f"{_plain(before.get(key))} to {_plain(after.get(key))}")
            _compare_facts(one, id)
            _compare_list(one, before, after, *_PARTS[0], new.called(id))
    for part in _PARTS[1:]:
        _compare_list(one, old.data, new.data, *part)
    _compare_sources(one)


def _plain(value: Any) -> str:
    return plain(value) or "none"


def _compare_facts(one: _Comparison, owner: str) -> None:
    ids = dict.fromkeys((*one.old.facts(owner), *one.new.facts(owner)))
    for id in (f for f in BY_ID if f in ids):
        before, after = one.old.answers(owner, id), one.new.answers(owner, id)
        gone, come = [k for k in before if k not in after], [k for k in after if k not in before]
        pairs: list[tuple[Map | None, Map | None]] = [(before[k], after[k]) for k in before if k in after]
        if len(gone) == len(come) == 1:  # the same answer with other dates, or for other people
            pairs.append((before[gone[0]], after[come[0]]))
        else:
            pairs += [(before[k], None) for k in gone] + [(None, after[k]) for k in come]
        for then, now in pairs:
            _compare_answer(one, Pair(BY_ID[id], then, now, one.old, one.new, owner, one.day))


def _compare_answer(one: _Comparison, pair: Pair) -> None:
    words = list(_difference(pair))
    license = one.new.called(pair.owner) if pair.owner else ""
    label = pair.definition.label
    qualifier = plain(_map(pair.after or pair.before).get("applies_to"))
    where = f"{label} ({short(qualifier, 60)})" if qualifier else label
    if words:
        one.tell(license, where, "; ".join(words))
    line = one.new.line(one.new.place(pair.owner, pair.definition.id)) if pair.after else 0
    for rule in WARNINGS:
        for warning in rule(pair):
            one.warn(line, license, where, warning)


def _difference(pair: Pair) -> Iterator[str]:
    """What differs, from the figure to the note."""
    before, after, definition = pair.before, pair.after, pair.definition
    if before is None and after is not None:
        yield f"new: {answer_in_words(definition, after)}, source {source_in_words(after, pair.new.sources)}"
    elif before is not None and after is None:
        yield f"removed: {answer_in_words(definition, before)}"
    elif before is not None and after is not None:
        then, now = answer_in_words(definition, before), answer_in_words(definition, after)
        if figures(before) != figures(after) or then != now:
            yield f"{then} to {now}"
        cited_then = [(r.get("source"), r.get("at")) for r in _readings(before)]
        cited_now = [(r.get("source"), r.get("at")) for r in _readings(after)]
        if cited_then != cited_now:
            yield f"source changed from {source_in_words(before, pair.old.sources)} to {source_in_words(after, pair.new.sources)}"
        for key in ("applies_to", "effective", "until"):
            if before.get(key) != after.get(key):
                yield f"{key} {_plain(before.get(key))} to {_plain(after.get(key))}"
        if [before.get("note"), *(r.get("note") for r in _readings(before))] != [
            after.get("note"),
            *(r.get("note") for r in _readings(after)),
        ]:
            yield f"note now: {short(_plain(after.get('note')))}"


def _compare_list(one: _Comparison, before: Map, after: Map, key: str, id: str, word: str, license: str = "") -> None:
    then = {str(item.get(id)): item for item in _maps(before.get(key))}
    now = {str(item.get(id)): item for item in _maps(after.get(key))}
    for name in dict.fromkeys((*then, *now)):
        if name not in now:
            one.tell(license, f"{word} removed: {short(name)}")
        elif name not in then:
            one.tell(license, f"{word} added: {short(name)}")
        elif then[name] != now[name]:
            one.tell(license, f"{word} changed: {short(name)}")
    if then.keys() == now.keys() and list(then) != list(now):
        one.tell(license, f"{word}s are in another order")


def _compare_sources(one: _Comparison) -> None:
    for id in dict.fromkeys((*one.old.sources, *one.new.sources)):
        before, after = _map(one.old.sources.get(id)), _map(one.new.sources.get(id))
        if before == after:
            continue
        label = f"source `{id}`"
        if not before:
            one.tell(label, f"new: {plain(after.get('citation') or after.get('title'))}")
            continue
        if not after:
            one.tell(label, f"removed: {plain(before.get('citation') or before.get('title'))}")
            continue
        changed = [
            f"{k} {_plain(before.get(k))} to {_plain(after.get(k))}"
            for k in dict.fromkeys((*before, *after))
            if before.get(k) != after.get(k)
        ]
        one.tell(label, "; ".join(changed))
        line = one.new.line(("sources", id))
        for warning in (*older(before, after), *weaker(before, after)):
            one.warn(line, label, warning)
        if before.get("url") != after.get("url") and before.get("read_on") == after.get("read_on"):
            one.warn(line, label, "the link changed, but not the day it was read")


# ---- as text and Markdown -------------------------------------------------------------------------------------------


def as_text(diffs: Iterable[StateDiff]) -> str:
    """For a terminal: what changed, then the warnings with their places."""
    found = [d for d in diffs if d.changes or d.warnings]
    lines = [line for d in found for line in d.changes]
    warnings = [w for d in found for w in d.warnings]
    if warnings:
        lines += ["", f"{len(warnings)} warning{'s' if len(warnings) != 1 else ''}:"]
        lines += [f"{w.path}:{w.line}: {w.words}" if w.line else f"{w.path}: {w.words}" for w in warnings]
    return "\n".join(lines or ["No fact changes."]) + "\n"


def as_markdown(diffs: Iterable[StateDiff]) -> str:
    """For a pull request. Nothing of the data acts as markup there."""
    found = [d for d in diffs if d.changes or d.warnings]
    if not found:
        return "### What this changes\n\nNo fact changes.\n"
    warnings = [w for d in found for w in d.warnings]
    lines = ["### What this changes", ""]
    if warnings:
        lines += [f"**{len(warnings)} to look at**", ""]
        lines += [
            f"- :warning: {escaped(w.words)} ({escaped(w.path)}{f', line {w.line}' if w.line else ''})"
            for w in warnings
        ]
        lines += [""]
    for d in found:
        if d.changes:
            lines += [f"**{escaped(d.name)}**", "", *(f"- {escaped(words)}" for words in d.changes), ""]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text that GitHub shows as it stands: no markup, no mention of people, no link to issues."""
    out = "".join(
        "\\" + c if c in "\\`*_{}[]()#+!|~" else c
        for c in text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    return out.replace("@", "@\u2060").replace("\n", " ")
