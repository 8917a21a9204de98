"""Nothing is cut off where readers set text twice as large (WCAG 1.4.4) or wider apart (WCAG 1.4.12)."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "", "states/new-york/", "compare/?pick=GA-lpc.OH-lpcc&side=1", "plan/?state=TX&also=OH",
    "move/?from=OH&license=lpcc&to=GA",
)  # fmt: skip
LARGE = "html { font-size: 250% !important }"  # twice the 125% of the style sheet
APART = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
# Boxes that hide what does not fit and hold more than fits, beside what only screen readers are told. The title of the page in the
# header is cut on purpose: its heading says it in full. The space after a last letter may be.
CUT = """() => [...document.querySelectorAll("body *")].filter((box) => {
  const style = getComputedStyle(box)
  if (!["hidden", "clip"].includes(style.overflowX) || !box.checkVisibility() || box.clientWidth < 2) return false
  if (style.clipPath !== "none" || box.matches("input, select, .md-ellipsis:not(.name)")) return false
  const letter = parseFloat(style.fontSize)
  return box.scrollWidth > box.clientWidth + letter / 3 || box.scrollHeight > box.clientHeight + letter / 3
}).map((box) => `${box.tagName}.${box.className}: ${box.textContent.trim().slice(0, 30)}`)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Before the scripts of the page.
EARLY = """new MutationObserver((_, observer) => {
  if (!document.head) return
  document.head.append(Object.assign(document.createElement("style"), { textContent: %s }))
  observer.disconnect()
}).observe(document, { childList: true, subtree: true })"""
OVERLAPS = """(selector) => {
  const boxes = [...document.querySelectorAll(selector)].map((mark) => mark.getBoundingClientRect())
  return boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1)).length
}"""


def open_page(browser: Any, url: str, width: int, style: str) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(EARLY % json.dumps(style))
    page.goto(url)
    if "?" in url:
        page.locator(":is(.sidetable, [data-answer] table)").first.wait_for()
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
    return page


@pytest.mark.parametrize(("width", "style"), [(390, LARGE), (320, APART)], ids=["large", "apart"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off(browser: Any, address: str, path: str, width: int, style: str) -> None:
    page = open_page(browser, address + path, width, style)
    assert page.evaluate(CUT) == []
    assert page.evaluate(WIDER) <= 0
    page.context.close()


def test_the_name_of_the_site_is_whole(browser: Any, address: str) -> None:
    for width, style in ((320, ""), (1280, LARGE)):
        page = open_page(browser, address, width, style)
        assert page.locator(".md-header .name").is_visible()
        assert page.evaluate(CUT) == []
        page.context.close()


def test_marks_and_years_of_a_plan_stand_apart(browser: Any, address: str) -> None:
    for width, style in ((390, LARGE), (320, "")):
        page = open_page(browser, address + "plan/?state=TX", width, style)
        assert page.locator(".timeline__mark").count() > 4
        assert [page.evaluate(OVERLAPS, f".timeline__{name}") for name in ("mark", "year")] == [0, 0]
        page.context.close()
