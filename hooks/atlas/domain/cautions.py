"""What weakens a figure, in the words of every table and tool: "about 3,000" where its source names no rule, that an old text may have
changed, and whether a source of it has a caveat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from atlas.domain import formatting
from atlas.domain.atlas import Atlas
from atlas.domain.fees import Fees
from atlas.domain.requirements import Answer
from atlas.domain.sources import Evidence, Source

MAY_HAVE_CHANGED = "may have changed"
NAMES_NO_RULE = "source names no rule"
_SIGNS = re.compile(rf"\babout (?=[$\d])| \((?:{NAMES_NO_RULE}; )?{MAY_HAVE_CHANGED}\)| \({NAMES_NO_RULE}\)")


def by_source(words: str, source: Source | None) -> str:
    """A value as its source lets it be told: a figure that rests on a source that names no rule as "about 3,000"."""
    if source is None or source.evidence is not Evidence.NO_RULE_NAMED:
        return words
    return about(words)


def either(sides: Sequence[tuple[str, Source]]) -> tuple[str, str]:
    """What sources say that disagree, and the mark of it: "3,000 or about 4,000" and "sources disagree"."""
    told = [by_source(words, source) for words, source in sides]
    if any(words.endswith(NAMES_NO_RULE + ")") for words in told):
        return " or ".join(words for words, _ in sides), "sources disagree; one names no rule"
    return " or ".join(told), "sources disagree"


def about(words: str) -> str:
    """A figure as one that names no rule: "about 3,000"; other words with a mark: "NCE (source names no rule)"."""
    return f"about {words}" if words[:1].isdigit() or words.startswith("$") else with_marks(words, NAMES_NO_RULE)


def with_marks(words: str, *marks: str) -> str:
    """Words with marks in brackets, those that are not empty: "3,000 (sources disagree; may have changed)"."""
    said = "; ".join(filter(None, marks))
    if not said:
        return words
    return f"{words[:-1]}; {said})" if words.endswith(")") else f"{words} ({said})"


def marked(words: str, answers: Sequence[Answer], atlas: Atlas) -> str:
    """What several answers say together: "about" with one of them, and that one of them may have changed. "" stays ""."""
    if not words:
        return ""
    words = about(words) if names_no_rule(answers) else words
    return with_marks(words, MAY_HAVE_CHANGED * may_have_changed(answers, atlas))


def names_no_rule(answers: Iterable[Answer]) -> bool:
    """Whether the value of one of these rests on a source that names no rule."""
    return any(a.preferred_value is not None and a.evidence is Evidence.NO_RULE_NAMED for a in answers)


def may_have_changed(answers: Iterable[Answer], atlas: Atlas) -> bool:
    """Whether the value of one of these rests on an old text of a matter that changes often."""
    return any(a.preferred_value is not None and id(a) in atlas.old_texts for a in answers)


def has_caveat(answers: Iterable[Answer]) -> bool:
    """Whether the value of one of these has a source that is weakened by something that the state's page tells."""
    return any(source.caveat for a in answers if a.preferred_value is not None for source, _ in a.sources())


def sum_words(fees: Fees) -> str:
    """The sum of fees: "at least about $300"."""
    roughly = names_no_rule(fee.answer for fee in fees.known)
    return f"{'at least ' * fees.at_least}{'about ' * roughly}{formatting.money(fees.total)}"


def sum_marks(fees: Fees, atlas: Atlas) -> list[str]:
    """What is to be said with a sum of fees: that one is another for a group, that sources disagree on one, or that one may
    have changed."""
    old = may_have_changed((fee.answer for fee in fees.known), atlas)
    varies = any(len(fee.license.facts[fee.fact].current(atlas.day)) > 1 for fee in fees.known)
    return ["varies"] * varies + ["sources disagree"] * bool(fees.disputed) + [MAY_HAVE_CHANGED] * old


def plain(words: str) -> str:
    """Words without these signs, for a page that has the sources beside each figure."""
    return _SIGNS.sub("", words).replace(f"; {MAY_HAVE_CHANGED})", ")").replace(f"; {NAMES_NO_RULE})", ")")
