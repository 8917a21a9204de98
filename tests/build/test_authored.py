"""`make check` tells of the texts written by hand what the build tells of them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from atlas.build.authored import part_problems
from atlas.data.addresses import site_addresses
from atlas.data.guides import load_guides
from atlas.data.loader import load_atlas
from atlas.data.page_links import link_problems
from atlas.data.rules import Build
from conftest import DAY
from spoilt_projects import invented_project

GUIDE, QUESTIONS = "docs/guides/invented.md", "data/questions.yml"
ASKED = "{{ range supervised_hours_total }}"


def told(root: Path) -> list[str]:
    atlas = load_atlas(root / "data", DAY, root=root, allow_invented=True)
    guides = load_guides(root / "docs", Build(DAY, root, allow_invented=True), [])
    return [str(problem) for problem in part_problems(root / "docs", atlas, guides, root)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return invented_project(tmp_path)


def replaced(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_invented_texts_have_no_problem(project: Path) -> None:
    assert told(project) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (QUESTIONS, ASKED, "{{ range min_semester_credit }}", "data/questions.yml:11:39: the part `range`: unknown fact `min_semester_credit` (expected a fact of the vocabulary; did you mean `min_semester_credits`?)"),
        (QUESTIONS, ASKED, "{{ rnge min_months }}", "unknown part `{{ rnge }}`"),
        (QUESTIONS, ASKED, "60 hours", "the number `60 hours` is typed"),
        (QUESTIONS, ASKED, "most states agree", "the general claim `most states` is typed"),
        (GUIDE, "{{ cite page }}", "{{ say min_months }}", "docs/guides/invented.md:20:37: unknown part `{{ say }}`"),
        (GUIDE, "{{ cite page }}", "{{ cite pgae }}", "the part `cite`: unknown source id `pgae` (expected an id from `sources:` at the top; did you mean `page`?)"),
        (GUIDE, "1. Read it.", "1. Most states ask.", "the general claim `Most states` is typed"),
        (GUIDE, "{{ spread supervised_hours_total }}", "{{ spread supervised_hour_total }}", "unknown fact `supervised_hour_total`"),
    ],
)  # fmt: skip
def test_a_slip_in_a_part_is_told_by_the_check(project: Path, name: str, old: str, new: str, said: str) -> None:
    replaced(project, name, old, new)
    found = told(project)
    assert len(found) == 1, found
    assert said in found[0]


def test_the_slips_of_all_answers_are_told_at_once(project: Path) -> None:
    replaced(project, QUESTIONS, ASKED, "60 hours, {{ rnge min_months }} and {{ range min_month }}")
    assert len(told(project)) == 3


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("../states/index.md", None), ("../states/index.md#ohio", None), ("../index.md", None), ("https://a.example/", None), ("#part", None),
        ("mailto:a@b.example", None), ("../assets/authors/none.svg", None), ("invented.md?stage=moving", None), ("../articles/posts/invented.md", None),
        ("../state/index.md", "../states/index.md"), ("inventd.md", "invented.md"), ("/states/", "../states/index.md"), ("../../states/index.md", "../states/index.md"),
        ("../states/", "../states/index.md"),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told_with_the_nearest_page(project: Path, link: str, near: str | None) -> None:
    replaced(project, GUIDE, "1. Read it.", f"1. Read [it]({link}) and `[it](no.md)`.")
    (project / "docs" / "index.md").write_text("---\ntitle: Home\n---\n\n# Home\n", encoding="utf-8")
    found = list(link_problems(project / "docs", addresses(project), project))
    assert [(p.path, p.column, p.nearest) for p in found] == ([] if near is None else [(GUIDE, 14, near)])


def addresses(project: Path) -> Collection[str]:
    return site_addresses(project / "data", project / "docs", ["first-exam"])
