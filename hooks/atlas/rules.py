"""The rules a state file must keep beyond its shape. Each is one small function with a test beside it in
tests/test_rules.py; `RULES` lists them. A rule adds its problems to the document and never raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from . import fields as vocabulary
from .exams import Exam
from .fields import BY_ID, GROUPS, LICENSE_FIELDS
from .jurisdictions import INVENTED, NAMES
from .model import REFERENCE, Entry, Evidence, LicenseFile, StateFile
from .problems import Problem, nearest
from .yamlpos import DataPath, Document

MIN_STEPS = 6  # per path from degree to independent license
MIN_QUESTIONS = 5


@dataclass(frozen=True)
class Context:
    """What a rule may look at.

    facts maps (index of the license or -1, fact id) to the answers that could be read.
    """

    document: Document
    file: StateFile
    facts: Mapping[tuple[int, str], list[Entry[Any]]]
    exams: Mapping[str, Exam]
    day: date
    allow_invented: bool = False

    def place(self, index: int, fact: str) -> DataPath:
        return ("facts", fact) if index < 0 else ("licenses", index, "facts", fact)

    def entries(self) -> Iterator[tuple[int, str, DataPath, Entry[Any]]]:
        """Every answer with the license it belongs to, its fact and its place."""
        for (index, fact), entries in self.facts.items():
            place = self.place(index, fact)
            raw = self._raw(index, fact)
            for number, entry in enumerate(entries):
                yield index, fact, (*place, number) if isinstance(raw, list) else place, entry

    def _raw(self, index: int, fact: str) -> Any:
        data = self.document.data
        return (data["facts"] if index < 0 else data["licenses"][index]["facts"])[fact]

    def number(self, index: int, fact: str) -> float | None:
        """The preferred figure of a fact as it is now, for comparisons between facts of one license."""
        for entry in self.facts.get((index, fact), ()):
            if entry.applies_to or (entry.effective and entry.effective > self.day):
                continue
            value = entry.disputed[0].value if entry.disputed else entry.value
            return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        return None


Rule = Callable[[Context], None]


def file_name(path: Path, document: Document) -> None:
    """The file is named for its postal code."""
    code = document.data.get("code") if isinstance(document.data, dict) else None
    wanted = f"{code.lower()}.yml" if isinstance(code, str) and len(code) == 2 else "<postal code>.yml"
    if path.suffix != ".yml" or (isinstance(code, str) and path.name != wanted):
        document.add(("code",), f"the file is named `{path.name}` but its code is {code}", f"the name `{wanted}`")


def across(documents: Iterable[Document]) -> list[Problem]:
    """No two files speak of one state, and no source has two dates."""
    problems: list[Problem] = []
    first: dict[str, str] = {}
    dated: dict[str, tuple[date, str]] = {}
    for document in documents:
        problems += _two_dates(document, dated)
        code = document.data.get("code") if isinstance(document.data, dict) else None
        if not isinstance(code, str):
            continue
        if code in first:
            problems.append(
                document.problem(("code",), f"{code} has a file already: {first[code]}", "one file for a state")
            )
        first.setdefault(code, document.path)
    return problems


def _two_dates(document: Document, dated: dict[str, tuple[date, str]]) -> Iterator[Problem]:
    """A problem for each source whose address has been given another `current_through` before."""
    sources = document.data.get("sources") if isinstance(document.data, dict) else None
    for id, source in (sources if isinstance(sources, dict) else {}).items():
        if not isinstance(source, dict):
            continue
        url, through = source.get("url"), source.get("current_through")
        if not isinstance(url, str) or not isinstance(through, date):
            continue
        place = ("sources", id, "current_through")
        seen = dated.setdefault(url, (through, f"{document.path}:{document.mark(place).line}"))
        if seen[0] != through:
            yield document.problem(
                place, f"the source {url} has two dates: {through} here, {seen[0]} in {seen[1]}", "one date"
            )


def known_jurisdiction(c: Context) -> None:
    """The code is a postal code and the name is the one that belongs to it."""
    names = NAMES | (INVENTED if c.allow_invented else {})
    code, name = c.file.code, c.file.name
    if code not in names:
        by_name = next((k for k, v in names.items() if v == name), "")
        c.document.add(
            ("code",), f"`{code}` is not a postal code of a US state or territory", "a code such as GA", by_name
        )
    elif names[code] != name:
        c.document.add(("name",), f"the name of {code} is not `{name}`", f"`{names[code]}`", names[code])


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


def dates_in_order(c: Context) -> None:
    """Nobody read a source tomorrow, and no answer ends before it begins."""
    tomorrow = c.day + timedelta(days=1)
    for id, source in c.file.sources.items():
        for name in ("read_on", "current_through"):
            value = getattr(source, name)
            if value and value > tomorrow and name == "read_on":
                c.document.add(("sources", id, name), f"`{name}` {value} is in the future", f"a date up to {c.day}")
            if value and value.year < 1990:
                c.document.add(("sources", id, name), f"`{name}` {value} is long past", "a date after 1990")
    for _, fact, place, entry in c.entries():
        if entry.effective and entry.until and entry.until < entry.effective:
            c.document.add(
                (*place, "until"),
                f"`{fact}` ends {entry.until}, before it begins {entry.effective}",
                "`until` after `effective`",
            )


def one_answer_at_a_time(c: Context) -> None:
    """Two answers to one fact differ in whom they apply to or in when they take effect."""
    seen: set[tuple[int, str, str, date | None]] = set()
    for index, fact, place, entry in c.entries():
        key = (index, fact, entry.applies_to or "", entry.effective)
        if key in seen:
            c.document.add(
                place,
                f"two answers to `{fact}` hold at once",
                "`applies_to` or `effective` to tell them apart, or `disputed`",
            )
        seen.add(key)


def all_facts_answered(c: Context) -> None:
    """Every fact that belongs to the jurisdiction and to each license has an answer."""
    have = set(c.document.data["facts"])
    for definition in vocabulary.JURISDICTION_FIELDS:
        if definition.id not in have:
            c.document.add(
                ("facts",),
                f"the fact `{definition.id}` is missing",
                "an answer: value, silent, unknown or disputed",
                key=True,
            )
    for index, one in enumerate(c.file.licenses):
        answered = set(c.document.data["licenses"][index]["facts"]) | {name for _, name in shared(one)}
        for name in vocabulary.expected_ids(one.level, one.credential):
            if name not in answered:
                c.document.add(
                    ("licenses", index, "facts"),
                    f"the fact `{name}` of `{one.id}` is missing",
                    "an answer: value, silent, unknown or disputed",
                    key=True,
                )


def shared(one: LicenseFile) -> list[tuple[str, str]]:
    """What `same_as` takes from other licenses: (id of the other license, fact id)."""
    pairs = []
    for other, names in one.same_as.items():
        for name in names:
            ids = [f.id for f in LICENSE_FIELDS if f.group == name] or [name]  # `exams` is the group
            pairs += [(other, id) for id in ids if id not in one.facts]
    return pairs


def same_as_is_known(c: Context) -> None:
    """`same_as` names another license of the file, and groups or facts that stand there."""
    ids = [one.id for one in c.file.licenses]
    groups = [g.id for g in GROUPS if g.id not in ("board", "moving", "identity")]
    words = groups + [f.id for f in LICENSE_FIELDS if f.group in groups]
    for index, one in enumerate(c.file.licenses):
        place: DataPath = ("licenses", index, "same_as")
        for other, names in one.same_as.items():
            if other == one.id or other not in ids:
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
                if name not in words:
                    c.document.add(
                        (*place, other, number), f"`same_as` names `{name}`", "a group or fact", nearest(name, words)
                    )
            for name in (n for o, n in shared(one) if o == other):
                if name not in theirs and name in vocabulary.expected_ids(one.level, one.credential):
                    c.document.add(
                        (*place, other),
                        f"`{other}` has no fact `{name}` to share with `{one.id}`",
                        f"`{name}` written in one of the two",
                        key=True,
                    )


def ladder(c: Context) -> None:
    """License ids differ; each `leads_to` names a rung above; the ladder ends in an independent license."""
    ids = [one.id for one in c.file.licenses]
    for index, one in enumerate(c.file.licenses):
        if ids.index(one.id) != index:
            c.document.add(("licenses", index, "id"), f"the license id `{one.id}` stands twice", "an id of its own")
        if one.leads_to is not None and one.leads_to not in ids[index + 1 :]:
            c.document.add(
                ("licenses", index, "leads_to"),
                f"`leads_to` names `{one.leads_to}`",
                "the id of a license further down in the file",
                nearest(one.leads_to, ids[index + 1 :]),
            )
    if not any(one.level is vocabulary.Level.INDEPENDENT for one in c.file.licenses):
        c.document.add(("licenses",), "no license has the level independent", "one at least", key=True)


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


_PARTS = (
    ("direct_client_hours", "supervised_hours_total"),
    ("supervision_hours", "supervised_hours_total"),
    ("individual_supervision_hours", "supervision_hours"),
    ("practicum_direct_hours", "practicum_internship_hours"),
    ("ce_ethics_hours", "ce_hours_per_cycle"),
    ("min_months", "max_months"),
)


def parts_within_wholes(c: Context) -> None:
    """A part is not larger than its whole: direct hours within the total, ethics within continuing education, ..."""
    for index in {i for i, _ in c.facts}:
        for part, whole in _PARTS:
            low, high = c.number(index, part), c.number(index, whole)
            if low is not None and high is not None and low > high:
                c.document.add(
                    c.place(index, part), f"`{part}` ({low:g}) is more than `{whole}` ({high:g})", f"at most {high:g}"
                )


def odd_figures_explained(c: Context) -> None:
    """A figure outside the plausible band of its fact has a note that says why, or says for whom it holds."""
    for _, fact, place, entry in c.entries():
        band = BY_ID[fact].band
        explained = entry.note or entry.applies_to
        figures = [(entry.value, explained)] + [(r.value, r.note or explained) for r in entry.disputed or ()]
        for value, note in figures:
            if (
                band
                and isinstance(value, int | float)
                and not isinstance(value, bool)
                and not band[0] <= value <= band[1]
                and not note
            ):
                expected = f"{band[0]:g} to {band[1]:g} as a rule; a `note` that says why this is right"
                c.document.add(place, f"`{fact}` is {value:g}, which is unusual", expected)


def exams_known(c: Context) -> None:
    """Every exam named is in data/exams.yml."""
    for _, fact, place, entry in c.entries():
        values = [(place, entry.value)] + [
            ((*place, "disputed", n), r.value) for n, r in enumerate(entry.disputed or ())
        ]
        for where, value in values:
            for number, id in enumerate(value if fact == "exams" and isinstance(value, list) else ()):
                if id not in c.exams:
                    c.document.add(
                        (*where, "value", number),
                        f"unknown exam `{id}`",
                        "an id from data/exams.yml",
                        nearest(id, c.exams),
                    )


def texts(c: Context) -> Iterator[tuple[DataPath, str]]:
    """The texts in which facts may be named as {license.fact}."""
    for index, one in enumerate(c.file.licenses):
        for number, step in enumerate(one.steps):
            if step.detail:
                yield ("licenses", index, "steps", number, "detail"), step.detail
    for number, question in enumerate(c.file.faq):
        yield ("faq", number, "answer"), question.answer


def references_resolve(c: Context) -> None:
    """Every {license.fact} in a text names a fact that has a figure to show."""
    ids = {one.id: index for index, one in enumerate(c.file.licenses)}
    for place, text in texts(c):
        for match in REFERENCE.finditer(text):
            owner, fact = match["license"], match["fact"]
            if owner is not None and owner not in ids:
                c.document.add(
                    place,
                    f"`{match.group()}` names no license of this file",
                    "one of " + ", ".join(ids),
                    nearest(owner, ids),
                )
                continue
            definition = BY_ID.get(fact)
            scope = vocabulary.JURISDICTION if owner is None else vocabulary.LICENSE
            if definition is None or definition.scope != scope:
                words = [f.id for f in vocabulary.FIELDS if f.scope == scope]
                c.document.add(
                    place,
                    f"`{match.group()}` names no fact",
                    "{fact} of the state or {license.fact}",
                    nearest(fact, words),
                )
                continue
            index = ids[owner] if owner else -1
            if index >= 0 and (index, fact) not in c.facts:
                index = next((ids[o] for o, n in shared(c.file.licenses[index]) if n == fact and o in ids), index)
            entries = c.facts.get((index, fact))
            if not entries and (index, fact) in c.facts:
                continue  # it could not be read, and that is said already
            if not entries or (entries[0].value is None and not entries[0].disputed):
                c.document.add(place, f"`{match.group()}` has no figure to show", "a fact that is stated or disputed")


def enough_steps(c: Context) -> None:
    """Each path from degree to independent license has at least six steps."""
    licenses = {one.id: one for one in c.file.licenses}
    for index, top in enumerate(c.file.licenses):
        if top.level is not vocabulary.Level.INDEPENDENT or top.credential is vocabulary.Credential.PRIVILEGE:
            continue
        count, seen, queue = 0, set[str](), [top.id]
        while queue:
            here = queue.pop()
            if here in seen:
                continue
            seen.add(here)
            count += len(licenses[here].steps)
            queue += [one.id for one in c.file.licenses if one.leads_to == here]
        if count < MIN_STEPS:
            c.document.add(
                ("licenses", index), f"the path to `{top.id}` has {count} steps", f"at least {MIN_STEPS} under `steps:`"
            )


def enough_questions(c: Context) -> None:
    """Each state answers at least five questions."""
    if len(c.file.faq) < MIN_QUESTIONS:
        c.document.add(
            ("faq",), f"{len(c.file.faq)} questions are answered", f"at least {MIN_QUESTIONS} under `faq:`", key=True
        )


RULES: tuple[Rule, ...] = (
    known_jurisdiction,
    sources_defined,
    sources_used,
    sources_named,
    sources_distinct,
    dates_in_order,
    one_answer_at_a_time,
    all_facts_answered,
    same_as_is_known,
    ladder,
    abbreviations_differ,
    parts_within_wholes,
    odd_figures_explained,
    exams_known,
    references_resolve,
    enough_steps,
    enough_questions,
)
