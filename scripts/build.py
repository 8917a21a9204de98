"""Build the site into site/, or leave site/ as it was and say what is wrong.

    scripts/build.py             for looking at
    scripts/build.py --publish   for the public: stops while an address in mkdocs.yml is a placeholder

The site is built beside site/ and takes its place only when it is complete. It speaks of the day of the build: today,
or that of SOURCE_DATE_EPOCH. Two builds of one commit for one day are the same to the byte.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import command_line
import mkdocs_engine
from atlas.rendering.artifacts import Settings
from atlas.system.clock import VARIABLE, build_day, epoch
from atlas.system.files import replacing

ROOT = command_line.ROOT


def main() -> int:
    parser = command_line.parser("Build the site into site/.")
    parser.add_argument(
        "--publish", action="store_true", help="stop while an address or the publisher in mkdocs.yml is a placeholder"
    )
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="where to put it")
    arguments = parser.parse_args()
    if arguments.publish and (setting := placeholder()):
        print(
            f"mkdocs.yml: `{setting}` is still a placeholder. Put the real one there before you publish; "
            "every page rests on it. Nothing was built.",
            file=sys.stderr,
        )
        return 1
    os.environ[VARIABLE] = epoch(build_day())  # so that a build that runs past midnight speaks of one day
    site: Path = arguments.site
    try:
        with replacing(site) as new:
            mkdocs_engine.build(ROOT, new)
    except BaseException as error:
        error.add_note(f"Nothing was built; {site.name}/ is as it was.")
        raise
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages built in {site.name}/.")
    return 0


def placeholder() -> str:
    """The setting of mkdocs.yml that is still a placeholder, or ""."""
    with mkdocs_engine.messages(ROOT):
        config = mkdocs_engine.load(ROOT)
    return Settings.of(config.site_url, config.repo_url, config.extra).placeholder


if __name__ == "__main__":
    command_line.run(main)
