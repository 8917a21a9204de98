"""How far a reader on a phone goes from the top of a state's page to an answer: taps on folds, and pixels.

    PYTHONPATH=hooks:tests .venv/bin/python tests/answer_distance.py SITE [EARLIER SITE]

prints a table for built sites. The place of an answer is the first row, item or paragraph that begins with a label of the
question and gives a value, or says that it isn't known.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

STATES = ("georgia", "texas", "new-york", "guam", "ohio")
PHONE = {"width": 390, "height": 844}
UNKNOWN = r"not confirmed|not known|couldn.t|no sum"
# For each question how the row of its answer begins, and what is an answer.
QUESTIONS = {
    "How many hours?": (r"hours|(total )?supervised experience", r"\d hours|no number of hours|counts years"),
    "Which exam?": (r"exams?\b|accepted exams", r"\bNCM?H?C?E\b|\bexam required"),
    "What will it cost?": (r"fees|.*\bfees? (on the way|to get licensed|before)|application fee|at least \$", r"\$\d"),
    "How long?": (r"minimum time|shortest time|at least", r"\d (months|years)|no minimum"),
    "Does my degree count?": (r"degree|semester (credits|hours)|cacrep", r"\d+ semester|cacrep|master"),
}
FIND = """([label, value, unknown, names]) => {
  const begins = new RegExp(`^(${label})`, "i"), gives = new RegExp(`${value}|${unknown}`, "i")
  const rest = new RegExp(`^not confirmed.*(${names})`, "i")
  const text = (e) => [...e.childNodes].map((node) => node.textContent).join(" ").replace(/\\s+/g, " ").trim()
  const places = [...document.querySelectorAll("article :is(dl > div, dl > .fact, tr, li, p)")]
  const place = places.find((e) => !e.closest("[popover]") && ((begins.test(text(e)) && gives.test(text(e))) || rest.test(text(e))))
  if (!place) return null
  let taps = 0
  for (let fold = place.closest("details:not([open])"); fold; fold = place.closest("details:not([open])")) {
    fold.open = true
    taps += 1
  }
  return { taps, pixels: Math.round(place.getBoundingClientRect().top + scrollY), words: text(place).slice(0, 80) }
}"""


class Distance(NamedTuple):
    """From the top to an answer. `taps` are folds to open, `pixels` on a phone; `words` begin the answer."""

    taps: int
    pixels: int
    words: str


def distances(page: Any, root: str, state: str) -> Iterator[tuple[str, Distance | None]]:
    """Each question with the way to its answer on the site at `root`; None where nothing answers it."""
    for question, (label, value) in QUESTIONS.items():
        page.set_viewport_size(PHONE)
        page.goto(f"{root}states/{state}/")
        found = page.evaluate(
            FIND, [label, value, UNKNOWN, question.split()[-1].strip("?") + "|" + label.split("|")[0]]
        )
        yield question, Distance(**found) if found else None


def _table(page: Any, roots: list[str]) -> Iterator[str]:
    columns = ["now", "earlier"][: len(roots)]
    yield "| State | Question | " + " | ".join(f"{name}: taps, pixels, answer" for name in columns) + " |"
    yield "|---|---|" + "---|" * len(roots)
    for state in STATES:
        answers = [dict(distances(page, root, state)) for root in roots]
        for question in QUESTIONS:
            cells = [f"{a.taps}, {a.pixels:,}, {a.words}" if (a := found[question]) else "none" for found in answers]
            yield f"| {state} | {question} | " + " | ".join(cells) + " |"


def main() -> None:
    from contextlib import ExitStack

    from playwright.sync_api import sync_playwright

    from conftest import find_chromium, serve

    with ExitStack() as stack, sync_playwright() as playwright:
        roots = [stack.enter_context(serve(Path(site))) for site in sys.argv[1:]]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        sys.stdout.writelines(f"{line}\n" for line in _table(page, roots))
        browser.close()


if __name__ == "__main__":
    main()
