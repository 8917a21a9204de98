"""The terms of the glossary."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from atlas.domain.problems import nearest
from atlas.domain.roles import Role
from atlas.domain.sources import Source
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import PageAddress, Slug, SourceId, Text, UniqueId, fail

KINDS = {"title": "Titles", "body": "Bodies", "exam": "Exams", "word": "Words of the field"}


def _kind(word: str) -> str:
    if word not in KINDS:
        fail(f"`{word}` is not a kind of term", "one of " + ", ".join(KINDS), nearest(word, KINDS))
    return word


class Term(StrictModel):
    """A term and its meaning, in one or two sentences."""

    id: UniqueId
    term: Text
    kind: Annotated[str, AfterValidator(_kind), WithJsonSchema({"enum": list(KINDS)})]
    abbr: Annotated[Text, Role.UNIQUE] | None = None
    meaning: Text
    source: SourceId
    page: PageAddress | None = Field(None, description="A page of the site that says more, such as exams/nce/.")
    marked: bool = Field(False, description="Whether the abbreviation is marked where a page first uses it.")

    @model_validator(mode="after")
    def _marked_by_abbreviation(self) -> Term:
        if self.marked and not self.abbr:
            fail("a term without an abbreviation cannot be marked", "`abbr:`, or no `marked:`")
        return self


class GlossaryFile(StrictModel):
    """The whole of data/glossary.yml."""

    sources: dict[Slug, Source]
    terms: Annotated[list[Term], Field(min_length=1)]
