"""Steps and answers agree with the facts beside them: every duty has its step, in an order in which it can be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from atlas.data.fact_parsing import PlacedEntry
from atlas.data.rules.context import Context
from atlas.data.rules.licenses import answers_with_shared, misspelled_licenses, shared
from atlas.domain.field_sets import APPLYING, DUTIES, HOURS_WORKED, RENEWING, REQUIREMENTS, TERMS
from atlas.domain.problems import DataPath, nearest
from atlas.domain.state_file import EVERYBODY, LicenseFile
from atlas.domain.vocabulary import BY_ID, JURISDICTION, Credential, Kind, Level

_TYPED = re.compile(
    r"(?P<money>\$)?(?P<number>\d[\d,]*(?:\.\d+)?)[ -](?:clock |direct |client |supervised |graduate )*"
    r"(?P<unit>hours?|semester (?:hours|credits)|quarter (?:hours|credits)|months?|years?)?\b"
)


def duties_have_steps(c: Context) -> None:
    """Every duty that a fact of a license states has a step: on that license, on one below it, or on one that shares the fact."""
    if misspelled_licenses(c):
        return  # which license is meant is not known, and that is said already
    facts = answers_with_shared(c)
    order = {license.id: number for number, license in enumerate(c.file.licenses)}
    for index, license in enumerate(c.file.licenses):
        if license.level is None or license.credential in (Credential.PRIVILEGE, Credential.SUPERVISOR):
            continue
        shares = {order[other] for other, _ in shared(license) if other in order}
        about = _about(c, [index, *_below(c, index), *shares])
        for duty, ids in DUTIES.items():
            stated = [id for id in ids if any(_binds(entry.entry) for entry in facts.get((index, id), ()))]
            owners = {license.id, *(other for other, fact in shared(license) if fact in stated)}
            told = any((owner, id) in about for owner in owners for id in ids)
            if stated and not told and not _met_below(c, index, duty, ids, about):
                what = f"no step of `{license.id}` is about {duty}, which `{stated[0]}` states"
                expected = f"a step with `about: [{stated[0]}]`"
                c.document.add(("licenses", index, "steps"), what, expected, key=True)


def _binds(entry: Any) -> bool:
    """Whether an answer states a duty: a figure that is not nothing, a yes, a list or text that is not empty."""
    values = [entry.value] if entry.value is not None else [reading.value for reading in entry.disputed or ()]
    return any(values)


def _about(c: Context, licenses: Iterable[int]) -> set[tuple[str, str]]:
    """What the steps of these licenses are about: (license, fact)."""
    found: set[tuple[str, str]] = set()
    for index in licenses:
        license = c.file.licenses[index]
        for step in license.steps:
            for name in step.about:
                owner, _, fact = name.rpartition(".")
                found.add((owner or license.id, fact))
                ids = [other.id for other in c.file.licenses]
                if fact not in BY_ID or (owner and owner not in ids):  # a slip, which is told where it stands
                    meant = owner if not owner or owner in ids else nearest(owner, ids)
                    found.add((meant or license.id, fact if fact in BY_ID else nearest(fact, BY_ID)))
                if fact in BY_ID and BY_ID[fact].scope == JURISDICTION:
                    found.add((license.id, fact))
    return found


def _below(c: Context, index: int) -> list[int]:
    """The licenses that lead to this one, over any number of steps."""
    ids = {c.file.licenses[index].id}
    found = []
    for number in range(index - 1, -1, -1):
        if c.file.licenses[number].leads_to in ids:
            ids.add(c.file.licenses[number].id)
            found.append(number)
    return found


def _met_below(c: Context, index: int, duty: str, ids: tuple[str, ...], about: set[tuple[str, str]]) -> bool:
    """Whether the duty is one that a lower license has met already: the same exams, or a supervisor found there."""
    lower = [c.file.licenses[number].id for number in _below(c, index)]
    met = any((id, fact) in about for id in lower for fact in ids)
    if duty == "an exam":
        mine = _exams(c, index)
        below: set[str] = set()
        for number in _below(c, index):
            below |= _exams(c, number)
        return met and mine <= below
    return met and duty in ("a supervisor", "a law exam")


def _exams(c: Context, index: int) -> set[str]:
    entries = answers_with_shared(c).get((index, "exams"), ())
    return {exam for placed in entries for exam in placed.entry.value or ()}


def steps_in_order(c: Context) -> None:
    """A renewal is the last step. No hours are worked before the application for the license that they need."""
    for index, license in enumerate(c.file.licenses):
        renewals = [n for n, step in enumerate(license.steps) if _is_renewal(step.about)]
        for number in renewals:
            later = [n for n in range(number + 1, len(license.steps)) if n not in renewals]
            if later:
                place: DataPath = ("licenses", index, "steps", number)
                c.document.add(place, "a step about renewal that is not the last", "renewal after every other step")
                break
        if license.level is Level.ASSOCIATE:
            _no_hours_before_the_license(c, index, license)


def _is_renewal(about: list[str]) -> bool:
    return bool(set(about) & set(RENEWING)) and set(about) <= {*RENEWING, *TERMS}


def _no_hours_before_the_license(c: Context, index: int, license: LicenseFile) -> None:
    applying = [n for n, step in enumerate(license.steps) if set(step.about) & set(APPLYING)]
    for number, step in enumerate(license.steps):
        hours = {name.rpartition(".")[2] for name in step.about} & set(HOURS_WORKED)
        if hours and applying and number < min(applying):
            place: DataPath = ("licenses", index, "steps", number)
            what = f"hours of work before the application for `{license.id}`"
            c.document.add(place, what, "the step after the one that applies")


def steps_state_no_duty_that_is_not(c: Context) -> None:
    """No step is about nothing but an exam, a check or references that aren't required."""
    facts = answers_with_shared(c)
    ids = {license.id: index for index, license in enumerate(c.file.licenses)}
    for index, license in enumerate(c.file.licenses):
        for number, step in enumerate(license.steps):
            names = [name.rpartition(".") for name in step.about]
            owned = [(ids.get(owner, index), fact) for owner, _, fact in names]
            if owned and all(fact in REQUIREMENTS and _not_required(facts.get((n, fact), ())) for n, fact in owned):
                place: DataPath = ("licenses", index, "steps", number, "about")
                what = f"a step about `{step.about[0]}`, which is not required"
                c.document.add(place, what, "no step, or a note in the fact")


