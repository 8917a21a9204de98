"""The search: found at section level, misspelt or not, by keyboard, and only when the reader reaches for it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from atlas.postprocess import search_index
from conftest import addresses

KIB = 1024
FIRST_VIEW = 100 * KIB
FIRST_ANSWER = 80 * KIB

# What readers type, and the section that must be among the first three.
QUESTIONS = {
    "ALPC georgia": "states/georgia/#apc",
    "lpc intern texas": "states/texas/#lpc-associate",
    "how many hours ohio lpcc": "states/ohio/#lpcc-supervised-hours-total",
    "licenced ohio lpcc": "states/ohio/#lpcc",
    "NCMHCE ohio": "states/ohio/#lpcc-exams",
    "NCE georgia": "states/georgia/#apc-exams",
    "fees oregon": "states/oregon/#lpc-fee-application",
    "reciprocity florida": "states/florida/#moving",
    "limited permit": "states/new-york/#limited-permit",
    "georgia renewal": "states/georgia/#lpc-renewal-years",
}
# A question without a state, and a page that must be among the first three.
PAGES = {"NCMHCE": "exams/ncmhce/", "counselling compact": "compact/", "texas": "states/texas/"}


@pytest.fixture(scope="module")
def found(site: Path) -> list[search_index.SearchPage]:
    pages = []
    for address in addresses(site):
        if address.endswith(".html"):
            continue
        page = search_index.page(address, (site / address / "index.html").read_text())
        assert page is not None, address
        pages.append(page)
    return pages


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hours, hour", ["hour", "hour"]),
        ("The board's 3,000 hours", ["the", "board", "3000", "hour"]),
        ("LPC-A", ["lpc", "a", "lpca"]),
        ("process, status, thesis", ["process", "status", "thesis"]),
        ("Señora", ["senora"]),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert search_index.words(text) == words


def test_a_section_is_what_stands_under_its_heading() -> None:
    page = search_index.page(
        "x/",
        "<article><nav data-search-exclude>not this</nav><h1>Title</h1><p>First</p><h2 id=a data-search-words='more'>"
        "One</h2><p>text <b>bold</b> tail<!-- no --></p><script>no()</script> and <h3>without id</h3><div>still one"
        "<span aria-hidden=true>no</span> \ue000here</div><h3 id=b>Two</h3></article>",
    )
    assert page is not None
    assert page.title == "Title"
    assert [(s.anchor, s.heading, s.also, s.text) for s in page.sections] == [
        ("", "Title", "", "First"), ("a", "One", "more", "text bold tail and without id still one here"), ("b", "Two", "", ""),
    ]  # fmt: skip


def test_a_title_without_text_of_its_own_shows_the_first_text_below_it() -> None:
    page = search_index.page(
        "x/", "<article><h1>Title</h1><h2 id=a>One</h2><h2 id=b>Two</h2><p><a>NCE</a> , then more</p></article>"
    )
    assert page is not None
    assert search_index.count(page).leads == ["NCE, then more.", "", "NCE, then more."]


@pytest.mark.parametrize(
    ("better", "worse"), [("states/example/", "about/"), ("glossary/", "states/example/"), ("about/", "changes/")]
)
def test_a_page_for_readers_stands_above_one_for_volunteers(better: str, worse: str) -> None:
    """The script multiplies the weight of a section by what the index says its page is worth."""
    same = [search_index.Section("", "Hours", text="Hours of supervision")]
    files = dict(search_index.files(search_index.SearchPage(address, "Hours", same) for address in (better, worse)))
    standing = {page[0]: page[3] for page in json.loads(files["index.json"])["pages"]}
    assert standing[better] > standing[worse]


def test_every_section_of_every_state_is_found_and_no_source_mark_is_in_it(
    site: Path, found: list[search_index.SearchPage]
) -> None:
    states = [page for page in found if re.fullmatch("states/[a-z-]+/", page.address)]
    assert len(states) >= 19
    for page in states:
        anchors = {section.anchor for section in page.sections}
        assert {"", "moving", "board", "schools"} <= anchors
        known = {"fees", "exams", "experience", "renewal"} & anchors  # a topic of which nothing is known has no table
        assert len(known) == 4 or "not-confirmed" in anchors
        assert not any("source of" in section.text for section in page.sections)


def test_the_index_stays_small_with_half_as_many_pages_again(found: list[search_index.SearchPage]) -> None:
    def again(page: search_index.SearchPage, number: int) -> search_index.SearchPage:
        sections = [replace(s, heading=f"{s.heading} {number}" if number else s.heading) for s in page.sections]
        return replace(page, address=f"{number}{page.address}", title=f"{page.title} {number}", sections=sections)

    many = [*found, *(again(page, 1) for page in found[: len(found) // 2])]
    sizes = {name: weight(content) for name, content in search_index.files(many)}
    assert sizes["index.json"] < 36 * KIB
    assert max(size for name, size in sizes.items() if name != "index.json") < 6 * KIB


def test_two_indexes_of_the_same_pages_are_the_same(found: list[search_index.SearchPage]) -> None:
    assert list(search_index.files(found)) == list(search_index.files(found))


def test_a_state_page_is_light_on_the_wire(site: Path) -> None:
    """Each page with its style sheet, scripts and icon, by gzip -6 as over nginx: at most 100 KiB; far less is the habit."""
    for path in sorted(site.glob("states/*/index.html")):
        html = path.read_text()
        linked = re.findall(r'<(?:script|link rel="(?:stylesheet|icon)")[^>]*? (?:src|href)="([^"]+)"', html)
        assert len(linked) >= 4, linked
        files = [path, *{(path.parent / link).resolve() for link in linked}]
        total = sum(weight(file.read_bytes()) for file in files)
        assert total <= FIRST_VIEW * 0.6, (path, total)


# ---- in a browser


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens a page and keeps a list of what was asked of the server, with sizes on the wire, as the first visit asks it."""
    pages = []

    def go(path: str, **options: Any) -> tuple[Any, dict[str, int]]:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, service_workers="block", **options)
        pages.append(page)
        asked: dict[str, int] = {}

        def note(request: Any) -> None:
            sizes = request.sizes()
            asked[request.url.removeprefix(address)] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

        # named when it is asked for: the size comes later, on a busy machine after what the test does next
        page.on("request", lambda request: asked.setdefault(request.url.removeprefix(address), 0))
        page.on("requestfinished", note)
        page.goto(address + path, wait_until="networkidle")
        return page, asked

    yield go
    for page in pages:
        page.close()


