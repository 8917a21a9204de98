"""The Counseling Compact: what a privilege is, who has joined, and who issues privileges."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from atlas.domain.requirements import Source, StrictModel
from atlas.domain.values import PastDay, PostalCode, Slug, SourceId, Text, Url


class Statement(StrictModel):
    """One thing to know of the compact, with its source."""

    topic: Text
    text: Text
    source: SourceId


class Act(StrictModel):
    """How a jurisdiction joined: the act and where the compact stands in its code, or `unknown` with the reason."""

    act: Text | None = Field(None, description="The bill or the act, such as House Bill 1 of 2022.")
    code: Text | None = Field(None, description="Where the compact stands in the code, with the section.")
    enacted: Text | None = Field(None, description="When: a date or a year in words, as exact as the source is.")
    source: SourceId | None = None
    unknown: Text | None = Field(None, description="Looked for and not found; say why.")
    note: Text | None = None


class Start(StrictModel):
    """Since when a jurisdiction issues privileges. Without `since`, the day was not found."""

    since: PastDay | None = None
    source: SourceId


class Issuing(StrictModel):
    """The jurisdictions that issue privileges. `source` is the list that was read, `as_of` the day it speaks of."""

    as_of: PastDay
    source: SourceId
    jurisdictions: Annotated[dict[PostalCode, Start], Field(min_length=1)]
    note: Text | None = None


class CompactFile(StrictModel):
    """The whole of data/compact.yml."""

    sources: dict[Slug, Source]
    url: Url
    statements: Annotated[list[Statement], Field(min_length=1)]
    issuing: Issuing
    acts: dict[PostalCode, Act] = Field(
        description="One for each jurisdiction that has enacted the compact, by postal code."
    )

    def issues(self, code: str) -> bool:
        """Whether the jurisdiction is listed as issuing privileges."""
        return code in self.issuing.jurisdictions
