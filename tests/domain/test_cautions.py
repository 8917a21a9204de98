"""What weakens a figure goes with it into every table and tool: a source that names no rule, an old text, a caveat."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from atlas.domain import cautions, comparison
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Fact
from atlas.domain.sources import Source, SourceKind
from atlas.outputs import search
from atlas.outputs.pages import compare, fee_bars, guide_components
from atlas.outputs.pages import hours as hours_page
from atlas.outputs.pages import plan as plan_page
from atlas.rendering import tool_data
from build_cases import build_context, with_license

UNRULED = {"kind": SourceKind.SECONDARY, "names_rule": False, "current_through": None}
OLD = {"current_through": date(2020, 1, 1)}
CAVEAT = {"caveat": "Copy from before the reform."}


def weakened(atlas: Atlas, **update: Any) -> Atlas:
    """The invented state with the sources of all facts of its licenses changed."""

    def source(found: Source | None) -> Source | None:
        return found and found.model_copy(update=update)

    def answer(found: Answer) -> Answer:
        sides = tuple((value, source(side) or side, at, note) for value, side, at, note in found.readings)
        return replace(found, source=source(found.source), readings=sides)

    state = atlas.jurisdiction("EX")
    for license in state.licenses:
        facts = {id: Fact(f.field, tuple(map(answer, f.answers)), f.same_as) for id, f in license.facts.items()}
        state = with_license(state, replace(license, facts=facts))
    return replace(atlas, jurisdictions=(state,))


def told(atlas: Atlas) -> dict[str, str]:
    """What each table and tool says of total hours, fees and exams."""
    (line,) = comparison.lines(atlas)
    cells = dict(zip((column.id for column in comparison.columns()), line.cells, strict=True))
    lpc = next(x for x in json.loads(tool_data.tool_data(atlas))["states"]["EX"]["licenses"] if x["id"] == "lpc")
    (_, _, ((guide, _),)) = guide_components.columns(atlas, ("supervised_hours_total",)).rows[0]
    return {
        "compare": cells["supervised_hours_total"].words,
        "compare, fees": cells["fees_total"].words,
        "compare, exam": cells["exams"].words,
        "hours": hours_page.bars(atlas)[0].total,
        "fees": fee_bars.view(atlas, ()).bars[0].words,
        "guide": guide,
        "move": lpc["needs"]["supervised_hours_total"]["words"],
        "move, exam": lpc["exams"]["words"],
        "plan, months": next(plan_page.rows(atlas)).lengths[0],
        "plan, fee": lpc["fees"][0]["words"],
    }


def test_a_figure_whose_source_names_no_rule_is_told_as_about_that(atlas: Atlas) -> None:
    said = told(weakened(atlas, **UNRULED))
    exams = {name: words for name, words in said.items() if "exam" in name}
    assert all("(source names no rule)" in words for words in exams.values()), exams
    assert {name: words for name, words in said.items() if "about " not in words and name not in exams} == {}
    assert not any("about " in words or "no rule" in words for words in told(atlas).values())


def test_a_figure_of_an_old_text_may_have_changed(atlas: Atlas) -> None:
    said = told(weakened(atlas, **OLD))
    assert {name: words for name, words in said.items() if "may have changed" not in words} == {}
    assert not any("may have changed" in words for words in told(atlas).values())
    old = weakened(atlas, **OLD)
    found = search.answers(old.jurisdiction("EX"), old)["lpc"]
    assert [found[fact][1].endswith("may have changed") for fact in ("exams", "min_months")] == [True, False]


@pytest.mark.parametrize(
    ("update", "sign", "begin"),
    [
        (UNRULED, "about", "From a source that names no rule: "),
        (OLD, "old", "May have changed, from a text more than five years old: "),
        (CAVEAT, "", "With a caution on the state’s page: "),
    ],
)
def test_plan_knows_what_weakens_its_figures(atlas: Atlas, update: dict[str, Any], sign: str, begin: str) -> None:
    def lpc(found: Atlas) -> Any:
        licenses = json.loads(tool_data.tool_data(found))["states"]["EX"]["licenses"]
        return next(license for license in licenses if license["id"] == "lpc")

    found, plain = lpc(weakened(atlas, **update)), lpc(atlas)
    (line,) = found["plan"]["cautions"]
    assert line.startswith(begin)
    assert "total supervised experience" in line
    assert "cautions" not in plain["plan"]
    weak = [{"about", "old"} & set(of) for of in (found["plan"]["said"]["supervised_hours_total"], found["fees"][0])]
    assert weak == [{sign} - {""}] * 2


def test_plan_names_the_group_whose_figure_alone_is_weak(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    lpc = state.license("lpc")
    (rule,) = lpc.facts["supervised_hours_total"].answers
    source = rule.source and rule.source.model_copy(update=UNRULED)
    guide = replace(rule, value=2000, source=source, applies_to="Holders of a doctorate")
    fact = Fact(lpc.facts["supervised_hours_total"].field, (rule, guide))
    own = with_license(state, replace(lpc, facts=dict(lpc.facts) | {"supervised_hours_total": fact}))
    found = json.loads(tool_data.tool_data(replace(atlas, jurisdictions=(own,))))["states"]["EX"]["licenses"]
    (plan,) = (license["plan"] for license in found if license["id"] == "lpc")
    told = "From a source that names no rule: total supervised experience (holders of a doctorate). Ask the board."
    assert plan["cautions"] == [told]
    assert "about" not in plan["said"]["supervised_hours_total"]


def test_a_caveat_is_a_sign_in_the_tables_of_states(atlas: Atlas) -> None:
    for found, expected in ((atlas, False), (weakened(atlas, **CAVEAT), True)):
        (line,) = comparison.lines(found)
        (bar,) = hours_page.bars(found)
        assert (any(cell.caution for cell in line.cells), *bar.cautions) == (expected,) * 3
        context = build_context(found)
        for page in (*compare.build(context), *hours_page.build(context)):
            assert ("is-caution" in page.html) is expected


def test_of_sources_that_disagree_the_one_is_told_that_names_no_rule(atlas: Atlas) -> None:
    rule = next(iter(atlas.jurisdiction("EX").sources.values()))
    guide = rule.model_copy(update=UNRULED)
    assert cautions.either((("3,000", rule), ("4,000", guide))) == ("3,000 or about 4,000", "sources disagree")
    marks = "sources disagree; one names no rule"
    assert cautions.either((("Required", rule), ("not required", guide))) == ("Required or not required", marks)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("about 3,000 (may have changed)", "3,000"),
        ("at least about $300 (sources disagree; may have changed)", "at least $300 (sources disagree)"),
        ("NCE (source names no rule) for the APC", "NCE for the APC"),
        ("NCE (source names no rule; may have changed)", "NCE"),
    ],
)
def test_a_page_with_sources_beside_the_figures_leaves_the_signs_out(words: str, plain: str) -> None:
    assert cautions.plain(words) == plain
