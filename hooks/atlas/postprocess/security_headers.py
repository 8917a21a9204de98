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
