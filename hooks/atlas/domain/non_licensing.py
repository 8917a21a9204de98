"""Jurisdictions for which no counselor license was found."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from atlas.domain.sources import Source
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import PostalCode, Slug, SourceId, Text


class Without(StrictModel):
    """What was read of one jurisdiction."""

    statement: Text
    sources: Annotated[list[SourceId], Field(min_length=1)]


class WithoutFile(StrictModel):
    """The whole of data/without.yml."""

    sources: dict[Slug, Source]
    jurisdictions: dict[PostalCode, Without] = Field(description="By postal code.")
