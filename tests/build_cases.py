"""Invented jurisdictions in variants: for tests of figures and pages that one invented state does not cover."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from atlas.data.loader import load_atlas
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Jurisdiction, License, Status
from atlas.rendering.artifacts import Settings
from atlas.rendering.context import BuildContext, environment
from conftest import DATA, DAY


def load_edited(*edits: tuple[str, str], file: str = "states/ex.yml", day: date = DAY) -> Atlas:
    """The invented data, loaded on `day` after replacing the first of each pair by the second, once, in one file."""
    with TemporaryDirectory() as folder:
        data = Path(shutil.copytree(DATA, Path(folder) / "data"))
        text = (data / file).read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
            text = text.replace(old, new)
        (data / file).write_text(text, encoding="utf-8")
        return load_atlas(data, day, root=data.parent, allow_invented=True)


def with_answers(license: License, **facts: Any) -> License:
    """The license with these facts: each is a value (stated), an answer, or a tuple of answers."""
    changed = {}
    for id, given in facts.items():
        answers = given if isinstance(given, tuple) else (given,)
        full = tuple(a if isinstance(a, Answer) else Answer(Status.STATED, value=a) for a in answers)
        changed[id] = replace(license.facts[id], answers=full)
    return replace(license, facts={**license.facts, **changed})


def disputed(license: License, fact: str, *values: float | list[str]) -> Answer:
    """An answer on which the sources disagree, the preferred value first."""
    source = next(s for a in license.facts[fact].answers for s, _ in a.sources())
    return Answer(Status.DISPUTED, readings=tuple((value, source, "", "") for value in values))


def with_license(jurisdiction: Jurisdiction, license: License) -> Jurisdiction:
    """The jurisdiction with its license of the same id replaced."""
    licenses = tuple(license if old.id == license.id else old for old in jurisdiction.licenses)
    return replace(jurisdiction, licenses=licenses)


def with_changed(atlas: Atlas, license: str, **facts: Any) -> Atlas:
    """The invented data with these facts of one of its licenses."""
    jurisdiction = atlas.jurisdiction("EX")
    changed = with_answers(jurisdiction.license(license), **facts)
    return replace(atlas, jurisdictions=(with_license(jurisdiction, changed),))


def build_context(atlas: Atlas, *jurisdictions: Jurisdiction) -> BuildContext:
    """A builder of pages for the data, with these jurisdictions in place of the invented one."""
    settings = Settings("https://site.example/", "https://repo.example/")
    atlas = replace(atlas, jurisdictions=jurisdictions) if jurisdictions else atlas
    return BuildContext(atlas, settings, environment())
