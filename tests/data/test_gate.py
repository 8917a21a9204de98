"""One gate for every file: what is refused in one kind of data file is refused in all, each mistake once, at its place."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas.build.assemble import assemble_site
from atlas.data.addresses import site_addresses
from atlas.data.articles import load_articles
from atlas.data.compact import load_compact
from atlas.data.exams import load_exams
from atlas.data.glossary import load_glossary
from atlas.data.guides import load_guides, titles
from atlas.data.loader import load_atlas, load_state
from atlas.data.non_licensing import load_without
from atlas.data.positions import read
from atlas.data.questions import load_questions
from atlas.data.rules import RULES, Build, DataFileKind
from atlas.data.schools import load_schools
from atlas.domain.problems import DataError, DataPath, Problem
from atlas.domain.vocabulary import BY_ID
from atlas.rendering.artifacts import Settings
from conftest import DAY, ROOT, TODAY

Check = Callable[..., list[str]]

FUTURE, PAST = date(2999, 1, 1), date(1890, 1, 1)
SCHOOLS = """schools:
  - unitid: 900001
    name: "Example University"
    program_url: https://university.example/counseling/
    accreditation:
      - body: CACREP
        program: Clinical Mental Health Counseling (M.A.)
        source: https://university.example/accreditation/
        dated: "2025"
        until: 2031-10-31
        read_on: 2026-01-20
"""
GUIDE = """---
title: An invented guide
description: What is invented?
group: Getting started
order: 1
reviewed: 2026-01-15
next: [states/]
words: [invented]
sources:
  page: {kind: secondary, title: Invented, url: "https://page.example/", current_through: 2025-01-01, read_on: 2026-01-15}
---

# An invented guide

The answer comes first. {{ cite page }}

{{ spread cacrep }}

## What to do

1. Look.
"""
AUTHORS = """authors:
  someone:
    name: Some One
    description: Invented credentials
    avatar: assets/none.svg
    slug: someone
"""
POST = """---
title: An invented article
description: What it says.
date: 2026-01-15
authors: [someone]
categories: [Practice]
---

# An invented article

First.

## References

