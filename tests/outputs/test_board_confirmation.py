"""A board is asked to confirm the key requirements, and what it confirmed is shown, published and checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from atlas.data.loader import load_atlas
from atlas.domain.atlas import Atlas
from atlas.domain.state_file import BoardConfirmation
from atlas.outputs.api import files as api_files
from atlas.outputs.pages import board_confirmation, state, state_sources
from atlas.rendering.artifacts import Settings
from atlas.rendering.context import BuildContext, environment
from conftest import DAY

SETTINGS = Settings("https://site.example/", "https://repo.example/", contact_email="editors@site.example")
CONFIRMED = BoardConfirmation(on=date(2026, 1, 20), by="Licensing office")


def context(atlas: Atlas, *, confirmed: bool = True) -> BuildContext:
    """Example State, confirmed by its board or not."""
    example = replace(atlas.jurisdiction("EX"), confirmed_by_board=CONFIRMED if confirmed else None)
    built = BuildContext(replace(atlas, jurisdictions=(example,)), SETTINGS, environment())
    return replace(built, jurisdictions=(example,))


def article(page: str) -> html.HtmlElement:
    """The HTML of a page."""
    return html.fromstring(page)


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_day_is_on_the_pages_of_the_state_and_in_the_api(atlas: Atlas, confirmed: bool) -> None:
    built = context(atlas, confirmed=confirmed)
    (page,) = (p for p in state.build(built) if p.address == "states/example-state/")
    assert ("Confirmed by the board Jan. 20, 2026" in article(page.html).text_content()) is confirmed
    (page,) = state_sources.build(built)
    assert ("Confirmed by the board: Jan. 20, 2026, Licensing office" in article(page.html).text_content()) is confirmed
    (file,) = (f for f in api_files.build(built) if f.address == "api/v1/states/ex.json")
    told = json.loads(file.content)["confirmed_by_board"]
    assert told == ({"on": "2026-01-20", "by": "Licensing office"} if confirmed else None)


def test_a_board_gets_the_key_requirements_filled_in(atlas: Atlas) -> None:
    (page,) = state_sources.build(context(atlas))
    mail, form = article(page.html).xpath("//h2[@id='board']/following::a[contains(@class, 'button')]/@href")[:2]
    assert urlsplit(mail).path == "editors@site.example"
    body = parse_qs(urlsplit(mail).query)["body"][0]
    filled = parse_qs(urlsplit(form).query)
    assert filled["template"] == ["board-confirms.yml"]
    assert filled["state"] == ["Example State"]
    for statement in ("LPC: Semester hours: 60", "LPC: Total supervised experience: "):
        assert statement in body.replace("; 48", "") or statement in body, body
        assert statement in filled["statements"][0]
    assert len(mail) < 4000


def test_without_an_address_there_is_the_form_alone(atlas: Atlas) -> None:
    built = replace(context(atlas), settings=replace(SETTINGS, contact_email=""))
    assert board_confirmation.board_view(built, built.atlas.jurisdictions[0]).mail == ""


def test_the_file_says_it_and_a_day_to_come_is_refused(data: Path, problems: Callable[..., list[str]]) -> None:
    name = "name: Example State\n"
    right = f"{name}confirmed_by_board: {{on: 2026-01-20, by: Licensing office}}\n"
    assert problems(name, right) == []
    assert load_atlas(data, DAY, allow_invented=True).jurisdiction("EX").confirmed_by_board == CONFIRMED
    assert "2026-03-01" in " ".join(problems("on: 2026-01-20", "on: 2026-03-01"))
