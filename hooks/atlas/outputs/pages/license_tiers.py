"""The licenses of a state as its page shows them: their facts by group, first figures, steps and fees."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.domain import formatting, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import ALTERNATIVES, GLANCE_ASSOCIATE, GLANCE_INDEPENDENT, IN_LICENSE_HEADING
from atlas.domain.requirements import Jurisdiction, License, Step
from atlas.domain.vocabulary import GROUPS, Credential, Level
from atlas.rendering.citations import Chip
from atlas.rendering.fact_views import FactView, Viewer

# What a reader wants first, of the independent and of the associate license.
GLANCE = {Level.INDEPENDENT: GLANCE_INDEPENDENT, Level.ASSOCIATE: GLANCE_ASSOCIATE}
LEVEL_WORDS = {
    Level.ASSOCIATE: "Held while gaining hours after the degree",
    Level.INTERMEDIATE: "The step between",
    Level.INDEPENDENT: "Independent practice",
    None: "Before the degree is complete",
}


@dataclass(frozen=True)
class LicenseTier:
    """A license on the ladder, as the page shows it."""

    license: License
    title: str
    short: str
    anchor: str
    level_word: str
    groups: dict[str, list[FactView]]
    same: dict[str, tuple[str, str]]  # group: short name of the license that was shown before with the same facts
    steps: list[StepView]
    tiles: list[FactView]


@dataclass(frozen=True)
class StepView:
    do: str
    detail: str
    links: list[tuple[str, str]]
    chips: list[Chip]


@dataclass(frozen=True)
class FeeRow:
    """A fee in the table of fees: what for, and the fact as shown."""

    label: str
    fact: FactView


def license_tiers(jurisdiction: Jurisdiction, atlas: Atlas, viewer: Viewer) -> list[LicenseTier]:
    """Every license of the jurisdiction, in the order of its file."""
    rungs = []
    shown: dict[tuple[str, ...], str] = {}
    for license in jurisdiction.licenses:
        groups: dict[str, list[FactView]] = {}
        same: dict[str, str] = {}
        for group in GROUPS:
            facts = [
                f for f in license.facts.values() if f.field.group == group.id and f.field.id not in IN_LICENSE_HEADING
            ]
            if not facts:
                continue
            views = [viewer.fact(f, license.id) for f in facts]
            key = (group.id, *(repr(v.answers) + repr(v.upcoming) for v in views))
            if key in shown:
                same[group.id] = shown[key]
            else:
                shown[key] = license.id
            groups[group.id] = views
        rungs.append(
            LicenseTier(
                license=license,
                title=license.title,
                short=license.short,
                anchor=license.id,
                level_word=_level_word(license),
                groups=groups,
                same={g: (jurisdiction.license(i).short, _section(g, i, jurisdiction)) for g, i in same.items()},
                steps=[_step(s, jurisdiction, atlas, viewer) for s in license.steps],
                tiles=_tiles(license, viewer, atlas),
            )
        )
    return rungs


def _section(group: str, id: str, jurisdiction: Jurisdiction) -> str:
    """The id of the section where a group of facts of a license stands."""
    if id == pathways.main_license(jurisdiction).id and group not in ("education", "application"):
        return {"identity": id}.get(group, group)
    return id if group == "identity" else f"{id}-{group}"


def _level_word(license: License) -> str:
    if license.credential is Credential.PRIVILEGE:
        return "An addition to the license"
    return LEVEL_WORDS[license.level]


def _tiles(license: License, viewer: Viewer, atlas: Atlas) -> list[FactView]:
    names = GLANCE.get(license.level, ()) if license.level else ()
    chosen = []
    for name in names:
        # A tile that holds "none set" is worth less than the neighbor that says what is set instead.
        other = ALTERNATIVES.get(name, name)
        if (
            name in license.facts
            and license.facts[name].current_answer(atlas.day).preferred_value is None
            and _has_value(license, other, atlas)
        ):
            chosen.append(other)
        elif name in license.facts:
            chosen.append(name)
    return [viewer.fact(license.facts[name], license.id) for name in chosen]


def _has_value(license: License, fact: str, atlas: Atlas) -> bool:
    return fact in license.facts and license.facts[fact].current_answer(atlas.day).preferred_value is not None


def _step(step: Step, jurisdiction: Jurisdiction, atlas: Atlas, viewer: Viewer) -> StepView:
    return StepView(
        do=step.do,
        detail=formatting.referenced(step.detail, jurisdiction, atlas.day, atlas.exams) if step.detail else "",
        links=[(link.label, link.url) for link in step.links],
        chips=viewer.citations.chips(step.sources),
    )


def fee_rows(path: list[LicenseTier]) -> list[FeeRow]:
    """The fees of the licenses on the path, in its order."""
    rows = []
    for rung in path:
        for view in (*rung.groups.get("application", ()), *rung.groups.get("renewal", ())):
            if view.id.startswith("fee_"):
                rows.append(FeeRow(f"{rung.short}: {formatting.in_sentence(view.label)}", view))
    return rows
