"""The checks before a commit are those of the Makefile, and what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from conftest import ROOT

CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for repo in CONFIG["repos"] for hook in repo["hooks"]}


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert [repo["repo"] for repo in CONFIG["repos"]] == ["local"]
    assert all(hook["language"] == "system" for hook in HOOKS.values())


def test_each_hook_runs_what_make_runs() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for hook in HOOKS.values():
        tool, _, command = hook["entry"].partition(" ")
        if tool == "make":
            assert re.search(rf"^{command}: ", makefile, re.MULTILINE), command
            continue
        variable = {".venv/bin/python": "RUN", ".venv/bin/deno": "DENO"}[tool]
        assert re.search(rf"\$\({variable}\) {re.escape(command)}(\s|$)", makefile), command


def test_the_state_files_are_those_that_are_checked() -> None:
    files = [p.relative_to(ROOT).as_posix() for p in Path(ROOT / "data").rglob("*.yml")]
    taken = [f for f in files if re.search(HOOKS["states"]["files"], f)]
    assert taken == [f for f in files if f.startswith("data/states/")]
    assert taken
