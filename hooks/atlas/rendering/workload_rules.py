"""Rules on how many hours count in a week, month or year that stand in words only: Plan can't reckon with them, so it quotes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from atlas.domain.field_sets import WORKLOAD_TEXTS
from atlas.domain.figures import numeric_requirement
from atlas.domain.formatting import number
from atlas.domain.requirements import Answer, License

FULL_TIME = re.compile(r"\bfull[- ]time\b", re.IGNORECASE)
SPAN = re.compile(
    r"\b(a|an|any|each|every|one|per|(\w+-)?hour|calendar) (week|month|year)\b|\b(twelve|12)[- ]months?\b|\b(week|month|year)ly\b",
    re.IGNORECASE,
)
HOURS = re.compile(r"\bhours?\b", re.IGNORECASE)
# Hours of study, of supervision and of the degree, which may stand in for some of the experience.
OTHER = re.compile(r"semester|quarter hours|supervis|internship|degree|\ba report\b|\bmay replace\b", re.IGNORECASE)


def workload_rules(licenses: Iterable[License], on: date) -> list[str]:
    """The sentences of what `licenses` say on their hours that bound the hours of a week, month or year."""
    return list(dict.fromkeys(rule for license in licenses for rule in _rules_of(license, on)))


def _rules_of(license: License, on: date) -> Iterator[str]:
    cap = numeric_requirement(license, "max_hours_per_week", on).low
    answers = (answer for fact in WORKLOAD_TEXTS if fact in license.facts for answer in license.facts[fact].current(on))
    for text in (text for answer in answers for text in _texts(answer)):
        for sentence in re.split(r"(?<=[.;])\s+", text):
            if _bounds_hours(sentence) and not (cap and f"{number(cap)} hours a week" in sentence):
                yield sentence.strip().rstrip(".;")


def _texts(answer: Answer) -> tuple[str, ...]:
    value = answer.value if isinstance(answer.value, str) else ""
    return (value, answer.text, answer.note, *(note for *_, note in answer.readings))


def _bounds_hours(sentence: str) -> bool:
    if OTHER.search(sentence):
        return False
    return bool(FULL_TIME.search(sentence) or (HOURS.search(sentence) and SPAN.search(sentence)))
