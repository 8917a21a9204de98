"""What a reader meets, in a real browser: accessible, by keyboard, without scripts, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
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
    "changes": "changes/", "edits": "changes/edits/", "fields": "contribute/fields/",
}  # fmt: skip
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture
def georgia(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "states/georgia/")
    yield page
    page.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(browser: Any, address: str, path: str, scheme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + path)
    page.wait_for_timeout(300)  # header and tabs have faded in
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found] == []
    assert wide <= 0, "the page scrolls sideways"


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
    page.get_by_label("Find a state, a title or an abbreviation").fill(words)
    shown = [name.strip() for name in page.locator(".states li:visible .states__name").all_inner_texts()]
    assert state in shown
    page.get_by_label("Find a state, a title or an abbreviation").fill("no such words")
    assert page.get_by_text("Nothing here has that name.").is_visible()
    page.close()


def test_enter_in_the_box_opens_the_first_match(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_label("Find a state, a title or an abbreviation").fill("georgia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/georgia/")
    page.close()


def test_without_scripts_every_state_and_school_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".states li:visible").count() >= 5
    assert not page.get_by_label("Find a state, a title or an abbreviation").is_visible()
    page.goto(address + "states/georgia/")
    assert page.locator(".school:visible").count() > 10
    context.close()


def test_print_shows_sources_and_no_popovers(georgia: Any) -> None:
    georgia.emulate_media(media="print")
    assert georgia.locator(".sources li").first.is_visible()
    assert georgia.locator(".pop:visible").count() == 0


def test_the_search_of_the_site_finds_a_section(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.locator("input.md-search__input").fill("Georgia renewal")
    page.locator(".md-search-result__link[href*='states/georgia/']").first.wait_for(state="visible", timeout=20_000)
    page.close()


def test_a_page_is_light(browser: Any, address: str) -> None:
    """A state page with all that it loads but the search index, uncompressed, stays under 600 kB; its HTML under 250 kB."""
    page = browser.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.__setitem__(response.url, len(response.body())) if response.ok else None)
    page.goto(address + "states/texas/", wait_until="networkidle")
    page.close()
    assert sizes[address + "states/texas/"] < 250_000
    assert sum(size for url, size in sizes.items() if "search_index" not in url) < 600_000
