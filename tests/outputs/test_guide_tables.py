"""What guides draw and list from the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import FEES
from atlas.outputs.pages import fee_bars, guide_components
from atlas.rendering.components import ComponentError
from build_cases import disputed, with_changed, with_license


def test_fees_are_drawn_in_parts_of_the_longest_bar(atlas: Atlas) -> None:
    view = fee_bars.view(atlas, ())
    (bar,) = view.bars
    assert (bar.name, bar.license, bar.words) == ("Example State", "LPC", "at least $227.50 ($127.50 before the LPC)")
    assert bar.earlier_width + bar.own_width == pytest.approx(100)
    assert bar.earlier_width == pytest.approx(100 * 127.5 / 227.5, abs=0.1)
    assert view.unknown == []
    assert [label for label, _ in view.ticks] == ["$0", "$200"]


def test_a_state_without_a_confirmed_fee_has_no_bar_and_is_named(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    for license in jurisdiction.licenses:
        facts = {id: fact for id, fact in license.facts.items() if id not in FEES}
        jurisdiction = with_license(jurisdiction, replace(license, facts=facts))
    view = fee_bars.view(replace(atlas, jurisdictions=(jurisdiction,)), ())
    assert (view.bars, view.unknown) == ([], [("Example State", "states/example-state/#fees")])


def test_a_chart_of_fees_takes_no_argument(atlas: Atlas) -> None:
    with pytest.raises(ComponentError, match="takes nothing"):
        fee_bars.view(atlas, ("fee_license",))


def test_a_license_without_a_fee_of_its_own_adds_no_width(atlas: Atlas) -> None:
    (bar,) = fee_bars.view(with_changed(atlas, "lpc", fee_application=0), ()).bars
    assert (bar.earlier_width, bar.own_width) == (100, 0)
    assert bar.words == "at least $127.50"


def test_a_bar_says_that_sources_disagree_and_that_a_fee_changes(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    (now,) = lpc.facts["fee_application"].answers
    later = replace(now, value=120, effective=date(2027, 5, 1))
    (bar,) = fee_bars.view(with_changed(atlas, "lpc", fee_application=(now, later)), ()).bars
    assert bar.words == "at least $227.50 ($127.50 before the LPC); changes ahead"
    (bar,) = fee_bars.view(
        with_changed(atlas, "lpc", fee_application=disputed(lpc, "fee_application", 100, 90)), ()
    ).bars
    assert bar.words == "at least $227.50 ($127.50 before the LPC); sources disagree"


def test_a_dispute_is_listed_as_one(atlas: Atlas) -> None:
    ((_, _, told),) = guide_components.says(atlas, ("min_months",)).lines
    assert told == ["Sources disagree. 18 months (1.5 years) Or: 24 months (2 years)"]


def test_a_yes_is_listed_with_its_conditions(atlas: Atlas) -> None:
    view = guide_components.says(atlas, ("inactive_status",))
    assert view.lines == [
        ("Example State", "states/example-state/#lpc-inactive-status", ["Available. For up to five years."])
    ]
