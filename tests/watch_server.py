"""A server on this machine with some hundred kinds of answer, and what the tests of the source watch share."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import socket
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from atlas.maintenance.source_watch import run
from atlas.maintenance.source_watch import state as watch_state
from atlas.maintenance.source_watch.check import Outcome, check_page
from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.fetch import Fetcher, Limits
from atlas.maintenance.source_watch.guard import Guard

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 1, tzinfo=UTC)
LIMITS = Limits(delay=0, pause=0.01, bytes=300_000, unpacked=600_000)  # in time: those of every day
RULE = "The applicant must complete {} hours of supervised experience after the degree, in no less than two years."


def html(*paragraphs: str, title: str = "Rule", head: str = "") -> bytes:
    """A page with a menu, a heading and paragraphs."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><nav>Home | Search</nav><main><h1>Rule 4</h1>{body}</main></body></html>".encode()


RULE_PAGE = html(
    RULE.format("3,000"),
    "A supervisor must have held the license for at least five years and must have completed a training course.",
    "The board may waive a part of the requirement for an applicant who holds a doctoral degree in counseling.",
)
CHANGED_PAGE = RULE_PAGE.replace(b"3,000", b"2,400")


def answer(head: str, body: bytes = RULE_PAGE, status: str = "200 OK") -> bytes:
    """An answer with these headers and no others."""
    return f"HTTP/1.1 {status}\r\n{head}".encode("latin-1") + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    return answer("Transfer-Encoding: chunked\r\nContent-Type: text/html", body)


def redirect(location: str, status: int = 302) -> bytes:
    return answer(f"Location: {location}\r\nContent-Length: 0", b"", f"{status} Found")


