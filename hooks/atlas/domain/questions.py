"""Questions that readers ask of every state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from atlas.domain.roles import Role
from atlas.domain.sources import Source
from atlas.domain.state_file import Topic
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import PageAddress, PastDay, Slug, SourceId, Text, TextWithParts, UniqueId


class PageLink(StrictModel):
    label: Text
    page: PageAddress = Field(description="An address of the site, such as guides/moving/.")


class GeneralQuestion(StrictModel):
    """A question that is not about one state. `answer` may hold parts such as {{ range supervised_hours_total }}."""

    id: UniqueId
    topic: Topic
    question: Annotated[Text, Role.UNIQUE]
    answer: TextWithParts
    answered: PastDay = Field(description="The day it was answered, or last read against its sources.")
    links: Annotated[list[PageLink], Field(min_length=1)]
    sources: list[SourceId] = Field(
        default_factory=list, description="Beside the facts of the states that it draws on."
    )


class QuestionsFile(StrictModel):
    """The whole of data/questions.yml."""

    sources: dict[Slug, Source] = Field(default_factory=dict)
    questions: Annotated[list[GeneralQuestion], Field(min_length=1)]


@dataclass(frozen=True)
class Questions:
    """The general questions. `places` says where each answer stands in the file: path, line, column; `parts` the same of each part
    that an answer asks for, by the id of its question, the name of the part and its arguments."""

    sources: Mapping[str, Source]
    questions: tuple[GeneralQuestion, ...]
    places: Mapping[str, tuple[str, int, int]]
    parts: Mapping[tuple[str, str, tuple[str, ...]], tuple[str, int, int]]
