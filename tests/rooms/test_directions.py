"""The rooms of hooks/atlas/ keep their directions, and the linter that holds them to it says what is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """A copy of the code and of the contracts, to spoil."""
    shutil.copytree(ROOT / "hooks" / "atlas", tmp_path / "atlas", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(rooms: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(LINTER), "--no-logo", "--no-cache"],
        cwd=rooms, env={"PYTHONPATH": str(rooms), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_room_keeps_its_direction(rooms: Path) -> None:
    done = lint(rooms)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("domain/fees.py", "from atlas.rendering import context", "atlas.domain is not allowed to import atlas.rendering"),
        ("domain/fees.py", "def late() -> None:\n    import atlas.outputs", "atlas.domain is not allowed to import atlas.outputs"),
        ("data/validation.py", "import jinja2", "atlas.data is not allowed to import jinja2"),
        ("rendering/artifacts.py", "import mkdocs.config", "atlas is not allowed to import mkdocs"),
        ("postprocess/offline.py", "import atlas.domain.fees", "atlas.postprocess is not allowed to import atlas.domain"),
        ("maintenance/annotations_of_tests.py", "import atlas.rendering.artifacts", "is not allowed to import atlas.rendering"),
        ("domain/problems.py", "import atlas.domain.requirements", "No cycles are allowed in atlas.domain"),
    ],
)  # fmt: skip
def test_an_import_against_the_direction_is_told(rooms: Path, module: str, line: str, said: str) -> None:
    path = rooms / "atlas" / module
    path.write_text((path.read_text(encoding="utf-8") if path.is_file() else "") + f"\n{line}\n", encoding="utf-8")
    done = lint(rooms)
    assert done.returncode == 1
    assert said in done.stdout


def test_no_module_stands_outside_the_rooms() -> None:
    assert [path.name for path in (ROOT / "hooks" / "atlas").glob("*.py")] == ["__init__.py"]
