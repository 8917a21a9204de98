"""The steps to each license of a state, to be checked off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import TITLE_AND_ABBREVIATION
from atlas.domain.jurisdictions import slug
from atlas.domain.path_totals import needed_for_next
from atlas.domain.requirements import Fact, Jurisdiction, License, Status
from atlas.domain.state_file import Step
from atlas.domain.vocabulary import GROUPS, Credential, Level
from atlas.rendering.citations import Chip
from atlas.rendering.fact_views import FactView, Viewer

LEVEL_WORDS = {
    Level.ASSOCIATE: "Held while gaining hours after the degree",
    Level.INTERMEDIATE: "Some practice without supervision",
    Level.INDEPENDENT: "Independent practice",
    None: "Before the degree is complete",
}
OTHER_WORDS = {
    Credential.PRIVILEGE: "An addition to the license",
    Credential.SUPERVISOR: "For those who supervise",
}


@dataclass(frozen=True)
class StepView:
    """A step. `id` follows from the license and what the step is about, so that an edited list moves no checkmark."""

    id: str
    do: str
    detail: str
    links: list[tuple[str, str]]
    chips: list[Chip]


@dataclass(frozen=True)
class LicenseView:
    """A license of the state: what it is, and the steps to it. `facts` are told here, not by topic; `in_heading` are those that
    its heading says, which need no more than their marks."""

    license: License
    title: str
    short: str
    anchor: str
    level_word: str
    also_called: str
    facts: list[FactView]
    in_heading: list[FactView]
    same: list[
        tuple[str, list[str]]
    ]  # label and addresses of facts that read as those of the license beside which it stands
    steps: list[StepView]

    @property
    def named(self) -> str:
        """Title and abbreviation."""
        return f"{self.title} ({self.short})" if self.license.abbr not in ("", self.title) else self.title


def license_view(
    license: License, jurisdiction: Jurisdiction, atlas: Atlas, viewer: Viewer, beside: License | None = None
) -> LicenseView:
    """A license with the facts of its identity; of one `beside` the path to a license all facts that differ from that one's."""
    groups = {group.id for group in GROUPS} if beside else {"identity"}
    facts = [f for f in license.facts.values() if f.field.group in groups and f.field.id != "level"]
    same = [fact for fact in facts if beside and _same(fact, beside)]
    views = [viewer.fact(fact, license.id) for fact in facts if fact not in same]
    in_heading = [view for view in views if view.id in TITLE_AND_ABBREVIATION and _plainly_stated(view)]
    names = license.facts.get("also_called")
    called = names.current_answer(atlas.day).value if names else None
    return LicenseView(
        license=license,
        title=license.title,
        short=license.short,
        anchor=license.id,
        level_word=level_word(license, atlas.day),
        also_called=" ".join(called or ()),
        facts=[view for view in views if view.status != Status.UNKNOWN and view not in in_heading],
        in_heading=in_heading,
        same=_same_by_group([fact for fact in facts if fact.answers[0].status is not Status.UNKNOWN], same),
        steps=_steps(license, jurisdiction, atlas, viewer, beside),
    )


def _plainly_stated(view: FactView) -> bool:
    """Whether a fact has one answer, a value without a note: a heading that has the value says it all."""
    return not view.upcoming and all(a.value and not (a.note or a.applies_to or a.until) for a in view.answers)


def _same(fact: Fact, license: License) -> bool:
    """Whether a license has the same fact with the same answers, whatever they rest on."""
    other = license.facts.get(fact.field.id)
    if other is None or fact.answers[0].status is Status.UNKNOWN:
        return False
    told = [[(a.status, a.value, a.text, a.note, a.for_whom, a.effective) for a in f.answers] for f in (fact, other)]
    return fact.same_as == license.id or (told[0] == told[1] and fact.answers[0].status is Status.STATED)


def _same_by_group(facts: Sequence[Fact], same: Sequence[Fact]) -> list[tuple[str, list[str]]]:
    """Labels and addresses of the facts in `same`; a group of which all `facts` are among them stands for these."""
    told: list[tuple[str, list[str]]] = []
    for group in GROUPS:
        alike = [fact.field for fact in same if fact.field.group == group.id]
        addresses = [field.id.replace("_", "-") for field in alike]
        if len(alike) > 1 and len(alike) == sum(fact.field.group == group.id for fact in facts):
            told.append((group.label, addresses))
        else:
            told += [(field.label, [address]) for field, address in zip(alike, addresses, strict=True)]
    return told


def level_word(license: License, on: date) -> str:
    """What the license is for, in a few words, and whether it is needed where it leads to another."""
    words = OTHER_WORDS.get(license.credential) or LEVEL_WORDS[license.level]
    if not license.leads_to or license.level is None:
        return words
    needed = {True: "", False: "; not required", None: "; ask whether it’s required"}
    return words + needed[needed_for_next(license, on)]


def _steps(
    license: License, jurisdiction: Jurisdiction, atlas: Atlas, viewer: Viewer, beside: License | None
) -> list[StepView]:
    """The steps to a license; what one reads as beside another license is not told again."""
    told = [(step.do, step.detail) for step in beside.steps] if beside else []
    found = []
    for key, step in zip(step_keys(license.steps), license.steps, strict=True):
        again = beside is not None and bool(step.detail) and (step.do, step.detail) in told
        detail = formatting.referenced(step.detail, jurisdiction, atlas.day, atlas.exams) if step.detail else ""
        found.append(
            StepView(
                id=f"{jurisdiction.code.lower()}-{license.id}-{key}",
                do=step.do,
                detail=f"As for the {beside.short}." if beside and again else detail,
                links=[(link.label, link.url) for link in step.links],
                chips=[] if again else viewer.citations.chips(step.sources),
            )
        )
    return found


def step_keys(steps: Sequence[Step]) -> list[str]:
    """A key for each step: the facts that it is about; what to do, where that does not tell it from the others."""
    about = ["+".join(sorted(step.about)) for step in steps]
    count = Counter(about)
    return [
        key if key and count[key] == 1 else f"{key}:{slug(step.do)}" for key, step in zip(about, steps, strict=True)
    ]
