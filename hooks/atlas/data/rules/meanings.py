"""What a field means, as far as a program can hold it (`domain/vocabulary.py` has the definitions)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from atlas.data.fact_parsing import PlacedEntry
from atlas.data.rules.context import Context
from atlas.data.rules.licenses import misspelled_licenses, shared
from atlas.domain.field_sets import FEES
from atlas.domain.problems import DataPath, nearest
from atlas.domain.state_file import FactEntry, LicenseFile
from atlas.domain.vocabulary import Credential, Kind

_FREE = re.compile(r"\b(free|no (fee|charge|cost)|without (fee|charge)|waive[ds]?|zero|\$0)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_EVENT = re.compile(
    r"\b(program|degree|graduat|enroll|matriculat|appl(y|ied|ic)|regist|licens|begun|began|before|after|since)",
    re.IGNORECASE,
)


def exam_logic_fits(c: Context) -> None:
    """`exam_logic` stands where two or more exams are named, and only there."""
    for index, license in enumerate(c.file.licenses):
        exams, logic = c.facts.get((index, "exams")), c.answers.get((index, "exam_logic"))
        if exams is None or any(name in ("exams", "exam_logic") for _, name in shared(license)):
            continue
        several = any(len(ids) > 1 for entry in exams for ids in _values(entry))
        if several and not logic:
            what = f"`{license.id}` names several exams and not whether one is enough"
            c.document.add(c.place(index, "exams"), what, "`exam_logic` beside it: any_of, all_of or other", key=True)
        if logic and not several:
            what = "`exam_logic` where fewer than two exams are named"
            c.document.add(c.place(index, "exam_logic"), what, "`exam_logic` left out", key=True)


def silence_is_read_in_law(c: Context) -> None:
    """`silent`, and a `false` of a requirement, rest on law or on the board: a guide that doesn't mention a thing proves
    nothing."""
    for _, field, place, entry in c.entries():
        if entry.silent and not _official(c, entry.source):
            what = f"`{field.id}` is silent by a source that is neither law nor board"
            expected = "`unknown:` with the reason, or the law or board page that was read"
            c.document.add((*place, "silent"), what, expected)
        for where, source in _denials(entry) if field.kind is Kind.BOOLEAN else ():
            if not _official(c, source):
                what = f"`{field.id}` is false by a source that is neither law nor board"
                expected = "`unknown:` with the reason, or the law or board page that was read whole"
                c.document.add((*place, *where), what, expected)


def _denials(entry: FactEntry[Any]) -> Iterator[tuple[DataPath, str | None]]:
    """Where a yes-or-no answer says no, and by which source."""
    if entry.value is False:
        yield ("value",), entry.source
    for number, reading in enumerate(entry.disputed or ()):
        if reading.value is False:
            yield ("disputed", number), reading.source


def absent_exam_was_read_whole(c: Context) -> None:
    """That there is no jurisprudence exam is known only from a text that was read to its end."""
    for _, field, place, entry in c.entries():
        source = c.sources.get(entry.source or "")
        if field.id == "jurisprudence_exam" and entry.value is False and source and source.evidence.is_official:
            if not source.read_whole:
                what = f"no jurisprudence exam, by `{entry.source}`, which doesn't say that it was read whole"
                c.document.add((*place, "value"), what, "`read_whole: true` on the source if it was, else `silent:`")


def free_is_said(c: Context) -> None:
    """A fee of 0 says why: the source calls it free. A fee that another one covers is silent."""
    for _, field, place, entry in c.entries():
        if field.id in FEES and entry.value == 0 and not _FREE.search(entry.note or ""):
            what = f"`{field.id}` is 0, and no note says that the source calls it free"
            c.document.add((*place, "value"), what, "a `note` that says so, or `silent:` where another fee covers it")


def keys_in_their_place(c: Context) -> None:
    """`when` belongs to a ratio, `names_rule` to a secondary source, `read_whole` to law or board."""
    for _, field, place, entry in c.entries():
        if entry.when is not None and field.id != "supervision_ratio":
            c.document.add((*place, "when"), f"`when` in `{field.id}`", "`when` in `supervision_ratio` only", key=True)
    for id, source in c.sources.items():
        official = source.evidence.is_official
        if source.names_rule is not None and official:
            what = f"`names_rule` on `{id}`, which is law or the board's own"
            c.document.add(("sources", id, "names_rule"), what, "it on a secondary source only", key=True)
        if source.read_whole is not None and not official:
            what = f"`read_whole` on `{id}`, which is neither law nor board"
            c.document.add(("sources", id, "read_whole"), what, "it on law or a board's page only", key=True)


def secondary_sources_say(c: Context) -> None:
    """A secondary source says whether it names the rule that it reports."""
    for id, source in c.sources.items():
        if not source.evidence.is_official and source.names_rule is None:
            what = f"the secondary source `{id}` doesn't say whether it names the rule it reports"
            c.document.add(("sources", id), what, "`names_rule:` true or false", key=True)


def tiers_told_where_they_are(c: Context) -> None:
    """What is said of the next or the lower license stands where there is one, and a supervisor's credential has no level."""
    licenses = c.file.licenses
    upper = {license.leads_to for license in licenses}
    for index, license in enumerate(licenses):
        if license.credential is Credential.SUPERVISOR and license.level is not None:
            c.document.add(
                ("licenses", index, "level"), "a level on a supervisor's credential", "no `level:`", key=True
            )
        if (index, "required_step") in c.facts and license.leads_to is None:
            place = c.place(index, "required_step")
            c.document.add(place, f"`required_step` of `{license.id}`, which leads nowhere", "`leads_to:`", key=True)
        if (index, "lower_hours_counted") in c.facts and license.id not in upper:
            place = c.place(index, "lower_hours_counted")
            what = f"`lower_hours_counted` of `{license.id}`, which no license leads to"
            c.document.add(place, what, "it on a license above another one", key=True)


