# Produces:
#   /exams/        the exams and how many states accept each
#   /exams/<id>/   one exam and the states that accept it, at which level
"""Exams, seen from the exam."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from atlas.domain import comparison, formatting, page_head
from atlas.domain.atlas import Atlas
from atlas.domain.exams import FIELDS, Exam
from atlas.domain.field_sets import EXAM_BRIEF
from atlas.domain.requirements import Fact, Status
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Popover
from atlas.rendering.context import BuildContext
from atlas.rendering.exam_uses import Use, uses
from atlas.rendering.fact_views import FactView, Viewer


@dataclass(frozen=True)
class ExamsView:
    """What exams.html shows."""

    exams: list[tuple[Exam, int, list[str]]]  # how many states accept it, and a cell for each of `columns`
    columns: list[str]


UseGroup = tuple[str, list[Use]]  # all exams on the path in words, and the licenses for which these are asked


@dataclass(frozen=True)
class ExamView:
    """What exam.html shows."""

    exam: Exam
    facts: list[FactView]
    named: Chip  # source of the name and the owner
    independent: list[UseGroup]
    others: list[UseGroup]  # for licenses of other levels
    unknown: list[str]  # states whose exam for the independent license is not known
    popovers: Callable[[], list[Popover]]
    sources: list[Popover]


def build(context: BuildContext) -> Iterator[Page]:
    """The list, and a page for each exam."""
    atlas = context.atlas
    found = {exam.id: list(uses(exam, atlas)) for exam in atlas.exams.values()}
    yield context.page(
        "exams.html",
        "exams/",
        ExamsView(
            exams=[
                (exam, len({use.name for use in found[exam.id]}), [_brief(exam.facts[id], atlas) for id in EXAM_BRIEF])
                for exam in atlas.exams.values()
            ],
            columns=[FIELDS[id].label for id in EXAM_BRIEF],
        ),
        title="Exams",
        description="The national exams for counselors, who owns them, what they cost, and the states that accept each.",
        edit="data/exams.yml",
        modified=context.history.modified("data/exams.yml", "data/states/"),
    )
    for exam in atlas.exams.values():
        yield context.page(
            "exam.html",
            f"exams/{exam.id}/",
            _exam_view(exam, found[exam.id], atlas),
            title=_title(exam),
            description=f"The states that accept the {exam.name}, and for which license.",
            edit="data/exams.yml",
            modified=context.history.modified("data/exams.yml", "data/states/"),
        )


def _title(exam: Exam) -> str:
    """The title of the page of an exam: its name, or what is on the page where the name has no room."""
    named = f"{exam.name} ({exam.abbr})" if exam.abbr.isupper() else exam.name
    return page_head.fitting(page_head.TITLE_LENGTH, named, f"{exam.abbr}: cost, length and the states that accept it")


def _exam_view(exam: Exam, accepted: list[Use], atlas: Atlas) -> ExamView:
    citations = Citations(exam.sources)
    viewer = Viewer(None, atlas.day, atlas.exams, citations)
    facts = [_told(viewer.fact(fact)) for fact in exam.facts.values()]
    named = citations.chip(exam.source)
    return ExamView(
        exam=exam,
        facts=facts,
        named=named,
        independent=_grouped(use for use in accepted if use.level == "independent"),
        others=_grouped(use for use in accepted if use.level != "independent"),
        unknown=_unknown(atlas),
        popovers=citations.popovers,
        sources=citations.cited(),
    )


def _grouped(uses: Iterable[Use]) -> list[UseGroup]:
    """Licenses with the same exams together, the largest group first."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        groups.setdefault(use.others, []).append(use)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def _told(view: FactView) -> FactView:
    """A fact of an exam; where its owner sets no figure, what it says instead stands in its place."""
    answers = (
        replace(answer, status="stated", value=answer.text, text="", word="") if answer.status == "silent" else answer
        for answer in view.answers
    )
    return replace(view, answers=tuple(answers))


def _brief(fact: Fact, atlas: Atlas) -> str:
    """A fact of an exam in a few words, for the list: for most people, and what is about to change."""
    answer = fact.current_answer(atlas.day)
    values = [value for value, *_ in answer.readings] if answer.readings else [answer.value]
    match answer.status:
        case Status.UNKNOWN:
            words = "Not confirmed"
        case Status.SILENT:
            words = answer.text
        case _:
            words = " or ".join(formatting.readable_value(fact.field, value, atlas.exams) for value in values)
    doubt = " (sources disagree)" if answer.status is Status.DISPUTED else ""
    whom = f" ({formatting.group_in_sentence(answer.for_whom)})" if answer.for_whom else ""
    return "; ".join(filter(None, (words + doubt + whom, comparison.pending_words(fact, atlas))))


def _unknown(atlas: Atlas) -> list[str]:
    """The states whose exam for the independent license is not known."""
    return [
        jurisdiction.name
        for jurisdiction in atlas.jurisdictions
        if any(
            x.level == "independent"
            and "exams" in x.facts
            and x.facts["exams"].current_answer(atlas.day).status is Status.UNKNOWN
            for x in jurisdiction.licenses
        )
    ]
