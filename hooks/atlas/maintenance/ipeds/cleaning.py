"""Data cleaning: from what institutions typed into a cell to names, links and telephone numbers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit


def tidy_aliases(raw: str, name: str) -> list[str]:
    """Other names of an institution, from one cell: "SNHU | Southern NH" gives both. Spellings of `name` itself are left out.

    Schools part them with bars, semicolons, slashes or commas. What is too long for a name is a remark.
    """
    parted = re.split(r"[|;/]" if re.search(r"[|;/]", raw) else ",", raw)
    plain = [" ".join(part.split()).strip("()") for part in parted]
    return [
        alias for alias in dict.fromkeys(plain) if re.match(r"\w", alias) and 1 < len(alias) <= 40 and alias != name
    ][:8]


def tidy_url(raw: str) -> str | None:
    """An https link from what an institution typed, or None: "www.example.edu" gives "https://www.example.edu/"."""
    raw = raw.strip().replace("\\", "/")
    raw = re.sub(r"^(https?:)/*", "", raw, flags=re.IGNORECASE).lstrip("/")
    if not raw or " " in raw:
        return None
    try:
        parts = urlsplit("https://" + raw)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host):
        return None
    path = re.sub(r"[\"'<>`{}|^]", "", parts.path) or "/"
    return urlunsplit(("https", host, path, parts.query, ""))


def domain(url: str) -> str:
    """The part of a host that somebody registers: "https://apply.example.edu/x" gives "example.edu"."""
    labels = (urlsplit(url).hostname or "").split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in ("edu", "com", "org", "net", "ac")
    return ".".join(labels[-3 if country else -2 :])


def tidy_phone(raw: str) -> str | None:
    """A US number from its digits, with an extension when more digits follow: (404) 555-0100 ext. 12."""
    digits = re.sub(r"\D", "", raw)
    if not re.fullmatch(r"[2-9]\d{9}(\d{1,6})?", digits):
        return None
    number = f"({digits[:3]}) {digits[3:6]}-{digits[6:10]}"
    return f"{number} ext. {digits[10:]}" if len(digits) > 10 and digits[10:].strip("0") else number
