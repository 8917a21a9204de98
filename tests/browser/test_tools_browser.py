"""Compare, move and plan as a reader uses them: by keyboard, on a phone and on a desk, with and without scripts."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

pytestmark = pytest.mark.browser
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS.keys())
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def table(site: Path) -> list[dict[str, str]]:
    with (site / "api" / "v1" / "facts.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tab_to(page: Any, selector: str, most: int = 300) -> None:
    """Reach an element with the Tab key alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


# ---- compare


def test_three_states_side_by_side_by_keyboard_and_the_link_shows_the_same(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    for name in ("Georgia", "Ohio", "Texas"):
        box = page.locator(f"tr[data-row]:has(a:text-is('{name}')) input[data-pick]").first
        box.focus()
        page.keyboard.press("Space")
    page.locator("[data-side]").focus()
    page.keyboard.press("Enter")
    side = page.locator("[data-sidebyside]")
    assert [h.split(",")[0] for h in side.locator("thead th").all_inner_texts()] == ["Fact", "Georgia", "Ohio", "Texas"]
    assert side.locator("tr.differs").count() > 5
    assert "differs" in side.locator("tr.differs").first.inner_text()
    link = page.url
    before = side.locator("tbody").inner_text()
    page.goto(address)
    page.goto(link)
    assert page.locator("[data-sidebyside] tbody").inner_text() == before


def test_no_more_than_four_can_be_picked(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    boxes = page.locator("input[data-pick]")
    for index in range(4):
        boxes.nth(index).check()
    assert boxes.nth(5).is_disabled()
    boxes.nth(0).uncheck()
    assert boxes.nth(5).is_enabled()


def test_a_filter_gives_the_answer_of_facts_csv(page: Any, address: str, table: list[dict[str, str]]) -> None:
    page.goto(address + "compare/")
    page.get_by_label("Semester credits at most").fill("59")
    page.get_by_label("Accepts the exam").select_option("nce")
    first: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in table:
        if not row["effective"]:
            first.setdefault((row["state"], row["license"], row["fact"]), row)
    wanted = set()
    for (state, license, fact), row in first.items():
        if fact == "exams" and row["level"] == "independent" and "nce" in row["value"].split("; "):
            credits = first.get((state, license, "min_semester_credits"))
            if credits and credits["value"] and float(credits["value"]) <= 59:
                wanted.add(state)
    shown = {
        r.split("-")[0]
        for r in page.locator("tr[data-row]:visible").evaluate_all("rows => rows.map(r => r.dataset.row)")
    }
    assert shown == wanted
    page.locator("[data-reset]").click()
    page.get_by_label("Counseling Compact").select_option("issuing")
    issuing = {
        r.split("-")[0]
        for r in page.locator("tr[data-row]:visible").evaluate_all("rows => rows.map(r => r.dataset.row)")
    }
    assert {"GA", "OH"} <= issuing
    assert "TX" not in issuing


def test_sorting_puts_what_has_no_figure_last_both_ways(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    for expected in ("ascending", "descending"):
        page.locator("th[data-id='supervised_hours_total'] button").focus()
        page.keyboard.press("Enter")
        assert page.locator("th[data-id='supervised_hours_total']").get_attribute("aria-sort") == expected
        index = page.locator("th[data-id='supervised_hours_total']").evaluate("th => th.cellIndex")
        values = page.locator("tbody tr[data-row]").evaluate_all(
            "(rows, i) => rows.map(r => r.cells[i].dataset.v)", index
        )
        figures = [float(v) for v in values if v]
        assert figures == sorted(figures, reverse=expected == "descending")
        assert values[len(figures) :] == [""] * (len(values) - len(figures))
        assert len(figures) < len(values)


def test_columns_can_be_chosen_and_what_is_shown_can_be_downloaded(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    page.locator(".tool__columns summary").click()
    page.get_by_label("Renewal fee").check()
    page.get_by_label("CACREP", exact=True).and_(page.locator("[type=checkbox]")).uncheck()
    page.get_by_label("State or title").fill("texas")
    with page.expect_download() as download:
        page.locator("[data-csv]").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert "Renewal fee" in rows[0]
    assert "CACREP" not in rows[0]
    assert [row[0] for row in rows[1:]] == ["Texas"]
    assert len(rows[0]) == len(rows[1])


def test_the_map_can_show_another_fact(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_label("Color the map by").select_option("min_semester_credits")
    tile = page.locator("a.map__tile:has(.map__code:text-is('GA'))")
    assert "60" in (tile.locator(".map__value").text_content() or "")
    assert page.locator(".map__key:visible").count() == 1
    assert page.locator(".map__title").inner_text() == "Semester credits"


# ---- move


def test_from_ohio_to_georgia_with_a_related_doctorate(page: Any, address: str) -> None:
    page.goto(address + "move/")
    tab_to(page, "#m-from")
    page.keyboard.type("Ohio")
    page.locator("#m-license").focus()
    page.keyboard.type("Licensed Professional Clinical")
    page.get_by_label("Your degree").select_option("related-doctorate")
    page.get_by_label("Years licensed there").fill("4")
    page.get_by_label("NCMHCE").check()
    page.locator("#m-to").focus()
    page.keyboard.type("Georgia")
    answer = page.locator("[data-answer]")
    text = answer.inner_text()
    assert "From Ohio to Georgia" in text
    assert "doctorate" in text
    assert "home license" in text
    assert "Georgia Composite Board" in text
    assert "qualify" not in text.lower()
    verdicts = dict(
        zip(answer.locator("tbody th").all_inner_texts(), answer.locator("tbody .mark").all_inner_texts(), strict=True)
    )
    assert verdicts["Semester credits"] == "Met"
    assert verdicts["Exam"] == "Met"
    assert verdicts["Supervised experience, total"] == "None set"
    assert verdicts["Hours with a supervisor"] == "Cannot tell"
    page.get_by_label("Semester credits").fill("48")
    assert "Short by 12 credits" in answer.inner_text()
    link = page.url
    page.goto(address)
    page.goto(link)
    assert "From Ohio to Georgia" in page.locator("[data-answer]").inner_text()


def test_no_pair_of_states_is_called_met_where_the_figure_is_unknown(
    browser: Any, address: str, table: list[dict[str, str]]
) -> None:
    page = browser.new_page()
    page.goto(address + "move/")
    data = json.loads(page.locator("#tool-data").text_content())
    unknown = {(r["state"], r["fact"]) for r in table if r["level"] == "independent" and r["status"] == "unknown"}
    labels = {fact["label"]: id for id, fact in data["facts"].items()}
    r = random.Random(11)
    pairs = [(a, b) for a in data["states"] for b in data["states"] if a != b]
    for origin, to in r.sample(pairs, min(60, len(pairs))):
        page.goto(f"{address}move/?from={origin}&license={data['states'][origin]['main']}&to={to}")
        cells = page.locator("[data-answer] tbody tr").evaluate_all(
            "rows => rows.map(r => [r.cells[0].innerText, r.cells[3].innerText])"
        )
        for label, verdict in cells:
            if label in labels and (to, labels[label]) in unknown and to not in ("TN",):
                assert verdict in ("Cannot tell", "None set"), (origin, to, label, verdict)
    page.close()


# ---- plan


def test_a_plan_for_texas_by_keyboard(page: Any, address: str) -> None:
    """3,000 hours at 30 a week: 100 weeks after 1 February 2027 is 1 January 2029; 60 months end on 1 February 2032."""
    page.goto(address + "plan/")
    tab_to(page, "#p-state")
    page.keyboard.type("Texas")
    page.locator("#p-start").fill("2027-02-01")
    page.locator("#p-hours").fill("30")
    page.locator("#p-share").fill("50")
    page.locator("#p-supervision").fill("1")
    text = page.locator("[data-answer]").inner_text()
    assert "1 January 2029" in text
    assert "1 February 2032" in text
    assert "18 months" in text
    page.locator("#p-share").fill("10")
    assert "direct client contact" in page.locator("[data-answer] .lead").inner_text()
    page.locator("#p-hours").fill("0")
    assert "must be from 1 to 80" in page.locator(".tool [data-status]").inner_text()
    assert not page.locator("[data-answer]").is_visible()


def test_a_plan_with_a_weekly_cap_says_so(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=NC")
    page.locator("#p-start").fill("2027-01-04")
    page.locator("#p-hours").fill("50")  # 40 of them count, half with clients: 2,000 direct hours take 100 weeks
    assert "met on 4 December 2028" in page.locator("[data-answer] .lead").inner_text()
    assert "No more than 40 hours count in a week" in page.locator("[data-answer]").inner_text()


def test_somebody_on_the_way_counts_from_what_is_done(page: Any, address: str) -> None:
    """Texas: of 3,000 hours 1,500 are done on 1 February 2027; 1,500 more at 30 a week take 50 weeks: 17 January 2028."""
    page.goto(address + "plan/?state=TX")
    assert not page.get_by_label("Hours done", exact=True).is_visible()
    page.get_by_label("Where you are").select_option("on-the-way")
    page.locator("#p-start").fill("2026-02-01")
    page.locator("#p-on").fill("2027-02-01")
    page.get_by_label("Hours done", exact=True).fill("1500")
    page.get_by_label("Of these with clients", exact=True).fill("900")
    assert "met on 17 January 2028" in page.locator("[data-answer] .lead").inner_text()
    page.locator("#p-on").fill("2026-01-01")
    assert "must not be before" in page.locator(".tool [data-status]").inner_text()


def test_a_plan_without_figures_gives_no_date_for_them(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=GA")
    text = page.locator("[data-answer]").inner_text()
    assert "No figure is set or known for" in text
    assert "supervised experience, total" in text


def test_a_plan_that_overruns_the_license_is_warned_of(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=TX")
    page.locator("#p-hours").fill("8")
    warnings = page.locator(".warnings li").all_inner_texts()
    assert any("runs out on" in w for w in warnings)
    assert any("must be finished by" in w for w in warnings)


def test_the_calendar_passes_a_parser(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=TX")
    page.locator("#p-start").fill("2027-02-01")
    with page.expect_download() as download:
        page.locator("[data-ics]").click()
    raw = Path(download.value.path()).read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    assert len({str(e["UID"]) for e in events}) == len(events) >= 5
    assert min(e.decoded("DTSTART") for e in events) == date(2027, 2, 1)
    for event in events:
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        assert "DTSTAMP" in event
    assert any("runs out" in str(e["SUMMARY"]) for e in events)
    page.locator("#p-hours").fill("20")
    with page.expect_download() as download:
        page.locator("[data-ics]").click()
    later = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert [str(e["UID"]) for e in later] == [str(e["UID"]) for e in events]
    assert [e["DTSTART"] for e in later] != [e["DTSTART"] for e in events]


def test_a_plan_is_kept_exported_imported_and_forgotten(page: Any, address: str, tmp_path: Path) -> None:
    page.goto(address + "plan/")
    page.locator("#p-state").select_option("OH")
    page.locator("#p-hours").fill("33")
    page.reload()
    assert page.locator("#p-hours").input_value() == "33"
    assert page.locator("#p-state").input_value() == "OH"
    with page.expect_download() as download:
        page.locator("[data-export]").click()
    saved = tmp_path / "plan.json"
    saved.write_bytes(Path(download.value.path()).read_bytes())
    page.locator("[data-forget]").click()
    page.reload()
    assert page.locator("#p-state").input_value() == ""
    page.locator("[data-import]").set_input_files(saved)
    page.wait_for_function("document.querySelector('#p-hours').value === '33'")
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"state": "<b>", "hours": []}')
    page.locator("[data-import]").set_input_files(wrong)
    page.get_by_text("This file holds no plan that can be read.").wait_for()


# ---- without scripts


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("compare/", ["Georgia", "Semester credits", "Renewal fee"]),
        ("move/", ["Where are you moving to?", "Georgia"]),
        ("move/georgia/", ["Ohio", "met", "What Georgia asks"]),
        ("plan/", ["At 40 hours a week", "Texas", "months"]),
        ("exams/ncmhce/", ["Georgia", "LPC"]),
        ("compact/", ["What a privilege is", "Ohio"]),
        ("titles/", ["LMHC", "New York"]),
        ("hours/", ["Texas", "3,000"]),
    ],
)
def test_without_scripts_the_main_question_is_answered(browser: Any, address: str, path: str, words: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    text = page.locator("main").inner_text()
    assert [w for w in words if w not in text] == []
    assert page.locator("form.tool:visible, [data-compare]:visible").count() == 0
    context.close()


def test_the_scripts_of_the_tools_are_small(site: Path) -> None:
    """At most 25 kB compressed in all."""
    import gzip

    names = ("tools", "compare", "map", "reckon", "move", "plan")
    assert sum(len(gzip.compress((site / "assets" / f"{name}.js").read_bytes(), 9)) for name in names) < 25_000
