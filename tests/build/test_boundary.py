"""What stands in site/ is whole, whatever happens to a build: killed, interrupted, no room, no permission, two at once."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atlas.history.missing import missing_files
from atlas.system import files
from atlas.system.files import replacing, write_atomically
from conftest import build

AS_IT_WAS = "Nothing was built; site/ is as it was."


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A copy of the project with a site of one page."""
    target = Path(shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__", "site")))
    (target / "site").mkdir()
    (target / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    return target


def begun(copy: Path, **options: object) -> subprocess.Popen[str]:
    """A build that has begun to write."""
    command = [sys.executable, "scripts/build.py"]
    process = subprocess.Popen(command, cwd=copy, stderr=subprocess.PIPE, text=True, start_new_session=True, **options)  # type: ignore[call-overload]
    wait_until((copy / ".site-new").exists)
    return process


def wait_until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.02)
    assert done()


def assert_as_it_was(copy: Path) -> None:
    assert [path.read_text() for path in (copy / "site").iterdir()] == ["the last good site"]
    assert list(copy.glob(".site*")) == []


def test_what_a_killed_build_leaves_is_gone_with_the_next_and_ctrl_c_leaves_nothing(copy: Path) -> None:
    killed = begun(copy)
    killed.kill()
    killed.communicate()
    (copy / ".site-0a1b_2c3").mkdir()  # as earlier versions left them
    process = begun(copy)
    wait_until(lambda: not (copy / ".site-0a1b_2c3").exists())
    wait_until((copy / ".site-new").exists)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, f"Stopped. {AS_IT_WAS}\n")
    assert_as_it_was(copy)


def test_a_build_that_is_ended_from_outside_leaves_nothing(copy: Path) -> None:
    process = begun(copy)
    time.sleep(1)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (143, f"Stopped. {AS_IT_WAS}\n")
    assert_as_it_was(copy)


def test_a_build_for_which_there_is_no_room_says_where(copy: Path) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    process = begun(copy, preexec_fn=no_room)
    _, said = process.communicate(timeout=240)
    assert process.returncode == 1
    assert re.fullmatch(rf"[\w. ]+: File too large\n{re.escape(AS_IT_WAS)}\n", said), said
    assert_as_it_was(copy)


def test_a_folder_that_may_not_be_written_is_named(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = build(copy, "--site", str(tmp_path / "file" / "site"))
    assert (done.returncode, done.stderr) == (1, f"{tmp_path}/file: File exists\n{AS_IT_WAS}\n")


def test_a_second_build_says_whom_it_waits_for_and_the_site_follows_the_umask(copy: Path) -> None:
    with replacing(copy / "site") as new:
        process = subprocess.Popen(
            [sys.executable, "scripts/build.py"], cwd=copy, stderr=subprocess.PIPE, text=True, umask=0o027
        )
        assert process.stderr
        said = process.stderr.readline()
        assert said.startswith(f"site/ is being written by process {os.getpid()}, which began at ")
        (new / "index.html").write_text("of the first build")
    assert process.wait(240) == 0, process.stderr.read()
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (copy / "site").rglob("*")}
    assert modes == {(True, 0o750), (False, 0o640)}
    assert (copy / "site").stat().st_mode & 0o777 == 0o750
    assert list(copy.glob(".site*")) == []


CONFIGURATIONS = {
    "not YAML": (("nav:\n", "nav: [\n"), "mkdocs.yml:{below}:3: not valid YAML: "),
    "unknown setting": (("theme:\n", "themes:\n"), "mkdocs.yml:{line}:1: `themes`: Unrecognised configuration name"),
    "wrong kind": (
        ("use_directory_urls: true", "use_directory_urls: 3"),
        "mkdocs.yml:{line}:1: `use_directory_urls`: ",
    ),
    "no such plugin": (
        ("plugins: []", "plugins: [bolg]"),
        'mkdocs.yml:{line}:1: `plugins`: The "bolg" plugin is not installed',
    ),
    "not UTF-8": (("site_name: ", "site_name: \udce9"), "mkdocs.yml"),
}


