"""From files to jurisdictions. Every problem of every file is found before anything is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from . import fields as vocabulary
from . import rules
from .answers import answer_of, read_fact
from .compact import CompactFile, load_compact, members_agree
from .exams import Exam, load_exams
from .fields import BY_ID, Credential, Level
from .glossary import GlossaryFile, load_glossary
from .kept import OFF, Kept
from .model import (
    Answer,
    Entry,
    Fact,
    Jurisdiction,
    License,
    LicenseFile,
    Question,
    StateFile,
    Status,
)
from .problems import DataError, Problem, display_path, nearest
from .questions import Questions, load_questions
from .schools import Schools, load_schools
from .validation import validate
from .without import WithoutFile, load_without
from .yamlpos import DataPath, Document, read

Part = TypeVar("Part")


@dataclass(frozen=True)
class Atlas:
    """All the data, checked. `day` is the date of the build: it decides what is current and what is upcoming."""

    day: date
    jurisdictions: tuple[Jurisdiction, ...]  # by name
    exams: Mapping[str, Exam]
    schools: Schools
    compact: CompactFile
    glossary: GlossaryFile
    questions: Questions
    without: WithoutFile

    @cached_property
    def at_a_distance(self) -> int:
        """How many schools report graduate programs at a distance."""
        return sum(school.at_a_distance for state in self.schools.values() for school in state.schools)

    def jurisdiction(self, code: str) -> Jurisdiction:
        """Raises KeyError when there is none of this postal code."""
        for one in self.jurisdictions:
            if one.code == code.upper():
                return one
        raise KeyError(code)


def load_atlas(
    data: Path, day: date, *, root: Path | None = None, allow_invented: bool = False, kept: Kept = OFF
) -> Atlas:
    """Read and check everything under `data`.

    Raises DataError with every problem of every file. `root` is what paths in messages are relative to.
    `allow_invented` admits the invented states of tests. `kept` holds what was read before: a file that is as it was is
    not read again.
    """
    problems: list[Problem] = []

    def part(path: Path, load: Callable[[list[Problem]], Part]) -> Part:
        """What a file or folder beside the states holds; its problems are told each time."""

        def read() -> tuple[Part, list[Problem]]:
            found: list[Problem] = []
            return load(found), found

        files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
        made, found = kept.once(path, (day, *map(_content, files)) if kept.on else (), read)
        problems.extend(found)
        return made

    exams = part(data / "exams.yml", lambda found: load_exams(data / "exams.yml", found, root))
    jurisdictions: list[Jurisdiction] = []

    def documents() -> Iterator[Document]:
        """One after another, so that no more than one is in memory."""
        for path in paths:
            one, document = kept.once(
                path,
                (day, exams, _content(path)) if kept.on else (),
                lambda: load_state(path, day, exams, root=root, allow_invented=allow_invented),  # noqa: B023
            )
            problems.extend(document.problems)
            if one:
                jurisdictions.append(one)
            yield document

    paths = state_files(data)
    if not paths:
        problems.append(Problem(str(data / "states"), 1, 1, "no state files", "data/states/<postal code>.yml"))
    problems += rules.across(documents())
    schools = part(data / "schools", lambda found: load_schools(data / "schools", found, root, day))
    compact, document = part(data / "compact.yml", lambda found: load_compact(data / "compact.yml", found, root))
    if compact:
        members = {one.code: _member(one, day) for one in jurisdictions}
        problems += members_agree(compact, document, members)
    glossary = part(data / "glossary.yml", lambda found: load_glossary(data / "glossary.yml", found, root))
    questions = part(data / "questions.yml", lambda found: load_questions(data / "questions.yml", found, root))
    without = part(data / "without.yml", lambda found: load_without(data / "without.yml", found, root))
    for code in without.jurisdictions if without else ():
        if any(one.code == code for one in jurisdictions):
            what = f"{code} has a state file, and is said to license no counselors"
            problems.append(Problem(display_path(data / "without.yml", root), 1, 1, what, "one of the two"))
    if problems or compact is None or glossary is None or questions is None or without is None:
        raise DataError(problems)
    by_name = tuple(sorted(jurisdictions, key=lambda j: j.name))
    return Atlas(day, by_name, exams, schools, compact, glossary, questions, without)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _member(one: Jurisdiction, day: date) -> bool | None:
    """Whether the jurisdiction's own file states that it has enacted the compact; None when that is not sure."""
    member = one.facts["compact_member"].now(day)
    return bool(member.value) if member.status is Status.STATED else None


def state_files(data: Path) -> list[Path]:
    """Every file under data/states/, in a stable order; editors' back-up and hidden files are passed over."""
    return sorted(
        p
        for p in (data / "states").glob("*")
        if p.is_file() and not p.name.startswith(".") and not p.name.endswith("~")
    )


