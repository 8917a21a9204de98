"""Lets invented jurisdictions into a build of the benchmark: those whose codes no real one has."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from atlas.domain import jurisdictions
from benchmarking import invented


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name them in this process as if the postal service had given them codes; the build then takes them as it takes all."""
    states = Path(config.config_file_path).parent / "data" / "states"
    codes = {path.stem.upper() for path in states.glob("*.yml")} - jurisdictions.NAMES.keys()
    jurisdictions.NAMES.update((code, invented.name_of(code)) for code in codes)
    return config