def _not_required(entries: Sequence[PlacedEntry]) -> bool:
    return bool(entries) and all(placed.entry.value is not None and not placed.entry.value for placed in entries)


def figures_are_named(c: Context) -> None:
    """A figure of a fact that a step or an answer is about is a reference, so that it changes with the fact."""
    known = list(_figures(c))
    for place, owner, about, text in _texts_with_about(c):
        names = {_full_name(name, owner) for name in about}
        figures = {figure: name for figure, name in known if name in names}
        for match in _TYPED.finditer(re.sub(r"\{[^}]*\}", "", text)):
            if _said(match) in figures:
                name = figures[_said(match)]
                words = match.group(0).strip()
                c.document.add(place, f"`{words}` typed, which `{name}` states", f"{{{name}}}", within=words)
                break


def figures_agree_with_facts(c: Context) -> None:
    """A step about one fact of a unit types no other figure of that unit in its place.

    It is one in its place where the text does not name the fact, no group of people has it, and it is more than half and less
    than twice what holds for most.
    """
    for place, owner, about, text in _texts_with_about(c):
        names = [_full_name(name, owner) for name in about] if owner else []
        for match in _TYPED.finditer(re.sub(r"\{[^}]*\}", "", text)):
            number, unit = _said(match)
            of_unit = [name for name in names if unit and _unit(name) == unit]
            name = of_unit[0] if len(of_unit) == 1 else ""
            stated = _stated(c, name)
            figure = stated[0] if stated else 0
            if f"{{{name}}}" not in text and number not in stated and figure / 2 < number < figure * 2:
                words = match.group(0).strip()
                what = f"`{words}` typed in a step about `{name}`, which is {figure:g}"
                c.document.add(place, what, f"{{{name}}}, and another figure beside it", within=words)
                break


def _stated(c: Context, name: str) -> list[float]:
    """The figures of a fact for everybody and for groups, that for everybody first; none where it isn't stated for everybody."""
    owner, _, fact = name.rpartition(".")
    index = next((n for n, license in enumerate(c.file.licenses) if license.id == owner), -1)
    entries = c.facts.get((index, fact), [])
    values = [entry.value for entry in entries if isinstance(entry.value, int | float)]
    return values if entries and len(values) == len(entries) and entries[0].group == EVERYBODY else []


def _unit(name: str) -> str:
    """The unit of a fact as `_said` gives it; "" of one without a unit that is typed in texts."""
    definition = BY_ID.get(name.rpartition(".")[2])
    return _UNITS.get(definition.unit or "", "") if definition else ""


def _full_name(name: str, owner: str) -> str:
    """A fact as texts name it: with its license, or alone when it is the state's."""
    of_state = name in BY_ID and BY_ID[name].scope == JURISDICTION
    return name if "." in name or of_state or not owner else f"{owner}.{name}"


def _texts_with_about(c: Context) -> Iterator[tuple[DataPath, str, list[str], str]]:
    """Each text that may name facts, with its place, the license that it belongs to, and what it is about."""
    for index, license in enumerate(c.file.licenses):
        for number, step in enumerate(license.steps):
            if step.detail:
                yield ("licenses", index, "steps", number, "detail"), license.id, step.about, step.detail
    for number, question in enumerate(c.file.faq):
        yield ("faq", number, "answer"), "", question.about, question.answer


def _said(match: re.Match[str]) -> tuple[float, str]:
    number = float(match["number"].replace(",", ""))
    unit = (match["unit"] or "").split(" ")[0].removesuffix("s")
    if match["money"]:
        return number, "usd"
    return (number * 12, "month") if unit == "year" else (number, unit)


_UNITS = {
    "usd": "usd",
    "hours": "hour",
    "months": "month",
    "semester credits": "semester",
    "quarter credits": "quarter",
}


def _figures(c: Context) -> Iterator[tuple[tuple[float, str], str]]:
    """Each figure that a fact states for everybody, with how it is named in a text."""
    for (index, fact), entries in c.facts.items():
        definition = BY_ID[fact]
        if definition.kind not in (Kind.NUMBER, Kind.INTEGER) or definition.unit not in _UNITS:
            continue
        owner = f"{c.file.licenses[index].id}." if index >= 0 else ""
        for entry in entries:
            if entry.value and not entry.applies_to and entry.cohort is None and len(entries) == 1:
                yield (float(entry.value), _UNITS[definition.unit]), f"{owner}{fact}"


STEPS = (
    duties_have_steps,
    steps_in_order,
    steps_state_no_duty_that_is_not,
    figures_are_named,
    figures_agree_with_facts,
)
"""The rules of this module, in the order in which they are told."""
