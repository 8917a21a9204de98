"""What docs/publish.md promises: the site works below a folder, and a switch by link is one step."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from conftest import Server


class Plain(Server):
    """A host that sets no headers, as GitHub Pages."""

    do_GET = http.server.SimpleHTTPRequestHandler.do_GET


@pytest.mark.browser
def test_the_site_works_below_a_folder_without_headers(browser: Any, site: Path, tmp_path: Path) -> None:
    (tmp_path / "atlas").symlink_to(site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Plain, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    failed: list[str] = []
    page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
    page.on("console", lambda m: failed.append(m.text) if m.type == "error" else None)
    root = f"http://127.0.0.1:{server.server_port}/atlas/"
    for address in ("", "states/georgia/", "compare/", "schools/", "guides/cost/", "offline/"):
        page.goto(root + address, wait_until="networkidle")
    page.goto(root + "states/georgia/")
    page.keyboard.press("/")
    page.keyboard.type("lpc intern texas")
    page.locator("dialog a[href*='states/texas/']").first.click()
    assert page.url.startswith(root + "states/texas/")
    assert failed == []
    page.close()
    server.shutdown()


def test_a_switch_by_link_is_one_step(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    now, following = tmp_path / "now", tmp_path / "next"
    for name in ("one", "two", "one"):
        following.symlink_to(tmp_path / name)
        os.replace(following, now)  # noqa: PTH105 - what `mv -T` does
        assert (now / "index.html").read_text() == name


def test_the_style_sheet_has_a_name_of_its_content(site: Path) -> None:
    (sheet,) = (site / "assets").glob("site.*.css")
    assert f"assets/{sheet.name}" in (site / "states" / "georgia" / "index.html").read_text()
