"""Slips of the pen in data files: nothing that somebody wrote is lost without a word, and the words say what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from atlas.data import json_schema
from atlas.data.positions import Document, parse
from atlas.domain import spellings
from atlas.domain.problems import Problem
from atlas.domain.values import value_type
from atlas.domain.vocabulary import FIELDS, Kind
from atlas.maintenance import fixes
from conftest import DATA

Check = Callable[..., list[str]]
EX = (DATA / "states" / "ex.yml").read_text(encoding="utf-8")


def told(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, Document("f")).problems]


@pytest.mark.parametrize(
    "text",
    ["“A” means “B”", "‘A’ means ‘B’", '"A" means "B"', "The board’s form", "a [sic] text (1) of 3 < 4", "Class A and a half",
     "That that is", "(a) a rule", "Fees [in dollars] (2)"],
)  # fmt: skip
def test_a_text_with_quotes_or_brackets_of_its_own_stays(text: str) -> None:
    assert spellings.text_slip(text) is None


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("https://a.example/b).", ")."), ("https://a.example/b,", ","), ("https://a.example/b;", ";"), ("https://a.example/b)", ")"),
        ("https://a.example/457.14(1)(a)", ""), ("https://a.example/457.50(3)(a)4.", ""), ("https://a.example/law...", ""),
        ("https://a.example/b(1)).", ")."), ("https://a.example/[b]", ""),
    ],
)  # fmt: skip
def test_the_end_of_a_sentence_is_no_part_of_a_link(url: str, end: str) -> None:
    assert spellings.end_of_sentence(url) == end


def test_a_slip_in_a_folded_text_is_told_in_its_own_line() -> None:
    text = "a: >-\n  one {x.y}\n  two {x.z}\nb: '{x.z}'\nc: {d: e {x.z}}\n"
    document = parse(text, Document("f"))
    assert document.position_of("{x.z}", ("a",)) == (3, 7)
    assert document.position_of("{x.y}", ("a",)) == (2, 7)
    assert document.position_of("{x.z}", ("b",)) == (4, 5)
    assert document.position_of("{x.q}", ("a",)) == document.position(("a",)), "not found, as it may stand in two lines"
    assert document.position_of("{x.y}", ("b",)) == (4, 4), "nothing of another text"


@pytest.mark.parametrize(
    ("meant", "written"),
    [
        ("35 hours per year", "35 hrs a year"), ("1 hour per week", "1 hr/week"), ("1 hour per 20 direct hours", "1 hour for every 20 direct hours"),
        ("4 hours per month", "4h monthly"), ("1 hour per 40 hours", "1:40 hours"),
    ],
)  # fmt: skip
def test_a_ratio_in_other_words_is_told_as_the_data_write_it(problems: Check, meant: str, written: str) -> None:
    (found,) = problems("{value: 1 hour per 20 direct hours", f"{{value: '{written}'")
    assert f"did you mean `{meant}`?" in found or written == "1:40 hours"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("844-753-7825", "(844) 753-7825"), ("404.555.0100 x12", "(404) 555-0100 ext. 12"), ("+1 404 555 0100", "(404) 555-0100"),
        ("555-0100", ""), ("404 555 CALL", ""),
    ],
)  # fmt: skip
def test_a_telephone_number_is_told_as_the_data_write_it(written: str, meant: str) -> None:
    assert spellings.phone_meant(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"), [("6O", "60"), ("l2", "12"), ("1OO", "100"), ("3I", "31"), ("60h", "60"), ("Oil", "")]
)
def test_a_letter_that_looks_like_a_digit_is_read_as_one(written: str, meant: str) -> None:
    assert spellings.number_advice(written).write == meant


# ---- comments that may be a part of a text ------------------------------------------------------------------------------

COMMENTS = [
    ("behind a text", "note: Send form # 12 to the board\n", "1:17: `# 12 to the board`"),
    ("in braces", "a: {note: Send form # 12, source: x}\nb: 1\n", "1:21: `# 12, source: x}`"),
    ("in brackets", "a: [one # 1\n  , two]\n", "1:9: `# 1`"),
    ("in a list", "a:\n  - Form # 12\n  - other\n", "2:10: `# 12`"),
    ("behind a text of two lines", "note: Send it\n  with form # 12\nb: 1\n", "2:13: `# 12`"),
    ("inside of a text of three lines", "note: Send\n  # 12 with\n  the rest\nb: 1\n", "2:3: `# 12 with`"),
    ("as the second line of a text", "note: Send form\n  # 12 to the board\nb: 1\n", "2:3: `# 12 to the board`"),
    ("in place of a text", "note: # 12 is the form\nb: 1\n", "1:7: `# 12 is the form`"),
    ("before a text", "note: # 12 is the form\n  to send\nb: 1\n", "1:7: `# 12 is the form`"),
    ("in place of an entry", "a:\n  - # 12\n  - b\n", "2:5: `# 12`"),
    ("before an entry", "a:\n  - # 12\n    is the form\n", "2:5: `# 12`"),
    ("behind the sign of a folded text", "note: >- # 12\n  is the form\n", "1:10: `# 12`"),
    ("behind a word", "kind: board # the new one\n", "1:13: `# the new one`"),
    ("behind what is no number for sure", "at: 007.02 # a\n", "1:12: `# a`"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), [c[1:] for c in COMMENTS], ids=[c[0] for c in COMMENTS])
def test_a_comment_that_may_be_a_part_of_a_text_is_refused(text: str, place: str) -> None:
    assert told(text) == [
        f"f:{place} is a comment to YAML and would be lost (expected quotes around the whole text, or the comment on a line "
        "of its own above it)"
    ]
    assert fixes.fix(text).text == text, "the fixes touch neither half"


@pytest.mark.parametrize(
    "text",
    [
        "# top\na: 1\n", "a: 12 # a number\n", "a: 2025-03-28 # a date\n", "a: true # a yes\n", "a: null # nothing\n", "a: ~ # nothing\n",
        "a: 'in quotes' # 12\n", 'a: "in quotes" # 12\n', "a: {b: c} # 12\n", "a: [b] # 12\n", "a: # the part below\n  b: c\n",
        "a: # the list below\n  - b\n", "a:\n  - # first\n    b: c\n", "a: b\n# between\nc: d\n", "a:\n  b: c\n  # between\n  d: e\n",
        "a:\n  - b\n  # between\n  - c\n", "a:\n  b: c\n# between\nd: e\n", "a: >-\n  text # 12\n  # 13\nb: c\n", "a: b#12\n", "a: https://x.example/#12\n",
    ],
)  # fmt: skip
def test_a_comment_that_cannot_be_a_part_of_a_text_stays(text: str) -> None:
    assert told(text) == []


# ---- characters that shift lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("character", "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_a_character_that_ends_a_line_for_some_shifts_no_place(character: str) -> None:
    text = f"# a {character} comment\na: 'x {character} y'\nb: c: d\n"
    code = f"U+{ord(character):04X}"
    assert [line.partition(" (")[0] for line in told(text)] == [
        f"f:1:5: the character {code}, which ends a line for some programs only",
        f"f:2:7: the character {code}, which ends a line for some programs only",
        "f:3:5: `c: d` holds a colon and a space",
    ]
    document = parse(f"a: {character}b\nc: d\n", Document("f"))
    assert document.position(("c",), key=True) == (2, 1)


def test_windows_line_ends_are_line_ends() -> None:
    document = parse("a: b\r\nc: d # e\r\n", Document("f"))
    assert document.data == {"a": "b", "c": "d"}
    assert [(p.line, p.column) for p in document.problems] == [(2, 6)]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a:\n\u00a0 b: c\n", "2:1"), ("a:\u00a0b\n", "1:3"), ("a:\n  -\u2003b\n", "2:4"), ("\u200ba: b\n", "1:1")],
)
def test_a_space_that_is_none_is_named_with_its_place(text: str, place: str) -> None:
    found = told(text)
    assert re.match(rf"f:{place}: the character U\+\w{{4}} where a space belongs", found[0]), found


# ---- what YAML's own messages do not say in words -----------------------------------------------------------------------

SLIPS = [
    ("changes: []\n  - date: 2026-01-01\n", r"1:1: `changes: \[\]` says that there is nothing in it, and line 2 adds to it \(expected `changes:` alone"),
    ("changes: []\n- date: 2026-01-01\n", r"1:1: `changes: \[\]` says that there is nothing in it"),
    ("changes: []\n  # new\n\n  - date: 2026-01-01\n", r"1:1: `changes: \[\]` says that there is nothing in it, and line 4"),
    ("faq: {}\n  - topic: a\n", r"1:1: `faq: \{\}` says that there is nothing in it"),
    ("a:\n  facts: {}\n    fee: {value: 3}\n", r"2:3: `facts: \{\}` says that there is nothing in it, and line 3"),
    ("a:\n  - steps: []\n    - do: x\n", r"2:5: `steps: \[\]` says that there is nothing in it"),
    ("fee: {value: 3}\n  source: x\n", r"1:1: `fee: \{value: 3\}` has its value already, and line 2 stands below it"),
    ("note: a text\n  source: x\n", r"1:1: `note: a text` has its value already, and line 2 stands below it"),
    ("name:Example State\ncode: EX\n", r"1:1: no space after the colon in `name:Example State` \(expected `name: Example State`"),
    ("code: EX\nname:Example\n", r"2:1: no space after the colon in `name:Example`"),
    ("fee: {value:3, source: x}\n", r"1:7: `value:3` has no space after its colon \(expected `value: 3`"),
    ("code EX\nname: Example\n", r"1:1: `code EX` has no colon"),
    ("a:\n  - b\n  -c\n", r"3:3: (no space after the dash in `-c`|`-c` goes on)"),
    ("a:\n  - b\n    - c\n", r"3:5: `- c` goes on with the text of the line before \(expected `- ` and the entry"),
    ("a: - b\n", r"1:4: a `- ` behind its key"),
    ("a:\n  b: c\n  - d\n", r"3:3: `- d` is an entry of a list among keys"),
    ("s:\n  t: u\na:\n    b: c\n    d: e\n  - b: c\n", r"6:3: `- b: c` is an entry of a list among keys, the lines above, from line 4 on"),
    ("a:\n    b: c\n    d: e\n  f:\n    b: c\n", r"4:3: `f:` does not line up with the lines above, from line 2 on: it has 2 spaces"),
    ("- a\nb: c\n", r"2:1: `b: c` stands among the entries of a list"),
    ("a:\n\tb: c\n", r"2:1: a tab character \(expected spaces"),
    ("title: \"About\nname: x\n", r"1:8: the quotes that open here are never closed"),
    ("title: \"About\nname: \"x\"\n", r"1:8: the quotes that open here end only in line 2"),
    ("note: 'the board's form'\n", r"1:18: the text in quotes ends before `s form'` \(expected double quotes"),
    ('note: "the "old" form"\n', r"1:13: the text in quotes ends before `old"),
    ('note: "a\\d"\n', r"1:9: a backslash in double quotes"),
    ("title: How to: a guide\n", r"1:14: `How to: a guide` holds a colon and a space \(expected quotes around the whole text"),
    ("title: The board says:\n", r"1:22: `The board says:` holds a colon"),
    ("title: “How to: a guide”\n", r"1:15: .*curly quotes are letters to YAML \(expected straight quotes"),
    ("title: [About\nname: x\n", r"1:8: the `\[` that opens here is not closed in its line"),
    ("fee: {value: 3, source: x\nname: y\n", r"1:6: the `\{` that opens here is not closed in its line"),
    ("fee: {value: 3}}\nname: y\n", r"1:16: one `\}` too many"),
    ("fee: {value: 3 source: x}\n", r"1:22: a colon too many before `x\}` \(expected a comma between two entries"),
    ("fee: {note: See: rule, source: x}\n", r"1:16: a colon too many before `rule, source: x\}`"),
    ("note: [sic] as it stands\n", r"1:13: `as it stands` behind the closing brace \(expected nothing there; quotes"),
    ("note: {lpc.fee} is due\n", r"1:8: `lpc.fee` stands in braces without a colon .*quotes around a text"),
    ("note: {lpc.fee}\n", r"1:8: `lpc.fee` stands in braces without a colon"),
    ("note: @board\n", r"1:7: a text that begins with `@`"),
    ("note: %board\n", r"1:7: a text that begins with `%`"),
    ("note: > 5 hours\n", r"1:7: a text that begins with `>`"),
    ("note: ? board\n", r"1:7: a text that begins with `\?`"),
    ("note: ! board\n", r"1:7: a tag `!` \(expected plain values; a text that begins with `!` needs quotes"),
    ("note: *board\nb: 1\n", r"1:7: an alias `\*board`"),
    ("a:\n  b: 1\n c: 2\n", r"3:2: `c: 2` does not line up with the lines above: it has 1 space before it \(expected 0 or 2 spaces"),
    ("a:\n  - b\n - c\n", r"3:2: `- c` does not line up"),
    ("a:\n- b\n c: d\n", r"3:2: `c: d` does not line up"),
    ("a:\n  - x: 1\n    y: 2\n   z: 3\n", r"4:4: `z: 3` does not line up .*expected 0 or 2 or 4 spaces"),
    ("a: 1\na: 2\n", r"2:1: the key `a` stands twice"),
    ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n", r"1:1: the mark of a conflict that git left"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), SLIPS, ids=[repr(text)[:40] for text, _ in SLIPS])
def test_a_slip_is_told_once_and_in_words(text: str, message: str) -> None:
    found = told(text)
    assert len(found) == 1, found
    assert re.match("f:" + message, found[0]), found
    assert not re.search(r"not valid YAML|mapping|block|flow|scalar|token", found[0]), found
    assert fixes.fix(text).text == text, "the fixes leave it to a person"


def test_entries_below_an_empty_list_are_told_in_a_state_file(problems: Check) -> None:
    assert "changes:\n" in EX
    (found,) = problems("changes:\n", "changes: []\n")
    assert "`changes: []` says that there is nothing in it" in found


# ---- numbers, dates, yes and no -----------------------------------------------------------------------------------------

NUMBERS = [  # what is written, why it is refused, what to write
    ("010", "a number has no leading zero", "10"),
    ("036", "a number has no leading zero", "36"),
    ("007.5", "a number has no leading zero", "7.5"),
    ("3,000", "a comma makes it a text", "3000"),
    ("1_000", "an underscore makes it a text", "1000"),
    ("1 000", "a gap makes it a text", "1000"),
    ("$1,200", "a comma makes it a text", "1200"),
    ("$52.50", "a sign or quotes make it a text", "52.50"),
    ("1.200", "it can be read as 1200 or as 1.2", ""),
    ("1.200.000", "its points make it a text", "1200000"),
    ("3000.", "a point with nothing behind it", "3000"),
    (".5", "a point with nothing before it", "0.5"),
    ("1e3", "a number has no exponent", "1000"),
    ("0x10", "a number is written in tens", "16"),
    ("'36'", "in quotes it is a text; write it without them", ""),
    ("“36”", "a sign or quotes make it a text", "36"),
    ("36 months", "`months` stands beside the number", "36"),
    ("yes", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "why", "write"), NUMBERS)
def test_a_number_that_is_none_is_told_with_what_to_write(problems: Check, written: str, why: str, write: str) -> None:
    for old in ("      term_months: {value: 24,", "      term_months:\n        value: 24\n"):
        block = EX.replace(
            "      term_months: {value: 24, source: statute-3}",
            "      term_months:\n        value: 24\n        source: statute-3",
        )
        text = block if "\n" in old else EX
        assert old in text
        found = problems(EX, text.replace(old, old.replace("24", written)))
        problems(text.replace(old, old.replace("24", written)), EX)
        assert len(found) == 1, found
        assert f"where a number belongs{': ' if why else ''}{why}" in found[0], found
        assert (f"; did you mean `{write}`?" in found[0]) if write else "did you mean" not in found[0]
        assert "in months" in found[0]
        shown = written.strip("'")
        assert f"`{shown}`" in found[0], found


@pytest.mark.parametrize("written", ["~", "null", ""])
def test_nothing_for_a_number_is_told_with_what_to_write(problems: Check, written: str) -> None:
    (found,) = problems(
        "term_months: {value: 24, source: statute-3}", f"term_months: {{value: {written}, source: statute-3}}"
    )
    assert "`value` of `term_months` is empty (expected an answer; where none was found, `unknown:` and why)" in found


def test_a_number_of_three_decimals_is_a_number_of_thousands(problems: Check) -> None:
    (found,) = problems("fee_application: {value: 100,", "fee_application: {value: 1.234,")
    assert "1.234 has more than two decimals; a comma or point between thousands is left out" in found


DATES = [
    ("2026-1-5", "", "2026-01-05"),
    ("2026/01/05", "", "2026-01-05"),
    ("2026.01.05", "", "2026-01-05"),
    ("20260105", "", "2026-01-05"),
    ("'2026-01-05'", "in quotes it is a text; write it without them", ""),
    ("Jan 5, 2026", "", "2026-01-05"),
    ("January 5th, 2026", "", "2026-01-05"),
    ("5 January 2026", "", "2026-01-05"),
    ("11/27/2025", "", "2025-11-27"),
    ("2026-01-05T10:00", "", "2026-01-05"),
    ("01/05/2026", "it can be read as 2026-01-05 or as 2026-05-01", ""),
    ("2026-02-30", "there is no such day", ""),
    ("2026-01", "it names no day", ""),
    ("2026", "it names no day", ""),
    ("Jan 2026", "it names no day", ""),
    ("soon", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "why", "write"), DATES)
def test_a_date_that_is_none_is_told_with_what_to_write(problems: Check, written: str, why: str, write: str) -> None:
    (found,) = problems("    read_on: 2026-01-15\n", f"    read_on: {written}\n")
    assert f"`sources.statute-3.read_on`{': ' if why else ''}{why} (expected a date such as 2025-03-28" in found
    assert (f"; did you mean `{write}`?" in found) if write else "did you mean" not in found
    assert written.strip("'") in found


def test_a_date_with_a_comma_in_braces_is_one_date(problems: Check) -> None:
    (found,) = problems("effective: 2027-01-01}", "effective: Jan 5, 2027}")
    assert "`Jan 5, 2027`, which a comma in braces cuts, in `effective`" in found
    assert "did you mean `2027-01-05`?" in found


@pytest.mark.parametrize(
    ("written", "write"),
    [("yes", "true"), ("no", "false"), ("on", "true"), ("off", "false"), ("No", "false"), ("True", "true"), ("FALSE", "false"), ("y", "true"), ("1", "true"), ("'true'", "")],
)  # fmt: skip
def test_yes_and_no_are_told_with_what_to_write(problems: Check, written: str, write: str) -> None:
    (found,) = problems("jurisprudence_exam: {value: true", f"jurisprudence_exam: {{value: {written}")
    assert f"did you mean `{write}`?" in found or not write
    assert "expected true or false" in found
    assert ("in quotes it is a text" in found) == (written[0] == "'")


@pytest.mark.parametrize("written", ["007.02", "12", "3.1", "1e3", "0x1F", "2025-03-28", "true", "True"])
def test_what_is_no_text_without_quotes_is_refused_where_a_text_belongs(problems: Check, written: str) -> None:
    (found,) = problems("at: (a)}\n      direct_client_hours", f"at: {written}}}\n      direct_client_hours")
    assert f"`{written}`" in found or f"the number {written}" in found or f"the date {written}" in found
    assert f'did you mean `"{written}"`?' in found
    assert problems(f"at: {written}}}", f'at: "{written}"}}') == []


@pytest.mark.parametrize("written", ["3,000", "(a), (b)", "Jan 5, 2026"])
def test_the_fixes_tear_no_halves_apart(written: str) -> None:
    text = EX.replace(
        "fee_application: {value: 100, source: board-home}",
        f"fee_application: {{source: board-home, value: {written}}}",
    )
    fixed = fixes.fix(text)
    assert (fixed.text, fixed.done, fixed.left) == (text, (), f"a comma in braces cuts `{written}`")


# ---- never the same word again ------------------------------------------------------------------------------------------


def test_no_hint_repeats_what_was_written() -> None:
    """A hint that reads as what stands there already says nothing."""
    tried = [
        "010",
        "036",
        "36",
        "3,000",
        "true",
        "True",
        "statute",
        "stat\u200bute",
        "st\u0430tute",
        "2025-03-28",
        "a",
        "",
    ]
    hints = [
        advice(word)
        for word in tried
        for advice in (spellings.number_advice, spellings.date_advice, spellings.truth_advice)
    ]
    assert [h for h in hints if h.write in tried and h.write and not h.why and h.write not in ("true",)] == []
    assert Problem("f", 1, 1, "unknown key `title`", "one of title, url", "title").nearest == ""
    assert Problem("f", 1, 1, "unknown key `titel`", "one of title, url", "title").nearest == "title"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("kind: statute", "kind: 'stat\u200bute'", "stat<U+200B>ute"),
        ("kind: statute", "kind: st\u0430tute", "st<U+0430>tute"),
        ("kind: statute", "kind: 'statute '", "`statute `"),
        ("    title: Licenses", "    t\u0456tle: Licenses", "t<U+0456>tle"),
        ("cacrep: {value: required_or_equivalent", "cacrep: {value: required_or_equ\u0456valent", "required_or_equ<U+0456>valent"),
    ],
)  # fmt: skip
def test_a_word_that_looks_right_shows_what_is_wrong_with_it(problems: Check, old: str, new: str, shown: str) -> None:
    found = problems(old, new)
    assert any(shown in line and "did you mean" in line for line in found), found


def test_every_kind_of_value_refuses_what_is_unclear() -> None:
    """Nothing that YAML readers take for different things gets into the data, whatever the field."""
    from pydantic import TypeAdapter, ValidationError

    for definition in {f.kind: f for f in FIELDS}.values():
        for unclear in ("036", "1e3", "True"):
            for value in (
                parse(f"a: {unclear}\n", Document("f")).data["a"],
                parse(f"a: {{b: 3,{unclear}}}\n", Document("f")).data["a"]["b"],
            ):
                with pytest.raises(ValidationError):
                    TypeAdapter(value_type(definition)).validate_python(
                        [value] if definition.kind in (Kind.LIST, Kind.EXAMS) else value, strict=True
                    )


# ---- editors and the reader agree ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["12", "-3", "3.1", "007.02", "010", "1e3", ".5", "3.", "0x10", "0o17", ".inf", "True", "FALSE", "true", "null", "~", "yes", "1_000", "1:20", "(a)", "'12'", "1.2.3", "a", "+5", "1.200"],
)  # fmt: skip
def test_what_the_reader_takes_for_a_text_an_editor_takes_for_one(written: str) -> None:
    """Editors read YAML 1.2 and check it with the schema; what they refuse, `make check` refuses."""
    at = json_schema.state_schema()["$defs"]["Answer"]["properties"]["at"]
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)  # type: ignore[assignment]
    theirs: Any = reader.load(f"at: {written}\n")["at"]
    ours = parse(f"at: {written}\n", Document("f")).data["at"]
    editor = Draft202012Validator(at).is_valid(theirs)
    assert editor == (ours is None or isinstance(ours, str))


def test_problems_compare_and_show_as_before() -> None:
    assert str(Problem("f", 1, 2, "a", "b", "c")) == "f:1:2: a (expected b; did you mean `c`?)"
