"""The words that the site does not use are found with their place, and hard texts are seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.maintenance import reading_grade, voice
from conftest import ROOT

STYLE = """
| Found | Better |
|---|---|
| `colour&#124;neighbour` | -or |
| `none set` | Not required |

## Words that readers never meet

| Found | Better |
|---|---|
| `figures?\\b` | the number itself |
"""


def told(root: Path, name: str, text: str) -> list[str]:
    """What is found in one file of a project."""
    for path, content in ((voice.STYLE_PAGE, STYLE), (name, text)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return [str(problem) for problem in voice.problems(root)]


def test_a_word_is_told_with_its_place_and_what_the_site_says(tmp_path: Path) -> None:
    assert told(tmp_path, "docs/a.md", "# A\n\nThe rule has none set.\n") == [
        "docs/a.md:3:14: `none set` is not the site's word (expected Not required)"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/states/ex.yml", "    note: The colour of the form.\n"),
        ("docs/guides/a.md", "The colour.\n"),
        ("hooks/templates/parts/a.html", "<p>The colour</p>\n"),
        ("hooks/theme/a.html", "<p>The colour</p>\n"),
        ("docs/assets/a.js", 'say("The colour") // colour\n'),
        ("hooks/atlas/outputs/pages/a.py", 'TITLE = f"The colour of {x}"\n'),
        ("hooks/atlas/domain/vocabulary.py", 'Field("a", "The colour")\n'),
    ],
)
def test_every_kind_of_text_is_read(tmp_path: Path, name: str, text: str) -> None:
    assert len(told(tmp_path, name, text)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/states/ex.yml", "    url: https://example.org/colour\n    id: colour\n"),
        ("docs/a.md", "See `colour` and [here](colour.md).\n\n```\ncolour\n```\n"),
        ("hooks/templates/a.html", "<p class='colour'>{{ colour }}</p>\n"),
        ("hooks/atlas/domain/search_topics.py", 'WORD_FAMILIES: tuple[str, ...] = ("color colour",)\n'),
        ("hooks/atlas/outputs/pages/a.py", '"""The colour."""\nX = {"colour": 1}  # colour\ny = f(unit="colour")\n'),
    ],
)
def test_what_readers_do_not_see_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    assert told(tmp_path, name, text) == []


def test_pages_for_maintainers_may_name_the_machinery(tmp_path: Path) -> None:
    assert told(tmp_path, "docs/contribute.md", "A figure, and no colour.\n") != []
    assert [line for line in told(tmp_path, "docs/contribute.md", "A figure.\n") if "figure" in line] == []
    assert len(told(tmp_path, "docs/a.md", "A figure.\n")) == 1


def test_a_second_table_for_readers_binds_their_pages_alone(tmp_path: Path) -> None:
    page = STYLE + "\n## Words that sound translated\n\n| Found | Better |\n|---|---|\n| `seldom\\b` | rarely |\n"
    words = voice.word_list(page)
    assert [(word.better, word.readers_only) for word in words][-1] == ("rarely", True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The law of 2025 sets no hours.", "law of 2025"),
        ("A page of March 2021 lists a fee.", "page of March 2021"),
        ("You may not practice meanwhile.", "meanwhile"),
        ("It depends on two things.", "It depends on two things"),
        ("A supervisor whom the board has approved.", "whom the board"),
        ("The hours are set. By an older page, 200.", "By an older page"),
    ],
)
def test_words_that_sound_translated_are_refused(text: str, found: str) -> None:
    words = voice.word_list((ROOT / voice.STYLE_PAGE).read_text(encoding="utf-8"))
    assert found in [match.group(0) for word in words if (match := word.pattern.search(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The 2025 law sets no hours.",
        "Bills of 2024 and 2025 failed.",
        "The Fresh Start Act of 2020",
        "It comes on top of the NCE.",
    ],
)
def test_what_only_looks_translated_is_left_alone(text: str) -> None:
    words = voice.word_list((ROOT / voice.STYLE_PAGE).read_text(encoding="utf-8"))
    assert [word.better for word in words if word.pattern.search(text)] == []


def test_single_files_are_read_alone(tmp_path: Path) -> None:
    told(tmp_path, "docs/a.md", "The colour.\n")
    told(tmp_path, "docs/b.md", "The colour.\n")
    assert {problem.path for problem in voice.problems(tmp_path, [tmp_path / "docs" / "b.md"])} == {"docs/b.md"}


def test_a_project_without_a_style_page_has_no_words(tmp_path: Path) -> None:
    assert voice.problems(tmp_path) == []


def test_the_site_keeps_to_its_words() -> None:
    assert [str(problem) for problem in voice.problems(ROOT)] == []


def test_the_grade_tells_easy_from_hard() -> None:
    easy = "You apply to the board. It reads your form."
    hard = "Notwithstanding jurisdictional considerations, applicants necessarily demonstrate equivalency."
    assert reading_grade.grade(easy) < 4 < reading_grade.HIGHEST < reading_grade.grade(hard)
    assert reading_grade.grade("") == 0


def test_texts_for_readers_are_easy_to_read() -> None:
    assert [str(text) for text in reading_grade.graded(ROOT) if text.grade > reading_grade.HIGHEST] == []
