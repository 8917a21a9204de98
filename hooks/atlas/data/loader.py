"""From files to jurisdictions. Every problem of every file is found before anything is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from atlas.data import rules
from atlas.data.addresses import site_addresses
from atlas.data.compact import load_compact
from atlas.data.crosschecks import load_crosschecks, names_unknown
from atlas.data.exams import load_exams
from atlas.data.fact_parsing import FactEntries, read_facts
from atlas.data.glossary import load_glossary
from atlas.data.non_licensing import load_without, no_state_file
from atlas.data.positions import Document, read
from atlas.data.questions import load_questions
from atlas.data.rules import Build, Context, DataFileKind, ExamsNamed, check, exam_ids
from atlas.data.schools import load_schools
from atlas.data.validation import validate_document
from atlas.domain import vocabulary
from atlas.domain.answers import answer_of
from atlas.domain.atlas import Atlas
from atlas.domain.compact import CompactFile, derived_facts
from atlas.domain.crosschecks import confirmations
from atlas.domain.official_links import with_official_link
from atlas.domain.problems import DataError, Problem
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.sources import Source
from atlas.domain.state_file import FactEntry, LicenseFile, Question, StateFile
from atlas.domain.vocabulary import BY_ID, Level
from atlas.system.build_cache import NO_CACHE, BuildCache

Content = TypeVar("Content")


def load_atlas(
    data: Path, day: date, *, root: Path | None = None, allow_invented: bool = False, cache: BuildCache = NO_CACHE
) -> Atlas:
    """Read and check everything under `data`.

    Raises DataError with every problem of every file. `root` is what paths in messages are relative to.
    `allow_invented` admits the invented states of tests. `cache` holds what was read before: a file that is as it was is
    not read again.
    """
    reader = _DataReader(data, Build(day, root, allow_invented), cache)
    exams, exams_document = reader.file("exams.yml", load_exams)
    schools = reader.part("schools", load_schools)
    crosschecks = reader.part("crosschecks", load_crosschecks)
    reader.build = _with_addresses(reader.build, data, exams_document)
    compact, compact_document = reader.file("compact.yml", load_compact)
    glossary, _ = reader.file("glossary.yml", load_glossary)
    questions, _ = reader.file("questions.yml", load_questions)
    without, without_document = reader.file("without.yml", load_without)
    named = ExamsNamed(exams_document)
    paths = state_files(data)
    codes = {path.stem.upper() for path in paths}
    problems = reader.problems
    if not paths:
        problems.append(Problem(str(data / "states"), 1, 1, "no state files", "data/states/<postal code>.yml"))
    problems += rules.check_across_files(chain(reader.states(paths, named), reader.documents))
    problems += names_unknown(crosschecks, reader.jurisdictions, codes)
    problems += named.problems()
    if without:
        problems += no_state_file(without, without_document, codes)
    if problems or compact is None or glossary is None or questions is None or without is None:
        raise DataError(problems)
    second = tuple(crosscheck for crosscheck, _ in crosschecks)
    whole = (_with_compact(jurisdiction, compact, compact_document) for jurisdiction in reader.jurisdictions)
    confirmed = (replace(j, confirmations=confirmations(second, j, day)) for j in whole)
    by_name = tuple(sorted(confirmed, key=lambda j: j.name))
    return Atlas(day, by_name, exams, schools, compact, glossary, questions, without, second)


@dataclass
class _DataReader:
    """Reads what stands under `data`, and remembers the problems of all of it. What the cache knows is not read again.

    `documents` are those of the files beside the states, for the checks across files; `jurisdictions` those of the state
    files without problems.
    """

    data: Path
    build: Build
    cache: BuildCache
    problems: list[Problem] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    jurisdictions: list[Jurisdiction] = field(default_factory=list)

    def part(self, name: str, load: Callable[[Path, Build, list[Problem]], Content]) -> Content:
        """What a file or folder beside the states holds; its problems are told each time."""
        path, build = self.data / name, self.build

        def read_part() -> tuple[Content, list[Problem]]:
            found: list[Problem] = []
            return load(path, build, found), found

        files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
        loaded, found = self.cache.get_or_build(path, self._inputs(build, files), read_part)
        self.problems.extend(found)
        return loaded

    def file(
        self, name: str, load: Callable[[Path, Build, list[Problem]], tuple[Content, Document]]
    ) -> tuple[Content, Document]:
        """What one file holds, and its document, which is remembered for the checks across files."""
        loaded = self.part(name, load)
        self.documents.append(loaded[1])
        return loaded

    def states(self, paths: Iterable[Path], named: ExamsNamed) -> Iterator[Document]:
        """The documents of the state files, one after another, so that no more than one is in memory."""
        build = replace(self.build, addresses=None)  # a state's file is checked without the addresses of the site
        for path in paths:
            jurisdiction, document = self.cache.get_or_build(
                path, self._inputs(build, [path]), partial(load_state, path, build)
            )
            self.problems.extend(document.problems)
            if jurisdiction:
                self.jurisdictions.append(jurisdiction)
            named.gather(document)
            yield document

    def _inputs(self, build: Build, files: Iterable[Path]) -> tuple[object, ...]:
        """What the cache goes by. Nothing is read for a cache that remembers nothing."""
        return (*build.inputs, *map(_content, files)) if self.cache.on else ()


def _with_addresses(build: Build, data: Path, exams: Document) -> Build:
    """The same with the addresses of the site, where it is known which pages there are: links into it are checked then."""
    ids, docs = exam_ids(exams), data.parent / "docs"
    return build if ids is None or not docs.is_dir() else replace(build, addresses=site_addresses(data, docs, ids))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _with_compact(jurisdiction: Jurisdiction, compact: CompactFile, document: Document) -> Jurisdiction:
    """The jurisdiction with its facts on the compact, which no state file tells."""
    derived = derived_facts(compact, jurisdiction.code, jurisdiction.name, jurisdiction.sources)
    facts = {**jurisdiction.facts, **derived.facts}
    line = document.position(compact.place(jurisdiction.code), key=True).line
    return replace(
        jurisdiction,
        facts={field.id: facts[field.id] for field in vocabulary.JURISDICTION_FIELDS if field.id in facts},
        lines=jurisdiction.lines | {("", id): line for id in derived.facts},
        shared_sources=dict(derived.sources),
    )


def state_files(data: Path) -> list[Path]:
    """Every file under data/states/, in a stable order; editors' back-up and hidden files are passed over."""
    return sorted(
        p
        for p in (data / "states").glob("*")
        if p.is_file() and not p.name.startswith(".") and not p.name.endswith("~")
    )