def links_between_tiers_answered(c: Context) -> None:
    """Whether the next license needs this one, and which of its hours count there, is answered."""
    licenses = c.file.licenses
    for index, license in enumerate(licenses):
        if license.level is None or license.credential is Credential.SUPERVISOR:
            continue
        if license.leads_to is not None and (index, "required_step") not in c.facts:
            _missing(c, index, "required_step", license, f"`{license.leads_to}` can't be had without it")
        below = [n for n, lower in enumerate(licenses) if lower.leads_to == license.id]
        gained = any(_hours(c, n) for n in below) and _hours(c, index)
        if gained and (index, "lower_hours_counted") not in c.facts:
            _missing(c, index, "lower_hours_counted", license, "its total holds hours of the lower license")


def _missing(c: Context, index: int, fact: str, license: LicenseFile, question: str) -> None:
    what = f"the fact `{fact}` of `{license.id}` is missing: whether {question}"
    c.document.add(("licenses", index, "facts"), what, "an answer: value, silent or unknown", key=True)


def _hours(c: Context, index: int) -> bool:
    """Whether the license states a total of hours, its own or shared, that is not nothing."""
    return any(value for entry in c.facts.get((index, "supervised_hours_total"), ()) for value in _values(entry))


def cohorts_as_data(c: Context) -> None:
    """A group of people that a day of an event tells is a `cohort`, not words."""
    for _, field, place, entry in c.entries():
        if (
            entry.applies_to
            and entry.cohort is None
            and _YEAR.search(entry.applies_to)
            and _EVENT.search(entry.applies_to)
        ):
            what = f"a day in the words of `applies_to` of `{field.id}`"
            expected = "`cohort: {event: program_begun, before: 2017-08-01}` or the like; `applies_to` for what is left"
            c.document.add((*place, "applies_to"), what, expected)


def cohorts_meet(c: Context) -> None:
    """The cohorts of a fact by one event leave no day out and none twice."""
    for entries in c.answers.values():
        groups: dict[tuple[str, str], list[PlacedEntry]] = {}
        for placed in entries:
            if placed.entry.cohort and not placed.entry.effective and not placed.entry.until:
                key = (placed.entry.cohort.event.value, placed.entry.applies_to or "")
                groups.setdefault(key, []).append(placed)
        for group in groups.values():
            group.sort(key=lambda placed: placed.entry.cohort.first or date.min if placed.entry.cohort else date.min)
            for earlier, later in pairwise(group):
                end, first = (
                    earlier.entry.cohort and earlier.entry.cohort.end,
                    later.entry.cohort and later.entry.cohort.first,
                )
                if end != first or end is None:
                    what = f"two cohorts of `{later.field.id}` leave days out, or have some in common"
                    c.document.add(
                        (*later.place, "cohort"), what, "cohorts that meet: `before` a day, and `from` that day"
                    )


def cycles_differ(c: Context) -> None:
    """The cycle of continuing education is written where it is not that of the renewal."""
    for (index, fact), entries in c.facts.items():
        if fact == "ce_cycle_years":
            renewal = {value for entry in c.facts.get((index, "renewal_years"), ()) for value in _values(entry)}
            if {value for entry in entries for value in _values(entry)} == renewal:
                what = "`ce_cycle_years` is the same as `renewal_years`"
                c.document.add(c.place(index, fact), what, "`ce_cycle_years` left out", key=True)


