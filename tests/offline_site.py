"""A small invented site with the real worker, on a server that fails where a test says so."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from atlas.postprocess import offline
from conftest import ROOT
from journey import Driver

# "cut": no answer; "truncated": the connection ends within the file; "short": the same, but nobody can tell from the headers;
# "hangs": no answer until the site is cut; a number: that status.
Fault = str | int | None
PATHS = ("", "offline/", "states/example/", "states/elsewhere/", "plan/")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{path}</title>
<link rel="stylesheet" href="{up}assets/site.0000000{build}.css"><script src="{up}assets/atlas.js" type="module"></script></head>
<body><button data-scheme>Dark</button><button data-search>Search</button><div data-title></div><a href="#" data-top hidden>Top</a>
<article><h1>page {path} of build {build}</h1>{body}</article></body></html>
"""
BODY = '<div data-offline></div><script type="module" src="../assets/offline.js"></script>'


class SmallSite:
    """A site below /atlas/ of a server. `fault` says for each address, from the root of the site, how it fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "atlas"
        self.fault: Callable[[str], Fault] = lambda path: None
        self.asked: list[str] = []
        self.cut = threading.Event()
        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Answers, self, directory=str(folder))
        )
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.root = f"{self.origin}/atlas/"
        self.publish(1)

    def publish(self, build: int) -> None:
        """Replace the site by another build, which says its number on every page, and its day."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "assets").mkdir(parents=True)
        for path in PATHS:
            (self.folder / path).mkdir(exist_ok=True, parents=True)
            body = BODY if path == "offline/" else ""
            text = PAGE.format(path=path, up="../" * path.count("/"), build=build, body=body)
            (self.folder / path / "index.html").write_text(text, encoding="utf-8")
        shutil.copy(ROOT / "docs" / "sw.js", self.folder)
        for name in ("atlas.js", "offline.js"):
            shutil.copy(ROOT / "docs" / "assets" / name, self.folder / "assets")
        (self.folder / "assets" / f"site.0000000{build}.css").write_text("h1 { color: rgb(1, 2, 3) }", encoding="utf-8")
        self.relist(build)

    def relist(self, build: int) -> None:
        """List the files of a build as they are now."""
        listed = offline.listing(self.folder, date(2026, 1, build))
        (self.folder / "offline" / "files.json").write_text(json.dumps(listed), encoding="utf-8")

    def take_away(self) -> None:
        """From now on nothing is answered."""
        self.fault = lambda path: "cut"
        self.cut.set()

    def bring_back(self) -> None:
        """From now on everything is answered."""
        self.fault = lambda path: None
        self.cut.clear()

    def close(self) -> None:
        self.take_away()
        self.server.shutdown()
        self.server.server_close()


class Answers(http.server.SimpleHTTPRequestHandler):
    """One answer a connection, so that nothing is answered once the network is gone."""

    def __init__(self, site: SmallSite, *arguments: Any, **named: Any) -> None:
        self.site = site
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        path = self.path.split("?")[0].removeprefix("/atlas/")
        self.site.asked.append(path)
        fault = self.site.fault(path)
        if fault == "hangs":
            self.site.cut.wait(30)
        if fault in ("cut", "hangs"):
            return
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        content = file.read_bytes() if file.is_file() else b"<html>not found</html>"
        self.send_response(fault if isinstance(fault, int) else 200 if file.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Cache-Control", "no-cache")
        if fault != "short":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(content[:-20] if fault in ("truncated", "short") else content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextlib.contextmanager
def small_site(folder: Path) -> Iterator[SmallSite]:
    """The site, served until the block ends."""
    site = SmallSite(folder)
    try:
        yield site
    finally:
        site.close()


STORED = "return await until(() => caches.match(location.href).then(Boolean))"
HEADING = "return $('h1').textContent"
SAVE = """const button = await until(() => $("[data-offline] button:enabled:not([hidden])"))
await until(() => $("[data-offline] p").textContent.includes("WAIT"))
button.click()
await until(() => $("progress").hidden && !button.disabled)
return $("[data-offline]").textContent"""


def walk_saving(driver: Driver, site: SmallSite) -> Iterator[tuple[str, Any]]:
    """Save the whole site in any browser, with an update that is cut: of each step its name and what the page said."""
    driver.open(site.root + "states/example/")
    driver.run(STORED)
    site.take_away()
    driver.open(site.root + "states/example/")
    yield "first page, offline", (seen := driver.run(HEADING))
    assert seen == "page states/example/ of build 1"
    for build, wait, fault, words in (
        (1, "opened", None, "Saved."),
        (2, "Jan. 2, 2026", "cut", "Your saved copy, published on Jan. 1, 2026, is unchanged and still works."),
        (2, "Jan. 2, 2026", None, "Saved."),
    ):
        site.bring_back()
        site.publish(build)
        driver.open(site.root + "offline/")
        site.fault = lambda path, fault=fault: fault if path == "plan/" else None
        yield f"build {build}, {fault or 'whole'}", (seen := driver.run(SAVE.replace("WAIT", wait)))
        assert words in seen
        site.take_away()
        driver.open(site.root + "states/elsewhere/")
        yield "offline", (seen := driver.run(HEADING))
        assert seen == f"page states/elsewhere/ of build {1 if fault else build}"
