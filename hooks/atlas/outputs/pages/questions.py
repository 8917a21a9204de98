# Produces:
#   /questions/   readers' questions by topic: the general ones with their answers, those of states by state
"""Questions and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from atlas.data.component_syntax import asked, generalized, typed
from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.problems import DataError, Problem, nearest
from atlas.domain.questions import GeneralQuestion
from atlas.domain.state_file import TOPICS
from atlas.rendering.artifacts import Page
from atlas.rendering.citations import Chip, Citations, Popover
from atlas.rendering.components import COUNTED, Component, ComponentError, PageContext, fill
from atlas.rendering.context import BuildContext

ADDRESS = "questions/"


@dataclass(frozen=True)
class AnsweredQuestion:
    """A general question with its answer as HTML."""

    question: GeneralQuestion
    answer: Markup
    chips: list[Chip]
    day: str


@dataclass(frozen=True)
class StateQuestion:
    """A question of one state: it is answered on the state's page. `read` is the latest day one of its sources was."""

    state: str
    question: str
    address: str
    read: date


@dataclass(frozen=True)
class Topic:
    id: str
    label: str
    general: list[AnsweredQuestion]
    states: list[StateQuestion]


@dataclass(frozen=True)
class QuestionsView:
    """What questions.html shows. `popovers` and `sources` belong to the general answers."""

    topics: list[Topic]
    count: int  # of all questions
    popovers: Callable[[], list[Popover]]
    sources: list[Popover]


def build(context: BuildContext) -> Iterator[Page]:
    """The one page. Raises DataError with every part of an answer that there is not."""
    if found := problems(context.atlas, context.components):
        raise DataError(found)
    file = context.atlas.questions
    citations = Citations(file.sources)
    place = PageContext(ADDRESS, citations)
    topics = []
    for id, label in TOPICS.items():
        general = [
            AnsweredQuestion(
                question,
                _answer(question, context.components, place),
                citations.chips(question.sources),
                formatting.day(question.answered),
            )
            for question in file.questions
            if question.topic == id
        ]
        topics.append(Topic(id, label, general, [q for q, topic in state_questions(context.atlas) if topic == id]))
    yield context.page(
        "questions.html",
        ADDRESS,
        QuestionsView(
            topics=topics,
            count=len(file.questions) + sum(len(topic.states) for topic in topics),
            popovers=citations.popovers,
            sources=citations.listed(),
        ),
        title="Questions and answers",
        description="Common questions on getting a counseling license, by topic and by state, answered with sources.",
        edit="data/questions.yml",
        modified=context.history.modified("data/questions.yml", "data/states/"),
    )


def state_questions(atlas: Atlas) -> Iterator[tuple[StateQuestion, str]]:
    """Every question of a state with its topic, by state."""
    for jurisdiction in atlas.jurisdictions:
        for number, question in enumerate(jurisdiction.faq, 1):
            read = max(jurisdiction.sources[id].read_on for id in question.sources)
            yield (
                StateQuestion(
                    jurisdiction.name, question.question, f"states/{jurisdiction.slug}/#question-{number}", read
                ),
                question.topic,
            )


def problems(atlas: Atlas, components: Mapping[str, Component]) -> list[Problem]:
    """A problem for each part of a general answer that there is not, and for each figure or general claim that is typed."""
    file, found = atlas.questions, []
    place = PageContext(ADDRESS, Citations(file.sources))
    for question in file.questions:
        at = file.places[question.id]
        for name, arguments, *_ in asked(question.answer):
            part = file.parts.get((question.id, name, arguments), at)
            if name not in components:
                expected = "one of " + ", ".join(components)
                found.append(Problem(*part, f"unknown part `{{{{ {name} }}}}`", expected, nearest(name, components)))
                continue
            try:
                components[name].render(place, arguments)
            except ComponentError as error:
                found.append(Problem(*part, f"the part `{name}`: {error.what}", error.expected, error.near))
        for figure, *_ in typed(question.answer):
            found.append(Problem(*at, f"the number `{figure}` is typed", "a part that takes it from the data"))
        for claim, *_ in generalized(question.answer):
            found.append(Problem(*at, f"the general claim `{claim}` is typed", COUNTED))
    return found


def _answer(question: GeneralQuestion, components: Mapping[str, Component], place: PageContext) -> Markup:
    """The answer with its components filled in."""
    return Markup(fill(str(escape(question.answer)), components, place))  # noqa: S704 - escaped; components give safe HTML
