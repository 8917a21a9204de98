"""Pages written by hand: their components. Articles and their authors. Questions and glossary."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas.build.assemble import Site, assemble_site
from atlas.data.addresses import site_addresses
from atlas.data.articles import load_articles
from atlas.data.component_syntax import generalized
from atlas.data.guides import load_guides
from atlas.data.loader import load_atlas
from atlas.data.rules import Build
from atlas.domain import path_totals, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.formatting import STATUS_WORDS
from atlas.domain.problems import Problem
from atlas.domain.requirements import Status
from atlas.domain.vocabulary import BY_ID
from atlas.outputs.pages import component_facts, guide_components, guide_sentences
from atlas.outputs.pages import questions as questions_page
from atlas.rendering import components
from atlas.rendering.artifacts import Settings
from atlas.rendering.citations import Citations
from atlas.rendering.components import ComponentError, PageContext
from atlas.rendering.glossary_links import Marker
from conftest import DAY, ROOT, TODAY

HERE = PageContext("guides/x/", Citations({}))


@pytest.fixture(scope="module")
def built() -> Site:
    return assemble_site(
        load_atlas(ROOT / "tests" / "fixtures", DAY, allow_invented=True),
        Settings("https://x.example/", "https://r.example/"),
    )


def render(built: Site, name: str, *arguments: str) -> str:
    return re.sub(r"\s+", " ", built.authored.components[name].render(HERE, arguments))


# ---- parts ----


def test_spread_groups_states_by_answer(built: Site) -> None:
    html = render(built, "spread", "supervised_hours_total")
    assert (
        '<th scope="row">2,800 hours</th><td data-label="States">1</td><td><a href="../../states/example-state/#lpc-supervised-hours-total">Example State</a>'
        in html
    )


def test_spread_says_where_sources_disagree_and_where_there_is_no_license(built: Site) -> None:
    (disputed,) = [id for id, f in _main(built).items() if f.current_answer(DAY).status == "disputed" and f.field.unit][
        :1
    ]
    assert "(sources disagree)" in render(built, "spread", disputed)


def _main(built: Site) -> dict[str, Any]:
    atlas = load_atlas(ROOT / "tests" / "fixtures", DAY, allow_invented=True)
    return dict(atlas.jurisdictions[0].licenses[-1].facts)


@pytest.mark.parametrize(
    ("name", "arguments", "what", "near"),
    [
        ("spread", ("supervised_hours_tota",), "unknown fact", "supervised_hours_total"),
        ("spread", ("title",), "told in words", ""),
        ("spread", ("cacrep", "asociate"), "not a level", "associate"),
        ("range", ("cacrep",), "not a number", ""),
        ("share", ("cacrep", "requird"), "not an answer", "required"),
        ("share", ("cacrep",), "takes a fact, a value", ""),
        ("label", ("cacrep", "requird"), "not an answer", "required"),
        ("status", ("silen",), "takes a status", "silent"),
        ("fact", ("EX", "lpcc.min_months"), "no license", "lpc"),
        ("fact", ("EY", "lpc.min_months"), "no state file", ""),
        ("exam", ("first-exm", "items"), "unknown exam", "first-exam"),
        ("exam", ("first-exam", "item"), "unknown fact", "items"),
        ("cite", ("nothing",), "unknown source id", ""),
        ("columns", (), "takes facts", ""),
    ],
)  # fmt: skip
def test_a_part_that_cannot_be_says_why(
    built: Site, name: str, arguments: tuple[str, ...], what: str, near: str
) -> None:
    with pytest.raises(ComponentError) as error:
        built.authored.components[name].render(HERE, arguments)
    assert what in error.value.what
    assert error.value.near == near


@pytest.mark.parametrize(
    ("times", "total", "words"),
    [(0, 9, "no state"), (9, 9, "all states"), (19, 20, "nearly all states"), (11, 20, "most states"),
     (10, 20, "many states"), (5, 20, "some states"), (2, 20, "a few states"), (1, 20, "one state")],
)  # fmt: skip
def test_a_share_says_how_common_an_answer_is(times: int, total: int, words: str) -> None:
    assert guide_sentences.amount(times, total) == words


def test_a_share_counts_those_that_answer(built: Site) -> None:
    assert render(built, "share", "background_check", "true") == "all states (1 of the 1 where it’s confirmed)"
    assert render(built, "share", "min_months", "silent") == "no state (0 of the 1 where it’s confirmed)"
    assert render(built, "share", "endorsement_note", "stated").endswith("(1 of the 1)")


def test_a_guide_names_a_fact_as_the_pages_do(built: Site) -> None:
    assert render(built, "label", "hours_may_begin") == f"<em>{BY_ID['hours_may_begin'].label}</em>"
    (one_route,) = [word.label for word in BY_ID["cacrep"].words if word.id == "one_route"]
    assert render(built, "label", "cacrep", "one_route") == f"<em>{one_route}</em>"
    assert render(built, "status", "unknown") == f"<em>{STATUS_WORDS[Status.UNKNOWN]}</em>"


def test_a_table_of_a_guide_sums_over_the_path() -> None:
    """A license that builds on another states only its own hours; a guide must not show them as the whole."""
    atlas = load_atlas(ROOT / "data", TODAY)
    rows = {row[0]: row[2][0][0] for row in guide_components.columns(atlas, ("supervised_hours_total",)).rows}
    for jurisdiction in atlas.jurisdictions:
        license = pathways.main_license(jurisdiction)
        path = path_totals.required_path(jurisdiction, license, atlas.day)
        total = path_totals.path_total(path, "supervised_hours_total", atlas.day)
        if total.spread:
            assert rows[jurisdiction.name].startswith(f"{total.value:,.0f} ("), jurisdiction.name


def test_a_cycle_that_is_not_written_is_that_of_the_renewal(built: Site) -> None:
    atlas = load_atlas(ROOT / "tests" / "fixtures", DAY, allow_invented=True)
    ((_, _, cells),) = guide_components.columns(atlas, ("renewal_years", "ce_cycle_years")).rows
    assert cells[0][0] == cells[1][0]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Most states ask for it.", ["Most states"]),
        ("It holds in all states, and few boards say so.", ["in all states", "few boards"]),
        ("A few states have one {{ cite page }}.", []),
        ("In {{ share cacrep required }} it is so. Some states differ.", []),
        ("Most rules say so. {{ cite page }}", ["Most rules"]),
        ("`most states` is code.", []),
    ],
)
def test_a_claim_on_all_states_is_counted_or_cited(text: str, claims: list[str]) -> None:
    assert [words for words, *_ in generalized(text)] == claims


def test_an_exam_gives_its_fact_and_says_when_it_is_not_known(built: Site) -> None:
    assert render(built, "exam", "first-exam", "items") == '<a href="../../exams/first-exam/">110</a>'
    assert render(built, "exam", "second-exam", "items").endswith(">not confirmed</a>")
    assert render(built, "exam", "second-exam", "exam_fee").endswith(">$120 or $130 (sources disagree)</a>")


def test_parts_in_code_are_left_as_they_are(built: Site) -> None:
    html = "<p><code>{{ members }}</code> {{ members }}</p>"
    filled = built.authored.finish(html, "about/")
    assert filled == "<p><code>{{ members }}</code> 0 of the 1</p>"


# ---- guides ----

GUIDE = """---
title: An invented guide
description: What is invented?
group: Getting started
order: 1
reviewed: 2026-01-15
next: [states/]
sources:
  page: {kind: secondary, title: Invented, url: "https://page.example/", read_on: 2026-01-15}
