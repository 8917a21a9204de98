"""Every kind of page is accessible: axe in both colors and at every width, spaced text, zoom, outline (WCAG 2.2 AA)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import material
import pytest
from axe_playwright_python.sync_playwright import Axe

from atlas.outputs import style_sheet
from conftest import PAGES, ROOT

pytestmark = pytest.mark.browser

ALL_WIDTHS = {"small phone": 320, "phone": 390, "tablet": 768, "desktop": 1280}
# What axe reads each time; with ATLAS_AXE=all everything. Of the states those that differ most, of the schools one state's.
TRIED = {"light": ("small phone", "desktop"), "dark": ("phone",)}
ALL = os.environ.get("ATLAS_AXE") == "all"
FEWER = {name: path for name, path in PAGES.items() if name not in ("texas", "ohio", "oregon")}
KINDS = PAGES if ALL else FEWER | {"schools": "schools/?state=GA"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing(browser: Any, address: str, path: str, scheme: str) -> None:
    """In both colors, at every width. 320 pixels are also 1280 at 400 %, and 640 at 200 %."""
    page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + path)
    for name, width in ALL_WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, f"the page scrolls sideways at {name}"
        if ALL or name in TRIED[scheme]:
            page.wait_for_timeout(100)
            found = Axe().run(page).response["violations"]
            told = [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found]
            assert told == [], name
    page.close()


SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The spacing that WCAG 2.2 (1.4.12) says a reader may set, without loss.
SPACING = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
# Boxes that hide a part of their text. What only screen readers are told is hidden on purpose.
CUT = """() => [...document.querySelectorAll("main *, header *")].filter((box) => {
  if (!box.checkVisibility() || box.closest(".vh, .md-header__title, [popover]:not(:popover-open)")) return false
  const style = getComputedStyle(box)
  const hides = (overflow) => ["hidden", "clip"].includes(overflow)
  const wide = hides(style.overflowX) && box.scrollWidth > box.clientWidth + 1
  const high = hides(style.overflowY) && box.scrollHeight > box.clientHeight + 1
  return (wide || high) && box.clientWidth > 1 && box.textContent.trim() && !box.querySelector(".vh")
}).map((box) => box.outerHTML.slice(0, 120))"""
OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility()).map((heading) => Number(heading.tagName[1]))"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_spacing_zoom_and_outline(browser: Any, address: str, path: str) -> None:
    """Text spaced as WCAG allows, also at 320 pixels (400 % of 1280), loses nothing; headings and tables make sense."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(address + path)
    page.wait_for_timeout(100)
    levels = page.evaluate(OUTLINE)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    tables = page.locator("table")
    for index in range(tables.count()):
        assert tables.nth(index).locator("caption").count() == 1, tables.nth(index).evaluate(
            "t => t.outerHTML.slice(0, 200)"
        )
        assert tables.nth(index).locator("thead th[scope=col]").count() > 0
    landmarks = {name: page.locator(name).count() for name in ("header", "main", "footer", "nav[aria-label='Main']")}
    assert set(landmarks.values()) == {1}, landmarks
    names = page.eval_on_selector_all("nav", "all => all.map(n => n.ariaLabel || n.getAttribute('aria-labelledby'))")
    assert None not in names
    assert len(names) == len(set(names))
    assert page.locator(".md-skip").get_attribute("href") == "#content"
    page.evaluate(SPACING)
    for width in (1280, 640, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(60)
        assert page.evaluate(SIDEWAYS) <= 0, f"the page scrolls sideways at {width}"
        assert page.evaluate(CUT) == []
    page.close()


class Announced(NamedTuple):
    """What a screen reader says at one stop on its way through a page: a role and a name."""

    role: str
    name: str


def announced(page: Any, landmark: str) -> list[Announced]:
    """The links, buttons, headings and texts in a landmark, in the order in which a screen reader comes to them."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    start = next(node for node in nodes if node.get("role", {}).get("value") == landmark)
    return list(_announced(start, by_id))


def _announced(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[Announced]:
    role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip()
    if not node["ignored"] and role in ("link", "button", "heading", "checkbox", "StaticText"):
        if name or role != "StaticText":
            yield Announced(role, name)
        return
    for child in node.get("childIds", ()):
        if child in by_id:
            yield from _announced(by_id[child], by_id)


# On a phone from the top of the page; where the sections stand in a row, from where the first link skips them to.
@pytest.mark.parametrize(("width", "landmark"), [(390, "RootWebArea"), (1280, "main")])
def test_content_begins_within_ten_announcements_and_each_makes_sense(
    browser: Any, address: str, width: int, landmark: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(address + "states/georgia/")
    first = announced(page, landmark)[:60]
    page.close()
    heading = next(index for index, item in enumerate(first) if item.role == "heading")
    assert first[heading].name.startswith("Georgia")
    assert heading < 10, first[:heading]
    assert [item for item in first if not item.name] == []
    assert [pair for pair in pairwise(first) if pair[0] == pair[1]] == []
    marks = [item.name for item in first[heading:] if item.role == "button"]
    assert len(marks) >= 5
    assert all(", source of " in name for name in marks), "a mark is a number without its value"
    texts = [item.name for item in first if item.role == "StaticText"]
    assert texts.index("Degree") < texts.index("Hours") < texts.index("Exam") < texts.index("Minimum time")


UNFOLD = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"
FOLDED = [f"states/{name}/" for name in ("tennessee", "north-dakota", "guam")] + [
    "states/california/sources/", "move/ohio/", "compact/", "questions/", "exams/nce/"
]  # fmt: skip


@pytest.mark.parametrize("path", FOLDED)
def test_every_fold_open_is_accessible_and_fits_also_with_large_letters(browser: Any, address: str, path: str) -> None:
    """Closed folds are in `test_axe_finds_nothing`. Letters of 200 % on a phone, by the reader's own setting."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(address + path)
    page.evaluate(UNFOLD)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found] == []
    page.set_viewport_size({"width": 320, "height": 844})
    assert page.evaluate(SIDEWAYS) <= 0
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(
        "document.documentElement.style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`"
    )
    assert page.evaluate(SIDEWAYS) <= 0
    page.close()


def test_whatever_the_keyboard_reaches_has_an_outline(browser: Any) -> None:
    """With the theme's own sheet before the site's: the theme takes the outline of a fold away."""
    theme = Path(next(iter(material.__path__)), "templates", "assets", "stylesheets")
    sheets = [path.read_text(encoding="utf-8") for path in theme.glob("main.*.css")] + [style_sheet.join(ROOT, [])]
    controls = '<a href="#">x</a><button>x</button><details><summary>x</summary></details><input><pre><code tabindex="0">x</code></pre>'
    page = browser.new_page()
    page.set_content(
        f'<style>{"</style><style>".join(sheets)}</style><div class="md-typeset">{controls}</div>'
        '<div class="md-header"><button class="md-header__button">x</button></div>'
    )
    found = []
    for _ in range(6):
        page.keyboard.press("Tab")
        found.append(
            page.evaluate("[document.activeElement.localName, getComputedStyle(document.activeElement).outline]")
        )
    page.close()
    assert [name for name, _ in found] == ["a", "button", "summary", "input", "code", "button"]
    assert [name for name, outline in found if "solid 2px" not in outline] == []
