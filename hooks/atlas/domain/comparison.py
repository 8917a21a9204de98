"""The table that compares jurisdictions: one row for each way to an independent license, one cell for each fact.

The columns are the fields with a `column` heading; nothing about them is written anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.domain import cautions, formatting, path_totals, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.exam_phrases import exams_of_each, joined, told_apart
from atlas.domain.fees import fees_along
from atlas.domain.field_sets import COMPARED_OF_ASSOCIATE, IN_LICENSE_HEADING, SUMMED_ON_PATH
from atlas.domain.figures import exam_requirement
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID, FIELDS, JURISDICTION, Credential, Field, Kind, Level

# What a cell says where it has no figure.
ABSENT_WORDS = {Status.SILENT: "not set by law", Status.UNKNOWN: "not confirmed"}


@dataclass(frozen=True)
class Column:
    """A column of the table. `id` is a fact id, with `associate_` before it for one of the associate license."""

    id: str
    label: str
    field: Field | None  # None for the sum of fees
    numeric: bool

    @property
    def unit(self) -> str:
        """The unit of a number, as a heading names it: "semester hours", "US dollars"; "" without one."""
        if self.field is None or self.field.unit == "usd":
            return "US dollars"
        return self.field.unit_words


@dataclass(frozen=True)
class Cell:
    """What a cell says.

    words    the figure or what is known instead, for readers, with those of cohorts and what is about to change
    sort     what to sort by: a number or a word; "" sorts last
    status   stated, silent, unknown or disputed; "absent" when there is no such license
    anchor   the place on the state's page that has the source
    every    what to filter by, where it holds more than `sort`: the figures of all groups and readings, joined by "|", and an empty
             one where a group has none
    pending  whether a change of it is known that is not in force yet
    caution  whether a source of it has a caveat
    """

    words: str
    sort: str
    status: str
    anchor: str
    every: str = ""
    pending: bool = False
    caution: bool = False


@dataclass(frozen=True)
class Line:
    """A row: one jurisdiction and one independent license."""

    id: str
    code: str
    name: str
    address: str
    license: str
    path: str
    words: str  # what the search box looks through
    cells: tuple[Cell, ...]


def columns() -> tuple[Column, ...]:
    """The columns, in order of definition, those of the license first, with the sum of fees after the fees."""
    found: list[Column] = []
    for field in sorted(FIELDS, key=lambda field: field.scope == JURISDICTION):
        if not field.column:
            continue
        numeric = field.kind in (Kind.NUMBER, Kind.INTEGER)
        if field.id in COMPARED_OF_ASSOCIATE:
            found.append(Column(f"associate_{field.id}", f"{field.column}, associate", field, numeric))
        if field.id != "term_months":
            found.append(Column(field.id, field.column, field, numeric))
        if field.id == "fee_license":
            found.append(Column("fees_total", "Fees to get licensed", None, True))
    return tuple(found)


def lines(atlas: Atlas) -> Iterator[Line]:
    """One row for each independent license that is a license, by state."""
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            if license.level is Level.INDEPENDENT and license.credential is not Credential.PRIVILEGE:
                yield _line(jurisdiction, license, atlas)


def _line(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> Line:
    path = pathways.license_pathway(jurisdiction, license)
    associate = next((rung for rung in path if rung.level is Level.ASSOCIATE), None)
    return Line(
        id=f"{jurisdiction.code}-{license.id}",
        code=jurisdiction.code,
        name=jurisdiction.name,
        address=f"states/{jurisdiction.slug}/",
        license=license.short,
        path=" → ".join(rung.short for rung in path),
        words=" ".join((jurisdiction.code, jurisdiction.name, *(f"{rung.title} {rung.abbr}" for rung in path))).lower(),
        cells=tuple(_cell(column, jurisdiction, license, associate, path, atlas) for column in columns()),
    )


def _cell(
    column: Column,
    jurisdiction: Jurisdiction,
    license: License,
    associate: License | None,
    path: tuple[License, ...],
    atlas: Atlas,
) -> Cell:
    if column.field is None:
        return _fees(path_totals.required_path(jurisdiction, license, atlas.day), atlas)
    if column.id.startswith("associate_"):
        if associate is None:
            return Cell("no associate license", "", "absent", "ladder")
        return cell(associate.facts[column.field.id], atlas, anchor(column.field, associate))
    if column.field.scope == JURISDICTION:
        return cell(jurisdiction.facts[column.field.id], atlas, anchor(column.field, license))
    return license_cell(jurisdiction, license, column.field.id, atlas)


def license_cell(jurisdiction: Jurisdiction, license: License, fact: str, atlas: Atlas) -> Cell:
    """What must be met for a license in all: hours, months and exams over the licenses that its path requires, and any other
    fact of the license itself."""
    place = anchor(BY_ID[fact], license)
    path = path_totals.required_path(jurisdiction, license, atlas.day)
    if fact == "exams":
        return _exams(path, license, atlas, place)
    if fact == "exam_logic":
        return _how_many_exams(path, license, atlas, place)
    if fact in SUMMED_ON_PATH:
        return _summed(path, license, fact, atlas, place)
    return cell(license.facts[fact], atlas, place)


def _summed(path: tuple[License, ...], license: License, fact: str, atlas: Atlas, place: str) -> Cell:
    """The sum over a path with what belongs to the licenses before the last; a license's own figure where it stands alone."""
    total = path_totals.path_total(path, fact, atlas.day)
    field = license.facts[fact].field
    before = [tier for tier in total.spread if tier.license is not license]
    if not before:
        own = cell(license.facts[fact], atlas, place)
        if own.status == Status.SILENT.value and total.unknown_before:
            words = f"{ABSENT_WORDS[Status.UNKNOWN]} for the {total.unknown_before[0].short}"
            return replace(own, words=words, status=Status.UNKNOWN.value)
        instead = _instead_of_total(license, atlas) if fact == "supervised_hours_total" else ""
        return replace(own, words=instead) if own.status == Status.SILENT.value and instead else own
    asked = [tier.license.facts[fact].current_answer(atlas.day) for tier in total.tiers if tier.own]
    of_these = ", ".join(f"{_short(field, tier.added, atlas)} for the {tier.license.short}" for tier in before)
    least = "at least " * total.at_least + "about " * cautions.names_no_rule(asked)
    doubt = "; sources disagree" * total.disputed + "; may have changed" * cautions.may_have_changed(asked, atlas)
    value = total.value or 0
    status = Status.DISPUTED if total.disputed else Status.STATED
    coming = dict.fromkeys(pending_words(tier.license.facts[fact], atlas) for tier in total.tiers)
    pending = "; ".join(filter(None, coming))
    words = f"{least}{_short(field, value, atlas)} ({of_these}{doubt})" + (f"; {pending}" if pending else "")
    strict = path_totals.path_total(path, fact, atlas.day, strict=True).value or value
    every = f"{value:g}|{strict:g}" if strict != value else ""
    return Cell(words, f"{value:g}", status.value, place, every, bool(pending), cautions.has_caveat(asked))


