"""How much a state file must hold at least: steps to a license, and questions answered."""

from __future__ import annotations

from atlas.data.rules.context import Context
from atlas.domain import vocabulary

MIN_STEPS = 6  # per path from degree to independent license
MIN_QUESTIONS = 5


def enough_steps(c: Context) -> None:
    """Each path from degree to independent license has at least six steps. Told at the end of the shortest list."""
    licenses = {license.id: (index, license) for index, license in enumerate(c.file.licenses)}
    if any(license.leads_to not in (None, *licenses) for license in c.file.licenses):
        return  # which path a license is on is not known, and that is said already
    for top in c.file.licenses:
        if top.level is not vocabulary.Level.INDEPENDENT or top.credential is vocabulary.Credential.PRIVILEGE:
            continue
        path, queue = dict[str, int](), [top.id]
        while queue:
            here = queue.pop()
            if here not in path:
                path[here] = len(licenses[here][1].steps)
                queue += [license.id for license in c.file.licenses if license.leads_to == here]
        if (count := sum(path.values())) < MIN_STEPS:
            index, fewest = licenses[min(path, key=lambda id: path[id])]
            place = ("licenses", index, "steps", max(len(fewest.steps) - 1, 0))
            what = f"the path to `{top.id}` has {count} steps"
            c.document.add(place, what, f"at least {MIN_STEPS} under `steps:`")


def enough_questions(c: Context) -> None:
    """Each state answers at least five questions."""
    if len(c.file.faq) < MIN_QUESTIONS:
        c.document.add(
            ("faq",), f"{len(c.file.faq)} questions are answered", f"at least {MIN_QUESTIONS} under `faq:`", key=True
        )
