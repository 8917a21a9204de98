"""Which addresses may be fetched: https only, public hosts only, and the address that was checked is the one used.

A host name is looked up once for each request. Every address it has must be public, and the connection goes to the
first of them by number: a name that is looked up again and then points inside (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

Resolve = Callable[[str], Sequence[str]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """The address is not one to fetch. The words say why."""


@dataclass(frozen=True)
class Target:
    """Where to connect: `address` is a number, `host` the name in the request and in the certificate."""

    host: str
    address: str
    port: int
    path: str
    tls: bool = True


def resolve(host: str) -> list[str]:
    """The addresses of a host. Raises OSError."""
    return list(dict.fromkeys(str(item[4][0]) for item in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)))


def is_public(address: str) -> bool:
    """Whether an address is on the public internet, also when it is an IPv4 address in IPv6 clothes."""
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


@dataclass(frozen=True)
class Guard:
    """Checks an address before anything is sent to it.

    `test_server` is for tests only: hosts under .example, which nobody can own, are served by it over http.
    """

    resolve: Resolve = resolve
    test_server: tuple[str, int] | None = None

    def target(self, url: str) -> Target:
        """Where to connect for `url`. Raises Refused, or OSError when the host is not known."""
        try:
            parts = urlsplit(url)
            port, host = parts.port, (parts.hostname or "").lower()
        except ValueError:
            raise Refused("the address cannot be read") from None
        if parts.scheme != "https":
            raise Refused(f"`{parts.scheme or 'nothing'}` instead of https")
        if parts.username is not None or parts.password is not None:
            raise Refused("the address holds a user name")
        if port not in (None, 443):
            raise Refused(f"port {port}")
        if not re.fullmatch(r"([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+", host):
            raise Refused(f"`{host[:60]}` is no public host name")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if re.search(r"[\x00-\x20\x7f]", path):
            raise Refused("the address holds a blank or control character")
        if self.test_server and host.endswith(".example"):
            return Target(host, self.test_server[0], self.test_server[1], path, tls=False)
        addresses = self.resolve(host)
        if not addresses:
            raise OSError(f"{host} has no address")
        for address in addresses:
            if not is_public(address):
                raise Refused(f"{host} has the private address {address}")
        return Target(host, addresses[0], 443, path)
