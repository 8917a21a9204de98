# Produces:
#   /states/<name>/   everything known of one jurisdiction; at the bottom, the schools
"""The state page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from atlas.domain import evidence, formatting, page_head, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.cohort_rules import cohort_rules
from atlas.domain.cohorts import EVENT_QUESTIONS
from atlas.domain.fees import Fees, fees_along
from atlas.domain.formatting import GRADE_MEANING, GRADES
from atlas.domain.jurisdictions import INVENTED, NAMES, slug
from atlas.domain.requirements import Evidence, Fact, Jurisdiction, License, Status
from atlas.domain.schools import NearestSchool, ProgramKind, School, kinds_reported, nearest_elsewhere
from atlas.domain.vocabulary import Credential
from atlas.outputs.api import structured_data
from atlas.outputs.pages.license_tiers import FeeRow, LicenseTier, fee_rows, license_tiers
from atlas.rendering import school_questions
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Fix, Popover
from atlas.rendering.context import BuildContext
from atlas.rendering.fact_views import AnswerView, FactView, Viewer


@dataclass(frozen=True)
class SchoolsView:
    """The schools at the end of the page.

    kinds    the kinds of program that schools here report
    near     the nearest schools elsewhere, when there is none here
    distant  how many schools elsewhere report graduate programs at a distance, as institutions
    """

    here: tuple[School, ...]
    left_out: tuple[tuple[str, str], ...]
    kinds: list[ProgramKind]
    near: list[NearestSchool]
    distant: int
    year: str
    source: str


@dataclass(frozen=True)
class StandingView:
    """How many facts of the state are answered, and on what; what is not answered."""

    total: int
    answered: int
    unknown: int
    disputed: int
    law: int
    board: int
    secondary: int


@dataclass(frozen=True)
class CohortRow:
    """What one cohort must meet. `first` and `before` are ISO days, "" where the cohort is open; `before` excludes its day."""

    label: str
    answer: AnswerView
    when: str
    besides: str  # another condition, in words
    first: str
    before: str


@dataclass(frozen=True)
class CohortGroup:
    """The rules that the day of one event decides."""

    event: str
    question: str  # what a reader is asked: "When did your program begin?"
    rows: list[CohortRow]


@dataclass(frozen=True)
class StateView:
    """What state.html shows. Days and amounts are in words."""

    jurisdiction: Jurisdiction
    lead: str
    counts: StandingView
    last_read: str  # the latest day on which a source was read
    oldest: str  # the oldest date that a source gives for itself; "" when none gives any
    board_named: str  # the board inside a sentence
    grades: list[tuple[str, str, str]]  # each kind of evidence: id, word, meaning

    rungs: list[LicenseTier]  # every license
    main: LicenseTier  # the independent license that most readers are after
    associate: LicenseTier | None
    path: list[LicenseTier]  # from the first license to the main one
    side: list[LicenseTier]  # licenses beside that path

    indirect: str  # hours that need not be direct; "" when not known
    pace: float | None  # hours a week that finish in the shortest time allowed
    fees: Fees  # along the path
    fee_total: str
    fee_missing: list[str]
    fee_rows: list[FeeRow]

    board: list[FactView]
    moving: list[FactView]

    questions: list[tuple[str, str, list[Chip]]]  # question, answer, sources
    changes: list[tuple[str, bool, str, list[Chip]]]  # day, whether it is to come, summary, sources
    cohorts: list[CohortGroup]
    further_fees: list[str]  # licenses of which a further fee is known to be due
    pending: list[tuple[str, FactView]]  # facts with an answer that takes effect later, and whose they are
    sources: list[Popover]
    cited: Mapping[int, int]  # facts that rest on a source, by its number
    popovers: Callable[[], list[Popover]]

    schools: SchoolsView
    asked: tuple[school_questions.Question, ...]  # what to ask a school
    mail: str  # the same as a mailto: link
    names: Mapping[str, str]  # of jurisdictions, by code
    slug: Callable[[str], str]  # of a name, as addresses have it


def build(context: BuildContext) -> Iterator[Page]:
    """One page for each of the jurisdictions."""
    for jurisdiction in context.jurisdictions:
        basis = (jurisdiction, *context.shared)
        yield context.cache.get_or_build(("state", jurisdiction.code), basis, lambda: _page(context, jurisdiction))  # noqa: B023


def _page(context: BuildContext, jurisdiction: Jurisdiction) -> Page:
    main, associate = pathways.main_license(jurisdiction), pathways.associate_license(jurisdiction)
    title = _title(jurisdiction, main, associate)
    changed = context.history.last_modified(jurisdiction, context.atlas.day).isoformat()
    return context.page(
        "state.html",
        f"states/{jurisdiction.slug}/",
        _view(context, jurisdiction, main, associate),
        title=title,
        description=_description(jurisdiction, main, associate),
        edit=jurisdiction.path,
        modified=max(changed, context.history.modified(f"data/schools/{jurisdiction.code.lower()}.yml")),
        head=structured_data.state_head(jurisdiction, context, title),
    )


def _view(context: BuildContext, jurisdiction: Jurisdiction, main: License, associate: License | None) -> StateView:
    atlas = context.atlas
    citations = Citations(jurisdiction.all_sources)
    viewer = Viewer(jurisdiction, atlas.day, atlas.exams, citations, _fixing(context, jurisdiction))
    rungs = license_tiers(jurisdiction, atlas, viewer)
    by_id = {rung.license.id: rung for rung in rungs}
    licenses = pathways.license_pathway(jurisdiction, main)
    path = [by_id[license.id] for license in licenses]
    fees = fees_along(licenses, atlas.day)
    facts = [viewer.fact(fact) for fact in jurisdiction.facts.values()]
    asked = school_questions.questions(jurisdiction, atlas, f"{context.settings.site_url}states/{jurisdiction.slug}/")
    oldest = evidence.oldest_source(jurisdiction)
    return StateView(
        jurisdiction=jurisdiction,
        lead=lead(jurisdiction, main, associate),
        counts=_counts(jurisdiction, atlas),
        last_read=formatting.day(evidence.last_read(jurisdiction)),
        oldest=formatting.day(oldest) if oldest else "",
        board_named=_board(jurisdiction, atlas),
        grades=[(e.value, GRADES[e], GRADE_MEANING[e]) for e in Evidence],
        rungs=rungs,
        main=by_id[main.id],
        associate=by_id[associate.id] if associate else None,
        path=path,
        side=[rung for rung in rungs if rung.license not in licenses],
        indirect=_number(pathways.indirect_hours(main, atlas.day)),
        pace=pathways.weekly_pace(main, atlas.day),
        fees=fees,
        fee_total=formatting.money(fees.total),
        fee_missing=[
            f"{fee.license.short} {'application' if fee.fact == 'fee_application' else 'license'} fee"
            for fee in fees.missing
        ],
        fee_rows=fee_rows(path),
        board=[fact for fact in facts if fact.group == "board"],
        moving=[fact for fact in facts if fact.group == "moving"],
        questions=_questions(jurisdiction, atlas, citations),
        changes=[
            (formatting.day(change.date), change.date > atlas.day, change.summary, citations.chips(change.sources))
            for change in jurisdiction.changes
        ],
        cohorts=_cohorts(jurisdiction, atlas, viewer),
        further_fees=[license.short for license in fees.further],
        pending=_pending(jurisdiction, atlas, viewer),
        sources=citations.listed(),
        cited=_cited(jurisdiction, citations),
        popovers=citations.popovers,
        schools=_schools(atlas, jurisdiction),
        asked=asked,
        mail=school_questions.mail(jurisdiction, asked),
        names=NAMES | INVENTED,
        slug=slug,
    )


def _cohorts(jurisdiction: Jurisdiction, atlas: Atlas, viewer: Viewer) -> list[CohortGroup]:
    """The facts that depend on the day of an event, by event."""
    found = []
    for event, rules in groupby(cohort_rules(jurisdiction, atlas.day), key=lambda rule: rule.event):
        rows = []
        for rule in rules:
            owner = f"{rule.license.short}: " if rule.license else ""
            label = owner + (formatting.in_sentence(rule.fact.field.label) if owner else rule.fact.field.label)
            for answer in (*rule.answers, *rule.otherwise):
                cohort = answer.cohort
                rows.append(
                    CohortRow(
                        label=label,
                        answer=viewer.answer(rule.fact, answer),
                        when=formatting.capitalized(cohort.span_words) if cohort else "Otherwise",
                        besides=answer.applies_to,
                        first=cohort.first.isoformat() if cohort and cohort.first else "",
                        before=cohort.end.isoformat() if cohort and cohort.end else "",
                    )
                )
        found.append(CohortGroup(event.value, EVENT_QUESTIONS[event], rows))
    return found


def _questions(jurisdiction: Jurisdiction, atlas: Atlas, citations: Citations) -> list[tuple[str, str, list[Chip]]]:
    return [
        (
            question.question,
            formatting.referenced(question.answer, jurisdiction, atlas.day, atlas.exams),
            citations.chips(question.sources),
        )
        for question in jurisdiction.faq
    ]


def _fixing(context: BuildContext, jurisdiction: Jurisdiction) -> Callable[[Fact, str], Fix]:
    """How each fact of this state is corrected."""

    def fix(fact: Fact, license: str) -> Fix:
        settings, field = context.settings, fact.field
        answer = fact.current_answer(context.atlas.day)
        says = (
            formatting.readable_value(field, answer.preferred_value, context.atlas.exams)
            if answer.preferred_value is not None
            else f"{answer.status}: {answer.text}"
        )
        owner = f"{jurisdiction.license(license).short}: " if license else ""
        edit = settings.edit_url(field.derived_from or jurisdiction.path, jurisdiction.lines.get((license, field.id)))
        report = settings.issue_url(
            "wrong-fact",
            title=f"{jurisdiction.name}: {field.id}",
            state=jurisdiction.name,
            fact=f"{owner}{field.id}",
            says=says[:200],
        )
        return Fix(f"{owner}{field.label}", edit, report)

    return fix


def lead(jurisdiction: Jurisdiction, main: License, associate: License | None) -> str:
    """The page in two sentences."""
    top = f"To practice on your own in {jurisdiction.name} you become {_with_article(_named(main))}."
    if not associate:
        return top
    hold = {
        Credential.PERMIT: f"you hold {_with_article(_named(associate))}",
        Credential.REGISTRATION: f"you are registered as {_with_article(_named(associate))}",
    }.get(associate.credential, f"you are licensed as {_with_article(_named(associate))}")
    return f"{top} While you gain hours after the degree {hold}."


def _board(jurisdiction: Jurisdiction, atlas: Atlas) -> str:
    name = jurisdiction.facts["board_name"].current_answer(atlas.day).preferred_value
    return f"the {name.removeprefix('The ')}" if name else "it"


def _named(license: License) -> str:
    return f"{license.title} ({license.abbr})" if license.abbr else license.title


def _with_article(title: str) -> str:
    vowel = title[:1].lower() in "aeio" or (title[:2] in ("LP", "LM") and title.split(" ", maxsplit=1)[0].isupper())
    return ("an " if vowel else "a ") + title


def _title(jurisdiction: Jurisdiction, main: License, associate: License | None) -> str:
    """The title of the page, with both licenses where there is room."""
    names = f"{main.short} and {associate.short}" if associate else main.short
    return page_head.fitting(
        page_head.TITLE_LENGTH, *(f"{jurisdiction.name}: {said} requirements" for said in (names, main.short))
    )


def _description(jurisdiction: Jurisdiction, main: License, associate: License | None) -> str:
    """What the page holds, for search engines: as much of it as they show."""
    become = f"How to become {_with_article(main.title)} in {jurisdiction.name}"
    names = f"{main.short} and {associate.short}" if associate else main.short
    asked = "hours, exams, fees and steps, each with its source"
    return page_head.fitting(
        page_head.DESCRIPTION_LENGTH,
        f"{become}: {names} requirements, {asked}, and the schools to ask.",
        f"{become}: {names} requirements, {asked}.",
        f"{become}: {asked}, and the schools to ask.",
        f"{become}: {asked}.",
        f"How to become a counselor in {jurisdiction.name}: {names} requirements, {asked}.",
        f"How to become a counselor in {jurisdiction.name}: {asked}.",
    )


def _number(value: float | None) -> str:
    return formatting.number(value) if value is not None else ""


def _counts(jurisdiction: Jurisdiction, atlas: Atlas) -> StandingView:
    counts = evidence.count_evidence(jurisdiction, atlas.day)
    return StandingView(
        total=counts.total,
        answered=counts.answered,
        unknown=counts.status[Status.UNKNOWN],
        disputed=counts.status[Status.DISPUTED],
        law=counts.evidence[Evidence.LAW],
        board=counts.evidence[Evidence.BOARD],
        secondary=counts.evidence[Evidence.SECONDARY],
    )


def _pending(jurisdiction: Jurisdiction, atlas: Atlas, viewer: Viewer) -> list[tuple[str, FactView]]:
    """The facts with an answer that takes effect later."""
    return [
        (license.short if license else jurisdiction.name, viewer.fact(fact, license.id if license else ""))
        for license, fact in jurisdiction.all_facts()
        if fact.upcoming(atlas.day)
    ]


def _cited(jurisdiction: Jurisdiction, citations: Citations) -> dict[int, int]:
    """How many facts rest on each source, by its number."""
    count: dict[int, int] = {}
    for _, fact in jurisdiction.all_facts():
        if fact.field.id == "level" or fact.same_as:
            continue
        for number in {citations.chip(s, at).number for a in fact.answers for s, at in a.sources()}:
            count[number] = count.get(number, 0) + 1
    return count


def _schools(atlas: Atlas, jurisdiction: Jurisdiction) -> SchoolsView:
    state = atlas.schools.get(jurisdiction.code)
    here = state.schools if state else ()
    return SchoolsView(
        here=here,
        left_out=state.left_out if state else (),
        kinds=kinds_reported(here),
        near=[] if here else nearest_elsewhere(jurisdiction.code, atlas.schools),
        distant=atlas.at_a_distance - sum(school.at_a_distance for school in here),
        year=state.file.year if state else "",
        source=state.source if state else "",
    )
