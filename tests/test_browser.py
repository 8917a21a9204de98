"""What a reader meets, in a real browser: accessible, by keyboard, without scripts, on a phone."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = {
    "home": "", "index": "states/", "about": "about/", "contribute": "contribute/", "georgia": "states/georgia/",
    "texas": "states/texas/", "ohio": "states/ohio/", "new york": "states/new-york/", "oregon": "states/oregon/",
    "compare": "compare/?pick=GA-lpc.OH-lpcc&side=1", "move": "move/?from=OH&license=lpcc&to=GA&degree=related-doctorate",
    "move to": "move/georgia/", "plan": "plan/?state=TX", "exams": "exams/", "exam": "exams/nce/", "compact": "compact/",
    "titles": "titles/", "hours": "hours/", "coverage": "coverage/", "data": "data/",
    "guides": "guides/", "guide": "guides/supervision/", "guide with sources": "guides/choosing-a-program/",
    "articles": "articles/", "article": "articles/therapeutic-relationship/", "author": "articles/author/editors/",
    "questions": "questions/", "glossary": "glossary/", "help": "help/",
    "schools": "schools/", "changes": "changes/", "edits": "changes/edits/", "fields": "contribute/fields/",
}  # fmt: skip
WIDTHS = {"phone": 390, "desktop": 1280}
ALL_WIDTHS = {"small phone": 320, "phone": 390, "tablet": 768, "desktop": 1280}
# What is tried each time, and with ATLAS_AXE=all everything: each page in both colors and at all widths, but not at all
# widths in both colors; of the states those that differ most.
TRIED = {"light": ("small phone", "desktop"), "dark": ("phone", "tablet")}
ALL = os.environ.get("ATLAS_AXE") == "all"
KINDS = PAGES if ALL else {name: path for name, path in PAGES.items() if name not in ("texas", "ohio", "oregon")}


@pytest.fixture
def georgia(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "states/georgia/")
    yield page
    page.close()


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


def test_nothing_moves_for_a_reader_who_asked_for_less_motion(georgia: Any) -> None:
    georgia.emulate_media(reduced_motion="reduce")
    moving = georgia.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => {
          const style = getComputedStyle(e)
          const longest = (list) => Math.max(...list.split(",").map((s) => parseFloat(s) * (s.includes("ms") ? 1 : 1000)))
          return longest(style.transitionDuration) > 1 || (style.animationName !== "none" && longest(style.animationDuration) > 1)
        }).map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert moving == []
    assert georgia.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_forced_colors_keep_marks_apart_and_controls_visible(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page.goto(address + "states/georgia/")
    for selector in (".chip--law", ".chip--board", ".chip--secondary", "[data-search]", ".tile"):
        style = page.locator(selector).first.evaluate(
            "e => getComputedStyle(e).borderTopStyle + getComputedStyle(e).borderTopWidth"
        )
        assert not style.startswith("none"), selector
        assert not style.endswith(" 0px"), selector
    looks = {
        page.locator(f".chip--{kind}").first.evaluate(
            "e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).borderRadius].join()"
        )
        for kind in ("law", "board", "secondary")
    }
    assert len(looks) == 3
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_state_page_prints_clean_with_its_sources_in_full(georgia: Any, paper: str) -> None:
    import io

    import pypdf

    georgia.emulate_media(color_scheme="dark", media="print")
    pdf = pypdf.PdfReader(io.BytesIO(georgia.pdf(format=paper)))
    assert 8 < len(pdf.pages) < 25
    assert [round(float(x)) for x in pdf.pages[0].mediabox[2:]] == {"A4": [596, 843], "Letter": [612, 792]}[paper]
    # NFKC takes ligatures apart.
    shown = unicodedata.normalize("NFKC", "".join("".join(page.extract_text().split()) for page in pdf.pages))
    links = georgia.eval_on_selector_all(".sources a", "all => all.map(a => a.getAttribute('href'))")
    assert len(links) > 30
    for link in links:
        assert link in shown, link
    for shell in (
        "Searchthe",
        "Tableofcontents",
        "Backtotop",
        "Darkcolors",
        "Findastate",
        "Skiptocontent",
        "Onthispage",
    ):
        assert shell not in shown


def test_nothing_is_asked_of_another_host(browser: Any, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES.values():
        page.goto(address + path)
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_no_page_writes_an_error_to_the_console(browser: Any, address: str) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in PAGES.values():
        page.goto(address + path)
    page.close()
    assert errors == []


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_the_keyboard_alone_opens_every_source(browser: Any, address: str, script: bool, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.goto(address + "states/oregon/")
    chips = page.locator("button.chip")
    count = chips.count()
    assert count > 60
    seen = 0
    for _ in range(count * 3 + 400):
        page.keyboard.press("Tab")
        focus = page.locator("button.chip:focus")
        if not focus.count():
            if seen >= count:
                break
            continue
        target = focus.get_attribute("popovertarget")
        page.keyboard.press("Enter")
        popover = page.locator(f"#{target}")
        assert popover.is_visible(), target
        assert popover.locator("a[href^='https://']").first.is_visible()
        if seen % 25 == 0:
            page.keyboard.press("Tab")
            assert page.locator(f"#{target} a:focus").count() == 1, "the link in the popover is not next"
            page.keyboard.press("Escape")
        else:
            page.keyboard.press("Escape")
        assert not popover.is_visible()
        seen += 1
    context.close()
    assert seen >= count


def test_a_popover_stays_on_the_screen(browser: Any, address: str) -> None:
    for width in WIDTHS.values():
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(address + "states/georgia/")
        chips = page.locator("button.chip")
        for index in range(0, chips.count(), 9):
            chip = chips.nth(index)
            chip.scroll_into_view_if_needed()
            chip.click()
            box = page.locator(".pop:popover-open").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width + 1
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 801
            page.keyboard.press("Escape")
        page.close()


def test_steps_stay_ticked_in_this_browser(georgia: Any) -> None:
    box = georgia.locator("input[data-step]").first
    box.check()
    georgia.reload()
    assert georgia.locator("input[data-step]").first.is_checked()
    georgia.locator("input[data-step]").first.uncheck()
    georgia.reload()
    assert not georgia.locator("input[data-step]").first.is_checked()


@pytest.mark.parametrize(
    ("words", "state"), [("ALPC", "Georgia"), ("lpc intern", "Texas"), ("limited permit", "New York"), ("oh", "Ohio")]
)
def test_the_box_finds_a_state_by_what_readers_type(browser: Any, address: str, words: str, state: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_label("Find your state or your license").fill(words)
    shown = [name.strip() for name in page.locator(".states li:visible .states__name").all_inner_texts()]
    assert state in shown
    page.get_by_label("Find your state or your license").fill("no such words")
    assert page.get_by_text("No state or title has that name").is_visible()
    page.close()


def test_enter_in_the_box_opens_the_first_match(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_label("Find your state or your license").fill("georgia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/georgia/")
    page.close()


def test_without_scripts_every_state_and_school_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".states li:visible").count() >= 5
    assert not page.get_by_label("Find your state or your license").is_visible()
    page.goto(address + "states/georgia/")
    assert page.locator(".school:visible").count() > 10
    context.close()


def test_print_shows_sources_and_no_popovers(georgia: Any) -> None:
    georgia.emulate_media(media="print")
    assert georgia.locator(".sources li").first.is_visible()
    assert georgia.locator(".pop:visible").count() == 0


SHIFTS = """() => new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value })
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => resolve(sum), 200)
})"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_nothing_moves_while_a_page_is_loaded(browser: Any, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    # As over a slow line: scripts come after the first picture.
    page.route("**/*.js", lambda route: (page.wait_for_timeout(150), route.continue_()))
    page.goto(address + path.partition("?")[0], wait_until="load")
    assert page.evaluate(SHIFTS) < 0.02
    page.close()