def ask(page: Any, question: str) -> list[str]:
    """Types a question; gives the addresses found, in order, once they are all there."""
    if not page.get_by_role("dialog", name="Search").is_visible():
        page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search")
    box.fill("")
    page.get_by_text("Type what you").wait_for()
    box.fill(question)
    page.locator(".finding li a").first.wait_for()
    page.wait_for_load_state("networkidle")
    root = page.url.split("states/")[0]
    return [
        href.removeprefix(root) for href in page.eval_on_selector_all(".finding li a", "all => all.map(a => a.href)")
    ]


@pytest.mark.browser
def test_nothing_of_the_search_is_loaded_before_the_reader_reaches_for_it(opened: Callable[..., Any]) -> None:
    page, asked = opened("states/texas/")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(300)
    assert [url for url in asked if "search" in url] == []
    assert sum(asked.values()) <= FIRST_VIEW, asked


@pytest.mark.browser
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_first_answer_is_light_and_leads_to_the_section(opened: Callable[..., Any], question: str) -> None:
    page, asked = opened("states/")
    before = set(asked)
    first = ask(page, question)
    assert QUESTIONS[question] in first[:3], first
    while not all(asked.values()):
        page.wait_for_timeout(20)
    cost = sum(size for url, size in asked.items() if url not in before)
    assert 5 * KIB < cost <= FIRST_ANSWER, asked
    page.locator(f".finding a[href$='{QUESTIONS[question].split('/', 1)[1]}']").first.click()
    target = page.url.partition("#")[2]
    page.locator(f"[id='{target}']").wait_for(state="attached")


@pytest.mark.browser
def test_misspellings_are_read_and_said(opened: Callable[..., Any]) -> None:
    page, _ = opened("states/")
    assert ask(page, "licenced counsellor")
    assert "Searched for: licensed, counselor." in page.locator(".finding [role=status]").inner_text()
    marked = [text.lower() for text in page.locator(".finding mark").all_inner_texts()]
    assert {"licensed", "counselor"} <= set(marked)
    assert ask(page, "gerogia")[0] == "states/georgia/"
    for question, address in PAGES.items():
        assert address in ask(page, question)[:3]


