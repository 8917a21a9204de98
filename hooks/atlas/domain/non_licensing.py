"""Jurisdictions for which no counselor license was found."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from atlas.domain.requirements import Shape, Source
from atlas.domain.values import PostalCode, Slug, SourceId, Text


class Without(Shape):
    """What was read of one jurisdiction."""

    statement: Text
    sources: Annotated[list[SourceId], Field(min_length=1)]


class WithoutFile(Shape):
    """The whole of data/without.yml."""

    sources: dict[Slug, Source]
    jurisdictions: dict[PostalCode, Without] = Field(description="By postal code.")
