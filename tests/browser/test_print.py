"""What a reader prints: no table loses a column, no code its end, and paper is white also for those who read in the dark."""

from __future__ import annotations

import io
import os
import unicodedata
from pathlib import Path
from typing import Any

import pypdf
import pytest

from conftest import PAGES

pytestmark = pytest.mark.browser

WIDTH = 680  # of the text on A4, the narrower paper, in CSS pixels: 210 mm less the margins of hooks/styles/print.css
EVERY_COLUMN = "document.querySelectorAll('[data-column]:not(:checked)').forEach((box) => box.click())"
CUT = """() => [...document.querySelectorAll("main *")].filter((box) => {
  if (!box.checkVisibility() || box.closest(".vh, svg")) return false
  const beyond = box.getBoundingClientRect().right > document.documentElement.clientWidth + 12 // of a margin of 57
  const scrolls = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible" && box.clientWidth > 1
  return beyond || scrolls
}).map((box) => box.outerHTML.slice(0, 120))"""
# Of the widest table of the page.
ROWS = """() => [...document.querySelectorAll("table")].filter((table) => table.checkVisibility())
  .sort((a, b) => b.rows[0].cells.length - a.rows[0].cells.length).slice(0, 1)
  .flatMap((table) => [...table.querySelectorAll("tr")].filter((row) => row.checkVisibility()))
  .map((row) => [...row.cells].filter((cell) => cell.checkVisibility()).map((cell) => cell.innerText))"""


def squeezed(text: str) -> str:
    """Text without spaces and ligatures, as two programs lay it out alike."""
    return unicodedata.normalize("NFKC", "".join(text.split()))


def printed(sheet: pypdf.PageObject) -> str:
    """The text that stands on a sheet; what was laid out beside it is in the file as well."""
    width, height = float(sheet.mediabox.width), float(sheet.mediabox.height)
    parts: list[str] = []

    def take(text: str, matrix: list[float], text_matrix: list[float], *_: Any) -> None:
        a, b, c, d, e, f = matrix
        x, y = text_matrix[4] * a + text_matrix[5] * c + e, text_matrix[4] * b + text_matrix[5] * d + f
        if 0 <= x <= width and 0 <= y <= height:
            parts.append(text)

    sheet.extract_text(visitor_text=take)
    return squeezed("".join(parts))


def test_no_table_and_no_code_stands_beside_the_paper(browser: Any, address: str, site: Path) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    page.emulate_media(media="print")
    found = {}
    tried = 0
    for path in {*PAGES.values(), "publish/", "maintain/"}:
        text = (site / path.partition("?")[0] / "index.html").read_text(encoding="utf-8")
        if "<table" in text or "<pre" in text or "?" in path:  # the tools make tables
            tried += 1
            page.goto(address + path)
            if cut := page.evaluate(CUT):
                found[path] = cut
    page.close()
    assert found == {}
    assert tried > 10


# Upright, A4 is the narrower paper; turned, Letter is.
@pytest.mark.parametrize(("path", "paper", "columns"), [("coverage/", "A4", 14), ("compare/", "Letter", 25)])
def test_every_column_of_the_widest_tables_is_on_paper(
    browser: Any, address: str, path: str, paper: str, columns: int
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + path, wait_until="networkidle")
    page.evaluate(EVERY_COLUMN)
    page.emulate_media(media="print")
    heads, *rows = page.evaluate(ROWS)
    assert len(heads) >= columns
    sheets = [printed(sheet) for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format=paper))).pages]
    page.close()
    for row in (heads, *rows):
        assert squeezed("".join(row)) in "".join(sheets).replace("!", ""), row  # a caution is drawn
    # The headings stand again on each further sheet.
    middle = squeezed("".join(rows[len(rows) // 2]))
    (sheet,) = (sheet for sheet in sheets if middle in sheet.replace("!", ""))
    assert squeezed("".join(heads)) in sheet


def test_paper_is_white_and_ink_is_dark_for_those_who_read_in_the_dark_too(browser: Any, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(address + "states/georgia/")
    page.emulate_media(media="print")
    style = page.evaluate(
        """() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.documentElement).colorScheme]"""
    )
    page.close()
    assert style == ["rgb(29, 37, 40)", "rgb(255, 255, 255)", "light"]


@pytest.fixture(scope="module")
def states(site: Path) -> list[str]:
    """The addresses of the longest pages of states; with ATLAS_PRINT=all of all."""
    pages = sorted(site.glob("states/*/index.html"), key=lambda path: -path.stat().st_size)
    chosen = pages if os.environ.get("ATLAS_PRINT") == "all" else pages[:4]
    return [f"states/{path.parent.name}/" for path in chosen]


def test_the_page_of_a_state_takes_six_sheets_and_its_checklist_one(
    browser: Any, address: str, states: list[str]
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for path in states:
        page.goto(address + path)
        for paper in ("A4", "Letter"):
            assert len(pypdf.PdfReader(io.BytesIO(page.pdf(format=paper))).pages) <= 6, (path, paper)
        page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
        page.get_by_role("button", name="Print the checklist").click()
        assert len(pypdf.PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages) == 1, path
    page.close()
