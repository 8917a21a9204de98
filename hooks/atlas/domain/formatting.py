"""Values in words: how a figure, a date or a list reads on a page, and how it reads in a download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from atlas.domain import references
from atlas.domain.days import ap_day
from atlas.domain.exams import Exam
from atlas.domain.requirements import Answer, Fact, Jurisdiction, Status
from atlas.domain.sources import Evidence
from atlas.domain.vocabulary import Field, Kind

NAMES = ("Counseling Compact",)  # with which labels begin


def number(value: float) -> str:
    """2400 gives "2,400"; 1.5 gives "1.5"."""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def money(value: float) -> str:
    """US dollars: 100 gives "$100", 52.5 gives "$52.50"."""
    return f"${int(value):,}" if value == int(value) else f"${value:,.2f}"


def day(value: date) -> str:
    """As American readers write it: "July 1, 2026", "Aug. 1, 2017"."""
    return ap_day(value)


ap_date = day  # one form everywhere


def plural(count: float, unit: str) -> str:
    """1 and "hours" gives "1 hour"."""
    return f"{number(count)} {unit.removesuffix('s') if count == 1 else unit}"


def months(value: float) -> str:
    """24 gives "24 months (2 years)"."""
    text = plural(value, "months")
    return f"{text} ({plural(value / 12, 'years')})" if value >= 12 and value % 6 == 0 else text


def readable_value(definition: Field, value: Any, exams: Mapping[str, Exam]) -> str:
    """A value as a reader sees it. Lists are joined by commas; see `items` for a list proper."""
    match definition.kind:
        case Kind.BOOLEAN:
            return definition.yes if value else definition.no
        case Kind.WORD:
            return definition.word_labels[value]
        case Kind.NUMBER | Kind.INTEGER:
            if definition.zero and value == 0:
                return definition.zero
            if definition.unit == "usd":
                return money(value)
            if definition.unit == "months":
                return months(value)
            return plural(value, definition.unit_words) if definition.unit else number(value)
        case Kind.EXAMS:
            return ", ".join(exams[id].abbr for id in value) or "None at this level"
        case Kind.LIST:
            return ", ".join(value)
    return str(value)


def plain_value(value: Any) -> str:
    """A value as it stands in a download: true/false, no thousands separators, lists joined by "; ", an empty
    list "none" (the source says that there is none)."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return str(int(value)) if value == int(value) else str(value)
        case list():
            return "; ".join(map(str, value)) or "none"
        case date():
            return value.isoformat()
    return str(value)


def in_sentence(words: str) -> str:
    """Words of the Atlas that begin with a capital, as they stand inside a sentence: "From Jan. 1, 2027" gives "from
    Jan. 1, 2027". Abbreviations and names keep theirs: "CACREP accreditation", "Counseling Compact".

    Not for texts of the data: whether one of those begins with a name cannot be known.
    """
    if words.startswith(NAMES) or words[1:2].isupper():
        return words
    return words[:1].lower() + words[1:]


# First words of groups of people that are no names, so that they lose their capital inside a sentence.
_COMMON_WORDS = frozenset({
    "a", "after", "all", "an", "any", "applicants", "before", "by", "clinical", "completed", "counselors",
    "degrees", "doctorate", "doctorates", "each", "expired", "experience", "first", "for", "general",
    "graduates", "holders", "hours", "if", "in", "inactive", "license", "licensees", "master's", "members",
    "older", "on", "ordinary", "other", "people", "practice", "at", "programs", "required", "service", "spouses", "students",
    "supervised", "temporary", "the", "those", "training", "until", "visits", "when", "with", "within",
    "without",
})  # fmt: skip


def group_in_sentence(group: str) -> str:
    """For whom an answer holds, as it stands inside a sentence: "With a master's degree" gives "with a master's degree". What
    may be a name keeps its capital: "LPCs", "New York residents"."""
    first = group.split(" ", maxsplit=1)[0].replace("’", "'").lower()
    return group[:1].lower() + group[1:] if first in _COMMON_WORDS else group


def capitalized(words: str) -> str:
    """Words of the Atlas as they begin a sentence or stand alone: "on or after ..." gives "On or after ..."."""
    return words[:1].upper() + words[1:]


