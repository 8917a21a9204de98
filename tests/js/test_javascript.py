"""The tests of the scripts (tests/js/), run by the Deno that the lock file brings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

DENO = Path(sys.executable).parent / ("deno.exe" if os.name == "nt" else "deno")


def test_the_scripts_pass_their_tests(tmp_path: Path) -> None:
    if not DENO.exists():
        pytest.fail("Deno is not in the environment that runs the tests: `make` sets it up from requirements.lock.")
    done = subprocess.run(
        [DENO, "test", "--quiet", "--no-check", "--allow-read=tests/golden,docs/sw.js", "tests/js"],
        cwd=ROOT, env=dict(os.environ) | {"DENO_DIR": str(tmp_path), "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"ok \| (\d+) passed", done.stdout)
    assert passed, done.stdout
    assert int(passed[1]) > 200
