"""Sources: each is defined once, used, and named so that a reader can find it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Evidence
from ..problems import nearest
from ..yamlpos import DataPath
from .context import Context


def sources_defined(c: Context) -> None:
    """Every source id that is used is defined."""
    known = list(c.file.sources)
    for id, place in used_sources(c):
        if id not in c.file.sources:
            c.document.add(place, f"unknown source id `{id}`", "an id from `sources:`", nearest(id, known))


def sources_used(c: Context) -> None:
    """Every source that is defined is used."""
    used = {id for id, _ in used_sources(c)}
    for id in c.file.sources:
        if id not in used:
            c.document.add(
                ("sources", id),
                f"the source `{id}` is never used",
                "a fact, step, answer or change that cites it",
                key=True,
            )


def used_sources(c: Context) -> Iterator[tuple[str, DataPath]]:
    for _, _, place, entry in c.entries():
        if entry.source:
            yield entry.source, (*place, "source")
        for number, reading in enumerate(entry.disputed or ()):
            yield reading.source, (*place, "disputed", number, "source")
    lists: list[tuple[DataPath, list[str]]] = []
    for index, one in enumerate(c.file.licenses):
        lists += [(("licenses", index, "steps", n, "sources"), s.sources) for n, s in enumerate(one.steps)]
    lists += [(("faq", n, "sources"), q.sources) for n, q in enumerate(c.file.faq)]
    lists += [(("changes", n, "sources"), x.sources) for n, x in enumerate(c.file.changes)]
    for place, ids in lists:
        for number, id in enumerate(ids):
            yield id, (*place, number)


def sources_distinct(c: Context) -> None:
    """No text stands twice among the sources: one address with one citation is one source."""
    seen: dict[tuple[str, str | None, str | None], str] = {}
    for id, source in c.file.sources.items():
        key = (source.url, source.citation, None if source.citation else source.title)
        if key in seen:
            c.document.add(
                ("sources", id),
                f"the source `{id}` is the same text as `{seen[key]}`",
                f"`{seen[key]}` in its place",
                key=True,
            )
        seen.setdefault(key, id)


def sources_named(c: Context) -> None:
    """A statute or rule is cited with its section; any other source has a title or a citation."""
    for id, source in c.file.sources.items():
        place = ("sources", id)
        if source.evidence is Evidence.LAW:
            if source.citation is None:
                c.document.add(place, f"the {source.kind} `{id}` has no citation", "`citation:` with the section")
            elif not any(ch.isdigit() for ch in source.citation):
                c.document.add(
                    (*place, "citation"),
                    f"the citation `{source.citation}` names no section",
                    "a citation with a section number",
                )
        elif source.citation is None and source.title is None:
            c.document.add(place, f"the source `{id}` has no name", "`title:`")
