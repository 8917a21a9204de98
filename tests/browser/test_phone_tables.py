"""Tables on phones are cards or chosen columns, and the map is told by pattern where the reader sets the colors."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

OVERFLOW = """() => [...document.querySelectorAll(".scroll")].filter((box) => box.checkVisibility())
  .map((box) => box.scrollWidth - box.clientWidth)"""
PATTERNS = """() => Object.fromEntries([...document.querySelectorAll(".map__key:not([hidden]) .map__swatch")].map((swatch) => {
  const style = getComputedStyle(swatch)
  return [swatch.className, [style.backgroundImage, style.boxShadow, style.borderStyle].join()]
}))"""


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize(
    "path", ["hours/", "help/", "coverage/", "compare/", "states/", "move/georgia/", "plan/", "exams/"]
)
def test_no_table_of_states_scrolls_sideways_on_a_phone(browser: Any, address: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(address + path)
    page.wait_for_timeout(100)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
    found = page.evaluate(OVERFLOW)
    assert found
    assert max(found) <= 1
    if path != "compare/":
        assert page.locator("table.cards td[data-label]").first.evaluate(
            "cell => getComputedStyle(cell, '::before').content"
        ) not in ("none", "normal")
    page.close()


# Words of tables that go on in a second line without a hyphen, however the browser came to part them.
TORN = """() => [...document.querySelectorAll("main table :is(th, td)")].flatMap((cell) => {
  if (!cell.checkVisibility()) return []
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  const torn = []
  while (texts.nextNode()) {
    const text = texts.currentNode
    if (getComputedStyle(text.parentElement).hyphens === "auto") continue
    for (const word of text.data.matchAll(/[^\\s\\u2013-]+/g)) {
      const range = document.createRange()
      range.setStart(text, word.index)
      range.setEnd(text, word.index + word[0].length)
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) torn.push(word[0])
    }
  }
  return torn
})"""


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize(
    "path", ["compare/", "move/?from=OH&license=lpcc&to=GA", "move/georgia/", "guides/moving/", "exams/"]
)
def test_no_word_of_a_table_is_torn_on_a_phone(browser: Any, address: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(address + path)
    page.wait_for_timeout(200)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
    assert page.evaluate(TORN) == []
    page.close()


def test_what_a_state_requires_is_the_first_card_of_what_licenses_bring(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + "move/georgia/")
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
    heads = page.locator("table.cards--heads thead th:visible").all_inner_texts()
    assert len(heads) > 3
    assert all("required: " in " ".join(head.split()) for head in heads)
    assert page.locator("table.cards--heads tbody td:visible").count() > 100
    page.close()


def test_classes_of_the_map_differ_by_pattern_in_forced_colors(browser: Any, address: str) -> None:
    page = browser.new_page(forced_colors="active")
    page.goto(address)
    patterns = page.evaluate(PATTERNS)
    assert len(patterns) >= 6
    assert len(set(patterns.values())) == len(patterns), patterns
    page.close()


def test_letters_of_the_map_stay_on_one_line(browser: Any, address: str) -> None:
    for width in (320, 390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(address + "compact/")
        heights = page.locator(".map__code").evaluate_all("all => all.map((code) => code.getClientRects().length)")
        assert set(heights) == {1}
        page.close()


def test_on_the_compact_map_the_strongest_color_is_that_of_states_that_issue(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "compact/")
    page.locator(".map__key:visible li", has_text="issuing").wait_for()
    band = page.locator("a.map__tile", has_text="Georgia").get_attribute("class")
    none = page.locator("a.map__tile", has_text="New York").get_attribute("class")
    assert "band-2" in band
    assert "band-0" in none
    page.close()
