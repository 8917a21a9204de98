"""The summary of a state page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html
from lxml.html import HtmlElement

from atlas.domain import comparison
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import BELOW_TABLE
from atlas.domain.requirements import Answer, Status
from atlas.domain.state_file import Step
from atlas.domain.vocabulary import BY_ID, Credential
from atlas.outputs.pages import state as state_page
from atlas.outputs.pages import state_sources
from atlas.outputs.pages.state_checklist import level_word, step_keys
from atlas.outputs.pages.state_gaps import unconfirmed, value_address
from build_cases import build_context, load_edited, with_license

SILENT = "supervision_hours: {silent: A ratio is set instead of a total., source: rule-12-4, at: (e)}"
RATIO = "supervision_ratio: {value: 1 hour per 20 direct hours, source: rule-12-4, at: (e)}"
NO_RATIO = "supervision_ratio: {unknown: No rule was found.}"


def summary(atlas: Atlas) -> dict[str, str]:
    """The card of the key requirements: label and words."""
    rows = article(atlas).xpath("//section[@class='summary']//dl/div")
    return {words_of(row.find("dt")): words_of(row.find("dd")) for row in rows}


def words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_ratio_stands_in_the_place_of_hours_of_supervision_that_are_not_set(atlas: Atlas) -> None:
    assert summary(atlas)["Supervision"].startswith("1 hour per 20 direct hours")


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([(SILENT, "supervision_hours: {value: 120, source: rule-12-4}")], "120 hours"),
        ([(RATIO, NO_RATIO)], "A ratio is set instead of a total."),
    ],
)
def test_hours_of_supervision_keep_their_place(edits: list[tuple[str, str]], words: str) -> None:
    assert summary(load_edited(*edits))["Supervision"].startswith(words)


def test_years_on_which_sources_disagree_have_their_marks_and_are_set_apart_from_those_of_others() -> None:
    stated = "endorsement_years: {value: 3, source: statute-3, at: (e)}"
    readings = "disputed: [{value: 1, source: statute-3}, {value: 5, source: rule-12-4}], applies_to: Some"
    edited = load_edited(
        (stated, f"endorsement_years: [{{{readings}}}, {{value: 2, source: guide, applies_to: Others}}]")
    )
    years = article(edited).xpath("//span[@id='endorsement-years']")[0]
    assert len(years.xpath(".//button")) == 3
    assert " ;" not in words_of(years)


@pytest.mark.parametrize(
    ("row", "stated", "disputed"),
    [
        (
            "Degree",
            "cacrep: {value: required_or_equivalent, source: statute-3}",
            "cacrep: {disputed: [{value: required, source: statute-3}, {value: not_required, source: guide}]}",
        ),
        (
            "Exam",  # of the license below
            "exams: {value: [first-exam], source: rule-12-4}",
            "exams: {disputed: [{value: [first-exam], source: rule-12-4}, {value: [second-exam], source: guide}]}",
        ),
        (
            "Hours",  # of one kind
            "direct_client_hours: {value: 1200, source: rule-12-4, at: (a)}",
            "direct_client_hours: {disputed: [{value: 1200, source: rule-12-4, at: (a)}, {value: 1500, source: guide}]}",
        ),
    ],
)
def test_the_card_says_that_sources_disagree_on_whatever_its_words_name(row: str, stated: str, disputed: str) -> None:
    assert "Sources disagree" not in summary(load_edited())[row]
    assert "Sources disagree" in summary(load_edited((stated, disputed)))[row]


def test_what_weakens_a_source_stands_in_what_its_mark_opens() -> None:
    caveat = "Written before the changes of 2024."
    edited = load_edited(("names_rule: true", f"names_rule: true\n    caveat: {caveat}"))
    opened = [words_of(part) for part in article(edited).find_class("pop")]
    assert [caveat in words for words in opened if "An invented guide" in words] == [True]
    assert sum(caveat in words for words in opened) == 1
    (page,) = state_sources.build(replace(build_context(edited), jurisdictions=edited.jurisdictions))
    listed = [words_of(item) for item in html.fromstring(page.html).xpath("//ol[@class='sources']/li")]
    assert [caveat in words for words in listed if "An invented guide" in words] == [True]


@pytest.mark.parametrize("named", ["true", "false"])
def test_the_mark_of_a_source_that_names_no_rule_is_said_to_need_caution(named: str) -> None:
    edited = load_edited(("names_rule: true", f"names_rule: {named}"))
    page = article(edited)
    (opened,) = (part.get("id") for part in page.find_class("pop") if "An invented guide" in words_of(part))
    marks = page.xpath(f"//button[@popovertarget='{opened}']/@aria-label")
    assert {"with a caution" in mark for mark in marks} == {named == "false"}


def test_fees_that_the_sum_leaves_out_are_told_with_it() -> None:
    fee = "fee_license: {value: 52.5, source: board-home}"
    edited = load_edited((fee, f"{fee}\n      further_fee: {{value: true, source: board-home}}"))
    words = "You also pay a fee for the LAC; its amount isn’t confirmed."
    told, plain = (words_of(article(data)) for data in (edited, load_edited()))
    assert [words in page for page in (told, plain)] == [True, False]
    assert "Not confirmed, so not included: LPC license fee." in plain
    note = 'note: "The portal adds $3.50."'
    edited = load_edited((fee, f"{fee}\n      further_fee: {{value: true, source: board-home, {note}}}"))
    assert "You also pay a fee for the LAC: The portal adds $3.50." in words_of(article(edited))


def test_the_card_says_for_whom_a_single_figure_is() -> None:
    ratio = "supervision_ratio: {value: 1 hour per 20 direct hours, source: rule-12-4"
    group = "Hours with clients who have a major mental disorder"
    told = summary(load_edited((ratio, f"{ratio}, applies_to: {group}")))
    assert "1 hour per 20 direct hours (hours with clients who" in told["Supervision"]
    direct = "direct_client_hours: {value: 1200, source: rule-12-4"
    told = summary(load_edited((direct, f"{direct}, applies_to: With a total of 3000 hours")))
    assert "1,200 hours direct (with a total of 3000 hours)" in told["Hours"]


def test_the_card_says_when_a_fee_changes() -> None:
    fee = "fee_license: {value: 52.5, source: board-home}"
    later = fee.replace(": {", ":\n        - {") + "\n        - {value: 60, source: board-home, effective: 2049-07-01}"
    assert summary(load_edited((fee, later)))["Fees"].endswith("Changes from July 1, 2049")


def test_the_card_says_that_fees_of_an_old_text_may_have_changed() -> None:
    board = "url: https://board.example/\n    read_on"
    old = load_edited((board, board.replace("read_on", "current_through: 2019-01-01\n    read_on")))
    assert not summary(load_edited())["Fees"].endswith("May have changed")
    assert summary(old)["Fees"].endswith("May have changed")


def test_licenses_with_the_same_fee_of_texts_of_different_age_share_no_cell() -> None:
    edited = load_edited(
        ("fee_application: {value: 75, source: board-home}", "fee_application: {value: 100, source: rule-12-4}"),
        ("current_through: 2025-03-28", "current_through: 2019-01-01"),
    )
    cells = article(edited).xpath("//table//tr[th[text()='Application fee']]/td")
    assert ["May have changed" in words_of(cell) for cell in cells] == [True, False]


DIRECT = "direct_client_hours: {value: 1200, source: rule-12-4, at: (a)}"
NO_DIRECT = "direct_client_hours: {unknown: The part on direct hours was not readable.}"
STEP = (
    "{lpc.supervised_hours_total}, of these {lpc.direct_client_hours} with clients, in no less than {lpc.min_months}."
)
TOTAL = "supervised_hours_total: {value: 2800, source: rule-12-4, at: (a)}"


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([(DIRECT, NO_DIRECT)], "2,800 hours; direct hours not confirmed"),
        (
            [(DIRECT, "direct_client_hours: {silent: The rule names no kinds., source: rule-12-4, at: (a)}")],
            "2,800 hours",
        ),
        (
            [
                (DIRECT, NO_DIRECT),
                (TOTAL, "supervised_hours_total: {silent: Years count., source: rule-12-4, at: (a)}"),
            ],
            None,
        ),
        ([(DIRECT, NO_DIRECT), (TOTAL, "supervised_hours_total: {unknown: Not readable.}")], None),
    ],
    ids=["unknown", "not set", "no total is set", "no total is known"],
)
def test_the_card_says_that_direct_hours_of_a_known_total_are_not_confirmed(
    edits: list[tuple[str, str]], words: str | None
) -> None:
    found = summary(load_edited(*edits, (STEP, "Keep a log."))).get("Hours")
    assert (re.sub(r"( \d+)+$", "", found) if found else found) == words


def degree_links(atlas: Atlas) -> list[str]:
    """Where the row on the degree leads, beside its marks."""
    return article(atlas).xpath("//section[@class='summary']//div[dt='Degree']//a/@href")


def test_the_card_leads_on_whom_its_accreditation_leaves_out(atlas: Atlas) -> None:
    assert [link.endswith("guides/non-cacrep/") for link in degree_links(atlas)] == [True]
    stated = "cacrep: {value: required_or_equivalent, source: statute-3"
    assert degree_links(load_edited((stated, stated.replace("required_or_equivalent", "not_required")))) == []


def test_the_card_answers_what_readers_come_for(atlas: Atlas) -> None:
    found = summary(atlas)
    assert list(found) == ["Degree", "Hours", "Supervision", "Exam", "Minimum time", "Fees"]
    assert found["Degree"].startswith("60 semester hours (varies; see below); CACREP or equivalent")
    assert found["Hours"].startswith("2,800 hours; 1,200 hours direct")
    assert found["Minimum time"].endswith("Sources disagree")
    assert found["Fees"].startswith("At least $227.50 before licensure")


def test_what_the_card_does_not_know_is_told_in_a_single_line() -> None:
    found = summary(load_edited(("exams: {value: [first-exam, second-exam], source: rule-12-4}", "exams: {unknown: Not readable.}"),
                                ("      exam_logic: {value: any_of, source: rule-12-4}\n", "")))  # fmt: skip
    assert "Exam" not in found
    assert found["Not confirmed"] == "Exam. What to ask the board"


def article(atlas: Atlas) -> HtmlElement:
    (page,) = state_page.build(replace(build_context(atlas), jurisdictions=atlas.jurisdictions))
    return html.fromstring(page.html)


def words_after(atlas: Atlas, heading: str, tag: str) -> list[str]:
    """The text of each element of a kind between a heading and the next one of its level."""
    found = article(atlas).xpath(f"//h2[@id='{heading}']/following::{tag}[preceding::h2[1][@id='{heading}']]")
    return [" ".join(element.text_content().split()) for element in found]


def test_each_value_has_an_address_of_its_own_on_the_pages_of_the_state(atlas: Atlas) -> None:
    page = article(atlas)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    moving = {"compact-note", "endorsement-note", "military-note"}
    for license, fact in atlas.jurisdiction("EX").all_facts():
        address = value_address(license, fact)
        if fact.field.id != "level" and address not in moving:
            assert address in ids, address


def test_links_of_tools_lead_to_places_that_are_there(atlas: Atlas) -> None:
    ids = set(article(atlas).xpath("//@id"))
    anchors = {cell.anchor for line in comparison.lines(atlas) for cell in line.cells}
    assert anchors <= ids
    old = {
        f"{license}-{group}"
        for license in ("lac", "lpc")
        for group in ("education", "experience", "application", "renewal", "exams")
    }
    assert old | {"ladder", "steps-lac", "steps-lpc", "sources", "experience", "fees", "at-a-glance"} <= ids


def test_licenses_share_a_cell_where_they_say_the_same(atlas: Atlas) -> None:
    page = article(atlas)
    (shared,) = page.xpath("//td[@id='lac-background-check']")
    assert shared.get("colspan") == "2"
    assert shared.xpath(".//span/@id") == ["lpc-background-check"]
    (own,) = page.xpath("//td[@id='lac-fee-application']")
    assert own.get("colspan") is None


def test_each_fee_stands_in_a_single_table(atlas: Atlas) -> None:
    tables = article(atlas).xpath("//table[contains(@class, 'req')]")
    labels = [words_of(label) for table in tables for label in table.xpath(".//tbody//th")]
    assert len(labels) == len(set(labels))
    assert {BY_ID[id].label for id in ("fee_application", "fee_license", "fee_renewal")} <= set(labels)


def test_what_is_not_confirmed_stands_in_the_box_alone(atlas: Atlas) -> None:
    page = article(atlas)
    (box,) = page.find_class("gaps")
    for license, fact in unconfirmed(atlas.jurisdiction("EX"), atlas):
        (item,) = page.xpath(f"//*[@id='{value_address(license, fact)}']")
        assert item.iterancestors("div").__next__() is box, fact.field.id
        assert fact.field.label in words_of(box)


def test_an_edited_list_of_steps_moves_no_checkmark(atlas: Atlas) -> None:
    """The id of a step follows from what it is about: steps before it may come and go, and it may be reworded."""
    steps = atlas.jurisdiction("EX").license("lac").steps
    keys = step_keys(steps)
    assert len(set(keys)) == len(keys)
    new = Step(do="Read the rule", about=["scope_note"])
    reworded = replace_do(steps[-1], "Apply")
    assert step_keys([new, *steps[1:-1], reworded])[1:] == keys[1:]
    twice = step_keys([*steps, Step(do="Pass it", about=list(steps[1].about))])
    assert len(set(twice)) == len(twice)


def replace_do(step: Step, do: str) -> Step:
    return step.model_copy(update={"do": do})


def test_details_are_folded_and_each_fold_says_what_it_holds(atlas: Atlas) -> None:
    page = article(atlas)
    for fold in page.xpath("//details"):
        assert words_of(fold.find("summary")), html.tostring(fold)[:200]
    opened = page.xpath("//details[@open]")
    assert [fold.get("class") for fold in opened] == ["fold license"]


def test_an_answer_that_points_to_the_compact_leads_there() -> None:
    pointing = load_edited(
        ("answer: An LPC of three years.", "answer: An LPC & more. See the Counseling Compact page.")
    )
    (link,) = article(pointing).xpath("//details[@class='question']/p/a[contains(@href, 'compact/#ex')]")
    assert link.text_content() == "the Counseling Compact page"
    assert link.getparent().text_content().startswith("An LPC & more. See the Counseling Compact page.")


def test_what_is_to_come_is_told_among_the_changes(atlas: Atlas) -> None:
    scheduled, past, coming = sorted(
        words_after(atlas, "changes", "li"), key=lambda words: words[:4] == "LPC,", reverse=True
    )
    assert scheduled.startswith(f"LPC, {BY_ID['ce_hours_per_cycle'].label.lower()}")
    assert "30 hours" in scheduled
    assert "Jan. 1, 2027" in scheduled
    told = {words[:10]: "Upcoming" in words for words in (past, coming)}
    assert told == {"July 1, 20": False, "Jan. 1, 20": True}


def test_a_row_says_what_counts_and_not_that_a_number_is_missing(atlas: Atlas) -> None:
    """What no license gives in a few words stands below the table, with its mark; a cell never speaks of itself."""
    page = article(
        load_edited(
            (
                SILENT,
                "supervision_hours: {silent: " + "A very long sentence on what counts " * 3 + "., source: rule-12-4}",
            )
        )
    )
    (place,) = page.xpath("//*[@id='lpc-supervision-hours']")
    assert next(place.iterancestors("details")) is not None
    assert place.find_class("chip")
    cells = [words_of(cell) for cell in article(atlas).xpath("//table[contains(@class, 'req')]//td")]
    assert not [cell for cell in cells if cell.startswith("None set")]


def test_a_source_has_one_popover_that_names_each_place_and_each_mark_its_own(atlas: Atlas) -> None:
    page = article(atlas)
    (popover,) = page.xpath("//div[@popover][.//a[text()='12 Example Admin. Code § 4']]")
    places = words_of(popover.xpath(".//*[@data-places]")[0]).split("; ")
    marks = page.xpath(f"//button[@popovertarget='{popover.get('id')}']")
    assert {"(a)", "(e)", "(c)"} == set(places) == {mark.get("data-at") for mark in marks} - {None}
    assert {mark.get("aria-label") for mark in marks} >= {"Law 2"}
    assert {words_of(mark) for mark in marks} == {"2"}


def test_what_holds_of_several_facts_is_said_once() -> None:
    """As where a license requires no hours at all: each fact says so in the data, the page once."""
    never = "Doesn't apply. No hours are required after the degree."
    page = article(
        load_edited(
            ("group_supervision_note: {value: Groups of six at most.", f'group_supervision_note: {{silent: "{never}"'),
            ("hours_may_begin: {value: When the associate license is issued.", f'hours_may_begin: {{silent: "{never}"'),
            (
                "value: allowed_with_limits, source: rule-12-4",
                "value: allowed_with_limits, source: rule-12-4, note: Ask.",
            ),
            ("max_months: {value: 60, source: rule-12-4}", "max_months: {value: 60, source: rule-12-4, note: Ask.}"),
            ("value: 700, source: rule-12-4", "value: 700, source: rule-12-4, note: 700 hours."),
        )
    )
    (fold,) = page.xpath("//h3[@id='experience']/following::details[1]")
    assert words_of(fold).count(never) == 1
    assert "The same applies to: when hours begin to count." in words_of(fold)
    assert {"lpc-group-supervision-note", "lpc-hours-may-begin"} <= set(fold.xpath(".//@id"))
    assert [words_of(p) for p in fold.xpath(".//p")].count("Ask.") == 1
    assert "700 hours." not in words_of(page.xpath("//h3[@id='education']/following::details[1]")[0])


def test_two_licenses_with_the_same_words_and_other_notes_say_the_words_once() -> None:
    page = article(
        load_edited(
            ("exam_timing: {value: After 1000 hours., source: rule-12-4}",
             "exam_timing: {value: Before the license., source: rule-12-4, note: Not for doctorates.}"),
        )
    )  # fmt: skip
    (place,) = page.xpath("//*[@id='lac-exam-timing']")
    assert place.xpath("./span/@id") == ["lpc-exam-timing"]
    assert words_of(place).startswith("Before the license. 2 LPC: Not for doctorates.")


@pytest.mark.parametrize(
    ("title", "said"),
    [("LCPC", "an LCPC"), ("RN", "an RN"), ("CPC", "a CPC"), ("Associate MHC", "an Associate MHC"), ("T-LMHC", "a T-LMHC"),
     ("Provisional LPC", "a Provisional LPC"), ("LPC", "an LPC"), ("University Counselor", "a University Counselor")],
)  # fmt: skip
def test_a_title_has_the_article_of_its_sound(title: str, said: str) -> None:
    assert state_page.with_article(title) == said


def test_changes_of_earlier_years_stand_with_the_sources() -> None:
    built = load_edited(("date: 2025-07-01", "date: 2024-07-01"))
    assert not [words for words in words_after(built, "changes", "li") if "The ratio was set" in words]
    (link,) = article(built).xpath("//a[contains(@href, 'sources/#changes')]")
    assert link.text_content() == "Earlier changes (1)"
    (sources,) = state_sources.build(replace(build_context(built), jurisdictions=built.jurisdictions))
    (entry,) = html.fromstring(sources.html).xpath("//ul[@class='changes']/li")
    assert words_of(entry).startswith("July 1, 2024 The ratio was set.")


def test_a_title_that_the_heading_says_is_not_said_again_and_keeps_its_mark(atlas: Atlas) -> None:
    page = article(atlas)
    (title,) = page.xpath("//*[@id='lpc-title']")
    assert words_of(title) == "Title 1"
    assert title.find_class("chip")[0].get("data-at") == "(a)"
    noted = article(load_edited(("abbr: {value: LPC, source: statute-3, at: (a)}",
                                 "abbr: {value: LPC, source: statute-3, note: Written L.P.C. in the act.}")))  # fmt: skip
    (abbreviation,) = noted.xpath("//*[@id='lpc-abbr']")
    assert words_of(abbreviation).endswith("Written L.P.C. in the act.")


def test_a_list_that_stood_before_is_not_listed_again(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    lac = state.license("lac")
    areas = lac.facts["coursework_areas"]
    older = replace(areas, answers=(replace(areas.answers[0], applies_to="Programs of one year"),))
    changed = with_license(state, replace(lac, facts=lac.facts | {"coursework_areas": older}))
    (fold,) = article(replace(atlas, jurisdictions=(changed,))).xpath("//h3[@id='education']/following::details[1]")
    assert words_of(fold).count("Diagnosis") == 1
    assert "The same list as above 2" in words_of(fold)


def test_criminal_history_is_told_though_nothing_of_the_fees_is_known(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    silenced = {"fee_application", "fee_license", "background_check", "references_required", "processing_time"}
    unknown = Answer(Status.UNKNOWN, text="Not found.")
    licenses = tuple(
        replace(
            license,
            steps=(),
            facts={id: replace(f, answers=(unknown,)) if id in silenced else f for id, f in license.facts.items()},
        )
        for license in state.licenses
    )
    page = article(replace(atlas, jurisdictions=(replace(state, licenses=licenses),)))
    assert not page.xpath("//h3[@id='fees']")
    (place,) = page.xpath("//*[@id='conviction-note']")
    assert "relation to the work" in words_of(place)


def test_values_that_few_readers_come_for_stand_below_the_table(atlas: Atlas) -> None:
    page = article(atlas)
    state = atlas.jurisdiction("EX")
    told = [
        id
        for id in BELOW_TABLE
        if id in state.license("lpc").facts
        and (state.license("lpc").facts[id].current_answer(atlas.day).value is not None)
    ]
    assert len(told) > 3
    for id in told:
        (place,) = page.xpath(f"//*[@id='lpc-{id.replace('_', '-')}']")
        assert not list(place.iterancestors("table"))
        assert next(place.iterancestors("details")).get("open") is None
        assert (place if place.tag == "div" else place.getparent()).find_class("chip")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("required_step: {value: true,", "you are licensed as an LAC."),
        ("required_step: {value: false,", "you can hold the LAC; the LPC itself doesn’t require it."),
    ],
)
def test_the_page_says_whether_the_associate_license_is_needed(edit: str, said: str) -> None:
    atlas = load_edited(("required_step: {value: true,", edit))
    jurisdiction = atlas.jurisdiction("EX")
    lac, lpc = (jurisdiction.license(id) for id in ("lac", "lpc"))
    assert state_page.lead(jurisdiction, lpc, lac, atlas.day).endswith(f"While you gain hours after the degree {said}")
    assert ("; not required" in level_word(lac, atlas.day)) == ("false" in edit)


def test_a_license_of_which_no_text_says_whether_it_is_needed_is_a_question() -> None:
    unknown = "required_step: {unknown: No text says.}"
    atlas = load_edited(("required_step: {value: true, source: statute-3, at: (b)}", unknown))
    jurisdiction = atlas.jurisdiction("EX")
    lac, lpc = (jurisdiction.license(id) for id in ("lac", "lpc"))
    assert state_page.lead(jurisdiction, lpc, lac, atlas.day).endswith(
        "You may need the LAC while you gain hours after the degree; ask the board."
    )
    assert level_word(lac, atlas.day).endswith("; ask whether it’s required")


def test_a_credential_of_supervisors_is_called_that(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    supervisor = replace(lpc, level=None, credential=Credential.SUPERVISOR)
    assert level_word(supervisor, atlas.day) == "For those who supervise"


def test_a_license_beside_the_path_tells_only_what_differs(atlas: Atlas) -> None:
    state = atlas.jurisdiction("EX")
    main = state.license("lpc")
    side = replace(main, id="side", title="Licensed Supervisor", abbr="LS", level=None)
    page = article(replace(atlas, jurisdictions=(replace(state, licenses=(*state.licenses, side)),)))
    (fold,) = page.xpath("//h3[@id='side']/ancestor::details[1]")
    steps = {
        words_of(step.xpath(".//summary")[0]): words_of(step.xpath(".//p")[0]) for step in fold.xpath(".//li[details]")
    }
    assert steps["Complete the hours"] == steps["Apply for the independent license"] == "As for the LPC."
    assert "education" in words_of(fold.find("p"))
    assert "semester" not in words_of(fold.find("p"))
    assert "side-min-semester-credits" in fold.xpath(".//@id")


def test_a_name_has_its_article_inside_a_sentence(atlas: Atlas) -> None:
    district = replace(atlas.jurisdiction("EX"), name="District of Columbia")
    lpc = district.license("lpc")
    assert (
        state_page.lead(district, lpc, None, atlas.day)
        == "To practice on your own in the District of Columbia you become an LPC."
    )


@pytest.mark.parametrize(("source", "marks"), [("guide", 2), ("rule-12-4", 1)])
def test_the_card_marks_the_source_of_the_law_exam_too(source: str, marks: int) -> None:
    """It stands beside the exams, whose own source may say nothing of it."""
    fact = "jurisprudence_exam: {value: true, source: %s}"
    atlas = load_edited((fact % "board-home", fact % source))
    (row,) = article(atlas).xpath("//section[@class='summary']//dl/div[dt='Exam']")
    assert len(row.xpath(".//button")) == marks


def test_an_address_that_stands_above_is_not_linked_again() -> None:
    atlas = load_edited(
        ('application_url: {value: "https://board.example/apply"', 'application_url: {value: "https://board.example/"')
    )
    (contact,) = article(atlas).xpath("//dl[@class='contact']")
    assert len(contact.xpath(".//a[@href='https://board.example/']")) == 1
    assert "On the same page" in words_of(contact)
