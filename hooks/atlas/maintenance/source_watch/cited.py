"""Which pages the data cites, and which figures rest on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from atlas.data.positions import Document, read
from atlas.domain.official_links import official_link
from atlas.domain.problems import display_path
from atlas.domain.sources import SourceKind
from atlas.domain.vocabulary import BY_ID


@dataclass(frozen=True)
class SourceLocation:
    """Where the data cites a page."""

    state: str  # postal code, or the name of the file
    source: str  # id
    path: str
    line: int


@dataclass
class Page:
    """A cited page. `figures` maps a label such as "GA LPC max_months" to the number that rests on the page."""

    url: str  # without the fragment
    read_on: date = date.min  # the latest day on which somebody read it
    locations: list[SourceLocation] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    official: str = ""  # of a copy: the publisher's own page of the same text


def pages(data: Path, root: Path | None = None) -> list[Page]:
    """Every page cited under `data`, in order of address. Files that cannot be read are passed over."""
    found: dict[str, Page] = {}
    for path in [*sorted((data / "states").glob("*.yml")), data / "exams.yml", data / "compact.yml"]:
        document = read(path, root)
        if isinstance(document.data, dict):
            _collect(found, document, display_path(path, root))
    return [found[url] for url in sorted(found)]


def _collect(found: dict[str, Page], document: Document, path: str) -> None:
    sources = document.data.get("sources")
    state = str(document.data.get("code") or Path(path).stem)
    figures = list(_figures(document.data, state))
    for id, source in (sources if isinstance(sources, dict) else {}).items():
        if not isinstance(source, dict):
            continue
        official = urldefrag(_official(source)).url
        for url in filter(None, (_without_fragment(source.get("url")), official)):
            page = found.setdefault(url, Page(url, official=official if url != official else ""))
            page.official = page.official if url != official else ""
            if isinstance(source.get("read_on"), date):
                page.read_on = max(page.read_on, source["read_on"])
            page.locations.append(SourceLocation(state, id, path, document.position(("sources", id), key=True).line))
            page.figures.update({label: figure for label, figure, cites in figures if cites == id})


def _without_fragment(url: Any) -> str:
    return urldefrag(url).url if isinstance(url, str) else ""


def _official(source: dict[str, Any]) -> str:
    """The publisher's own page, as the file gives it or as it follows from the citation of a law."""
    given, citation, url = (source.get(key) for key in ("official_url", "citation", "url"))
    if isinstance(given, str):
        return given
    is_law = source.get("kind") in (SourceKind.STATUTE, SourceKind.RULE)
    return official_link(citation, url) if is_law and isinstance(citation, str) and isinstance(url, str) else ""


def _figures(data: dict[str, Any], state: str) -> Iterator[tuple[str, float, str]]:
    """(label, figure, source id) of every number in the file."""
    licenses = [license for license in data.get("licenses") or () if isinstance(license, dict)]
    for owner, holder in [("", data), *((str(license.get("id")), license) for license in licenses)]:
        facts = holder.get("facts")
        for id, answer in (facts if isinstance(facts, dict) else {}).items():
            if id not in BY_ID:
                continue
            for entry in answer if isinstance(answer, list) else [answer]:
                readings = entry.get("disputed") or [entry] if isinstance(entry, dict) else []
                for reading in readings:
                    value = reading.get("value") if isinstance(reading, dict) else None
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        label = " ".join(filter(None, (state, owner.upper(), id)))
                        yield f"{label} ({value:g})", float(value), str(reading.get("source"))
