"""The site without a network: what was opened opens again; who keeps everything has every page, the search and the tools."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Server

pytestmark = pytest.mark.browser
Opened = tuple[Any, str, Callable[[], None]]


class OneAnswer(Server):
    """Closes each connection after its answer, so that nothing is answered once the server has stopped."""

    protocol_version = "HTTP/1.0"


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Opened]:
    """A browser that knows nothing yet, the address of the site, and what takes the network away."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(OneAnswer, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    yield context.new_page(), f"http://127.0.0.1:{server.server_port}/", stop
    context.close()
    with contextlib.suppress(OSError):
        stop()


def begin(page: Any, address: str) -> None:
    """Open the home page and wait until the browser keeps what is opened from now on."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => new Promise(r => setTimeout(r, 300)))")


def test_a_page_that_was_opened_opens_again_without_a_network(opened: Opened) -> None:
    page, address, stop = opened
    begin(page, address)
    page.goto(address + "states/georgia/")
    words = page.inner_text("article")
    page.wait_for_timeout(500)
    stop()
    page.goto(address + "states/georgia/?again")
    assert page.inner_text("article") == words
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).backgroundColor") == "rgb(20, 67, 79)"


def test_a_page_that_was_never_opened_leads_to_the_page_that_says_why(opened: Opened) -> None:
    page, address, stop = opened
    begin(page, address)
    stop()
    page.goto(address + "states/texas/")
    page.wait_for_selector("[data-offline] .notice")
    assert "/states/texas/" in page.inner_text("[data-offline] .notice")


def test_who_keeps_everything_has_every_page_the_search_and_the_tools(opened: Opened, site: Path) -> None:
    page, address, stop = opened
    begin(page, address)
    page.goto(address + "offline/")
    page.get_by_role("button", name="Keep the whole site").click()
    page.wait_for_selector("[role=status]:has-text('The whole site is kept')", timeout=60_000)
    stop()
    for path in ("states/ohio/", "guides/cost/", "schools/", "articles/", "data/"):
        page.goto(address + path)
        assert "Without a network" not in page.inner_text("h1"), path
    page.goto(address + "plan/?state=TX")
    assert page.inner_text("h1")
    page.wait_for_selector("form.tool:visible")
    page.goto(address + "states/georgia/")
    page.keyboard.press("/")
    page.keyboard.type("how many hours ohio lpcc")
    page.wait_for_selector("dialog a[href*='states/ohio/']")


def test_every_page_and_what_it_needs_is_in_the_list_of_what_is_kept(site: Path) -> None:
    listed = json.loads((site / "offline" / "files.json").read_text())["addresses"]
    for path in site.rglob("index.html"):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        assert name in listed
    assert all((site / name).exists() for name in listed)
    assert not any(name.startswith("api/") for name in listed)


def test_the_site_can_be_installed(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "states/georgia/")
    found = page.evaluate(
        """async () => {
          const link = document.querySelector('link[rel=manifest]')
          const manifest = await (await fetch(link.href)).json()
          const icon = await fetch(new URL(manifest.icons[0].src, link.href))
          return [manifest.name, new URL(manifest.start_url, link.href).pathname, icon.ok]
        }"""
    )
    assert found == ["Counselor Licensure Atlas", "/", True]
    page.close()
