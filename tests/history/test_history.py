"""What was edited is read from git, whole or with a word that it is not; a comparison is made once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from atlas.data.loader import load_atlas
from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Fact, Status
from atlas.domain.vocabulary import BY_ID
from atlas.history import comparison_cache, data_diff, edits, git
from atlas.history.edits import CACHE, NO_HISTORY, Edit, History, read_history
from atlas.outputs.pages import edits as edits_page
from atlas.rendering.artifacts import Page, Settings
from atlas.rendering.context import BuildContext, environment
from atlas.system import remembered
from conftest import DAY
from repository import Project

SETTINGS = Settings("https://site.example/", "https://repo.example/")
AUTHORED_FILES = [f"data/{name}.yml" for name in ("compact", "exams", "glossary", "questions", "states/ex", "without")]


@pytest.fixture
def project(data: Path) -> Project:
    (data.parent / "docs").mkdir()
    (data.parent / "docs" / "about.md").write_text("# About\n")
    project = Project(data.parent)
    project.edit(3000, "2026-02-10")
    (project.root / "docs" / "help.md").write_text("# Help\n")
    project.commit("Whom to ask", "2026-02-20")
    project.edit(3100, "2026-03-15", "A misprint")
    return project


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are compared, in their order."""
    paths: list[str] = []
    compare = data_diff.compare

    def count(path: str, *rest: Any) -> data_diff.DataDiff:
        paths.append(path)
        return compare(path, *rest)

    monkeypatch.setattr(data_diff, "compare", count)
    return paths


def pages_modified(history: History) -> dict[str, str]:
    """The day of the last change of each page written by hand."""
    return {path: history.modified(path) for path in history.files if path.startswith("docs/")}


def pages(atlas: Atlas, history: History) -> dict[str, Page]:
    builder = BuildContext(atlas, SETTINGS, environment(), history)
    return {page.address.removeprefix("changes/edits/"): page for page in edits_page.build(builder)}


# ---- what is told ----------------------------------------------------------------------------------------------------


def test_each_edit_says_from_what_to_what_and_why(project: Project) -> None:
    (project.root / "data" / "states" / "notes.md").write_text("no fact")
    project.commit("A note", "2026-03-16")
    history = read_history(project.root)
    assert [(edit.why, str(edit.day)) for edit in history.edits] == [
        ("A misprint", "2026-03-15"),
        ("The rule was amended", "2026-02-10"),
        ("First reading", "2026-01-05"),
    ]
    (words,) = history.edits[1].changed
    assert "2,800 hours to 3,000 hours" in words
    assert history.whole_since is None
    assert pages_modified(history) == {"docs/about.md": "2026-01-05", "docs/help.md": "2026-02-20"}


def test_a_state_was_last_modified_when_its_file_was_edited_a_source_read_or_an_answer_took_effect(
    project: Project, atlas: Atlas
) -> None:
    (state,) = load_atlas(project.root / "data", DAY, root=project.root, allow_invented=True).jurisdictions
    assert max(source.read_on for source in state.sources.values()) == date(2026, 1, 15)
    history = read_history(project.root)
    assert history.last_modified(state, date(2026, 3, 20)) == date(2026, 3, 15)
    assert history.last_modified(state, date(2026, 3, 1)) == date(2026, 1, 15)  # a build of an earlier day
    assert NO_HISTORY.last_modified(state, date(2026, 3, 20)) == date(2026, 1, 15)
    answers = (
        Answer(Status.STATED, 12, until=date(2026, 4, 30)),
        Answer(Status.STATED, 18, effective=date(2026, 4, 10), applies_to="Doctorates"),
    )
    dated = replace(state, facts=state.facts | {"board_name": Fact(BY_ID["board_name"], answers)})
    turns = {
        "2026-04-09": "2026-03-15",
        "2026-04-10": "2026-04-10",
        "2026-04-30": "2026-04-10",
        "2026-05-09": "2026-05-01",
    }
    for day, last in turns.items():
        assert str(history.last_modified(dated, date.fromisoformat(day))) == last
    assert str(NO_HISTORY.last_modified(state, date(2027, 2, 1))) == "2027-01-01"  # of a license


