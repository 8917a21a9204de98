"""What a license asks for, where its facts are in doubt: the stricter figure, and never a verdict from half a rule."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from atlas.domain import hours_plan, portability
from atlas.domain.atlas import Atlas
from atlas.domain.figures import NumericRequirement, numeric_requirement
from atlas.domain.portability import Outcome
from atlas.domain.requirements import Answer, Fact, License, Status
from atlas.domain.vocabulary import BY_ID
from atlas.rendering import tool_data
from build_cases import disputed, with_answers, with_license
from conftest import DAY

DOUBTS = [
    Answer(Status.UNKNOWN, text="Not found.", applies_to="Graduates of older programs"),
    Answer(Status.SILENT, text="None is set.", applies_to="Graduates of older programs"),
]


def license_in_doubt(atlas: Atlas, doubt: Answer) -> License:
    lpc = atlas.jurisdiction("EX").license("lpc")
    return with_answers(lpc, supervised_hours_total=(2800, doubt))


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda answer: answer.status)
def test_a_group_without_a_figure_beside_one_with_it_is_doubt_or_exempt(atlas: Atlas, doubt: Answer) -> None:
    license = license_in_doubt(atlas, doubt)
    exempt = doubt.status is Status.SILENT
    need = NumericRequirement((2800,), Status.STATED, doubt=not exempt, exempt=exempt)
    assert numeric_requirement(license, "supervised_hours_total", DAY) == need
    assert not numeric_requirement(license, "direct_client_hours", DAY).doubt
    state = with_license(atlas.jurisdiction("EX"), license)
    told = json.loads(tool_data.tool_data(replace(atlas, jurisdictions=(state,))))
    found = told["states"]["EX"]["licenses"][1]["needs"]["supervised_hours_total"]
    assert (found["doubt"], found["exempt"]) == (need.doubt, need.exempt)


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda answer: answer.status)
def test_nobody_is_told_that_a_figure_in_doubt_is_met_or_missing(atlas: Atlas, doubt: Answer) -> None:
    """Where the law sets none for a group, who has enough for the others meets it in any case."""
    asked = numeric_requirement(license_in_doubt(atlas, doubt), "supervised_hours_total", DAY)
    own = numeric_requirement(atlas.jurisdiction("EX").license("lpc"), "supervised_hours_total", DAY)
    enough = Outcome.MET if doubt.status is Status.SILENT else Outcome.CANNOT_TELL
    assert portability.verdict(asked, 9000).outcome is enough
    assert portability.verdict(asked, 10).outcome is Outcome.CANNOT_TELL
    assert portability.verdict_between(asked, own).outcome is enough
    assert portability.verdict_between(own, asked).outcome is Outcome.CANNOT_TELL


MINIMUMS = ("supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months")
LIMITS = ("max_months", "max_hours_per_week")


@pytest.mark.parametrize("order", [(20, 50), (50, 20)])
@pytest.mark.parametrize("kind", ["disputed", "groups"])
def test_a_plan_takes_the_highest_minimum_and_the_lowest_limit(
    atlas: Atlas, order: tuple[float, float], kind: str
) -> None:
    lpc, lac = (atlas.jurisdiction("EX").license(id) for id in ("lpc", "lac"))
    lpc = replace(lpc, facts=lpc.facts | {"max_hours_per_week": lpc.facts["max_months"]})

    def answers(license: License, fact: str) -> Answer | tuple[Answer, ...]:
        scale = 10 if fact == "supervised_hours_total" else 1  # so that direct hours alone don't make it up
        if kind == "disputed":
            return disputed(license, fact, *(scale * value for value in order))
        first, second = (Answer(Status.STATED, value=scale * value) for value in order)
        return first, replace(second, applies_to="Some people")

    strict = with_answers(lpc, **{fact: answers(lpc, fact) for fact in (*MINIMUMS, *LIMITS)})
    lac = replace(lac, facts={id: fact for id, fact in lac.facts.items() if id != "max_term_months"})
    term = with_answers(lac, term_months=answers(lac, "term_months"))
    asked = hours_plan.asked((strict,), term, DAY)
    assert [getattr(asked, fact) for fact in MINIMUMS] == [500, 50, 50, 50]
    assert [getattr(asked, fact) for fact in (*LIMITS, "first_term_months")] == [20] * 3


@pytest.mark.parametrize("caps", [(40, 30), (30, 40)])
def test_of_several_licenses_with_hours_the_lowest_weekly_limit_binds(atlas: Atlas, caps: tuple[int, int]) -> None:
    def with_figures(license: License, **figures: float) -> License:
        facts = {id: Fact(BY_ID[id], (Answer(Status.STATED, value=value),)) for id, value in figures.items()}
        return replace(license, facts=license.facts | facts)

    lac, lpc = (
        with_figures(atlas.jurisdiction("EX").license(id), max_hours_per_week=cap, supervised_hours_total=hours)
        for id, cap, hours in zip(("lac", "lpc"), caps, (1000, 2800), strict=True)
    )
    path = (lac, with_figures(lpc, lower_hours_counted=0))
    assert hours_plan.asked(path, None, DAY).max_hours_per_week == 30
