"""What a reference in a text stands for on a given day. The checks and the pages ask the same function, `resolve`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from atlas.domain import vocabulary
from atlas.domain.problems import nearest
from atlas.domain.reference_syntax import REFERENCE, Reference, reference
from atlas.domain.requirements import Answer, Fact, Jurisdiction, Status
from atlas.domain.timeline import days_that_matter
from atlas.domain.vocabulary import BY_ID

FactsByOwner = Mapping[str, Mapping[str, Fact]]  # by id of the license, "" for the state, then by id of the fact
NO_FIGURE = {
    Status.SILENT: "the source sets none",
    Status.UNKNOWN: "it is not confirmed",
    Status.STATED: "its list is empty",
}
INSTEAD = "words without the reference"


class UnresolvedReferenceError(ValueError):
    """A reference that stands for no figure: what is wrong, what was expected, the nearest valid word."""

    def __init__(self, what: str, expected: str, near: str = "") -> None:
        super().__init__(what)
        self.what, self.expected, self.near = what, expected, near


def facts_by_owner(jurisdiction: Jurisdiction) -> FactsByOwner:
    """The facts that texts of the jurisdiction may name."""
    return {"": jurisdiction.facts} | {license.id: license.facts for license in jurisdiction.licenses}


def resolve(ref: Reference, facts: FactsByOwner, day: date) -> tuple[Fact, Answer]:
    """The fact that is named and the answer that holds on `day` for most people, which has a figure.

    Raises UnresolvedReferenceError when nothing is named, or when there is no figure on that day.
    """
    fact = _named(ref, facts)
    answer = fact.current_answer(day)
    if answer.preferred_value is None or answer.preferred_value == []:
        what, expected = _lack(fact, answer, day)
        raise UnresolvedReferenceError(f"`{ref.text}` has no figure to show: {what}", expected)
    return fact, answer


def replace(text: str, facts: FactsByOwner, day: date, words: Callable[[Fact, Answer], str]) -> str:
    """`text` with each reference replaced by the `words` for what it stands for on `day`."""
    return REFERENCE.sub(lambda match: words(*resolve(reference(match), facts, day)), text)


def failures(ref: Reference, facts: FactsByOwner, day: date) -> Iterator[UnresolvedReferenceError]:
    """Why the reference cannot be resolved on `day` or later: an error for each stretch of days, with its first day."""
    failed = False
    fact = facts.get(ref.license, {}).get(ref.fact)
    for each in days_that_matter(fact.answers if fact else (), day):
        try:
            resolve(ref, facts, each)
        except UnresolvedReferenceError as error:
            since = f"from {each} on, " if each > day else ""
            if not failed:
                yield UnresolvedReferenceError(since + error.what, error.expected, error.near)
            failed = True
        else:
            failed = False


def _named(ref: Reference, facts: FactsByOwner) -> Fact:
    licenses = [id for id in facts if id]
    if ref.license and ref.license not in facts:
        raise UnresolvedReferenceError(
            f"`{ref.text}` names no license of this file",
            "one of " + ", ".join(licenses),
            nearest(ref.license, licenses),
        )
    definition = BY_ID.get(ref.fact)
    scope = vocabulary.LICENSE if ref.license else vocabulary.JURISDICTION
    if definition is None or definition.scope != scope:
        words = [f.id for f in vocabulary.FIELDS if f.scope == scope]
        near = nearest(ref.fact, words) if definition is None else _in_place(ref, facts)
        raise UnresolvedReferenceError(f"`{ref.text}` names no fact", "{fact} of the state or {license.fact}", near)
    if ref.fact not in facts[ref.license]:
        raise UnresolvedReferenceError(
            f"`{ref.text}` has no figure to show: the file does not answer it", f"a fact that is answered, or {INSTEAD}"
        )
    return facts[ref.license][ref.fact]


def _in_place(ref: Reference, facts: FactsByOwner) -> str:
    """The reference as it must be written, when the fact belongs to the state and not to a license or the other way."""
    owner = next((id for id in reversed(list(facts)) if ref.fact in facts[id]), None)
    return "" if owner is None else f"{{{owner}.{ref.fact}}}" if owner else f"{{{ref.fact}}}"


def _lack(fact: Fact, answer: Answer, day: date) -> tuple[str, str]:
    """Why `answer`, which holds on `day`, has no figure, and what would mend it."""
    if any(answer is given for given in fact.answers):
        return NO_FIGURE[answer.status], f"a fact that is stated or disputed, or {INSTEAD}"
    ended = max((a.until for a in fact.answers if a.until and a.until < day), default=None)
    later = fact.upcoming(day)
    what = f"its answer ends on {ended}" if ended else "its answer"
    if later:
        what += f"{' and the next' if ended else ''} begins on {later[0].effective}"
    begins = f", with `effective: {ended + timedelta(days=1)}`" if ended else " before that day"
    return what, f"another answer{begins}, or {INSTEAD}"
