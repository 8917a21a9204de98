"""What the script of Move is given."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from atlas.domain import portability
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Status
from atlas.outputs.pages import move_to
from atlas.rendering import tool_data
from build_cases import build_context, with_changed


def told(atlas: Atlas) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tool_data.tool_data(atlas))["states"]["EX"]
    return found


COVERED = Answer(Status.SILENT, text="Paid once, with the LAC.")


@pytest.mark.parametrize(
    ("application", "license", "words"),
    [
        (100, 40, "$140"),
        (100, Answer(Status.UNKNOWN, text="Not found."), "at least $100"),
        (COVERED, 40, "at least $40"),
        (Answer(Status.UNKNOWN, text="Not found."), Answer(Status.UNKNOWN, text="Not found."), ""),
    ],
)
def test_who_is_licensed_elsewhere_pays_for_the_license_applied_for_alone(
    atlas: Atlas, application: object, license: object, words: str
) -> None:
    assert told(with_changed(atlas, "lpc", fee_application=application, fee_license=license))["fees"] == words


@pytest.mark.parametrize("note", ["In related programs, or the equivalent as the board decides.", ""])
def test_a_figure_with_a_condition_leads_to_its_note(atlas: Atlas, note: str) -> None:
    atlas = with_changed(atlas, "lpc", practicum_internship_hours=Answer(Status.STATED, 700, note=note))
    (lpc,) = (license for license in told(atlas)["licenses"] if license["id"] == "lpc")
    assert lpc["needs"]["practicum_internship_hours"].get("noted", False) is bool(note)
    context = build_context(atlas)
    (page,) = move_to.build(replace(context, jurisdictions=atlas.jurisdictions))
    (head,) = (th for th in html.fromstring(page.html).iter("th") if "Practicum" in th.text_content())
    assert ("see the note" in head.text_content()) is bool(note)


def test_a_figure_for_one_group_alone_leaves_nobody_short(atlas: Atlas) -> None:
    only = Answer(Status.STATED, 700, applies_to="Programs without CACREP accreditation")
    atlas = with_changed(atlas, "lpc", practicum_internship_hours=only)
    state = atlas.jurisdiction("EX")
    asked = portability.needs_for(state, state.license("lpc"), "practicum_internship_hours", atlas.day)
    assert portability.verdict(asked, 600).outcome is portability.Outcome.CANNOT_TELL
    assert portability.verdict(asked, 700).outcome is portability.Outcome.MET
