"""The licenses of a state: the ladder they form, and what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from atlas.data.fact_parsing import FactEntries
from atlas.data.rules.context import Context
from atlas.domain import vocabulary
from atlas.domain.problems import DataPath, nearest
from atlas.domain.reference_syntax import references
from atlas.domain.state_file import LicenseFile, StateFile
from atlas.domain.vocabulary import GROUPS, LICENSE_FIELDS, OF_THE_JURISDICTION

_GROUPS = tuple(g.id for g in GROUPS if g.id not in OF_THE_JURISDICTION | {"identity"})
_SHAREABLE = (*_GROUPS, *(f.id for f in LICENSE_FIELDS if f.group in _GROUPS))  # what `same_as` may name


def shared(license: LicenseFile) -> list[tuple[str, str]]:
    """What `same_as` takes from other licenses: (id of the other license, fact id). A misspelled name counts as the one that was
    meant: it is told where it stands, and not again for each fact."""
    pairs = []
    for other, names in license.same_as.items():
        for written in names:
            name = written if written in _SHAREABLE else nearest(written, _SHAREABLE) or written
            group = [
                f.id for f in LICENSE_FIELDS if f.group == name and f.id != "lower_hours_counted"
            ]  # it is of one license
            ids = group or [name]  # `exams` is the group
            pairs += [(other, id) for id in ids if id not in license.facts]
    return pairs


def answers_with_shared(c: Context) -> FactEntries:
    """The answers to facts by owner and fact; in a state file with those that `same_as` takes from other licenses."""
    answers = dict(c.answers)
    licenses = c.file.licenses if isinstance(c.shape, StateFile) else []
    order = {license.id: index for index, license in enumerate(licenses)}
    for index, license in enumerate(licenses):
        for other, name in shared(license):
            if (index, name) not in answers and other in order:
                answers[index, name] = c.answers.get((order[other], name), [])
    return answers


def licenses_doubled(file: StateFile) -> bool:
    """Whether two licenses have one id: which of them a name means is not known then."""
    ids = [license.id for license in file.licenses]
    return len(set(ids)) < len(ids)


def misspelled_licenses(c: Context) -> dict[str, int]:
    """Ids that several places name and no license has, each with the index of the license whose id is misspelled."""
    ids = {license.id: index for index, license in enumerate(c.file.licenses)}
    named = Counter(_licenses_named(c))
    unnamed = [id for id in ids if id not in named]
    near = {id: nearest(id, unnamed) for id, count in named.items() if id not in ids and count > 1}
    return {id: ids[meant] for id, meant in near.items() if meant}


def _licenses_named(c: Context) -> Iterator[str]:
    for license in c.file.licenses:
        yield from [license.leads_to] if license.leads_to else []
        yield from license.same_as
    for _, text in texts(c):
        yield from (ref.license for ref in references(text) if ref.license)


def texts(c: Context) -> Iterator[tuple[DataPath, str]]:
    """The texts in which facts may be named as {license.fact}."""
    for index, license in enumerate(c.file.licenses):
        for number, step in enumerate(license.steps):
            if step.detail:
                yield ("licenses", index, "steps", number, "detail"), step.detail
    for number, question in enumerate(c.file.faq):
        yield ("faq", number, "answer"), question.answer


def license_ids_spelled(c: Context) -> None:
    """What several places name is a license of the file. A misspelled id of a license is told once, where it stands."""
    for id, index in misspelled_licenses(c).items():
        found = c.file.licenses[index].id
        what = f"no place names the license `{found}`, and `{id}`, which several places name, is not here"
        c.document.add(("licenses", index, "id"), what, "one id for both", id)


def same_as_is_known(c: Context) -> None:
    """`same_as` names another license of the file, and groups or facts that stand there."""
    ids = [license.id for license in c.file.licenses]
    misspelled = misspelled_licenses(c)
    for index, license in enumerate(c.file.licenses):
        place: DataPath = ("licenses", index, "same_as")
        for other, names in license.same_as.items():
            if other in misspelled:
                continue
            if other == license.id or other not in ids:
                c.document.add(
                    (*place, other),
                    f"`same_as` names `{other}`",
                    "another license of this file",
                    nearest(other, ids),
                    key=True,
                )
                continue
            theirs = c.document.data["licenses"][ids.index(other)]["facts"]
            for number, name in enumerate(names):
                if name not in _SHAREABLE:
                    c.document.add(
                        (*place, other, number),
                        f"`same_as` names `{name}`",
                        "a group or fact",
                        nearest(name, _SHAREABLE),
                    )
            for name in (n for o, n in shared(license) if o == other):
                if name not in theirs and name in vocabulary.expected_ids(license.level, license.credential):
                    c.document.add(
                        (*place, other),
                        f"`{other}` has no fact `{name}` to share with `{license.id}`",
                        f"`{name}` written in one of the two",
                        key=True,
                    )


def ladder(c: Context) -> None:
    """License ids differ; each `leads_to` names a rung above; the ladder ends in an independent license."""
    ids = [license.id for license in c.file.licenses]
    misspelled = misspelled_licenses(c)
    for index, license in enumerate(c.file.licenses):
        if ids.index(license.id) != index:
            c.document.add(("licenses", index, "id"), f"the license id `{license.id}` stands twice", "an id of its own")
        if license.leads_to is not None and license.leads_to not in (*ids[index + 1 :], *misspelled):
            c.document.add(
                ("licenses", index, "leads_to"),
                f"`leads_to` names `{license.leads_to}`",
                "the id of a license further down in the file",
                nearest(license.leads_to, ids[index + 1 :]),
            )
    if not any(license.level is vocabulary.Level.INDEPENDENT for license in c.file.licenses):
        c.document.add(("licenses", len(ids) - 1), "no license has the level independent", "one at least")


def abbreviations_differ(c: Context) -> None:
    """No two licenses of a state have one abbreviation: it names them in the downloads."""
    seen: dict[str, str] = {}
    for (index, fact), entries in c.facts.items():
        if fact == "abbr" and index >= 0 and entries and isinstance(entries[0].value, str):
            abbr = entries[0].value
            if abbr in seen:
                c.document.add(
                    c.place(index, fact),
                    f"the abbreviation `{abbr}` is that of `{seen[abbr]}` too",
                    "an abbreviation of its own",
                )
            seen.setdefault(abbr, c.file.licenses[index].id)
