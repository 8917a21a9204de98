"""What browsers are told not to do: one policy in pages and headers, kept to by every kind of page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from atlas.postprocess import security_headers
from atlas.postprocess.server_configuration import read_everywhere
from conftest import kinds


def directives(text: str) -> dict[str, str]:
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in text.split(";"))}


def test_scripts_inside_pages_are_allowed_by_their_hash_alone(site: Path) -> None:
    headers = read_everywhere(site)
    told = directives(headers["Content-Security-Policy"])
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert told["default-src"] == "'none'"
    assert told["style-src"] == "'self'"
    assert told["base-uri"] == "'none'"
    assert told["frame-ancestors"] == "'none'"
    # The one script that paints the page in the reader's colors is the same everywhere.
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", told["script-src"])
    assert not any("http" in value or "*" in value for value in told.values())


def test_every_page_has_the_policy_before_anything_it_is_about(site: Path) -> None:
    headers = read_everywhere(site)
    told = directives(headers["Content-Security-Policy"])
    told.pop("frame-ancestors")  # browsers ignore it in a page
    for path in site.rglob("*.html"):
        before, _, rest = path.read_text().partition('<meta http-equiv="Content-Security-Policy" content="')
        assert directives(rest.partition('"')[0]) == told, path
        assert not re.search(r"<(?:script|link|style|img)\b", before), path


def test_the_other_headers_of_today_are_there(site: Path) -> None:
    headers = read_everywhere(site)
    assert int(re.findall(r"max-age=(\d+)", headers["Strict-Transport-Security"])[0]) >= 31536000
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_hashes_are_of_scripts_that_run() -> None:
    pages = ["<script>one()</script>", '<script type="module" src="x.js"></script><script>one()</script>',
             '<script type="application/ld+json">{}</script><script type="module">two()</script>']  # fmt: skip
    found = security_headers.hashes(pages)
    # The first from: printf 'one()' | openssl dgst -sha256 -binary | base64
    assert len(found) == 2
    assert "'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='" in found


# ---- in a browser, with the headers as sent by a host

WATCH = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) => window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.mark.browser
def test_every_kind_of_page_keeps_to_the_policy_and_asks_no_other_host(browser: Any, address: str, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    visited = kinds(site)
    assert {"", "404.html", "states/", "move/", "schools/", "plan/", "data/", "about/"} <= set(visited)
    assert len(visited) >= 20
    for path in visited:
        page.goto(address + path, wait_until="load")
        page.locator("[data-scheme]").click()
        page.locator(".md-header [popovertarget=menu]").click()
        page.keyboard.press("Escape")
        for control in page.locator("main select:visible, main summary:visible, main button.chip:visible").all()[:4]:
            control.click()
            page.keyboard.press("Escape")
        assert page.evaluate("window.broken") == [], path
    page.keyboard.press("/")
    page.get_by_role("searchbox", name="Search").fill("georgia")
    page.locator(".finding li a").first.wait_for()
    assert page.evaluate("window.broken") == []
    context.close()
    assert said == []
    assert len(asked) > 60
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.browser
@pytest.mark.parametrize("headers", [True, False], ids=["headers", "policy in the page alone"])
def test_the_policy_stops_what_it_should(browser: Any, address: str, headers: bool) -> None:
    """Without this, a policy that allows everything would pass the test above."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    if not headers:

        def strip(route: Any) -> None:
            answer = route.fetch()
            headers = {k: v for k, v in answer.headers.items() if k != "content-security-policy"}
            route.fulfill(response=answer, headers=headers)

        page.route("**/about/", strip)
    page.goto(address + "about/")
    page.evaluate(
        """() => {
          const script = document.createElement("script"); script.textContent = "window.ran = 1"; document.body.append(script)
          const div = document.createElement("div"); div.innerHTML = '<img src=x onerror="window.ran = 2"><p style="color:red">x</p>'
          document.body.append(div)
          const far = new Image(); far.src = "https://elsewhere.example/x.png"
          const link = document.createElement("a"); link.href = "javascript:window.ran=3"; document.body.append(link); link.click()
        }"""
    )
    for kind in (
        "script-src-elem inline",
        "script-src-attr inline",
        "style-src-attr inline",
        "img-src https://elsewhere.example",
    ):
        page.wait_for_function("kind => window.broken.join(' ').includes(kind)", arg=kind)
    assert page.evaluate("window.ran") is None
    context.close()