- [A study](https://study.example/)
"""


@pytest.fixture
def tree(data: Path) -> Path:
    """The invented data with every kind of file, and the root of it all."""
    docs = data.parent / "docs"
    for path, text in {
        data / "schools" / "overrides.yml": SCHOOLS,
        docs / "guides" / "x.md": GUIDE,
        docs / "articles" / ".authors.yml": AUTHORS,
        docs / "articles" / "author" / "someone.md": "word " * 50,
        docs / "articles" / "category" / "practice.md": "Invented.",
        docs / "articles" / "posts" / "x.md": POST,
        docs / "assets" / "none.svg": "<svg/>",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return data.parent


def told(root: Path) -> list[str]:
    """All problems of the tree, data and pages, as lines."""
    found: list[Problem] = []
    data, docs = root / "data", root / "docs"
    try:
        load_atlas(data, DAY, root=root, allow_invented=True)
    except DataError as error:
        found += error.problems
    build = Build(DAY, root, allow_invented=True, addresses=site_addresses(data, docs, ["first-exam"]))
    load_guides(docs, build, found)
    load_articles(docs, build, found)
    return [str(problem) for problem in found]


def spoil(root: Path, name: str, old: str, new: str) -> list[str]:
    """The problems after replacing the first `old` by `new` in one file."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return told(root)


STATE, EXAMS, COMPACT = "data/states/ex.yml", "data/exams.yml", "data/compact.yml"
GLOSSARY, QUESTIONS, WITHOUT = "data/glossary.yml", "data/questions.yml", "data/without.yml"
OVERRIDES, FEDERAL = "data/schools/overrides.yml", "data/schools/ex.yml"
GUIDE_FILE, POST_FILE = "docs/guides/x.md", "docs/articles/posts/x.md"
WITH_SOURCES = [STATE, EXAMS, COMPACT, GLOSSARY, QUESTIONS, WITHOUT, GUIDE_FILE]


def test_the_invented_tree_has_no_problem(tree: Path) -> None:
    assert told(tree) == []


def test_every_kind_of_file_has_rules() -> None:
    assert set(RULES) == set(DataFileKind)
    for kind in DataFileKind:
        assert set(RULES[DataFileKind.QUESTIONS]) <= set(RULES[kind])


# ---- the same mistake in every kind of file


@pytest.mark.parametrize("file", WITH_SOURCES)
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"read_on": date(2026, 2, 3)}, "`read_on` 2026-02-03 is in the future"),
        ({"read_on": date(1890, 1, 1), "current_through": None}, "`read_on` 1890-01-01 is long past"),
        ({"read_on": date(1989, 12, 31), "current_through": None}, "`read_on` 1989-12-31 is long past"),
        ({"read_on": date(1990, 1, 1), "current_through": date(1990, 1, 1)}, ""),
        ({"read_on": date(2026, 2, 2)}, ""),  # tomorrow is today east of Greenwich
        ({"read_on": None}, "nothing in `sources."),
        ({"current_through": date(2026, 2, 3)}, "`current_through` 2026-02-03 is in the future"),
        ({"current_through": date(1890, 1, 1)}, "`current_through` 1890-01-01 is long past"),
        ({"current_through": None}, ""),
        (
            {"read_on": date(2026, 1, 10), "current_through": date(2026, 1, 11)},
            "was read on 2026-01-10, before the day 2026-01-11 of its text",
        ),
        ({"url": None}, "nothing in `sources."),
        ({"title": None, "citation": "Example Code § 1"}, "`title` is empty"),
        ({"kind": None}, "nothing where a word from a list belongs"),
        ({"kind": "rule", "citation": "Example Code"}, "names no section"),
        ({"kind": "statute", "citation": None}, "has no citation"),
        ({"title": "Board, fees (older page)"}, "is named as older (`older page`) and has no caveat"),
        ({"title": "Renewal (text in effect since January 2015)"}, "(`text in effect since January 2015`)"),
        ({"title": "Board, instructions (April 2011)"}, "(`April 2011`)"),
        ({"citation": "Example Code § 1 (earlier version)"}, "(`earlier version`)"),
        ({"title": "Board, fees (older page)", "caveat": "Older page"}, ""),
        ({"title": "Examinations; older certificates (text of 2024)"}, ""),
    ],
)
def test_sources_are_held_to_the_same_rules(tree: Path, file: str, changed: dict[str, Any], said: str) -> None:
    data = read(tree / file).data if file.endswith(".yml") else yaml.safe_load(GUIDE.split("---")[1])
    source = next(iter(data["sources"].values()))
    source |= changed
    rest = "" if file.endswith(".yml") else "---" + GUIDE.split("---", 2)[2]
    text = yaml.dump(data, sort_keys=False, width=10000)
    (tree / file).write_text(f"---\n{text}{rest}" if rest else text, encoding="utf-8")
    found = told(tree)
    assert bool(found) == bool(said), found
    assert all(line.startswith(file) for line in found)
    assert not said or any(said in line for line in found), found


