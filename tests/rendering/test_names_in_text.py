"""Names that have an article inside a sentence: "the District of Columbia"."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from atlas.domain.atlas import Atlas
from atlas.outputs.pages import move_to
from atlas.rendering import school_questions, tool_data
from build_cases import build_context

BARE = re.compile(r"\b(?!the )[a-z]+ (District of Columbia|US Virgin Islands)")


@pytest.mark.parametrize("name", ["District of Columbia", "US Virgin Islands"])
def test_pages_and_scripts_give_a_name_its_article_inside_a_sentence(atlas: Atlas, name: str) -> None:
    state = replace(atlas.jurisdiction("EX"), name=name)
    atlas = replace(atlas, jurisdictions=(state,))
    asked = school_questions.questions(state, atlas, "https://site.example/")
    texts = [text for question in asked for text in (question.words, question.in_mail)]
    (page,) = move_to.build(replace(build_context(atlas), jurisdictions=atlas.jurisdictions))
    texts += [re.sub(r"<[^>]+>", "", page.html)]
    assert any(f"the {name}" in text for text in texts)
    assert any(text.startswith(f"The {name} requires") for text in texts)
    assert not [found[0] for text in texts if (found := BARE.search(text))]
    assert json.loads(tool_data.tool_data(atlas))["states"]["EX"]["the"] is True


def test_a_name_without_an_article_has_none(atlas: Atlas) -> None:
    assert tool_data.the(atlas.jurisdiction("EX")) == {}
