# Produces:
#   /search/terms.json              what the search knows of the site: states, titles, exams, glossary, topics
#   /search/schools.json            the schools, by state
#   /search/answers-<code>.json     what answers a topic in one state, with the grade of its source and its place
# The search index takes them in (postprocess/search_index.py); docs/assets/search-query.js reads them.
"""What the search must know to understand what people type, and to answer it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from atlas.domain import cautions, comparison, formatting, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.exams import Exam
from atlas.domain.field_sets import SUMMED_ON_PATH
from atlas.domain.formatting import GRADES, status_word
from atlas.domain.jurisdictions import INVENTED, NAMES, OTHER_NAMES, slug
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.schools import School
from atlas.domain.search_topics import SEARCH_TOPICS, WORD_FAMILIES, SearchTopic
from atlas.domain.vocabulary import BY_ID, JURISDICTION, Field, Kind, Level
from atlas.outputs.pages import titles
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext
from atlas.rendering.tool_data import the

ANSWER_LENGTH = 400  # letters of one answer: few need more, and what decides may stand in the last sentence
LIST_LENGTH = 160  # letters of one list
MOST_LENGTH = 480  # letters of all that a fact says
_BETWEEN_SENTENCES = re.compile(r"(?<=[a-z]{5}[.!?]|.{4}[0-9)%”][.!?]) (?=[A-Z“])")  # not after "Occ." or "Admin."
_WITH_MARKS = re.compile(r"(.*?)( \([^()]*\))?", re.DOTALL)  # for whom it holds, and what is said against it
ANSWER_FACTS = frozenset(fact for topic in SEARCH_TOPICS for fact in topic.facts)

# Label, words, grade of the source ("" where there is none), and the place on the page.
AnswerRow = tuple[str, str, str, str]


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The files."""
    yield SiteFile("search/terms.json", _json(terms(context)))
    yield SiteFile("search/schools.json", _json(schools(context.atlas)))
    for jurisdiction in context.atlas.jurisdictions:
        yield SiteFile(f"search/answers-{jurisdiction.code.lower()}.json", _json(answers(jurisdiction, context.atlas)))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def terms(context: BuildContext) -> dict[str, Any]:
    """States, titles, exams, terms of the glossary and topics, each with what people call it."""
    atlas = context.atlas
    return {
        "states": [_state(jurisdiction) for jurisdiction in atlas.jurisdictions],
        "titles": [[name.name, [use.address for use in name.uses]] for name in titles.names(atlas)],
        "exams": [_exam(exam, atlas) for exam in atlas.exams.values()],
        "glossary": [[term.id, term.abbr or "", term.term] for term in atlas.glossary.terms],
        "topics": [_topic(topic) for topic in SEARCH_TOPICS],
        "families": WORD_FAMILIES,
        "grades": {evidence.value: words for evidence, words in GRADES.items()},
        "ask": context.settings.issue_url("question"),
    }


def _state(jurisdiction: Jurisdiction) -> dict[str, Any]:
    associate = pathways.associate_license(jurisdiction)
    return {
        "code": jurisdiction.code,
        "name": jurisdiction.name,
        **the(jurisdiction),
        "slug": jurisdiction.slug,
        "others": list(OTHER_NAMES.get(jurisdiction.code, ())),
        "main": pathways.main_license(jurisdiction).id,
        "associate": associate.id if associate else "",
        "licenses": {license.id: license.short for license in jurisdiction.licenses},
    }


def _topic(topic: SearchTopic) -> dict[str, Any]:
    columns = [fact for fact in topic.facts if BY_ID[fact].column]
    return {
        "id": topic.id,
        "label": topic.label,
        "words": grouped(topic.phrases),
        "pages": topic.pages,
        "facts": topic.facts,
        "exam": topic.exam_facts,
        "section": topic.section,
        "compared": bool(columns),
        "general": topic.general,
    }


def grouped(phrases: Iterable[str]) -> str:
    """Phrases by the word that most of them share, which then stands once: "hour:log|track;:spreadsheet". One that decides stays whole."""
    words = [phrase.split() for phrase in phrases]
    shared = Counter(word for phrase in words for word in set(phrase))
    groups: dict[str, list[str]] = {}
    for phrase in words:
        whole = len(phrase) == 1 or phrase[-1].endswith("!")
        head = "" if whole else max(phrase, key=lambda word: shared[word])
        groups.setdefault(head, []).append(" ".join(word for word in phrase if word != head))
    return ";".join(f"{head}:{'|'.join(others)}" for head, others in groups.items())


def _exam(exam: Exam, atlas: Atlas) -> dict[str, Any]:
    wanted = {fact for topic in SEARCH_TOPICS for fact in topic.exam_facts}
    facts = {id: row(fact, fact.field.label, "exam", atlas) for id, fact in exam.facts.items() if id in wanted}
    return {"id": exam.id, "abbr": exam.abbr, "name": exam.name, "facts": facts}


