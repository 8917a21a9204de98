"""What kind of page an address of a school leads to, as far as the address itself says."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit


class ContactKind(StrEnum):
    """Pages on which a school can be asked, the best for a graduate applicant first. The values are public."""

    INFORMATION = "request_information"
    PROGRAM = "program"
    GRADUATE_ADMISSIONS = "graduate_admissions"
    ADMISSIONS = "admissions"
    UNDERGRADUATE_ADMISSIONS = "undergraduate_admissions"
    WEBSITE = "website"

    @property
    def words(self) -> str:
        """The kind as the words of a link."""
        return _WORDS[self]


_WORDS = {
    ContactKind.INFORMATION: "Request information",
    ContactKind.PROGRAM: "Counseling program",
    ContactKind.GRADUATE_ADMISSIONS: "Graduate admissions",
    ContactKind.ADMISSIONS: "Admissions, whole school",
    ContactKind.UNDERGRADUATE_ADMISSIONS: "Undergraduate admissions",
    ContactKind.WEBSITE: "School website",
}

_UNDERGRADUATE = re.compile(r"undergrad|freshm[ae]n|first-?year|high-?school")
_GRADUATE = re.compile(r"(?<![a-z])(post)?grad(uate)?s?(?![a-rt-z])|gradschool|gradadm")
_ADMISSIONS = re.compile(r"admi(ssion|t)|apply|enrol|prospective|future|become|visit|join")


def admissions_contact(url: str) -> ContactKind:
    """What the admissions address of the federal data leads to: `https://undergrad.school.example/` is no graduate office.

    An address that speaks of undergraduates is theirs, also where it speaks of graduates too.
    """
    parts = urlsplit(url.lower())
    said = f"{parts.hostname or ''}{parts.path}?{parts.query}"
    if _UNDERGRADUATE.search(said):
        return ContactKind.UNDERGRADUATE_ADMISSIONS
    if _GRADUATE.search(said):
        return ContactKind.GRADUATE_ADMISSIONS
    if parts.path in ("", "/") and not _ADMISSIONS.search(said):
        return ContactKind.WEBSITE
    return ContactKind.ADMISSIONS