def _instead_of_total(license: License, atlas: Atlas) -> str:
    """What a rule sets that sets no total of hours: "2 years; no number of hours"."""
    for fact, words in (("direct_client_hours", "direct; no total"), ("min_months", "; no number of hours")):
        answer = license.facts[fact].current_answer(atlas.day) if fact in license.facts else None
        if answer and answer.status is Status.STATED and answer.value:
            separator = "" if words.startswith(";") else " "
            return answer_words(BY_ID[fact], answer, atlas) + separator + words
    return ""


def _exams(path: tuple[License, ...], license: License, atlas: Atlas, place: str) -> Cell:
    """The exams to pass on the path, each for its license; those of the license itself where no other asks for one."""
    own = cell(license.facts["exams"], atlas, place)
    words = _of_path(path, atlas) or exam_words(license, atlas)
    if not words:
        return own
    facts = [tier.facts["exams"] for tier in path if "exams" in tier.facts]
    coming = dict.fromkeys(pending_words(fact, atlas) for fact in facts)
    caution = cautions.has_caveat(fact.current_answer(atlas.day) for fact in facts)
    return replace(own, words="; ".join(filter(None, (words, *coming))), pending=any(coming), caution=caution)


def _how_many_exams(path: tuple[License, ...], license: License, atlas: Atlas, place: str) -> Cell:
    """How many exams, by license where the exams are told by license."""
    single = "one exam" if exam_requirement(license, atlas.day).readings else ""
    logic = license.facts.get("exam_logic")
    own = cell(logic, atlas, place) if logic else Cell(single, "", "absent", place)
    return replace(own, words=exams_of_each(path, atlas.day)) if _of_path(path, atlas) else own


