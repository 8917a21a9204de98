"""The site offline: what was opened opens again; who saves the whole site has every page, the search and the tools.

What happens when the network fails in between stands in test_offline_cuts.py, on a small site.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from atlas.postprocess import offline
from conftest import BASE_PATH, TODAY, Server

pytestmark = pytest.mark.browser
Opened = tuple[Any, str, Callable[[], None]]


class OneAnswer(Server):
    """Closes each connection after its answer, so that nothing is answered once the server has stopped."""

    protocol_version = "HTTP/1.0"


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Opened]:
    """A browser that knows nothing yet, the address of the site, and what takes the network away."""
    handler = functools.partial(OneAnswer, directory=str(site), base_path=BASE_PATH)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    yield context.new_page(), f"http://127.0.0.1:{server.server_port}{BASE_PATH}", stop
    context.close()
    with contextlib.suppress(OSError):
        stop()


def test_the_first_page_that_was_opened_opens_again_offline(opened: Opened) -> None:
    page, address, stop = opened
    page.goto(address + "states/georgia/")
    words = page.inner_text("article")
    page.evaluate(
        """async () => {
          while (!(await caches.match(location.href))) await new Promise((resolve) => setTimeout(resolve, 50))
        }"""
    )
    stop()
    page.goto(address + "states/georgia/?again")
    assert page.inner_text("article") == words
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.md-header')).borderBottomWidth") == "3px"
    )  # by our styles


def test_who_saves_the_whole_site_has_every_page_the_search_and_the_tools(opened: Opened) -> None:
    page, address, stop = opened
    page.goto(address + "offline/")
    page.get_by_role("button", name="Save the whole site").click()
    page.wait_for_selector("[role=status]:has-text('Saved.')", timeout=120_000)
    assert "This is the newest version." in page.inner_text("[data-offline]")
    stop()
    for path in ("states/ohio/", "guides/cost/", "schools/", "articles/", "data/"):
        page.goto(address + path)
        assert page.inner_text("h1") != "Use offline", path
    page.goto(address + "plan/?state=TX")
    assert page.inner_text("h1")
    page.wait_for_selector("form.tool:visible")
    page.goto(address + "states/georgia/")
    page.keyboard.press("/")
    page.keyboard.type("how many hours ohio lpcc")
    page.wait_for_selector("dialog a[href*='states/ohio/']")


def test_the_list_of_what_is_saved_has_every_page_as_it_is_published(site: Path) -> None:
    """A file that is changed after the list is written could never be saved."""
    listed = json.loads((site / "offline" / "files.json").read_text())
    assert listed["files"] == offline.listing(site, TODAY)["files"]
    assert listed["day"] == TODAY.isoformat()
    assert listed["bytes"] < 25_000_000, "docs/offline.md says how much it is"
    packed = sum(len(gzip.compress(path.read_bytes(), 6)) for path in offline.files(site).values())
    assert packed < 4_500_000, "docs/offline.md says how much there is to load"
    pages = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html")}
    assert pages <= set(listed["files"])


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
    assert found == ["Counselor Licensure Atlas", BASE_PATH, True]
    page.close()
