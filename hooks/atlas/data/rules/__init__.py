"""The rules a data file must keep beyond its shape. Each is one small function; `RULES` says which hold for which file.

A rule adds its problems to the document and never raises. It finds what it checks by the role of a value (`roles.py`),
so that it holds for every kind of file alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from atlas.data.rules.answers import all_exam_facts_answered, all_facts_answered, one_answer_at_a_time
from atlas.data.rules.attribution import meanings_claim_nothing_general, unofficial_figures_say_so
from atlas.data.rules.compact import (
    acts_dated,
    acts_told_or_unknown,
    compact_told_once,
    issuers_are_members,
    members_or_not,
    particulars_answered,
    topics_free,
)
from atlas.data.rules.context import Build, Context, Rule
from atlas.data.rules.dates import answers_end_after_they_begin, days_past, days_plausible, read_after_written
from atlas.data.rules.exams import ExamsNamed, exam_ids, exams_known
from atlas.data.rules.figures import odd_figures_explained, parts_within_wholes
from atlas.data.rules.files import check_across_files, file_name, known_jurisdiction
from atlas.data.rules.forms import entries_differ, ids_unique, nothing_left_empty, pages_exist, postal_codes_known
from atlas.data.rules.licenses import (
    abbreviations_differ,
    ladder,
    license_ids_spelled,
    licenses_doubled,
    same_as_is_known,
    shared,
    texts,
)
from atlas.data.rules.meanings import MEANINGS
from atlas.data.rules.references import references_resolve
from atlas.data.rules.schools import accreditations_current, overrides_say_something
from atlas.data.rules.scope import enough_questions, enough_steps
from atlas.data.rules.sources import (
    older_sources_say_so,
    sources_defined,
    sources_distinct,
    sources_named,
    sources_used,
)
from atlas.data.rules.steps import STEPS
from atlas.data.rules.workloads import workloads_meet
from atlas.domain.state_file import StateFile

__all__ = [
    "RULES",
    "Build",
    "Context",
    "DataFileKind",
    "ExamsNamed",
    "Rule",
    "check",
    "check_across_files",
    "exam_ids",
    "exams_known",
    "file_name",
    "shared",
    "texts",
]


class DataFileKind(StrEnum):
    """The kinds of files that people write."""

    STATE = "data/states/*.yml"
    EXAMS = "data/exams.yml"
    COMPACT = "data/compact.yml"
    GLOSSARY = "data/glossary.yml"
    QUESTIONS = "data/questions.yml"
    WITHOUT = "data/without.yml"
    CROSSCHECK = "data/crosschecks/*.yml"
    SCHOOLS = "data/schools/*.yml"
    OVERRIDES = "data/schools/overrides.yml"
    GUIDE = "docs/guides/*.md"
    ARTICLE = "docs/articles/posts/*.md"
    AUTHORS = "docs/articles/.authors.yml"


_EVERY_FILE: tuple[Rule, ...] = (
    nothing_left_empty,
    sources_defined,
    sources_used,
    sources_named,
    sources_distinct,
    older_sources_say_so,
    days_past,
    days_plausible,
    read_after_written,
    entries_differ,
    ids_unique,
    postal_codes_known,
    pages_exist,
)

_FACTS: tuple[Rule, ...] = (
    one_answer_at_a_time,
    answers_end_after_they_begin,
    parts_within_wholes,
    odd_figures_explained,
)

_OF_STATES: tuple[Rule, ...] = (
    known_jurisdiction,
    all_facts_answered,
    license_ids_spelled,
    same_as_is_known,
    ladder,
    abbreviations_differ,
    references_resolve,
    enough_steps,
    enough_questions,
    compact_told_once,
    workloads_meet,
)

RULES: Mapping[DataFileKind, tuple[Rule, ...]] = {
    DataFileKind.STATE: (*_EVERY_FILE, *_FACTS, *_OF_STATES, *MEANINGS, *STEPS, unofficial_figures_say_so),
    DataFileKind.EXAMS: (*_EVERY_FILE, *_FACTS, all_exam_facts_answered),
    DataFileKind.COMPACT: (
        *_EVERY_FILE,
        acts_told_or_unknown,
        acts_dated,
        issuers_are_members,
        members_or_not,
        particulars_answered,
        topics_free,
    ),
    DataFileKind.GLOSSARY: (*_EVERY_FILE, meanings_claim_nothing_general),
    DataFileKind.QUESTIONS: _EVERY_FILE,
    DataFileKind.WITHOUT: _EVERY_FILE,
    DataFileKind.CROSSCHECK: _EVERY_FILE,
    DataFileKind.SCHOOLS: _EVERY_FILE,
    DataFileKind.OVERRIDES: (*_EVERY_FILE, overrides_say_something, accreditations_current),
    DataFileKind.GUIDE: _EVERY_FILE,
    DataFileKind.ARTICLE: _EVERY_FILE,
    DataFileKind.AUTHORS: _EVERY_FILE,
}


_WHATEVER_THE_SHAPE: frozenset[Rule] = frozenset(
    {
        nothing_left_empty,
        sources_defined,
        days_past,
        days_plausible,
        entries_differ,
        ids_unique,
        postal_codes_known,
        pages_exist,
        one_answer_at_a_time,
        answers_end_after_they_begin,
    }
)
"""Rules that look at single values: they hold in a file of which another part has a mistake, so that all are told at once."""


def check(kind: DataFileKind, context: Context) -> None:
    """Add to the document what its kind of file may not hold."""
    if context.shape is None and not isinstance(context.document.data, dict):
        return
    doubled = isinstance(context.shape, StateFile) and licenses_doubled(context.shape)
    for rule in RULES[kind]:
        if (context.shape is not None and not doubled) or rule in _WHATEVER_THE_SHAPE or (doubled and rule is ladder):
            rule(context)
