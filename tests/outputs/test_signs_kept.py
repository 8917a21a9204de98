"""A figure that is about to change, in dispute, or that holds for some people only carries its sign wherever it is published.

The invented state is built with facts of each kind, each with two figures of its own. Every output is read: wherever the first
figure stands, the same row, paragraph, record or line must say the other figure or what is the matter.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from lxml import html as lxml_html

from atlas.build.assemble import assemble_site
from atlas.domain.atlas import Atlas
from atlas.domain.cohorts import Cohort
from atlas.domain.requirements import Answer, Fact, Jurisdiction, Status
from atlas.outputs import fact_rows
from atlas.rendering.artifacts import Settings
from build_cases import with_license

DAY, COHORT, GROUP = date(2027, 5, 1), date(2017, 8, 1), "Graduates of older programs"
SIGNS = re.compile(rf"disagree|disputed|varies|changes|May 1, 2027|2027-05-01|Aug\. 1, 2017|2017-08-01|{GROUP}", re.I)
# Sentences written by hand name the figure for most people, and say themselves for whom.
OF_WRITTEN_TEXTS = re.compile("At least|of these .* with clients|The fee is|The license lasts|You need")
# Who asks a school begins now: figures for earlier classes are none of the reader's.
OF_EARLIER_CLASSES = re.compile("How many (graduate credits|hours of practicum)")
# Not texts, or lists of files with their sizes. The tables among them are those of the .csv files.
WITHOUT_FIGURES = (".xlsx", ".zip", "index.json", "datapackage.json")
# One row for each answer, with the day and the people as cells of their own: the other answer is the next row.
ROW_FOR_EACH_ANSWER = re.compile(r"(^|/)(facts|ex)\.(csv|json)$|(^|/)facts/")
FACTS = (
    ("lpc", "supervised_hours_total"),
    ("lpc", "direct_client_hours"),
    ("lpc", "supervision_hours"),
    ("lpc", "min_months"),
    ("lpc", "min_semester_credits"),
    ("lpc", "practicum_internship_hours"),
    ("lpc", "max_months"),
    ("lpc", "fee_application"),
    ("lpc", "fee_renewal"),
    ("lpc", "ce_hours_per_cycle"),
    ("lac", "fee_application"),
    ("lac", "term_months"),
    ("", "endorsement_years"),
)


# Figures that stand nowhere else: of each fact that for most people, and the other.
FIGURES = {fact: (731 + 2 * index, 831 + 2 * index) for index, fact in enumerate(FACTS)}


def answers(kind: str, fact: Fact, figures: tuple[int, int]) -> tuple[Answer, ...]:
    """The answers of one kind of doubt."""
    source = next(source for answer in fact.answers for source, _ in answer.sources())
    first, other = (Answer(Status.STATED, value=value, source=source) for value in figures)
    match kind:
        case "pending":
            return first, replace(other, effective=DAY)
        case "ending":
            return (replace(first, until=DAY),)
        case "disputed":
            return (Answer(Status.DISPUTED, readings=tuple((value, source, "", "") for value in figures)),)
        case "cohort":
            cohort = Cohort.model_validate({"event": "program_begun", "before": COHORT})
            return first, replace(other, cohort=cohort)
    return first, replace(other, applies_to="Graduates of older programs")


def edited(atlas: Atlas, kind: str) -> Atlas:
    """The invented data with these facts of a kind of doubt."""
    state: Jurisdiction = atlas.jurisdiction("EX")
    for (owner, id), figures in FIGURES.items():
        if not owner:
            state = replace(state, facts={**state.facts, id: _doubted(state.facts[id], kind, figures)})
            continue
        license = state.license(owner)
        fact = _doubted(license.facts[id], kind, figures)
        state = with_license(state, replace(license, facts={**license.facts, id: fact}))
    return replace(atlas, jurisdictions=(state,))


def _doubted(fact: Fact, kind: str, figures: tuple[int, int]) -> Fact:
    return replace(fact, answers=answers(kind, fact, figures))


BLOCKS = ("tr", "li", "p", "dd", "dt", "h1", "h2", "h3", "h4", "summary", "figcaption", "option", "text", "title")


def parts(address: str, content: str) -> Iterator[str]:
    """The rows, paragraphs, records and lines of a file."""
    if address.endswith(".json") or address.endswith(".webmanifest"):
        yield from records(json.loads(content))
    elif address.endswith(".csv"):
        yield from ("|".join(row) for row in csv.reader(io.StringIO(content)))
    elif address.endswith((".html", "/")) or content.lstrip().startswith("<"):
        yield from blocks(content)
    else:
        yield from content.replace("\r\n ", "").splitlines()


def records(value: Any) -> Iterator[str]:
    """The innermost lists and objects; of an answer of the API all its readings."""
    inner = list(value.values()) if isinstance(value, dict) else value
    nested = [part for part in inner if isinstance(part, dict | list)]
    if len(nested) < len(inner) or not nested:
        yield json.dumps(value)
    for part in nested:
        yield from records(part)


def blocks(content: str) -> Iterator[str]:
    """The rows, list items, facts and paragraphs of a page. What scripts reckon with is left out but for its texts."""
    document = lxml_html.fragment_fromstring(content, create_parent="div")
    for script in document.xpath("//script"):
        if "json" in (script.get("type") or ""):
            yield from texts(json.loads(script.text))
        script.drop_tree()
    for node in document.iter(*BLOCKS):
        facts = node.xpath("ancestor-or-self::*[contains(concat(' ', @class, ' '), ' fact ')]")
        yield " ".join(" ".join((facts[0] if facts else node).itertext()).split())


def texts(value: Any) -> Iterator[str]:
    """Every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@pytest.mark.parametrize("kind", ["pending", "ending", "disputed", "cohort", "group"])
