"""What a licensing board is asked to confirm: the key requirements of its state, ready to send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from atlas.domain import comparison, formatting
from atlas.domain.field_sets import CONFIRMED_BY_BOARD
from atlas.domain.path_totals import required_path
from atlas.domain.pathways import main_license
from atlas.domain.requirements import Jurisdiction, License, Status
from atlas.rendering.context import BuildContext

STATEMENT_LENGTH = 140  # letters of a statement; an address of much more than 2,000 letters is cut by some programs
LONGEST = 1500  # letters of all statements


@dataclass(frozen=True)
class BoardView:
    """How a board confirms or corrects, and whether it has. `confirmed` is "" when it has not."""

    statements: list[str]
    form: str  # address of a form with the statements filled in
    mail: str  # address that opens an email to those who keep the site; "" where they have given none
    confirmed: str


def board_view(context: BuildContext, jurisdiction: Jurisdiction) -> BoardView:
    """What the page of sources asks the board of a jurisdiction."""
    statements = _within(LONGEST, key_statements(context, jurisdiction))
    text = "\n".join(f"- {statement}" for statement in statements)
    subject = f"{jurisdiction.name}: the board confirms or corrects"
    page = f"{context.settings.site_url}states/{jurisdiction.slug}/"
    body = f"{page}\n\nThe Atlas says:\n{text}\n\nThis is right / should read:\n\nFor the board (office):\n"
    to = context.settings.contact_email
    return BoardView(
        statements=statements,
        form=context.settings.issue_url("board-confirms", title=subject, state=jurisdiction.name, statements=text),
        mail=f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body)}" if to else "",
        confirmed=confirmed_words(jurisdiction),
    )


def confirmed_words(jurisdiction: Jurisdiction) -> str:
    """When and by whom the board confirmed the key requirements, in words; "" when it did not."""
    confirmation = jurisdiction.confirmed_by_board
    return f"{formatting.day(confirmation.on)}, {confirmation.by}" if confirmation else ""


def key_statements(context: BuildContext, jurisdiction: Jurisdiction) -> Iterator[str]:
    """Each key requirement that a source states, with its license: "LPC: Semester hours: 60"."""
    path = required_path(jurisdiction, main_license(jurisdiction), context.atlas.day)
    for license in path:
        for id in CONFIRMED_BY_BOARD:
            if words := _words(context, license, id):
                yield f"{license.short}: {words}"


def _words(context: BuildContext, license: License, id: str) -> str:
    fact = license.facts.get(id)
    answer = fact.current_answer(context.atlas.day) if fact and not fact.same_as else None
    if fact is None or answer is None or answer.status not in (Status.STATED, Status.DISPUTED):
        return ""
    words = (
        f"{fact.field.label}: {comparison.cell(fact, context.atlas, '').words}"  # for whom, and what is about to change
    )
    return words if len(words) <= STATEMENT_LENGTH else f"{words[: STATEMENT_LENGTH - 2]} …"


def _within(limit: int, statements: Iterator[str]) -> list[str]:
    """As many as have room together."""
    found: list[str] = []
    for statement in statements:
        limit -= len(statement)
        if limit < 0:
            break
        found.append(statement)
    return found
