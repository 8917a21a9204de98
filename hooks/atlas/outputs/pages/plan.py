# Produces:
#   /plan/   hours a week in, dates and costs out; without scripts, how long each state takes at 20 and 40 hours a week
"""Plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.domain import cautions, comparison, formatting, hours_plan, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.path_totals import associate_below, holding_time, licenses_with_hours, path_total, required_path
from atlas.domain.requirements import Jurisdiction, License
from atlas.domain.vocabulary import BY_ID, Credential, Level
from atlas.rendering import tool_data
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext
from atlas.rendering.workload_rules import workload_rules

START = date(2001, 1, 1)  # any day: only the length of the plan is shown
SHARE = 0.5  # part of the hours that is direct client contact
SUPERVISION = 1.0  # hours a week
PACES = (20, 40)
LATER = "; a condition on hours may move this"  # it stands in words only


@dataclass(frozen=True)
class Row:
    name: str
    address: str
    path: str
    shortest: str
    lengths: tuple[str, ...]
    life: str  # how long the associate license can be held


@dataclass(frozen=True)
class PlanView:
    """What plan.html shows. `data` is the JSON that its script reckons with."""

    rows: list[Row]
    paces: tuple[int, ...]  # hours a week
    data: str


def build(context: BuildContext) -> Iterator[Page]:
    """The one page."""
    yield context.page(
        "plan.html",
        "plan/",
        PlanView(list(rows(context.atlas)), PACES, tool_data.tool_data(context.atlas)),
        title="Plan your hours",
        description="Enter your weekly hours: see when each minimum is met, which one sets your date, when the associate license ends, what it costs.",
        edit="data/states",
        modified=context.history.modified("data/states/"),
    )


def rows(atlas: Atlas) -> Iterator[Row]:
    """One row for each independent license."""
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            if license.level is Level.INDEPENDENT and license.credential is not Credential.PRIVILEGE:
                yield _row(jurisdiction, license, atlas)


def _row(jurisdiction: Jurisdiction, license: License, atlas: Atlas) -> Row:
    path = pathways.license_pathway(jurisdiction, license)
    associate = associate_below(jurisdiction, license, atlas.day)
    required = required_path(jurisdiction, license, atlas.day)
    want = hours_plan.asked(required, associate, atlas.day)
    plans = [hours_plan.calculate_plan(want, hours_plan.Pace(START, pace, SHARE, SUPERVISION)) for pace in PACES]
    in_words = bool(workload_rules(licenses_with_hours(required, atlas.day), atlas.day))
    return Row(
        name=jurisdiction.name,
        address=f"states/{jurisdiction.slug}/#experience",
        path=" → ".join(rung.short for rung in path),
        shortest=_shortest(jurisdiction, license, required, atlas),
        lengths=tuple(
            _as_sure(length(plan, bounded=associate in required), plan, required, atlas)
            + (LATER if in_words and plan.finish else "")
            for plan in plans
        ),
        life=life(associate, atlas) if associate else "no associate license",
    )


def _as_sure(words: str, plan: hours_plan.Plan, required: Sequence[License], atlas: Atlas) -> str:
    """How long a plan takes, no surer than the figure that is met last."""
    facts = (license.facts.get(plan.bottleneck) for license in required)
    return cautions.marked(words, [fact.current_answer(atlas.day) for fact in facts if fact], atlas)


def _shortest(jurisdiction: Jurisdiction, license: License, required: Sequence[License], atlas: Atlas) -> str:
    """The least time, and what it comes to where it isn't known how much of it counts twice: the plans take that in full."""
    words = comparison.license_cell(jurisdiction, license, "min_months", atlas).words
    sure, most = (path_total(required, "min_months", atlas.day, strict=strict) for strict in (False, True))
    if sure.at_least and sure.value and most.value and most.value > sure.value:
        return f"{words}; {formatting.plural(most.value, 'months')} if none of it counts twice"
    return words


def life(associate: License, atlas: Atlas) -> str:
    """How long an associate license can be held, as far as that is known. The first term is the longest: where the state sets a fixed
    day, it can be shorter."""
    holding = holding_time(associate, atlas.day)
    term = associate.facts["term_months"]
    words = comparison.cell(term, atlas, "").words
    first = f"up to {words}" if tool_data.needs_of(term, atlas) else words
    if holding.endless:
        return f"{first} at first; the law sets no end" if holding.months else "the law sets no end"
    if holding.months is None:
        return first
    if holding.at_least:
        return f"{first} at first; how often it can be renewed isn't confirmed"
    longest = formatting.plural(holding.months, "months")
    return first if longest == cautions.plain(words) else f"{first} at first, {longest} with renewals"


def length(plan: hours_plan.Plan, *, bounded: bool = True) -> str:
    """How long a plan takes, and what takes longest. `bounded`: the end of the associate license bounds it."""
    if not plan.milestones:
        return "not enough information"
    if plan.finish is None:
        return "can't tell"
    months = (plan.finish - START).days / hours_plan.DAYS_PER_MONTH
    if plan.by_time_only:
        return f"{formatting.plural(round(months), 'months')}, by time only; the hours aren't known"
    low = "; plan more supervision" if "low_supervision" in plan.warnings else ""
    deadlines = {"after_limit", "hours_expire"} | ({"after_term"} if bounded else set())
    late = "; a deadline comes first" if deadlines & {*plan.warnings} else ""
    what = formatting.in_sentence(BY_ID[plan.bottleneck].label) + _after_the_first(plan)
    return f"{formatting.plural(round(months), 'months')}, by {what}{low}{late}"


def _after_the_first(plan: hours_plan.Plan) -> str:
    """Of a path whose licenses come one after the other, that what takes longest begins after the first; "" otherwise."""
    first = plan.milestones[0].license
    last = next(m.license for m in plan.milestones if (m.when, m.fact) == (plan.finish, plan.bottleneck))
    return f" for the {last}, after the {first}" if last != first else ""