@pytest.mark.parametrize("file", WITH_SOURCES)
@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("An invented copy", "the source `spare` is never used"),
        ("Same", "the source `twin` is the same text as `spare`"),
    ],
)
def test_sources_are_used_and_distinct(tree: Path, file: str, title: str, said: str) -> None:
    spare = "{{kind: board, title: {}, url: 'https://spare.example/', read_on: 2026-01-10}}"
    sources = f"sources:\n  spare: {spare.format('Same')}\n  twin: {spare.format(title)}\n"
    found = spoil(tree, file, "sources:\n", sources)
    assert [said in line for line in found].count(True) == 1, found
    assert any("same text" in line for line in found) == (title == "Same")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (STATE, "date: 2025-07-01", "date: 1890-07-01", ":159:27: `date` 1890-07-01 is long past"),
        (STATE, "effective: 2027-01-01", "effective: 2207-01-01", ":138:53: `effective` 2207-01-01 is far in the future"),
        (EXAMS, "items: {value: 110, source: owner-page}", "items: {value: 110, source: }", ":15:35: `source` of `items` is empty"),
        (EXAMS, "items: {value: 110, source: owner-page}", "items: {value: 110, source: owner-page, effective: }", "`effective` of `items` is empty"),
        (EXAMS, "items: {value: 110, source: owner-page}", "items: [{value: 110, source: owner-page}, {value: 111, source: owner-page}]", "two answers to `items` hold at once"),
        (EXAMS, "items: {value: 110, source: owner-page}", "items: {value: 110, source: owner-page, effective: 2026-01-01, until: 2025-01-01}", "`items` ends 2025-01-01, before it begins"),
        (EXAMS, "items: {value: 110, source: owner-page}", "items: {value: 80, source: owner-page}", ":16:21: `scored_items` (90) is more than `items` (80)"),
        (EXAMS, "      minutes: {value: 200, source: owner-page}\n", "", "the fact `minutes` of `first-exam` is missing"),
        (EXAMS, "minutes: {value: 200", "minuts: {value: 200", "unknown fact `minuts`"),
        (EXAMS, "id: second-exam", "id: first-exam", ":22:9: the id `first-exam` stands twice"),
        (COMPACT, "as_of: 2026-01-01", "as_of: 2026-03-01", ":11:10: `as_of` 2026-03-01 is in the future"),
        (COMPACT, "since: 2025-12-01", "since: 2026-12-01", ":14:17: `since` 2026-12-01 is in the future"),
        (COMPACT, "since: 2025-12-01", "since: 1890-12-01", "`since` 1890-12-01 is long past"),
        (COMPACT, "act: Invented Act 7, code: Example Code § 7-1, enacted: \"March 3, 2024\", source: page", "act: Invented Act 7", "the act of XA has no source"),
        (COMPACT, "act: Invented Act 7, code: Example Code § 7-1, enacted: \"March 3, 2024\", source: page", "note: Nothing.", "neither told nor unknown"),
        (COMPACT, "members:\n  XA", "members:\n  XB", "XA issues privileges and is not in `members`"),
        (COMPACT, 'enacted: "March 3, 2024"', 'enacted: "20244"', "`20244` is no date on which XA enacted it (expected a year up to 2026 or a day"),
        (COMPACT, 'enacted: "March 3, 2024"', 'enacted: "by March 34, 2024"', "`by March 34, 2024` is no date"),
        (COMPACT, 'enacted: "March 3, 2024"', 'enacted: "2027"', "`2027` is no date"),
        (STATE, 'supervision_ratio: {value: 1 hour per 20 direct hours, source: rule-12-4, at: (e)}', 'supervision_ratio: [{value: 1 hour per 20 direct hours, source: rule-12-4, when: {direct_hours_per_month: {through: 45}}}, {value: 1 hour per 10 direct hours, source: rule-12-4, when: {direct_hours_per_month: {over: 54}}}]', "two workloads of `supervision_ratio` leave hours out"),
        (STATE, "about: [fee_application, background_check, references_required]", "about: [fee_application, backgroundcheck, references_required]", "`backgroundcheck` is no fact here (expected a fact of this license or of the state, or license.fact; did you mean `background_check`?)"),
        (STATE, "about: [fee_application, renewal_years]", "about: [fee_application, lcp.renewal_years]", "did you mean `lpc.renewal_years`?"),
        (STATE, "note: The rule is newer than the page.", "note: >-\n          The rule is newer\n          TODO check.", ":120:11: `TODO` in a text"),
        (FEDERAL, "degrees: ", "degrees: -", "in `degrees` (expected a number from 0 on)"),
        (GLOSSARY, "page: move/", "page: mov/", ":9:129: `mov/` leads to no page (expected an address such as plan/; did you mean `move/`?)"),
        (GLOSSARY, "page: move/", 'page: ""', ":9:129: an empty address"),
        (GLOSSARY, "page: move/", "page: ", "`page` is empty"),
        (GLOSSARY, "id: endorsement", "id: first-body", ":9:10: the id `first-body` stands twice"),
        (GLOSSARY, "abbr: FIB, ", "", "a term without an abbreviation cannot be marked"),
        (GLOSSARY, "kind: word", "kind: wrd", "`wrd` is not a kind of term"),
        (QUESTIONS, "page: hours/", "page: hour/", ":13:43: `hour/` leads to no page"),
        (QUESTIONS, "answered: 2026-01-15", "answered: 2026-03-15", ":12:15: `answered` 2026-03-15 is in the future"),
        (STATE, "sources: [board-home]", "sources: []", ":81:18: `sources` is empty"),
        (QUESTIONS, "    sources: [page]", "    sources: [null]", ":14:15: nothing in"),
        (WITHOUT, "XB: {statement", "EX: {statement", ":8:3: EX has a state file, and is said to license no counselors"),
        (OVERRIDES, "read_on: 2026-01-20", "read_on: 2026-02-20", ":11:18: `read_on` 2026-02-20 is in the future"),
        (OVERRIDES, "read_on: 2026-01-20", "read_on: 1890-02-20", "`read_on` 1890-02-20 is long past"),
        (OVERRIDES, "until: 2031-10-31", "until: 2091-10-31", ":10:16: `until` 2091-10-31 is far in the future"),
        (OVERRIDES, 'dated: "2025"', 'dated: "2027"', ":9:16: `dated` 2027 is in the future"),
        (OVERRIDES, "      - body", "      - {body: CACREP, program: Clinical Mental Health Counseling (M.A.), source: 'https://x.example/', read_on: 2026-01-20}\n      - body", ":7:9: two answers to the accreditation of"),
        (FEDERAL, "code: EX", "code: QQ", ":1:7: `QQ` is not a postal code"),
        (GUIDE_FILE, "reviewed: 2026-01-15", "reviewed: 2026-03-15", ":6:11: `reviewed` 2026-03-15 is in the future"),
        (GUIDE_FILE, "reviewed: 2026-01-15", "reviewed: 1890-03-15", "`reviewed` 1890-03-15 is long past"),
        (GUIDE_FILE, "next: [states/]", "next: [state/]", ":7:8: `state/` leads to no page"),
        (STATE, "abbr: {value: LPC,", "abbr: {value: “LPC”,", "`“LPC”` stands in curly quotes, which are letters to YAML (expected the text without them, or in straight quotes; did you mean `LPC`?)"),
        (GUIDE_FILE, "title: An invented guide", "title: “An invented guide”", ":2:8: `“An invented guide”` stands in curly quotes"),
        (STATE, "note: The rule is newer than the page.", "note: “The rule is newer than the page.", "has a curly quote without its other half"),
        (STATE, "note: The rule is newer than the page.", "note: The the rule is newer.", "the word `The` stands twice"),
        (STATE, "note: The rule is newer than the page.", "note: TODO check this.", "`TODO` in a text that readers see"),
        (STATE, "note: The rule is newer than the page.", "note: The <b>rule</b> is newer.", "`<b>` in a text that shows it as it stands"),
        (STATE, "note: The rule is newer than the page.", "note: The [rule](https://law.example/) is newer.", "`[rule](https://law.example/)` in a text"),
        (STATE, "{value: 24, source: board-home}\n        note", "{value: 18, source: board-home}\n        note", "the number 18 in two readings that are to disagree"),
        (STATE, "max_months: {value: 60", "max_months: {value: 60.5", "60.5 months (expected whole months from 12 on)"),
        (STATE, "[Counselor intern, ALPC]", "[ALPC, ALPC]", "`ALPC` stands twice in its list"),
        (STATE, "about: [exams, jurisprudence_exam]\n        links", "about: [exams, exams, jurisprudence_exam]\n        links", "`exams` stands twice in its list"),
        (STATE, "question: \"Who may supervise me?\"", "question: I move here with a license.", "the question `I move here with a license.` stands twice"),
        (STATE, "url: https://guide.example/", "url: https://guide.example/goals).", "the link `https://guide.example/goals).` ends in `).`, as the end of a sentence does (expected the link alone; did you mean `https://guide.example/goals`?)"),
        (GLOSSARY, "term: Endorsement,", "term: Endorsement, abbr: FIB,", "the abbr `FIB` stands twice"),
        (POST_FILE, "date: 2026-01-15", "date: 2026-03-15", ":4:7: `date` 2026-03-15 is in the future"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_once_at_its_place(tree: Path, file: str, old: str, new: str, said: str) -> None:
    found = spoil(tree, file, old, new)
    assert len(found) == 1, found
    assert found[0].startswith(file)
    assert said in found[0]


@pytest.mark.parametrize(
    ("file", "old"),
    [(COMPACT, "XA: {since"), (WITHOUT, "XB: {statement"), (STATE, "code: EX"), ("data/schools/ex.yml", "code: EX")],
)
def test_an_invented_code_is_refused_among_real_data(tree: Path, file: str, old: str) -> None:
    code = re.search("X[AB]|EX", old)
    assert code
    with pytest.raises(DataError) as error:
        load_atlas(tree / "data", DAY, root=tree)
    expected = f"`{code[0]}` is not a postal code of a US state or territory"
    assert any(p.path == file and p.what == expected for p in error.value.problems)


# ---- one mistake, one message


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (EXAMS, "id: first-exam", "id: frst-exam", "exams.yml:8:9: no state names the exam `frst-exam`, and `first-exam`, which 2 places name, is not here"),
        (EXAMS, "id: first-exam", "id: ", "exams.yml:8:8: nothing in"),
        (EXAMS, "abbr: FIRST", "abbr: ", "exams.yml:9:10: nothing in"),
        (EXAMS, "sources:\n", "sources: [\n", "["),
        (EXAMS, "exams:\n", "exam:\n", "exams.yml:7:1: unknown key `exam`"),
        (EXAMS, "source: owner-page}", "source: owner-page, at: }", "`at` of `items` is empty"),
        (STATE, "  rule-12-4:\n", "  rule-12-5:\n", "ex.yml:12:3: the source `rule-12-5` is never used, and `rule-12-4`, which 44 places cite, is not defined"),
        (STATE, "url: https://law.example/12-4", "url: ", "nothing in `sources.rule-12-4.url`"),
        (STATE, "  - id: lpc", "  - id: lcp", "ex.yml:82:9: no place names the license `lcp`, and `lpc`, which several places name, is not here"),
        (STATE, "max_months:", "maximum_months:", "unknown fact `maximum_months`"),
        (STATE, "supervised_hours_total: {value", "supervised_hour_total: {value", "ex.yml:107:7: unknown fact `supervised_hour_total`"),
        (STATE, "value: [Counselor intern, ALPC], source: guide", "value: [7], source: guide", "the number 7 in"),
        (COMPACT, "sources:\n", "sources: [\n", "["),
        (FEDERAL, "unitid: 900001", "unitid: 900001\n    surprise: yes", "unknown key `surprise`"),
        (FEDERAL, "code: EX", "code: [", "["),
        (GUIDE_FILE, "order: 1", "order: first", "docs/guides/x.md:5:8: "),
        ("docs/articles/.authors.yml", "name: Some One", "name: 7", "the number 7 in"),
        ("docs/articles/.authors.yml", "authors:\n", "authors: [\n", "["),
    ],
)  # fmt: skip
def test_a_mistake_is_not_blamed_on_what_names_it(tree: Path, file: str, old: str, new: str, said: str) -> None:
    found = spoil(tree, file, old, new)
    hints = [line for line in found if "unknown key `exam`" not in line and "`exams` is missing" in line]
    assert len(found) - len(hints) == 1, found
    assert any(said in line for line in found)


