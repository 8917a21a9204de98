"""What the loader makes of spoilt data (spoiling.py says how they are spoilt).

A spoilt file must be refused near the spoilt place, or accepted with every fact as the file says it, on the day of the
build and on every later day on which an answer changes. Anything else is a finding:

    traceback   something else than DataError was raised
    misplaced   refused, and no problem is within five lines of the mutation, nor names what is gone from there (`named`:
                a source or key that is missing is told where it is wanted)
    distorted   accepted, and facts.csv or the objects differ from an independent reading of the file
    later       accepted, and refused on a later day on which an answer changes

`make mutate` runs thousands of them; tests/data/test_mutations.py runs a sample.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from lxml import html
from pydantic import BaseModel
from ruamel.yaml.error import YAMLError

import independent_reading as reading
from atlas.build.assemble import assemble_site
from atlas.data.addresses import site_addresses
from atlas.data.articles import Article, load_articles
from atlas.data.guides import Guide, load_guides, titles
from atlas.data.loader import load_atlas
from atlas.data.rules import Build
from atlas.domain.atlas import Atlas
from atlas.domain.problems import DataError, Problem
from atlas.domain.requirements import Jurisdiction
from atlas.domain.vocabulary import BY_ID, Kind
from atlas.outputs import fact_rows
from atlas.outputs.api import files as api_files
from atlas.rendering import components
from atlas.rendering.artifacts import Settings
from atlas.system.build_cache import BuildCache
from atlas.system.clock import build_day
from conftest import DAY
from spoiling import Mutation, at_random, systematic
from spoilt_projects import data_files, invented_project, real_project, yaml_part

NEAR = 5  # lines
COMMON = 4  # times that a key stands in a file: it does not say where
SETTINGS = Settings("https://site.example/", "https://repo.example/")


# Where objects hold the source itself in place of its id.
SOURCE_KEYS = {"states": ("source",), "exams.yml": ("source",)}


@dataclass(frozen=True)
class Loaded:
    """Everything that the data files and the front matter of pages say."""

    atlas: Atlas
    guides: tuple[Guide, ...]
    articles: tuple[Article, ...]


def load(project: Path, day: date, cache: BuildCache, *, invented: bool) -> Loaded:
    """Load a project as a build does, without its pages. Raises DataError."""
    problems: list[Problem] = []
    atlas, build, docs = None, Build(day, project, invented), project / "docs"
    try:
        atlas = load_atlas(project / "data", day, root=project, allow_invented=invented, cache=cache)
        build = replace(build, addresses=site_addresses(project / "data", docs, atlas.exams))
    except DataError as error:
        problems += error.problems
    guides = load_guides(docs, build, problems)
    articles = load_articles(docs, build, problems)
    if problems or atlas is None:
        raise DataError(problems)
    return Loaded(atlas, guides, articles)


def render(project: Path, loaded: Loaded) -> dict[str, str | bytes]:
    """Every page and file of the site, by address. Raises DataError."""
    docs = project / "docs"
    site = assemble_site(
        loaded.atlas, SETTINGS, guides=loaded.guides, articles=loaded.articles, authored_titles=titles(docs)
    )
    hand = site.authored
    if problems := components.problems(docs, hand.components, hand.guides, project):
        raise DataError(problems)
    return {page.address: page.html for page in site.pages} | {file.address: file.content for file in site.files}


def csv_rows(table: str) -> Counter[reading.Row]:
    """The lines of facts.csv that state files tell, without `unit`."""
    lines = (line for line in csv.DictReader(io.StringIO(table)) if not BY_ID[line["fact"]].derived_from)
    return Counter(tuple(line[name] for name in reading.COLUMNS) for line in lines)


def state_rows(state: Jurisdiction, day: date) -> Counter[reading.Row]:
    """The lines of facts.csv of one state on a day."""
    return csv_rows(api_files.table(fact_rows.jurisdiction_rows(state, day)))


@dataclass
class Verdict:
    """What became of one mutation: `outcome` is refused, accepted, or a finding."""

    outcome: str
    detail: str = ""


class Judge:
    """Loads mutations of one project, one after the other. A file that is as it was is not read again."""

    def __init__(self, project: Path, day: date, *, invented: bool) -> None:
        self.project, self.day, self.invented = project, day, invented
        self.cache = BuildCache(on=True)
        self.texts = {name: (project / name).read_text(encoding="utf-8") for name in data_files(project)}
        load(project, day, self.cache, invented=invented)

    def judge(self, mutation: Mutation, *, rendered: bool = False) -> Verdict:
        """What becomes of the project with this mutation in it."""
        path = self.project / mutation.file
        path.write_bytes(mutation.content)
        try:
            return self._judge(mutation, rendered)
        except Exception:  # whatever is raised is the finding
            return Verdict("traceback", traceback.format_exc())
        finally:
            path.write_text(self.texts[mutation.file], encoding="utf-8")

    def _judge(self, mutation: Mutation, rendered: bool) -> Verdict:
        try:
            loaded = load(self.project, self.day, self.cache, invented=self.invented)
            site = render(self.project, loaded) if rendered else None
        except DataError as error:
            return self._placed(mutation, error)
        try:
            data = self._read_again(mutation)
        except (YAMLError, ValueError) as error:
            return Verdict("distorted", f"another reader of YAML refuses it: {error}")
        detail = self._words_lost(mutation, data, loaded)
        if detail or "/states/" not in mutation.file:
            return Verdict("distorted" if detail else "accepted", detail)
        return self._facts_on_each_day(mutation, data, loaded, site)

    def _placed(self, mutation: Mutation, error: DataError) -> Verdict:
        here = [p for p in error.problems if p.path == mutation.file]
        if any(mutation.first - NEAR <= p.line <= mutation.last + NEAR for p in here):
            return Verdict("refused")
        if any(self._named(mutation, problem) for problem in error.problems):
            return Verdict("named")
        return Verdict("misplaced", "\n".join(map(str, error.problems[:6])))

    def _named(self, mutation: Mutation, problem: Problem) -> bool:
        """Whether a problem elsewhere leads to the mutation: by its line, by a word of it, or by the state of the file."""
        said = f"{problem.what} {problem.expected}"
        lines = {int(number) for number in re.findall(r"\bline (\d+)", said)}
        if any(mutation.first - NEAR <= line <= mutation.last + NEAR for line in lines):
            return True
        old, new = self.texts[mutation.file].split("\n"), mutation.content.decode("utf-8", "replace").split("\n")
        changed = [*(Counter(old) - Counter(new)), *(Counter(new) - Counter(old))]
        code = [Path(mutation.file).stem.upper()] if problem.path != mutation.file else []
        words = {*code, *(word for line in changed for word in re.findall(r"[\w-]+", line))}
        keys = Counter(re.findall(r"([\w-]+):", self.texts[mutation.file]))  # `value`, `source`: they say nothing
        quoted = re.findall(r"`[^`]+`", said)
        tokens = {word for text in quoted for word in re.findall(r"[\w-]+", text) if keys[word] < COMMON}
        tokens |= set(re.findall(r"\b\d{4,}\b|\b[A-Z]{2}\b", said))
        return bool(tokens & words)

    def _read_again(self, mutation: Mutation) -> Any:
        text = mutation.content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        return reading.read(yaml_part(mutation.file, text)[1])

    def _words_lost(self, mutation: Mutation, data: Any, loaded: Loaded) -> str:
        """What the file says and no object holds; or what a comment has taken from it."""
        part = part_of(mutation.file, loaded)
        if part is not None and (
            missing := reading.leaves(data, skip=SOURCE_KEYS.get(Path(mutation.file).parts[1], ())) - held(part)
        ):
            return f"not held: {dict(missing)}"
        if mutation.kind in ("insert_sign", "insert_characters"):
            _, part = yaml_part(mutation.file, self.texts[mutation.file])
            fewer = reading.leaves(reading.read(part)) - reading.leaves(data)
            if fewer and any(cut(word, data) for word in fewer):
                return f"cut by a comment: {dict(fewer)}"
        return ""

    def _facts_on_each_day(
        self, mutation: Mutation, data: Any, loaded: Loaded, site: Mapping[str, str | bytes] | None
    ) -> Verdict:
        for day in [self.day, *reading.turning_days(data, self.day)]:
            if day != self.day:
                try:
                    loaded = load(self.project, day, BuildCache(), invented=self.invented)
                    site = render(self.project, loaded) if site is not None else None
                except DataError as error:
                    return Verdict("later", f"on {day}: " + "\n".join(map(str, error.problems[:6])))
            state = next(j for j in loaded.atlas.jurisdictions if j.path == mutation.file)
            rows = state_rows(state, day)
            if site is not None:
                table = csv_rows(bytes(site["api/v1/facts.csv"]).decode())  # type: ignore[arg-type]
                rows = Counter({row: count for row, count in table.items() if row[0] == state.code})
            wanted = reading.fact_rows(data, day)
            difference = unlike(wanted, rows)
            if not difference and site is not None:
                difference = not_shown(wanted, "".join(str(site[address]) for address in pages_of(state)))
            if difference:
                return Verdict("distorted", f"on {day}: {difference}")
        return Verdict("accepted")


def part_of(file: str, loaded: Loaded) -> Any:
    """The objects that hold what a file says."""
    atlas = loaded.atlas
    if "/states/" in file:
        return next(j for j in atlas.jurisdictions if j.path == file)
    if "/schools/" in file:
        return atlas.schools
    if file.startswith("data/"):
        return getattr(atlas, Path(file).stem)
    if file.endswith(".md"):
        return [guide.meta for guide in loaded.guides] + list(loaded.articles)
    return None  # of an author, pages show no more than articles do


def held(part: Any) -> Counter[str]:
    """How often each value stands in objects, as `reading.leaves` counts them."""
    match part:
        case None:
            return Counter()
        case BaseModel():
            return held([getattr(part, name) for name in type(part).model_fields])
        case Enum():
            return Counter([str(part.value)])
        case bool():
            return Counter([str(part).lower()])
        case Mapping():
            return held([*part.keys(), *part.values()])
        case list() | tuple() | set() | frozenset():
            return sum(map(held, part), Counter())
        case _ if is_dataclass(part):
            return held([getattr(part, name) for name in part.__dataclass_fields__])
    return Counter([reading.number(" ".join(str(part).split()))])


def cut(word: str, data: Any) -> bool:
    """Whether the data has the beginning of a text in place of the text: the rest went into a comment."""
    words = reading.leaves(data)
    return any(len(left) > 1 and word.startswith(left) and word != left for left in words) and " " in word


def unlike(wanted: Counter[reading.Row], have: Counter[reading.Row]) -> str:
    """How the lines of facts.csv differ from those wanted; "" when they do not."""
    missing, extra = list((wanted - have).elements()), list((have - wanted).elements())
    for row in list(missing):
        if row[-1].startswith("*"):  # any words
            same = next((other for other in extra if other[:-1] == row[:-1]), None)
            if same:
                missing.remove(row)
                extra.remove(same)
    return f"missing {missing[:3]}, instead {extra[:3]}" if missing or extra else ""


def pages_of(state: Jurisdiction) -> tuple[str, str, str]:
    """The addresses of the pages on which the facts of a state stand."""
    return f"states/{state.slug}/", f"states/{state.slug}/sources/", f"move/{state.slug}/"


def not_shown(wanted: Counter[reading.Row], page: str) -> str:
    """The texts and figures of facts that are not on the page of the state; "" when all are."""
    shown = " ".join(html.fromstring(page).text_content().split())
    said: list[tuple[str, ...]] = []  # any one of these
    for cells in wanted:
        row = dict(zip(reading.COLUMNS, cells, strict=True))
        kind = BY_ID[row["fact"]].kind
        if row["status"] in ("silent", "unknown"):
            said.append((row["note"].removeprefix("*"),))
        elif kind in (Kind.TEXT, Kind.LIST):
            said += [(part,) for part in (row["value"].split("; ") if kind is Kind.LIST else [row["value"]])]
        elif kind in reading.NUMERIC:
            figure = float(row["value"])
            said.append((f"{figure:,.0f}",) if figure.is_integer() else (f"{figure:,}", f"{figure:,.2f}"))
    missing = [words[0] for words in said if not any(form in shown for form in words)]
    return f"not on the page: {missing[:3]}" if missing else ""


# ---- a run


@dataclass
class Report:
    """Counts by project and outcome, and every finding. With `keep`, findings are printed, their files kept there."""

    keep: Path | None = None
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[tuple[Mutation, Verdict]] = field(default_factory=list)

    def add(self, run: str, mutation: Mutation, verdict: Verdict) -> None:
        self.counts[run, verdict.outcome] += 1
        if verdict.outcome not in ("refused", "named", "accepted"):
            self.findings.append((mutation, verdict))
            if self.keep:
                number = len(self.findings)
                print(f"\n{number}. {verdict.outcome}: {mutation.label}\n{verdict.detail}\n", flush=True)
                (self.keep / f"{number}-{Path(mutation.file).name}").write_bytes(mutation.content)

    def __str__(self) -> str:
        outcomes = ("accepted", "refused", "named", "traceback", "misplaced", "distorted", "later")
        lines = ["".join(f"{name:>11}" for name in ("", "loads", *outcomes))]
        for run in dict.fromkeys(run for run, _ in self.counts):
            figures = [self.counts[run, outcome] for outcome in outcomes]
            lines.append("".join(f"{word:>11}" for word in (run, sum(figures), *figures)))
        return "\n".join(lines)


def choose(r: random.Random, texts: Mapping[str, str], count: int) -> Iterator[Mutation]:
    """`count` mutations, three in four of them systematic as far as there are so many; small files are not left out."""
    every = [spoil for name, text in texts.items() for spoil in systematic(name, text)]
    wanted = min(len(every), count * 3 // 4)
    yield from (spoil() for spoil in r.sample(every, wanted))
    names = list(texts)
    for _ in range(count - wanted):
        name = r.choice(names)
        yield at_random(r, name, texts[name])


def run(
    report: Report, name: str, judge: Judge, mutations: Iterable[Mutation], *, rendered: bool = False, every: int = 0
) -> None:
    """Judge mutations into the report. With `every`, the counts are printed after so many."""
    for number, mutation in enumerate(mutations, 1):
        report.add(name, mutation, judge.judge(mutation, rendered=rendered))
        if every and number % every == 0:
            print(report, flush=True)


def accepted(judge: Judge, r: random.Random, count: int) -> Iterator[Mutation]:
    """`count` mutations of the project that are accepted, those of state files three in four times."""
    states = {name: text for name, text in judge.texts.items() if "/states/" in name}
    found = 0
    while found < count:
        for mutation in choose(r, r.choice([states, states, states, judge.texts]), 40):
            if found < count and judge.judge(mutation).outcome == "accepted":
                found += 1
                yield mutation


def sampled_texts(r: random.Random, texts: Mapping[str, str], states: int) -> dict[str, str]:
    """Every file, but of those of one folder no more than `states`."""
    folders: dict[str, list[str]] = {}
    for name in texts:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    few = [r.sample(names, min(states, len(names))) if len(names) > 8 else names for names in folders.values()]
    return {name: texts[name] for names in few for name in names}


def main() -> int:
    """Run from the command line; 1 when there is a finding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--invented", type=int, default=9500, help="loads of the invented data")
    parser.add_argument("--real", type=int, default=400, help="loads of the real data")
    parser.add_argument(
        "--rendered", type=int, default=100, help="accepted files of the invented data of which all pages are made"
    )
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--keep", type=Path, help="a folder for the files that gave a finding")
    given = parser.parse_args()
    keep = given.keep or Path(tempfile.mkdtemp(prefix="spoilt-"))
    keep.mkdir(parents=True, exist_ok=True)
    r, report = random.Random(given.seed), Report(keep)
    with tempfile.TemporaryDirectory() as folder:
        invented = Judge(invented_project(Path(folder) / "invented"), DAY, invented=True)
        run(report, "invented", invented, choose(r, invented.texts, given.invented), every=500)
        run(report, "rendered", invented, accepted(invented, r, given.rendered), rendered=True, every=25)
        if given.real:
            real = Judge(real_project(Path(folder) / "real"), build_day(), invented=False)
            run(report, "real", real, choose(r, sampled_texts(r, real.texts, 12), given.real), every=100)
    print(report)
    print(f"{len(report.findings)} findings" + (f"; their files are in {keep}" if report.findings else ""))
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
