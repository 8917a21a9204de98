"""The schools as a reader meets them: found, filtered, sorted, printed, asked; complete without scripts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture(scope="module")
def records(site: Path) -> list[dict[str, str]]:
    with (site / "api" / "v1" / "schools.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS.keys())
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def institutions(records: list[dict[str, str]], **wanted: str) -> set[str]:
    """The unitids of the records with these values."""
    return {row["unitid"] for row in records if all(row[key] == value for key, value in wanted.items())}


def shown(page: Any) -> set[str]:
    """The unitids that stand on /schools/ and are not hidden."""
    return set(
        page.eval_on_selector_all(
            "[data-school]", "all => all.filter((e) => !e.closest('[hidden]')).map((e) => e.id.slice(1))"
        )
    )


def open_folds(page: Any) -> None:
    """On the page of a state, the questions, the filters and what each school reports are folded."""
    page.evaluate("for (const fold of document.querySelectorAll('details.fold, .school details')) fold.open = true")


def open_filters(page: Any) -> None:
    """On a phone, the filters beside state and name are folded."""
    more = page.locator("[data-more]")
    if more.get_attribute("open") is None:
        more.locator("summary").click()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_every_school_is_on_the_page(browser: Any, address: str, records: list[dict[str, str]], script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(address + "schools/")
    assert page.locator("[data-school]").count() == len(institutions(records))
    page.locator("summary", has_text="Georgia").click()
    assert page.locator("[data-school]:visible").count() == len(institutions(records, state="GA"))
    page.goto(address + "states/georgia/")
    open_folds(page)
    assert page.locator(".school:visible").count() == len(institutions(records, state="GA"))
    assert page.locator("[data-schools-tool]").is_visible() is script
    assert page.locator("[data-copy-questions]").is_visible() is script
    assert page.locator(".ask__list li").count() == 8
    context.close()


def test_the_list_of_a_state_is_filtered_by_city_control_and_kind(
    page: Any, address: str, records: list[dict[str, str]]
) -> None:
    page.goto(address + "states/georgia/")
    open_folds(page)
    cards = page.locator(".school:visible")
    here = institutions(records, state="GA")
    page.get_by_label("City", exact=True).select_option("Atlanta")
    assert cards.count() == len(institutions(records, state="GA", city="Atlanta"))
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Public or private").select_option("public")
    assert cards.count() == len(institutions(records, state="GA", control="public"))
    page.get_by_label("Kind of program").select_option("mental_health_counseling")
    both = institutions(records, state="GA", control="public", program="mental_health_counseling")
    assert cards.count() == len(both)
    assert f"{len(both)} of {len(here)} schools." in page.locator("[data-schools-tool] [role=status]").inner_text()
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Name or city").fill("no such school")
    assert cards.count() == 0
    page.get_by_role("button", name="Show all").click()
    assert cards.count() == len(here)


def test_the_list_is_alphabetical_and_can_be_sorted(page: Any, address: str) -> None:
    page.goto(address + "states/georgia/")
    open_folds(page)
    names = page.locator(".school__name").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    page.get_by_label("Order").select_option("city")
    cities = page.locator("[data-city]").all_inner_texts()
    assert cities == sorted(cities, key=str.casefold)
    assert page.locator(".school__name").all_inner_texts() != names
    page.get_by_label("Order").select_option("kind")
    kinds = [k.split()[0] for k in page.eval_on_selector_all(".school", "all => all.map((e) => e.dataset.kinds)")]
    order = page.eval_on_selector_all("[data-filter=kind] option", "all => all.map((e) => e.value)")
    assert kinds == sorted(kinds, key=order.index)
    page.get_by_role("button", name="Show all").click()
    assert page.locator(".school__name").all_inner_texts() == names


def test_all_schools_are_searched_by_name_city_state_and_kind(
    page: Any, address: str, records: list[dict[str, str]]
) -> None:
    page.goto(address + "schools/")
    open_filters(page)
    page.get_by_label("Name, city or state").fill("vermont")
    assert institutions(records, state="VT") <= shown(page)
    page.get_by_label("Name, city or state").fill("agnes scott")
    assert shown(page) == institutions(records, name="Agnes Scott College")
    assert page.locator("[data-school]:visible").count() == 1
    for short, name in (
        ("SNHU", "Southern New Hampshire University"),
        ("ODU", "Old Dominion University"),
        ("unc", "University of North Carolina at Chapel Hill"),
        ("Saint Cloud State", "Saint Cloud State University"),
        ("st. cloud state", "Saint Cloud State University"),
        ("univ. of missouri st. louis", "University of Missouri-St Louis"),
    ):
        page.get_by_label("Name, city or state").fill(short)
        assert institutions(records, name=name) <= shown(page), short
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("State", exact=True).select_option("OH")
    page.get_by_label("Kind of program").select_option("rehabilitation_counseling")
    assert shown(page) == institutions(records, state="OH", program="rehabilitation_counseling")
    assert "state=OH" in page.url
    page.reload()
    assert shown(page) == institutions(records, state="OH", program="rehabilitation_counseling")


def test_accreditation_delivery_degrees_and_city_are_filters(
    page: Any, address: str, records: list[dict[str, str]]
) -> None:
    page.goto(address + "schools/")
    open_filters(page)
    page.get_by_label("Accreditation", exact=True).select_option("CACREP")
    assert shown(page) == {row["unitid"] for row in records if "CACREP" in row["accreditation"]}
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("How it is taught").select_option("online")
    assert shown(page) == {row["unitid"] for row in records if "online" in row["delivery"].split("; ")}
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Degrees awarded").select_option("doctorates")
    assert shown(page) == {row["unitid"] for row in records if int(row["doctoral_degrees_awarded"] or 0)}
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("State", exact=True).select_option("GA")
    page.get_by_label("City", exact=True).select_option("Atlanta")
    assert shown(page) == institutions(records, state="GA", city="Atlanta")
    page.get_by_label("State", exact=True).select_option("OH")
    assert page.get_by_label("City", exact=True).input_value() == ""


def test_a_link_is_read_in_either_case_and_what_is_left_out_of_it_is_told(
    page: Any, address: str, records: list[dict[str, str]]
) -> None:
    page.goto(address + "schools/?state=ga&kind=zzz")
    assert shown(page) == institutions(records, state="GA")
    assert page.locator("[data-notice]").inner_text().endswith("left it out: kind=zzz.")
    page.get_by_label("Name, city or state").fill("qqq")
    assert "take out a filter" in page.locator("[data-status]").inner_text()
    page.get_by_role("button", name="Show all").click()
    assert page.locator("[data-notice]").inner_text() == ""


def test_a_link_to_a_state_or_a_school_opens_its_list(page: Any, address: str, records: list[dict[str, str]]) -> None:
    page.goto(address + "schools/#georgia")
    assert page.locator("[data-school]:visible").count() == len(institutions(records, state="GA"))
    unitid = min(institutions(records, state="VT"))
    page.goto(address + f"schools/#s{unitid}")
    page.locator(f"#s{unitid}").wait_for(state="visible")


def test_a_phone_is_shown_the_states_first(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + "schools/")
    screens = page.evaluate("document.documentElement.scrollHeight") / 844
    page.close()
    assert screens < 8, f"{screens:.0f} screens"


def test_filtering_all_schools_is_fast(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "schools/")
    page.locator("[data-schools-tool]").wait_for(state="visible")
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})  # of the processor: other work does not count
    before = processor_ms(cdp)
    page.evaluate(
        """() => {
          const box = document.querySelector("[data-filter=find]")
          for (const words of ["s", "st", "sta", "stat", "state"]) {
            box.value = words
            box.dispatchEvent(new Event("input", {bubbles: true}))
          }
        }"""
    )
    took = (processor_ms(cdp) - before) / 5
    page.close()
    assert 0 < took < 100, f"{took:.0f} ms for a key"


def processor_ms(cdp: Any) -> float:
    """What the page's tasks took of the processor so far, in milliseconds."""
    metrics = {metric["name"]: metric["value"] for metric in cdp.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def test_the_link_to_schools_elsewhere_leads_to_schools_at_a_distance_in_other_states(
    page: Any, address: str, records: list[dict[str, str]]
) -> None:
    page.goto(address + "states/georgia/")
    open_folds(page)
    page.get_by_role("link", name="See these schools").click()
    page.wait_for_url("**/schools/?distance=yes&except=GA")
    distant = institutions(records, distance="all") | institutions(records, distance="some")
    assert shown(page) == distant - institutions(records, state="GA")


def test_unknown_filters_in_the_address_do_no_harm(page: Any, address: str, records: list[dict[str, str]]) -> None:
    page.goto(address + "schools/?state=QQ&kind=%3Cb%3E&sort=x&other=1")
    assert shown(page) == institutions(records)


def test_the_questions_can_be_copied(browser: Any, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "states/georgia/")
    open_folds(page)
    page.get_by_role("button", name="Copy the questions").click()
    page.get_by_text("The questions are copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.startswith("1. ")
    assert "34 CFR 668.43" in copied
    assert copied.count("\n\n") == 7


def test_the_questions_print_alone_when_asked_for(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "states/georgia/")
    open_folds(page)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print the questions").click()
    page.emulate_media(media="print")
    assert page.locator(".ask__list").is_visible()
    assert not page.locator(".school").first.is_visible()
    assert not page.locator("h1").first.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".school").first.is_visible()
    page.close()


def test_the_email_opens_in_the_readers_own_program(page: Any, address: str) -> None:
    page.goto(address + "states/georgia/")
    open_folds(page)
    link = page.get_by_role("link", name="Write an email with these questions").get_attribute("href")
    assert link.startswith("mailto:?subject=")


def test_the_keyboard_reaches_every_filter_and_the_questions(page: Any, address: str) -> None:
    page.goto(address + "states/georgia/")
    open_folds(page)
    page.locator("[data-copy-questions]").focus()
    wanted = [
        "data-print-questions",
        "find",
        "city",
        "kind",
        "accredited",
        "delivery",
        "control",
        "data-sort",
        "data-reset",
    ]
    seen = []
    for _ in range(2 * len(wanted)):  # between them stand what opens and closes a fold
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "document.activeElement.dataset.filter ?? document.activeElement.getAttributeNames().find((n) => n.startsWith('data-'))"
            )
        )
    assert [name for name in seen if name][: len(wanted)] == wanted


def test_nothing_about_the_reader_leaves_the_browser(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "schools/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Name, city or state").fill("Atlanta")
    page.get_by_label("Kind of program").select_option("counselor_education")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    page.close()
    assert [url for url in asked if not url.endswith(("favicon.ico", "icon.svg"))] == []


ICONS = "all => all.filter((e) => getComputedStyle(e, '::before').maskImage !== 'none').map((e) => e.innerText)"


def test_every_fold_has_the_drawn_sign_and_no_icon_of_the_theme(browser: Any, address: str) -> None:
    """The theme takes a fold for a note and puts a pencil before it, as if the list of a state could be edited there."""
    page = browser.new_page()
    for path in ("schools/", "compare/", "plan/", "states/georgia/"):
        page.goto(address + path)
        assert page.eval_on_selector_all("article summary", ICONS) == [], path
    page.close()


def test_what_a_school_reports_unfolds_over_the_whole_width(page: Any, address: str) -> None:
    page.goto(address + "states/georgia/")
    school = page.locator(".school").first
    school.locator("summary").click()
    assert school.locator("details").bounding_box()["width"] > 0.95 * school.bounding_box()["width"]
    assert school.locator(".school__request").is_visible()