def test_a_source_whose_only_citation_has_a_mistake_counts_as_used(tree: Path) -> None:
    text = (tree / STATE).read_text(encoding="utf-8").replace("source: guide}", "source: board-home}")
    text = text.replace("sources: [guide]", "sources: [board-home]")
    (tree / STATE).write_text(
        text.replace(
            "processing_time: {value: Six weeks., source: board-home}", "processing_time: {value: 6, source: guide}"
        )
    )
    found = told(tree)
    assert len(found) == 1, found
    assert "the number 6 in" in found[0]


SLIPS = {
    STATE: ("name: Example State", "nme: Example State", "source: guide}\n      scope", "source: guid}\n      scope", "unknown source id `guid`"),
    EXAMS: ("owner: ", "onwer: ", "items: {value: 110, source: owner-page}", "items: {value: 110, source: owner-pag}", "unknown source id `owner-pag`"),
    COMPACT: ("as_of: ", "as_off: ", "enacted: \"March 3, 2024\", source: page", "enacted: \"March 3, 2024\", source: pag", "unknown source id `pag`"),
    GLOSSARY: ("term: Endorsement", "trm: Endorsement", "page: move/", "page: mov/", "`mov/` leads to no page"),
    QUESTIONS: ("topic: hours", "topic: hourss", "answered: 2026-01-15", "answered: 2026-03-15", "`answered` 2026-03-15 is in the future"),
    OVERRIDES: ("body: CACREP", "body: CACRAP", "read_on: 2026-01-20", "read_on: 2026-02-20", "`read_on` 2026-02-20 is in the future"),
    GUIDE_FILE: ("order: 1", "order: one", "next: [states/]", "next: [state/]", "`state/` leads to no page"),
    POST_FILE: ("categories: [Practice]", "categories: [Practise]", "date: 2026-01-15", "date: 2026-03-15", "`date` 2026-03-15 is in the future"),
}  # fmt: skip