def test_a_figure_carries_its_sign_in_every_output(atlas: Atlas, kind: str) -> None:
    site = assemble_site(edited(atlas, kind), Settings("https://site.example/", "https://repo.example/"))
    outputs = [(page.address, page.html) for page in site.pages]
    outputs += [(f.address, f.content.decode()) for f in site.files if not f.address.endswith(WITHOUT_FIGURES)]
    seen, lost = set(), []
    for address, content in outputs:
        if ROW_FOR_EACH_ANSWER.search(address):
            continue
        for part in parts(address, content):
            seen |= {fact for fact, figures in FIGURES.items() if number(figures[0]).search(part)}
            lost += [
                f"{' '.join(fact)}: {address}: {part[:300]}" for fact in FIGURES if loses(part, kind, *FIGURES[fact])
            ]
    assert "\n".join(lost) == ""
    assert seen == set(FIGURES)


def loses(part: str, kind: str, first: int, other: int) -> bool:
    """Whether the first figure stands there without the other, and without a sign."""
    if not number(first).search(part) or number(other).search(part) or SIGNS.search(part):
        return False
    own = kind in ("cohort", "group") and OF_WRITTEN_TEXTS.search(part)
    return not (own or (kind == "cohort" and OF_EARLIER_CLASSES.search(part)))


@pytest.mark.parametrize("kind", ["pending", "disputed", "cohort", "group"])
def test_every_answer_has_a_row_of_its_own_with_its_sign(atlas: Atlas, kind: str) -> None:
    found: dict[tuple[str, str], list[str]] = {}
    for row in fact_rows.rows(edited(atlas, kind)):
        signs = [row.effective, row.cohort_before, row.applies_to, row.status.removesuffix("stated")]
        found.setdefault((row.license_id, row.fact), []).append(f"{row.value} {' '.join(filter(None, signs))}")
    for fact, (first, other) in FIGURES.items():
        assert [words.split()[0] for words in found[fact]] == [str(first), str(other)]
        assert len(found[fact][1].split()) > 1


@cache
def number(value: int) -> re.Pattern[str]:
    """The number, not as a part of a longer one."""
    return re.compile(rf"(?<![\w.,#]){value}(?!\w)")
