# Produces:
#   /states/<name>/   what one jurisdiction requires, the answer first; at the bottom, the schools
"""The state page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.domain import evidence, formatting, page_head, path_totals, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.cohort_rules import cohort_rules
from atlas.domain.cohorts import EVENT_QUESTIONS
from atlas.domain.fees import Fees, fees_along, further_words
from atlas.domain.field_sets import MOVING_IN_SHORT
from atlas.domain.jurisdictions import INVENTED, NAMES, slug
from atlas.domain.requirements import Jurisdiction, License, Status
from atlas.domain.school_files import ProgramKind
from atlas.domain.schools import NearestSchool, School, kinds_reported, nearest_elsewhere
from atlas.domain.vocabulary import Credential
from atlas.outputs.api import structured_data
from atlas.outputs.pages.state_changes import ChangeView, changes, count_earlier
from atlas.outputs.pages.state_checklist import LicenseView, license_view
from atlas.outputs.pages.state_corrections import fixing, reporting
from atlas.outputs.pages.state_gaps import GapGroup, disputes, gaps
from atlas.outputs.pages.state_summary import PathNode, StateSummary, SummaryRow
from atlas.outputs.pages.state_topics import Topic, topics
from atlas.rendering import school_questions
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Popover
from atlas.rendering.context import BuildContext
from atlas.rendering.fact_views import FactView, Viewer


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
class StateView:
    """What state.html shows. Days and amounts are in words."""

    jurisdiction: Jurisdiction
    lead: str
    total: int  # items that a complete page would have
    unconfirmed: int  # of these, not confirmed
    last_read: str  # the latest day on which a source was read

    summary: list[SummaryRow]
    path: list[PathNode]
    main: LicenseView  # the independent license that most readers are after
    licenses: list[LicenseView]  # from the first license to the main one
    beside: list[LicenseView]  # licenses beside that path

    topics: list[Topic]
    cohorts: list[tuple[str, str]]  # events that decide which rule binds: id and question
    criminal: list[FactView]  # what is known of criminal history
    related: FactView  # what counts beside the degrees that the rule names
    pace: float | None  # hours a week that finish in the shortest time allowed
    fees: Fees  # along the path
    fee_total: str
    fee_missing: list[str]
    optional_fees: list[
        tuple[str, str]
    ]  # licenses on the path that aren't required, and what they cost where it is known
    further_fees: list[
        tuple[str, str]
    ]  # licenses of which a further fee is known to be due, with what it comes to or ""

    gaps: list[GapGroup]
    disputes: list[tuple[str, str]]  # label and address
    moving: list[FactView]  # of the facts on moving here, those in a few words
    board: list[FactView]

    questions: list[tuple[str, str, list[Chip]]]  # question, answer, sources
    changes: list[ChangeView]  # to come, or of the last year
    earlier_changes: int  # how many lie further back; they stand with the sources
    pending: list[tuple[str, FactView]]  # facts with an answer that takes effect later, and whose they are
    source_count: int
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
    citations = Citations(jurisdiction.all_sources, reporting(context, jurisdiction))
    viewer = Viewer(jurisdiction, atlas.day, atlas.exams, citations, fixing(context, jurisdiction))
    path = pathways.license_pathway(jurisdiction, main)
    summary = StateSummary(jurisdiction, main, path, atlas, viewer)
    required = path_totals.required_path(jurisdiction, main, atlas.day)
    fees = fees_along(required, atlas.day)
    counts = evidence.count_evidence(jurisdiction, atlas.day)
    asked = school_questions.questions(jurisdiction, atlas, f"{context.settings.site_url}states/{jurisdiction.slug}/")
    facts = jurisdiction.facts
    return StateView(
        jurisdiction=jurisdiction,
        lead=lead(jurisdiction, main, associate, atlas.day),
        total=counts.total,
        unconfirmed=counts.status[Status.UNKNOWN],
        last_read=formatting.day(evidence.last_read(jurisdiction)),
        summary=summary.rows(),
        path=summary.nodes(),
        main=license_view(main, jurisdiction, atlas, viewer),
        licenses=[license_view(license, jurisdiction, atlas, viewer) for license in path],
        beside=[
            license_view(license, jurisdiction, atlas, viewer, beside=main)
            for license in jurisdiction.licenses
            if license not in path
        ],
        topics=topics(path, viewer),
        cohorts=_cohorts(jurisdiction, atlas),
        criminal=[
            view
            for view in (viewer.fact(fact) for fact in facts.values() if fact.field.group == "criminal")
            if view.status != Status.UNKNOWN
        ],
        related=viewer.fact(facts["related_degree_note"]),
        pace=pathways.weekly_pace(main, atlas.day),
        fees=fees,
        fee_total=formatting.money(fees.total),
        fee_missing=[
            f"{fee.license.short} {'application' if fee.fact == 'fee_application' else 'license'} fee"
            for fee in fees.missing
        ],
        optional_fees=_optional_fees([license for license in path if license not in required], atlas),
        further_fees=[(license.short, further_words(license, atlas.day)) for license in fees.further],
        gaps=gaps(jurisdiction, atlas),
        disputes=disputes(jurisdiction, atlas),
        moving=[viewer.fact(facts[id]) for id in MOVING_IN_SHORT],
        board=[viewer.fact(fact) for fact in facts.values() if fact.field.group == "board"],
        questions=_questions(jurisdiction, atlas, citations),
        changes=changes(jurisdiction, atlas.day, citations, earlier=False),
        earlier_changes=count_earlier(jurisdiction, atlas.day),
        pending=_pending(jurisdiction, atlas, viewer),
        source_count=len(jurisdiction.all_sources),
        popovers=citations.popovers,
        schools=_schools(atlas, jurisdiction),
        asked=asked,
        mail=school_questions.mail(jurisdiction, asked),
        names=NAMES | INVENTED,
        slug=slug,
    )


def _optional_fees(licenses: Sequence[License], atlas: Atlas) -> list[tuple[str, str]]:
    """What licenses that aren't required cost; "" where no fee is known."""
    found = [(license.short, fees_along((license,), atlas.day)) for license in licenses]
    return [
        (short, ("at least " if fees.at_least else "") + formatting.money(fees.total) if fees.known else "")
        for short, fees in found
    ]


