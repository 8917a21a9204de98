"""What the search is told of the site: topics lead to places that are there, answers to the facts that they quote."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from atlas.domain.search_topics import SEARCH_TOPICS, TOP, WORD_FAMILIES
from atlas.domain.vocabulary import BY_ID, EXAM_FIELDS
from atlas.outputs import search
from atlas.postprocess import search_index


@cache
def ids(path: Path) -> frozenset[str]:
    """The ids on a page."""
    return frozenset(re.findall(r'\sid="?([^\s">]+)', path.read_text(encoding="utf-8")))


def read(site: Path, name: str) -> Any:
    (path,) = site.glob(f"search/*/{name}")
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_page_of_the_search_asks_for_all_its_scripts_at_once(site: Path) -> None:
    """A script that another one imports would come one journey later."""
    needed = {"search.js"}
    while (
        further := {
            name
            for path in needed
            for name in re.findall(r'from "\./([\w-]+\.js)"', (site / "assets" / path).read_text())
        }
        - needed
    ):
        needed |= further
    page = (site / "search" / "index.html").read_text(encoding="utf-8")
    assert len(needed) > 1
    assert set(re.findall(r'<link rel="modulepreload" href="\.\./assets/([\w-]+\.js)">', page)) == needed


def test_a_topic_leads_to_places_that_are_there(site: Path) -> None:
    for topic in SEARCH_TOPICS:
        for address in topic.pages:
            path, _, anchor = address.partition("#")
            page = site / path / "index.html"
            assert page.exists(), (topic.id, address)
            assert not anchor or anchor in ids(page), (topic.id, address)
        if topic.section not in ("", TOP):
            for page in site.glob("states/*/index.html"):
                assert topic.section in ids(page), (topic.id, page)


def test_a_topic_rests_on_facts_that_are_defined_and_on_words_of_its_own() -> None:
    exam_fields = {field.id for field in EXAM_FIELDS}
    owners: dict[str, str] = {}
    for topic in SEARCH_TOPICS:
        assert set(topic.facts) <= set(BY_ID), topic.id
        assert set(topic.exam_facts) <= exam_fields, topic.id
        for phrase in topic.phrases:
            assert not re.search(r"=(?!\w)|!(?!$)", phrase), f"{phrase!r}: = stands before a word, ! at the end"
            assert phrase, f"{topic.id}: an empty word"
            assert owners.setdefault(phrase, topic.id) == topic.id, f"{phrase!r}: {topic.id} and {owners[phrase]}"
        assert len(set(topic.phrases)) == len(topic.phrases), topic.id
    assert len({topic.id for topic in SEARCH_TOPICS}) == len(SEARCH_TOPICS)


def test_phrases_are_grouped_by_the_word_that_they_share() -> None:
    phrases = ("log hour", "track hour", "spreadsheet", "hour log!", "=supervisor move")
    assert search.grouped(phrases) == "hour:log|track;:spreadsheet|hour log!;=supervisor:move"


def test_a_word_has_one_family() -> None:
    found = [word for family in WORD_FAMILIES for word in family.split()]
    assert len(set(found)) == len(found)
    assert all(len(family.split()) > 1 for family in WORD_FAMILIES)


def test_every_answer_leads_to_a_place_on_the_page_of_its_state(site: Path) -> None:
    index = json.loads((site / "search" / "index.json").read_text(encoding="utf-8"))
    assert len(index["terms"]["states"]) >= 50
    for state in index["terms"]["states"]:
        page = site / "states" / state["slug"] / "index.html"
        answers = read(site, f"answers-{state['code'].lower()}.json")
        places = {row[3] for facts in answers.values() for row in facts.values()}
        assert places <= ids(page), (state["name"], places - ids(page))
        said = [row[1] for facts in answers.values() for row in facts.values()]
        assert not [words for words in said if ".;" in words], "a semicolon after a sentence"
        assert answers[state["main"]]["supervised_hours_total"][1]
    for _, addresses in index["terms"]["titles"]:
        for address in addresses:
            path, _, anchor = address.partition("#")
            assert anchor in ids(site / path / "index.html"), address


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Available", "Available"),
        ("Accepted. The law names no list. The board decides.", "Accepted. The law names no list. The board decides."),
        ("Accepted. " + "It takes " + "very " * 90 + "long.", "Accepted. …"),
        ("Accepted by the board. Ask first. " + "It takes " + "very " * 90 + "long.", "Accepted by the board. Ask first. …"),
        ("Tex. Occ. Code decides. " + "It takes " + "very " * 90 + "long.", "Tex. Occ. Code decides. …"),
        ("Accepted. " + "It takes " + "very " * 90 + "long. (spouses; until Jan. 1, 2027)", "Accepted. … (spouses; until Jan. 1, 2027)"),
        ("It takes " + "very " * 90 + "long.", "It takes" + " very" * 78 + " …"),
    ],
)  # fmt: skip
def test_a_text_is_told_in_its_first_whole_sentences_with_its_marks_and_a_sign_of_more(words: str, said: str) -> None:
    assert search.brief(words) == said


def test_a_list_is_told_in_its_first_whole_items_with_its_marks() -> None:
    assert search.listed("Ethics, Theories (internship)") == "Ethics, Theories (internship)"
    assert (
        search.listed(", ".join(["Counseling theories"] * 20)) == ", ".join(["Counseling theories"] * 7) + " and others"
    )


def test_answers_are_short_and_seldom_break_off(site: Path) -> None:
    said = [
        row[1]
        for path in site.glob("search/*/answers-*.json")
        for facts in json.loads(path.read_text(encoding="utf-8")).values()
        for row in facts.values()
    ]
    assert max(len(words) for words in said) <= search.MOST_LENGTH + len(" …")
    assert sum(words.endswith("…") for words in said) <= 0.02 * len(said)


def test_another_content_has_another_folder_and_the_index_names_it(tmp_path: Path) -> None:
    versions = []
    for text in ("one", "two", "one"):
        folder = tmp_path / str(len(versions))
        (folder / "search").mkdir(parents=True)
        (folder / "search" / "terms.json").write_text('{"states": []}')
        (folder / "search" / "answers-ex.json").write_text(json.dumps(text))
        page = search_index.SearchPage("a/", "A", [search_index.Section("", "A", text="words")])
        search_index.write(folder, search_index.files([page]))
        index = json.loads((folder / "search" / "index.json").read_text())
        assert index["terms"] == {"states": []}
        assert sorted(path.name for path in (folder / "search").iterdir()) == sorted([index["version"], "index.json"])
        assert json.loads((folder / "search" / index["version"] / "answers-ex.json").read_text()) == text
        versions.append(index["version"])
    assert versions[0] == versions[2] != versions[1]