def test_each_value_says_since_when_it_has_been_given(project: Project) -> None:
    """Not since when its note or source is what it is; a value that went and came again counts from its return."""
    project.edit(2800, "2026-04-01", "As it was")
    project.state.write_text(
        project.state.read_text(encoding="utf-8").replace(
            "max_months: {value: 60,", "max_months: {value: 60, note: Or longer.,"
        ),
        encoding="utf-8",
    )
    project.commit("A note", "2026-04-02")
    history = read_history(project.root)
    (state,) = load_atlas(project.root / "data", DAY, root=project.root, allow_invented=True).jurisdictions

    def since(fact: str, license: str = "lpc") -> str:
        facts = state.license(license).facts if license else state.facts
        owner = facts[fact].same_as or license
        return str(history.since(state.path, owner, fact, facts[fact].current_answer(DAY)))

    assert since("supervised_hours_total") == "2026-04-01"
    assert since("max_months") == since("min_months") == since("supervision_hours") == since("exams") == "2026-01-05"
    assert since("min_semester_credits", "lac") == since("board_name", "") == since("cacrep") == "2026-01-05"
    assert since("supervised_experience_note") == since("fee_license") == since("jurisprudence_exam") == "2026-01-05"
    assert history.since(state.path, "lpc", "max_months", Answer(Status.STATED, 61)) is None


def test_every_file_of_data_that_is_written_by_hand_is_told(project: Project) -> None:
    for path in ("exams.yml", "compact.yml", "schools/ex.yml"):
        file = project.root / "data" / path
        file.write_text(
            file.read_text(encoding="utf-8").replace("2026-01-", "2026-02-").replace("Sampleton", "Newton"),
            encoding="utf-8",
        )
    project.commit("Read again", "2026-03-17")
    (project.root / "data" / "schools" / "overrides.yml").write_text("sources: {}\nschools: []\n")
    project.commit("Overrides", "2026-03-18")
    schools, again = read_history(project.root).edits[:2]
    assert (schools.why, again.why) == ("Overrides", "Read again")
    assert {words.split(",")[0].split(":")[0] for words in again.changed} == {"Compact", "Exams"}


def test_edits_that_follow_a_changed_definition_are_told_as_one(project: Project) -> None:
    project.edit(3200, "2026-04-01", "Example State by the definitions\n\nWhy.\n\nChange-kind: definitions")
    project.edit(3300, "2026-04-01", "Another state by the definitions\n\nChange-kind: definitions")
    project.edit(3400, "2026-04-02", "A new rule")
    newest, grouped, *older = read_history(project.root).edits
    assert (newest.why, grouped.why, older[0].why) == ("A new rule", edits.GROUP_NAME, "A misprint")
    assert [line.partition(":")[0] for line in grouped.changed] == [
        "Another state by the definitions",
        "Example State by the definitions",
    ]
    assert "3,200" not in " ".join(grouped.changed)


def test_every_edit_has_its_place_however_many_there_are(project: Project, atlas: Atlas) -> None:
    for number in range(30):
        project.edit(4000 + number, f"2026-04-{number // 2 + 1:02}", f"Edit number {number}.")
    history = read_history(project.root)
    assert len(history.edits) == 33
    found = pages(atlas, history)
    assert list(found) == ["", "2026-04/", "2026-03/", "2026-02/", "2026-01/"]
    for edit in history.edits:
        page = found[f"{edit.day:%Y-%m}/"]
        assert f'id="edit-{edit.commit}"' in page.html
        assert all(words in unescape(page.html) for words in edit.changed)
    assert f'href="2026-04/#edit-{history.edits[0].commit}"' in found[""].html
    assert "April 2026</a>: 30 edits, 30 changes" in found[""].html


def test_months_stand_in_order_though_clocks_of_editors_do_not() -> None:
    days = (date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 2), date(2025, 2, 3))
    found = edits_page.months(tuple(Edit(f"{n}", day, "Why", ("What",)) for n, day in enumerate(days)))
    assert [(month.name, [edit.commit for edit in month.edits]) for month in found] == [
        ("March 2026", ["0", "2"]),
        ("February 2026", ["1"]),
        ("February 2025", ["3"]),
    ]


def test_a_project_below_the_root_of_its_repository_has_its_history(data: Path) -> None:
    below = data.parent / "below"
    below.mkdir()
    data.rename(below / "data")
    project = Project(below)
    project.git("init", "--quiet", str(data.parent))
    (below / ".git").rename(data.parent / ".git-of-below")
    project.commit("All", "2026-01-06")
    assert [edit.why for edit in read_history(below).edits] == ["All"]


def test_settings_of_git_change_nothing(project: Project) -> None:
    before = read_history(project.root)
    (project.root / CACHE).unlink()
    for setting in ("color.ui=always", "diff.renames=copies", "log.showSignature=true", "core.quotePath=true"):
        project.git("config", *setting.split("="))
    assert read_history(project.root) == before


def test_without_git_the_page_says_so(atlas: Atlas, tmp_path: Path) -> None:
    assert read_history(tmp_path) == NO_HISTORY
    assert "history was not available" in pages(atlas, NO_HISTORY)[""].html