def _of_path(path: tuple[License, ...], atlas: Atlas) -> str:
    """The exams of each license of a path: "NCE for the APC; NCMHCE for the LPC"; "" where those of the last say it all."""
    steps = path_totals.exams_on_path(path, atlas.day)
    told = [(step.license, words) for step in steps if (words := _either(step, atlas))]
    if all(words == ABSENT_WORDS[Status.UNKNOWN] for _, words in told):
        return ""
    last = path[-1]
    if len(told) == 1:
        ((tier, words),) = told
        own = own_exams(last, atlas)
        return "" if tier is last or words == own else f"{words} for the {tier.short}; {own} for the {last.short}"
    return "; ".join(f"{words} for the {tier.short}" for tier, words in told)


def _either(step: path_totals.ExamStep, atlas: Atlas) -> str:
    """The exams of one license of a path in words; "" where its rule sets none."""
    asked = step.requirement
    if not asked.readings:
        return ABSENT_WORDS[Status.UNKNOWN] if asked.status is Status.UNKNOWN else ""
    disputed = asked.status is Status.DISPUTED
    ways = [joined([atlas.exams[id].abbr for id in ids], asked.logic) for ids in asked.readings if ids or disputed]
    words = told_apart(way or "no exam" for way in sorted(ways, key=lambda way: not way))
    said = (", or " if disputed else " or ").join(words) + (" (sources disagree)" if disputed else "")
    return cautions.marked(said, (step.license.facts["exams"].current_answer(atlas.day),), atlas)


def exam_words(license: License, atlas: Atlas) -> str:
    """The exams of one license with how they go together: "NCE or NCMHCE"; "" where that needs the fact's own words."""
    needed = exam_requirement(license, atlas.day)
    disputed = needed.status is Status.DISPUTED
    if not (disputed or (needed.status is Status.STATED and len(needed.readings) == 1 and len(needed.readings[0]) > 1)):
        return ""
    ways = told_apart(
        joined([atlas.exams[id].abbr for id in ids], needed.logic) or "no exam" for ids in needed.readings
    )
    said = ", or ".join(ways) + (" (sources disagree)" if disputed else "")
    return cautions.marked(said, (license.facts["exams"].current_answer(atlas.day),), atlas)


def anchor(field: Field, license: License) -> str:
    """Where on the state's page a fact stands: a fact of a license at an address of its own, `lpc-min-months`."""
    if field.scope == JURISDICTION:
        return "criminal-history" if field.group == "criminal" else field.group
    if field.id not in license.facts:
        return "exams" if field.group == "exams" else license.id
    return license.id if field.id in IN_LICENSE_HEADING else f"{license.id}-{field.id.replace('_', '-')}"


def own_exams(license: License, atlas: Atlas) -> str:
    """The exams that a license's own rule asks for: "NCE or NCMHCE"."""
    return exam_words(license, atlas) or cell(license.facts["exams"], atlas, "").words


