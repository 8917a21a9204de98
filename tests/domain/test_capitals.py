"""Months, names and abbreviations keep their capitals wherever a change lies ahead, and no change is shown without words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from atlas.build.assemble import Site, assemble_site
from atlas.data.loader import load_atlas
from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.spellings import MONTHS
from atlas.domain.vocabulary import EXAM_FIELDS, FIELDS, GROUPS
from atlas.outputs.feeds import changes
from atlas.rendering import school_questions
from atlas.rendering.artifacts import Settings
from conftest import DATA, DAY

SETTINGS = Settings("https://site.example/", "https://repo.example/")
# Facts of the invented state with what follows on a day of each month: every kind of value, and every kind of answer.
CHANGES = {
    "endorsement_years: {value: 3, source: statute-3, at: (e)}": "{value: 4, source: statute-3, effective: 2027-01-01}",
    "board_url: {value: \"https://board.example/\", source: board-home}":
        "{value: \"https://new.example/\", source: board-home, effective: 2027-02-01}",
    "degree_fields: {value: [Counseling, Counseling psychology], source: statute-3}":
        "{value: [Counseling], source: statute-3, effective: 2027-03-01}",
    "cacrep: {value: required_or_equivalent, source: statute-3}":
        "{value: required, source: statute-3, effective: 2027-04-01}",
    "supervised_hours_total: {value: 2800, source: rule-12-4, at: (a)}":
        "{value: 3000, source: rule-12-4, effective: 2027-05-01}",
    "supervision_ratio: {value: 1 hour per 20 direct hours, source: rule-12-4, at: (e)}":
        "{value: 1 hour per week, source: rule-12-4, effective: 2027-06-01}",
    "exams: {value: [first-exam, second-exam], source: rule-12-4}":
        "{value: [second-exam], source: rule-12-4, effective: 2027-07-01}",
    "direct_client_hours: {value: 1200, source: rule-12-4, at: (a)}":
        "{disputed: [{value: 1300, source: rule-12-4}, {value: 1400, source: guide}], effective: 2027-08-01}",
    "processing_time: {value: Six weeks., source: board-home}":
        "{value: Until March., source: board-home, effective: 2027-09-01, until: 2027-10-31}",
    "fee_renewal: {value: 150, source: board-home}":
        "{silent: None from then., source: board-home, effective: 2027-11-01}",
    "references_required: {value: 0, source: board-home}": "{unknown: Not set yet., effective: 2027-12-01}",
    "max_months: {value: 60, source: rule-12-4}":
        "{value: 72, source: rule-12-4, effective: 2027-12-02, applies_to: Ohio residents}",
}  # fmt: skip


@pytest.fixture(scope="module")
def ahead(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The invented state, in which everything changes in the next year."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("ahead") / "data"))
    path = data / "states" / "ex.yml"
    words = path.read_text(encoding="utf-8")
    for now, later in CHANGES.items():
        assert now in words, now
        name, _, answer = now.partition(": ")
        words = words.replace(now, f"{name}: [{answer}, {later}]")
    words = words.replace(
        "{value: 700, source: rule-12-4}", "{value: 700, source: rule-12-4, applies_to: Ohio residents}"
    )
    path.write_text(words, encoding="utf-8")
    return load_atlas(data, DAY, allow_invented=True)


@pytest.fixture(scope="module")
def site(ahead: Atlas) -> Site:
    return assemble_site(ahead, SETTINGS)


def shown(site: Site) -> Iterator[tuple[str, str]]:
    """The text of every page and of every file that people read, by address."""
    for page in site.pages:
        yield page.address, unescape(re.sub(r"<[^>]+>", "", page.html))
    for output in site.files:
        words_of_the_search = output.address == "search/terms.json"  # what people type, in small letters
        if output.address.endswith((".md", ".txt", ".xml", ".ics", ".csv", ".json")) and not words_of_the_search:
            yield output.address, output.content.decode().replace("\r\n ", "")


def test_months_are_written_with_a_capital_everywhere(site: Site) -> None:
    lower = re.compile(
        r"\b\d{1,2} (?:" + "|".join(map(str.lower, MONTHS)) + r")\b(?! have)|\b(?:january|february|october)\b"
    )
    dated = 0
    for address, words in shown(site):
        assert not lower.search(words), (address, lower.findall(words))
        dated += len(re.findall(r"\b(?:March|April|May|June|July|[A-Z][a-z]{2,3}\.) 1, 2027", words))
    assert dated > 40


def test_every_change_ahead_is_told_in_words(ahead: Atlas, site: Site) -> None:
    page = unescape(site.by_address["states/example-state/"].html)
    for line in (
        "Example State, years of licensure required: 4 years, from Jan. 1, 2027.",
        "Example State, board website: https://new.example/, from Feb. 1, 2027.",
        "LPC, fields of study: Counseling, from March 1, 2027.",
        "LPC, CACREP accreditation: Required, from April 1, 2027.",
        "LPC, total supervised experience: 3,000 hours, from May 1, 2027.",
        "LPC, accepted exams: SECOND, from July 1, 2027.",
        "LPC, direct client contact: 1,300 hours or 1,400 hours (sources disagree), from Aug. 1, 2027.",
        "LPC, processing time: Until March, from Sept. 1, 2027.",
        "LPC, renewal fee: Not set by law, from Nov. 1, 2027.",
        "LPC, time limit: 72 months (6 years) (Ohio residents), from Dec. 2, 2027.",
    ):
        assert f"<li>{line}</li>" in page, line
    assert "From May 1, 2027" in page
    scheduled = [words for _, words, _ in changes.scheduled(ahead)]
    assert "Example State, LPC: CACREP accreditation becomes Required" in scheduled
    assert (
        "Example State, LPC: direct client contact becomes 1,300 hours or 1,400 hours (sources disagree)" in scheduled
    )
    assert "Example State, LPC: renewal fee becomes not set by law: None from then." in scheduled
    assert "Example State, LPC: time limit becomes 72 months (Ohio residents)" in scheduled


def test_a_group_of_people_is_named_as_it_stands(ahead: Atlas, site: Site) -> None:
    for address, words in shown(site):
        assert "ohio residents" not in words, address
    jurisdiction = ahead.jurisdiction("EX")
    mail = " ".join(
        question.words
        for question in school_questions.questions(jurisdiction, ahead, "https://site.example/states/example-state/")
    )
    assert "(Ohio residents)" in mail


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("From Jan. 1, 2027", "from Jan. 1, 2027"),
        ("Renewal fee", "renewal fee"),
        ("CACREP accreditation", "CACREP accreditation"),
        ("Counseling Compact membership", "Counseling Compact membership"),
        ("Non-U.S. degree", "non-U.S. degree"),
    ],
)
def test_labels_inside_a_sentence(words: str, inside: str) -> None:
    assert formatting.in_sentence(words) == inside


def test_no_label_holds_a_name_that_a_sentence_would_lower() -> None:
    """A label whose second word has a capital begins with a name: it must be known as one."""
    for label in (*(f.label for f in (*FIELDS, *EXAM_FIELDS)), *(group.label for group in GROUPS)):
        if re.match(r"[A-Z][a-z]+ [A-Z][a-z]", label):
            assert formatting.in_sentence(label) == label, label


def test_no_template_or_script_changes_the_case_of_what_people_read() -> None:
    """Filters for case are for addresses, marks and what a search compares; words of ours take `in_sentence`."""
    root = Path(formatting.__file__).resolve().parents[1]
    allowed = (
        r"code\|lower", r"data-words=", r"id=\"\{\{ group\|lower", r"what\[0\]\|upper",  # a capital to begin with
    )  # fmt: skip
    for path in sorted((root / "templates").rglob("*.html")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\|\s*(lower|upper|capitalize|title)\b|\.(lower|upper|capitalize|title)\(", line):
                assert any(re.search(pattern, line) for pattern in allowed), (path.name, line)
    for path in sorted((root.parent / "docs" / "assets").glob("*.js")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"to(Locale)?(Lower|Upper)Case", line):
                assert re.search(r"words|wanted|plain|value\.to", line), (path.name, line)