@pytest.mark.parametrize("file", SLIPS)
def test_two_slips_of_different_kinds_are_told_at_once(tree: Path, file: str) -> None:
    old, new, *second, said = SLIPS[file]
    first = spoil(tree, file, old, new)
    assert first
    both = spoil(tree, file, second[0], second[1])
    assert set(first) < set(both), "nothing is lost"
    assert len(both) == len(first) + 1, both
    assert any(said in line for line in both)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - id: lpc", "  - id: lac", "the license id `lac` stands twice"),
        ("[education, jurisprudence_exam]", "[educaton, jurisprudence_exam]", "`same_as` names `educaton`"),
        ("max_months: {value: 60,", "max_months: {value: 60, until: 2026-06-30,", "ends on 2026-06-30, here and in 1 more"),
        ("topic: moving, question", "topic: 7, question", "the number 7 in `topic`"),
        ("sources: [guide]", "sources: [-4]", "the number -4 in `sources`"),
    ],
)  # fmt: skip
def test_a_cause_is_told_and_not_its_effects(tree: Path, old: str, new: str, said: str) -> None:
    text = (
        (tree / STATE)
        .read_text(encoding="utf-8")
        .replace("You need {endorsement_years}.", "You have {lpc.max_months}.")
    )
    (tree / STATE).write_text(
        text.replace("The fee is {lpc.fee_application}.", "Within {lpc.max_months}."), encoding="utf-8"
    )
    found = spoil(tree, STATE, old, new)
    assert [said in line for line in found].count(True) == 1, found
    assert len(found) <= 2, found


