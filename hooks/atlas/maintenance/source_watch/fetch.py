"""Fetch a page politely and safely.

Politely: robots.txt (RFC 9309) and its crawl delay, a pause between requests to one host, conditional requests, few
retries with growing pauses, `Retry-After`. Safely: each hop of a redirect passes the guard and robots.txt again, and
time, size and unpacked size are bounded, whatever the server does.
"""

from __future__ import annotations

import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

import certifi
from protego import Protego
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse

from atlas.maintenance.source_watch.guard import Guard, Refused, Target

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
AGAIN = (429, 500, 502, 503, 504)  # worth another try


class Unreachable(Exception):
    """The page could not be had. `reason` is for people; `again` says whether another try may help."""

    def __init__(self, reason: str, *, again: bool = False, wait: float = 0) -> None:
        super().__init__(reason)
        self.reason, self.again, self.wait = reason, again, wait


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes. `delay` is the pause between two requests to one host."""

    delay: float = 5
    max_delay: float = 60  # a longer crawl delay is shortened to this
    connect: float = 10
    read: float = 20
    whole: float = 60  # one request from first byte to last
    bytes: int = 15_000_000
    unpacked: int = 30_000_000
    robots_bytes: int = 512_000
    redirects: int = 6
    attempts: int = 3
    pause: float = 5  # before the second attempt; three times as long before the third
    max_wait: float = 120  # of what `Retry-After` asks for
    failures: int = 9  # requests to a host that fail one after the other; then it is left alone


@dataclass(frozen=True)
class Fetched:
    """What came back. `moved_to` is the new address when the old one redirects for good."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    moved_to: str = ""


@dataclass
class Hosts:
    """What a run knows of the hosts: when each may be asked again, by the clock, and how often it failed in a row."""

    ready: dict[str, float] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)


