"""The parts of a state page: what is left out because it is said elsewhere is said there, with everything that belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lxml import html

from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Jurisdiction, License, Status
from atlas.domain.vocabulary import BY_ID
from atlas.outputs.pages import state_sources
from atlas.outputs.pages.state_checklist import license_view
from atlas.outputs.pages.state_gaps import gaps
from atlas.outputs.pages.state_topics import topics
from atlas.rendering.citations import Citations
from atlas.rendering.fact_views import AnswerView, Viewer
from build_cases import build_context, with_answers, with_license


def viewer(state: Jurisdiction, atlas: Atlas) -> Viewer:
    return Viewer(state, atlas.day, atlas.exams, Citations(state.all_sources))


def first_answer(license: License, fact: str, **changes: object) -> Answer:
    """The first answer to a fact, with these changes."""
    return replace(license.facts[fact].answers[0], **changes)  # type: ignore[arg-type]


def test_what_is_not_confirmed_for_one_license_alone_names_it(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    lpc = with_answers(state.license("lpc"), exams=Answer(Status.UNKNOWN, text="Not found."))
    owners = {gap.label: gap.owner for group in gaps(with_license(state, lpc), atlas) for gap in group.items}
    assert owners["License fee"] == "LPC"
    assert owners[lpc.facts["exams"].field.label] == "LPC"
    assert owners[lpc.facts["reinstatement_note"].field.label] == ""


def test_a_title_that_ends_is_told_beside_the_heading(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    lac = state.license("lac")
    ends = with_answers(lac, title=first_answer(lac, "title", until=date(2026, 12, 31)))
    for license, told in ((lac, []), (ends, ["Until Dec. 31, 2026"])):
        view = license_view(license, state, atlas, viewer(state, atlas))
        assert [fact.answers[0].until for fact in view.facts if fact.id == "title"] == told


def test_a_fact_with_another_note_is_not_said_to_be_the_same(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    lpc = state.license("lpc")
    noted = with_answers(lpc, telesupervision=first_answer(lpc, "telesupervision", note="In the first year alone."))
    view = license_view(replace(noted, id="other"), state, atlas, viewer(state, atlas), beside=lpc)
    assert {fact.id for fact in view.facts} & {"telesupervision", "max_months"} == {"telesupervision"}


def test_what_a_rule_leaves_out_is_told_for_each_license(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    silent = Answer(
        Status.SILENT, text="The rule leaves the hours of continuing education to the board, which sets none."
    )
    unknown = Answer(Status.UNKNOWN, text="Not found.")
    lac = with_answers(state.license("lac"), ce_hours_per_cycle=silent, ce_ethics_hours=unknown)
    lpc = with_answers(state.license("lpc"), ce_hours_per_cycle=unknown, ce_ethics_hours=silent)
    (renewal,) = (topic for topic in topics((lac, lpc), viewer(state, atlas)) if topic.name.group == "renewal")
    owners = [part.owner for detail in renewal.details for part in detail.parts if silent.text in _texts(part.answers)]
    assert owners == ["LAC", "LPC"]


def _texts(answers: list[AnswerView]) -> list[str]:
    return [answer.text for answer in answers]


def test_an_item_of_the_sources_leads_to_the_page_that_tells_it(atlas: Atlas) -> None:
    context = replace(build_context(atlas), jurisdictions=atlas.jurisdictions)
    (page,) = state_sources.build(context)
    links = html.fromstring(page.html).xpath("//ol[@class='sources']//li/a[contains(@href, '#')]")
    found = {link.text_content(): link.get("href") for link in links}
    assert found[BY_ID["related_degree_note"].label] == "../#related-degree-note"
    assert found[BY_ID["endorsement_years"].label] == "../../../move/example-state/#endorsement-years"