@pytest.mark.parametrize(("change", "said"), CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_a_broken_configuration_is_told_with_its_line(copy: Path, change: tuple[str, str], said: str) -> None:
    path = copy / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    path.write_text(text.replace(*change), encoding="utf-8", errors="surrogateescape")
    done = build(copy)
    assert done.returncode == 1
    line = text[: text.index(change[0])].count("\n") + 1
    assert said.format(above=line - 1, line=line, below=line + 1) in done.stderr
    assert done.stderr.endswith(f"{AS_IT_WAS}\n")
    assert "Traceback" not in done.stderr
    assert_as_it_was(copy)


def test_a_state_file_that_git_knows_and_that_is_gone_is_told(copy: Path) -> None:
    for command in (["init", "-q"], ["add", "data"]):
        subprocess.run(["git", *command], cwd=copy, check=True)
    path = copy / "data" / "states" / "ga.yml"
    path.unlink()
    done = build(copy)
    said = (
        "data/states/ga.yml:1:1: the file is gone, and git still knows it (expected `git restore data/states/ga.yml`; "
    )
    assert (done.returncode, done.stderr[: len(said)]) == (1, said)
    assert [problem.path for problem in missing_files(copy)] == ["data/states/ga.yml"]
    subprocess.run(["git", "rm", "-q", "--cached", "data/states/ga.yml"], cwd=copy, check=True)
    assert missing_files(copy) == []


# ---- files and folders


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def test_a_new_file_follows_the_umask_and_an_old_one_keeps_its_permissions(tmp_path: Path, umask: None) -> None:
    for content in ("one", "two"):
        write_atomically(tmp_path / "file", content)
        assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640
    (tmp_path / "file").chmod(0o604)
    write_atomically(tmp_path / "file", "three")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o604
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-c"])
def test_a_file_is_the_old_one_until_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(number: int) -> None:
        raise error

    (tmp_path / "file").write_text("old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(error)) as raised:
        write_atomically(tmp_path / "file", "new")
    assert getattr(raised.value, "filename", str(tmp_path / "file")) == str(tmp_path / "file")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"file": "old"}


@pytest.mark.parametrize("step", [1, 2])
def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "page").write_text("old")
    rename, steps = Path.rename, iter(range(1, 9))

    def refused(self: Path, to: Path) -> Path:
        if next(steps) == step:
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError), replacing(tmp_path / "site") as new:
        (new / "page").write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "page").read_text() == "old"


def test_what_was_left_between_the_two_steps_of_taking_the_place_is_put_back(tmp_path: Path) -> None:
    (tmp_path / ".site-old").mkdir()
    (tmp_path / ".site-old" / "page").write_text("old")
    (tmp_path / ".site-more-new").mkdir()  # of a build of site-more/
    with pytest.raises(ValueError, match="the data"), replacing(tmp_path / "site"):
        raise ValueError("the data are bad")
    assert (tmp_path / "site" / "page").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-more-new", "site"]


def test_one_after_another_replaces_a_folder(tmp_path: Path) -> None:
    at_work: list[int] = []
    most: list[int] = []

    def replace(number: int) -> None:
        with replacing(tmp_path / "site") as new:
            at_work.append(number)
            most.append(len(at_work))
            (new / "page").write_text(str(number))
            time.sleep(0.02)
            at_work.remove(number)

    threads = [threading.Thread(target=replace, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_lock_that_a_dead_process_left_is_no_obstacle(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".site-lock").write_text("process 1, which began at 00:00:00\n")
    with replacing(tmp_path / "site"):
        pass
    assert capfd.readouterr().err == ""


def test_without_locks_a_folder_is_replaced_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with files.replacing(tmp_path / "site"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
