"""What the tests share: an invented state, ways to spoil it, a built site, a browser."""

from __future__ import annotations

import contextlib
import fnmatch
import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from filelock import FileLock
from hypothesis import HealthCheck, settings

from atlas.data.loader import load_atlas
from atlas.domain.atlas import Atlas
from atlas.domain.problems import DataError
from atlas.postprocess.file_kinds import kind_of
from atlas.postprocess.server_configuration import read_headers_file
from atlas.system.clock import VARIABLE, build_day, epoch
from watch_server import watch_server, watcher  # noqa: F401 - fixtures

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "fixtures"
DAY = date(2026, 2, 1)  # of the invented data
# The two addresses that the real site is built for, with a slash at their ends: the maintainer's choice.
SITE_URL, REPO_URL = (
    str(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))[name]).rstrip("/") + "/"
    for name in ("site_url", "repo_url")
)
BASE_PATH = urlsplit(SITE_URL).path
TODAY = build_day()  # of the real data: what is true of them is true of the day on which the tests run
os.environ[VARIABLE] = epoch(TODAY)  # of whatever a test starts as well, should midnight come between

# Every kind of page, by what the tests call it.
PAGES = {
    "home": "", "index": "states/", "about": "about/", "contribute": "contribute/", "georgia": "states/georgia/",
    "texas": "states/texas/", "ohio": "states/ohio/", "new york": "states/new-york/", "oregon": "states/oregon/",
    "compare": "compare/?pick=GA-lpc.OH-lpcc&side=1", "move": "move/?from=OH&license=lpcc&to=GA&degree=related-doctorate",
    "move to": "move/georgia/", "plan": "plan/?state=TX", "exams": "exams/", "exam": "exams/nce/", "compact": "compact/",
    "titles": "titles/", "hours": "hours/", "coverage": "coverage/", "data": "data/",
    "guides": "guides/", "guide": "guides/supervision/", "guide with sources": "guides/choosing-a-program/",
    "articles": "articles/", "article": "articles/therapeutic-relationship/", "author": "articles/author/editors/",
    "questions": "questions/", "glossary": "glossary/", "help": "help/",
    "schools": "schools/", "search": "search/?q=ohio+hours", "changes": "changes/", "edits": "changes/edits/", "fields": "contribute/fields/",
}  # fmt: skip

# A property holds or it does not, however busy the machine is.
settings.register_profile("unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

Edit = Callable[[str], str | bytes]


# Files that take long, whatever the number of their tests: begun last, one of them would keep a single process busy at the end.
LONG = (
    "test_accessible.py", "test_mutations.py", "test_days.py", "test_export.py", "test_tools_browser.py", "test_format.py",
    "test_search.py", "test_html.py", "test_clock.py", "test_benchmark.py", "test_published.py", "test_browser.py",
    "test_build.py", "test_offline_cuts.py", "test_offline.py", "test_below_path.py", "test_print.py", "test_policy.py",
    "test_gate.py", "test_watch_runs.py", "test_watch_week.py", "test_command_line.py",
    "test_search_quality.py", "test_changes.py", "test_served.py", "test_schools.py", "test_school_import.py", "test_schools_browser.py",
    "test_hostile.py", "test_phone_tables.py", "test_publish.py", "test_styles.py", "test_prose.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take long first."""
    rank = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.name, len(LONG)))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A fresh copy of the invented data."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The invented data, loaded."""
    return load_atlas(DATA, DAY, allow_invented=True)


@pytest.fixture
def problems(data: Path) -> Callable[..., list[str]]:
    """The problems after replacing `old` by `new` in the invented state, as a maintainer reads them."""

    def check(old: str = "", new: str = "", *, file: str = "states/ex.yml") -> list[str]:
        path = data / file
        text = path.read_text(encoding="utf-8")
        assert not old or text.count(old) >= 1, f"{old!r} is not in the invented state"
        path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        return load_problems(data)

    return check


