"""The workflows are safe, pinned, and name only what exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

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


# ---- what is signed is what is published, and what people download

DEPLOY = yaml.safe_load((ROOT / ".github" / "workflows" / "deploy.yml").read_text())["jobs"]
SUBJECTS = 1024  # the most that one attestation holds, by the README of actions/attest-build-provenance


def steps(job: str, action: str) -> list[dict[str, Any]]:
    """What each step of a job of the deployment that uses this action is given."""
    return [step.get("with", {}) for step in DEPLOY[job]["steps"] if f"{action}@" in step.get("uses", "")]


def attested() -> list[str]:
    (given,) = steps("attest", "actions/attest-build-provenance")
    return str(given["subject-path"]).split()


def pack(folder: Path) -> bytes:
    """The archive that the deployment makes of `folder`/site."""
    (command,) = (step["run"] for step in DEPLOY["build"]["steps"] if step.get("name") == "Pack")
    subprocess.run(["bash", "-e", "-c", command], cwd=folder, check=True)
    return (folder / "artifact.tar").read_bytes()


def test_what_is_attested_is_what_is_deployed() -> None:
    (uploaded,) = steps("build", "actions/upload-artifact")
    (taken,) = steps("attest", "actions/download-artifact")
    assert (uploaded["name"], uploaded["path"]) == ("github-pages", "artifact.tar")  # what actions/deploy-pages takes
    assert taken == {"name": uploaded["name"]}
    assert uploaded["path"] in attested()
    assert steps("deploy", "actions/deploy-pages") == [{}]
    assert (DEPLOY["attest"]["needs"], DEPLOY["deploy"]["needs"]) == (["test", "build"], "attest")
    assert int(uploaded["retention-days"]) == 90  # the most that GitHub allows


def test_what_people_download_is_attested_file_by_file(site: Path) -> None:
    (command,) = (step["run"] for step in DEPLOY["attest"]["steps"] if "run" in step)
    unpacked = re.findall(r"\./(\w+)", command)
    assert [f"{name}/**" for name in unpacked] == attested()[1:]
    files = [path for name in unpacked for path in (site / name).rglob("*") if path.is_file()]
    assert {"facts.csv", "facts.xlsx", "datapackage.json", "states.json"} <= {path.name for path in files}
    assert len(files) < SUBJECTS


def test_the_archive_holds_the_whole_site_as_pages_wants_it(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second")]
    for umask, folder in zip((0o022, 0o077), folders, strict=True):
        before = os.umask(umask)
        for name in ("z.html", "a/index.html", ".well-known/security.txt", "_headers"):
            path = folder / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
            os.utime(path, (umask, umask))
        (folder / "site" / "link.html").symlink_to("z.html")
        os.link(folder / "site" / "z.html", folder / "site" / "twin.html")
        os.umask(before)
    assert pack(folders[0]) == pack(folders[1])
    with tarfile.open(folders[0] / "artifact.tar") as archive:
        members = archive.getmembers()
    assert all(member.isfile() or member.isdir() for member in members)
    assert {member.mode for member in members} == {0o644, 0o755}
    assert [member.name for member in members if member.isfile()] == [
        "./.well-known/security.txt", "./_headers", "./a/index.html", "./link.html", "./twin.html", "./z.html",
    ]  # fmt: skip


WRITES = {"write", "write-all"}
OWN_ACTIONS = re.compile(r"actions/(download-artifact|attest-build-provenance|deploy-pages)@")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_a_job_that_can_sign_or_publish_runs_no_code_of_the_project_or_of_its_dependencies(path: Path) -> None:
    for name, job in yaml.safe_load(path.read_text())["jobs"].items():
        allowed = {right for right, access in job.get("permissions", {}).items() if access in WRITES}
        if allowed & {"id-token", "attestations", "pages", "contents", "packages"}:
            for step in job["steps"]:
                assert OWN_ACTIONS.match(step.get("uses", "")) or step["run"].startswith("tar -xf "), (name, step)


def test_each_job_of_the_deployment_has_the_rights_that_it_needs_alone() -> None:
    assert {name: job["permissions"] for name, job in DEPLOY.items()} == {
        "test": {"contents": "read"},
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
    }


def test_pre_commit_runs_the_checks_of_the_makefile() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    entries = " ".join(hook["entry"] for hook in config["repos"][0]["hooks"])
    for part in ("scripts/check.py", "ruff check", "ruff format", "mypy"):
        assert part in entries
