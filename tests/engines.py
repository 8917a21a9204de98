"""The site below a path in the engines that readers have beside Chromium: Firefox, and the WebKit of GTK.

    make test-engines      builds the site for an address below a path, serves it there, walks through it in each engine,
                           then saves a small site for reading offline while the network is cut

Debian has what is needed: apt install firefox-esr webkit2gtk-driver xvfb. Firefox is driven by Marionette, its own protocol,
and WebKit by its WebDriver; neither needs a package of Python. Each line that is printed tells what a page showed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from conftest import Server, build, serve
from journey import HELPERS, Driver, walk, walk_offline
from offline_site import small_site, walk_saving
from small_site import real_copy

BASE_PATH = "/atlas/"
WAIT = 60  # seconds for an engine to start or a page to load
ASYNC = f"""{HELPERS}
const done = arguments[arguments.length - 1]
const work = async () => {{ SCRIPT }}
work().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}))"""


class EngineError(RuntimeError):
    """An engine refused a command, or a script in a page raised an error."""


class CommandDriver:
    """A browser that takes the commands of WebDriver; a subclass says how they are sent."""

    def command(self, name: str, parameters: dict[str, Any]) -> Any:
        raise NotImplementedError

    def open(self, address: str) -> None:
        self.command("navigate", {"url": address})

    def run(self, script: str) -> Any:
        answer = self.command("script", {"script": ASYNC.replace("SCRIPT", script), "args": []})
        if "error" in answer:
            raise EngineError(answer["error"])
        return answer["value"]


class Firefox(CommandDriver):
    """Firefox by Marionette: messages of JSON, each with its length before it, over a socket of this machine."""

    NAMES: ClassVar = {
        "session": "WebDriver:NewSession",
        "timeouts": "WebDriver:SetTimeouts",
        "navigate": "WebDriver:Navigate",
        "script": "WebDriver:ExecuteAsyncScript",
    }

    def __init__(self, port: int) -> None:
        self.stream = connected(port).makefile("rwb")
        self._message()  # the engine presents itself
        self.number = 0
        self.version = self.command("session", {})["capabilities"]["browserVersion"]
        self.command("timeouts", {"script": WAIT * 1000, "pageLoad": WAIT * 1000})

    def command(self, name: str, parameters: dict[str, Any]) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, self.NAMES[name], parameters]).encode()
        self.stream.write(b"%d:%s" % (len(message), message))
        self.stream.flush()
        _, _, error, result = self._message()
        if error:
            raise EngineError(f"{error['error']}: {error['message']}")
        return result["value"] if list(result) == ["value"] else result

    def _message(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self.stream.read(1)
            if not byte:
                raise EngineError("the connection was closed")
            length += byte
        return json.loads(self.stream.read(int(length[:-1])))


class WebKit(CommandDriver):
    """WebKit by WebDriver (W3C): a request of HTTP for each command."""

    PATHS: ClassVar = {"navigate": "/url", "script": "/execute/async", "timeouts": "/timeouts"}

    def __init__(self, port: int, browser: str) -> None:
        connected(port).close()
        self.root = f"http://127.0.0.1:{port}/session"
        options = {"binary": browser, "args": ["--automation"]}
        session = self._post("", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})
        self.root += f"/{session['sessionId']}"
        self.version = session["capabilities"]["browserVersion"]
        self.command("timeouts", {"script": WAIT * 1000, "pageLoad": WAIT * 1000})

    def command(self, name: str, parameters: dict[str, Any]) -> Any:
        return self._post(self.PATHS[name], parameters)

    def _post(self, path: str, parameters: dict[str, Any]) -> Any:
        request = urllib.request.Request(self.root + path, json.dumps(parameters).encode(), method="POST")  # noqa: S310 - our own driver
        try:
            with urllib.request.urlopen(request, timeout=2 * WAIT) as answer:  # noqa: S310 - our own driver
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            said = json.load(error)["value"]
            raise EngineError(f"{said['error']}: {said['message']}") from error


def connected(port: int) -> socket.socket:
    """A connection to a port of this machine, once somebody listens there. Raises TimeoutError."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with contextlib.suppress(ConnectionError):
            return socket.create_connection(("127.0.0.1", port), timeout=2 * WAIT)
        time.sleep(0.2)
    raise TimeoutError(f"nobody listens at port {port}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def process(*command: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs during the block."""
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(
        command, env={**os.environ, **variables}, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, 15)
        started.wait(WAIT)


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Firefox with an empty profile in `folder`."""
    port = free_port()
    folder.mkdir()
    (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
    command = (program, "--headless", "--marionette", "--no-remote", "--profile", str(folder))
    with process(*command, HOME=str(folder)):
        yield Firefox(port)


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """The browser of WebKitGTK on a display of its own, with its files in `folder`."""
    (browser,) = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))[-1:] or [Path("MiniBrowser")]
    folder.mkdir(mode=0o700)
    port, display = free_port(), f":{90 + os.getpid() % 900}"
    homes = {name: str(folder) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    with (
        process("Xvfb", display, "-screen", "0", "1280x900x24"),
        process("WebKitWebDriver", f"--port={port}", DISPLAY=display, **homes),
    ):
        yield WebKit(port, str(browser))


ENGINES: dict[str, tuple[Callable[[Path], contextlib.AbstractContextManager[Any]], tuple[str, ...]]] = {
    "Firefox": (firefox, ("firefox-esr",)),
    "WebKit": (webkit, ("WebKitWebDriver", "Xvfb")),
}


class RecordingServer(Server):
    """Notes what it could not give; closes each connection, so that nothing is answered once it has stopped."""

    protocol_version = "HTTP/1.0"
    failed: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        with contextlib.suppress(ConnectionError):  # of a browser that went on to another page
            super().do_GET()

    def send_response(self, code: int, message: str | None = None) -> None:
        if code >= 400 and "no-such-state" not in self.path:
            self.failed.append(self.path)
        super().send_response(code, message)


def walk_engine(driver: Driver, site: Path) -> Iterator[tuple[str, Any]]:
    """What the engine shows of the site on each page, with a network and without. Raises AssertionError, EngineError."""
    RecordingServer.failed.clear()
    with serve(site, BASE_PATH, RecordingServer) as root:
        yield from walk(driver, root, "georgia", "GA", "georgia lpc")
    yield from walk_offline(driver, root, "georgia")
    assert RecordingServer.failed == [], f"asked for and not found: {RecordingServer.failed}"
    with tempfile.TemporaryDirectory(prefix="atlas-saving-") as name, small_site(Path(name)) as served:
        yield from walk_saving(driver, served)


def main() -> int:
    bad = 0
    with tempfile.TemporaryDirectory(prefix="atlas-engines-") as name:
        folder = Path(name)
        project = real_copy(folder / "project", f"https://name.example{BASE_PATH}")
        done = build(project)
        if done.returncode:
            print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
            return 1
        for engine, (start, programs) in ENGINES.items():
            if lacking := [program for program in programs if not shutil.which(program)]:
                print(f"{engine}: not tried, {', '.join(lacking)} is not installed")
                bad += 1
                continue
            try:
                with start(folder / engine) as driver:
                    print(f"{engine} {driver.version}, the site at {BASE_PATH}")
                    for step, seen in walk_engine(driver, project / "site"):
                        print(f"  {step:24}{json.dumps(seen, ensure_ascii=False)}", flush=True)
            except (AssertionError, EngineError, OSError) as error:
                print(f"  FAILED: {error}")
                bad += 1
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
