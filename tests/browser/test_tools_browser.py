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


def plan_rows(page: Any) -> list[list[str]]:
    """The texts of the cells of a plan's dates, row by row."""
    rows = page.locator("[data-answer] table.cards--numbered tbody tr")
    found: list[list[str]] = rows.evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return found


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


def test_a_tick_keeps_place_and_focus_and_the_tray_stays_in_sight(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    for name in ("Nevada", "New York"):
        box = page.locator(f"tr[data-row]:has(a:text-is('{name}')) input[data-pick]").first
        box.focus()
        before = page.evaluate("scrollY")
        page.keyboard.press("Space")
        assert box.is_checked()
        assert box.evaluate("box => box === document.activeElement")
        assert abs(page.evaluate("scrollY") - before) < 120
    tray = page.get_by_role("group", name="Picked states")
    assert "Nevada" in tray.inner_text()
    box = tray.bounding_box()
    assert 0 <= box["y"] <= 900 - 20
    tray.get_by_role("button", name="Side by side").click()
    assert page.evaluate("document.activeElement.textContent") == "Side by side"


def test_a_cohort_matches_a_filter_and_the_status_says_so(page: Any, address: str) -> None:
    page.goto(address + "compare/?min_semester_credits=48")
    row = page.locator("tr[data-row]:has(a:text-is('Texas'))")
    assert row.is_visible()
    assert "60; 48 for programs begun before Aug. 1, 2017" in row.inner_text()
    assert "match for some people" in page.locator("[data-status]").inner_text()


def test_an_address_that_is_not_understood_gives_the_default_view_with_a_notice(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    at_first = page.locator("th[data-id]:visible").count()
    assert at_first >= 3
    page.goto(address + "compare/?columns=zz&pick=ga-lpc.zz&cacrep=nonsense&sort=zz")
    assert page.locator("th[data-id]:visible").count() == at_first
    assert page.locator("tr[data-row='GA-lpc'] input").is_checked()
    notice = page.locator("[data-notice]").inner_text()
    assert all(part in notice for part in ("columns=zz", "pick=zz", "cacrep=nonsense", "sort=zz"))


def test_exams_say_both_or_either_and_copied_cells_are_clean(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    cell = "tr[data-row='{}'] td:nth-child({})"
    index = page.locator("th[data-id='exams']").evaluate("th => th.cellIndex") + 1
    assert page.locator(cell.format("IL-lcpc", index)).inner_text() == "NCE and NCMHCE"
    assert page.locator(cell.format("TX-lpc", index)).inner_text() == "NCE or NCMHCE"
    assert page.locator("tr[data-row='TX-lpc'] th").inner_text().strip().startswith("Texas")


def test_sorting_by_what_the_reader_has_puts_the_fewest_gaps_first(page: Any, address: str) -> None:
    page.goto(address + "compare/")
    page.get_by_text("Sort by what you have").click()
    page.get_by_label("Your semester hours").fill("48")
    page.get_by_label("Your supervised hours").fill("2000")
    first = page.locator("tr[data-row]").first.inner_text()
    assert "Short" not in first
    assert "Meets: semester hours" in first
    assert "have_min_semester_credits=48" in page.url
    assert "fewest gaps first" in page.locator("[data-status]").inner_text()


def test_sorting_by_what_the_reader_has_judges_every_exam_of_the_path(page: Any, address: str) -> None:
    """Idaho: NCE for the LPC, NCMHCE for the LCPC that needs it; Florida: NCMHCE alone."""
    page.goto(address + "compare/?have_exams=ncmhce")
    idaho, florida = (page.locator(f"tr[data-row='{id}'] th") for id in ("ID-lcpc", "FL-lmhc"))
    assert "Short: exams" in idaho.inner_text()
    assert "Meets: exams" in florida.inner_text()
    page.get_by_role("group", name="Exams you passed").get_by_label("NCE").check()  # the entries are open
    assert "Meets: exams" in idaho.inner_text()
    assert "have_exams=nce.ncmhce" in page.url
    page.get_by_role("group", name="Exams you passed").get_by_label("None yet").check()
    assert "Short: exams" in florida.inner_text()


def test_a_filter_gives_the_answer_of_facts_csv(page: Any, address: str, table: list[dict[str, str]]) -> None:
    page.goto(address + "compare/")
    page.get_by_label("Semester hours at most").fill("59")
    page.get_by_label("Accepts the exam").select_option("nce")
    every: dict[tuple[str, str, str], list[str]] = {}
    for row in table:
        if not row["effective"] and row["value"]:
            every.setdefault((row["state"], row["license"], row["fact"]), []).append(row["value"])
    levels = {(row["state"], row["license"]): row["level"] for row in table}
    wanted = {
        state
        for (state, license, fact), exams in every.items()
        if fact == "exams"
        and levels[state, license] == "independent"
        and any("nce" in exam.split("; ") for exam in exams)
        and any(float(credits) <= 59 for credits in every.get((state, license, "min_semester_credits"), []))
    }
    shown = {
        r.split("-")[0]
        for r in page.locator("tr[data-row]:visible").evaluate_all("rows => rows.map(r => r.dataset.row)")
    }
    assert shown == wanted
    page.locator("[data-reset]").click()
    page.locator("#c-compact").select_option("issuing")
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
    assert "Renewal fee (US dollars)" in rows[0]
    assert "CACREP" not in rows[0]
    assert [row[0] for row in rows[1:]] == ["Texas"]
    assert len(rows[0]) == len(rows[1])
    assert rows[1][rows[0].index("Total hours")] == "3000"


def test_the_map_can_show_another_fact(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_label("Show on map").select_option("min_semester_credits")
    tile = page.locator("a.map__tile:has(.map__code:text-is('GA'))")
    assert "60" in (tile.locator(".map__value").text_content() or "")
    assert page.locator(".map__key:visible").count() == 1
    assert page.locator(".map__title").inner_text() == "Semester hours"


# ---- move


def verdicts(page: Any) -> dict[str, str]:
    """What the last table of the answer says of each requirement."""
    table = page.locator("[data-answer] table").last
    return dict(
        zip(table.locator("tbody th").all_inner_texts(), table.locator("tbody .mark").all_inner_texts(), strict=True)
    )


def test_from_ohio_to_georgia_with_a_related_doctorate(page: Any, address: str) -> None:
    page.goto(address + "move/")
    tab_to(page, "#m-from")
    page.keyboard.type("Ohio")
    page.locator("#m-license").focus()
    page.keyboard.type("Licensed Professional Clinical")
    page.get_by_label("Your degree").select_option("related-doctorate")
    page.get_by_label("Years licensed there").fill("4")
    page.locator("#m-to").focus()
    page.keyboard.type("Georgia")
    answer = page.locator("[data-answer]")
    text = answer.inner_text()
    assert "From Ohio to Georgia" in text
    assert "doctorate" in text
    assert "If you stay in Ohio, a privilege lets you practice in Georgia" in text
    assert "a new home state license based on a privilege" in text
    assert "Georgia Composite Board" in text
    assert "you qualify" not in text.lower()
    assert "NCMHCE (assumed: required for your LPCC)" in text
    found = verdicts(page)
    assert found["Semester hours"] == "Met"
    assert found["Exam"] == "Unclear"  # NCMHCE for the LPC; whether the APC with its NCE is needed isn't confirmed
    assert found["Total supervised experience"] == "Not set by law"
    assert found["Hours of clinical supervision"] == "Unclear"
    page.get_by_label("Semester hours").fill("48")
    page.get_by_label("None yet").check()
    assert "Short by 12 semester hours" in answer.inner_text()
    assert verdicts(page)["Exam"] == "Not yet"
    link = page.url
    page.goto(address)
    page.goto(link)
    assert "Short by 12 semester hours" in page.locator("[data-answer]").inner_text()
    assert page.get_by_label("Years licensed there").input_value() == "4"
    assert page.get_by_label("None yet").is_checked()


def test_endorsement_comes_first_where_years_open_it(page: Any, address: str) -> None:
    page.goto(address + "move/?from=SC&license=lpc&to=KY&years=6")
    answer = page.locator("[data-answer]")
    assert (
        answer.locator(".lead")
        .inner_text()
        .startswith("Based on what you entered, the route for people licensed elsewhere is open to you in Kentucky if")
    )
    assert not answer.locator("table").first.is_visible()
    assert "Short by" not in answer.inner_text()
    page.get_by_label("Years licensed there").fill("1")
    assert "Years of licensure required: 5 years. You enter 1 year." in answer.inner_text()
    assert answer.locator("table").first.is_visible()


def test_an_intermediate_license_is_set_beside_the_nearest_ones(page: Any, address: str) -> None:
    page.goto(address + "move/?from=OH&license=lpc&to=GA&orders=spouse")
    headings = page.locator("[data-answer] h4").all_inner_texts()
    assert [heading.split("(")[1][:3] for heading in headings] == ["APC", "LPC"]
    assert "50 U.S.C. § 4025a" in page.locator("[data-answer]").inner_text()


def test_wrong_entries_of_a_move_are_named_beside_their_fields(page: Any, address: str) -> None:
    page.goto(address + "move/?from=OH&license=lpcc&to=TX&min_semester_credits=-5&supervised_hours_total=1e9")
    assert "Enter a number" in page.locator("p:has(#m-min_semester_credits) .field-error").inner_text()
    assert "Enter a number" in page.locator("p:has(#m-supervised_hours_total) .field-error").inner_text()
    assert verdicts(page)["Semester hours"] == "Unclear"
    page.locator("#m-to").select_option("OH")
    assert "a state other than" in page.locator("p:has(#m-to) .field-error").inner_text()
    assert not page.locator("[data-answer]").is_visible()
    page.get_by_text("An entry needs a correction.").wait_for()


def test_years_that_no_law_sets_are_told_apart_from_years_not_confirmed(
    browser: Any, address: str, table: list[dict[str, str]]
) -> None:
    rows = [row for row in table if row["fact"] == "endorsement_years"]
    states = [row["state"] for row in rows]
    page = browser.new_page()
    for status, words in (
        ("silent", "The law sets no number of years."),
        ("unknown", "Whether a number of years is required isn’t confirmed."),
    ):
        to = next(row["state"] for row in rows if row["status"] == status and states.count(row["state"]) == 1)
        page.goto(f"{address}move/?from=OH&license=lpcc&to={to}")
        assert words in page.locator("[data-answer]").inner_text()
    page.close()


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
    for origin, to in r.sample(pairs, 30):
        page.goto(f"{address}move/?from={origin}&license={data['states'][origin]['main']}&to={to}")
        cells = page.locator("[data-answer] tbody tr").evaluate_all(
            "rows => rows.map(r => [r.cells[0].innerText, r.cells[3].innerText])"
        )
        for label, verdict in cells:
            if label in labels and (to, labels[label]) in unknown and to not in ("TN",):
                assert verdict in ("Unclear", "Not set by law"), (origin, to, label, verdict)
    page.close()


# ---- plan


def lead(page: Any) -> str:
    """The first sentence of the answer."""
    return str(page.locator("[data-answer] .lead").inner_text())


def test_a_plan_for_texas_by_keyboard(page: Any, address: str) -> None:
    """3,000 hours at 30 a week: 100 weeks after Feb. 1, 2027 is Jan. 1, 2029; 60 months end on Feb. 1, 2032."""
    page.goto(address + "plan/")
    tab_to(page, "#p-state")
    page.keyboard.type("Texas")
    page.locator("#p-start").fill("2027-02-01")
    page.locator("#p-hours").fill("30")
    page.locator("#p-share").fill("50")
    page.locator("#p-supervision").fill("1")
    text = page.locator("[data-answer]").inner_text()
    assert "Jan. 1, 2029" in text
    assert "Final expiration of the LPC-A" in text
    assert "Feb. 1, 2032" in text
    assert "Renew the" not in text  # the license is not renewed
    assert "18 months" in text
    page.locator("#p-share").fill("10")
    assert "direct client contact" in lead(page)


def test_a_wrong_entry_is_named_beside_its_field_and_spoken(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=TX")
    page.locator("#p-hours").fill("0")
    error = page.locator("p:has(#p-hours) .field-error")
    assert error.inner_text() == "Enter a number from 1 to 80."
    assert page.locator("#p-hours").get_attribute("aria-invalid") == "true"
    assert not page.locator("[data-answer]").is_visible()
    page.get_by_text("One entry needs a correction.").wait_for()
    page.locator("#p-hours").fill("20")
    assert page.locator("#p-hours").get_attribute("aria-invalid") is None
    page.get_by_role("status").get_by_text("The minimums that we know are met").wait_for()


def test_supervision_below_the_ratio_of_the_workload_gives_no_date_for_this_pace(page: Any, address: str) -> None:
    """Oregon: 3 hours a month with more than 45 direct hours; 15 direct hours a week are 65 a month."""
    page.goto(address + "plan/?state=OR&supervision=0.5&start=2027-01-01")
    assert lead(page).startswith("Not at this pace. Oregon requires 3 hours of supervision a month")
    assert "Months below that may not count" in lead(page)
    page.locator("#p-supervision").fill("0.7")
    assert lead(page).startswith("The minimums that we know are met on Jan. 1, 2030.")


def test_a_plan_without_hours_is_by_time_only(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=GA&hours=1")
    assert lead(page).startswith("By time only, the required months end on")
    assert "Not confirmed: direct client contact" in page.locator("[data-answer]").inner_text()


def test_renewals_are_tasks_and_only_the_final_expiration_is_an_end(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=GA&start=2027-01-01&issued=2026-03-01")
    text = page.locator("[data-answer]").inner_text()
    assert "Renew the APC" in text
    assert (
        "March 1, 2028, at the latest" in text
    )  # the APC runs to a Sept. 30: only the longest term is known as a number of months
    assert "March 1, 2031, at the latest" in text  # 60 months
    with page.expect_download() as download:
        page.locator("[data-ics]").click()
    titles = [
        str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    ]
    assert not any("Renew" in title or "First term" in title for title in titles)
    assert any(title.startswith("Final expiration of the APC, at the latest") for title in titles)
    page.goto(address + "plan/?state=AL")
    assert "How often it can be renewed isn’t confirmed" in page.locator("[data-answer]").inner_text()


def test_an_earlier_required_license_and_an_intermediate_one_can_be_planned(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=ID&start=2027-01-01")
    assert lead(page).startswith("The minimums that we know are met on March 22, 2030.")
    rows = [row[1:] for row in plan_rows(page)]
    assert ["Minimum met for the LPC: total supervised experience", "1,000 hours", "Aug. 27, 2027"] in rows
    assert ["Minimum met for the LCPC: direct client contact", "2,000 hours", "March 22, 2030"] in rows
    page.locator("#p-license").select_option("lpc")
    assert "Your plan for the LPC in Idaho" in page.locator("[data-answer]").inner_text()


def test_fees_stand_where_they_fall_due(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=TX&start=2027-02-01&hours=30&share=50&supervision=1")
    rows = plan_rows(page)
    fees = {row[1]: (row[2], row[3]) for row in rows if row[1].startswith("Fees for")}
    assert fees["Fees for the LPC-A"][1] == "Feb. 1, 2027"
    assert fees["Fees for the LPC"][1] == "Jan. 1, 2029"
    assert all("$" in words or "not confirmed" in words for words, _ in fees.values())
    assert page.locator(".timeline__mark").count() == sum(bool(row[0]) for row in rows)
    page.goto(address + "plan/?state=GA&start=2027-01-01&issued=2026-03-01")
    text = page.locator("[data-answer] table").inner_text()
    assert "license fee: not confirmed" in text
    assert "Renewal fee: not confirmed" in text


def test_the_day_of_an_event_decides_which_hours_bind(page: Any, address: str) -> None:
    """Utah: 1,200 direct hours, 1,000 with an associate-level license of before May 1, 2024."""
    page.goto(address + "plan/?state=UT&start=2023-02-01")
    table = page.locator("[data-answer] table")
    assert "1,200 hours" in table.inner_text()
    page.locator("#p-issued").fill("2023-02-01")
    assert "1,000 hours" in table.inner_text()
    assert "1,200 hours" not in table.inner_text()


def test_a_plan_with_a_weekly_cap_says_so(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=NC")
    page.locator("#p-start").fill("2027-01-04")
    page.locator("#p-hours").fill("50")  # 40 of them count, half with clients: 2,000 direct hours take 100 weeks
    assert "met on Dec. 4, 2028" in lead(page)
    assert "No more than 40 hours count in a week" in page.locator("[data-answer]").inner_text()


def test_somebody_on_the_way_counts_from_what_is_done(page: Any, address: str) -> None:
    """Texas: of 3,000 hours 1,500 are done on Feb. 1, 2027; 1,500 more at 30 a week take 50 weeks: Jan. 17, 2028."""
    page.goto(address + "plan/?state=TX")
    assert not page.get_by_label("Hours done", exact=True).is_visible()
    page.get_by_label("Where you are").select_option("on-the-way")
    page.locator("#p-start").fill("2026-02-01")
    page.locator("#p-on").fill("2027-02-01")
    page.get_by_label("Hours done", exact=True).fill("1500")
    page.get_by_label("Direct client hours done").fill("900")
    assert "met on Jan. 17, 2028" in lead(page)
    page.locator("#p-on").fill("2026-01-01")
    assert "before your hours start to count" in page.locator("p:has(#p-on) .field-error").inner_text()


def test_a_log_is_set_against_three_states(page: Any, address: str, tmp_path: Path) -> None:
    """Weeks of 50 hours: North Carolina counts 40. Half an hour of supervision a week is too little for Oregon's months."""
    page.goto(address + "plan/?state=NC&also=OR&third=TX")
    page.get_by_text("Import hours already logged").click()
    log = tmp_path / "hours.csv"
    weeks = [date(2026, 1, 9) + timedelta(weeks=number) for number in range(9)]
    log.write_text("date,direct,indirect,supervision\n" + "".join(f"{day},30,20,0.5\n" for day in weeks))
    page.locator("[data-log]").set_input_files(log)
    page.get_by_text("Read: 9 entries from Jan. 9, 2026 to March 6, 2026.").wait_for()
    rows = page.locator("[data-answer] table").first.locator("tbody tr").all_inner_texts()
    assert "360 hours (216 direct)" in rows[0]
    assert "90 more, above the weekly limit" in rows[0]
    assert "450 hours (270 direct)" in rows[1]
    assert "too little supervision" in rows[1]
    assert "450 hours (270 direct)" in rows[2]
    assert "What fails first:" in page.locator("[data-answer]").inner_text()
    log.write_text("date,direct,indirect,supervision\n2026-13-01,1,1,1\n2026-01-01,x,1,1\n")
    page.locator("[data-log]").set_input_files(log)
    page.get_by_text('Line 3: direct is "x"; write hours from 0 to 168.').wait_for()
    assert "Line 2" in page.locator("[data-log-errors]").inner_text()


def test_a_plan_that_overruns_the_license_is_warned_of(page: Any, address: str) -> None:
    page.goto(address + "plan/?state=TX")
    page.locator("#p-hours").fill("8")
    warnings = page.locator(".warnings li").all_inner_texts()
    assert any(w.startswith("Final expiration of the LPC-A") for w in warnings)
    assert any("must be finished by" in w for w in warnings)


def test_the_calendar_passes_a_parser_and_a_second_export_moves_its_events(page: Any, address: str) -> None:
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
    assert any("Final expiration" in str(e["SUMMARY"]) for e in events)
    page.locator("#p-hours").fill("20")
    page.locator("#p-start").fill("2027-03-01")
    with page.expect_download() as download:
        page.locator("[data-ics]").click()
    later = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert {str(e["UID"]) for e in later} == {str(e["UID"]) for e in events}
    assert [e["DTSTART"] for e in later] != [e["DTSTART"] for e in events]


def test_a_plan_is_stored_exported_imported_and_deleted(page: Any, address: str, tmp_path: Path) -> None:
    page.goto(address + "plan/")
    page.locator("#p-state").select_option("OH")
    page.locator("#p-hours").fill("33")
    page.reload()
    assert page.locator("#p-hours").input_value() == "33"
    page.goto(address + "plan/?state=GA")
    assert page.locator("#p-hours").input_value() == "33"
    page.locator("#p-state").select_option("OH")
    page.reload()  # the address follows the form
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
    page.get_by_text("We couldn’t find a plan in this file.").wait_for()


def test_two_tabs_show_the_same_plan_and_a_full_storage_is_said(browser: Any, address: str) -> None:
    context = browser.new_context()
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        tab.goto(address + "plan/?state=TX")
    first.locator("#p-hours").fill("21")
    second.wait_for_function("document.querySelector('#p-hours').value === '21'")
    second.locator("#p-share").fill("40")
    first.wait_for_function("document.querySelector('#p-share').value === '40'")
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    third = context.new_page()
    third.goto(address + "plan/?state=TX")
    third.locator("#p-hours").fill("22")
    third.get_by_text("This browser doesn’t store your plan").wait_for()
    third.reload()
    assert third.locator("#p-hours").input_value() == "22"  # by the address
    context.close()


@pytest.mark.parametrize(
    ("tool", "query", "field"),
    [
        ("plan", "?state=TX", "#p-hours"),
        ("move", "?from=OH&license=lpcc&to=GA", "#m-years"),
        ("compare", "?min_semester_credits=60", "#c-credits"),
        ("compare", "?min_semester_credits=60", "#c-have-credits"),
    ],
)
def test_what_is_typed_before_the_script_is_there_stays(
    browser: Any, address: str, tool: str, query: str, field: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(
        f"**/assets/{tool}.js",
        lambda route: (page.evaluate(f"document.querySelector('{field}').value = '17'"), route.continue_()),
    )
    page.goto(address + f"{tool}/{query}")
    page.locator("[data-answer] h2, [data-compare] [data-status]:not(:empty)").first.wait_for()
    assert page.locator(field).input_value() == "17"
    context.close()


@pytest.mark.parametrize(
    ("tool", "query", "field", "answer"),
    [
        ("plan", "?state=TX", "#p-hours", "[data-answer] .lead"),
        ("move", "?from=OH&license=lpcc&to=GA", "#m-years", "[data-answer] dl"),
        ("compare", "", "#c-credits", "[data-compare] [data-status]"),
    ],
)
def test_back_gives_the_entries_and_their_answer(
    page: Any, address: str, tool: str, query: str, field: str, answer: str
) -> None:
    page.goto(address + tool + "/" + query)
    page.locator(field).fill("22")
    told = page.locator(answer).inner_text()
    page.goto(address + "glossary/")
    page.go_back()
    page.locator(answer).wait_for()
    assert page.locator(field).input_value() == "22"
    assert page.locator(answer).inner_text() == told


# ---- without scripts


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("compare/", ["Georgia", "Semester hours", "Renewal fee"]),
        ("move/", ["Where are you moving to?", "Georgia"]),
        ("move/georgia/", ["Ohio", "met", "What Georgia requires"]),
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
    text = page.locator("main").text_content()  # folds open without scripts too
    assert [w for w in words if w not in text] == []
    assert page.locator("form.tool:visible, [data-compare]:visible").count() == 0
    context.close()


def test_the_scripts_of_the_tools_are_small(site: Path) -> None:
    """At most 36 kB compressed in all; a page loads those of its own tool."""
    import gzip

    names = ("tools", "compare", "map", "reckon", "move", "plan", "plan-view", "plan-dates", "hours-log")
    assert sum(len(gzip.compress((site / "assets" / f"{name}.js").read_bytes(), 9)) for name in names) < 36_000
