"""What a reader sees until the script of a tool is there: nothing moves when it comes, and nothing is lost if it doesn't."""

from __future__ import annotations

import time
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 390, 1280
# Addresses that make the script of a page show something else than the page itself holds, and pages that opened folds moved.
ASKING = {
    PHONE: (
        "schools/?state=GA", "schools/?distance=yes&except=GA", "schools/#georgia", "compare/?pick=GA-lpc.OH-lpcc&side=1",
        "move/?from=OH&license=lpcc&to=GA",
    ),
    DESKTOP: ("schools/", "schools/?find=agnes", "compare/", "plan/?state=TX"),
}  # fmt: skip

SHIFTS = """window.shifts = []
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifts.push(value) })
  .observe({type: "layout-shift", buffered: true})"""


def late(route: Any) -> None:
    """As over a slow line: scripts come after the first picture."""
    time.sleep(0.06)
    route.continue_()


@pytest.mark.parametrize("width", ASKING)
def test_nothing_moves_when_a_tool_shows_what_its_address_asks_for(browser: Any, address: str, width: int) -> None:
    for path in ASKING[width]:
        context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.route("**/assets/*.js", late)
        page.goto(address + path, wait_until="load")
        page.wait_for_timeout(150)
        assert page.locator("[data-unready]").count() == 0, path
        assert sum(page.evaluate("window.shifts")) < 0.02, path
        context.close()


@pytest.mark.parametrize("path", ["schools/?state=GA", "schools/#georgia", "plan/?state=TX"])
def test_what_waits_for_a_script_is_shown_where_none_comes(browser: Any, address: str, path: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(address + path)
    waiting = page.locator("[data-unready] ~ *").last
    assert waiting.evaluate("e => getComputedStyle(e).visibility") == "hidden"
    page.evaluate("for (const animation of document.getAnimations()) animation.finish()")
    assert waiting.evaluate("e => getComputedStyle(e).visibility") == "visible"
    context.close()


@pytest.mark.parametrize(("width", "columns"), [(PHONE, 4), (DESKTOP, 9)])
def test_compare_lays_out_the_columns_alone_that_its_script_shows(
    browser: Any, address: str, width: int, columns: int
) -> None:
    for scripts in ("come", "don't come", "are off"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, service_workers="block", java_script_enabled=scripts != "are off"
        )
        page = context.new_page()
        if scripts == "don't come":
            page.route("**/assets/*.js", lambda route: route.abort())
        page.goto(address + "compare/")
        shown = page.locator("table.compare thead th").evaluate_all(
            "all => all.filter((e) => e.checkVisibility()).length"
        )
        assert shown == columns if scripts != "are off" else shown > 20, scripts
        context.close()


def test_compare_shows_every_column_where_its_own_script_alone_does_not_come(browser: Any, address: str) -> None:
    """No chooser can bring the others back."""
    context = browser.new_context(viewport={"width": PHONE, "height": 900}, service_workers="block")
    page = context.new_page()
    page.route("**/assets/compare*.js", lambda route: route.abort())
    page.goto(address + "compare/")
    visible = (
        "() => [...document.querySelectorAll('table.compare thead th')].filter((e) => e.checkVisibility()).length > 20"
    )
    assert not page.evaluate(visible)
    page.wait_for_function(visible, timeout=10_000)
    context.close()
