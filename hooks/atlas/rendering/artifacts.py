"""What a build gives: pages and files, and the addresses that links are derived from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

# A page links to one form for each fact, and most of what fills them in is the same.
_quoted = lru_cache(maxsize=4096)(quote)


@dataclass(frozen=True)
class Settings:
    """The addresses that every link is derived from, both with a slash at their ends, and who answers for the site."""

    site_url: str
    repo_url: str
    branch: str = "main"
    publisher: str = ""  # a person or an organization
    contact_email: str = ""
    funding: str = ""  # who pays for the site, and which conflicts of interest there are, in a sentence or two
    reviewed: str = ""  # when they last went through method and policies, in words

    @classmethod
    def of(cls, site_url: str | None, repo_url: str | None, extra: Mapping[str, Any]) -> Settings:
        """The settings of mkdocs.yml: its two addresses and `extra.publisher`."""
        publisher = {key: str(value or "") for key, value in (extra.get("publisher") or {}).items()}
        return cls(
            site_url or "",
            (repo_url or "").rstrip("/") + "/",
            publisher=publisher.get("name", ""),
            contact_email=publisher.get("email", ""),
            funding=publisher.get("funding", ""),
            reviewed=publisher.get("reviewed", ""),
        )

    @property
    def base_path(self) -> str:
        """Where the site begins on its host: "/", or "/atlas/" of https://name.example/atlas/."""
        return urlsplit(self.site_url).path or "/"

    def edit_url(self, path: str, line: int | None = None) -> str:
        """Where a file of the repository is edited in the browser, or a folder of it is looked at."""
        verb = "edit" if "." in path.rsplit("/", 1)[-1] else "tree"
        return f"{self.repo_url}{verb}/{self.branch}/{path}" + (f"#L{line}" if line else "")

    def issue_url(self, form: str = "", **filled: str) -> str:
        """A new issue; with the name of a form in .github/ISSUE_TEMPLATE/, that form with these fields filled in."""
        if not form:
            return f"{self.repo_url}issues/new/choose"
        return f"{self.repo_url}issues/new?" + urlencode({"template": f"{form}.yml", **filled}, quote_via=_quoted)

    @property
    def placeholder(self) -> str:
        """The setting that is still a placeholder, or "" when the site may be published."""
        found = {
            "site_url": self.site_url,
            "repo_url": self.repo_url,
            "extra.publisher.name": self.publisher,
            "extra.publisher.email": self.contact_email,
            "extra.publisher.funding": self.funding,
            "extra.publisher.reviewed": self.reviewed,
        }
        return next((name for name, value in found.items() if "example" in value.lower()), "")


@dataclass(frozen=True)
class Heading:
    """An entry of a page's table of contents."""

    level: int
    id: str
    title: str


@dataclass(frozen=True)
class Page:
    """A page of the site. `address` ends with a slash; `content` is the article in UTF-8, headings included: with one curly
    quote in it, a text takes twice the memory."""

    address: str
    title: str
    description: str
    content: bytes
    headings: tuple[Heading, ...]
    edit_url: str
    modified: str  # day (ISO) on which its content last changed; "" where that is not known
    head: str = ""  # HTML for the head of the document: other forms of the page, structured data

    @property
    def html(self) -> str:
        """The article."""
        return self.content.decode()


@dataclass(frozen=True)
class Frame:
    """HTML before and after the text of a page written by hand, and for the head of its document."""

    before: str = ""
    after: str = ""
    head: str = ""


@dataclass(frozen=True)
class SiteFile:
    """A file of the site that is not a page."""

    address: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


_HEADING = re.compile(r"<h([23])\b([^>]*)>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r'\sid=["\']([^"\']*)["\']', re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def headings(html: str) -> tuple[Heading, ...]:
    """The h2 and h3 of an article that have an id, in order; those in a fold that say `data-no-toc` left out."""
    return tuple(
        Heading(int(level), unescape(id[1]), " ".join(unescape(_TAG.sub("", inner)).split()))
        for level, attributes, inner in _HEADING.findall(html)
        if (id := _ID.search(attributes)) and "data-no-toc" not in attributes
    )