@pytest.mark.browser
def test_nothing_found_is_said(opened: Callable[..., Any]) -> None:
    page, _ = opened("states/")
    ask(page, "texas")
    page.get_by_role("searchbox", name="Search").fill("xqzzyk")
    page.get_by_text("Nothing was found.").wait_for()
    assert page.get_by_role("link", name="Fees", exact=True).get_attribute("href").endswith("/guides/cost/")
    ask_us = page.get_by_role("link", name="Ask this question").get_attribute("href")
    assert "question.yml" in ask_us
    assert ask_us.endswith("question=xqzzyk")
    page.get_by_role("searchbox", name="Search").fill("oreeegonn")
    page.get_by_role("link", name="Did you mean Oregon?").wait_for()
    page.get_by_role("searchbox", name="Search").fill("texas xqzzyk")
    page.get_by_text("Not found on this site: “xqzzyk”").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("key", ["f", "s", "/"])
def test_the_keyboard_opens_moves_follows_and_closes(opened: Callable[..., Any], key: str) -> None:
    page, _ = opened("states/georgia/")
    page.locator("[data-search]").focus()
    page.keyboard.press(key)
    box = page.get_by_role("searchbox", name="Search")
    box.wait_for()
    page.wait_for_function("element => element === document.activeElement", arg=box.element_handle())
    page.keyboard.type("ohio renewal")
    page.locator(".finding li a").nth(2).wait_for()
    active = "[...document.querySelectorAll('.finding a')].indexOf(document.activeElement)"
    for move, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1)):
        page.keyboard.press(move)
        assert page.evaluate(active) == at
    assert box.evaluate("element => element === document.activeElement")
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert page.locator("[data-search]").evaluate("element => element === document.activeElement")
    page.keyboard.press(key)
    assert box.input_value() == "ohio renewal"
    page.locator(".finding li a").first.wait_for()
    page.keyboard.press("ArrowDown")
    target = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


@pytest.mark.browser
def test_a_letter_typed_into_a_field_opens_nothing(opened: Callable[..., Any]) -> None:
    page, _ = opened("")
    page.get_by_label("Find your state, license or question").press_sequentially("fs/")
    page.wait_for_timeout(200)
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_search_and_the_menu_are_accessible(opened: Callable[..., Any], scheme: str, width: int) -> None:
    page, _ = opened("states/georgia/", color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 700})
    page.locator(".md-header [popovertarget=menu]").click()
    page.locator("#menu summary", has_text="Reference").click()
    assert page.get_by_role("link", name="Titles", exact=True).is_visible()
    found = Axe().run(page).response["violations"]
    page.get_by_role("button", name="Close menu").click()
    assert not page.locator("#menu").is_visible()
    ask(page, "licenced counsellor ohio")
    found += Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found] == []
    dialog = page.locator("dialog").bounding_box()
    assert dialog is not None
    assert dialog["x"] >= 0
    assert dialog["x"] + dialog["width"] <= width
    assert dialog["y"] + dialog["height"] <= 700


@pytest.mark.browser
def test_without_scripts_a_link_leads_to_the_page_of_the_search(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "states/georgia/")
    assert not page.locator("[data-search]").is_visible()
    assert not page.locator("[data-scheme]").is_visible()
    page.get_by_role("link", name="Search", exact=True).click()
    assert page.url == address + "search/"
    page.locator(".md-header [popovertarget=menu]").press("Enter")
    assert page.locator("#menu").get_by_role("link", name="States", exact=True).is_visible()
    context.close()