def _cohorts(jurisdiction: Jurisdiction, atlas: Atlas) -> list[tuple[str, str]]:
    """The events on whose day some requirement depends, each with the question that a reader is asked."""
    events = dict.fromkeys(rule.event for rule in cohort_rules(jurisdiction, atlas.day))
    return [(event.value, EVENT_QUESTIONS[event]) for event in events]


def _questions(jurisdiction: Jurisdiction, atlas: Atlas, citations: Citations) -> list[tuple[str, str, list[Chip]]]:
    return [
        (
            question.question,
            formatting.referenced(question.answer, jurisdiction, atlas.day, atlas.exams),
            citations.chips(question.sources),
        )
        for question in jurisdiction.faq
    ]


def lead(jurisdiction: Jurisdiction, main: License, associate: License | None, on: date) -> str:
    """The page in two sentences, in short names: the card above and the path below tell the whole ones."""
    top = f"To practice on your own in {jurisdiction.name_in_text} you become {with_article(main.short)}."
    if not associate:
        return top
    held, needed = with_article(associate.short), path_totals.needed_for_next(associate, on)
    if needed is None:
        return f"{top} You may need the {associate.short} while you gain hours after the degree; ask the board."
    if not needed:
        return f"{top} While you gain hours after the degree you can hold the {associate.short}; the {main.short} itself doesn’t require it."
    hold = {
        Credential.PERMIT: f"you hold {held}",
        Credential.REGISTRATION: f"you are registered as {held}",
    }.get(associate.credential, f"you are licensed as {held}")
    return f"{top} While you gain hours after the degree {hold}."


SHORT_NAME = 16  # letters: LPC Associate, Conditional LCMHC
SPOKEN_WITH_VOWEL = "AEFHILMNORSX"  # letters whose names begin with one: an LCPC, an RN


def with_article(title: str) -> str:
    """A title or an abbreviation with "a" or "an", as it is spoken."""
    abbreviated = title[:2].isupper()
    vowel = title[:1] in SPOKEN_WITH_VOWEL if abbreviated else title[:1].lower() in "aeio"
    return ("an " if vowel else "a ") + title


def _title(jurisdiction: Jurisdiction, main: License, associate: License | None) -> str:
    """The title of the page, with both licenses where there is room: on a phone the answers stand on the first screen."""
    both = associate is not None and len(associate.short) <= SHORT_NAME
    names = f"{main.short} and {associate.short}" if associate and both else main.short
    return page_head.fitting(
        page_head.TITLE_LENGTH, *(f"{jurisdiction.name}: {said} requirements" for said in (names, main.short))
    )


def _description(jurisdiction: Jurisdiction, main: License, associate: License | None) -> str:
    """What the page holds, for search engines: as much of it as they show."""
    become = f"How to become {with_article(main.title)} in {jurisdiction.name_in_text}"
    names = f"{main.short} and {associate.short}" if associate else main.short
    asked = "hours, exams, fees and steps, each with its source"
    return page_head.fitting(
        page_head.DESCRIPTION_LENGTH,
        f"{become}: {names} requirements, {asked}, and the schools to ask.",
        f"{become}: {names} requirements, {asked}.",
        f"{become}: {asked}, and the schools to ask.",
        f"{become}: {asked}.",
        f"How to become a counselor in {jurisdiction.name_in_text}: {names} requirements, {asked}.",
        f"How to become a counselor in {jurisdiction.name_in_text}: {asked}.",
    )


def _pending(jurisdiction: Jurisdiction, atlas: Atlas, viewer: Viewer) -> list[tuple[str, FactView]]:
    """The facts with an answer that takes effect later."""
    return [
        (license.short if license else jurisdiction.name, viewer.fact(fact, license.id if license else ""))
        for license, fact in jurisdiction.all_facts()
        if fact.upcoming(atlas.day)
    ]


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
