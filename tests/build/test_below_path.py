"""The site below a path of its host, such as https://name.example/atlas/: built, served, exported, and in a browser."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from atlas.postprocess import server_configuration
from atlas.system.clock import epoch
from conftest import DAY, addresses, build, serve
from engines import RecordingServer, free_port
from journey import HELPERS, walk, walk_offline
from links import broken_addresses, broken_links
from small_site import small_project

URL = "https://name.example/atlas/"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, with its site built and exported. A maintainer may leave out the slash at the end of the address."""
    project = small_project(tmp_path_factory.mktemp("below"), URL.rstrip("/"))
    for script, arguments in (("build.py", ()), ("export.py", ("--build", "zensical"))):
        done = build(project, *arguments, script=script, SOURCE_DATE_EPOCH=epoch(DAY))
        assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.mark.parametrize("folder", ["site", "export/site"])
def test_every_link_and_every_address_in_a_file_leads_below_the_path(small: Path, folder: str) -> None:
    # The page of the search leads to guides and questions that the small project lacks; those of the real site are followed
    # where its links are.
    assert [(page, link) for page, link in broken_links(small / folder, URL) if page != "search/"] == []
    assert broken_addresses(small / folder, URL) == []


@pytest.mark.parametrize("folder", ["site", "export/site"])
def test_the_page_for_unknown_addresses_links_from_the_root_of_the_host(small: Path, folder: str) -> None:
    page = lxml_html.document_fromstring((small / folder / "404.html").read_text(encoding="utf-8"))
    links = [link for link in page.xpath("//@href | //@src | //@data-search") if ":" not in link and link[0] != "#"]
    assert len(links) > 20
    assert [link for link in links if not link.startswith("/atlas/")] == []


@pytest.mark.parametrize("folder", ["site", "export/site"])
def test_every_page_says_where_it_stands_and_the_sitemap_lists_it(small: Path, folder: str) -> None:
    site = small / folder
    pages = [address for address in addresses(site) if address != "404.html"]
    for address in pages:
        page = lxml_html.document_fromstring((site / address / "index.html").read_text(encoding="utf-8"))
        assert page.xpath("//link[@rel='canonical']/@href") == [URL + address]
        assert page.xpath("//meta[@property='og:image']/@content") != []
        assert all(
            card.startswith(f"{URL}assets/social-") for card in page.xpath("//meta[@property='og:image']/@content")
        )
    listed = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(URL + address for address in pages)


def test_files_for_machines_begin_with_the_address(small: Path) -> None:
    site = small / "site"
    assert f"Sitemap: {URL}sitemap.xml" in (site / "robots.txt").read_text()
    assert json.loads((site / "api/v1/openapi.json").read_text())["servers"][0]["url"].startswith(f"{URL}api/v1")
    for feed, page in (("changes/feed.xml", "changes/"), ("states/example-state/changes.xml", "states/example-state/")):
        text = (site / feed).read_text()
        assert f'rel="self" type="application/atom+xml" href="{URL}{feed}"' in text
        assert f'rel="alternate" type="text/html" href="{URL}{page}"' in text
    calendar = (site / "changes/upcoming.ics").read_text().replace("\n ", "")
    assert f"{URL}states/example-state/#changes" in calendar
    manifest = json.loads((site / "manifest.webmanifest").read_text())
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")  # from where the manifest stands


def test_headers_are_for_the_addresses_that_the_site_has(small: Path) -> None:
    """What is printed for servers is asked of running ones in tests/postprocess/test_served.py."""
    rules = server_configuration.read_headers_file((small / "site" / "_headers").read_text())
    assert next(iter(rules)) == "/atlas/*"
    assert all(address.startswith("/atlas/") for address in rules)
    assert (small / "site" / "_redirects").read_text() == "/atlas/api/*  /atlas/api/404.json  404\n"


def test_the_live_server_serves_below_the_path(small: Path) -> None:
    port = free_port()
    root = f"http://127.0.0.1:{port}"

    def get(address: str) -> tuple[str, str]:
        try:
            with urllib.request.urlopen(root + address, timeout=30) as answer:  # noqa: S310 - our own server
                return answer.url, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.url, error.read().decode()
        except OSError:
            return "", ""

    command = [sys.executable, "scripts/serve.py", "--port", str(port)]
    environment = dict(os.environ) | {"SOURCE_DATE_EPOCH": epoch(DAY)}
    with subprocess.Popen(command, cwd=small, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            end = time.monotonic() + 60
            while "<main" not in (page := get("/"))[1] and time.monotonic() < end:
                time.sleep(0.1)
            assert page[0] == f"{root}/atlas/"
            missing = get("/atlas/states/no-such-state/")[1]
            for link in re.findall(r'(?:href|src)="(/[^"]*)"', missing):
                assert "Page not found" not in get(link.removesuffix("."))[1], link
            assert f'rel="canonical" href="{root}/atlas/about/"' in get("/atlas/about/")[1]
        finally:
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=30)
    assert f"The site is at {root}/atlas/ " in said


class Playwright:
    """A page of Playwright as a driver, which notes what its scripts raise."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, address: str) -> None:
        self.page.goto(address)

    def run(self, script: str) -> Any:
        return self.page.evaluate(f"async () => {{ {HELPERS} {script} }}")


@pytest.mark.browser
def test_a_reader_walks_through_the_site_in_chromium_with_a_network_and_without(browser: Any, small: Path) -> None:
    context = browser.new_context()
    driver = Playwright(context.new_page())
    RecordingServer.failed.clear()
    with serve(small / "site", "/atlas/", RecordingServer) as root:
        seen = dict(walk(driver, root, "example-state", "EX", "example state"))
    seen |= walk_offline(driver, root, "example-state")
    context.close()
    assert seen["worker"]["scope"] == "/atlas/"
    assert (RecordingServer.failed, driver.errors) == ([], [])
