"""Facts named in texts: each shows its figure, on every day to come, or the check says that it does not; none is shown raw."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from atlas.data.loader import load_atlas
from atlas.domain import formatting
from atlas.domain.reference_syntax import malformed, references, unresolved
from atlas.domain.references import facts_by_owner, replace, resolve
from atlas.domain.strict_model import StrictModel
from atlas.domain.timeline import days_that_matter
from atlas.domain.values import Text
from atlas.outputs.api import files as api_files
from atlas.outputs.pages import guide_sentences
from atlas.rendering import components
from atlas.rendering.artifacts import Settings
from atlas.rendering.citations import Citations
from atlas.rendering.components import Component, ComponentError, PageContext
from atlas.rendering.context import BuildContext, environment
from conftest import DATA, DAY

Check = Callable[..., list[str]]
FEE = "fee_application: {value: 100, source: board-home}"
STATED, OTHER = "{value: 100, source: board-home%s}", "{value: 120, source: board-home%s}"


def fee(*answers: str) -> str:
    return f"fee_application: [{', '.join(answers)}]"


def about_fee(problems: list[str]) -> list[str]:
    return [line for line in problems if "{lpc.fee_application}" in line]


# ---- a figure on every day


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["{silent: None is set., source: board-home}"], "has no figure to show: the source sets none"),
        (["{unknown: Not found.}"], "has no figure to show: it is not confirmed"),
        ([STATED % ", until: 2025-12-31"], "has no figure to show: its answer ends on 2025-12-31"),
        ([STATED % ", effective: 2026-07-01"], "has no figure to show: its answer begins on 2026-07-01"),
        ([STATED % ", until: 2026-12-31"], "from 2027-01-01 on, .* its answer ends on 2026-12-31 .*effective: 2027-01-01"),
        (
            [STATED % ", until: 2026-06-30", OTHER % ", effective: 2026-09-01"],
            "from 2026-07-01 on, .* ends on 2026-06-30 and the next begins on 2026-09-01",
        ),
        ([STATED % "", "{unknown: Not set yet., effective: 2026-09-01}"], "from 2026-09-01 on, .* it is not confirmed"),
        (
            [STATED % "", "{silent: Free from then., source: board-home, effective: 2026-09-01}"],
            "from 2026-09-01 on, .* the source sets none",
        ),
        (["{silent: None., source: board-home}", STATED % ", applies_to: Nurses"], "the source sets none"),
    ],
)  # fmt: skip
def test_a_reference_without_a_figure_is_told_with_the_day(problems: Check, answers: list[str], message: str) -> None:
    found = about_fee(problems(FEE, fee(*answers)))
    assert len(found) == 1, found
    assert re.match(rf"states/ex\.yml:\d+:28: .*{message}", found[0]), found
    assert "words without the reference" in found[0]


@pytest.mark.parametrize(
    "answers",
    [
        [STATED % ", until: 2026-12-31", OTHER % ", effective: 2027-01-01"],
        [STATED % "", OTHER % ", effective: 2027-01-01"],
        [STATED % ", until: 2026-12-31", OTHER % ", applies_to: Nurses"],  # the answer for a group goes on
        ["{unknown: Not found., until: 2026-01-31}", STATED % ", effective: 2026-02-01"],
    ],
)
def test_a_reference_with_a_figure_on_every_day_is_accepted(problems: Check, answers: list[str]) -> None:
    assert problems(FEE, fee(*answers)) == []


def test_each_stretch_of_days_without_a_figure_is_told(problems: Check) -> None:
    answers = (STATED % ", until: 2026-02-28", OTHER % ", effective: 2026-04-01, until: 2026-04-30")
    assert [line.partition(" on, ")[0][-10:] for line in about_fee(problems(FEE, fee(*answers)))] == [
        "2026-03-01", "2026-05-01",
    ]  # fmt: skip


def test_a_fact_shared_with_another_license_is_looked_up_there(problems: Check) -> None:
    credits = "        - {value: 60, source: statute-3, at: (c)}"
    assert problems("At least {lpc.min_semester_credits}.", "At least {lac.min_semester_credits}.") == []
    found = problems(credits, credits.replace("}", ", until: 2026-05-31}").replace("(c)", "(c)"))
    assert found == []  # the answer for programs begun before 2017 goes on
    found = problems("applies_to: Graduates of older programs", "applies_to: X, until: 2026-03-31")
    assert [line for line in found if "from 2026-06-01 on, `{lac.min_semester_credits}`" in line], found


def test_an_answer_that_could_not_be_read_is_told_once(problems: Check) -> None:
    assert about_fee(problems(FEE, fee(STATED % ", until: 2026-12-31", "{value: lots, source: board-home}"))) == []


def test_an_empty_list_has_no_figure(problems: Check) -> None:
    assert problems("exams: {value: [first-exam], source", "exams: {value: [], source") == []
    found = problems("The fee is {lpc.fee_application}.", "Pass the {lac.exams}.")
    assert [line for line in found if "`{lac.exams}` has no figure to show: its list is empty" in line], found


def test_what_the_check_lets_in_can_be_rendered_on_every_later_day(data: Path) -> None:
    path = data / "states" / "ex.yml"
    answers = (STATED % ", until: 2026-12-31", OTHER % ", effective: 2027-01-01")
    path.write_text(path.read_text(encoding="utf-8").replace(FEE, fee(*answers)), encoding="utf-8")
    jurisdiction = load_atlas(data, DAY, allow_invented=True).jurisdiction("EX")
    facts = facts_by_owner(jurisdiction)
    texts = [step.detail for rung in jurisdiction.licenses for step in rung.steps if step.detail] + [
        q.answer for q in jurisdiction.faq
    ]
    checked = 0
    for words in texts:
        for ref in references(words):
            fact, _ = resolve(ref, facts, DAY)
            for day in days_that_matter(fact.answers, DAY):
                for each in (day, day + timedelta(days=500)):
                    assert "None" not in replace(words, facts, each, lambda _, answer: str(answer.preferred_value))
                    checked += 1
    assert checked > 10
    step = jurisdiction.license("lpc").steps[-1].detail or ""
    exams = load_atlas(data, DAY, allow_invented=True).exams
    shown = [formatting.referenced(step, jurisdiction, day, exams) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert shown == ["The fee is $100 ($120 from Jan. 1, 2027).", "The fee is $120."]


# ---- what a reader sees


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (STATED % "", "The fee is $100."),
        (
            "{disputed: [{value: 100, source: board-home}, {value: 150, source: guide}]}",
            "The fee is $100 or $150 (sources disagree).",
        ),
        (STATED % ", applies_to: Nurses of Example State", "The fee is $100 (Nurses of Example State)."),
        (STATED % ", applies_to: The fee", "The fee is $100."),  # the text names the group itself
        (STATED % "}, {value: 5, source: board-home, applies_to: Nurses", "The fee is $100."),
        (
            "{disputed: [{value: 100, source: board-home}, {value: 150, source: guide}], applies_to: Nurses}",
            "The fee is $100 or $150 (Nurses; sources disagree).",
        ),
    ],
)
def test_figures_in_a_sentence(data: Path, answer: str, words: str) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(FEE, fee(answer)), encoding="utf-8")
    atlas = load_atlas(data, DAY, allow_invented=True)
    jurisdiction = atlas.jurisdiction("EX")
    assert formatting.referenced("The fee is {lpc.fee_application}.", jurisdiction, DAY, atlas.exams) == words


def test_programs_get_figures_too() -> None:
    builder = BuildContext(
        load_atlas(DATA, DAY, allow_invented=True), Settings("https://s.example/", "https://r.example/"), environment()
    )
    files = {o.address: o.content for o in api_files.build(builder)}
    state = json.loads(files["api/v1/states/ex.json"])
    assert state["licenses"][1]["steps"][2]["detail"] == "The fee is $100."
    assert state["faq"][4]["answer"] == "You need 3 years."
    assert not re.search(rb"\{[a-z-]+\.?[a-z_]+\}", files["api/v1/states/ex.json"])


def test_a_fact_named_in_a_guide_has_a_figure_on_every_day(data: Path) -> None:
    path = data / "states" / "ex.yml"
    spoiled = path.read_text(encoding="utf-8").replace("The fee is {lpc.fee_application}.", "See the fee.")
    path.write_text(spoiled.replace(FEE, fee(STATED % ", until: 2026-12-31")), encoding="utf-8")
    atlas = load_atlas(data, DAY, allow_invented=True)
    place = PageContext("guides/x/", Citations({}))
    with pytest.raises(
        ComponentError, match=r"Example State: from 2027-01-01 on, `lpc[.]fee_application` has no figure"
    ):
        guide_sentences.jurisdiction_fact(atlas, place, ("EX", "lpc.fee_application"))
    assert "18 months or 24 months (sources disagree)" in guide_sentences.jurisdiction_fact(
        atlas, place, ("EX", "lpc.min_months")
    )


# ---- braces that are no reference


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{lpc.fee_aplication}", "names no fact .*did you mean `fee_application`"),
        ("{lcp.fee_application}", "names no license of this file .*did you mean `lpc`"),
        ("{fee_application}", r"names no fact .*did you mean `\{lpc\.fee_application\}`"),
        ("{lpc.endorsement_years}", r"names no fact .*did you mean `\{endorsement_years\}`"),
        ("{ lpc.fee_application }", r"is no reference .*did you mean `\{lpc\.fee_application\}`"),
        ("{lpc.fee_application", r"is no reference .*did you mean `\{lpc\.fee_application\}`"),
        ("lpc.fee_application}", r"is no reference .*did you mean `\{lpc\.fee_application\}`"),
        ("{{lpc.fee_application}}", r"is no reference .*did you mean `\{lpc\.fee_application\}`"),
        ("{ {lpc.fee_application} }", r"is no reference .*did you mean `\{lpc\.fee_application\}`"),
        ("{LPC.fee_application}", "is no reference"),
        ("{lpc.fee-application}", r"is no reference .*did you mean `\{lpc\.fee_application\}`"),
        ("{lpc.fee application}", "is no reference"),
        ("{lpc:fee_application}", r"is no reference .*did you mean `\{lpc\.fee_application\}`"),
        ("{lpc.}", "is no reference"),
        ("{lac.max_months}", "has no figure to show: the file does not answer it"),
        ("{{ range fee_application }}", "is no reference"),
    ],
)
@pytest.mark.parametrize("place", ["The fee is {lpc.fee_application}.", "You need {endorsement_years}."])
def test_a_misspelt_reference_is_told(problems: Check, place: str, written: str, message: str) -> None:
    found = problems(place, f"It is {written}.")
    assert len(found) == 1, found
    assert re.search(message, found[0]), found


def test_a_text_that_is_left_open_is_read_once() -> None:
    for long in ("{" * 3000, "a" * 3000, "{" + "a." * 1500, "a " * 1500 + "}", "a-" * 1500 + "}", "{a " * 1000):
        assert len(list(malformed(long))) < 1001
        assert len(list(unresolved(long))) < 1001


RAW = ("{lpc.fee_application}", "{endorsement_years}", "{ lpc.fee_application }", "{lpc.fee_aplication}",
       "{endorsment_years}", "{lpc.fee_application", "{{ range fee_license }}", "{{lpc.fee_application}}")  # fmt: skip
FIELDS = [
    ("states/ex.yml", "note: The rule is newer than the page.", "note: 'X'"),
    ("states/ex.yml", "{value: Six weeks., source: board-home}", "{value: 'X', source: board-home}"),
    ("states/ex.yml", "silent: A ratio is set instead of a total.", "silent: 'X'"),
    ("states/ex.yml", "unknown: The schedule is a scanned image.", "unknown: 'X'"),
    ("states/ex.yml", "applies_to: Graduates of older programs", "applies_to: 'X'"),
    ("states/ex.yml", "value: [Ethics, Diagnosis]", "value: [Ethics, 'X']"),
    ("states/ex.yml", "do: Send the forms", "do: 'X'"),
    ("states/ex.yml", "links: [{label: The exam,", "links: [{label: 'X',"),
    ("states/ex.yml", 'question: "Who may supervise me?"', "question: 'X'"),
    ("states/ex.yml", "summary: The ratio was set.", "summary: 'X'"),
    ("states/ex.yml", "title: An invented guide", "title: 'X'"),
    ("states/ex.yml", "at: (b)", "at: 'X'"),
    ("exams.yml", "silent: The owner sets no wait.", "silent: 'X'"),
    ("compact.yml", "text: An invented compact.", "text: 'X'"),
    ("glossary.yml", "meaning: A body that reviews invented programs.", "meaning: 'X'"),
    ("without.yml", "statement: No license for counselors was found in this invented state.", "statement: 'X'"),
    ("questions.yml", "question: How many hours will it be?", "question: 'X'"),
    ("questions.yml", "label: Hours by state", "label: 'X'"),
]  # fmt: skip


@pytest.mark.parametrize("raw", RAW)
def test_a_plain_text_refuses_what_would_be_shown_raw(raw: str) -> None:
    with pytest.raises(ValidationError, match="in a text that shows it as it stands"):
        TypeAdapter(Text).validate_python(f"The fee is {raw}")


@pytest.mark.parametrize(("file", "old", "new"), FIELDS)
def test_a_field_that_resolves_no_reference_refuses_it(problems: Check, file: str, old: str, new: str) -> None:
    found = problems(old, new.replace("X", "{lpc.fee_application}"), file=file)
    told = [line for line in found if "in a text that shows it as it stands" in line]
    assert len(told) == 1, found
    assert re.match(rf"{file}:\d+:\d+: `{{lpc\.fee_application}}` .*`detail`", told[0])


def test_every_text_of_every_file_refuses_references_or_resolves_them() -> None:
    """A new text in a shape is a Text, unless it resolves what it names, or is no text but a word from a list."""
    lenient = set()
    for model in shapes(StrictModel):
        for name, field in model.model_fields.items():
            for value in ("{lpc.fee_application}", ["{lpc.fee_application}"], {"x": ["{lpc.fee_application}"]}):
                with suppress(ValidationError):
                    TypeAdapter(Annotated[field.annotation, field]).validate_python(value)
                    lenient.add(f"{model.__name__}.{name}")
    assert lenient == {
        *("Step.detail", "Question.answer"),  # resolved
        *(
            "StateFile.facts",
            "LicenseFile.facts",
            "ExamFile.facts",
            "FactEntry.value",
            "Reading.value",
            "Figure.value",
        ),  # read by kind
        *("LicenseFile.same_as", "Term.page", "PageLink.page", "SchoolsFile.code"),  # known words
        *("FrontMatter.next", "FrontMatter.hide", "PostMeta.hide", "PageMeta.hide"),
        "Author.avatar",
    }


def shapes(base: type[StrictModel]) -> Iterator[type[StrictModel]]:
    """Every shape of a file or a part of one."""
    for model in base.__subclasses__():
        if "[" not in model.__name__ and model.__module__.startswith("atlas."):  # other tests have shapes of their own
            yield model
        yield from shapes(model)


@pytest.mark.parametrize(
    "raw", ["{lpc.fee_application}", "{{lpc.fee_application}}", "{{ range fee_license", "{ lpc.fee }"]
)
def test_a_general_answer_takes_parts_and_no_references(problems: Check, raw: str) -> None:
    found = problems("{{ range supervised_hours_total }}", raw, file="questions.yml")
    assert re.search(
        r"questions\.yml:\d+:\d+: `\{.*in a text that shows it as it stands .*range FACT", "\n".join(found)
    )


@pytest.mark.parametrize("harmless", ["{0}", "{{ 7*7 }}", "{% x %}", "${7*7}", "{# y #}", "a } b {"])
def test_braces_that_name_nothing_stand_as_they_are(problems: Check, harmless: str) -> None:
    assert problems("do: Send the forms", f"do: 'Send {harmless}'") == []
    if harmless != "a } b {":
        assert problems("The fee is {lpc.fee_application}.", f"'Send {harmless}'") == []


def test_a_page_written_by_hand_shows_no_reference_raw(tmp_path: Path) -> None:
    body = "# About\n\nThe fee is {lpc.fee_application}, in code `{lpc.fee_application}`.\n\n{{ range fee_license }}\n{{lpc.x}}\n\n"
    (tmp_path / "about.md").write_text(body + "```yaml\n{lpc.max_months}\n```\n{: .note }\n", encoding="utf-8")
    parts = {"range": Component("range", lambda place, arguments: "5")}
    found = [str(problem) for problem in components.problems(tmp_path, parts, {}, tmp_path)]
    assert [line.partition(" in a text")[0] for line in found] == [
        "about.md:3:12: `{lpc.fee_application}`", "about.md:6:1: `{{lpc.x}}`",
    ]  # fmt: skip
    assert "{{ fact GA lpc.fee_application }}" in found[0]
