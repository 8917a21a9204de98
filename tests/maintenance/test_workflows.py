"""The workflows are safe, pinned, and name only what exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", ".github"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_every_action_is_pinned_by_commit_with_its_version_beside_it(path: Path) -> None:
    for line in path.read_text().splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_a_workflow_names_scripts_and_commands_that_exist(path: Path) -> None:
    text = path.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for script in re.findall(r"scripts/\w+\.py", text):
        assert (ROOT / script).is_file(), script
    for target in re.findall(r"\bmake ([a-z]+)", text):
        assert target in targets, target


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_a_workflow_starts_from_read_only(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {"contents": "read"}


def test_no_workflow_has_a_day_of_its_own() -> None:
    assert [path.name for path in WORKFLOWS if re.search(r"SOURCE_DATE_EPOCH|\bdate\b -", path.read_text())] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_a_site_is_built_from_the_whole_history(path: Path) -> None:
    for job in yaml.safe_load(path.read_text())["jobs"].values():
        if any(re.search(r"make (build|publish)", step.get("run", "")) for step in job["steps"]):
            (checkout,) = (step for step in job["steps"] if "actions/checkout" in step.get("uses", ""))
            assert checkout["with"]["fetch-depth"] == 0


def test_pull_requests_get_neither_secrets_nor_write_access() -> None:
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text()
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert "write" not in text.replace("overwrite", "")


def test_pre_commit_runs_the_checks_of_the_makefile() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    entries = " ".join(hook["entry"] for hook in config["repos"][0]["hooks"])
    for part in ("scripts/check.py", "ruff check", "ruff format", "mypy"):
        assert part in entries
