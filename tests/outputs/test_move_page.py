"""What the pages of moving say of the compact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from atlas.domain.atlas import Atlas
from atlas.domain.compact import Start
from atlas.domain.requirements import Answer, Jurisdiction, Status
from atlas.domain.vocabulary import Credential
from atlas.outputs.pages import move_to
from build_cases import build_context, load_edited


def state(atlas: Atlas, code: str, name: str, member: bool | None) -> Jurisdiction:
    jurisdiction = atlas.jurisdiction("EX")
    answer = (
        Answer(Status.UNKNOWN, text="Not found.")
        if member is None
        else replace(jurisdiction.facts["compact_member"].answers[0], value=member)
    )
    fact = replace(jurisdiction.facts["compact_member"], answers=(answer,))
    return replace(jurisdiction, code=code, name=name, facts=jurisdiction.facts | {"compact_member": fact})


def compact_words(atlas: Atlas, to: bool | None, origin: bool | None, issuing: tuple[str, ...]) -> str:
    start = next(iter(atlas.compact.issuing.jurisdictions.values()))
    listed = atlas.compact.issuing.model_copy(
        update={"jurisdictions": {code: Start(source=start.source) for code in issuing}}
    )
    atlas = replace(atlas, compact=atlas.compact.model_copy(update={"issuing": listed}))
    two = (state(atlas, "XA", "Here", to), state(atlas, "XB", "There", origin))
    context = build_context(atlas, *two)
    (page,) = move_to.build(replace(context, jurisdictions=tuple(two[:1])))
    (row,) = html.fromstring(page.html).xpath("//tbody/tr")
    return str(row[-1].text_content())


@pytest.mark.parametrize(
    ("to", "origin", "issuing", "words"),
    [
        (True, True, ("XA", "XB"), "both issue privileges"),
        (True, True, ("XA",), "both members"),
        (True, True, ("XB",), "both members"),
        (True, True, (), "both members"),
        (True, False, ("XA",), "not open"),
        (False, True, ("XB",), "not open"),
        (False, False, (), "not open"),
        (True, None, ("XA",), "not confirmed"),
        (None, False, (), "not confirmed"),
    ],
)
def test_the_compact_is_open_only_between_two_states_that_both_issue(
    atlas: Atlas, to: bool | None, origin: bool | None, issuing: tuple[str, ...], words: str
) -> None:
    assert compact_words(atlas, to, origin, issuing) == words


def test_nobody_is_said_to_hold_a_privilege_without_its_license(atlas: Atlas) -> None:
    jurisdiction = state(atlas, "XA", "Here", None)
    privilege = replace(jurisdiction.license("lpc"), id="privilege", credential=Credential.PRIVILEGE)
    both = replace(atlas, jurisdictions=(replace(jurisdiction, licenses=(*jurisdiction.licenses, privilege)),))
    assert [origin.license.id for origin in move_to.origins(both)] == ["lpc"]


def test_a_rule_on_moving_says_for_whom_it_holds() -> None:
    years = "endorsement_years: {value: 3, source: statute-3"
    atlas = load_edited((years, f"{years}, applies_to: Holders of a doctorate"))
    context = build_context(atlas)
    (page,) = move_to.build(replace(context, jurisdictions=atlas.jurisdictions))
    rules = " ".join(html.fromstring(page.html).xpath("string(//dl[contains(@class, 'brief')])").split())
    assert "Holders of a doctorate: 3 years" in rules


def test_why_a_rule_on_moving_is_not_confirmed_is_told(atlas: Atlas) -> None:
    jurisdiction = atlas.jurisdiction("EX")
    unknown = (Answer(Status.UNKNOWN, text="Not readable."),)
    bare = {
        id: replace(f, answers=tuple(replace(a, note="") for a in f.answers)) for id, f in jurisdiction.facts.items()
    }
    facts = bare | {"endorsement_years": replace(bare["endorsement_years"], answers=unknown)}
    context = build_context(atlas, replace(jurisdiction, facts=facts))
    (page,) = move_to.build(replace(context, jurisdictions=context.atlas.jurisdictions))
    notes = html.fromstring(page.html).xpath("string(//details[contains(summary, 'isn’t confirmed')])")
    assert "Not readable." in notes