def figure(
    definition: Field, answer: Answer, exams: Mapping[str, Exam], named: str = "", more: Sequence[str] = ()
) -> str:
    """What an answer says inside a sentence: its value, or of a disputed one every reading, marked as such.

    Months are not turned into years. An answer that holds for a group only names it, unless the text `named` does. `more` are
    further marks, as `changes_ahead` gives them.
    """
    values = [reading[0] for reading in answer.readings] or [answer.value]
    words = dict.fromkeys(_in_text(definition, value, exams) for value in values)
    unnamed = answer.for_whom.casefold() not in named.casefold()
    marks = [group_in_sentence(answer.for_whom)] if unnamed else []
    marks += ["sources disagree"] if answer.readings else []
    marks += more
    return " or ".join(words) + (f" ({'; '.join(marks)})" if marks else "")


def _in_text(definition: Field, value: Any, exams: Mapping[str, Exam]) -> str:
    return plural(value, "months") if definition.unit == "months" else readable_value(definition, value, exams)


def changes_ahead(fact: Fact, on: date, exams: Mapping[str, Exam], named: str = "") -> list[str]:
    """What is about to change: "45 hours from Jan. 1, 2027", "until Dec. 31, 2027" where the rule ends. A change whose day stands in
    the text `named` is left out; long texts are not told anew."""
    long = fact.field.kind in (Kind.TEXT, Kind.LIST)
    found = []
    for answer in fact.upcoming(on):
        value = None if long else answer.preferred_value
        words = "changes" if value is None else _in_text(fact.field, value, exams)
        whom = f" for {answer.for_whom}" if answer.for_whom else ""
        found.append((answer.effective or on, f"{words}{whom} from {day(answer.effective or on)}"))
    ends = fact.ends(on)
    if ends and not found:
        found = [(ends, f"until {day(ends)}")]
    return [words for when, words in found if day(when) not in named]


def stated_words(fact: Fact, on: date, exams: Mapping[str, Exam]) -> str:
    """A text fact in words, all its answers, each after those whom it is for, and what is about to change; what is not known is said
    too."""
    said = []
    for answer in fact.current(on):
        if answer.preferred_value is not None:
            value = figure(fact.field, answer, exams, named=answer.for_whom)
        else:
            value = f"Not confirmed. {answer.text}" if answer.status is Status.UNKNOWN else answer.text
        stop = "" if value.endswith((".", "/")) or fact.field.id.endswith(("url", "name")) else "."
        said.append(after_whom(answer, value) + stop)
    changes = changes_ahead(fact, on, exams)
    return " ".join((*said, *(f"{capitalized(words)}." for words in changes)))


def after_whom(answer: Answer, words: str) -> str:
    """Words about an answer, after those whom it is for, as a label: "Doctorates: ..."."""
    return f"{capitalized(answer.for_whom)}: {words}" if answer.for_whom else words


def referenced(text: str, jurisdiction: Jurisdiction, on: date, exams: Mapping[str, Exam]) -> str:
    """`text` with each {license.fact} replaced by its figure in words. The checks have seen that each resolves."""

    def words(fact: Fact, answer: Answer) -> str:
        return figure(fact.field, answer, exams, named=text, more=changes_ahead(fact, on, exams, named=text))

    return references.replace(text, references.facts_by_owner(jurisdiction), on, words)


GRADES = {
    Evidence.LAW: "Law",
    Evidence.BOARD: "Board",
    Evidence.SECONDARY: "Other source",
    Evidence.NO_RULE_NAMED: "Names no rule",
}
GRADE_MEANING = {
    Evidence.LAW: "State law or board rule.",
    Evidence.BOARD: "The licensing board's own page or form.",
    Evidence.SECONDARY: "Neither law nor board: an association, a university, or a guide that cites the rule. Confirm it with the board.",
    Evidence.NO_RULE_NAMED: "Unofficial, and names no rule: nothing to check it against. Ask the board before you rely on it.",
}
STATUS_WORDS = {
    Status.SILENT: "Not set by law",
    Status.UNKNOWN: "Not confirmed",
    Status.DISPUTED: "Sources disagree",
}


def status_word(status: Status) -> str:
    """What readers see instead of, or before, a value: "" when it is stated."""
    return STATUS_WORDS.get(status, "")
