"""Pages and files of an earlier build are taken again only while everything that they rest on is as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from atlas.build import preview
from atlas.history.edits import NO_HISTORY, read_history
from atlas.rendering.artifacts import Settings
from atlas.system.build_cache import SavedResults
from conftest import DAY
from small_site import small_project

SETTINGS = Settings("https://atlas.test/", "https://code.test/atlas/")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("project"), "https://atlas.test/")


def build(project: Path) -> dict[str, bytes]:
    subprocess.run([sys.executable, "scripts/build.py"], cwd=project, check=True, stdout=subprocess.DEVNULL)
    site = project / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_build_with_saved_results_is_the_same_to_the_byte(project: Path) -> None:
    first = build(project)
    saved = project / preview.RESULTS_CACHE
    files = sorted(saved.iterdir())
    written = [path.stat().st_mtime_ns for path in files]
    assert len(files) > 20
    assert build(project) == first
    assert sorted(saved.iterdir()) == files
    assert [path.stat().st_mtime_ns for path in files] == written, "written again, though nothing is new"
    state = project / "data" / "states" / "ex.yml"
    text = state.read_text(encoding="utf-8")
    state.write_text(text.replace("Example Board of Counseling", "Another Board of Counseling"), encoding="utf-8")
    edited = build(project)
    state.write_text(text, encoding="utf-8")
    assert b"Another Board of Counseling" in edited["states/example-state/index.html"]
    assert b"Example Board of Counseling" not in edited["states/example-state/index.html"]
    assert build(project) == first


# Notes what the tasks open and list, in one process, from the first task to the last.
WATCH = """
import os, runpy, sys
sys.path[:0] = ["hooks", "scripts"]
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from atlas.system import build_cache, workers
found, on = set(), []
def note(event, arguments):
    if on and event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, os.PathLike)):
        found.add(os.path.abspath(arguments[0]))
sys.addaudithook(note)
each = workers.each
def watched(tasks):
    on.append(True)
    yield from each(tasks)
    on.clear()
class Workers:
    each = staticmethod(watched)
build_cache.workers = Workers
sys.argv = ["build.py"]
try:
    runpy.run_path("scripts/build.py", run_name="__main__")
finally:
    print(*sorted(found), sep="\\n", file=sys.stderr)
"""


def test_pages_and_files_rest_on_no_file_that_the_digest_leaves_out(project: Path) -> None:
    """All they are made from was read before, or is a template: a file read meanwhile would change them unseen."""
    for path in (project / preview.RESULTS_CACHE).glob("*"):
        path.unlink()
    done = subprocess.run([sys.executable, "-c", WATCH], cwd=project, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    opened = {Path(line) for line in done.stderr.splitlines() if line.startswith(str(project))}
    cache = {path for path in opened if path.is_relative_to(project / preview.RESULTS_CACHE)}
    assert cache, "the tasks save what they give"
    code = {path for path in opened if path.is_relative_to(project / "hooks" / "atlas")}
    templates = {path for path in opened if path.is_relative_to(project / "hooks" / "templates")}
    assert opened == cache | code | templates


def edit(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        path.write_bytes(path.read_bytes() + b" ")

    return change


def add(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).write_bytes(b"")  # type: ignore[return-value]


@pytest.mark.parametrize(
    "change",
    [
        edit("data/states/ex.yml"),
        edit("data/glossary.yml"),
        edit("docs/guides/cost.md"),
        edit("docs/about.md"),
        add("data/states/xx.yml"),
        add("docs/new.md"),
        lambda root: (root / "docs" / "about.md").rename(root / "docs" / "other.md"),
        lambda root: (root / "docs" / "about.md").unlink(),
    ],
)
def test_a_file_that_differs_is_another_basis(change: Callable[[Path], None], project: Path, tmp_path: Path) -> None:
    for folder in ("data", "docs"):
        for path in (project / folder).rglob("*"):
            if path.is_file() and "assets" not in path.parts:
                copy = tmp_path / path.relative_to(project)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
    before = preview.basis(tmp_path, DAY, SETTINGS, NO_HISTORY)
    assert preview.basis(tmp_path, DAY, SETTINGS, NO_HISTORY) == before
    change(tmp_path)
    assert preview.basis(tmp_path, DAY, SETTINGS, NO_HISTORY) != before


def test_day_settings_history_and_templates_are_part_of_the_basis(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {
        preview.basis(project, DAY, SETTINGS, NO_HISTORY),
        preview.basis(project, DAY + timedelta(1), SETTINGS, NO_HISTORY),
        preview.basis(project, DAY, SETTINGS, replace(NO_HISTORY, version="other")),
    }
    named = ("site_url", "repo_url", "branch", "publisher", "contact_email", "funding", "reviewed")
    found |= {preview.basis(project, DAY, replace(SETTINGS, **{name: "other"}), NO_HISTORY) for name in named}
    (tmp_path / "page.html").write_text("other")
    monkeypatch.setattr(preview, "TEMPLATES", tmp_path)
    found.add(preview.basis(project, DAY, SETTINGS, NO_HISTORY))
    assert len(found) == 4 + len(named)


def test_each_commit_is_another_version_of_the_history(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=Example", "-c", "user.email=example@example.com"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    versions = [read_history(tmp_path).version]
    (tmp_path / "data").mkdir()
    for number in range(3):
        (tmp_path / "data" / "glossary.yml").write_text(f"- {number}\n")
        git("add", ".")
        git("commit", "--quiet", "-m", f"Edit {number}")
        versions.append(read_history(tmp_path).version)
    assert len(set(versions)) == 4
    git("commit", "--quiet", "--amend", "-m", "Another reason")
    assert read_history(tmp_path).version not in versions


# ---- the files of the results -------------------------------------------------------------------------------------------


def results(folder: Path, basis: str, *names: str, calls: Path) -> list[str]:
    """What tasks of these names give; each that runs leaves a file in `calls`."""

    def task(name: str) -> Callable[[], str]:
        return lambda: (calls / f"{name}-{os.getpid()}").touch() or name.upper()  # type: ignore[func-returns-value]

    return SavedResults(folder, basis).each({name: task(name) for name in names})


def test_a_task_runs_again_only_for_another_basis_or_a_lost_or_spoiled_file(tmp_path: Path) -> None:
    folder, calls = tmp_path / "results", tmp_path / "calls"
    calls.mkdir()

    def ran(basis: str, *names: str) -> set[str]:
        for path in calls.iterdir():
            path.unlink()
        assert results(folder, basis, *names, calls=calls) == [name.upper() for name in names]
        return {path.name.partition("-")[0] for path in calls.iterdir()}

    assert ran("a", "x", "y") == {"x", "y"}
    assert ran("a", "y", "x") == set()
    assert ran("b", "x", "y") == {"x", "y"}
    assert ran("b", "x", "y", "z") == {"z"}
    assert ran("b", "x", "z") == set()
    assert sorted(path.name for path in folder.iterdir()) == ["x", "z"]
    (folder / "x").unlink()
    (folder / "z").write_bytes((folder / "z").read_bytes()[:-1])
    assert ran("b", "x", "z") == {"x", "z"}
    assert ran("b", "x", "z") == set()


def test_a_folder_that_cannot_be_written_to_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("a file")
    assert results(tmp_path / "results", "a", "x", calls=tmp_path) == ["X"]
