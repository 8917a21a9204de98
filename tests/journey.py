"""A reader's way through the site, for any browser that can open a page and run a script in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

# `until` waits for what a page does in its own time, ten seconds at most.
HELPERS = """
const until = async (found) => {
  for (let tries = 0; tries < 100; tries++) {
    const value = await found()
    if (value) return value
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`never came true: ${found}`)
}
const $ = (selector) => document.querySelector(selector)
const styled = () => getComputedStyle($(".md-header")).backgroundColor
"""


class Driver(Protocol):
    """A browser under control."""

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded."""

    def run(self, script: str) -> Any:
        """What the body of an async function returns in the page, as JSON has it. Raises an error that the script throws."""


@dataclass(frozen=True)
class Step:
    """A page, what a reader does there (a script), and whether what came of it is right."""

    name: str
    address: str
    script: str
    is_right: Callable[[dict[str, Any]], bool]


def steps(state: str, code: str, word: str) -> list[Step]:
    """The steps on a site that has the page states/`state`/, of which `word` is found by the search; `code` is its postal code."""
    heading = "heading: $('article h1').textContent.trim(), color: styled()"
    return [
        Step(
            "home", "",
            f"""const link = await until(() => $("main a[href*='states/{state}/']"))
            return {{ {heading}, link: new URL(link.href).pathname }}""",
            lambda seen: seen["link"].endswith(f"/states/{state}/"),
        ),
        Step(
            "state", f"states/{state}/",
            f"""const chip = $("button.chip")
            chip.click()
            const source = await until(() => $("[popover]:popover-open:not(.menu)"))
            return {{ {heading}, chips: document.querySelectorAll("button.chip").length, source: source.textContent.trim().length,
              icon: (await fetch($("link[rel=icon]").href)).ok,
              start: new URL((await (await fetch($("link[rel=manifest]").href)).json()).start_url, $("link[rel=manifest]").href).pathname }}""",
            lambda seen: seen["chips"] > 10 and seen["source"] > 20 and seen["icon"],
        ),
        Step(
            "compare", "compare/",
            f"""const box = await until(() => $("tr[data-row^='{code}'] input[data-pick]"))
            box.click()
            const other = [...document.querySelectorAll("tr[data-row] input[data-pick]")].find((pick) => pick !== box)
            other?.click()
            if (other) {{
              await until(() => !$("[data-side]").disabled)
              $("[data-side]").click()
            }}
            return {{ {heading}, rows: document.querySelectorAll("tr[data-row]").length, told: location.search,
              side: [...document.querySelectorAll("[data-sidebyside] thead th")].map((cell) => cell.textContent) }}""",
            lambda seen: seen["rows"] > 0 and code in seen["told"] and len(seen["side"]) == (3 if seen["rows"] > 1 else 0),
        ),
        Step(
            "plan", f"plan/?state={code}",
            f"""const answer = await until(() => !$("[data-answer]").hidden && $("[data-answer]"))
            return {{ {heading}, state: $("#p-state").value, answer: answer.textContent.replace(/\\s+/g, " ").slice(0, 120) }}""",
            lambda seen: seen["state"] == code and len(seen["answer"]) > 100,
        ),
        Step(
            "search", "about/",
            f"""$("[data-search]").click()
            const input = await until(() => $("dialog.finding input"))
            input.value = "{word}"
            input.dispatchEvent(new Event("input", {{ bubbles: true }}))
            const link = await until(() => $("dialog.finding li a"))
            return {{ {heading}, first: new URL(link.href).pathname, found: document.querySelectorAll("dialog.finding li").length,
              height: Math.round($("dialog.finding ol").getBoundingClientRect().height) }}""",
            lambda seen: f"/states/{state}/" in seen["first"] and seen["height"] > 100,
        ),
        Step(
            "search page", f"search/?q={word.replace(' ', '+')}",
            f"""const link = await until(() => $("[data-search-results] a"))
            return {{ {heading}, first: new URL(link.href).pathname, box: $("form[data-search-page] input").value,
              height: Math.round($("[data-search-results]").getBoundingClientRect().height) }}""",
            lambda seen: f"/states/{state}/" in seen["first"] and seen["box"] == word and seen["height"] > 100,
        ),
        Step(
            "unknown address", "states/no-such-state/at-all/",
            f"""return {{ {heading}, home: new URL($(".md-logo").href).pathname, states: new URL($("article a").href).pathname }}""",
            lambda seen: seen["heading"] == "Page not found" and seen["states"] == seen["home"] + "states/",
        ),
        Step(
            "worker", f"states/{state}/",
            f"""const ready = await navigator.serviceWorker.ready
            await until(() => navigator.serviceWorker.controller)
            return {{ {heading}, scope: new URL(ready.scope).pathname }}""",
            lambda seen: seen["scope"].endswith("/"),
        ),
    ]  # fmt: skip


def walk(driver: Driver, root: str, state: str, code: str, word: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk through the site at `root`: of each step its name and what was seen. Raises AssertionError."""
    base = urlsplit(root).path
    for step in steps(state, code, word):
        driver.open(root + step.address)
        seen = driver.run(step.script)
        assert seen["color"] not in ("", "transparent", "rgba(0, 0, 0, 0)"), f"{step.name}: no style sheet"
        paths = [value for value in seen.values() if isinstance(value, str) and value.startswith("/")]
        assert all(path.startswith(base) for path in paths), f"{step.name}: outside of {base}: {seen}"
        assert step.is_right(seen), f"{step.name}: {seen}"
        yield step.name, seen


def walk_offline(driver: Driver, root: str, state: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same without a network, after `walk`: a page that was opened, and one that was not. Raises AssertionError."""
    driver.open(f"{root}states/{state}/")
    seen = driver.run("return { heading: $('article h1').textContent.trim(), color: styled() }")
    assert seen["color"] != "rgba(0, 0, 0, 0)", seen
    yield "offline, opened before", seen
    driver.open(f"{root}glossary/")
    seen = driver.run("""await until(() => $("[data-offline] .notice"))
        return { path: location.pathname, notice: $("[data-offline] .notice").textContent }""")
    assert seen["path"] == urlsplit(root).path + "offline/", seen
    assert "glossary/" in seen["notice"], seen
    yield "offline, never opened", seen
