"""What data/compact.yml says of each jurisdiction hangs together, and no state file tells the compact a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from atlas.data.fact_parsing import read_entry
from atlas.data.rules.context import Context
from atlas.data.rules.dates import FIRST_YEAR
from atlas.domain.compact import DERIVED_TOPICS
from atlas.domain.problems import DataPath
from atlas.domain.spellings import dates_meant
from atlas.domain.vocabulary import COMPACT_FILE, MEMBER_FIELDS, STATE_FILE_FIELDS

POINTER = "see the Counseling Compact page"  # what a text may say of the compact
_COMPACT = re.compile(r"\b(compacts?|privileges? to practice)\b", re.IGNORECASE)
_DAY = re.compile(r"[A-Z][a-z]+\.? \d{1,2}, \d{4}")
_STANDING = re.compile(r"\b(members?|not yet|isn't|is not|is an?|are not|aren't)\b", re.IGNORECASE)
_NOT_TOLD = frozenset({"sources", "source", "url", "id"})  # keys whose values tell a reader nothing of the compact


def acts_told_or_unknown(c: Context) -> None:
    """How a jurisdiction joined is told with its source, or unknown with the reason."""
    for code, act in c.document.data["members"].items():
        told = any(act.get(key) for key in ("act", "code", "enacted"))
        if told == bool(act.get("unknown")) or told != bool(act.get("source")):
            c.document.add(
                ("members", code),
                f"the act of {code} is neither told nor unknown" if not told else f"the act of {code} has no source",
                "act, code or enacted with a source, or unknown with the reason",
            )


def acts_dated(c: Context) -> None:
    """When an act was enacted is told by days that there are and by years in which there was an act to enact."""
    for code, act in c.document.data["members"].items():
        if not isinstance(enacted := act.get("enacted"), str):
            continue
        left = enacted
        for written in _DAY.findall(enacted):
            days = dates_meant(written)
            left = left.replace(written, str(days[0].year) if days else written)
        years = re.findall(r"\d+", left)
        if not years or not all(len(year) == 4 and FIRST_YEAR <= int(year) <= c.day.year for year in years):
            expected = f"a year up to {c.day.year} or a day, such as 2022, April 2022, Aug. 4, 2022 or by June 15, 2022"
            c.document.add(("members", code, "enacted"), f"`{enacted}` is no date on which {code} enacted it", expected)


def issuers_are_members(c: Context) -> None:
    """Who issues privileges has enacted the compact, before."""
    data = c.document.data
    for code in data["issuing"]["jurisdictions"]:
        if code not in data["members"]:
            c.document.add(
                ("issuing", "jurisdictions", code),
                f"{code} issues privileges and is not in `members`",
                f"`{code}:` in `members:`",
            )


def members_or_not(c: Context) -> None:
    """No jurisdiction has joined and not joined, and one that has not stands here only if there is something to say."""
    data = c.document.data
    for code, entry in data.get("not_members", {}).items():
        place = ("not_members", code)
        if code in data["members"]:
            c.document.add(place, f"{code} stands in `members` too", "one of the two", key=True)
        if not entry:
            expected = "source, unknown, note or details; without any, leave it out: the list of members speaks for it"
            c.document.add(place, f"nothing is said of {code}", expected, key=True)


def particulars_answered(c: Context) -> None:
    """The fee and the exam of a member are answers as in state files: one of four kinds, with a source or a reason."""
    for code, member in c.document.data["members"].items():
        for definition in MEMBER_FIELDS:
            if definition.id in member:
                read_entry(definition, member[definition.id], ("members", code, definition.id), c.document)


def topics_free(c: Context) -> None:
    """No detail has the name of a sentence that is derived: it would not be shown beside it."""
    data = c.document.data
    for group in ("members", "not_members"):
        for code, entry in data.get(group, {}).items():
            for index, detail in enumerate(entry.get("details", ())):
                if detail["topic"] in DERIVED_TOPICS:
                    place = (group, code, "details", index, "topic")
                    c.document.add(place, f"the topic `{detail['topic']}` is that of a derived sentence", "another one")


def compact_told_once(c: Context) -> None:
    """No text of a state file tells the compact: who has joined and who issues changes without an edit of that file.

    A text may point to its page, and `changes` may tell what happened on a day.
    """
    data = {key: value for key, value in c.document.data.items() if key not in _NOT_TOLD}
    derived = {("facts", id) for id in data["facts"] if id not in {field.id for field in STATE_FILE_FIELDS}}
    for place, text in _texts(data, ()):
        said = re.sub(POINTER, "", text, flags=re.IGNORECASE)
        if place[:2] in derived or not (found := _COMPACT.search(said)):
            continue
        if place[0] != "changes":
            expected = f"nothing, or `{POINTER[0].upper()}{POINTER[1:]}.`"
            what = f"`{found[0]}` in a text of a state: the compact is told in {COMPACT_FILE}; the page derives it"
            c.document.add(place, what, expected)
        elif standing := _STANDING.search(said):
            what = f"`{standing[0]}` in a change on the compact: it is told in {COMPACT_FILE}; the page derives it"
            c.document.add(place, what, "what happened on that day, such as an act or its start")


def _texts(data: Any, at: DataPath) -> Iterator[tuple[DataPath, str]]:
    """Every text that readers see, with its place."""
    if isinstance(data, str):
        yield at, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        if key not in _NOT_TOLD:
            yield from _texts(value, (*at, key))
