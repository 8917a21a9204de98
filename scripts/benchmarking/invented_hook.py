"""Lets invented jurisdictions into a build of the benchmark: those whose codes no real one has."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

from mkdocs.config.defaults import MkDocsConfig

import invented
from atlas.build import preview
from atlas.data import loader
from atlas.domain import jurisdictions


def on_startup(*, command: str, dirty: bool) -> None:
    vars(preview)["load_atlas"] = functools.partial(loader.load_atlas, allow_invented=True)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    states = Path(config.config_file_path).parent / "data" / "states"
    codes = {path.stem.upper() for path in states.glob("*.yml")} - jurisdictions.NAMES.keys()
    jurisdictions.INVENTED.update((code, invented.name_of(code)) for code in codes)
    return config
