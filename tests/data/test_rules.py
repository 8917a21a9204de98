"""The bounds of single rules: what is refused, and what beside it is let in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.data.loader import load_atlas
from atlas.domain.problems import DataError
from conftest import DAY

Check = Callable[..., list[str]]


@pytest.mark.parametrize("field", ["read_on: 2026-01-12", "current_through: 2025-03-28"])
@pytest.mark.parametrize(
    ("day", "refused"), [("1899-01-01", True), ("1985-06-01", True), ("1989-12-31", True), ("1990-01-01", False)]
)
def test_a_date_before_1990_is_refused(problems: Check, field: str, day: str, refused: bool) -> None:
    found = problems(field, f"{field.split(':', maxsplit=1)[0]}: {day}")
    assert [day in line for line in found] == ([True] if refused else []), found


ADDED = (
    "  guide-two:\n    {{kind: secondary, title: {title}, url: {url}, names_rule: true, read_on: 2026-01-12}}\nfacts:\n"
)
CITED = ("related_degree_note: {value: The board reads the transcript., source: guide}", "source: guide-two}")


@pytest.mark.parametrize(
    ("title", "url", "refused"),
    [
        ("An invented guide", "https://guide.example/", True),
        ("Another chapter of the guide", "https://guide.example/", False),
        ("An invented guide", "https://guide.example/two", False),
    ],
)
def test_two_titles_at_one_address_are_two_sources(problems: Check, title: str, url: str, refused: bool) -> None:
    added = ADDED.format(title=title, url=url)
    found = [line for line in problems("facts:\n", added) if "never used" not in line]
    assert ["the same text as `guide`" in line for line in found] == ([True] if refused else []), found


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("without.yml", "XB: {statement", "QQ: {statement"),
        ("compact.yml", "    XA: {since", "    QQ: {source: page}\n    XA: {since"),
        ("compact.yml", "  XA: {act", "  QQ: {unknown: Not found.}\n  XA: {act"),
    ],
)
def test_a_code_that_is_no_postal_code_is_refused(problems: Check, file: str, old: str, new: str) -> None:
    found = [line for line in problems(old, new, file=file) if "`QQ` is not a postal code" in line]
    assert len(found) == 1
    assert found[0].startswith(f"{file}:")


def test_a_code_of_an_invented_state_is_refused_in_every_file_of_the_real_site(data: Path) -> None:
    with pytest.raises(DataError) as error:
        load_atlas(data, DAY, root=data.parent)
    told = [str(problem).removeprefix("data/") for problem in error.value.problems]
    for file, code in (("compact.yml", "XA"), ("without.yml", "XB"), ("states/ex.yml", "EX"), ("schools/ex.yml", "EX")):
        assert any(line.startswith(f"{file}:") and f"`{code}` is not a postal code" in line for line in told), told


@pytest.mark.parametrize(
    "step",
    [
        "      - do: Send the forms\n        about: [exams, jurisprudence_exam, background_check]\n",
        "      - do: Finish the degree\n        about: [min_semester_credits]\n        detail: At least {lpc.min_semester_credits}.\n        sources: [statute-3]\n",
    ],
)
def test_a_path_with_too_few_steps_is_told_where_a_step_is_gone(data: Path, problems: Check, step: str) -> None:
    text = (data / "states" / "ex.yml").read_text(encoding="utf-8")
    line = text[: text.index(step)].count("\n") + 1
    (found,) = [line for line in problems(step, "") if "is about" not in line]
    assert "the path to `lpc` has 5 steps" in found
    assert abs(int(found.split(":")[1]) - line) <= 5