def test_a_source_cited_with_a_slip_is_not_called_unused(tree: Path) -> None:
    """The slip itself is told where it stands, with the other parts of the page."""
    assert spoil(tree, GUIDE_FILE, "{{ cite page }}", "{{ cite pgae }}") == []
    assert len(spoil(tree, GUIDE_FILE, "{{ cite pgae }}", "Nothing.")) == 1


def test_an_exam_that_no_file_has_is_told_once(tree: Path) -> None:
    text = (tree / STATE).read_text(encoding="utf-8")
    (tree / STATE).write_text(text.replace("[first-exam", "[other-test"), encoding="utf-8")
    found = told(tree)
    assert len(found) == 1, found
    assert found[0].startswith(f"{STATE}:56:23: unknown exam `other-test`, here and in 1 more")


@pytest.mark.parametrize("dates", [("2025-01-01", "2025-03-28"), ("2025-03-28", "2025-01-01")])
def test_the_date_that_most_files_give_a_source_is_taken_for_right(tree: Path, dates: tuple[str, str]) -> None:
    odd, usual = dates
    for name, through in (("exams", odd), ("glossary", usual), ("questions", usual)):
        path = tree / "data" / f"{name}.yml"
        text = re.sub(
            r"url: https://\S+\n    read_on",
            f"url: https://same.example/\n    current_through: {through}\n    read_on",
            path.read_text(),
            count=1,
        )
        path.write_text(text)
    found = told(tree)
    assert len(found) == 1, found
    assert found[0].startswith(
        f"data/exams.yml:6:22: the source https://same.example/ has two dates: {odd} here, {usual} in"
    )