---

# An invented guide

The answer comes first. {{ cite page }}

{{ spread cacrep }}

## What to do

1. Look.
"""


@pytest.fixture
def guide(tmp_path: Path) -> Callable[..., list[str]]:
    """The problems of the invented guide after replacing `old` by `new`."""

    def check(old: str = "", new: str = "") -> list[str]:
        assert not old or old in GUIDE
        folder = tmp_path / "docs" / "guides"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "x.md").write_text(GUIDE.replace(old, new, 1) if old else GUIDE, encoding="utf-8")
        found: list[Problem] = []
        addresses = site_addresses(ROOT / "tests" / "fixtures", tmp_path / "docs", ["first-exam"])
        guides = load_guides(tmp_path / "docs", Build(DAY, tmp_path, addresses=addresses), found)
        atlas = load_atlas(ROOT / "tests" / "fixtures", DAY, allow_invented=True)
        authored = assemble_site(atlas, Settings("https://x.example/", "https://r.example/"), guides=guides).authored
        found += components.problems(tmp_path / "docs", authored.components, authored.guides, tmp_path)
        return [str(problem) for problem in found]

    return check


def test_the_invented_guide_is_right(guide: Callable[..., list[str]]) -> None:
    assert guide() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("group: Getting started", "group: Getting startd", "docs/guides/x.md:4:8: the group `Getting startd`"),
        ("order: 1\n", "", "`order` is missing"),
        ("reviewed: 2026-01-15", "reviewed: soon", "docs/guides/x.md:6:11"),
        ("{{ spread cacrep }}", "{{ sprad cacrep }}", "docs/guides/x.md:16:1: unknown part `{{ sprad }}`"),
        ("{{ spread cacrep }}", "Nothing.", "nothing in the guide comes from the data"),
        ("{{ cite page }}", "", "docs/guides/x.md:9:3: the source `page` is never used"),
        ("The answer comes first. {{ cite page }}", "- a list {{ cite page }}", "does not begin with its answer"),
        ("1. Look.", "Look.", "has no steps"),
        ("next: [states/]", "next: [state/]", "docs/guides/x.md:7:8: `state/` leads to no page (expected an address such as plan/; did you mean `states/`?)"),
        ("first. ", "first: 3,000 hours. ", "docs/guides/x.md:14:25: the number `3,000 hours` is typed"),
        ("first. ", "first: $75. ", "the number `$75` is typed"),
        ("first. ", "first, in most states. ", "docs/guides/x.md:14:28: the general claim `most states` is typed"),
        ("url: \"https://page.example/\"", "url: \"http://page.example/\"", "is not https"),
    ],
)  # fmt: skip
def test_a_wrong_guide_is_refused_at_its_place(guide: Callable[..., list[str]], old: str, new: str, said: str) -> None:
    problems = guide(old, new)
    assert any(said in problem for problem in problems), problems


# ---- questions ----


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("topic: hours", "topic: hour", "questions.yml:9:12: `hour` is not a topic"),
        ("sources: [page]", "sources: [pge]", "unknown source id `pge`"),
        ("sources: [page]\n", "", "the source `page` is never used"),
    ],
)
def test_a_wrong_question_is_refused(problems: Callable[..., list[str]], old: str, new: str, said: str) -> None:
    assert any(said in p for p in problems(old, new, file="questions.yml")), problems(old, new, file="questions.yml")


def test_questions_of_states_keep_their_place(atlas: Atlas) -> None:
    listed = [question for question, _ in questions_page.state_questions(atlas)]
    assert len(listed) == sum(len(jurisdiction.faq) for jurisdiction in atlas.jurisdictions)
    assert listed[1].address == "states/example-state/#question-2"


# ---- glossary ----


def test_the_first_use_of_a_term_is_marked_and_only_where_it_is_prose() -> None:
    marker = Marker({"FIB": ("first-body", 'First "Invented" Body')})
    html = '<h2>FIB</h2><p>FIBs and <a href="#">FIB</a> FIB, FIB.</p><div popover id="a" class="p"><div>FIB</div></div>'
    assert marker.mark(html, "../glossary/") == html.replace(
        "FIB, FIB.",
        '<a class="term" href="../glossary/#first-body" title="First &#34;Invented&#34; Body">FIB</a>, FIB.',
    )


def test_text_in_a_popover_is_not_the_first_use() -> None:
    marker = Marker({"FIB": ("first-body", "First")})
    html = '<div popover id="a" class="pop"><div>x</div>FIB</div><p>FIB</p>'
    assert marker.mark(html, "g/").startswith('<div popover id="a" class="pop"><div>x</div>FIB</div><p><a ')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: body", "kind: bdy", "`bdy` is not a kind of term"),
        ("id: endorsement", "id: first-body", "stands twice"),
        ("abbr: FIB, ", "", "cannot be marked"),
        ("source: page, page", "source: pag, page", "unknown source id `pag`"),
        (
            "meaning: ",
            "meaning: In most states. ",
            "the general claim `most states`, which the source of one term cannot carry",
        ),
    ],
)
def test_a_wrong_term_is_refused(problems: Callable[..., list[str]], old: str, new: str, said: str) -> None:
    assert any(said in p for p in problems(old, new, file="glossary.yml"))


# ---- articles ----

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
def blog(tmp_path: Path) -> Callable[..., list[str]]:
    def check(old: str = "", new: str = "", words: int = 50) -> list[str]:
        docs = tmp_path / "docs"
        for name, text in (
            ("articles/.authors.yml", AUTHORS), ("articles/posts/x.md", POST),
            ("articles/author/someone.md", "word " * words), ("assets/none.svg", "<svg/>"),
            ("articles/category/practice.md", "Invented."),
        ):  # fmt: skip
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        found: list[Problem] = []
        load_articles(docs, Build(DAY, tmp_path), found)
        return [str(problem) for problem in found]

    return check


def test_the_invented_article_is_right(blog: Callable[..., list[str]]) -> None:
    assert blog() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("authors: [someone]", "authors: [somone]", "posts/x.md:5:11: unknown author `somone`"),
        ("categories: [Practice]", "categories: [Practise]", "did you mean `Practice`?"),
        ("    description: Invented credentials\n", "", "`description` is missing"),
        ("avatar: assets/none.svg", "avatar: assets/nobody.svg", "there is no picture"),
        (
            "categories: [Practice]",
            "categories: [Working life]",
            "posts/x.md:6:14: the category `Working life` has no page yet",
        ),
        ("- [A study](https://study.example/)", "", "no references"),
    ],
)
def test_a_wrong_article_or_profile_is_refused(blog: Callable[..., list[str]], old: str, new: str, said: str) -> None:
    problems = blog(old, new)
    assert any(said in problem for problem in problems), problems


def test_a_profile_needs_a_biography(blog: Callable[..., list[str]]) -> None:
    assert any("the biography of `someone` has 5 words" in problem for problem in blog(words=5))


def test_levels_of_parts_are_levels_of_licenses() -> None:
    assert set(component_facts.LEVELS) <= {"associate", "intermediate", "independent"}
