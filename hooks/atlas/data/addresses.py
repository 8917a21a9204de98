"""The address of every page of the site, known from the files alone, before any page is built.

So a link in the data is checked with the data. `tests/data/test_gate.py` holds this list against the pages that are built.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from atlas.domain.jurisdictions import INVENTED, NAMES, slug

PAGES = (
    "changes/", "changes/edits/", "compact/", "compare/", "contribute/fields/", "coverage/", "data/", "exams/",
    "glossary/", "hours/", "move/", "plan/", "questions/", "schools/", "search/", "states/", "titles/",
)  # fmt: skip

PAGES_OF_STATE = ("states/{}/", "states/{}/sources/", "move/{}/")


def site_addresses(data: Path, docs: Path, exams: Collection[str]) -> frozenset[str]:
    """Every address, from the names of the state files, the ids of the exams and the pages under `docs`."""
    names = NAMES | INVENTED
    slugs = [slug(names[path.stem.upper()]) for path in (data / "states").glob("*.yml") if path.stem.upper() in names]
    authored = [address_of(path.relative_to(docs)) for path in docs.rglob("*.md")]
    of_states = [page.format(name) for page in PAGES_OF_STATE for name in slugs]
    return frozenset([*PAGES, *of_states, *(f"exams/{id}/" for id in exams), *authored])


def address_of(path: Path) -> str:
    """The address of an authored page, from its path under docs/."""
    name = path.with_suffix("").as_posix().replace("articles/posts/", "articles/")
    return name.removesuffix("index") if name.endswith("index") else name + "/"
