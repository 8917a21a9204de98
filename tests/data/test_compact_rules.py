"""The compact is told in one file: what that file must say, and what no state file may."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]
FILE = "compact.yml"
END = 'enacted: "March 3, 2024", source: page}\n'


@pytest.mark.parametrize("fact", ["compact_member: {value: true", "compact_note: {value: It joined."])
def test_a_state_file_does_not_hold_the_derived_facts(problems: Check, fact: str) -> None:
    (found,) = problems("  endorsement_years:", f"  {fact}, source: statute-3}}\n  endorsement_years:")
    id = fact.partition(":")[0]
    assert found.startswith(f"states/ex.yml:37:3: `{id}` is derived from data/compact.yml")
    assert "expected the jurisdiction's entry in data/compact.yml" in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The license elsewhere must be active.", "The state has joined the Counseling Compact."),
        ("do: Send the forms", "do: Ask for a compact privilege"),
        ("At most 40 hours a week count.", "Hours under a privilege to practice count."),
        ("answer: The board reads the transcript.", "answer: Compacts of other states do not help."),
        ("I move here with a license.", '"Is the state in the Compact?"'),
        ("summary: The ratio was set.", "summary: The state is not yet a member of the compact."),
        ("summary: The ratio was set.", "summary: A list of the compact names 39 members."),
    ],
)
def test_a_sentence_on_the_compact_is_refused_wherever_it_stands(problems: Check, old: str, new: str) -> None:
    (found,) = problems(old, new)
    assert "data/compact.yml; the page derives it" in found
    assert "See the Counseling Compact page." in found or "what happened on that day" in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The license elsewhere must be active.", "The license must be active. See the Counseling Compact page."),
        ("answer: The board reads the transcript.", "answer: A privilege is shorter; see the Counseling Compact page."),
        ("summary: The ratio was set.", "summary: House Bill 7 adopted the Counseling Compact."),
        ("title: An invented guide", "title: A guide to the Counseling Compact"),
        ("At most 40 hours a week count.", "A diagnostic privilege adds nothing."),
    ],
)
def test_what_points_to_the_compact_or_tells_what_happened_is_let_in(problems: Check, old: str, new: str) -> None:
    assert problems(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("members:\n", "members:\n  EX: {enacted: in 2026}\n", "the act of EX has no source"),
        ("members:\n", "members:\n  EX: {note: Nothing more.}\n", "the act of EX is neither told nor unknown"),
        ("    XA: {since", "    EX: {source: page}\n    XA: {since", "EX issues privileges and is not in `members`"),
        (END, END + "not_members:\n  XA: {note: A bill.}\n", "XA stands in `members` too"),
        (END, END + "not_members:\n  EX: {}\n", "nothing is said of EX"),
        (END, END[:-2] + ", privilege_fee: {value: 30}}\n", "`privilege_fee` has no source"),
        (END, END[:-2] + ", privilege_fee: {value: about 30, source: page}}\n", "the text `about 30` where a number belongs"),
        (END, END[:-2] + ", law_exam: {value: true, unknown: Perhaps., source: page}}\n", "`law_exam` has `value` and `unknown` together"),
        (END, END[:-2] + ", law_exam: {value: true, source: pag}}\n", "unknown source id `pag`"),
        (END, END + "not_members:\n  EX:\n    details: [{topic: Start of privileges, text: Soon., source: page}]\n", "is that of a derived sentence"),
        (END, END + "not_members:\n  EX:\n    details:\n      - {topic: Bill, text: A., source: page}\n      - {topic: Bill, text: B., source: page}\n", "the topic `Bill` stands twice"),
        (END, END + "not_members:\n  EX:\n    details: [{topic: Bill, text: A., source: pag}]\n", "unknown source id `pag`"),
    ],
)  # fmt: skip
def test_the_compacts_file_hangs_together(problems: Check, old: str, new: str, said: str) -> None:
    found = problems(old, new, file=FILE)
    assert len(found) == 1, found
    assert found[0].startswith(f"{FILE}:")
    assert said in found[0]