def shared_facts_have_their_citation(c: Context) -> None:
    """What `same_as` takes from another license doesn't rest on a section about that license alone."""
    licenses = {license.id: (index, license) for index, license in enumerate(c.file.licenses)}
    for index, license in enumerate(c.file.licenses):
        told: set[tuple[str, str]] = set()
        for other, fact in shared(license):
            if other not in licenses:
                continue
            for placed in c.answers.get((licenses[other][0], fact), ()):
                source = placed.entry.source or ""
                if (other, source) not in told and _speaks_only_of(c, source, other, license.id):
                    told.add((other, source))
                    what = f"`{fact}` taken from `{other}` rests on `{source}`, a section about `{other}`, not `{license.id}`"
                    expected = f"`{fact}` written here, with the citation that holds for `{license.id}`"
                    c.document.add(("licenses", index, "same_as", other), what, expected, key=True)


def _speaks_only_of(c: Context, source: str, other: str, this: str) -> bool:
    """Whether the title of a source of law names the license `other` and not `this`."""
    text = (c.sources[source].title or "").casefold() if source in c.sources else ""
    if not text or not c.sources[source].evidence.is_official:
        return False
    return _names(c, other, text) and not _names(c, this, text)


def _names(c: Context, id: str, text: str) -> bool:
    """Whether the text names the license by its title, and not by one of which that is a part."""
    index = next(n for n, license in enumerate(c.file.licenses) if license.id == id)
    titles = [str(value).casefold() for entry in c.facts.get((index, "title"), ()) for value in _values(entry)]
    longer = [
        str(value).casefold()
        for (n, fact), entries in c.facts.items()
        if fact == "title" and n != index
        for entry in entries
        for value in _values(entry)
    ]
    for title in titles:
        left = text
        for name in longer:
            if title in name and title != name:
                left = left.replace(name, "")
        if title in left:
            return True
    return False


def about_names_facts(c: Context) -> None:
    """What a step or an answer is about are facts of its license or of the state."""
    if misspelled_licenses(c):
        return  # which license is meant is not known, and that is said already
    ids = {license.id: index for index, license in enumerate(c.file.licenses)}
    for index, license in enumerate(c.file.licenses):
        for number, step in enumerate(license.steps):
            _about(c, ("licenses", index, "steps", number), step.about, ids, index)
    for number, question in enumerate(c.file.faq):
        _about(c, ("faq", number), question.about, ids, -1)


def _about(c: Context, place: DataPath, about: list[str], ids: dict[str, int], own: int) -> None:
    for number, name in enumerate(about):
        owner, _, fact = name.rpartition(".")
        index = ids.get(owner) if owner else own
        known = index is not None and any((n, fact) in _known(c) for n in {index, -1 if not owner else index})
        if not known:
            expected = "a fact of this license or of the state, or license.fact"
            c.document.add((*place, "about", number), f"`{name}` is no fact here", expected, _named(c, name, own))


def _named(c: Context, name: str, own: int) -> str:
    """The nearest name of a fact that may stand there: with its license, or alone of the license `own` and the state."""
    known = {f"{c.file.licenses[index].id}.{fact}" if index >= 0 else fact for index, fact in _known(c)}
    known |= {fact for index, fact in _known(c) if index == own}
    return nearest(name, sorted(known))


def _known(c: Context) -> set[tuple[int, str]]:
    given = found = set(c.facts) | c.misspelled_facts
    ids = {license.id: index for index, license in enumerate(c.file.licenses)}
    for index, license in enumerate(c.file.licenses):
        found = found | {(index, fact) for other, fact in shared(license) if (ids.get(other, -2), fact) in given}
    return found | {(-1, "compact_member"), (-1, "compact_note")}


def _values(entry: FactEntry[Any]) -> Iterator[Any]:
    """What an answer states, or each of its readings."""
    if entry.value is not None:
        yield entry.value
    yield from (reading.value for reading in entry.disputed or ())


def _official(c: Context, source: str | None) -> bool:
    return not source or source not in c.sources or c.sources[source].evidence.is_official


MEANINGS = (
    exam_logic_fits,
    silence_is_read_in_law,
    absent_exam_was_read_whole,
    free_is_said,
    keys_in_their_place,
    secondary_sources_say,
    tiers_told_where_they_are,
    links_between_tiers_answered,
    cohorts_as_data,
    cohorts_meet,
    cycles_differ,
    shared_facts_have_their_citation,
    about_names_facts,
)
"""The rules of this module, in the order in which they are told."""
