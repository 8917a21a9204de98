# Produces, after the pages are written:
#   /_headers                 what Netlify and Cloudflare Pages are to send with each file
# and, for other servers, samples that scripts/headers.py prints.
"""What a browser is told not to do with the site: one definition for every kind of server.

The Content-Security-Policy allows the site's own files and, of scripts inside pages, those whose hash is listed. It stands
in each page as well, for hosts such as GitHub Pages where headers cannot be set; there a browser ignores
`frame-ancestors`, so it is left out.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_DATA = re.compile(r'type="application/(?:ld\+)?json"')

# Source of the names: Content Security Policy Level 3, Permissions Policy, Fetch (W3C, WHATWG).
DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",  # and the hashes
    "style-src": "'self'",
    "img-src": "'self' data:",  # the style sheet draws icons from data: addresses
    "connect-src": "'self'",  # the search fetches its index
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ONLY_AS_HEADER = ("frame-ancestors",)

HEADERS: Mapping[str, str] = {
    # Without includeSubDomains: whoever publishes may have other sites beside this one.
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
            "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "usb", "xr-spatial-tracking",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip
# The published data may be read by scripts of any site.
OPEN = {"/api/*": {"Access-Control-Allow-Origin": "*"}}


def hashes(pages: Iterable[str]) -> list[str]:
    """The hashes of all scripts that stand inside the pages and are run, sorted."""
    found = set()
    for page in pages:
        for match in _SCRIPT.finditer(page):
            attributes = match["attributes"]
            if " src=" not in attributes and not _DATA.search(attributes):
                digest = hashlib.sha256(match["text"].encode()).digest()
                found.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    return sorted(found)


def policy(allowed: Iterable[str], *, in_page: bool = False) -> str:
    """The Content-Security-Policy that allows these hashes, as a header or for a <meta> in the page."""
    values = dict(DIRECTIVES) | {"script-src": " ".join((DIRECTIVES["script-src"], *allowed))}
    return "; ".join(f"{name} {value}" for name, value in values.items() if not (in_page and name in ONLY_AS_HEADER))


def in_page(page: str, content: str) -> str:
    """The page with its policy, before anything that the policy is about."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{meta}', 1)


def rules(allowed: Iterable[str], base_path: str) -> dict[str, dict[str, str]]:
    """Which headers go with which addresses, from the root of the host; `base_path` leads to the site. All files first."""
    given = {"/*": {"Content-Security-Policy": policy(allowed), **HEADERS}, **OPEN}
    return {base_path + address.removeprefix("/"): dict(headers) for address, headers in given.items()}


def base_path(given: Mapping[str, Mapping[str, str]]) -> str:
    """Where the site begins on its host, from its rules."""
    return next(iter(given)).removesuffix("*")


def headers_file(given: Mapping[str, Mapping[str, str]]) -> str:
    """The rules as a `_headers` file."""
    return "".join(
        f"{address}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for address, headers in given.items()
    )


def read_headers_file(text: str) -> dict[str, dict[str, str]]:
    """The rules of a `_headers` file that `headers_file` wrote."""
    given: dict[str, dict[str, str]] = {}
    address = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            given[address][name] = value
        elif line:
            address = line
            given[address] = {}
    return given


def nginx(given: Mapping[str, Mapping[str, str]], name: str) -> str:
    """The rules as a server block of nginx. nginx forgets outer headers where a location adds its own, so all are said again."""
    base = base_path(given)
    everywhere = given[base + "*"]

    def lines(headers: Mapping[str, str], indent: str) -> str:
        return "".join(f'{indent}add_header {key} "{value}" always;\n' for key, value in headers.items())

    locations = "".join(
        f"\n    location {address.removesuffix('*')} {{\n{lines({**everywhere, **headers}, ' ' * 8)}    }}\n"
        for address, headers in given.items()
        if address != base + "*"
    )
    below = f"  # the site stands in /srv/{name}{base.rstrip('/')}" if base != "/" else ""
    return (
        f"server {{\n    listen 443 ssl;\n    # http2 on;  (from nginx 1.25.1)\n    server_name {name};\n    root /srv/{name};{below}\n"
        f"    ssl_certificate /etc/ssl/{name}.pem;\n    ssl_certificate_key /etc/ssl/{name}.key;\n"
        f"    error_page 404 {base}404.html;\n    charset utf-8;\n"
        "    charset_types text/plain text/css text/javascript application/javascript text/markdown text/csv text/xml "
        "text/calendar;\n    include mime.types;\n"
        "    types { text/markdown md; }\n    default_type application/octet-stream;\n"
        "    gzip on;\n    gzip_comp_level 6;\n    gzip_vary on;\n"
        "    gzip_types text/css text/javascript application/javascript application/json text/markdown text/csv image/svg+xml "
        f"application/atom+xml;\n\n{lines(everywhere, ' ' * 4)}{locations}}}\n"
    )


def caddy(given: Mapping[str, Mapping[str, str]], name: str) -> str:
    """The rules as a Caddyfile."""
    base = base_path(given)
    blocks = "".join(
        f"    header {'' if address == '/*' else address + ' '}{{\n"
        + "".join(f'        {key} "{value}"\n' for key, value in headers.items())
        + "    }\n"
        for address, headers in given.items()
    )
    return (
        f"{name} {{\n    root * /srv/{name}\n    encode gzip\n    file_server\n"
        f"    handle_errors {{\n        rewrite * {base}404.html\n        file_server\n    }}\n{blocks}}}\n"
    )