# ---- figures on every day that matters

TOTAL = "supervised_hours_total: {value: 2800, source: rule-12-4, at: (a)}"
DIRECT = "direct_client_hours: {value: 1200, source: rule-12-4, at: (a)}"


def answers(fact: str, *given: str) -> str:
    """A fact with several answers, each `value` and whatever else, from one source."""
    return f"{fact}: [" + ", ".join(f"{{value: {answer}, source: rule-12-4}}" for answer in given) + "]"


@pytest.mark.parametrize(
    ("total", "direct", "said"),
    [
        (("2800",), ("1200",), ""),
        (("2800",), ("2900",), "`direct_client_hours` (2900) is more than `supervised_hours_total` (2800)"),
        (("2800", "1000, effective: 2027-01-01"), ("1200",), "`direct_client_hours` (1200) is more than `supervised_hours_total` (1000) from 2027-01-01 on"),
        (("2800",), ("1200", "2900, effective: 2028-07-01"), "(2900) is more than `supervised_hours_total` (2800) from 2028-07-01 on"),
        (("2800", "1000, effective: 2027-01-01"), ("1200, until: 2026-12-31", "900, effective: 2027-01-01"), ""),
        (("1100, until: 2026-01-31", "2800, effective: 2026-02-01"), ("1200",), ""),  # over before the day of the build
        (("3000, effective: 2026-01-01, until: 2026-06-30", "1000, effective: 2025-01-01"), ("1200",), "from 2026-07-01 on"),
        (("2800", "1000, applies_to: Doctors"), ("1200",), "(1200) is more than `supervised_hours_total` (1000)"),
        (("2800", "1000, applies_to: Doctors"), ("1200", "900, applies_to: Doctors"), ""),
        (("2800", "1000, applies_to: Doctors"), ("1200", "1100, applies_to: Doctors"), "(1100) is more than `supervised_hours_total` (1000)"),
        (("2800", "1000, applies_to: Doctors"), ("900", "1200, applies_to: Masters"), ""),  # not the same people
        (("2800",), ("1200", "2900, applies_to: Doctors, effective: 2029-01-01"), "from 2029-01-01 on"),
    ],
)  # fmt: skip
def test_parts_are_compared_with_wholes_on_each_day_and_for_each_group(
    tree: Path, total: tuple[str, ...], direct: tuple[str, ...], said: str
) -> None:
    text = (tree / STATE).read_text(encoding="utf-8")
    text = text.replace(TOTAL, answers("supervised_hours_total", *total)).replace(
        DIRECT, answers("direct_client_hours", *direct)
    )
    (tree / STATE).write_text(text, encoding="utf-8")
    found = told(tree)
    assert len(found) == bool(said), found
    assert said in "".join(found)


def test_a_part_is_compared_with_a_whole_that_another_license_holds(tree: Path) -> None:
    text = (tree / STATE).read_text(encoding="utf-8")
    text = text.replace(
        "same_as: {lpc: [education, ", "same_as: {lpc: [min_semester_credits, supervised_hours_total, "
    ).replace(
        "      exams: {value: [first-exam], source: rule-12-4}",
        "      direct_client_hours: {value: 2900, source: rule-12-4}\n      exams: {value: [first-exam], source: rule-12-4}",
    )
    (tree / STATE).write_text(text, encoding="utf-8")
    assert any(
        "ex.yml:56:28: `direct_client_hours` (2900) is more than `supervised_hours_total` (2800)" in line
        for line in told(tree)
    )


# ---- a license is added


