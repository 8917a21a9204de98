"""The built site behind running servers, with the configuration that `make headers` prints: nginx, and Caddy.

Types, compression, caching and access for twenty kinds of file; what does not exist; a new build in the place of an old one.
"""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from atlas.postprocess import server_configuration
from atlas.system.clock import now
from benchmarking import load_test
from engines import free_port

IMMUTABLE = "public, max-age=31536000, immutable"
YEAR = 365 * 24 * 3600
# Kinds that the site may come to publish, and a calendar of a length that no day changes; here they stand beside it.
FURTHER = {
    "changes/sample.ics": "BEGIN:VCALENDAR\r\n" * 100,
    "data/facts.zip": "PK",
    "data/facts.yaml": "facts:\n" + "  - fact\n" * 100,
    "favicon.ico": "icon " * 100,
    "changes/feed.json": '{"version": "https://jsonfeed.org/version/1.1"' + " " * 400 + "}",
}
# One file of each kind: its name, the media type of the answer, and whether it is compressed.
KINDS = [
    ("index.html", "text/html; charset=utf-8", True),
    ("states/*/index.html", "text/html; charset=utf-8", True),
    ("assets/site.*.css", "text/css; charset=utf-8", True),
    ("assets/atlas.js", "text/javascript; charset=utf-8", True),
    ("sw.js", "text/javascript; charset=utf-8", True),
    ("manifest.webmanifest", "application/manifest+json", True),
    ("search/index.json", "application/json", True),
    ("api/v1/states.json", "application/json", True),
    ("api/v1/openapi.json", "application/json", True),
    ("api/v1/facts.csv", "text/csv; charset=utf-8", True),
    ("data/facts.csv", "text/csv; charset=utf-8", True),
    ("data/facts.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
    ("data/facts.zip", "application/zip", False),
    ("data/facts.yaml", "application/yaml", True),
    ("changes/sample.ics", "text/calendar; charset=utf-8", True),
    ("changes/feed.xml", "application/atom+xml; charset=utf-8", True),
    ("states/*/changes.xml", "application/atom+xml; charset=utf-8", True),
    ("changes/feed.json", "application/feed+json", True),
    ("sitemap.xml", "application/xml; charset=utf-8", True),
    ("sitemap.xml.gz", "application/gzip", False),
    ("states/*.md", "text/markdown; charset=utf-8", True),
    ("robots.txt", "text/plain; charset=utf-8", False),  # too short to gain by it
    ("llms.txt", "text/plain; charset=utf-8", True),
    ("assets/icon.svg", "image/svg+xml", True),
    ("assets/social-home.png", "image/png", False),
    ("favicon.ico", "image/x-icon", True),
]
MISSING = [
    "none/",
    "none.csv",
    "states/none/feed.xml",
    "assets/none.js",
    "assets/site.0123abcd.css",
    "assets/",
    "offline/files/",
]
MISSING_API = ["api/", "api/v1/", "api/v1/none.json", "api/v1/none.csv", "api/v2/facts/feed.xml"]


@dataclass
class Answer:
    """What a server sent."""

    status: int
    headers: dict[str, str]  # by names in lower case
    body: bytes


@dataclass
class Host:
    """A running server. `link` leads to the build that it serves at `base_path`."""

    port: int
    base_path: str
    link: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.base_path}"

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", self.base_path + path, headers=names)
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found

    def switch(self, build: Path) -> None:
        """Serve another build, as docs/publish.md says it."""
        following = self.link.with_name("next")
        following.symlink_to(build)
        os.replace(following, self.link)  # noqa: PTH105 - what `mv -T` does


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """A server process, from the moment that it listens."""
    with log.open("w") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env=dict(os.environ) | {"HOME": str(log.parent)}
        )
    try:
        for _ in range(200):
            assert process.poll() is None, log.read_text()
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


def program(name: str) -> str:
    path = load_test.program(name)
    if not path:
        hint = f"{name} is not installed (Debian: apt install {'nginx-light' if name == 'nginx' else name})"
        pytest.fail(hint) if os.environ.get("CI") else pytest.skip(hint)
    return str(path)


@contextmanager
def served(server: str, site: Path, folder: Path, base_path: str = "/") -> Iterator[Host]:
    """The printed configuration, run: only port, certificate and folder are those of the test."""
    path, port, root = program(server), free_port(), folder / "root"
    link = root / base_path.strip("/") if base_path != "/" else root
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(site)
    headers = server_configuration.read_everywhere(site)
    if server == "nginx":
        text = load_test.plain_http(server_configuration.nginx("licensure.test", base_path, headers), root, port)
        text, arguments = load_test.process_configuration(text, folder), ["-p", str(folder), "-e", str(folder / "log")]
    else:
        text = server_configuration.caddy("licensure.test", base_path, headers)
        text = text.replace("licensure.test {", f"http://127.0.0.1:{port} {{", 1).replace(
            "/srv/licensure.test", str(root)
        )
        text, arguments = "{\n    admin off\n}\n" + text, ["run", "--adapter", "caddyfile"]
    configuration = folder / "configuration"
    configuration.write_text(text)
    command = [path, *arguments, "-c" if server == "nginx" else "--config", str(configuration)]
    with running(command, port, folder / "output"):
        yield Host(port, base_path, link)


