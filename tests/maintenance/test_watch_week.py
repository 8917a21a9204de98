"""The workflow of the source watch, run after run: its steps are read from its file and run as GitHub runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas.system import clock
from conftest import ROOT
from watch_server import ANSWERS, CHANGED_PAGE, RULE, Server, write_data

pytestmark = pytest.mark.skipif(not shutil.which("jq"), reason="needs jq, which `gh` has built in")

TITLE = "Sources that changed"
URLS = [f"https://{path}.example/{path}" for path in ("page", "tagged", "p1", "p2", "p3")]

GH = '''#!{python}
"""A `gh` that knows what the workflow asks for. What GitHub holds stands in files."""
import json, os, pathlib, shutil, subprocess, sys
store, words = pathlib.Path({store!r}), sys.argv[1:]
def option(name): return words[words.index(name) + 1]
def answer(data):
    done = subprocess.run(["jq", "-r", option("--jq")], input=json.dumps(data), text=True, capture_output=True)
    print(done.stdout, end="")
    sys.exit(done.returncode)
if (store / (words[0] + "-down")).exists(): sys.exit("HTTP 502")
if words[0] == "api":
    assert words[1].startswith("repos/x/atlas/actions/artifacts?name=watch-state&")
    answer({{"artifacts": json.loads((store / "artifacts.json").read_text())}})
if words[:2] == ["run", "download"]:
    shutil.copytree(store / words[2] / option("--name"), option("--dir"), dirs_exist_ok=True)
elif words[0] == "issue":
    issues = json.loads((store / "issues.json").read_text())
    if words[1] == "list":
        answer([issue for issue in issues if issue["app"] == option("--app")])
    body = pathlib.Path(option("--body-file")).read_text()
    assert len(body) <= 65_536
    if words[1] == "create":
        issues.append({{"number": len(issues) + 1, "title": option("--title"), "app": "github-actions", "body": body}})
    else:
        next(issue for issue in issues if issue["number"] == int(words[2]))["body"] = body
    (store / "issues.json").write_text(json.dumps(issues))
'''


@dataclass
class Run:
    """One run of the job: how it ended, and what it left."""

    conclusion: str = "success"
    outputs: dict[str, str] = field(default_factory=dict)


@dataclass
class GitHub:
    """Runs the workflow as GitHub does: a fresh folder each time, steps in turn, `if: always()` whatever came before."""

    folder: Path
    server: Server
    number: int = 0

    def __post_init__(self) -> None:
        self.store, self.bin, self.project = (self.folder / name for name in ("store", "bin", "project"))
        for folder in (self.store, self.bin, self.project):
            folder.mkdir()
        for name in ("scripts", "hooks"):
            shutil.copytree(ROOT / name, self.project / name, ignore=shutil.ignore_patterns("__pycache__"))
        stranger = {"number": 1, "title": TITLE, "app": "", "body": "mine"}
        (self.store / "issues.json").write_text(json.dumps([stranger]), encoding="utf-8")
        foreign = [
            _artifact(900, head_repository_id=2),
            _artifact(901, head_branch="other"),
            _artifact(902) | {"expired": True},
        ]
        (self.store / "artifacts.json").write_text(json.dumps(foreign), encoding="utf-8")
        self._program("gh", GH.format(python=sys.executable, store=str(self.store)))
        self._program("make", '#!/bin/sh\ntest "$1" = .venv/.ready\n')
        self.workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "watch.yml").read_text(encoding="utf-8"))

    def _program(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text, encoding="utf-8")
        (self.bin / name).chmod(0o755)

    def run(self, *, stop: str = "", after: int = 0) -> Run:
        """A run. `stop` is how the step that watches ends after so many requests: cancelled, timeout or lost."""
        self.number += 1
        work = self.folder / f"run-{self.number}"
        (work / ".venv" / "bin").mkdir(parents=True)
        (work / "scripts").symlink_to(self.project / "scripts")
        python = work / ".venv" / "bin" / "python"
        python.write_text(
            f'#!/bin/sh\nexec {sys.executable} "$@" --delay 0 --test-server 127.0.0.1:{self.server.server_port}\n'
        )
        python.chmod(0o755)
        result = Run()
        for step in self.workflow["jobs"]["watch"]["steps"]:
            if result.conclusion != "success" and step.get("if") != "always()":
                continue
            if "upload-artifact" in step.get("uses", ""):
                self._upload(work, step["with"])
            elif "run" in step:
                stopped = stop if step.get("id") == "watch" else ""
                ended = self._step(work, step, result, stopped, after)
                if ended == "lost":
                    result.conclusion = "lost"
                    break
                result.conclusion = ended if result.conclusion == "success" else result.conclusion
        return result

    def _step(self, work: Path, step: dict[str, Any], result: Run, stop: str, after: int) -> str:
        output = work / "output"
        output.touch()
        env = os.environ | {key: self._value(value, result) for key, value in step.get("env", {}).items()}
        env |= {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": "x/atlas",
        }
        env |= {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_RUN_ID": str(self.number)}
        if stop:
            self.server.gate = threading.Semaphore(after)
        asked = len(self.server.requests)
        with (work / "log").open("a") as log:
            process = subprocess.Popen(
                ["bash", "-e", "-c", step["run"]], cwd=work, env=env, stdout=log, stderr=log, start_new_session=True
            )
            while stop and len(self.server.requests) <= asked + after and process.poll() is None:
                time.sleep(0.01)
            if stop:
                assert process.poll() is None, (work / "log").read_text()
                os.kill(process.pid, signal.SIGINT)  # GitHub asks the shell, waits a little, then ends what is left
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=120)
        if stop:
            self.server.gate.release(100)
            self.server.gate = None
            return {"timeout": "failure"}.get(stop, stop)
        result.outputs |= dict(line.split("=", 1) for line in output.read_text().splitlines())
        return "success" if process.returncode == 0 else "failure"

    def _value(self, text: str, result: Run) -> str:
        known = {"github.token": "t", "github.event.repository.default_branch": "main"}
        known |= {f"steps.watch.outputs.{name}": value for name, value in result.outputs.items()}
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], text)

    def _upload(self, work: Path, options: dict[str, Any]) -> None:
        found = [work / path for path in options["path"].split() if (work / path).is_file()]
        assert found or options["if-no-files-found"] == "ignore"
        for path in found:
            (self.store / str(self.number) / options["name"]).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, self.store / str(self.number) / options["name"])
        if found and options["name"] == "watch-state":
            known = json.loads((self.store / "artifacts.json").read_text())
            (self.store / "artifacts.json").write_text(json.dumps([*known, _artifact(self.number)]))

    def a_week_passes(self) -> None:
        """A run that was not ended is a week old for the next one, and not gone on with."""
        for path in self.store.glob("*/watch-state/watch.json"):
            state = json.loads(path.read_text())
            state["started"] = state["started"] and (clock.now() - timedelta(days=7)).isoformat()
            path.write_text(json.dumps(state))

    def has_saved(self) -> bool:
        """Whether this run saved what the watch remembers."""
        return (self.store / str(self.number) / "watch-state" / "watch.json").is_file()

    def kinds(self) -> dict[str, str]:
        """What this run reported, by page."""
        report = json.loads((self.store / str(self.number) / "watch-report" / "report.json").read_text())
        return {page["url"].rsplit("/", 1)[1]: page["kind"] for page in report["pages"]}

    def issues(self) -> list[str]:
        return [issue["body"] for issue in json.loads((self.store / "issues.json").read_text())]


def _artifact(run: int, *, head_branch: str = "main", head_repository_id: int = 1) -> dict[str, Any]:
    """An artifact of a run, as GitHub lists them. Those of later runs are newer."""
    created = f"2026-03-01T00:{run // 60:02}:{run % 60:02}Z"
    source = {"id": run, "head_branch": head_branch, "repository_id": 1, "head_repository_id": head_repository_id}
    return {"name": "watch-state", "expired": False, "created_at": created, "workflow_run": source}


def test_whatever_happens_to_a_run_the_next_one_knows_what_was_seen(watch_server: Server, tmp_path: Path) -> None:
    github = GitHub(tmp_path, watch_server)
    write_data(github.project, URLS)

    assert github.run().conclusion == "success"
    assert set(github.kinds().values()) == {"new"}
    assert github.issues() == ["mine"]  # nothing to tell

    watch_server.answers["p2.example", "/p2"] = ANSWERS["ssh"]
    run = github.run()
    assert (run.conclusion, run.outputs["code"], github.has_saved()) == ("success", "3", True)
    assert "### Unreachable (1)" in github.issues()[1]

    watch_server.pages["/page"] = CHANGED_PAGE  # from now on this must never be lost
    assert github.run(stop="cancelled", after=4).conclusion == "cancelled"
    assert github.has_saved()
    github.a_week_passes()
    assert github.run(stop="timeout", after=6).conclusion == "failure"
    assert github.has_saved()
    assert github.run(stop="lost", after=2).conclusion == "lost"
    assert not github.has_saved()
    github.a_week_passes()

    (github.store / "api-down").touch()
    asked = len(watch_server.requests)
    assert github.run().conclusion == "failure"
    assert (github.has_saved(), len(watch_server.requests)) == (False, asked)  # nothing remembered: nothing looked at
    (github.store / "api-down").unlink()

    (github.store / "issue-down").touch()
    assert github.run().conclusion == "failure"
    assert github.has_saved() and github.kinds()["page"] == "changed"
    (github.store / "issue-down").unlink()

    watch_server.answers.clear()
    run = github.run()
    assert (run.conclusion, run.outputs["code"]) == ("success", "1")
    assert github.kinds() == {
        "page": "changed",
        "tagged": "unchanged",
        "p1": "unchanged",
        "p2": "unchanged",
        "p3": "unchanged",
    }
    (stranger, body) = github.issues()
    assert stranger == "mine"
    assert f"was: {RULE.format('3,000')}" in body and f"now: {RULE.format('2,400')}" in body

    write_data(github.project, URLS, read_on="2026-02-01")
    assert github.run().outputs["code"] == "0"
    assert "5 unchanged" in github.issues()[1]


def test_a_watch_that_cannot_begin_fails_its_run_and_leaves_what_was_seen(watch_server: Server, tmp_path: Path) -> None:
    github = GitHub(tmp_path, watch_server)
    write_data(github.project, [])
    run = github.run()
    assert (run.conclusion, run.outputs["code"], github.issues()) == ("failure", "2", ["mine"])
