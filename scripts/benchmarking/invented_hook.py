"""Lets invented jurisdictions into a build of the benchmark: their codes have four letters, and no real one has."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

from mkdocs.config.defaults import MkDocsConfig

import invented
from atlas import jurisdictions, live, load, model, rules


def on_startup(*, command: str, dirty: bool) -> None:
    code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
    model.StateFile.__annotations__["code"] = code
    field = model.StateFile.model_fields["code"]
    field.metadata = [StringConstraints(pattern=r"^[A-Z]{2,4}$")]
    model.StateFile.model_rebuild(force=True)
    rules.file_name = lambda path, document: None
    vars(live)["load_atlas"] = functools.partial(load.load_atlas, allow_invented=True)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    states = Path(config.config_file_path).parent / "data" / "states"
    jurisdictions.INVENTED.update(
        (code, invented.name_of(code)) for path in states.glob("*.yml") if len(code := path.stem.upper()) == 4
    )
    return config
