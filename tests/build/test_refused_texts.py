"""What is not let into the data at all: formulas, characters that cannot be seen, unsafe links, markup in ids."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from atlas.build.assemble import assemble_site
from atlas.data.loader import load_atlas
from atlas.rendering.artifacts import Settings
from conftest import DAY, load_problems

SETTINGS = Settings("https://site.example/", "https://repo.example/atlas/")
FIRST = ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "  =1+1", "\\t=1"]
HIDDEN = {
    "right to left": "a\\u202Eb", "isolate": "a\\u2066b", "letter mark": "a\\u061Cb", "zero width": "a\\u200Bb",
    "joiner": "a\\u2060b", "nothing": "a\\0b", "escape": "a\\x1Bb", "return": "a\\rATTACH:x", "next line mark": "a\\x85\\x9Bb",
    "no character": "a\\uFFFEb", "half a character": "a\\uD800b", "tag": "a\\U000E0041b", "order mark": "a\\uFEFFb",
    "private": "a\\uE000b", "annotation": "a\\uFFF9b",
}  # fmt: skip


@pytest.mark.parametrize("text", FIRST)
@pytest.mark.parametrize(
    "field", ["Groups of six at most.", "No page was found.", "An invented guide", "Less continuing education."]
)
def test_a_text_that_a_spreadsheet_takes_for_a_formula_is_refused(data: Path, text: str, field: str) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text().replace(field, f'"{text}"'))
    assert any("which a spreadsheet takes for a formula" in problem for problem in load_problems(data))


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_character_that_cannot_be_seen_is_refused(data: Path, text: str) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text().replace("Groups of six at most.", f'"{text}"'))
    found = load_problems(data)
    assert len(found) == 1, found
    assert re.match(r"states/ex\.yml:\d+:\d+: ", found[0])
    assert "invisible character" in found[0] or "not valid YAML" in found[0]


def test_line_breaks_become_spaces(data: Path) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text().replace("Less continuing education.", '"a\\nATTACH:https://evil.example\\n\\nb"'))
    site = assemble_site(load_atlas(data, DAY, allow_invented=True), SETTINGS)
    content = next(o.content for o in site.files if o.address.endswith(".ics")).decode()
    assert not re.search(r"^ATTACH", content, re.MULTILINE)
    assert "a ATTACH:https" in content.replace("\r\n ", "")


LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example/",
    "http://board.example/", "https://user@evil.example/", "https://board.example:x/", "https://127.0.0.1/", "https://[::1]/",
    "https://localhost/", "https://board.example/\\\" onclick=\\\"x", "https://board.example/<script>", "https://board.example/a b",
    "https://board.example/\\njavascript:x", "https://board.example\\\\@evil.example/", "https:board.example", "https://", "",
    " https://board.example/", "https://b\\u043Eard.example/", "https://board.example/\\u202Ex", "https://board.example/`x`",
]  # fmt: skip
PLACES = {
    "a source": ("url: https://guide.example/", 'url: "{}"', "states/ex.yml"),
    "the publisher's page": ("official_url: https://legislature.example/3", 'official_url: "{}"', "states/ex.yml"),
    "a fact": (
        'application_url: {value: "https://board.example/apply"',
        'application_url: {{value: "{}"',
        "states/ex.yml",
    ),
    "a step": ('url: "https://exams.example/first"}]', 'url: "{}"}}]', "states/ex.yml"),
    "a school": ('website: "https://zeta.example/"', 'website: "{}"', "schools/ex.yml"),
    "an exam": (
        "url: https://exams.example/second\n",
        'url: "{}"\n',
        "exams.yml",
    ),
    "the compact": ("url: https://compact.example/\nstatements", 'url: "{}"\nstatements', "compact.yml"),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_link_that_is_not_plain_https_is_refused_wherever_it_stands(data: Path, place: tuple[str, str, str]) -> None:
    old, new, name = place
    path = data / name
    text = path.read_text()
    assert text.count(old) == 1
    for link in LINKS:
        path.write_text(text.replace(old, new.format(link)))
        assert load_problems(data), link
    path.write_text(text.replace(old, new.format("https://fine.example/a?b=c&d=%22#e")))
    assert load_problems(data) == []


def test_email_addresses_and_telephones_carry_nothing_else(data: Path) -> None:
    path = data / "states" / "ex.yml"
    text = path.read_text()
    for old, new in (
        ("counselors@board.example", '"a@board.example?bcc=x@evil.example"'),
        ("counselors@board.example", '"a@board.example%0Abcc:x"'),
        ("(555) 555-0100", '"(555) 555-0100;ext=<b>"'),
        ("(555) 555-0100", '"javascript:1"'),
    ):
        path.write_text(text.replace(old, new))
        assert load_problems(data), new


def test_ids_cannot_hold_markup(data: Path) -> None:
    path = data / "states" / "ex.yml"
    text = path.read_text()
    path.write_text(text.replace("guide", '"gu<b>"').replace('"gu<b>".example', "guide.example"))
    assert any("not an id" in problem for problem in load_problems(data))


PLAIN = ("50 % of the hours", "Ends with =", "A+B", "señor’s “rule” – § 3", "mail@host in a text")


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_let_in(data: Path, text: str) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text().replace("Groups of six at most.", json.dumps(text)), encoding="utf-8")
    assert load_problems(data) == []