def schools(atlas: Atlas) -> list[list[Any]]:
    """Of each state: its code, the slug of its name, and the schools.

    Of each school: name, city, number in the federal data, degrees, other names.
    """
    names = NAMES | INVENTED
    return [
        [code, slug(names[code]), [[s.name, s.city, s.unitid, _degrees(s), *s.aliases] for s in state.schools]]
        for code, state in sorted(atlas.schools.items())
    ]


def _degrees(school: School) -> int:
    """How many degrees it reports in all programs: of two schools of a name, most readers mean the larger."""
    return sum(program.degrees or 0 for program in school.programs)


def answers(jurisdiction: Jurisdiction, atlas: Atlas) -> dict[str, Any]:
    """What a state's facts say, by license and fact; those of the state itself under ""."""
    found: dict[str, dict[str, AnswerRow]] = {"": {}}
    main = pathways.main_license(jurisdiction)
    for id, fact in jurisdiction.facts.items():
        if id in ANSWER_FACTS:
            found[""][id] = row(fact, fact.field.label, comparison.anchor(fact.field, main), atlas)
    for license in jurisdiction.licenses:
        found[license.id] = {
            id: _license_row(jurisdiction, license, fact, atlas)
            for id, fact in license.facts.items()
            if id in ANSWER_FACTS and fact.field.scope != JURISDICTION
        }
    return found


def _license_row(jurisdiction: Jurisdiction, license: License, fact: Fact, atlas: Atlas) -> AnswerRow:
    field = fact.field
    anchor = comparison.anchor(field, license)
    if field.id not in SUMMED_ON_PATH or license.level is not Level.INDEPENDENT:
        return row(fact, field.label, anchor, atlas)
    cell = comparison.license_cell(jurisdiction, license, field.id, atlas)
    if cell.status not in (Status.STATED.value, Status.DISPUTED.value):
        return row(fact, field.label, anchor, atlas)
    return field.column, cell.words, _grade(fact.current(atlas.day)), anchor


def row(fact: Fact, label: str, anchor: str, atlas: Atlas) -> AnswerRow:
    """A fact in a few words, all its answers."""
    current = fact.current(atlas.day)
    words = [_words(fact.field, answer, atlas) for answer in current]
    words += formatting.changes_ahead(fact, atlas.day, atlas.exams)
    words += [cautions.MAY_HAVE_CHANGED] * cautions.may_have_changed(current, atlas)
    said = "; ".join(dict.fromkeys(words)).replace(".; ", ". ")  # between sentences no semicolon
    return label, _cut(said), _grade(current), anchor


def _words(field: Field, answer: Answer, atlas: Atlas) -> str:
    if answer.status not in (Status.STATED, Status.DISPUTED):
        return brief(f"{status_word(answer.status)}. {answer.text}".strip())
    figure = formatting.figure(field, answer, atlas.exams)
    return listed(figure) if field.kind is Kind.LIST else brief(figure)


def brief(words: str) -> str:
    """The first sentences that fit, whole, with the marks at the end, and a sign where the page says more.

    Of a sentence that is too long by itself, its first words.
    """
    text, marks = _parts(words)
    if len(text) <= ANSWER_LENGTH:
        return words
    first, *others = _BETWEEN_SENTENCES.split(text)
    if len(first) > ANSWER_LENGTH:
        return first[: first.rfind(" ", 0, ANSWER_LENGTH)].rstrip(",;:") + " …" + marks
    for sentence in others:
        if len(first) + 1 + len(sentence) > ANSWER_LENGTH:
            break
        first += f" {sentence}"
    return f"{first} …{marks}"


def listed(words: str) -> str:
    """The first items of a list that fit. An item can hold a comma itself, so the others aren't counted."""
    text, marks = _parts(words)
    items = text.split(", ")
    shown = len(items)
    while shown > 1 and len(", ".join(items[:shown])) > LIST_LENGTH:
        shown -= 1
    more = " and others" if shown < len(items) else ""
    return ", ".join(items[:shown]) + more + marks


def _parts(words: str) -> tuple[str, str]:
    found = _WITH_MARKS.fullmatch(words)
    return (found[1], found[2] or "") if found else (words, "")


def _grade(answers: tuple[Answer, ...] | list[Answer]) -> str:
    sources = [source for answer in answers for source, _ in answer.sources()]
    return sources[0].evidence.value if sources else ""


def _cut(words: str) -> str:
    """The first answers that fit, whole; of a single one, its first words."""
    if len(words) <= MOST_LENGTH:
        return words
    end = words.rfind("; ", 0, MOST_LENGTH)
    return words[: end if end > 0 else words.rfind(" ", 0, MOST_LENGTH)] + " …"