@pytest.fixture(scope="module")
def published(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with a file of each kind that it does not have yet."""
    target = tmp_path_factory.mktemp("published") / "site"
    shutil.copytree(site, target, copy_function=os.link)
    for name, text in FURTHER.items():
        (target / name).unlink(missing_ok=True)  # so as not to write through the link
        (target / name).write_text(text)
    return target


@pytest.fixture(
    scope="module",
    params=[("nginx", "/"), ("nginx", "/atlas/"), ("caddy", "/"), ("caddy", "/atlas/")],
    ids=["nginx", "nginx below a path", "caddy", "caddy below a path"],
)
def host(request: pytest.FixtureRequest, published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    server, base_path = request.param
    with served(server, published, tmp_path_factory.mktemp(server), base_path) as running_host:
        yield running_host


@pytest.mark.parametrize(("pattern", "content_type", "compressed"), KINDS, ids=[kind[0] for kind in KINDS])
def test_a_kind_of_file(host: Host, published: Path, pattern: str, content_type: str, compressed: bool) -> None:
    path = min(published.glob(pattern))
    address = path.relative_to(published).as_posix().removesuffix("index.html")
    answer = host.get(address, Accept_Encoding="gzip", Origin="https://elsewhere.test")
    assert answer.status == 200
    assert answer.headers["content-type"] == content_type
    assert (answer.headers.get("content-encoding") == "gzip") == compressed
    assert (gzip.decompress(answer.body) if compressed else answer.body) == path.read_bytes()
    assert not compressed or answer.headers["vary"] == "Accept-Encoding"
    immutable = pattern == "assets/site.*.css"
    assert answer.headers["cache-control"] == (IMMUTABLE if immutable else "no-cache")
    assert answer.headers["access-control-allow-origin"] == "*"
    for name, value in server_configuration.read_everywhere(published).items():
        assert answer.headers[name.lower()] == value

    known = host.get(address, Accept_Encoding="gzip", If_None_Match=answer.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    assert known.headers["cache-control"] == answer.headers["cache-control"]


@pytest.mark.parametrize("address", MISSING)
def test_what_does_not_exist_is_a_page(host: Host, published: Path, address: str) -> None:
    answer = host.get(address)
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.body == (published / "404.html").read_bytes()
    assert answer.headers["cache-control"] == "no-cache"  # also of a style sheet that the next build may have
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("address", MISSING_API)
def test_what_does_not_exist_in_the_api_is_a_problem_that_scripts_can_read(
    host: Host, published: Path, address: str
) -> None:
    answer = host.get(address, Origin="https://elsewhere.test")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/json"
    assert answer.body == (published / "api" / "404.json").read_bytes()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-cache"


def test_a_folder_without_its_slash_leads_to_the_page(host: Host) -> None:
    answer = host.get("states/georgia")
    assert answer.status in (301, 308)
    assert answer.headers["location"] == f"{host.base_path}states/georgia/"


# ---- a new build in the place of an old one

BUILDS = ("First", "Later")  # of the same length


@pytest.fixture
def builds(site: Path, tmp_path: Path) -> list[Path]:
    """Two builds of a small site. The first was last changed a year ago: a browser that is told nothing uses it for 36 days."""
    found, year_ago = [], now().timestamp() - YEAR
    for name in BUILDS:
        folder = tmp_path / name
        (folder / "assets").mkdir(parents=True)
        sheet = f"site.{'a' if name == 'First' else 'b'}1234567.css"
        page = f'<!doctype html><link rel="stylesheet" href="assets/{sheet}"><title>{name}</title><a href="">again</a>'
        texts = {"index.html": page, f"assets/{sheet}": "p { color: red }", "sw.js": f"// {name}\n" + WORKER,
                 "feed.xml": f"<feed>{name}</feed>", "404.html": "", "_headers": (site / "_headers").read_text()}  # fmt: skip
        for path, text in texts.items():
            (folder / path).write_text(text)
            if name == "First":
                os.utime(folder / path, (year_ago, year_ago))
        found.append(folder)
    return found


WORKER = """
addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => event.waitUntil(clients.claim()))
addEventListener("fetch", (event) => event.respondWith(fetch(event.request)))
"""


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_a_new_build_is_what_a_client_gets_that_asks_again(server: str, builds: list[Path], tmp_path: Path) -> None:
    before, after = builds
    with served(server, before, tmp_path) as host:
        known = {path: host.get(path) for path in ("", "sw.js", "feed.xml")}
        host.switch(after)
        for path, answer in known.items():
            again = host.get(
                path, If_None_Match=answer.headers["etag"], If_Modified_Since=answer.headers["last-modified"]
            )
            assert (again.status, len(again.body)) == (200, len(answer.body))
            assert b"Later" in again.body
        host.switch(before)
        assert b"First" in host.get("", If_None_Match=again.headers["etag"]).body


@pytest.mark.browser
@pytest.mark.parametrize("worker", [False, True], ids=["without a worker", "with a worker"])
def test_a_reader_who_comes_back_after_a_deploy_reads_the_new_page(
    browser: Any, builds: list[Path], tmp_path: Path, worker: bool
) -> None:
    before, after = builds
    with served("nginx", before, tmp_path) as host:
        context = browser.new_context()
        page = context.new_page()
        page.goto(host.url)
        if worker:
            page.evaluate("() => navigator.serviceWorker.register('sw.js').then(() => navigator.serviceWorker.ready)")
            page.wait_for_function("navigator.serviceWorker.controller")
        page.goto(host.url)
        assert page.title() == "First"
        page.goto("about:blank")
        host.switch(after)
        page.goto(host.url)
        assert page.title() == "Later"
        assert page.evaluate("document.styleSheets[0].href").endswith("site.b1234567.css")
        if worker:  # the browser asks for the worker again by itself when a page is opened
            script = "() => navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => fetch('sw.js')).then((r) => r.text())"
            assert "Later" in page.evaluate(script)
        context.close()