# By path: the bytes of the answer, whether they are HTTP or not; then the connection is closed.
ANSWERS = {
    # not HTTP, or broken HTTP
    "ssh": b"SSH-2.0-OpenSSH_9.6\r\n",
    "smtp": b"220 mail.example ESMTP\r\n",
    "tls-alert": b"\x15\x03\x01\x00\x02\x02\x28",
    "http2": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" * 4,
    "zeros": b"\x00" * 100_000,
    "nothing": b"",
    "half-a-status": b"HTTP/1.1",
    "only-a-status": b"HTTP/1.1 200 OK\r\n",
    "no-headers": RULE_PAGE,
    "unknown-version": b"HTTP/9.9 200 OK\r\n\r\n" + RULE_PAGE,
    "no-number": b"HTTP/1.1 abc OK\r\n\r\n",
    "large-number": b"HTTP/1.1 99999 OK\r\n\r\n",
    "negative-number": b"HTTP/1.1 -200 OK\r\n\r\n",
    "long-status": b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n",
    "hundred-headers": answer("\r\n".join(f"X-{n}: x" for n in range(101))),
    "long-header": answer("X: " + "x" * 100_000),
    "binary-header": answer("X: \x00\x80\xff\r\n\xff\xfe: x"),
    "negative-length": answer("Content-Length: -5"),
    "length-in-words": answer("Content-Length: many"),
    "two-lengths": answer("Content-Length: 5\r\nContent-Length: 7"),
    "superscript-length": answer("Content-Length: \xb2"),
    "cut-off": answer("Content-Length: 100000"),
    "bad-chunk": chunked(b"zz\r\nxx"),
    "negative-chunk": chunked(b"-1\r\nxx"),
    "large-chunk": chunked(b"f" * 40 + b"\r\nxx"),
    "cut-chunk": chunked(b"ffff\r\nxx"),
    "no-last-chunk": chunked(b"2\r\nxx\r\n"),
    # statuses
    "switching": answer("Upgrade: x", b"", "101 Switching Protocols"),
    "no-content": answer("X: x", b"", "204 No Content"),
    "partial": answer("Content-Range: bytes 0-10/1000", RULE_PAGE, "206 Partial"),
    "choices": answer("X: x", b"", "300 Multiple Choices"),
    "not-modified": answer("X: x", b"", "304 Not Modified"),
    "unauthorized": answer("X: x", b"no", "401 Unauthorized"),
    "forbidden": answer("X: x", b"no", "403 Forbidden"),
    "missing": answer("X: x", b"no", "404 Not Found"),
    "gone": answer("X: x", b"no", "410 Gone"),
    "teapot": answer("X: x", b"no", "418 Teapot"),
    "legal": answer("X: x", b"no", "451 Legal Reasons"),
    "down": answer("X: x", b"no", "500 Error"),
    "later": answer("Retry-After: \xb2", b"no", "503 Later"),
    "strange-status": answer("X: x", RULE_PAGE, "999 Denied"),
    # redirects
    "moved": redirect("/new-place", 301),
    "moved-twice": redirect("https://other.example/moved", 308),
    "for-now": redirect("/elsewhere"),
    "loop": redirect("/loop-back"),
    "loop-back": redirect("/loop"),
    "to-private": redirect("https://10.0.0.1/"),
    "to-local": redirect("https://localhost/"),
    "to-inside": redirect("https://inside.test/"),
    "to-http": redirect("http://law.example/page"),
    "to-file": redirect("file:///etc/passwd"),
    "to-script": redirect("javascript:alert(1)"),
    "to-closed": redirect("https://closed.example/page"),
    "to-bracket": redirect("https://[/"),
    "to-no-host": redirect("https://"),
    "to-long-name": redirect(f"https://{'a' * 300}.test/"),
    "to-empty-label": redirect("https://a..test/"),
    "to-bytes": redirect("\xff\xfe\x80"),
    "to-bad-port": redirect("https://law.example:99999/"),
    # packing
    "packed": answer("Content-Encoding: gzip", gzip.compress(RULE_PAGE)),
    "deflated": answer("Content-Encoding: deflate", zlib.compress(RULE_PAGE)),
    "badly-packed": answer("Content-Encoding: gzip", gzip.compress(RULE_PAGE)[:-30]),
    "not-packed": answer("Content-Encoding: gzip"),
    "strangely-packed": answer("Content-Encoding: br"),
    "bomb": answer("Content-Encoding: gzip", gzip.compress(b"0" * 50_000_000)),
    # what comes is no text, or strange text
    "wrong-charset": answer("Content-Type: text/html; charset=iso-8859-1", html("§ 4 – “" + RULE.format("3,000") + "” café")),
    "old-charset": answer("Content-Type: text/html; charset=utf-8", html("The café’s " + RULE.format("3,000")).decode().encode("cp1252")),
    "no-such-charset": answer("Content-Type: text/html; charset=punycode", RULE_PAGE + b"\xff"),
    "escape-charset": answer("Content-Type: text/plain; charset=unicode_escape", rb"3,000 \ud800 hours" + b"\xff"),
    "zeros-inside": answer("Content-Type: text/html", RULE_PAGE.replace(b"hours", b"ho\x00urs")),
    "half-characters": answer("Content-Type: text/html", RULE_PAGE.replace(b"hours", b"hours &#xD800;&#xDFFF; \xed\xa0\x80")),
    "cursor-codes": answer("Content-Type: text/plain", b"\x1b[2J\x1b[31m 3,000 hours \x07"),
    "picture": answer("Content-Type: image/png", b"\x89PNG"),
    "strange-type": answer("Content-Type: \x1b[31m\xb2/\xff"),
    "empty": answer("Content-Type: text/html", b"<html><body><script>render()</script></body></html>"),
    "empty-body": answer("Content-Type: text/html", b""),
    "broken-pdf": answer("Content-Type: application/pdf", b"%PDF-1.7\nnonsense"),
    "strange-tag": answer("ETag: \x01\x80" + "x" * 5000 + "\r\nLast-Modified: \xff"),
    # something else in place of the page
    "browser-check": answer("Content-Type: text/html", html("Checking your browser before accessing law.example.", title="Just a moment...")),
    "robot-check": answer("X: x", html("Please verify you are a human. Complete the CAPTCHA to continue.")),
    "no-scripts": answer("X: x", html("Please enable JavaScript and cookies to continue.")),
    "rejected": answer("X: x", html("The requested URL was rejected. Your support ID is: 123456.")),
    "incident": answer("X: x", html("Request unsuccessful. Incapsula incident ID: 1-2.")),
    "mitigated": answer("cf-mitigated: challenge", html("x"), "403 Forbidden"),
    "firewall": answer("x-amzn-waf-action: challenge", b"", "202 Accepted"),
    "maintenance": answer("X: x", html("The site is down for maintenance.")),
    "sign-in": answer("X: x", html('Members only. <input name=p type="password">')),
    "not-found-200": answer("X: x", html("We are sorry. " * 400, title="Page not found | Board")),
    "refresh": answer("X: x", html("One moment.", head='<meta http-equiv="refresh" content="0;url=/">')),
    "to-home": redirect("/"),
    "to-home-for-good": redirect("/index.html", 301),
    "to-other-home": redirect("https://other.example/"),
    "to-sign-in": redirect("/login?back=/to-sign-in"),
    "to-errors": redirect("/error-page.aspx?path=/x"),
}  # fmt: skip


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by path: with a method `on_...`, with what stands in ANSWERS, or with the rule."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        host = self.headers["Host"]
        gate = self.server.gate
        self.server.requests.append((self.server.clock(), host, self.path, dict(self.headers)))
        if gate:
            gate.acquire()
        name = self.path.strip("/")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            raw = self.server.answers.get((host, self.path), ANSWERS.get(name))
            if raw is not None:
                self.wfile.write(raw)
                self.close_connection = True
                return
            name = "far" if name.startswith("far") else name
            getattr(self, f"on_{name.replace('-', '_').replace('.', '_')}", self.on_page)()
            return
        self.close_connection = True

    def send(
        self, body: bytes = b"", status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def on_page(self) -> None:
        self.send(self.server.pages.get(self.path, RULE_PAGE))

    def on_robots_txt(self) -> None:
        text, status = self.server.robots.get(self.headers["Host"], ("", 404))
        self.send(text.encode(), status, "text/plain")

    def on_flaky(self) -> None:
        tries = sum(path == "/flaky" for _, _, path, _ in self.server.requests)
        self.send(RULE_PAGE if tries >= 3 else b"later", 200 if tries >= 3 else 503, Retry_After="0")

    def on_tagged(self) -> None:
        body = self.server.pages.get("/tagged", RULE_PAGE)
        tag = f'"{zlib.crc32(body)}"'
        if self.headers.get("If-None-Match") == tag:
            self.send(status=304)
        else:
            self.send(body, ETag=tag)

    def on_reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def on_silent(self) -> None:
        self.connection.recv(1)  # until the watch gives up
        self.close_connection = True

    def _drip(self, begin: bytes, drop: bytes) -> None:
        self.wfile.write(begin)
        while True:
            self.wfile.write(drop)
            self.wfile.flush()
            time.sleep(0.01)

    def on_drip(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x")

    def on_drip_headers(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nX: ", b"x")

    def on_continue_forever(self) -> None:
        self._drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_endless(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            self.wfile.write(b"<p>more and more</p>" * 1000)

    def on_far(self) -> None:
        self.send(status=302, Location=self.path + "x")


class Server(http.server.ThreadingHTTPServer):
    """`answers` holds bytes for (host, path), `pages` bodies by path, `robots` (text, status) by host."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[float, str, str, dict[str, str]]] = []
        self.clock: Callable[[], float] = time.monotonic
        self.gate: threading.Semaphore | None = None  # lets so many requests through, and the rest wait
        self.answers: dict[tuple[str, str], bytes] = {}
        self.pages: dict[str, bytes] = {}
        self.robots: dict[str, tuple[str, int]] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        pass

    @property
    def address(self) -> tuple[str, int]:
        return ("127.0.0.1", self.server_port)

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request[2] == path for request in self.requests)


@pytest.fixture
def watch_server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def resolve(host: str) -> list[str]:
    """Host names that are not under .example; a name that is malformed is looked up as the system does."""
    if len(host) > 255:
        host.encode("idna")
    return {"inside.test": ["93.184.216.34", "192.168.1.1"]}.get(host) or []


def fetcher(server: Server, limits: Limits = LIMITS) -> Fetcher:
    return Fetcher(Guard(resolve, server.address), "TestWatch/1.0", limits)


@dataclass
class SameProcess:
    """Checks pages without another process."""

    fetcher: Fetcher

    def check(self, page: Page, baseline: watch_state.Baseline | None) -> Outcome:
        return check_page(page, baseline, self.fetcher)

    def ready(self, url: str) -> float:
        return self.fetcher.ready(url)


@dataclass
class Watcher:
    """Runs the watch on one page, week after week. The state goes through its file every time."""

    server: Server
    folder: Path
    limits: Limits = LIMITS
    state: watch_state.State = field(default_factory=watch_state.State)

    def see(self, path: str, read_on: date = date(2026, 1, 1), figures: dict[str, float] | None = None) -> state.Result:
        pages = [
            Page(f"https://law.example{path}", read_on, [], {"EX hours (3000)": 3000} if figures is None else figures)
        ]
        where = self.folder / "state.json"
        checker = SameProcess(fetcher(self.server, self.limits))
        run.watch(pages, self.state, where, checker, lambda *_: None, now=lambda: NOW)
        (result,) = self.state.results.values()
        run.finish(pages, self.state, where)
        self.state = watch_state.load(where)
        return result


@pytest.fixture
def watcher(watch_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watcher:
    monkeypatch.setattr("os.fsync", lambda _: None)  # half of the time of these tests
    return Watcher(watch_server, tmp_path)


def write_data(folder: Path, urls: list[str], read_on: str = "2026-01-01") -> None:
    """Data of an invented state that cites these pages; a figure rests on the first."""
    states = folder / "data" / "states"
    states.mkdir(parents=True, exist_ok=True)
    sources = "".join(
        f"  s{n}:\n    kind: rule\n    url: {url}\n    read_on: {read_on}\n" for n, url in enumerate(urls)
    )
    facts = "licenses:\n  - id: lpc\n    facts:\n      supervised_hours_total: {value: 3000, source: s0}\n"
    (states / "xa.yml").write_text(f"code: XA\nsources:\n{sources}facts: {{}}\n{facts}", encoding="utf-8")


def command(server: Server, folder: Path, *more: str) -> list[str]:
    return [
        sys.executable, str(ROOT / "scripts" / "watch_sources.py"), "--data", str(folder / "data"), "--state", str(folder / "state.json"),
        "--report", str(folder / "report.json"), "--markdown", str(folder / "report.md"), "--delay", "0",
        "--test-server", f"127.0.0.1:{server.server_port}", *more,
    ]  # fmt: skip