def test_the_description_of_how_a_license_is_added_holds(tree: Path) -> None:
    """What the Contribute page says, done word by word."""
    section = (ROOT / "docs" / "contribute.md").read_text(encoding="utf-8").partition("## A license is added")[2]
    license = section.partition("```yaml\n")[2].partition("```")[0]
    found = spoil(tree, STATE, "  - id: lpc\n", license + "  - id: lpc\n")
    assert found == []  # the associate license may lead to the independent one beside it
    assert spoil(tree, STATE, "leads_to: lpc\n", "leads_to: lpc-intern\n") == []
    (state,) = load_atlas(tree / "data", DAY, allow_invented=True).jurisdictions
    intern = state.license("lpc-intern")
    assert [license.leads_to for license in state.licenses] == ["lpc-intern", "lpc", None]
    assert (intern.level, intern.facts["supervised_hours_total"].same_as) == ("intermediate", "lpc")
    without_facts = spoil(
        tree, STATE, "same_as: {lpc: [education, exams, experience, application, renewal]}", "same_as: {}"
    )
    assert len([line for line in without_facts if "of `lpc-intern` is missing" in line]) > 20
    privilege = spoil(tree, STATE, "credential: license\n    # the id of", "credential: privilege\n    # the id of")
    missing = sorted(match[1] for line in privilege if (match := re.search("the fact `(\\w+)` of", line)))
    assert missing == ["fee_application", "term_months"]  # of the five; the other three are there


# ---- every address


def test_the_addresses_known_beforehand_are_those_of_the_pages_that_are_made() -> None:
    atlas = load_atlas(ROOT / "data", TODAY)
    docs = ROOT / "docs"
    site = assemble_site(atlas, Settings("https://x.example/", "https://r.example/"), authored_titles=titles(docs))
    assert site_addresses(ROOT / "data", docs, atlas.exams) == set(site.authored.titles)


# ---- every path of every file, spoiled in turn


def loaders(tree: Path) -> dict[str, Callable[[], list[Problem]]]:
    """For each kind of data file, what reads and checks it alone."""
    build = Build(DAY, tree, True, site_addresses(tree / "data", tree / "docs", ["first-exam"]))

    def listed(load: Callable[[Path, Build, list[Problem]], Any], path: Path) -> list[Problem]:
        found: list[Problem] = []
        load(path, build, found)
        return found

    singles = {
        EXAMS: load_exams,
        COMPACT: load_compact,
        GLOSSARY: load_glossary,
        QUESTIONS: load_questions,
        WITHOUT: load_without,
    }
    return {
        STATE: lambda: load_state(tree / STATE, build)[1].problems,
        **{name: partial(listed, load, tree / name) for name, load in singles.items()},
        OVERRIDES: partial(listed, load_schools, tree / "data" / "schools"),
        FEDERAL: partial(listed, load_schools, tree / "data" / "schools"),
    }  # fmt: skip


def paths(data: Any, at: DataPath = ()) -> Iterator[DataPath]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*at, key)
        yield from paths(value, (*at, key))


def kinds_of_paths(data: Any) -> list[DataPath]:
    """One path of each kind: items of one list are alike, and so are facts whose values are of one kind."""
    kinds: dict[DataPath, DataPath] = {}
    for path in paths(data):
        kinds.setdefault(tuple("*" if isinstance(p, int) else BY_ID[p].kind if p in BY_ID else p for p in path), path)
    return list(kinds.values())


def put(data: Any, path: DataPath, value: Any) -> Any:
    changed = copy.deepcopy(data)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return changed


def value_at(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


@pytest.mark.parametrize("file", [STATE, EXAMS, COMPACT, GLOSSARY, QUESTIONS, WITHOUT, OVERRIDES, FEDERAL])
def test_nothing_empty_and_nothing_of_another_type_passes_at_any_path(tree: Path, file: str) -> None:
    data = read(tree / file).data
    check = loaders(tree)[file]
    wrong: list[str] = []
    for path in kinds_of_paths(data):
        days = (FUTURE, PAST) if isinstance(value_at(data, path), date) else ()
        for value in (None, "", {"surprise": 7}, *days):
            (tree / file).write_text(
                yaml.dump(put(data, path, value), Dumper=yaml.CSafeDumper, sort_keys=False, width=10000)
            )
            found = [problem for problem in check() if problem.path == file]
            line = read(tree / file, tree).position(path).line
            if value is None and path[-1] == "current_through":
                wrong += [f"{path} = {value}: {problem}" for problem in found]
            elif not any(abs(problem.line - line) <= 5 for problem in found):
                wrong.append(f"{path} = {value!r} in line {line}: {list(map(str, found))}")
    assert wrong == []
