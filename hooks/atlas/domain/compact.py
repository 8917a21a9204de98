"""The Counseling Compact: what a privilege is, who has joined, who issues privileges, and what that means for one state.

`data/compact.yml` alone tells it. The facts `compact_member` and `compact_note` of every jurisdiction are derived here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field

from atlas.domain.answers import answer_of
from atlas.domain.formatting import ap_date, readable_value
from atlas.domain.jurisdictions import in_sentence
from atlas.domain.requirements import Answer, Fact, Status
from atlas.domain.roles import Role
from atlas.domain.sources import Evidence, Source
from atlas.domain.state_file import FactEntry
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import PastDay, PostalCode, Slug, SourceId, Text, Url
from atlas.domain.vocabulary import BY_ID, MEMBER_FIELDS
from atlas.domain.vocabulary import Field as FieldDefinition

PRIVILEGES, START = "Privileges to practice", "Start of privileges"  # what an answer is about, beside the membership
JOINED = (
    "Date of joining"  # of the detail that says where the date is from, when the source of the act does not give it
)
SHARED = "compact."  # before the ids of its sources in the sources of a jurisdiction; no id of a file has a point
DERIVED_TOPICS = frozenset({PRIVILEGES, START, *(field.label for field in MEMBER_FIELDS)})
SOURCE_WORDS = {Evidence.LAW: "its law", Evidence.BOARD: "its board", Evidence.SECONDARY: "another source"}


class Statement(StrictModel):
    """One thing to know of the compact, with its source."""

    topic: Text
    text: Text
    source: SourceId


class Detail(StrictModel):
    """One thing to know of the compact in one jurisdiction that follows from nothing else, with its source."""

    topic: Annotated[Text, Role.UNIQUE] = Field(
        description="What it is about, in a word or two: Who may use it. Under Date of joining stands where the date is from, "
        "if not from `source`; the first sentence then leaves it out."
    )
    text: Text
    source: SourceId
    at: Text | None = None


class Member(StrictModel):
    """How a jurisdiction joined: the act and where the compact stands in its code, or `unknown` with the reason."""

    act: Text | None = Field(None, description="The bill or the act, such as House Bill 1 of 2022.")
    code: Text | None = Field(None, description="Where the compact stands in the code, with the section.")
    enacted: Text | None = Field(
        None, description="When, as it reads after the word enacted: a year or a date, as exact as the source is."
    )
    source: SourceId | None = Field(None, description="The best source that it has joined: law, then the board.")
    at: Text | None = Field(None, description="The place in that source, such as (3).")
    unknown: Text | None = Field(None, description="The act was looked for and not found; say why.")
    note: Text | None = Field(None, description="What was not found, or where a date is from.")
    privilege_fee: FactEntry[Any] | None = None  # what these hold is defined in `vocabulary.MEMBER_FIELDS`
    law_exam: FactEntry[Any] | None = None
    details: list[Detail] = Field(default_factory=list)

    def particulars(self) -> Iterator[tuple[FieldDefinition, FactEntry[Any]]]:
        """The answers to the facts of a member that the file gives."""
        for definition in MEMBER_FIELDS:
            entry = getattr(self, definition.id)
            if entry is not None:
                yield definition, entry


class NonMember(StrictModel):
    """What is known of a jurisdiction that has not joined, beside its not being on the list of members."""

    source: SourceId | None = Field(None, description="A source better than the list of members, such as the board.")
    at: Text | None = None
    unknown: Text | None = Field(None, description="Whether it has joined is not sure; say why.")
    note: Text | None = None
    details: list[Detail] = Field(default_factory=list)


class Membership(StrictModel):
    """The list of all members that was read, and the day it speaks of. Who is not in `members` is on no list."""

    as_of: PastDay
    source: SourceId


class Start(StrictModel):
    """Since when a jurisdiction issues privileges. Without `since`, the day was not found."""

    since: PastDay | None = None
    source: SourceId


class Issuing(StrictModel):
    """The jurisdictions that issue privileges. `source` is the list that was read, `as_of` the day it speaks of."""

    as_of: PastDay
    source: SourceId
    jurisdictions: Annotated[dict[PostalCode, Start], Field(min_length=1)]
    note: Text | None = None


class CompactFile(StrictModel):
    """The whole of data/compact.yml."""

    sources: dict[Slug, Source]
    url: Url
    statements: Annotated[list[Statement], Field(min_length=1)]
    issuing: Issuing
    membership: Membership
    members: dict[PostalCode, Member] = Field(
        description="One for each jurisdiction that has enacted the compact, by postal code."
    )
    not_members: dict[PostalCode, NonMember] = Field(
        default_factory=dict,
        description="By postal code: what there is to say of jurisdictions that have not joined, such as a pending bill.",
    )

    def issues(self, code: str) -> bool:
        """Whether the jurisdiction is listed as issuing privileges."""
        return code in self.issuing.jurisdictions

    def place(self, code: str) -> tuple[str, ...]:
        """Where the file speaks of the membership of this jurisdiction."""
        holder = next((key for key in ("members", "not_members") if code in getattr(self, key)), "")
        return (holder, code) if holder else ("membership",)


# ---- what it means for one state ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DerivedFacts:
    """The facts on the compact of one jurisdiction, and the sources they rest on, by id in its API and on its pages."""

    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]


def derived_facts(compact: CompactFile, code: str, name: str, own: Mapping[str, Source]) -> DerivedFacts:
    """`compact_member` and `compact_note` of the jurisdiction with this postal code and name.

    A source that the jurisdiction's file has too (`own`) is cited as the file's, so that no text stands twice on a page.
    """
    known = {_text_of(source): source for source in own.values()}
    sources: dict[str, Source] = {}

    def cite(id: str) -> Source:
        source = compact.sources[id]
        if _text_of(source) in known:
            return known[_text_of(source)]
        return sources.setdefault(SHARED + id, source)

    facts = {
        "compact_member": Fact(BY_ID["compact_member"], (_member(compact, code, cite),)),
        "compact_note": Fact(BY_ID["compact_note"], tuple(_notes(compact, code, in_sentence(name), cite))),
    }
    return DerivedFacts(facts, sources)


def _text_of(source: Source) -> tuple[str, str | None]:
    return source.url, source.citation


Cite = Callable[[str], Source]


def _member(compact: CompactFile, code: str, cite: Cite) -> Answer:
    """Whether the jurisdiction has joined."""
    entry = compact.members.get(code) or compact.not_members.get(code) or NonMember()
    if isinstance(entry, NonMember) and entry.unknown:
        return Answer(Status.UNKNOWN, text=entry.unknown)
    source = cite(entry.source or compact.membership.source)
    return Answer(Status.STATED, value=isinstance(entry, Member), source=source, at=entry.at or "")


def _notes(compact: CompactFile, code: str, name: str, cite: Cite) -> Iterator[Answer]:
    """The sentences on the jurisdiction: its membership, its privileges, and what else is known, each with its source."""
    if member := compact.members.get(code):
        yield _joined(compact, member, name, cite)
        yield from _privileges(compact, code, name, cite)
        yield from _particulars(compact, member, cite)
        details = member.details
    else:
        entry = compact.not_members.get(code, NonMember())
        yield _not_joined(compact, entry, cite)
        details = entry.details
    for detail in details:
        source = cite(detail.source)
        yield Answer(Status.STATED, value=detail.text, source=source, at=detail.at or "", applies_to=detail.topic)


def _joined(compact: CompactFile, member: Member, name: str, cite: Cite) -> Answer:
    elsewhere = any(detail.topic == JOINED for detail in member.details)
    enacted = f"enacted {member.enacted}" if member.enacted and not elsewhere else ""
    told = "; ".join(filter(None, (member.code or member.act, enacted)))
    act = f"{member.act}." if member.act and member.code else ""
    unknown = f"The act isn't confirmed. {member.unknown}" if member.unknown else ""
    return Answer(
        Status.STATED,
        value=f"{_capital(name)} has joined the Counseling Compact{f' ({told})' if told else ''}.",
        source=cite(member.source or compact.membership.source),
        at=member.at or "",
        note=" ".join(filter(None, (act, unknown, member.note))),
    )


def _privileges(compact: CompactFile, code: str, name: str, cite: Cite) -> Iterator[Answer]:
    listed, start = compact.issuing, compact.issuing.jurisdictions.get(code)
    source, day = cite(listed.source), ap_date(listed.as_of)
    if start is None:
        read = f"by a list of {day} (copy read {ap_date(source.read_on)})"
        text = f"{_capital(name)} isn't issuing privileges to practice yet, {read}."
        gives = f"Until it does, the compact gives no right to practice in {name}."
        note = " ".join(filter(None, (gives, listed.note)))
        yield Answer(Status.STATED, value=text, source=source, note=note, applies_to=PRIVILEGES)
        return
    text = f"As of {day}, {name} issues privileges to practice."
    yield Answer(Status.STATED, value=text, source=source, applies_to=PRIVILEGES)
    if start.since:
        yield Answer(Status.STATED, value=f"Since {ap_date(start.since)}.", source=cite(start.source), applies_to=START)


def _particulars(compact: CompactFile, member: Member, cite: Cite) -> Iterator[Answer]:
    """The fee and the exam for a privilege in words, where they are known."""
    for definition, entry in member.particulars():
        answer = answer_of(
            entry, {id: cite(id) for id in (entry.source, *(r.source for r in entry.disputed or ())) if id}
        )
        if answer.status is not Status.UNKNOWN:

            def words(value: Any, definition: FieldDefinition = definition) -> str:
                return readable_value(definition, value, {})

            yield replace(
                answer,
                value=words(answer.value) if answer.status is Status.STATED else None,
                readings=tuple((words(value), source, at, note) for value, source, at, note in answer.readings),
                applies_to=definition.label,
            )


def _not_joined(compact: CompactFile, entry: NonMember, cite: Cite) -> Answer:
    if entry.unknown:
        return Answer(Status.UNKNOWN, text=entry.unknown, note=entry.note or "")
    source = cite(entry.source or compact.membership.source)
    by = f"by a list of members of {ap_date(compact.membership.as_of)}"
    if entry.source:
        dated = f"dated {ap_date(source.current_through)}" if source.current_through else "undated"
        by = f"by {SOURCE_WORDS[source.evidence]} ({dated}; copy read {ap_date(source.read_on)}) and {by}"
    return Answer(
        Status.STATED,
        value=f"Not a member of the Counseling Compact, {by}.",
        source=source,
        at=entry.at or "",
        note=entry.note or "",
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
