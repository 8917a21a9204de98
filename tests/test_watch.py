"""The source watch against a real server on this machine: kind, slow and hostile pages, and being killed."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import json
import random
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from atlas.maintain.watch import cited, passages, report, run, state
from atlas.maintain.watch.cited import Page, Place
from atlas.maintain.watch.extract import Extractor, NoText, decoded, main_text
from atlas.maintain.watch.fetch import Fetcher, Limits, Unreachable
from atlas.maintain.watch.guard import Guard, Refused, is_public
from conftest import DATA, ROOT

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LIMITS = Limits(delay=0, pause=0.01, bytes=300_000, unpacked=600_000)  # in time: those of every day
RULE = "The applicant must complete {} hours of supervised experience after the degree, in no less than two years."


def html(*paragraphs: str) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<!doctype html><html><head><title>Rule</title></head><body><nav>Home | Search</nav><main><h1>Rule 4</h1>{body}</main></body></html>".encode()


RULE_PAGE = html(
    RULE.format("3,000"),
    "A supervisor must have held the license for at least five years and must have completed a training course.",
    "The board may waive a part of the requirement for an applicant who holds a doctoral degree in counseling.",
)
CHANGED_PAGE = RULE_PAGE.replace(b"3,000", b"2,400")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        host = self.headers["Host"]
        gate = self.server.gate
        self.server.requests.append((self.server.clock(), host, self.path, dict(self.headers)))
        name = self.path.strip("/").replace("-", "_").replace(".", "_") or "page"
        if gate:
            gate.acquire()
        name = "far" if name.startswith("far") else name
        try:
            getattr(self, f"on_{name.split('/')[0]}", self.on_page)()
        except (BrokenPipeError, ConnectionResetError):
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

    def on_moved(self) -> None:
        self.send(status=301, Location="/new-place")

    def on_moved_twice(self) -> None:
        self.send(status=308, Location="https://other.example/moved")

    def on_for_now(self) -> None:
        self.send(status=302, Location="/elsewhere")

    def on_gone(self) -> None:
        self.send(b"no", 410)

    def on_missing(self) -> None:
        self.send(b"no", 404)

    def on_forbidden(self) -> None:
        self.send(b"no", 403)

    def on_down(self) -> None:
        self.send(b"no", 500)

    def on_flaky(self) -> None:
        tries = sum(path == "/flaky" for _, _, path, _ in self.server.requests)
        self.send(RULE_PAGE if tries >= 3 else b"later", 200 if tries >= 3 else 503, Retry_After="0")

    def on_tagged(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.send(status=304)
        else:
            self.send(self.server.pages.get("/tagged", RULE_PAGE), ETag='"v1"')

    def on_silent(self) -> None:
        self.connection.recv(1)  # until the watch gives up
        self.close_connection = True

    def on_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.01)

    def on_drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.01)

    def on_many_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 1000 + b"\r\n")
        self.close_connection = True

    def on_no_http(self) -> None:
        self.wfile.write(b"220 mail.example ESMTP\r\n")
        self.close_connection = True

    def on_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while True:
            self.wfile.write(b"<p>more and more</p>" * 1000)

    def on_cut_off(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(RULE_PAGE)
        self.close_connection = True

    def on_loop(self) -> None:
        self.send(status=302, Location="/loop-back")

    def on_loop_back(self) -> None:
        self.send(status=302, Location="/loop")

    def on_far(self) -> None:
        self.send(status=302, Location=self.path + "x")

    def on_to_private(self) -> None:
        self.send(status=302, Location="https://10.0.0.1/")

    def on_to_local(self) -> None:
        self.send(status=302, Location="https://localhost/")

    def on_to_inside(self) -> None:
        self.send(status=302, Location="https://inside.test/")

    def on_to_http(self) -> None:
        self.send(status=302, Location="http://law.example/page")

    def on_to_file(self) -> None:
        self.send(status=302, Location="file:///etc/passwd")

    def on_to_closed(self) -> None:
        self.send(status=302, Location="https://closed.example/page")

    def on_wrong_charset(self) -> None:
        self.send(html("§ 4 – “" + RULE.format("3,000") + "” café"), kind="text/html; charset=iso-8859-1")

    def on_old_charset(self) -> None:
        self.send(html("The café’s " + RULE.format("3,000")).decode().encode("cp1252"), kind="text/html; charset=utf-8")

    def on_bomb(self) -> None:
        self.send(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")

    def on_packed(self) -> None:
        self.send(gzip.compress(RULE_PAGE), Content_Encoding="gzip")

    def on_badly_packed(self) -> None:
        self.send(gzip.compress(RULE_PAGE)[:-30], Content_Encoding="gzip")

    def on_strangely_packed(self) -> None:
        self.send(RULE_PAGE, Content_Encoding="br")

    def on_picture(self) -> None:
        self.send(b"\x89PNG", kind="image/png")

    def on_empty(self) -> None:
        self.send(b"<html><body><script>render()</script></body></html>")

    def on_broken_pdf(self) -> None:
        self.send(b"%PDF-1.7\nnonsense", kind="application/pdf")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[float, str, str, dict[str, str]]] = []
        self.clock: Callable[[], float] = time.monotonic
        self.gate: threading.Semaphore | None = None  # lets so many requests through, and the rest wait
        self.pages: dict[str, bytes] = {}
        self.robots: dict[str, tuple[str, int]] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        pass

    @property
    def place(self) -> tuple[str, int]:
        return ("127.0.0.1", self.server_port)

    def asked(self, path: str) -> int:
        return sum(one[2] == path for one in self.requests)


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield one
    one.shutdown()
    one.server_close()


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    one = Extractor()
    yield one
    one.close()


def fetcher(server: Server, limits: Limits = LIMITS) -> Fetcher:
    def resolve(host: str) -> list[str]:
        return {"inside.test": ["93.184.216.34", "192.168.1.1"]}.get(host) or []

    return Fetcher(Guard(resolve, server.place), "TestWatch/1.0", limits)


@dataclass
class Watcher:
    """Runs the watch on one page, week after week."""

    server: Server
    extractor: Extractor
    folder: Path
    limits: Limits = LIMITS
    state: state.State = field(default_factory=state.State)

    def see(self, path: str, read_on: date = date(2026, 1, 1), figures: dict[str, float] | None = None) -> state.Result:
        pages = [
            Page(f"https://law.example{path}", read_on, [], {"EX hours (3000)": 3000} if figures is None else figures)
        ]
        where = self.folder / "state.json"
        run.watch(pages, self.state, where, fetcher(self.server, self.limits), self.extractor, lambda *_: None, now=NOW)
        (result,) = self.state.results.values()
        run.finish(pages, self.state, where)
        self.state = state.load(where)
        return result


@pytest.fixture
def watcher(server: Server, extractor: Extractor, tmp_path: Path) -> Watcher:
    return Watcher(server, extractor, tmp_path)


# ---- how each page is classed -------------------------------------------------------------------------------------------


def test_a_page_is_new_and_then_unchanged(watcher: Watcher) -> None:
    assert [watcher.see("/page").kind for _ in range(3)] == ["new", "unchanged", "unchanged"]


def test_a_changed_figure_is_shown_as_it_was_and_as_it_is(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = CHANGED_PAGE
    result = watcher.see("/page")
    assert result.kind == "changed"
    assert result.passages == [
        {"figure": "EX hours (3000)", "was": [RULE.format("3,000")], "now": [RULE.format("2,400")]}
    ]
    assert result.added == [RULE.format("2,400")]


def test_a_change_is_told_every_time_until_somebody_reads_the_page_again(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = CHANGED_PAGE
    assert [watcher.see("/page").kind for _ in range(3)] == ["changed"] * 3
    assert watcher.see("/page", date(2026, 2, 1)).kind == "unchanged"
    assert watcher.see("/page", date(2026, 2, 1)).kind == "unchanged"


def test_a_text_that_the_watch_had_not_seen_before_it_was_read_is_told_once(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = CHANGED_PAGE
    result = watcher.see("/page", date(2026, 2, 1))
    assert (result.kind, result.reason) == ("changed", run.READ_AGAIN)
    assert watcher.see("/page", date(2026, 2, 1)).kind == "unchanged"


def test_menus_and_blanks_are_no_change(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = RULE_PAGE.replace(b"Home | Search", b"Home | Search | News").replace(
        b"</p><p>", b"</p>\n\n<p> "
    )
    assert watcher.see("/page").kind == "unchanged"


def test_a_page_with_a_tag_is_asked_for_only_if_changed(watcher: Watcher) -> None:
    assert [watcher.see("/tagged").kind for _ in range(2)] == ["new", "unchanged"]
    assert "If-None-Match" in watcher.server.requests[-1][3]
    watcher.see("/tagged", figures={"EX other (5)": 5})  # another figure rests on it: its paragraph is needed
    assert "If-None-Match" not in watcher.server.requests[-1][3]


def test_a_page_whose_change_waits_to_be_read_is_fetched_whole(watcher: Watcher) -> None:
    """Asked for only if changed, the server would say that it is as last week, and the change would be told no more."""
    watcher.see("/tagged")
    (baseline,) = watcher.state.pages.values()
    assert baseline.etag
    baseline.fingerprint = "of an older text"  # what was read; `seen` is what the server has now
    assert [watcher.see("/tagged").kind for _ in range(2)] == ["changed", "changed"]
    assert "If-None-Match" not in watcher.server.requests[-1][3]


@pytest.mark.parametrize(
    ("path", "kind", "reason", "to"),
    [
        ("/moved", "moved", "", "https://law.example/new-place"),
        ("/moved-twice", "moved", "", "https://other.example/new-place"),
        ("/for-now", "unchanged", "", ""),
        ("/gone", "gone", "answers 410", ""),
        ("/missing", "gone", "answers 404", ""),
        ("/forbidden", "unreachable", "answers 403", ""),
        ("/down", "unreachable", "answers 500", ""),
        ("/many-headers", "unreachable", "the connection failed", ""),
        ("/no-http", "unreachable", "the connection failed", ""),
        ("/endless", "unreachable", "larger than 300,000 bytes", ""),
        ("/cut-off", "unreachable", "broke off|connection failed", ""),
        ("/loop", "unreachable", "in a circle", ""),
        ("/far", "unreachable", "more than 6 redirects", ""),
        ("/to-private", "unreachable", "no public host name", ""),
        ("/to-local", "unreachable", "no public host name", ""),
        ("/to-inside", "unreachable", "private address 192.168.1.1", ""),
        ("/to-http", "unreachable", "`http` instead of https", ""),
        ("/to-file", "unreachable", "`file` instead of https", ""),
        ("/to-closed", "unreachable", "robots.txt asks not to", ""),
        ("/bomb", "unreachable", "unpacks to more than 600,000 bytes", ""),
        ("/packed", "unchanged", "", ""),
        ("/badly-packed", "unreachable", "packing is broken", ""),
        ("/strangely-packed", "unreachable", "packed as `br`", ""),
        ("/picture", "unreachable", "neither a page nor a PDF", ""),
        ("/empty", "unreachable", "no text can be read", ""),
        ("/broken-pdf", "unreachable", "the PDF cannot be read", ""),
        ("/wrong-charset", "unchanged", "", ""),
        ("/old-charset", "unchanged", "", ""),
    ],
)  # fmt: skip
def test_each_case_is_classed_right(watcher: Watcher, path: str, kind: str, reason: str, to: str) -> None:
    import re

    watcher.server.robots["closed.example"] = ("User-agent: *\nDisallow: /\n", 200)
    watcher.limits = replace(LIMITS, attempts=1)
    watcher.see(path)
    result = watcher.see(path)
    assert (result.kind, result.to) == (kind, to), result
    assert re.search(reason, result.reason), result


@pytest.mark.parametrize(
    ("path", "limits", "reason"),
    [
        ("/silent", {"read": 0.2}, "no answer in time"),
        ("/silent", {"whole": 0.2}, r"more than 0\.2 seconds"),
        ("/drip", {"whole": 0.2}, r"more than 0\.2 seconds"),
        ("/drip-headers", {"whole": 0.2}, r"more than 0\.2 seconds"),
    ],
)
def test_a_server_that_never_comes_to_an_end_is_given_up(
    server: Server, path: str, limits: dict[str, float], reason: str
) -> None:
    one = fetcher(server, replace(LIMITS, attempts=1))
    assert one.get("https://law.example/page").status == 200  # robots.txt is read without haste
    one.limits = replace(one.limits, **limits)
    with pytest.raises(Unreachable, match=reason):
        one.get(f"https://law.example{path}")


@pytest.mark.parametrize("path", ["/wrong-charset", "/old-charset"])
def test_letters_survive_a_wrong_charset(watcher: Watcher, path: str) -> None:
    got = fetcher(watcher.server).get(f"https://law.example{path}")
    text = main_text(got.body, got.headers["content-type"])
    assert "café" in text
    assert "Ã" not in text and "\ufffd" not in text


def test_charsets() -> None:
    assert decoded("é".encode("utf-16"), "text/html") == "é"
    assert decoded(b"\xef\xbb\xbf\xc3\xa9", "text/html; charset=latin-1") == "é"
    assert decoded(b'<meta charset="windows-1251">\xe6', "text/html") == '<meta charset="windows-1251">ж'
    assert decoded(b"\x81\xff", "text/html; charset=no-such") == "\ufffdÿ"


def test_taking_out_the_text_is_stopped_when_it_takes_too_long() -> None:
    one = Extractor(seconds=0.0001)
    with pytest.raises(NoText, match="took more than"):
        one.text(RULE_PAGE, "text/html")
    one.seconds = 60
    assert "3,000 hours" in one.text(RULE_PAGE, "text/html")
    one.close()


def test_a_deeply_nested_page_stops_nothing(extractor: Extractor) -> None:
    with contextlib.suppress(NoText):
        extractor.text(b"<div>" * 200_000 + b"x", "text/html")
    assert "3,000 hours" in extractor.text(RULE_PAGE, "text/html")


# ---- politeness ---------------------------------------------------------------------------------------------------------


def test_robots_txt_is_obeyed_and_read_once(server: Server) -> None:
    server.robots["law.example"] = (
        "User-agent: *\nDisallow: /closed\n\nUser-agent: TestWatch\nDisallow: /shut*.html$\n",
        200,
    )
    one = fetcher(server)
    assert one.get("https://law.example/closed").status == 200  # the rules for this watch go before those for all
    with pytest.raises(Unreachable, match=r"robots\.txt asks"):
        one.get("https://law.example/shutter.html")
    assert server.asked("/robots.txt") == 1
    assert server.asked("/shutter.html") == 0


def test_without_a_readable_robots_txt_nothing_is_fetched(server: Server) -> None:
    server.robots["law.example"] = ("", 503)
    with pytest.raises(Unreachable, match=r"robots\.txt cannot be read: the server answers 503"):
        fetcher(server).get("https://law.example/page")
    assert server.asked("/page") == 0


def test_a_host_is_asked_only_once_in_a_while_and_others_meanwhile(server: Server) -> None:
    server.robots["slow.example"] = ("User-agent: *\nCrawl-delay: 60\n", 200)
    one = fetcher(server, replace(LIMITS, delay=5))
    passed = [0.0]  # seconds, on a clock that goes only while the watch waits
    one.clock = server.clock = lambda: passed[0]
    one.sleep = lambda seconds: passed.append(passed.pop() + seconds)
    pages = [Page(f"https://{host}.example/page{n}") for host in ("fast", "slow") for n in range(3)]
    for page in run.by_host(pages, one.ready):
        one.get(page.url)
    times = {host: [t for t, h, _, _ in server.requests if h == f"{host}.example"] for host in ("fast", "slow")}
    assert times["fast"] == [0, 5, 10, 15]  # robots.txt, then the pages
    assert times["slow"] == [5, 10, 70, 130]  # in the pauses of the other; robots.txt asks for more than that


@pytest.mark.parametrize(("asked", "pause"), [("0.1", 1), ("2", 2), ("86400", 3), ("1e9", 3)])
def test_a_crawl_delay_is_kept_up_to_a_limit(server: Server, asked: str, pause: float) -> None:
    """A host that asks for a day between two requests would hold up the whole watch."""
    server.robots["slow.example"] = (f"User-agent: *\nCrawl-delay: {asked}\n", 200)
    slept: list[float] = []
    one = fetcher(server, replace(LIMITS, delay=1, most_delay=3))
    one.clock, one.sleep = lambda: sum(slept), slept.append
    for n in range(3):
        one.get(f"https://slow.example/page{n}")
    assert slept[-2:] == pytest.approx([pause, pause])


def test_a_server_in_trouble_is_tried_again_a_few_times(server: Server) -> None:
    assert fetcher(server).get("https://law.example/flaky").status == 200
    assert server.asked("/flaky") == 3
    with pytest.raises(Unreachable):
        fetcher(server).get("https://law.example/down")
    assert server.asked("/down") == 3
    with pytest.raises(Unreachable):
        fetcher(server).get("https://law.example/bomb")
    assert server.asked("/bomb") == 1


def test_the_watch_says_who_it_is(server: Server) -> None:
    fetcher(server).get("https://law.example/page")
    assert {one[3]["User-Agent"] for one in server.requests} == {"TestWatch/1.0"}


# ---- which addresses are fetched ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "nonsense"],
)  # fmt: skip
def test_private_addresses_are_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://law.test/", "ftp://law.test/", "https://user:pass@law.test/", "https://law.test:8443/", "https://127.0.0.1/", "https://[::1]/",
     "https://2130706433/", "https://0x7f.1/", "https://localhost/", "https://law.test/a b", "https://law.test/\r\nX: y", "https:///x", "https://[/", ""],
)  # fmt: skip
def test_addresses_that_are_not_fetched(url: str) -> None:
    with pytest.raises((Refused, OSError)):
        Guard(lambda host: ["93.184.216.34"]).target(url)


def test_a_host_is_looked_up_once_and_the_address_that_was_checked_is_used() -> None:
    asked: list[str] = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    guard = Guard(rebinding)
    assert guard.target("https://law.test/x").address == "93.184.216.34"
    assert asked == ["law.test"]
    with pytest.raises(Refused, match=r"private address 127\.0\.0\.1"):
        guard.target("https://law.test/x")


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Refused, match="private"):
        Guard(lambda host: ["93.184.216.34", "10.0.0.1"]).target("https://law.test/")


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
def test_the_certificate_must_be_that_of_the_name_though_the_address_is_a_number(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
        "-days",
        "2",
    ]
    subprocess.run(
        [*command, "-subj", "/CN=law.test", "-addext", "subjectAltName=DNS:law.test"], check=True, capture_output=True
    )
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    class Here(Guard):
        def target(self, url: str):  # type: ignore[no-untyped-def]
            return replace(super().target(url), address="127.0.0.1", port=server.server_port)

    try:
        one = Fetcher(
            Here(lambda host: ["93.184.216.34"]),
            "TestWatch/1.0",
            replace(LIMITS, attempts=1),
            ca_certs=str(certificate),
        )
        assert one.get("https://law.test/page").body == RULE_PAGE
        assert server.requests[-1][1] == "law.test"
        with pytest.raises(Unreachable, match="certificate"):
            one._request("https://other.test/page", {}, 1000)
        unknown = Fetcher(Here(lambda host: ["93.184.216.34"]), "TestWatch/1.0", replace(LIMITS, attempts=1))
        with pytest.raises(Unreachable, match="certificate"):
            unknown._request("https://law.test/page", {}, 1000)
    finally:
        server.shutdown()
        server.server_close()


# ---- figures, citations, state, report ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "text", "found"),
    [
        (3000, "at least 3,000 hours", True), (3000, "at least 3000 hours.", True), (3000, "13,000 hours", False), (3000, "3,000.5", False),
        (60, "sixty semester hours", True), (60, "60 credits", True), (60, "160 credits", False), (2, "two years", True), (2, "2.5 years", False),
        (52.5, "$52.50", True), (100, "a fee of $100.00", True), (100, "$1,100", False),
    ],
)  # fmt: skip
def test_a_figure_is_found_as_texts_write_it(figure: float, text: str, found: bool) -> None:
    assert bool(passages.forms(figure).search(text)) == found


def test_the_pages_cited_are_those_of_the_data_with_their_figures() -> None:
    found = {page.url: page for page in cited.pages(DATA, DATA.parent)}
    rule = found["https://law.example/12-4"]
    assert rule.read_on == date(2026, 1, 15)
    assert rule.figures["EX LPC supervised_hours_total (2800)"] == 2800
    assert "EX LPC min_months (18)" in rule.figures
    assert "EX LPC min_months (24)" in found["https://board.example/"].figures
    assert "https://legislature.example/3" in found
    (place,) = rule.places
    assert (place.state, place.source, place.path) == ("EX", "rule-12-4", "data/states/ex.yml")


def test_a_spoilt_state_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    for text in ("{", "[]", '{"version": 99}', '{"version": 1, "pages": {"x": 1}, "started": "", "results": {}}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(state.StateError):
            state.load(path)
        assert path.read_text(encoding="utf-8") == text


def test_two_watches_do_not_share_a_state(tmp_path: Path) -> None:
    first = state.lock(tmp_path / "s.json")
    with pytest.raises(state.StateError, match="another watch"):
        state.lock(tmp_path / "s.json")
    first.close()
    state.lock(tmp_path / "s.json").close()


def test_nothing_of_a_page_is_markup_in_the_report() -> None:
    page = Page("https://law.example/", places=[Place("EX", "a", "x.yml", 3)])
    result = state.Result(
        "changed", passages=[{"figure": "f", "was": ["<b>@me</b>"], "now": ["[x](https://x.example)"]}], added=["# big"]
    )
    told = report.as_data([page], {page.url: result}, "2026-03-01")
    text = report.as_markdown(told)
    assert "<b>" not in text and "](" not in text and "@me" not in text and "new: # big" not in text
    assert report.exit_code(told["counts"]) == 1
    assert "- <b>@me</b>" in report.as_text(told)


# ---- the command, and being killed --------------------------------------------------------------------------------------

PATHS = [
    "page",
    "moved",
    "gone",
    "for-now",
    "packed",
    "loop",
    "endless",
    "to-private",
    "bomb",
    "tagged",
    *(f"p{n}" for n in range(30)),
]


@pytest.fixture
def cites(tmp_path: Path) -> Path:
    """Data that cites forty pages of the server."""
    folder = tmp_path / "data" / "states"
    folder.mkdir(parents=True)
    sources = "".join(
        f"  s{n}:\n    kind: rule\n    url: https://h{n % 7}.example/{path}\n    read_on: 2026-01-01\n"
        for n, path in enumerate(PATHS)
    )
    facts = "licenses:\n  - id: lpc\n    facts:\n      supervised_hours_total: {value: 3000, source: s0}\n"
    (folder / "xa.yml").write_text(f"code: XA\nsources:\n{sources}facts: {{}}\n{facts}", encoding="utf-8")
    return tmp_path


def command(server: Server, folder: Path, *more: str) -> list[str]:
    return [
        sys.executable, str(ROOT / "scripts" / "watch_sources.py"), "--data", str(folder / "data"), "--state", str(folder / "state.json"),
        "--report", str(folder / "report.json"), "--markdown", str(folder / "report.md"), "--delay", "0",
        "--test-server", f"127.0.0.1:{server.server_port}", *more,
    ]  # fmt: skip


def kinds(folder: Path) -> dict[str, str]:
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {page["url"].rsplit("/", 1)[1]: page["kind"] for page in told["pages"]}


SECOND_WEEK = {"page": "changed", "p3": "changed", "moved": "moved", "gone": "gone", "loop": "unreachable", "endless": "unreachable", "to-private": "unreachable", "bomb": "unreachable"}  # fmt: skip


def week_one(server: Server, folder: Path) -> None:
    done = subprocess.run(command(server, folder), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stderr
    assert "40 of 40 pages" in done.stderr
    assert kinds(folder)["page"] == "new"
    server.pages.update({"/page": CHANGED_PAGE, "/p3": CHANGED_PAGE})
    (folder / "report.json").unlink()


def test_the_command_reports_each_page_and_exits_with_one_when_something_changed(server: Server, cites: Path) -> None:
    week_one(server, cites)
    done = subprocess.run(command(server, cites), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert kinds(cites) == {path: SECOND_WEEK.get(path, "unchanged") for path in PATHS}
    assert "- " + RULE.format("3,000") in done.stdout
    assert "XA LPC supervised" in (cites / "report.md").read_text(encoding="utf-8").replace("\\", "")
    assert (cites / "state.json").stat().st_size < 40_000
    text = (cites / "data" / "states" / "xa.yml").read_text(encoding="utf-8")
    only = "code: XA\nsources:\n  s1:\n    kind: rule\n    url: https://h1.example/p8\n    read_on: 2026-01-01\nfacts: {}\n"
    (cites / "data" / "states" / "xa.yml").write_text(only, encoding="utf-8")
    assert text != only
    assert subprocess.run(command(server, cites), capture_output=True, check=False, timeout=60).returncode == 0
    (cites / "state.json").write_text("{", encoding="utf-8")
    assert subprocess.run(command(server, cites), capture_output=True, check=False, timeout=60).returncode == 2


@pytest.mark.timeout(300)
def test_killed_at_ten_random_moments_nothing_is_lost(server: Server, cites: Path) -> None:
    week_one(server, cites)
    before = set(json.loads((cites / "state.json").read_text(encoding="utf-8"))["pages"])
    r = random.Random(20261123)
    seen_at_kill = []
    for killed in range(10):
        asked, some = len(server.requests), r.randint(1, 5)
        server.gate = gate = threading.Semaphore(some)  # so that none comes to its end before it is killed
        process = subprocess.Popen(command(server, cites), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        reached = r.randint(1, some + 1) if killed % 4 else 0  # most are killed at work, some while they start
        while len(server.requests) < asked + reached and process.poll() is None:
            time.sleep(0.01)
        time.sleep(r.uniform(0, 0.05 if reached else 0.5))
        assert process.poll() is None, "it ended before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.wait()
        gate.release(100)  # for those that still wait
        remembered = state.load(cites / "state.json")  # readable at every moment
        assert before <= set(remembered.pages)
        seen_at_kill.append(len(remembered.results))
        assert seen_at_kill == sorted(seen_at_kill)  # what was found is kept
    server.gate = None
    subprocess.run(command(server, cites), capture_output=True, check=False, timeout=120)
    assert 0 < seen_at_kill[-1] < len(PATHS)
    assert kinds(cites) == {path: SECOND_WEEK.get(path, "unchanged") for path in PATHS}
    assert server.asked("/p3") <= 2 + 10
    assert not list(cites.glob(".state.json-*"))