# ---- a history that is not whole -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("depth", "told", "since", "known"),
    [
        (1, [], date(2026, 3, 15), {}),
        (2, ["A misprint"], date(2026, 2, 20), {}),
        (3, ["A misprint"], date(2026, 2, 10), {"docs/help.md": "2026-02-20"}),
    ],
)
def test_a_shallow_clone_tells_no_old_fact_as_new(
    project: Project, atlas: Atlas, tmp_path: Path, depth: int, told: list[str], since: date, known: dict[str, str]
) -> None:
    clone = tmp_path / "clone"
    project.git("clone", "--quiet", f"--depth={depth}", f"file://{project.root}", str(clone))
    history = read_history(clone)
    assert ([edit.why for edit in history.edits], history.whole_since, pages_modified(history)) == (told, since, known)
    html = pages(atlas, history)[""].html
    assert f"whose history begins on {formatting.day(since)}" in html
    assert "First reading" not in html


def test_a_shallow_clone_that_reaches_back_to_the_beginning_is_whole(project: Project, tmp_path: Path) -> None:
    project.git("clone", "--quiet", "--depth=4", f"file://{project.root}", str(tmp_path / "clone"))
    assert (tmp_path / "clone" / ".git" / "shallow").exists()
    assert read_history(tmp_path / "clone") == read_history(project.root)


def test_what_was_fetched_without_its_texts_is_told_as_missing(project: Project, atlas: Atlas) -> None:
    blob = project.git("rev-parse", "HEAD~1:data/states/ex.yml").strip()
    (project.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    history = read_history(project.root)
    assert [edit.why for edit in history.edits] == ["First reading"]
    assert history.whole_since == date(2026, 3, 15)
    assert "Not the whole history" in pages(atlas, history)[""].html


# ---- what it costs ---------------------------------------------------------------------------------------------------


def test_two_versions_of_a_file_are_compared_once(project: Project, compared: list[str]) -> None:
    first = read_history(project.root)
    assert sorted(compared) == sorted([*AUTHORED_FILES, *["data/states/ex.yml"] * 2])
    assert read_history(project.root) == first
    project.edit(3200, "2026-03-20", "Once more")
    del compared[:]
    assert [edit.why for edit in read_history(project.root).edits][:2] == ["Once more", "A misprint"]
    assert compared == ["data/states/ex.yml"]


def test_few_processes_of_git_are_started(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Counted(subprocess.Popen[Any]):
        def __init__(self, command: list[str], *rest: Any, **named: Any) -> None:
            started.append(command)
            super().__init__(command, *rest, **named)

    monkeypatch.setattr(git.subprocess, "Popen", Counted)
    read_history(project.root)
    assert len(started) == 4
    del started[:]
    read_history(project.root)
    assert len(started) == 3


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def another_figure(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("3,000", "9,000"), encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        cut,
        another_figure,
        lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes()),
        lambda path: path.write_text(""),
        lambda path: path.write_text("[]"),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.parent.rmdir(), path.parent.write_text("a file")),
    ],
)
def test_a_lost_or_spoiled_cache_costs_only_time(
    project: Project, spoil: Callable[[Path], object], compared: list[str]
) -> None:
    before = read_history(project.root)
    spoil(project.root / CACHE)
    del compared[:]
    assert read_history(project.root) == before
    assert compared


def test_another_version_of_the_code_compares_anew(
    project: Project, compared: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read_history(project.root)
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "changes.py").write_text("another wording")
    monkeypatch.setattr(remembered, "CODE", tmp_path / "code")
    remembered.code_version.cache_clear()
    del compared[:]
    read_history(project.root)
    assert compared
    remembered.code_version.cache_clear()


def test_the_cache_holds_what_the_history_holds(project: Project) -> None:
    whole = read_history(project.root)
    size = (project.root / CACHE).stat().st_size
    project.git("reset", "--quiet", "--hard", "HEAD~1")
    (project.root / CACHE).with_name(".edits.json-abandoned").write_text("half")
    os.utime((project.root / CACHE).with_name(".edits.json-abandoned"), (0, 0))
    assert read_history(project.root).edits == whole.edits[1:]
    assert (project.root / CACHE).stat().st_size < size
    assert [path.name for path in (project.root / CACHE).parent.iterdir()] == [Path(CACHE).name]


def test_builds_side_by_side_get_the_same(project: Project) -> None:
    expected = read_history(project.root)
    (project.root / CACHE).unlink()
    with ProcessPoolExecutor(4) as pool:
        for history in pool.map(read_history, [project.root] * 12):
            assert history == expected
    assert comparison_cache.load(project.root / CACHE)


def test_work_shared_among_processes_gives_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    single = read_history(project.root, in_processes=False)
    (project.root / CACHE).unlink()
    monkeypatch.setattr(edits, "CHANGES_PER_TASK", 1)
    assert read_history(project.root) == single