def load_state(path: Path, build: Build) -> tuple[Jurisdiction | None, Document]:
    """Read and check one state file. The jurisdiction is None when the document has problems."""
    document = read(path, build.root)
    shape = validate_document(StateFile, document)
    answers = _read_answers(document)
    check(DataFileKind.STATE, Context(document, shape, build, answers, model=StateFile))
    rules.file_name(path, document)
    document.text = ""  # places are found: it is not remembered with them
    if shape is None or document.problems:
        return None, document
    shape = shape.model_copy(update={"sources": _with_links(shape.sources)})
    entries = {key: [placed.entry for placed in found] for key, found in answers.items()}
    return _jurisdiction(shape, entries, document, build.day), document


def _with_links(sources: Mapping[str, Source]) -> dict[str, Source]:
    return {id: with_official_link(source) for id, source in sources.items()}


def _read_answers(document: Document) -> FactEntries:
    """The answers to the facts of the state and of its licenses, whatever the shape of the rest of the file."""
    data = document.data
    if not isinstance(data, dict):
        return {}
    answers = read_facts(_STATE_FACTS, data.get("facts"), ("facts",), document)
    licenses = data.get("licenses")
    for index, license in enumerate(licenses if isinstance(licenses, list) else ()):
        if isinstance(license, dict):
            at = ("licenses", index, "facts")
            answers |= read_facts(_LICENSE_FACTS, license.get("facts"), at, document, index)
    return answers


