"""Whatever goes wrong in a script ends as a message with its place; Ctrl-C ends it in one line."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from jinja2 import DictLoader, Environment, FileSystemLoader, StrictUndefined

from atlas.build.error_messages import UNEXPECTED, explain
from atlas.domain.problems import DataError, Problem
from conftest import ROOT

SCRIPTS = sorted(path for path in (ROOT / "scripts").glob("*.py") if path.name != "command_line.py")
BENCHMARKS = [ROOT / "scripts" / "benchmarking" / f"{name}.py" for name in ("benchmark", "goals_report", "load_test")]


def run(script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, f"scripts/{script}.py", *arguments],
        cwd=ROOT, env=dict(os.environ) | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("path", [*SCRIPTS, *BENCHMARKS], ids=lambda path: path.stem)
def test_every_script_begins_and_ends_in_the_same_way(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\nimport command_line\n" in text
    assert "command_line.parser(" in text  # which knows --debug
    assert "sys.path" not in text
    assert text.endswith('if __name__ == "__main__":\n    command_line.run(main)\n')


@pytest.mark.parametrize("script", ["check", "stale"])
def test_a_bad_source_date_is_told_in_one_line(script: str) -> None:
    done = run(script, SOURCE_DATE_EPOCH="last tuesday")
    assert done.returncode == 1
    assert re.fullmatch(r"SOURCE_DATE_EPOCH is `last tuesday` \(expected .*\)\n", done.stderr)


def test_debug_shows_the_traceback_and_the_message() -> None:
    done = run("coverage", "--debug", SOURCE_DATE_EPOCH="x")
    assert done.stderr.startswith("Traceback")
    assert done.stderr.splitlines()[-1].startswith("SOURCE_DATE_EPOCH is `x`")


def test_a_package_that_is_not_installed_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "scripts/check.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert re.fullmatch(r"No module named '\w+'\. Run this with \.venv/bin/python, .*\n", done.stderr)


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    reader = subprocess.Popen(["head", "-n", "1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        [sys.executable, "scripts/coverage.py"], cwd=ROOT, stdout=reader.stdin, stderr=subprocess.PIPE, text=True, check=False
    )  # fmt: skip
    reader.communicate()
    assert (done.returncode, done.stderr) in ((141, ""), (0, ""))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_an_output_that_takes_no_more_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "scripts/coverage.py"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "input or output: No space left on device\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("group", [False, True], ids=["the process alone", "all processes of the terminal"])
def test_a_script_that_is_asked_to_end_says_one_line(number: signal.Signals, group: bool) -> None:
    process = subprocess.Popen(
        [sys.executable, "scripts/check.py"], cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for_workers(process.pid)
    (os.killpg if group else os.kill)(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (128 + number, "Stopped.\n")
    assert alive(process.pid) == []


def test_workers_end_when_their_parent_was_killed() -> None:
    process = subprocess.Popen([sys.executable, "scripts/check.py"], cwd=ROOT, start_new_session=True)
    wait_for_workers(process.pid)
    process.kill()
    process.wait()
    end = time.monotonic() + 30
    while alive(process.pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert alive(process.pid) == []


def wait_for_workers(session: int) -> None:
    """Until a script has begun to share its work, or for two seconds where it has one core alone."""
    end = time.monotonic() + (60 if len(os.sched_getaffinity(0)) > 1 else 2)
    while len(alive(session)) < 2 and time.monotonic() < end:
        time.sleep(0.05)


def alive(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, own = status.read_text().rpartition(") ")[2].split()[:4]
        except OSError:
            continue
        if int(own) == session and state != "Z":
            found.append(int(status.parent.name))
    return found


def explained(code: str, tmp_path: Path, **names: object) -> list[str]:
    """The words for what a piece of code raises."""
    with pytest.raises(BaseException) as raised:
        exec(compile(code, str(tmp_path / "hooks" / "example.py"), "exec"), names)  # noqa: S102
    return explain(raised.value, tmp_path)


def test_all_problems_of_the_data_are_told() -> None:
    error = DataError([Problem("data/a.yml", 1, 2, "wrong", "right"), Problem("data/b.yml", 3, 4, "bad")])
    error.add_note("Nothing was built.")
    assert explain(error, ROOT) == [
        "data/a.yml:1:2: wrong (expected right)", "data/b.yml:3:4: bad", "Nothing was built.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("{{ laed }}", "an unknown name: 'laed' is undefined"),
        ("{{ 1 // 0 }}", "integer division or modulo by zero"),
        ("{{ lead + 1 }}", 'can only concatenate str (not "int") to str'),
        ("{% if lead %", "unexpected '<'"),
        ("{% if lead %}", "Unexpected end of template."),
    ],
)
def test_a_broken_expression_of_a_template_has_its_file_and_line(expression: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<p>\n{expression}\n</p>\n", encoding="utf-8")
    templates = Environment(loader=FileSystemLoader(tmp_path), undefined=StrictUndefined)  # noqa: S701
    (line,) = explained("templates.get_template('page.html').render(lead='x')", tmp_path, templates=templates)
    assert re.match(r"page\.html:[23]:1: template: " + re.escape(message), line)


def test_a_template_without_a_file_is_told_too(tmp_path: Path) -> None:
    templates = Environment(loader=DictLoader({"a": "{% if %}"}))  # noqa: S701
    (line,) = explained("templates.get_template('a')", tmp_path, templates=templates)
    assert line.startswith("a template:1:1: template: ")


def test_broken_yaml_has_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: A\nnav: [a, b\ntheme: x\n", encoding="utf-8")
    (line,) = explained("yaml.safe_load(file.open())", tmp_path, yaml=yaml, file=file)
    assert line.startswith("mkdocs.yml:3:6: not valid YAML: ")


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_bytes(b"one\ntwo \xe9\n")
    code = "def read(path):\n    return path.read_text(encoding='utf-8')\nread(file)"
    assert explained(code, tmp_path, file=file) == [
        "page.md:2: byte 0xe9 is not UTF-8 (expected text in UTF-8)"
    ]  # fmt: skip


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    assert explained("(folder / 'none.yml').open()", tmp_path, folder=tmp_path) == [
        "none.yml: No such file or directory"
    ]


def test_an_error_that_nobody_expected_names_the_file_at_work_and_the_line_of_code(tmp_path: Path) -> None:
    file = tmp_path / "data.yml"
    file.write_text("a: 1\n", encoding="utf-8")
    code = "def read(path):\n    return {}['source']\nread(file)"
    assert explained(code, tmp_path, file=file) == [
        "data.yml: KeyError: 'source' (hooks/example.py, line 2)", UNEXPECTED,
    ]  # fmt: skip