def load_problems(data: Path) -> list[str]:
    """The problems of the data as lines of text, without the folder."""
    try:
        load_atlas(data, DAY, root=data.parent, allow_invented=True)
    except DataError as error:
        return [str(problem).removeprefix("data/") for problem in error.problems]
    return []


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all processes of it share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def project(shared: Path) -> Path:
    """A copy of the project. Tests that run side by side read it; who wants to spoil it makes a copy."""
    target = shared / "project"
    with FileLock(f"{target}.lock"):
        if not target.is_dir():
            new = shared / "project-new"
            new.mkdir()
            for name in ("mkdocs.yml", "docs", "hooks", "scripts", "data"):
                source = ROOT / name
                if source.is_dir():
                    shutil.copytree(source, new / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(source, new / name)
            new.rename(target)
    return target


def build(
    project: Path, *arguments: str, script: str = "build.py", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run scripts/build.py, or another of the scripts, in a copy of the project."""
    environment = dict(os.environ) | variables
    return subprocess.run(
        [sys.executable, f"scripts/{script}", *arguments],
        cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The real site, built once for all processes of this run."""
    with FileLock(f"{project}-site.lock"):
        if not (project / "site").is_dir():
            done = build(project)
            assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


class Server(http.server.SimpleHTTPRequestHandler):
    """Serves the built site as a host does: with the headers of its `_headers` file, and compressed with gzip -6."""

    protocol_version = "HTTP/1.1"
    # What Netlify and Cloudflare Pages send with a file for which `_headers` says nothing of caching.
    cache_control = "public, max-age=0, must-revalidate"

    def __init__(self, *arguments: Any, base_path: str = "/", **named: Any) -> None:
        self.base_path = base_path
        super().__init__(*arguments, **named)

    def translate_path(self, path: str) -> str:
        below = path.startswith(self.base_path)
        return super().translate_path("/" + path.removeprefix(self.base_path) if below else "/no-such-site")

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        found = path.is_file()
        folder = Path(self.directory)
        content = (path if found else folder / "404.html").read_bytes()
        kind = kind_of(path.name if found else "404.html")
        headers = {
            "Content-Type": kind.content_type if kind else self.guess_type(path),
            "Cache-Control": self.cache_control,
        }
        if kind and kind.compressed:
            content = gzip.compress(content, 6)
            headers["Content-Encoding"] = "gzip"
        for pattern, further in read_headers_file((folder / "_headers").read_text()).items():
            if fnmatch.fnmatchcase(urlsplit(self.path).path, pattern):
                headers |= further
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that closed a page before it was sent whole."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serve(site: Path, base_path: str = "/", handler: type[Server] = Server) -> Iterator[str]:
    """A built site, served below `base_path` of a host of its own: its address."""
    handler = functools.partial(handler, directory=str(site), base_path=base_path)  # type: ignore[assignment]
    server = QuietServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base_path}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The built site, served below the path of its address."""
    with serve(site, BASE_PATH) as root:
        yield root


def addresses(site: Path) -> list[str]:
    """The address of every page of the built site, from its root."""
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return [address.removesuffix("index.html") for address in found]


def kinds(site: Path) -> list[str]:
    """One address of each kind of page: every page at the top, and one of each folder below."""
    chosen: dict[tuple[str, ...], str] = {}
    for address in addresses(site):
        parts = address.rstrip("/").split("/")
        chosen.setdefault(tuple(parts[:1]) + ("*",) * (len(parts) - 1), address)
    return list(chosen.values())


def find_chromium() -> str | None:
    """A Chromium on this machine: $CHROMIUM, or one of the usual names."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in (os.environ.get("CHROMIUM"), *names):
        if name and (path := shutil.which(name)):
            return path
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium. Without one the test is skipped; with CI set that is a failure."""
    path = find_chromium()
    if not path:
        hint = "No Chromium found: install your system's `chromium` package, or name one with CHROMIUM=/path/to/it."
        if os.environ.get("CI"):
            pytest.fail(hint)
        pytest.skip(hint)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
