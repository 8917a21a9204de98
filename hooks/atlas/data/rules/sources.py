"""Sources: each is defined once, used, and named so that a reader can find it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from atlas.data.rules.context import Context
from atlas.domain.problems import DataPath, nearest
from atlas.domain.roles import Role
from atlas.domain.sources import Evidence

# What a source is called when it is not the text in force: "(older page)", "an earlier copy", "text of 2015", "(April 2011)".
_EDITIONS = (
    "page|pages|site|copy|copies|text|version|wording|rule|rules|guide|guides|form|list|schedule|handout|slides|"
    "notice|answers|instructions|address|code|hours"
)
_OLDER = re.compile(
    rf"\b(?:older|earlier|former|outdated|superseded)\s+(?:\w+\s+)?(?:{_EDITIONS})\b"
    r"|\((?:older|earlier|archived)[),]|\barchived\b"
    rf"|\b(?:{_EDITIONS}) (?:of|from|in effect since|as of) (?:[A-Z][\w.]* )?(?:\d{{1,2}}, )?(?:19\d\d|20[01]\d)\b"
    r"|\((?:[A-Z][a-z]+\.? )(?:\d{1,2}, )?(?:19\d\d|20[01]\d)\)",
)


def sources_defined(c: Context) -> None:
    """Every source id that is used is defined. An id that many places cite is one mistake, and told once."""
    unknown = _unknown(c)
    unused = _unused(c) if unknown else []
    for id, places in unknown.items():
        near = nearest(id, c.source_ids or ())
        if len(places) > 1 and near in unused:  # its definition is misspelled, not the places that cite it
            what = f"the source `{near}` is never used, and `{id}`, which {len(places)} places cite, is not defined"
            c.document.add(("sources", near), what, "one id for both", id, key=True)
        else:
            more = f", here and in {len(places) - 1} more" if len(places) > 1 else ""
            c.document.add(places[0], f"unknown source id `{id}`{more}", "an id from `sources:`", near)


def sources_used(c: Context) -> None:
    """Every source that is defined is used."""
    cited = {*_unknown(c), *(c.cited - set(c.source_ids or ()))}
    meant = {nearest(id, c.source_ids or ()) for id in cited}  # cited, with a slip that is told where it stands
    for id in _unused(c):
        if id not in meant:
            what, expected = f"the source `{id}` is never used", "something that cites it"
            c.document.add(("sources", id), what, expected, key=True)


def _unknown(c: Context) -> dict[str, list[DataPath]]:
    """The places of each source id that is cited and not defined."""
    found: dict[str, list[DataPath]] = {}
    if (defined := c.source_ids) is None:
        return found
    for cited in c.with_role(Role.SOURCE_ID):
        if cited.value not in defined:
            found.setdefault(cited.value, []).append(cited.place)
    return found


def _unused(c: Context) -> list[str]:
    data = c.document.data
    rest = {key: value for key, value in data.items() if key != "sources"} if isinstance(data, dict) else {}
    used = set(_cited(rest)) | c.cited
    return [id for id in c.source_ids or () if id not in used]


def _cited(data: Any) -> Iterator[str]:
    """Every id after `source:` or in `sources:`, as it stands: what a part with a mistake cites counts as used."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("source", "sources"):
                yield from (id for id in (value if isinstance(value, list) else [value]) if isinstance(id, str))
            else:
                yield from _cited(value)
    elif isinstance(data, list):
        for item in data:
            yield from _cited(item)


def sources_distinct(c: Context) -> None:
    """No text stands twice among the sources: one address with one citation is one source."""
    seen: dict[tuple[str, str | None, str | None], str] = {}
    for id, source in c.sources.items():
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
    for id, source in c.sources.items():
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


def older_sources_say_so(c: Context) -> None:
    """A source whose title or citation says that it is older has a caveat, which everything that rests on it shows."""
    for id, source in c.sources.items():
        if source.caveat is not None:
            continue
        for key, name in (("title", source.title), ("citation", source.citation)):
            older = _OLDER.search(name or "")
            if older:
                what = f"the source `{id}` is named as older (`{older[0].strip('(),')}`) and has no caveat"
                expected = "`caveat:` in a few words for readers: Older page, Text of 2015, Copy from before the changes of 2024"
                c.document.add(("sources", id, key), what, expected)
                break