_STATE_FACTS = {field.id: field for field in vocabulary.STATE_FILE_FIELDS}
_LICENSE_FACTS = {field.id: field for field in vocabulary.LICENSE_FIELDS if field.id != "level"}


def _jurisdiction(
    shape: StateFile, own: dict[tuple[int, str], list[FactEntry[Any]]], document: Document, day: date
) -> Jurisdiction:
    """The checked file as the object the rest of the build uses, with the names that licenses have on `day`."""
    order = {license.id: index for index, license in enumerate(shape.licenses)}
    lines: dict[tuple[str, str], int] = {}

    def facts_of(index: int) -> dict[str, Fact]:
        facts = {}
        for definition in vocabulary.FIELDS:
            if (index, definition.id) in own:
                entries = own[index, definition.id]
                facts[definition.id] = Fact(definition, tuple(answer_of(e, shape.sources) for e in entries))
        return facts

    def inherited(license: LicenseFile, index: int, facts: dict[str, Fact]) -> dict[str, Fact]:
        for other, name in rules.shared(license):
            if name not in facts and (order[other], name) in own:
                base = facts_of(order[other])[name]
                facts[name] = Fact(base.field, base.answers, same_as=other)
        return {f.id: facts[f.id] for f in vocabulary.LICENSE_FIELDS if f.id in facts}

    for index, name in own:
        place = ("facts", name) if index < 0 else ("licenses", index, "facts", name)
        lines[shape.licenses[index].id if index >= 0 else "", name] = document.position(place, key=True).line
    licenses = []
    for index, license in enumerate(shape.licenses):
        facts = inherited(license, index, facts_of(index))
        if license.level is not None:
            facts = _with_level(facts, license.level, day)
        title, abbr = _stated(facts.get("title"), day) or "License", _stated(facts.get("abbr"), day)
        licenses.append(
            License(
                license.id,
                license.level,
                license.credential,
                license.leads_to,
                facts,
                tuple(license.steps),
                title,
                abbr,
            )
        )
    return Jurisdiction(
        code=shape.code,
        name=shape.name,
        path=document.path,
        sources=dict(shape.sources),
        facts=facts_of(-1),
        licenses=tuple(licenses),
        faq=tuple(Question.model_validate(q) for q in shape.faq),
        changes=tuple(sorted(shape.changes, key=lambda c: c.date, reverse=True)),
        lines=lines,
        confirmed_by_board=shape.confirmed_by_board,
    )


def _with_level(facts: dict[str, Fact], level: Level, day: date) -> dict[str, Fact]:
    """`level` as a fact: it is our reading of the ladder, so it rests on the source of the title."""
    title = facts["title"].current_answer(day)
    source, at = next(title.sources(), (None, ""))
    answer = Answer(Status.STATED, value=level.value, source=source, at=at)
    facts = facts | {"level": Fact(BY_ID["level"], (answer,))}
    return {f.id: facts[f.id] for f in vocabulary.LICENSE_FIELDS if f.id in facts}


def _stated(fact: Fact | None, day: date) -> str:
    best = fact.current_answer(day).preferred_value if fact else None
    return str(best) if best else ""


def problems_of(paths: Iterable[Path], data: Path, day: date, root: Path | None = None) -> list[Problem]:
    """The problems of single state files, for a quick check while editing."""
    problems: list[Problem] = []
    build = Build(day, root)
    _, exams = load_exams(data / "exams.yml", build, problems)
    documents = [load_state(path, build)[1] for path in paths]
    problems += [problem for document in documents for problem in document.problems]
    return sorted({*problems, *rules.exams_known(documents, exams)})


__all__ = ["Atlas", "DataError", "load_atlas", "load_state", "problems_of", "state_files"]
