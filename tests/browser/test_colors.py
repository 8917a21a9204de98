"""Light or dark: chosen before anything is shown, and kept."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

KNOWN = """() => [document.documentElement.dataset.mdColorScheme, document.querySelector("meta[name=color-scheme]")?.content]"""
SHOWN = (
    "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.documentElement).colorScheme]"
)
LIGHT, DARK = ["rgb(255, 255, 255)", "light"], ["rgb(18, 25, 28)", "dark"]


@pytest.mark.parametrize(("system", "chosen", "dark"), [
    ("dark", "", True), ("light", "", False), ("dark", "default", False), ("light", "slate", True),
])  # fmt: skip
def test_the_colors_are_known_while_the_style_sheet_is_still_on_its_way(
    browser: Any, address: str, system: str, chosen: str, dark: bool
) -> None:
    """A page is shown from the moment its style sheet is there. What chooses the colors then would come too late."""
    context = browser.new_context(color_scheme=system, service_workers="block")
    context.add_init_script(f'localStorage.setItem("atlas.scheme", "{chosen}")')
    page = context.new_page()
    waiting: list[Any] = []
    page.route("**/*.css", lambda route: waiting.append(route))  # noqa: PLW0108 - the driver marks what it is given
    with page.expect_request("**/*.css"):
        page.goto(address + "about/", wait_until="commit")
    page.wait_for_timeout(100)
    assert page.evaluate(KNOWN) == (["slate", "dark"] if dark else ["default", "light"])
    for route in waiting:
        route.continue_()
    page.wait_for_load_state()
    assert page.evaluate(SHOWN) == (DARK if dark else LIGHT)
    page.locator("[data-scheme]").click()
    assert page.evaluate(SHOWN) == (LIGHT if dark else DARK)
    context.close()


def test_without_scripts_a_page_is_light_from_the_start(browser: Any, site: Any) -> None:
    text = (site / "about" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en" class="no-js" data-md-color-scheme="default">' in text
    assert text.index('<meta name="color-scheme" content="light">') < text.index('<link rel="stylesheet"')
