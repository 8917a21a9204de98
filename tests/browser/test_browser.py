"""What a reader meets, in a real browser: accessible, by keyboard, without scripts, on a phone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

import answer_distance
from conftest import PAGES

pytestmark = pytest.mark.browser

WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture
def georgia(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "states/georgia/")
    yield page
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
    for selector in (".chip--law", ".chip--board", ".chip--secondary", "[data-search]", ".summary"):
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
def test_a_state_page_prints_on_six_sheets_and_its_sources_in_full(georgia: Any, paper: str) -> None:
    import io

    import pypdf

    georgia.emulate_media(color_scheme="dark", media="print")
    pdf = pypdf.PdfReader(io.BytesIO(georgia.pdf(format=paper)))
    assert 2 < len(pdf.pages) <= 6
    assert [round(float(x)) for x in pdf.pages[0].mediabox[2:]] == {"A4": [596, 843], "Letter": [612, 792]}[paper]
    georgia.goto(georgia.url + "sources/")
    sources = pypdf.PdfReader(io.BytesIO(georgia.pdf(format=paper)))
    # NFKC takes ligatures apart.
    shown = unicodedata.normalize(
        "NFKC", "".join("".join(page.extract_text().split()) for page in (*pdf.pages, *sources.pages))
    )
    links = georgia.eval_on_selector_all(".sources > li > a", "all => all.map(a => a.getAttribute('href'))")
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
    count = page.locator("button.chip:visible").count()
    assert count > 30
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
        chips = page.locator("button.chip:visible")
        for index in range(0, chips.count(), 4):
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
    page.goto(address + "states/")
    page.get_by_label("Find your state or your license").fill(words)
    shown = [name.strip() for name in page.locator(".states li:visible .states__name").all_inner_texts()]
    assert state in shown
    said = page.get_by_role("status").filter(has_text="match")
    assert said.inner_text() == f"{len(shown)} {'state matches' if len(shown) == 1 else 'states match'}."
    page.get_by_label("Find your state or your license").fill("no such words")
    assert page.get_by_text("No state or title matches").is_visible()
    page.close()


def test_enter_in_the_box_opens_the_first_match(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "states/")
    page.get_by_label("Find your state or your license").fill("georgia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/georgia/")
    page.close()


def test_without_scripts_every_state_and_school_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "states/")
    assert page.locator(".states li:visible").count() >= 5
    assert not page.get_by_label("Find your state or your license").is_visible()
    page.goto(address)
    page.get_by_label("Find your state, license or question").fill("hours in Ohio")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "search/?q=hours+in+Ohio")
    assert page.get_by_role("link", name="Ohio", exact=True).first.is_visible()
    page.goto(address + "states/georgia/")
    assert page.locator(".school:visible").count() > 10
    context.close()


def test_print_shows_no_popovers(georgia: Any) -> None:
    georgia.emulate_media(media="print")
    assert georgia.locator(".pop:visible").count() == 0


def test_the_checklist_prints_alone_on_a_single_sheet(georgia: Any) -> None:
    import io

    import pypdf

    georgia.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    georgia.get_by_role("button", name="Print the checklist").click()
    pdf = pypdf.PdfReader(io.BytesIO(georgia.pdf(format="Letter")))
    assert len(pdf.pages) == 1
    shown = pdf.pages[0].extract_text()
    assert "Finish the degree" in shown
    assert "Renew every two years" in shown
    assert "Key requirements" not in shown


def test_a_link_into_a_fold_opens_it(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + "states/georgia/")
    for place in ("question-3", "lpc", "what-to-ask"):
        assert page.locator(f"#{place}").evaluate("e => e.closest('details').open") is False
        page.evaluate("place => { location.hash = place }", place)
        page.wait_for_function("place => document.getElementById(place).closest('details').open", arg=place)
    page.close()


MEASURE = """() => {
  const article = document.querySelector("article")
  const schools = document.getElementById("schools")
  const before = (e) => !(e === schools || schools.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)
  const stops = [...article.querySelectorAll("a[href], button, input, select, summary")]
    .filter((e) => e.checkVisibility({ contentVisibilityAuto: true }) && before(e))
  return { screens: document.documentElement.scrollHeight / innerHeight, stops: stops.length,
    card: document.querySelector(".summary").getBoundingClientRect().bottom }
}"""


@pytest.mark.parametrize("state", ["georgia", "texas", "california", "guam", "tennessee", "maryland", "west-virginia"])
def test_a_state_page_is_short_and_answers_on_the_first_screen(browser: Any, address: str, state: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + f"states/{state}/")
    found = page.evaluate(MEASURE)
    page.close()
    assert found["screens"] <= 16
    assert found["stops"] <= 120
    assert found["card"] <= 844


@pytest.mark.parametrize(
    ("path", "screens"), [("exams/nce/", 7), ("move/georgia/", 4), ("compact/", 9), ("questions/", 6)]
)
def test_a_page_of_many_answers_is_short_and_a_link_opens_what_it_leads_to(
    browser: Any, address: str, path: str, screens: int
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollHeight / innerHeight") <= screens
    inside = page.evaluate(
        """() => [...document.querySelectorAll("article details:not([open]) [id], article details[id]:not([open])")].map((e) => e.id)"""
    )
    for place in inside[:1] + inside[-1:]:
        page.evaluate("place => { location.hash = place }", place)
        page.wait_for_function("place => document.getElementById(place).closest('details').open", arg=place)
    page.close()


@pytest.mark.parametrize("state", answer_distance.STATES)
def test_each_question_is_answered_on_the_first_screen_without_a_tap(browser: Any, address: str, state: str) -> None:
    page = browser.new_page()
    for question, found in answer_distance.distances(page, address, state):
        assert found, question
        assert found.taps == 0, question
        assert found.pixels <= answer_distance.PHONE["height"], question
    page.close()


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
    if path.startswith("search/"):
        page.goto(address + path, wait_until="load")
        page.locator("[data-search-results] a").first.wait_for()
        assert page.evaluate(SHIFTS) < 0.02
    page.close()


@pytest.mark.parametrize("width", [320, 390])
def test_the_bar_of_a_state_page_covers_neither_the_header_nor_the_place_that_was_asked_for(
    browser: Any, address: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(address + "states/georgia/#schools")
    page.wait_for_function("document.querySelector('#schools').getBoundingClientRect().top < 300")
    tops = (
        f"document.querySelector('{where}').getBoundingClientRect()" for where in (".md-header", ".stages", "#schools")
    )
    header, bar, place = (page.evaluate(f"(({{top, bottom}}) => ({{top, bottom}}))({box})") for box in tops)
    assert header["bottom"] <= bar["top"] + 1
    assert bar["bottom"] <= place["top"] + 1
    page.close()