@pytest.mark.browser
def test_the_search_has_an_address_that_can_be_linked_to(opened: Callable[..., Any]) -> None:
    """The first link is the answer, with what it says and the grade of its source; three pages are the first three results."""
    page, asked = opened("search/?q=how+many+hours+ohio+lpcc")
    links = page.locator("[data-search-results] li > a")
    links.nth(2).wait_for()
    page.wait_for_load_state("networkidle")
    assert "/states/ohio/#" in links.first.get_attribute("href")
    assert re.search(r"Total hours: (about )?[\d,]+", links.first.inner_text())
    assert page.locator("[data-search-results] .grade").count() > 0
    pages = [link.get_attribute("href").split("#")[0] for link in links.all()]
    assert len(set(pages)) == len(pages)
    assert sum(size for url, size in asked.items() if re.search("json$|assets.search", url)) <= FIRST_ANSWER
    box = page.get_by_role("searchbox", name="Search")
    assert box.input_value() == "how many hours ohio lpcc"
    heading = page.get_by_role("heading", name=f"{len(pages)} results for “how many hours ohio lpcc”", level=2)
    assert heading.count() == 1
    assert page.get_by_role("list", name="results for").count() == 1
    box.fill("oregon fees")
    page.wait_for_url("**/search/?q=oregon%20fees")
    page.locator("[data-search-results] a[href*='states/oregon/']").first.wait_for()
    assert page.get_by_role("heading", name="results for “oregon fees”", level=2).count() == 1
    box.press("ArrowDown")
    assert "/states/oregon/" in page.evaluate("document.activeElement.href")
    box.fill("")
    page.get_by_text("Type what you").wait_for()
    assert page.locator("[data-search-heading]").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("start", ["states/georgia/", "search/?q=texas"])
def test_keys_typed_while_the_search_is_loaded_are_kept(opened: Callable[..., Any], start: str) -> None:
    page, _ = opened("states/")
    page.route("**/assets/search*.js", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.goto(page.url.replace("states/", start), wait_until="commit")
    if start.startswith("search"):
        page.locator("form[data-search-page] input").press_sequentially("ohio fees")
    else:
        page.wait_for_load_state()
        page.keyboard.type("/ohiox")
        page.keyboard.press("Backspace")
        page.keyboard.type(" fees")
    page.locator(".finding li a[href*='states/ohio/#lpcc-fee-application']").wait_for()
    assert page.locator(".finding input").input_value() == "ohio fees"


@pytest.mark.browser
def test_a_first_answer_takes_less_than_a_tenth_of_a_second_once_loaded(opened: Callable[..., Any]) -> None:
    page, _ = opened("states/")
    ask(page, "texas fees")
    measure = """async questions => {
      const { reply } = await import('/assets/search-answers.js')
      const times = []
      for (const question of questions) {
        const start = performance.now()
        await reply(question)
        times.push(performance.now() - start)
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]
    }"""
    assert page.evaluate(measure, [*QUESTIONS, *QUESTIONS]) < 100


@pytest.mark.browser
def test_without_scripts_the_page_lists_states_topics_and_titles(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/")
    assert not page.locator("form[data-search-page]").is_visible()
    for name, start in (("Georgia", "/states/georgia/"), ("Fees", "/guides/cost/"), ("LPC", "/titles/")):
        link = page.get_by_role("article").get_by_role("link", name=name, exact=True)
        assert page.evaluate("link => new URL(link.href).pathname", link.element_handle()) == start
    context.close()


@pytest.mark.browser
def test_an_index_that_cannot_be_loaded_is_said(opened: Callable[..., Any]) -> None:
    page, _ = opened("states/georgia/")
    page.route("**/search/index.json", lambda route: route.abort())
    page.keyboard.press("/")
    page.get_by_role("searchbox", name="Search").fill("ohio")
    page.get_by_text("The search couldn't be loaded.").wait_for()
    page.unroute("**/search/index.json")
    page.get_by_role("searchbox", name="Search").fill("ohio fees")
    page.locator(".finding li a").first.wait_for()


@pytest.mark.browser
def test_scripts_and_python_read_words_alike(opened: Callable[..., Any], found: list[search_index.SearchPage]) -> None:
    page, _ = opened("states/")
    texts = [section.text[:300] for page in found[::7] for section in page.sections[::5]] + [
        "LPC-A",
        "Señora’s 3,000",
        "LMHC-LP",
    ]
    read = page.evaluate(
        "async texts => { const s = await import('/assets/search-index.js'); return texts.map(s.words) }", texts
    )
    for text, words in zip(texts, read, strict=True):
        assert set(words) <= set(search_index.words(text)), text
    assert read[-3] == ["lpca"]
    near = "async pair => { const s = await import('/assets/search-index.js'); return s.distance(...pair, 2) }"
    for word, other, off in (
        ("licenced", "licensed", 1),
        ("gerogia", "georgia", 1),
        ("ohio", "iowa", 3),
        ("a", "abcd", 3),
    ):
        assert page.evaluate(near, [word, other]) == off
