"""Build one MkDocs project and write down how much processor time each phase took.

    python -m benchmarking.timed MKDOCS.YML SITE RESULT.JSON

Phases: `load` reading and checking the data, `history` what git knows of them (read meanwhile), `render` making pages and files from
them, `markdown`, `theme` putting pages into the theme, `nav`, `search`, `finish` what is done to the written site, `other` all else of the build.
"""

from __future__ import annotations

import functools
import json
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

PHASES: dict[str, float] = {}
_running: list[str] = []
_since = [0.0]


def main() -> int:
    config_file, site, result = sys.argv[1:]
    from mkdocs.commands import build as mkdocs_build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    wrap("mkdocs.structure.pages", "Page.render", "markdown")
    wrap("mkdocs.commands.build", "_build_page", "theme")
    wrap("mkdocs.commands.build", "get_navigation", "nav")
    wrap("material.plugins.search.plugin", "SearchPlugin.on_page_context", "search")
    wrap("material.plugins.search.plugin", "SearchPlugin.on_post_build", "search")
    if Path(config_file).with_name("hooks").is_dir():
        wrap_ours()
    config = load_config(config_file, site_dir=site)
    enter("other")
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build.build(config)
    leave()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(result).write_text(json.dumps({"cpu": processor(), "memory": memory, "phases": PHASES}))
    return 0


def wrap_ours() -> None:
    """Count the phases of our own build. To be called before the hook, and with it whoever calls these, is imported."""
    wrap("atlas.data.loader", "load_atlas", "load")
    wrap("atlas.build.assemble", "assemble_site", "render")
    wrap("atlas.postprocess.pipeline", "finish", "finish")
    wrap("atlas.build.preview", "_read", "history")  # which imports the others: it comes last


def enter(phase: str) -> None:
    """Time from here on belongs to `phase`, not to the phase around it."""
    count()
    _running.append(phase)


def leave() -> None:
    count()
    _running.pop()


def processor() -> float:
    """Seconds of the processor so far, those of the processes that shared the work too."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def count() -> None:
    now = processor()
    if _running:
        PHASES[_running[-1]] = PHASES.get(_running[-1], 0) + now - _since[0]
    _since[0] = now


def wrap(module: str, name: str, phase: str) -> None:
    """Count the time of a function, or of a method of a class, as that of a phase."""
    owner: Any = import_module(module)
    *classes, last = name.split(".")
    for name_of_class in classes:
        owner = getattr(owner, name_of_class)
    function: Callable[..., Any] = getattr(owner, last)

    @functools.wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:
        enter(phase)
        try:
            return function(*arguments, **named)
        finally:
            leave()

    setattr(owner, last, timed)


if __name__ == "__main__":
    sys.exit(main())