def load_state(
    path: Path, day: date, exams: Mapping[str, Exam], *, root: Path | None = None, allow_invented: bool = False
) -> tuple[Jurisdiction | None, Document]:
    """Read and check one state file. The jurisdiction is None when the document has problems."""
    document = read(path, root)
    rules.file_name(path, document)
    if document.data is None:
        if not document.problems:
            document.add((), "the file is empty", "a YAML map")
        return None, document
    shape = validate(StateFile, document.data, document, ())
    facts = _Facts(document)
    facts.read_all()
    if shape is None:
        return None, document
    context = rules.Context(document, shape, facts.own, exams, day, allow_invented)
    for rule in rules.RULES:
        rule(context)
    if document.problems:
        return None, document
    return _jurisdiction(shape, facts.own, document, day), document


class _Facts:
    """Reads the facts of one file. `own[(license index or -1, fact id)]` holds what could be read."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.own: dict[tuple[int, str], list[Entry[Any]]] = {}

    def read_all(self) -> None:
        data = self.document.data
        if not isinstance(data, dict):
            return
        self._read(data.get("facts"), ("facts",), -1, vocabulary.JURISDICTION)
        licenses = data.get("licenses")
        for index, one in enumerate(licenses if isinstance(licenses, list) else ()):
            if isinstance(one, dict):
                self._read(one.get("facts"), ("licenses", index, "facts"), index, vocabulary.LICENSE)

    def _read(self, raw: Any, at: DataPath, owner: int, scope: str) -> None:
        if not isinstance(raw, dict):
            return  # the shape says so already
        words = [f.id for f in vocabulary.FIELDS if f.scope == scope and f.id != "level"]
        for name, answer in raw.items():
            path = (*at, name)
            definition = BY_ID.get(name)
            if definition is None or name not in words:
                self._unknown(path, name, scope, words)
                continue
            self.own[owner, name] = read_fact(definition, answer, path, self.document)

    def _unknown(self, path: DataPath, name: str, scope: str, words: list[str]) -> None:
        if name == "level":
            self.document.add(path, "`level` is not a fact with a source", "`level:` beside `id:`", key=True)
        elif name in BY_ID:
            place = "the state's `facts:`" if scope == vocabulary.LICENSE else "a license's `facts:`"
            self.document.add(path, f"the fact `{name}` stands in the wrong place", place, key=True)
        else:
            self.document.add(
                path, f"unknown fact `{name}`", "a fact of the vocabulary", nearest(name, words), key=True
            )


def _jurisdiction(
    shape: StateFile, own: dict[tuple[int, str], list[Entry[Any]]], document: Document, day: date
) -> Jurisdiction:
    """The checked file as the object the rest of the build uses, with the names that licenses have on `day`."""
    order = {one.id: index for index, one in enumerate(shape.licenses)}
    lines: dict[tuple[str, str], int] = {}

    def facts_of(index: int) -> dict[str, Fact]:
        facts = {}
        for definition in vocabulary.FIELDS:
            if (index, definition.id) in own:
                entries = own[index, definition.id]
                facts[definition.id] = Fact(definition, tuple(answer_of(e, shape.sources) for e in entries))
        return facts

    def inherited(one: LicenseFile, index: int, facts: dict[str, Fact]) -> dict[str, Fact]:
        for other, name in rules.shared(one):
            if name not in facts and (order[other], name) in own:
                base = facts_of(order[other])[name]
                facts[name] = Fact(base.field, base.answers, same_as=other)
        return {f.id: facts[f.id] for f in vocabulary.LICENSE_FIELDS if f.id in facts}

    for index, name in own:
        place = ("facts", name) if index < 0 else ("licenses", index, "facts", name)
        lines[shape.licenses[index].id if index >= 0 else "", name] = document.mark(place, key=True).line
    licenses = []
    for index, one in enumerate(shape.licenses):
        facts = inherited(one, index, facts_of(index))
        if one.level is not None:
            facts = _with_level(facts, one.level, day)
        title, abbr = _stated(facts.get("title"), day) or "License", _stated(facts.get("abbr"), day)
        licenses.append(License(one.id, one.level, one.credential, one.leads_to, facts, tuple(one.steps), title, abbr))
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
    )


def _with_level(facts: dict[str, Fact], level: Level, day: date) -> dict[str, Fact]:
    """`level` as a fact: it is our reading of the ladder, so it rests on the source of the title."""
    title = facts["title"].now(day)
    source, at = next(title.sources(), (None, ""))
    answer = Answer(Status.STATED, value=level.value, source=source, at=at)
    facts = facts | {"level": Fact(BY_ID["level"], (answer,))}
    return {f.id: facts[f.id] for f in vocabulary.LICENSE_FIELDS if f.id in facts}


def _stated(fact: Fact | None, day: date) -> str:
    best = fact.now(day).best if fact else None
    return str(best) if best else ""


def problems_of(paths: Iterable[Path], data: Path, day: date, root: Path | None = None) -> list[Problem]:
    """The problems of single state files, for a quick check while editing."""
    problems: list[Problem] = []
    exams = load_exams(data / "exams.yml", problems, root)
    for path in paths:
        problems += load_state(path, day, exams, root=root)[1].problems
    return sorted(set(problems))


__all__ = ["Atlas", "Credential", "DataError", "load_atlas", "load_state", "problems_of", "state_files"]
