"""The path to a license, and figures that follow from its facts. Each is computed here and nowhere else."""

from __future__ import annotations

from datetime import date

from atlas.domain.requirements import Jurisdiction, License
from atlas.domain.vocabulary import Credential, Level

WEEKS_PER_MONTH = 365.2425 / 7 / 12  # mean Gregorian month


def license_pathway(jurisdiction: Jurisdiction, top: License) -> tuple[License, ...]:
    """The rungs a person climbs to `top`, lowest first, `top` last. With two ways up, the first in the file."""
    path = [top]
    while True:
        below = [license for license in jurisdiction.licenses if license.leads_to == path[0].id]
        if not below or below[0] in path:
            return tuple(path)
        path.insert(0, below[0])


def main_license(jurisdiction: Jurisdiction) -> License:
    """The independent license that most readers are after: the first of that level that is a license."""
    independent = [license for license in jurisdiction.licenses if license.level is Level.INDEPENDENT]
    return next((license for license in independent if license.credential is Credential.LICENSE), independent[0])


def level_words(license: License) -> str:
    """The level of a license in words, or what it is beside the path."""
    match license.credential:
        case Credential.PRIVILEGE:
            return "addition to a license"
        case Credential.SUPERVISOR:
            return "for supervisors"
    return license.level.value if license.level else "trainee registration"


def associate_license(jurisdiction: Jurisdiction) -> License | None:
    """The rung held while gaining hours after the degree, if the jurisdiction has one."""
    return next((license for license in jurisdiction.licenses if license.level is Level.ASSOCIATE), None)


def figure(license: License, fact: str, on: date) -> float | None:
    """The number that a fact states on `on`: of a disputed one the preferred reading; None when there is none."""
    if fact not in license.facts:
        return None
    best = license.facts[fact].current_answer(on).preferred_value
    return best if isinstance(best, int | float) and not isinstance(best, bool) else None


def indirect_hours(license: License, on: date) -> float | None:
    """Hours of the total that need not be direct client contact; None unless both figures are given."""
    total, direct = figure(license, "supervised_hours_total", on), figure(license, "direct_client_hours", on)
    return total - direct if total is not None and direct is not None else None


def weekly_pace(license: License, on: date) -> float | None:
    """Hours a week that finish the total in the shortest time allowed, to one decimal; None unless both are given."""
    total, least = figure(license, "supervised_hours_total", on), figure(license, "min_months", on)
    return round(total / (least * WEEKS_PER_MONTH), 1) if total and least else None
