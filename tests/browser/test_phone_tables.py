"""Tables on phones are cards or chosen columns, and the map is told by pattern where the reader sets the colors."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

# How much wider the window, and what may scroll sideways in it, are than they are shown.
OVERFLOW = """() => [document.documentElement, ...document.querySelectorAll("main :is(.scroll, table)")]
  .filter((box) => box.checkVisibility()).map((box) => box.scrollWidth - box.clientWidth)"""
LABELS = "cells => cells.map((cell) => getComputedStyle(cell, '::before').content)"
TOOLS = (
    "compare/?pick=GA-lpc.OH-lpcc.TX-lpc&side=1",
    "plan/?state=TX&also=OH&third=GA",
    "move/?from=OH&license=lpcc&to=GA",
)
PATTERNS = """() => Object.fromEntries([...document.querySelectorAll(".map__key:not([hidden]) .map__swatch")].map((swatch) => {
  const style = getComputedStyle(swatch)
  return [swatch.className, [style.backgroundImage, style.boxShadow, style.borderStyle].join()]
}))"""


def open_phone(browser: Any, url: str, width: int, *, scripts: bool = True) -> Any:
    """A page on a phone, its folds unfolded, the answer of a tool there."""
    page = browser.new_page(viewport={"width": width, "height": 844}, java_script_enabled=scripts)
    page.goto(url)
    if "?" in url:
        page.locator(":is(.sidetable, [data-answer] table)").first.wait_for()
    elif scripts:
        page.wait_for_timeout(100)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
    return page


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "path",
    [
        "hours/", "help/", "coverage/", "compare/", "states/", "move/georgia/", "plan/", "exams/", "data/", "publish/",
        "contribute/style/", *TOOLS,
    ],
)  # fmt: skip
def test_no_table_scrolls_sideways_on_a_phone(browser: Any, address: str, path: str, width: int) -> None:
    page = open_phone(browser, address + path, width)
    found = page.evaluate(OVERFLOW)
    assert len(found) > 1
    assert max(found) <= 1
    labels = page.locator("table.cards td[data-label]:visible").evaluate_all(LABELS)
    assert labels or path in ("data/", "publish/", "contribute/style/", TOOLS[2])
    assert not {"none", "normal"} & set(labels)
    page.close()


@pytest.mark.parametrize("path", ["compare/", "plan/", "move/georgia/", "states/georgia/"])
def test_no_table_scrolls_sideways_without_scripts(browser: Any, address: str, path: str) -> None:
    page = open_phone(browser, address + path, 320, scripts=False)
    assert max(page.evaluate(OVERFLOW)) <= 1
    page.close()


def test_the_cards_of_compare_show_heads_to_sort_by_and_every_column(browser: Any, address: str) -> None:
    page = open_phone(browser, address + "compare/", 320)
    heads = page.locator("table.compare thead th[data-id]:visible").all_inner_texts()
    assert heads == page.locator("table.compare tbody tr").first.locator("td:visible").evaluate_all(
        "cells => cells.map((cell) => cell.dataset.label)"
    )
    assert page.locator("table.compare thead .sort:visible").count() == len(heads) == 3
    page.close()
    page = open_phone(browser, address + "compare/", 320, scripts=False)
    assert page.locator("table.compare tbody tr").first.locator("td:visible").count() > 20
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


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["compare/", "move/georgia/", "guides/moving/", "exams/", *TOOLS])
def test_no_word_of_a_table_is_torn_on_a_phone(browser: Any, address: str, path: str, width: int) -> None:
    page = open_phone(browser, address + path, width)
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
