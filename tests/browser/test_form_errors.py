"""What describes a field to a screen reader: its hint and, with it, what is wrong with the entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

pytestmark = pytest.mark.browser

# Every page with fields that take a number or a day, as far as these can be seen.
FORMS = {
    "plan": "plan/?state=TX&stage=on-the-way&also=GA",
    "move": "move/?from=OH&license=lpcc&to=GA",
    "compare": "compare/",
    "state": "states/georgia/",
}
# Each field in turn: what describes it before, with an entry that can't be right, and after that is taken back.
TRIED = """() => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true
  const fields = document.querySelectorAll("main :is(input[type=number], input[type=date])")
  const told = (field) => ({
    ids: (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean),
    words: (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)
      .map((id) => document.getElementById(id).textContent),
    invalid: field.getAttribute("aria-invalid") === "true",
    border: parseFloat(getComputedStyle(field).borderTopWidth),
  })
  const enter = (field, value) => {
    field.value = value
    field.dispatchEvent(new InputEvent("input", { bubbles: true }))
    return told(field)
  }
  return [...fields].filter((field) => field.checkVisibility()).map((field) => {
    const { value } = field
    const wrong = field.type === "date" ? "2200-01-01" : "999999"
    const id = field.id || field.dataset.event
    return { id, before: told(field), wrong: enter(field, wrong), after: enter(field, value) }
  })
}"""


@pytest.mark.parametrize("path", FORMS.values(), ids=FORMS.keys())
def test_an_error_is_read_with_the_hint_not_instead_of_it(browser: Any, address: str, path: str) -> None:
    page = browser.new_page()
    page.goto(address + path)
    page.wait_for_function("document.querySelector('[data-cohorts], [data-status]:not(:empty), [data-answer]')")
    tried = page.evaluate(TRIED)
    page.close()
    assert tried
    for field in tried:
        before, wrong, after = field["before"], field["wrong"], field["after"]
        assert not before["invalid"], field
        assert wrong["invalid"], field
        assert wrong["border"] > before["border"] or path.startswith("states/"), field
        assert set(before["ids"]) <= set(wrong["ids"]), field
        assert [words for words in wrong["words"] if words and words not in before["words"]], field
        assert after == before, field
    days = {words for field in tried for words in field["wrong"]["words"] if words.startswith("Enter a date")}
    assert days <= {"Enter a date from 1960 through 2099."}


def test_every_day_that_is_asked_for_has_the_same_bounds(site: Path) -> None:
    pages = [site / path.partition("?")[0] / "index.html" for path in FORMS.values()]
    days = [day for page in pages for day in lxml_html.parse(page).xpath("//input[@type='date']")]
    assert len(days) > 8
    assert {(day.get("min"), day.get("max")) for day in days} == {("1960-01-01", "2099-12-31")}


@pytest.mark.parametrize(
    "path", ["", "404.html", "plan/", "move/", "compare/", "schools/", "search/", "hours/", "states/"]
)
def test_every_hint_describes_a_field_and_every_form_has_a_name(site: Path, path: str) -> None:
    """A text made for a field is read with it. That every id has its text is held for all pages by `links.py`."""
    tree = lxml_html.document_fromstring((site / path / "index.html" if "." not in path else site / path).read_text())
    described = {name for value in tree.xpath("//@aria-describedby") for name in value.split()}
    hints = tree.xpath("//*[contains(@class, 'hint') or contains(@id, '-hint')]")
    assert {hint.get("id") for hint in hints} <= described
    unnamed = "//form[not(@role='search') and not(@aria-label) and not(@aria-labelledby)]"
    assert tree.xpath(unnamed) == [], "a form without a name is no landmark"
