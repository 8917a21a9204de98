"""Answers: one for each fact at a time, and one for every fact that belongs to a license or an exam."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date

from atlas.data.rules.context import Context
from atlas.data.rules.licenses import answers_with_shared, shared
from atlas.domain import vocabulary
from atlas.domain.problems import DataPath, nearest


def one_answer_at_a_time(c: Context) -> None:
    """Two answers to one fact differ in whom they apply to or in when they take effect."""
    seen: set[tuple[int, str, Hashable, date | None]] = set()
    for owner, field, place, entry in c.entries():
        key = (owner, field.id, entry.group, entry.effective)
        if key in seen:
            c.document.add(
                place,
                f"two answers to `{field.id}` hold at once",
                "`cohort`, `applies_to` or `effective` to tell them apart, or `disputed`",
            )
        seen.add(key)


def all_facts_answered(c: Context) -> None:
    """Every fact that belongs to the jurisdiction and to each license has an answer."""
    _all_answered(c, ("facts",), [field.id for field in vocabulary.STATE_FILE_FIELDS])
    for index, license in enumerate(c.file.licenses):
        elsewhere = {name for _, name in shared(license)}
        expected = vocabulary.expected_ids(license.level, license.credential, _stated(c, index))
        names = [name for name in expected if name not in elsewhere]
        _all_answered(c, ("licenses", index, "facts"), names, f" of `{license.id}`")


def _stated(c: Context, index: int) -> set[str]:
    """The facts of a license of which a source says something, its own and those that it shares."""
    shared_answers = answers_with_shared(c)
    return {
        fact
        for (owner, fact), placed in shared_answers.items()
        if owner == index and any(entry.entry.value is not None or entry.entry.disputed for entry in placed)
    }


def all_exam_facts_answered(c: Context) -> None:
    """Every field of an exam has an answer."""
    for index, exam in enumerate(c.document.data["exams"]):
        names = [field.id for field in vocabulary.EXAM_FIELDS]
        _all_answered(c, ("exams", index, "facts"), names, f" of `{exam['id']}`")


def _all_answered(c: Context, place: DataPath, names: Iterable[str], owner: str = "") -> None:
    """A problem for each of `names` that is not a key of the map at `place`, nor stands there misspelled."""
    given = c.document.data
    for part in place:
        given = given[part]
    wanted = list(names)
    misspelled = {nearest(name, wanted) for name in given if name not in vocabulary.BY_ID}
    for name in wanted:
        if name not in given and name not in misspelled:
            expected = "an answer: value, silent, unknown or disputed"
            c.document.add(place, f"the fact `{name}`{owner} is missing", expected, key=True)