@dataclass
class Fetcher:
    """Fetches pages one after the other. `agent` names the watch and where its people are."""

    guard: Guard
    agent: str
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    ca_certs: str = field(default_factory=certifi.where)
    hosts: Hosts = field(default_factory=Hosts)
    _robots: dict[str, Protego | str] = field(default_factory=dict)

    def ready(self, url: str) -> float:
        """When the host of `url` may be asked again, by the clock."""
        return self.hosts.ready.get(host_of(url), 0.0)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """The page, after redirects. Answers of 4xx are given back; whatever else fails raises Unreachable."""
        return self._with_retries(lambda: self._follow(url, headers or {}, self.limits.bytes, robots=True))

    def _with_retries(self, attempt: Callable[[], Fetched]) -> Fetched:
        pause = self.limits.pause
        for number in range(1, self.limits.attempts + 1):
            try:
                return attempt()
            except Unreachable as error:
                if not error.again or number == self.limits.attempts:
                    raise
                self.sleep(min(max(pause, error.wait), self.limits.max_wait))
                pause *= 3
        raise AssertionError

    def _follow(self, url: str, headers: Mapping[str, str], max_bytes: int, *, robots: bool) -> Fetched:
        seen = {url}
        moved_to, for_good = "", True
        for _ in range(self.limits.redirects + 1):
            if robots:
                self._ask_robots(url)
            response = self._request(url, headers, max_bytes)
            location = response.headers.get("location", "")
            if response.status not in REDIRECTS or not location:
                return replace(response, moved_to=moved_to)
            url = _joined(url, location)
            for_good = for_good and response.status in PERMANENT
            moved_to = url if for_good else moved_to
            if url in seen:
                raise Unreachable("its redirects go in a circle")
            seen.add(url)
        raise Unreachable(f"more than {self.limits.redirects} redirects")

    def _ask_robots(self, url: str) -> None:
        """Raises Unreachable when robots.txt asks to stay away, or cannot be read for the moment (RFC 9309, 2.3.1)."""
        host = host_of(url)
        if host not in self._robots:
            self._robots[host] = self._read_robots(url)
        rules = self._robots[host]
        if isinstance(rules, str):
            raise Unreachable(rules)
        if not rules.can_fetch(url, self.agent):
            raise Unreachable("robots.txt asks not to fetch it")

    def _read_robots(self, url: str) -> Protego | str:
        address = urljoin(url, "/robots.txt")
        try:
            response = self._with_retries(lambda: self._follow(address, {}, self.limits.robots_bytes, robots=False))
            return Protego.parse(response.body.decode("utf-8", "replace") if response.status == 200 else "")
        except Unreachable as error:
            return f"robots.txt cannot be read: {error.reason}"
        except MemoryError:
            raise
        except Exception as error:  # whatever a strange file does to its reader
            return f"robots.txt cannot be read: {_in_words(error)}"

    def _pause(self, host: str) -> None:
        wait = self.hosts.ready.get(host, 0) - self.clock()
        if wait > 0:
            self.sleep(wait)

    def _delay(self, host: str) -> float:
        rules = self._robots.get(host)
        asked = rules.crawl_delay(self.agent) if isinstance(rules, Protego) else None
        return max(self.limits.delay, min(float(asked or 0), self.limits.max_delay))

    def _target(self, url: str) -> Target:
        """Where to connect. Raises Unreachable."""
        try:
            target = self.guard.target(url)
        except Refused as error:
            raise Unreachable(f"not fetched: {error}") from error
        except OSError as error:
            raise Unreachable(f"the host is not known: {error.strerror or error}", again=True) from error
        except UnicodeError as error:  # a name that the rules of host names do not allow
            raise Unreachable("the host is not known: its name is malformed") from error
        if self.hosts.failures.get(target.host, 0) >= self.limits.failures:
            raise Unreachable(
                f"its host failed {self.limits.failures} times in a row and is not asked again in this run"
            )
        return target

    def _request(self, url: str, headers: Mapping[str, str], max_bytes: int) -> Fetched:
        """One request to one address, nothing followed. Raises Unreachable, whatever the other side does."""
        target = self._target(url)
        self._pause(target.host)
        connection = self._connection(target)
        try:
            with _Deadline(connection, self.limits.whole) as deadline:
                response = self._exchange(connection, target, headers, max_bytes, deadline)
            self.hosts.failures[target.host] = 0
        except Unreachable as error:
            self.hosts.failures[target.host] = self.hosts.failures.get(target.host, 0) + 1 if error.again else 0
            raise
        finally:
            connection.close()
            self.hosts.ready[target.host] = self.clock() + self._delay(target.host)
        if response.status in AGAIN:
            wait = _seconds(response.headers.get("retry-after"))
            raise Unreachable(f"the server answers {response.status}", again=True, wait=wait)
        return replace(response, url=url)

    def _exchange(
        self,
        connection: HTTPConnection,
        target: Target,
        headers: Mapping[str, str],
        max_bytes: int,
        deadline: _Deadline,
    ) -> Fetched:
        """Request and answer. Parsers of foreign bytes raise errors of many families: each is an Unreachable."""
        try:
            connection.connect()
            connection.timeout = self.limits.read  # which the socket gets when the answer is waited for
            connection.request("GET", target.path, headers=self._headers(target, headers), preload_content=False, decode_content=False)  # fmt: skip
            response = connection.getresponse()
            body = b"" if response.status in REDIRECTS else self._body(response, max_bytes, deadline)
            deadline.check()
            found = {name.lower(): value for name, value in response.headers.items()}
        except (Unreachable, MemoryError):
            raise
        except Exception as error:
            deadline.check()
            raise Unreachable(_in_words(error), again=True) from error
        return Fetched(response.status, "", found, body)

    def _connection(self, target: Target) -> HTTPConnection:
        if not target.tls:
            return HTTPConnection(target.address, target.port, timeout=self.limits.connect)
        return HTTPSConnection(
            target.address,
            target.port,
            timeout=self.limits.connect,
            server_hostname=target.host,
            assert_hostname=target.host,
            cert_reqs="CERT_REQUIRED",
            ca_certs=self.ca_certs,
        )

    def _headers(self, target: Target, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "Host": target.host,
            "User-Agent": self.agent,
            "Accept": "text/html,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Encoding": "gzip",
            **more,
        }

    def _body(self, response: BaseHTTPResponse, max_bytes: int, deadline: _Deadline) -> bytes:
        """The whole body, unpacked. Raises Unreachable past a limit."""
        packing = response.headers.get("content-encoding", "").strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise Unreachable(f"packed as `{packing[:20]}`, which was not asked for")
        unpack = zlib.decompressobj(wbits=47) if packing not in ("", "identity") else None
        parts: list[bytes] = []
        received = size = 0
        while chunk := response.read1(65_536):
            deadline.check()
            received += len(chunk)
            if received > max_bytes:
                raise Unreachable(f"larger than {max_bytes:,} bytes")
            if unpack:
                try:
                    chunk = unpack.decompress(chunk, self.limits.unpacked - size + 1)
                except zlib.error as error:
                    raise Unreachable("its packing is broken", again=True) from error
            size += len(chunk)
            if size > self.limits.unpacked:
                raise Unreachable(f"unpacks to more than {self.limits.unpacked:,} bytes")
            parts.append(chunk)
        if unpack and received and not unpack.eof:
            raise Unreachable("its packing is broken", again=True)
        length = response.headers.get("content-length", "")
        if re.fullmatch(r"[0-9]{1,18}", length) and received < int(length):
            raise Unreachable("the answer broke off", again=True)
        return b"".join(parts)


@dataclass
class _Deadline:
    """Ends a connection after so many seconds, also one that sends a byte now and then."""

    connection: HTTPConnection
    seconds: float
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._timer = threading.Timer(self.seconds, self._stop)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _stop(self) -> None:
        self._over.set()
        with suppress(OSError):  # closed already
            if self.connection.sock is not None:
                self.connection.sock.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """Raises Unreachable when the time is over."""
        if self._over.is_set():
            raise Unreachable(f"it took more than {self.seconds:g} seconds", again=True)


def host_of(url: str) -> str:
    """The host in an address, "" when it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _joined(url: str, location: str) -> str:
    """Where a redirect leads. Raises Unreachable."""
    try:
        return quote(urljoin(url, location).partition("#")[0], safe="%/:=&?~+!$,;'@()*[]")
    except ValueError as error:
        raise Unreachable("it redirects to an address that cannot be read") from error


def _in_words(error: Exception) -> str:
    name = type(error).__name__
    words = {
        "ConnectTimeoutError": "no answer in time",
        "ReadTimeoutError": "no answer in time",
        "TimeoutError": "no answer in time",
        "SSLError": "its certificate is not right",
        "SSLCertVerificationError": "its certificate is not right",
        "CertificateError": "its certificate is not right",
        "NewConnectionError": "no connection",
        "ConnectionRefusedError": "no connection",
    }
    return words.get(name, f"the connection failed ({name})")


def _seconds(value: str | None) -> float:
    return float(value) if value and re.fullmatch(r"[0-9]{1,6}", value) else 0