def fees_words(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> str:
    """What the licenses that a path requires cost in all: "at least $175"; "" where no fee is known."""
    found = _fees(path_totals.required_path(jurisdiction, license, atlas.day), atlas)
    return "" if found.status == Status.UNKNOWN.value else found.words


def own_fees_words(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> str:
    """What a license costs somebody who needs none of those before it, licensed elsewhere: "at least $100"; "" where no fee is known.
    It is the least where the application is paid once, with a lower license that such a person doesn't apply for."""
    found = _fees((license,), atlas)
    if found.status == Status.UNKNOWN.value:
        return ""
    own = fees_along((license,), atlas.day)
    before = fees_along(path_totals.required_path(jurisdiction, license, atlas.day)[:-1], atlas.day)
    covered = any(fee.fact == "fee_application" and fee.answer.status is Status.SILENT for fee in own.fees)
    paid_before = covered and any(fee.fact == "fee_application" and fee.amount for fee in before.fees)
    return f"at least {found.words}" if paid_before and not own.at_least else found.words


def _fees(path: tuple[License, ...], atlas: Atlas) -> Cell:
    fees = fees_along(path, atlas.day)
    if not fees.known:
        return Cell(ABSENT_WORDS[Status.UNKNOWN], "", Status.UNKNOWN.value, "fees")
    total = cautions.with_marks(cautions.sum_words(fees), *cautions.sum_marks(fees, atlas))
    coming = [
        f"{fee.license.short} {formatting.in_sentence(BY_ID[fee.fact].label)} {pending_words(fee.license.facts[fee.fact], atlas)}"
        for fee in fees.changing
    ]
    return Cell(
        "; ".join((total, *coming)),
        "" if fees.at_least else f"{fees.total:g}",
        (Status.DISPUTED if fees.disputed else Status.STATED).value,
        "fees",
        pending=bool(coming),
        caution=cautions.has_caveat(fee.answer for fee in fees.known),
    )


def cell(fact: Fact, atlas: Atlas, anchor: str) -> Cell:
    """A fact in a few words: for most people, then for each other group, then what is about to change."""
    answers = fact.current(atlas.day)
    first = answers[0]
    pending = pending_words(fact, atlas)
    words = "; ".join(filter(None, (_of_groups(fact.field, answers, atlas), pending)))
    keys = dict.fromkeys(key for answer in answers for key in _keys(answer) or [""])
    if len(answers) == 1 and first.for_whom:
        keys[""] = None  # nothing is known of anybody else
    every = "|".join(keys) if len(keys) > 1 else ""
    caution = cautions.has_caveat(answers)
    return Cell(words, sort_key(first), first.status.value, anchor, every, bool(pending), caution)


def _of_groups(field: Field, answers: Sequence[Answer], atlas: Atlas) -> str:
    """Every answer that says something else than the first, and for whom; for whom a single one holds that isn't for everybody."""
    first = answer_words(field, answers[0], atlas)
    if len(answers) == 1 and answers[0].applies_to and answers[0].preferred_value is not None:
        return f"{first} {_whom(answers[0])}"
    said = {first}
    parts = [first]
    for answer in answers[1:]:
        words = answer_words(field, answer, atlas)
        if words not in said:
            said.add(words)
            parts.append(f"{formatting.in_sentence(words)} {_whom(answer)}")
    return "; ".join(parts)


def _whom(answer: Answer) -> str:
    """For whom another figure holds: a cohort as it stands, a group in words in brackets."""
    if answer.cohort and not answer.applies_to:
        return f"for {answer.cohort.words}"
    if answer.when and not answer.applies_to:
        return f"with {answer.when.words}"
    return f"({formatting.group_in_sentence(answer.for_whom)})" if answer.for_whom else "(for some)"


def pending_words(fact: Fact, atlas: Atlas) -> str:
    """What is about to change: "45 from Jan. 1, 2027", or "until Dec. 31, 2027" where the rule ends; "" when nothing is."""
    coming = fact.upcoming(atlas.day)
    if coming:
        return "; ".join(
            f"{answer_words(fact.field, answer, atlas)} from {formatting.day(answer.effective)}"
            + (f" ({formatting.group_in_sentence(answer.for_whom)})" if answer.for_whom else "")
            for answer in coming
            if answer.effective
        )
    ends = fact.ends(atlas.day)
    return f"until {formatting.day(ends)}" if ends else ""


def _keys(answer: Answer) -> list[str]:
    """The sort keys of all values that an answer gives."""
    readings = [replace(answer, status=Status.STATED, value=value, readings=()) for value, *_ in answer.readings]
    return [key for single in readings or [answer] if (key := sort_key(single))]


def answer_words(field: Field, answer: Answer, atlas: Atlas) -> str:
    """An answer in table words; of a disputed one every reading."""
    match answer.status:
        case Status.STATED:
            words, mark = cautions.by_source(_short(field, answer.value, atlas), answer.source), ""
        case Status.DISPUTED:
            first, *others = ((_short(field, value, atlas), source) for value, source, *_ in answer.readings)
            sides = (first, *((formatting.in_sentence(words), source) for words, source in others))
            words, mark = cautions.either(sides)
        case _:
            return ABSENT_WORDS[answer.status]
    old = cautions.MAY_HAVE_CHANGED * cautions.may_have_changed((answer,), atlas)
    return cautions.with_marks(words, mark, old)


def _short(field: Field, value: object, atlas: Atlas) -> str:
    """Table words: figures without a unit that the heading gives already."""
    if field.kind in (Kind.NUMBER, Kind.INTEGER) and isinstance(value, int | float):
        if field.zero and value == 0:
            return field.zero
        if field.unit == "usd":
            return formatting.money(value)
        if field.unit in ("months", "years"):
            return formatting.plural(value, field.unit)
        return formatting.number(value)
    return formatting.readable_value(field, value, atlas.exams)


def sort_key(answer: Answer) -> str:
    """The preferred figure, or "" for what has none."""
    best = answer.preferred_value
    match best:
        case None:
            return ""
        case bool():
            return "yes" if best else "no"
        case int() | float():
            return f"{best:g}"
        case list():
            return " ".join(map(str, best)) or "none"
    return str(best)
