"""Which license is the main one, and what fees add up to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.domain import pathways
from atlas.domain.atlas import Atlas
from atlas.domain.fees import fees_along
from atlas.domain.requirements import Answer, Status
from atlas.domain.vocabulary import Credential
from build_cases import disputed, with_answers, with_license
from conftest import DAY


@pytest.mark.parametrize("credential", [Credential.PRIVILEGE, Credential.PERMIT, Credential.REGISTRATION])
def test_the_main_license_is_a_license_though_something_else_stands_first(atlas: Atlas, credential: Credential) -> None:
    state = atlas.jurisdiction("EX")
    lpc = state.license("lpc")
    other = replace(lpc, id="other", credential=credential)
    assert pathways.main_license(replace(state, licenses=(other, lpc))).id == "lpc"
    assert pathways.main_license(replace(state, licenses=(other,))).id == "other"


def test_the_main_license_is_the_first_of_two(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    lpc = state.license("lpc")
    assert pathways.main_license(replace(state, licenses=(lpc, replace(lpc, id="second")))).id == "lpc"


def test_only_a_fee_that_was_not_found_is_missing_from_the_sum(atlas: Atlas) -> None:
    """A rule that sets no fee leaves the sum whole; a fee that nobody found makes it a lower bound."""
    state = atlas.jurisdiction("EX")
    lpc = state.license("lpc")
    none_set = with_answers(lpc, fee_license=Answer(Status.SILENT, text="No such fee is set."))
    fees = fees_along(pathways.license_pathway(with_license(state, none_set), none_set), DAY)
    assert (fees.missing, fees.total) == ((), 227.5)
    not_found = fees_along(pathways.license_pathway(state, lpc), DAY)
    assert [(f.license.id, f.fact) for f in not_found.missing] == [("lpc", "fee_license")]


def test_a_disputed_fee_is_summed_by_its_preferred_figure_and_told(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    lpc = with_answers(lpc, fee_application=disputed(lpc, "fee_application", 90, 300), fee_license=10)
    fees = fees_along([lpc], DAY)
    assert fees.total == 100
    assert [f.fact for f in fees.disputed] == ["fee_application"]
    assert [f.amount for f in fees.known] == [90, 10]


def test_a_further_fee_of_unknown_amount_makes_the_sum_a_lower_bound(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    lpc = with_answers(state.license("lpc"), fee_license=10)
    assert not fees_along([lpc], DAY).at_least
    further = replace(lpc, facts=lpc.facts | {"further_fee": state.license("lac").facts["required_step"]})
    fees = fees_along([further], DAY)
    assert (fees.total, fees.at_least, fees.further) == (110, True, (further,))
