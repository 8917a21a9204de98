"""What is said of the compact on the page of one state follows from data/compact.yml, each sentence with its source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from atlas.domain import compact
from atlas.domain.compact import CompactFile, Detail, Issuing, Member, Membership, NonMember, Start
from atlas.domain.formatting import ap_date
from atlas.domain.requirements import Answer, Status
from atlas.domain.sources import Source, SourceKind
from atlas.domain.state_file import FactEntry, Reading

READ = date(2026, 3, 2)


def source(kind: SourceKind, name: str) -> Source:
    return Source(kind=kind, title=name, url=f"https://{name}.example/", current_through=None, read_on=READ)


SOURCES = {
    "act": source(SourceKind.STATUTE, "act"),
    "board": source(SourceKind.BOARD, "board"),
    "list": source(SourceKind.SECONDARY, "list"),
    "issuers": source(SourceKind.SECONDARY, "issuers"),
}


def told(entry: Member | NonMember | None, *, issuing: bool = False, name: str = "Example State") -> list[Answer]:
    """The answers to `compact_note` of a state with this entry, after the one to `compact_member`."""
    start = {"EX": Start(since=date(2026, 2, 9), source="board")} if issuing else {}
    file = CompactFile(
        sources=SOURCES,
        url="https://compact.example/",
        statements=[compact.Statement(topic="What it is", text="Invented.", source="list")],
        issuing=Issuing(as_of=date(2026, 3, 1), source="issuers", jurisdictions={"XA": Start(source="list")} | start),
        membership=Membership(as_of=date(2026, 1, 5), source="list"),
        members={"EX": entry} if isinstance(entry, Member) else {},
        not_members={"EX": entry} if isinstance(entry, NonMember) else {},
    )
    facts = compact.derived_facts(file, "EX", name, {}).facts
    return [*facts["compact_member"].answers, *facts["compact_note"].answers]


ACT = Member(
    act="Act 7", code="Code § 7", enacted="Sept. 3, 2024", source="act", at="(b)", note="The day is in the act."
)


def test_a_member_that_issues() -> None:
    member, joined, privileges, start = told(ACT, issuing=True)
    assert (member.value, member.source, member.at) == (True, SOURCES["act"], "(b)")
    assert joined.value == "Example State has joined the Counseling Compact (Code § 7; enacted Sept. 3, 2024)."
    assert (joined.source, joined.note) == (SOURCES["act"], "Act 7. The day is in the act.")
    assert privileges.value == "As of March 1, 2026, Example State issues privileges to practice."
    assert (privileges.source, privileges.applies_to) == (SOURCES["issuers"], compact.PRIVILEGES)
    assert (start.value, start.source, start.applies_to) == ("Since Feb. 9, 2026.", SOURCES["board"], compact.START)


def test_the_fee_and_the_exam_of_a_member_are_told_once_they_are_known() -> None:
    fee = FactEntry[Any](value=52.5, source="board", at="p. 2", note="Each year.")
    both = [Reading[Any](value=True, source="act"), Reading[Any](value=False, source="board")]
    *_, first, second = told(ACT.model_copy(update={"privilege_fee": fee, "law_exam": FactEntry[Any](disputed=both)}))
    assert (first.value, first.applies_to, first.note) == ("$52.50", "Privilege fee", "Each year.")
    assert (first.source, first.at) == (SOURCES["board"], "p. 2")
    assert [(words, s) for words, s, _, _ in second.readings] == [
        ("Required", SOURCES["act"]),
        ("Not required", SOURCES["board"]),
    ]
    silent = FactEntry[Any](silent="The rule names none.", source="act")
    *_, privileges, last = told(
        ACT.model_copy(update={"privilege_fee": silent, "law_exam": FactEntry[Any](unknown="?")})
    )
    assert (last.status, last.text, last.applies_to) == (Status.SILENT, "The rule names none.", "Privilege fee")
    assert privileges.applies_to == compact.PRIVILEGES  # what is not known is not told


def test_a_member_that_does_not_issue_yet() -> None:
    entry = Member(act="Act 7", source="act", details=[Detail(topic="Fee", text="Not set.", source="board", at="top")])
    _, joined, privileges, fee = told(entry, name="District of Columbia")
    assert joined.value == "The District of Columbia has joined the Counseling Compact (Act 7)."
    assert privileges.value == (
        "The District of Columbia isn't issuing privileges to practice yet, by a list of March 1, 2026 (copy read March 2, 2026)."
    )
    assert privileges.note == "Until it does, the compact gives no right to practice in the District of Columbia."
    assert (fee.value, fee.applies_to, fee.source, fee.at) == ("Not set.", "Fee", SOURCES["board"], "top")


def test_a_date_from_another_source_stands_beside_that_source_only() -> None:
    dated = Detail(topic=compact.JOINED, text="A list of Sept. 3, 2024, names it.", source="list")
    _, joined, _, date_of_joining = told(ACT.model_copy(update={"details": [dated]}))
    assert joined.value == "Example State has joined the Counseling Compact (Code § 7)."
    assert (date_of_joining.value, date_of_joining.source) == (dated.text, SOURCES["list"])


def test_a_member_whose_act_is_not_known_rests_on_the_list() -> None:
    member, joined, _ = told(Member(unknown="No text was found."))
    assert (member.value, member.source) == (True, SOURCES["list"])
    assert joined.value == "Example State has joined the Counseling Compact."
    assert joined.note == "The act isn't confirmed. No text was found."


@pytest.mark.parametrize("entry", [None, NonMember(note="No bill was found.")])
def test_who_is_on_no_list_is_no_member(entry: NonMember | None) -> None:
    member, sentence = told(entry)
    assert (member.value, member.source) == (False, SOURCES["list"])
    assert sentence.value == "Not a member of the Counseling Compact, by a list of members of Jan. 5, 2026."
    assert sentence.note == (entry.note if entry else "")


def test_a_better_source_comes_before_the_list() -> None:
    member, sentence = told(NonMember(source="board"))
    assert (member.value, member.source) == (False, SOURCES["board"])
    assert sentence.value == (
        "Not a member of the Counseling Compact, by its board (undated; copy read March 2, 2026) and "
        "by a list of members of Jan. 5, 2026."
    )


def test_doubt_is_not_a_no() -> None:
    member, sentence = told(NonMember(unknown="The act could not be read.", note="Ask."))
    assert [a.status for a in (member, sentence)] == [Status.UNKNOWN] * 2
    assert (member.text, sentence.note) == ("The act could not be read.", "Ask.")


def test_a_text_that_the_state_has_too_is_cited_as_its_own() -> None:
    own = source(SourceKind.SECONDARY, "list")
    found = compact.derived_facts(
        CompactFile(
            sources=SOURCES,
            url="https://compact.example/",
            statements=[compact.Statement(topic="What it is", text="Invented.", source="list")],
            issuing=Issuing(as_of=date(2026, 3, 1), source="issuers", jurisdictions={"XA": Start(source="list")}),
            membership=Membership(as_of=date(2026, 1, 5), source="list"),
            members={},
        ),
        "EX",
        "Example State",
        {"mine": own},
    )
    assert found.facts["compact_member"].answers[0].source is own
    assert found.sources == {}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 1), "March 1, 2026"),
        (date(2026, 7, 31), "July 31, 2026"),
        (date(2026, 9, 3), "Sept. 3, 2026"),
        (date(2026, 11, 28), "Nov. 28, 2026"),
        (date(2026, 5, 4), "May 4, 2026"),
        (date(2026, 8, 4), "Aug. 4, 2026"),
    ],
)
def test_dates_in_the_style_of_the_associated_press(day: date, words: str) -> None:
    assert ap_date(day) == words
