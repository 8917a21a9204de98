"""Bad input gets a message with file, line and column, and all of it at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import load_problems

Check = Callable[..., list[str]]

# what is wrong, what stands in the file, what is written instead, the message
CASES = [
    ("YAML syntax error", "name: Example State", "name: Example: State", r"ex\.yml:2:14: `Example: State` holds a colon and a space \(expected quotes around the whole text\)"),
    ("duplicate key", "name: Example State\n", "name: Example State\nname: Example State\n", r"ex\.yml:3:1: the key `name` stands twice .*first is in line 2"),
    ("unknown key", "    title: Licenses", "    titel: Licenses", r"ex\.yml:7:5: unknown key `titel` .*did you mean `title`"),
    ("unknown fact", "max_months:", "maximum_months:", r"ex\.yml:\d+:7: unknown fact `maximum_months` .*did you mean `max_months`"),
    ("missing fact", "      max_months: {value: 60, source: rule-12-4}\n", "", r"ex\.yml:\d+:5: the fact `max_months` of `lpc` is missing"),
    ("wrong type", "{value: 2800,", "{value: '2,800',", r"ex\.yml:\d+:39: the text `2,800` where a number belongs: a comma makes it a text .*0 to 10000, in hours; did you mean `2800`"),
    ("a number where a text belongs", "title: Licenses", "title: 12", r"ex\.yml:7:12: the number 12 in `.*title` .*a text"),
    ("yes for true", "jurisprudence_exam: {value: true", "jurisprudence_exam: {value: no", r"ex\.yml:\d+:35: the text `no` .*true or false; did you mean `false`"),
    ("bad date", "current_through: 2025-03-28", "current_through: 2025-02-30", r"ex\.yml:17:22: the text `2025-02-30` in .*a date such as"),
    ("date in the future", "read_on: 2026-01-10", "read_on: 2062-01-10", r"ex\.yml:\d+:14: `read_on` 2062-01-10 is in the future"),
    ("unknown enum word", "cacrep: {value: required_or_equivalent", "cacrep: {value: required_or_equivelant", r"ex\.yml:\d+:23: the text `required_or_equivelant` .*did you mean `required_or_equivalent`"),
    ("unknown level", "level: associate", "level: asociate", r"ex\.yml:\d+:12: the text `asociate` .*did you mean `associate`"),
    ("unknown source kind", "kind: statute", "kind: statut", r"ex\.yml:5:11: the text `statut` .*did you mean `statute`"),
    ("number out of its range", "{value: 2800,", "{value: 28000,", r"ex\.yml:\d+:39: 28000 is out of range .*0 to 10000"),
    ("direct hours above total", "direct_client_hours: {value: 1200", "direct_client_hours: {value: 2900", r"ex\.yml:\d+:28: `direct_client_hours` \(2900\) is more than `supervised_hours_total` \(2800\)"),
    ("unknown source id", "supervised_hours_total: {value: 2800, source: rule-12-4", "supervised_hours_total: {value: 2800, source: rule-12-5", r"ex\.yml:\d+:53: unknown source id `rule-12-5` .*did you mean `rule-12-4`"),
    ("missing source id", "board_name: {value: Example Board of Counseling, source: board-home}", "board_name: {value: Example Board of Counseling}", r"ex\.yml:\d+:15: `board_name` has no source"),
    ("unused source id", "sources:\n", "sources:\n  spare:\n    {kind: board, title: Spare, url: 'https://board.example/x', read_on: 2026-01-10}\n", r"ex\.yml:4:3: the source `spare` is never used"),
    ("no answer", "fee_application: {value: 100, source: board-home}", "fee_application: {source: board-home}", r"ex\.yml:\d+:24: `fee_application` has no answer .*exactly one of"),
    ("two answers", "fee_application: {value: 100,", "fee_application: {value: 100, silent: None.,", r"ex\.yml:\d+:24: `fee_application` has `value` and `silent` together"),
    ("empty answer", "fee_application: {value: 100,", "fee_application: {value: ,", r"ex\.yml:\d+:\d+: `value` of `fee_application` is empty"),
    ("disputed with one side", "          - {value: 24, source: board-home}\n", "", r"ex\.yml:\d+:11: .*at least 2"),
    ("code that is no postal code", "code: EX", "code: QQ", r"ex\.yml:1:7: `QQ` is not a postal code"),
    ("name of another state", "name: Example State", "name: Example Stat", r"ex\.yml:2:7: the name of EX is not `Example Stat`"),
    ("link that is not https", "url: https://law.example/3", "url: http://law.example/3", r"ex\.yml:8:10: the link .* is not https .*did you mean `https://law\.example/3`"),
    ("javascript link", "url: https://law.example/3", "url: 'javascript:alert(1)'", r"ex\.yml:8:10: the link `javascript:alert\(1\)` is not https"),
    ("link with a quote", "url: https://law.example/3", "url: 'https://law.example/3\"onclick=x'", r"ex\.yml:8:10: the link .* a character that links may not have"),
    ("link to a bare name", "url: https://law.example/3", "url: https://localhost/3", r"ex\.yml:8:10: .*no plain host name"),
    ("a tab", "    title: Licenses", "\ttitle: Licenses", r"ex\.yml:7:1: a tab character \(expected spaces\)"),
    ("anchor and alias", "title: {value: Licensed Associate Counselor,", "title: {value: &x Licensed Associate Counselor,", r"ex\.yml:\d+:22: an anchor `&x`"),
    ("tag", "code: EX", "code: !!python/name:os.system EX", r"ex\.yml:1:7: a tag"),
    ("invisible character", "title: Licenses", "title: Lic\u200benses", r"ex\.yml:7:12: an invisible character U\+200B"),
    ("second document", "facts:\n", "---\nfacts:\n", r"ex\.yml:\d+:1: a second YAML document"),
    ("citation without section", "citation: Example Stat. § 3", "citation: Example Stat.", r"ex\.yml:6:15: the citation `Example Stat\.` names no section"),
    ("law without citation", "    citation: Example Stat. § 3\n", "", r"ex\.yml:5:5: the statute `statute-3` has no citation"),
    ("bad ratio", "1 hour per 20 direct hours", "1:20", r"ex\.yml:\d+:34: `1:20` is not a ratio"),
    ("bad telephone", "(555) 555-0100", "555-0100", r"ex\.yml:\d+:24: `555-0100` is not a telephone number"),
    ("bad email", "counselors@board.example", "counselors at board", r"ex\.yml:\d+:24: `counselors at board` is not an email"),
    ("unknown exam", "value: [first-exam, second-exam]", "value: [first-exam, secnd-exam]", r"ex\.yml:\d+:35: unknown exam `secnd-exam` .*did you mean `second-exam`"),
    ("reference to nothing", "At least {lpc.min_semester_credits}.", "At least {lpc.min_semster_credits}.", r"ex\.yml:\d+:26: `\{lpc\.min_semster_credits\}` names no fact .*did you mean `min_semester_credits`"),
    ("reference without a figure", "At least {lpc.min_semester_credits}.", "At least {lpc.fee_license}.", r"has no figure to show"),
    ("two answers at once", "applies_to: Graduates of older programs", "note: Graduates of older programs", r"two answers to `min_semester_credits` hold at once"),
    ("ends before it begins", "effective: 2027-01-01}", "effective: 2027-01-01, until: 2026-01-01}", r"ends 2026-01-01, before it begins"),
    ("ladder to nowhere", "leads_to: lpc", "leads_to: lcp", r"ex\.yml:\d+:15: `leads_to` names `lcp` .*did you mean `lpc`"),
    ("same_as of nothing", "same_as: {lpc: [education,", "same_as: {lpc: [educaton,", r"`same_as` names `educaton` .*did you mean `education`"),
    ("same abbreviation twice", "abbr: {value: LAC,", "abbr: {value: LPC,", r"the abbreviation `LPC` is that of"),
    ("fact in the wrong place", "facts:\n  board_name:", "facts:\n  fee_renewal: {unknown: x}\n  board_name:", r"the fact `fee_renewal` stands in the wrong place"),
    ("level as a fact", "      abbr: {value: LAC,", "      level: {value: associate, source: statute-3}\n      abbr: {value: LAC,", r"`level` is not a fact with a source"),
    ("the same source twice", "  guide:\n", "  rule-again:\n    {kind: rule, citation: 12 Example Admin. Code § 4, url: https://law.example/12-4, read_on: 2026-01-10}\n  guide:\n", r"the source `rule-again` is the same text as `rule-12-4`"),
    ("a comma in braces", "source: rule-12-4, at: (a)}", "source: rule-12-4, at: (a), (b)}", r"ex\.yml:\d+:68: `\(a\), \(b\)`, which a comma in braces cuts, in `.*at` \(expected a text .*; did you mean `\"\(a\), \(b\)\"`"),
    ("text that a spreadsheet runs", "title: Licenses", "title: '=HYPERLINK(1)'", r"ex\.yml:7:12: a text that begins with `=`"),
    ("odd figure without a note", "{value: 2800, source: rule-12-4, at: (a)}", "{value: 6500, source: rule-12-4, at: (a)}", r"ex\.yml:\d+:31: `supervised_hours_total` is 6500, which is unusual .*500 to 6000"),
    ("one source with two dates", "url: https://law.example/12-4", "url: https://law.example/3", r"ex\.yml:\d+:22: the source https://law\.example/3 has two dates: 2025-03-28 here, 2025-06-30 in data/states/ex\.yml:10"),
    ("too few steps", "      - do: Send the forms\n", "", r"the path to `lpc` has 5 steps"),
    ("too few questions", "  - {topic: supervision, question: \"Who may supervise me?\", answer: An LPC of three years., sources: [rule-12-4]}\n", "", r"4 questions are answered"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_bad_input_is_named_with_its_place(problems: Check, old: str, new: str, message: str) -> None:
    found = problems(old, new)
    assert any(re.search("^states/" + message if message.startswith("ex") else message, line) for line in found), found


def test_the_invented_state_has_no_problem(problems: Check) -> None:
    assert problems() == []


def test_problems_of_all_files_come_at_once_in_order(data: Path) -> None:
    path = data / "states" / "ex.yml"
    text = path.read_text()
    path.write_text(text.replace("level: associate", "level: asociate").replace("value: 2800", "value: 28000"))
    (data / "states" / "xa.yml").write_text("code: [\n")
    (data / "exams.yml").write_text("exams: []\n")
    found = load_problems(data)
    assert [line.split(":")[0] for line in found] == sorted(line.split(":")[0] for line in found)
    assert {"states/ex.yml", "states/xa.yml", "exams.yml"} <= {line.split(":")[0] for line in found}
    assert any("asociate" in line for line in found)
    assert any("28000" in line for line in found)


def test_every_problem_has_path_line_and_column(problems: Check) -> None:
    for line in problems("level: associate", "level: asociate"):
        assert re.match(r"states/ex\.yml:[1-9]\d*:[1-9]\d*: .+", line)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("xa.yml", b"", r"states/xa\.yml:1:1: the file is empty"),
        ("xa.yml", b"# only a comment\n", r"states/xa\.yml:1:1: the file is empty"),
        ("xa.yml", b"code: XA\nname: Caf\xe9\n", r"states/xa\.yml:2:10: byte 0xe9 is not UTF-8"),
        ("xa.yml", b"code: XA\n" + b"# padding\n" * 2_000_000, r"states/xa\.yml:1:1: the file has 20,000,009 bytes"),
        ("xa.yml", b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n", r"states/xa\.yml:2:8: an alias `\*a`"),
        ("xa.yml", b"[" * 5000, r"states/xa\.yml:1:31: nested more than 30 deep"),
        ("xa.yml", b"- a\n- b\n", r"states/xa\.yml:1:1: a list in `the file`"),
        ("xa.yml", b"just words\n", r"states/xa\.yml:1:1: the text `just words` in `the file`"),
        ("xa.yml", b"code: \x00\n", r"states/xa\.yml:1:7: the character U\+0000"),
        ("notes.txt", b"hello", r"states/notes\.txt:1:1: the file is named `notes\.txt`"),
    ],
    ids=[
        "empty",
        "only comment",
        "not UTF-8",
        "20 MB",
        "billion laughs",
        "deep nesting",
        "list",
        "scalar",
        "NUL",
        "other file",
    ],
)
def test_a_bad_file_is_named(data: Path, name: str, content: bytes, message: str) -> None:
    (data / "states" / name).write_bytes(content)
    found = load_problems(data)
    assert any(re.match(message, line) for line in found), found


def test_a_file_name_that_is_not_its_code(data: Path) -> None:
    (data / "states" / "ex.yml").rename(data / "states" / "xb.yml")
    assert any("the file is named `xb.yml` but its code is EX" in line for line in load_problems(data))


def test_two_files_for_one_state(data: Path) -> None:
    text = (data / "states" / "ex.yml").read_text()
    (data / "states" / "ex-2.yml").write_text(text)
    assert any("EX has a file already" in line for line in load_problems(data))


def test_no_files_at_all(data: Path) -> None:
    (data / "states" / "ex.yml").unlink()
    assert any("no state files" in line for line in load_problems(data))


def test_an_invented_state_is_refused_on_the_real_site(data: Path) -> None:
    from atlas.data.loader import load_atlas
    from atlas.domain.problems import DataError
    from conftest import DAY

    with pytest.raises(DataError, match="`EX` is not a postal code"):
        load_atlas(data, DAY)


def test_one_slip_gives_one_message_where_it_can(problems: Check) -> None:
    found = problems("fee_application: {value: 100, source:", "fee_application: {value: 100, sorce:")
    assert len(found) == 1, found
    assert "did you mean `source`?" in found[0]
