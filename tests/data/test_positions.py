"""The strict YAML reader, on what nobody thought of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from atlas.data.positions import Document, parse
from atlas.domain.atlas import Atlas
from atlas.domain.spellings import Unclear, as_texts
from atlas.rendering.context import environment

TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"), include_characters=" "
    ),
    max_size=30,
)
SCALAR = st.one_of(
    TEXT, st.integers(-(10**15), 10**15), st.booleans(), st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1))
)
DATA = st.recursive(
    SCALAR,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    document = parse(text, Document("x.yml"))
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 2
    for problem in document.problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1


@given(DATA)
def test_what_yaml_writes_is_read_back_the_same(data: Any) -> None:
    document = parse(yaml.safe_dump(data, allow_unicode=True), Document("x.yml"))
    if data in ("", None) or document.problems:
        assert not document.problems or data in ("", None) or _repeats(data)
        return
    # What YAML 1.1, which PyYAML writes, takes for a text and YAML 1.2 for a number, such as 1e3.
    assert as_texts(document.data) == data


def _repeats(data: Any) -> bool:
    """Whether PyYAML writes an alias, because one object stands in two places."""
    return "&id" in yaml.safe_dump(data)


@given(TEXT)
def test_every_value_has_a_place(text: str) -> None:
    document = parse(yaml.safe_dump({"a": [text, {"b": text}]}, allow_unicode=True), Document("x.yml"))
    assert {("a",), ("a", 0), ("a", 1), ("a", 1, "b")} <= set(document.values)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("NO", "NO"), ("1:20", "1:20"), ("1_000", Unclear("1_000")),
        ("0x1F", Unclear("0x1F")), ("012", Unclear("012")), ("007.02", Unclear("007.02")), ("1e3", Unclear("1e3")), (".5", Unclear(".5")),
        ("3.", Unclear("3.")), ("1.200", Unclear("1.200")), ("1.25", 1.25), ("True", Unclear("True")), ("NULL", Unclear("NULL")),
        ("true", True), ("null", None), ("~", None), ("12", 12), ("-1", -1), ("1.5", 1.5), ("'12'", "12"),
        ("2025-01-31", date(2025, 1, 31)), ("2025-1-31", "2025-1-31"), ("2025-01-31T00:00:00", "2025-01-31T00:00:00"), ("(a)", "(a)"),
    ],
)  # fmt: skip
def test_plain_words_mean_what_they_say(written: str, value: object) -> None:
    assert parse(f"a: {written}\n", Document("x.yml")).data == {"a": value}


@given(st.text(max_size=60))
def test_templates_escape_whatever_a_text_holds(text: str) -> None:
    shown = environment().from_string("<p title='{{ x }}'>{{ x }}</p>").render(x=text)
    inside = shown.removeprefix("<p title='").removesuffix("</p>")
    assert "<" not in inside.replace("'>", "", 1)
    assert '"' not in inside


def test_invented_data_never_mentions_a_real_state(atlas: Atlas) -> None:
    assert [j.name for j in atlas.jurisdictions] == ["Example State"]
