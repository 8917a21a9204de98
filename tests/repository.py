"""A repository with the invented state, for tests of what git knows."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

HOURS = "{value: 2800, source: rule-12-4, at: (a)}"


class Project:
    """A repository with the invented state."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state = root / "data" / "states" / "ex.yml"
        self.text = self.state.read_text(encoding="utf-8")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("First reading", "2026-01-05")

    def git(self, *arguments: str, day: str = "2026-01-05") -> str:
        at = f"{day}T12:00:00Z"
        identity = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
        environment = os.environ | {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        command = ["git", *identity, *arguments]
        return subprocess.run(
            command, cwd=self.root, env=environment, check=True, capture_output=True, text=True
        ).stdout

    def commit(self, why: str, day: str) -> None:
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", why, day=day)

    def edit(self, hours: int, day: str, why: str = "The rule was amended") -> None:
        self.state.write_text(self.text.replace(HOURS, HOURS.replace("2800", str(hours))), encoding="utf-8")
        self.commit(why, day)
