"""Build the site into site/, or leave site/ as it was and say what is wrong.

    scripts/build.py             for looking at
    scripts/build.py --publish   for the public: stops while an address in mkdocs.yml is a placeholder

The site is built beside site/ and takes its place only when it is complete. It speaks of the day of the build: today,
or that of SOURCE_DATE_EPOCH. Two builds of one commit for one day are the same to the byte.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import command_line
from atlas.clock import VARIABLE, build_day, epoch

ROOT = command_line.ROOT


def main() -> int:
    parser = command_line.parser("Build the site into site/.")
    parser.add_argument("--publish", action="store_true", help="stop while an address in mkdocs.yml is a placeholder")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="where to put it")
    arguments = parser.parse_args()
    if arguments.publish and (setting := placeholder()):
        print(
            f"mkdocs.yml: `{setting}` is still a placeholder. Put the real address there before you publish; "
            "every link is derived from it. Nothing was built.",
            file=sys.stderr,
        )
        return 1
    arguments.site.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".site-", dir=arguments.site.parent))
    try:
        code = mkdocs_build(new)
        if code:
            return code
        swap(new, arguments.site)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    pages = sum(1 for _ in arguments.site.rglob("*.html"))
    print(f"{pages} pages built in {arguments.site.name}/.")
    return 0


def mkdocs_build(target: Path) -> int:
    """Build into `target`; every warning is an error. Prints what went wrong and nothing else."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()
        print("\n".join(line for line in lines if line.strip() and not line.startswith("INFO")), file=sys.stderr)
    return done.returncode


def placeholder() -> str:
    """The setting of mkdocs.yml that is still a placeholder, or ""."""
    from mkdocs.config import load_config  # noqa: PLC0415

    from atlas.site import Settings  # noqa: PLC0415 - only --publish needs it

    config = load_config(str(ROOT / "mkdocs.yml"))
    return Settings(config.site_url or "", config.repo_url or "").placeholder


def environment() -> dict[str, str]:
    """The environment of the build. Its day is fixed here, so that a build that runs past midnight speaks of one day."""
    return dict(os.environ) | {"NO_MKDOCS_2_WARNING": "1", VARIABLE: epoch(build_day())}


def swap(new: Path, site: Path) -> None:
    """Put the finished site in place of the last one."""
    new.chmod(0o755)
    old = site.with_name(f".{site.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    command_line.run(main)
