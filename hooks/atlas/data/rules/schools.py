"""What maintainers add to the federal data on schools: each entry says one thing, and its accreditations are current."""

from __future__ import annotations

from atlas.data.rules.context import Context
from atlas.domain.problems import DataPath
from atlas.system.clock import last_day_past

_ADDED = (
    "program_url", "information_url", "admissions_url", "disclosure_url", "notice", "delivery", "accreditation", "approval",
)  # fmt: skip


def overrides_say_something(c: Context) -> None:
    """An entry adds something to the school or leaves it out: not both, and not neither."""
    for index, school in enumerate(c.document.data["schools"]):
        at: DataPath = ("schools", index)
        adds = any(school.get(key) for key in _ADDED)
        if school.get("exclude") and adds:
            c.document.add((*at, "exclude"), "an excluded school has other keys", "`exclude` with its reason alone")
        elif not adds and "exclude" not in school:
            keys = f"{', '.join(_ADDED)} or exclude"
            c.document.add(at, f"nothing is said of the school {school['unitid']}", keys)


def accreditations_current(c: Context) -> None:
    """An accreditation is not of tomorrow, had not ended when it was read, and no program has the same one twice."""
    for index, school in enumerate(c.document.data["schools"]):
        seen = set()
        for number, accreditation in enumerate(school.get("accreditation") or ()):
            at: DataPath = ("schools", index, "accreditation", number)
            until = accreditation.get("until")
            if until and until < accreditation["read_on"]:
                what = f"the accreditation ended on {until}, before it was read"
                c.document.add((*at, "until"), what, "a current one, or none")
            dated = accreditation.get("dated") or ""
            if dated > last_day_past(c.day).isoformat()[: len(dated)]:
                what = f"`dated` {dated} is in the future"
                c.document.add((*at, "dated"), what, "the date or year that the page gives for itself")
            key = (accreditation["body"], accreditation["program"])
            if key in seen:
                what = f"two answers to the accreditation of `{key[1]}` by {key[0]} hold at once"
                c.document.add(at, what, "one entry for a program and its accreditor")
            seen.add(key)
