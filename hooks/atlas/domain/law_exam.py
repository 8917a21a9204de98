"""The exam on the state's own law, which is told beside the exams of a path."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.domain import cautions, comparison, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.requirements import License, Status

NAME = "jurisprudence exam"


def law_exam_words(path: Sequence[License], atlas: Atlas) -> str:
    """The exam on the state's own law that a path requires, with what makes it unsure: "jurisprudence exam (sources disagree)";
    that it isn't confirmed whether the last license requires one; "" where none is required."""
    facts = [license.facts["jurisprudence_exam"] for license in path if "jurisprudence_exam" in license.facts]
    if not facts:
        return ""
    answers = [answer for fact in facts for answer in fact.current(atlas.day)]
    required = [a for a in answers if True in (a.value, *(reading[0] for reading in a.readings))]
    coming = [words for fact in facts if (words := comparison.pending_words(fact, atlas))]
    if not required and not any(answer.preferred_value for fact in facts for answer in fact.upcoming(atlas.day)):
        unknown = facts[-1].current_answer(atlas.day).status is Status.UNKNOWN
        return f"{NAME}: {comparison.ABSENT_WORDS[Status.UNKNOWN]}" if unknown else ""
    marks = list(dict.fromkeys(map(formatting.in_sentence, coming)))
    if required and all(answer.for_whom for answer in required):
        marks += dict.fromkeys(formatting.group_in_sentence(answer.for_whom) for answer in required)
    if any(answer.status is Status.DISPUTED for answer in required):
        marks.append("sources disagree")
    # What weakens every text that requires it: one text that doesn't is enough.
    if required and all(cautions.names_no_rule((answer,)) for answer in required):
        marks.append(cautions.NAMES_NO_RULE)
    if required and all(cautions.may_have_changed((answer,), atlas) for answer in required):
        marks.append(cautions.MAY_HAVE_CHANGED)
    return cautions.with_marks(NAME, *marks)
