"""The rules a data file must keep beyond its shape. Each is one small function; `RULES` lists them.

A rule adds its problems to the document and never raises.
"""

from __future__ import annotations

from .answers import all_facts_answered, one_answer_at_a_time
from .context import Context, Rule
from .dates import dates_in_order
from .figures import odd_figures_explained, parts_within_wholes
from .files import across, file_name, known_jurisdiction
from .licenses import abbreviations_differ, ladder, same_as_is_known, shared
from .references import exams_known, references_resolve, texts
from .scope import enough_questions, enough_steps
from .sources import sources_defined, sources_distinct, sources_named, sources_used

__all__ = ["RULES", "Context", "Rule", "across", "file_name", "shared", "texts"]

RULES: tuple[Rule, ...] = (
    known_jurisdiction,
    sources_defined,
    sources_used,
    sources_named,
    sources_distinct,
    dates_in_order,
    one_answer_at_a_time,
    all_facts_answered,
    same_as_is_known,
    ladder,
    abbreviations_differ,
    parts_within_wholes,
    odd_figures_explained,
    exams_known,
    references_resolve,
    enough_steps,
    enough_questions,
)
