"""Sources: the texts that were read, and how strong each is as evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from atlas.domain.strict_model import StrictModel
from atlas.domain.values import PastDay, Text, Url


class Evidence(StrEnum):
    """How strong a source is: law (statute, rule), the board's own word, or somebody else's, who names the rule or doesn't."""

    LAW = "law"
    BOARD = "board"
    SECONDARY = "secondary"
    NO_RULE_NAMED = "secondary_no_rule"

    @property
    def is_official(self) -> bool:
        """Whether it is law or the board's own word, on which `silent` and a `false` of a requirement may rest."""
        return self in (Evidence.LAW, Evidence.BOARD)


class SourceKind(StrEnum):
    STATUTE = "statute"
    RULE = "rule"
    BOARD = "board"
    FORM = "form"
    SECONDARY = "secondary"


EVIDENCE_OF = {
    SourceKind.STATUTE: Evidence.LAW,
    SourceKind.RULE: Evidence.LAW,
    SourceKind.BOARD: Evidence.BOARD,
    SourceKind.FORM: Evidence.BOARD,
    SourceKind.SECONDARY: Evidence.SECONDARY,
}


def grade_of(kind: SourceKind, names_rule: bool | None) -> Evidence:
    """The evidence that a source of this kind gives; a secondary one that names no rule has a grade of its own."""
    grade = EVIDENCE_OF[kind]
    return Evidence.NO_RULE_NAMED if grade is Evidence.SECONDARY and names_rule is False else grade


class Source(StrictModel):
    """A text that was read."""

    kind: Annotated[SourceKind, Field(strict=False)]
    citation: Text | None = Field(None, description="For a statute or rule: how lawyers cite it, with the section.")
    title: Text | None = Field(None, description="What the page calls itself.")
    url: Url = Field(description="Where the text was read.")
    official_url: Url | None = Field(None, description="The publisher's own page, where it differs.")
    current_through: PastDay | None = Field(None, description="The date that the source itself gives.")
    read_on: PastDay = Field(description="The day somebody read it.")
    caveat: Text | None = Field(None, description="What weakens it, for readers: Copy from before the changes of 2024.")
    names_rule: bool | None = Field(
        None, description="Of a secondary source: whether it names the rule or statute that it reports."
    )
    read_whole: bool | None = Field(
        None, description="Of law or board: true when the whole text was read, so that what it lacks is not required."
    )

    @property
    def evidence(self) -> Evidence:
        return grade_of(self.kind, self.names_rule)

    @property
    def cite(self) -> str:
        """What to call it: the citation, else the title."""
        return self.citation or self.title or self.url
