"""Where a reader of a state's pages corrects a fact: its line in the file, or a report with what is known filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from atlas.domain import formatting
from atlas.domain.requirements import Fact, Jurisdiction
from atlas.rendering.citations import Fix
from atlas.rendering.context import BuildContext

REPORT_LENGTH = 200  # letters of an answer that are filled in


def fixing(context: BuildContext, jurisdiction: Jurisdiction) -> Callable[[Fact, str], Fix]:
    """How each fact of this state is corrected, by the fact and the id of its license ("" for the state's own)."""

    def fix(fact: Fact, license: str) -> Fix:
        settings, field = context.settings, fact.field
        answer = fact.current_answer(context.atlas.day)
        says = (
            formatting.readable_value(field, answer.preferred_value, context.atlas.exams)
            if answer.preferred_value is not None
            else f"{answer.status}: {answer.text}"
        )
        owner = f"{jurisdiction.license(license).short}: " if license else ""
        edit = settings.edit_url(field.derived_from or jurisdiction.path, jurisdiction.lines.get((license, field.id)))
        report = settings.issue_url(
            "wrong-fact",
            title=f"{jurisdiction.name}: {field.id}",
            state=jurisdiction.name,
            fact=f"{owner}{field.id}",
            says=says[:REPORT_LENGTH],
        )
        return Fix(f"{owner}{field.label}", edit, report)

    return fix


def reporting(context: BuildContext, jurisdiction: Jurisdiction) -> Callable[[Sequence[Fix]], str]:
    """The address of one report about all facts that rest on a passage."""

    def report(fixes: Sequence[Fix]) -> str:
        if len(fixes) == 1:
            return fixes[0].report
        facts = "; ".join(fix.label for fix in fixes)[:REPORT_LENGTH]
        return context.settings.issue_url("wrong-fact", title=jurisdiction.name, state=jurisdiction.name, fact=facts)

    return report
