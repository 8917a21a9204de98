"""What names a fact in a text."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from atlas.data.rules.context import Context
from atlas.data.rules.licenses import misspelled_licenses, shared, texts
from atlas.domain.answers import answer_of
from atlas.domain.problems import DataPath, nearest
from atlas.domain.reference_syntax import malformed, references
from atlas.domain.references import UnresolvedReferenceError, failures
from atlas.domain.requirements import Fact
from atlas.domain.vocabulary import BY_ID


def references_resolve(c: Context) -> None:
    """Every {license.fact} in a text has a figure to show, on the day of the build and on every later day."""
    facts, unread = _facts(c)
    written = [f"{{{owner}.{id}}}" if owner else f"{{{id}}}" for owner in facts for id in facts[owner]]
    misspelled = misspelled_licenses(c)
    failed: dict[tuple[str, str], tuple[DataPath, str, UnresolvedReferenceError, list[str]]] = {}
    for place, text in texts(c):
        for snippet in malformed(text):
            near = nearest("{" + "".join(snippet.strip("{} ").split()) + "}", written)
            what = f"`{snippet[:80]}` is no reference"
            c.document.add(place, what, "{license.fact} or {fact}", near, within=snippet)
        for ref in references(text):
            if ref.license in misspelled or (ref.license, ref.fact) in unread:
                continue  # that is said already
            for error in failures(ref, facts, c.day):
                first = failed.setdefault((ref.text, error.what), (place, ref.text, error, []))
                first[3].append(ref.text)
    for place, named, error, times in failed.values():
        more = f", here and in {len(times) - 1} more" if len(times) > 1 else ""
        c.document.add(place, error.what + more, error.expected, error.near, within=named)


def _facts(c: Context) -> tuple[dict[str, dict[str, Fact]], set[tuple[str, str]]]:
    """The facts of the file by owner and id, and those with a misspelled name or an answer that could not be read."""
    sources: Any = defaultdict(lambda: None, c.file.sources)  # that one is not defined is told by its own rule
    facts: dict[str, dict[str, Fact]] = {owner: {} for owner in ("", *(license.id for license in c.file.licenses))}
    owners = {-1: "", **{index: license.id for index, license in enumerate(c.file.licenses)}}
    unread = {(owners[index], id) for index, id in c.misspelled_facts}
    for (index, id), entries in c.facts.items():
        owner = owners[index]
        facts[owner][id] = Fact(BY_ID[id], tuple(answer_of(entry, sources) for entry in entries))
        if len(entries) != c.answers_given(index, id):
            unread.add((owner, id))
    for license in c.file.licenses:
        for other, id in shared(license):
            if id in facts.get(other, ()):
                facts[license.id].setdefault(id, facts[other][id])
            if (other, id) in unread:
                unread.add((license.id, id))
    return facts, unread
