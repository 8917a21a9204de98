"""The source watch fetches politely, and only what is on the public web."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.maintenance.source_watch import run
from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.fetch import Fetcher, Unreachable
from atlas.maintenance.source_watch.guard import Guard, Refused, is_public
from watch_server import LIMITS, RULE_PAGE, Server, fetcher


def test_robots_txt_is_obeyed_and_read_once(watch_server: Server) -> None:
    watch_server.robots["law.example"] = (
        "User-agent: *\nDisallow: /closed\n\nUser-agent: TestWatch\nDisallow: /shut*.html$\n",
        200,
    )
    watch = fetcher(watch_server)
    assert watch.get("https://law.example/closed").status == 200  # the rules for this watch go before those for all
    with pytest.raises(Unreachable, match=r"robots\.txt asks"):
        watch.get("https://law.example/shutter.html")
    assert watch_server.asked("/robots.txt") == 1
    assert watch_server.asked("/shutter.html") == 0


def test_without_a_readable_robots_txt_nothing_is_fetched(watch_server: Server) -> None:
    watch_server.robots["law.example"] = ("", 503)
    with pytest.raises(Unreachable, match=r"robots\.txt cannot be read: the server answers 503"):
        fetcher(watch_server).get("https://law.example/page")
    assert watch_server.asked("/page") == 0


def test_a_host_is_asked_only_once_in_a_while_and_others_meanwhile(watch_server: Server) -> None:
    watch_server.robots["slow.example"] = ("User-agent: *\nCrawl-delay: 60\n", 200)
    watch = fetcher(watch_server, replace(LIMITS, delay=5))
    passed = [0.0]  # seconds, on a clock that goes only while the watch waits
    watch.clock = watch_server.clock = lambda: passed[0]
    watch.sleep = lambda seconds: passed.append(passed.pop() + seconds)
    pages = [Page(f"https://{host}.example/page{n}") for host in ("fast", "slow") for n in range(3)]
    for page in run.by_host(pages, watch.ready):
        watch.get(page.url)
    times = {host: [t for t, h, _, _ in watch_server.requests if h == f"{host}.example"] for host in ("fast", "slow")}
    assert times["fast"] == [0, 5, 10, 15]  # robots.txt, then the pages
    assert times["slow"] == [5, 10, 70, 130]  # in the pauses of the other; robots.txt asks for more than that


@pytest.mark.parametrize(("asked", "pause"), [("0.1", 1), ("2", 2), ("86400", 3), ("1e9", 3)])
def test_a_crawl_delay_is_kept_up_to_a_limit(watch_server: Server, asked: str, pause: float) -> None:
    """A host that asks for a day between two requests would hold up the whole watch."""
    watch_server.robots["slow.example"] = (f"User-agent: *\nCrawl-delay: {asked}\n", 200)
    slept: list[float] = []
    watch = fetcher(watch_server, replace(LIMITS, delay=1, max_delay=3))
    watch.clock, watch.sleep = lambda: sum(slept), slept.append
    for n in range(3):
        watch.get(f"https://slow.example/page{n}")
    assert slept[-2:] == pytest.approx([pause, pause])


def test_a_server_in_trouble_is_tried_again_a_few_times(watch_server: Server) -> None:
    assert fetcher(watch_server).get("https://law.example/flaky").status == 200
    assert watch_server.asked("/flaky") == 3
    with pytest.raises(Unreachable):
        fetcher(watch_server).get("https://law.example/down")
    assert watch_server.asked("/down") == 3
    with pytest.raises(Unreachable):
        fetcher(watch_server).get("https://law.example/bomb")
    assert watch_server.asked("/bomb") == 1


def test_the_watch_says_who_it_is(watch_server: Server) -> None:
    fetcher(watch_server).get("https://law.example/page")
    assert {request[3]["User-Agent"] for request in watch_server.requests} == {"TestWatch/1.0"}


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
        watch = Fetcher(
            Here(lambda host: ["93.184.216.34"]),
            "TestWatch/1.0",
            replace(LIMITS, attempts=1),
            ca_certs=str(certificate),
        )
        assert watch.get("https://law.test/page").body == RULE_PAGE
        assert server.requests[-1][1] == "law.test"
        with pytest.raises(Unreachable, match="certificate"):
            watch._request("https://other.test/page", {}, 1000)
        unknown = Fetcher(Here(lambda host: ["93.184.216.34"]), "TestWatch/1.0", replace(LIMITS, attempts=1))
        with pytest.raises(Unreachable, match="certificate"):
            unknown._request("https://law.test/page", {}, 1000)
    finally:
        server.shutdown()
        server.server_close()
