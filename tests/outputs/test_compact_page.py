"""Who is in the compact, and who issues privileges: enacted is not issuing, and doubt is not a no."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import html

from atlas.domain.atlas import Atlas
from atlas.domain.compact import Start
from atlas.domain.requirements import Answer, Fact, Jurisdiction, Status
from atlas.outputs.api import files as api
from atlas.outputs.pages import compact as compact_page
from atlas.outputs.pages import guide_sentences
from atlas.rendering import tile_map
from atlas.rendering.citations import Citations
from atlas.rendering.components import PageContext
from build_cases import build_context, load_edited


def member_fact(atlas: Atlas, case: str) -> Fact:
    fact = atlas.jurisdiction("EX").facts["compact_member"]
    stated = fact.answers[0]
    assert stated.source is not None
    answer = {
        "yes": replace(stated, value=True),
        "no": stated,
        "unknown": Answer(Status.UNKNOWN, text="Not found."),
        "disputed": Answer(Status.DISPUTED, readings=((True, stated.source, "", ""), (False, stated.source, "", ""))),
    }[case]
    return replace(fact, answers=(answer,))


def with_membership(atlas: Atlas, case: str, *, issuing: bool) -> Atlas:
    state: Jurisdiction = atlas.jurisdiction("EX")
    state = replace(state, facts=state.facts | {"compact_member": member_fact(atlas, case)})
    listed = atlas.compact.issuing.jurisdictions
    start = Start(source=next(iter(listed.values())).source)
    issues = atlas.compact.issuing.model_copy(update={"jurisdictions": listed | ({"EX": start} if issuing else {})})
    return replace(atlas, jurisdictions=(state,), compact=atlas.compact.model_copy(update={"issuing": issues}))


CASES = [
    ("yes", True, "Members that issue privileges", "2"),
    ("yes", False, "Members not listed as issuing", "1"),
    ("no", False, "Not a member", "0"),
    ("unknown", False, "Not confirmed", "unknown"),
    ("disputed", False, "Not confirmed", "disputed"),
]


@pytest.mark.parametrize(("case", "issuing", "group", "band"), CASES)
def test_each_state_stands_in_its_group(atlas: Atlas, case: str, issuing: bool, group: str, band: str) -> None:
    changed = with_membership(atlas, case, issuing=issuing)
    (page,) = compact_page.build(build_context(changed, *changed.jurisdictions))
    headings = html.fromstring(page.html).xpath("//*[@id='ex']/preceding::h3[1]")
    assert [heading.text_content() for heading in headings] == [group]


@pytest.mark.parametrize(("case", "issuing", "group", "band"), CASES)
def test_the_map_tells_issuing_from_enacted(atlas: Atlas, case: str, issuing: bool, group: str, band: str) -> None:
    found = tile_map.tile_map(with_membership(atlas, case, issuing=issuing)).tiles
    tile = next(tile for tile in found if tile.code == "EX")  # type: ignore[attr-defined]
    assert {value.fact: value.band for value in tile.values}["compact_member"] == band


@pytest.mark.parametrize(("case", "count"), [("yes", "1 of the 1"), ("no", "0 of the 1"), ("unknown", "0 of the 1")])
def test_only_a_confirmed_member_is_counted(atlas: Atlas, case: str, count: str) -> None:
    place = PageContext("about/", Citations({}))
    assert guide_sentences.members(with_membership(atlas, case, issuing=False), place, ()) == count


JOINS = (
    "  EX: {act: Act 9, enacted: in 2026, source: page, privilege_fee: {value: 30, source: page, at: p. 2}}\n  XA: {act"
)


def test_page_api_and_state_say_the_same_of_a_member() -> None:
    atlas = load_edited(("  XA: {act", JOINS), file="compact.yml")
    state = atlas.jurisdiction("EX")
    files = {file.address: file.content for file in api.build(build_context(atlas))}
    published = json.loads(files["api/v1/compact.json"])
    (line,) = published["states"]
    assert (line["member"], line["act"], line["act_source"], line["law_exam"]) == (True, "Act 9", "page", None)
    assert [line["privilege_fee"][key] for key in ("value", "source", "evidence", "at")] == [
        30,
        "page",
        "secondary",
        "p. 2",
    ]
    facts = json.loads(files["api/v1/states/ex.json"])
    member, note = (facts["facts"][id]["answers"] for id in ("compact_member", "compact_note"))
    assert member[0]["value"] is True
    assert {answer["source"] for answer in (*member, *note)} == {"compact.page"} <= facts["sources"].keys()
    assert [answer["applies_to"] for answer in note] == [None, "Privileges to practice", "Privilege fee"]
    (page,) = compact_page.build(build_context(atlas, state))
    words = " ".join(html.fromstring(page.html).xpath("string(//*[@id='ex'])").split())
    for answer in note:
        assert answer["value"] in words


def test_a_member_that_does_not_issue_yet_is_said_to_give_no_right() -> None:
    atlas = load_edited(("  XA: {act", JOINS), file="compact.yml")
    (page,) = compact_page.build(build_context(atlas, atlas.jurisdiction("EX")))
    words = " ".join(html.fromstring(page.html).xpath("string(//*[@id='ex'])").split())
    assert "Until it does, the compact gives no right to practice in Example State." in words
