# Produces, after the pages are written:
#   /_headers       what Netlify and Cloudflare Pages are to send with each file
#   /_redirects     what Netlify is to answer below /api/ for an address that does not exist
#   /api/404.json   that answer, which other servers give too
# and, for servers of one's own, configurations that scripts/headers.py prints.
"""What servers are told: security headers, media types, compression and caching, in the words of each server.

`base_path` is where the site begins on its host: "/", or "/atlas/" of https://name.example/atlas/. Every server looks for
files from the root of the host, so that below a path the site stands in a folder of that name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from atlas.postprocess import security_headers
from atlas.postprocess.file_kinds import (
    DIGEST_IN_NAME,
    FILE_KINDS,
    IMMUTABLE,
    REVALIDATED,
    FileKind,
    files_with_digest,
)

API_NOT_FOUND = "api/404.json"
COMPRESSED_FROM = 256  # bytes; less than that does not get much shorter
Rules = Mapping[str, Mapping[str, str]]  # addresses, such as "/data/*", and the headers that go with them


def write(folder: Path, base_path: str, allowed: Iterable[str]) -> None:
    """Write what hosts read into the built site in `folder`. `allowed` are the hashes of the scripts inside pages."""
    texts = {
        "_headers": headers_file(rules(base_path, everywhere(allowed), files_with_digest(folder))),
        "_redirects": f"{base_path}api/*  {base_path}{API_NOT_FOUND}  404\n",
        API_NOT_FOUND: not_found(base_path),
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def not_found(base_path: str) -> str:
    """What an address below /api/ that does not exist answers: a problem as RFC 9457 words it."""
    detail = f"No file of the API has this address. All that have one are listed in {base_path}api/v1/index.json."
    return json.dumps({"type": "about:blank", "title": "Not Found", "status": 404, "detail": detail}) + "\n"


def everywhere(allowed: Iterable[str]) -> dict[str, str]:
    """The headers of every answer. `allowed` are the hashes of the scripts inside pages.

    Scripts of any site may read every file: all of it is public, and nothing that the site answers depends on who asks.
    """
    policy = security_headers.policy(allowed)
    return {"Content-Security-Policy": policy, **security_headers.HEADERS, "Access-Control-Allow-Origin": "*"}


# ---- Netlify, Cloudflare Pages ---------------------------------------------------------------------------------------


def rules(base_path: str, headers: Mapping[str, str], digest_names: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """Which headers go with which addresses, those of every answer first. `digest_names` change with their content.

    No two rules give one file the same header: Netlify would send the later value, Cloudflare Pages both. So nothing is
    said of caching but for names with a digest. Of the rest both hosts say `public, max-age=0, must-revalidate` by
    themselves, which means what REVALIDATED does.
    """
    types = {
        f"{base_path}*{end}": {"Content-Type": kind.content_type}
        for kind in FILE_KINDS
        for end in kind.names
        if not kind.familiar
    }
    digests = {base_path + name: {"Cache-Control": IMMUTABLE} for name in digest_names}
    return {f"{base_path}*": headers, **digests, **types}


def headers_file(given: Rules) -> str:
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


def read_everywhere(site: Path) -> dict[str, str]:
    """The headers of every answer, from the built site in `site`."""
    return next(iter(read_headers_file((site / "_headers").read_text(encoding="utf-8")).values()))


# ---- nginx -----------------------------------------------------------------------------------------------------------


def nginx(host: str, base_path: str, headers: Mapping[str, str]) -> str:
    """A server of nginx, for its `http` block. `headers` go with every answer.

    A location that adds a header forgets those around it: none does, so that all are said once.
    """
    lines = [
        "map $uri $atlas_cache_control {",
        f'    default "{REVALIDATED}";',
        f'    "~{DIGEST_IN_NAME}" "{IMMUTABLE}";',
        "}",
        "",
        "server {",
        "    listen 443 ssl;",
        "    # http2 on;  (from nginx 1.25.1)",
        f"    server_name {host};",
        f"    ssl_certificate /etc/ssl/{host}.pem;",
        f"    ssl_certificate_key /etc/ssl/{host}.key;",
        f"    {_root(host, base_path, 'root ')};",
        "    absolute_redirect off;",
        "",
        *_nginx_types(),
        "",
        *(f'    add_header {name} "{value}" always;' for name, value in headers.items()),
        "    add_header Cache-Control $atlas_cache_control always;",
        "",
        "    # A folder without a page answers 403, and is an address that does not exist.",
        f"    error_page 403 404 =404 {base_path}404.html;",
        f"    location ^~ {base_path}api/ {{",
        f"        error_page 403 404 =404 {base_path}{API_NOT_FOUND};",
        "    }",
        *_nginx_names(),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _nginx_types() -> Iterator[str]:
    """The media types by the ends of names. text/html is given its charset and is compressed by nginx itself."""
    yield "    types {"
    for kind in FILE_KINDS:
        ends = " ".join(end.removeprefix(".") for end in _ends(kind))
        if ends:
            yield f"        {kind.media_type} {ends};"
    others = [kind for kind in FILE_KINDS if kind.media_type != "text/html"]
    yield "    }"
    yield "    default_type application/octet-stream;"
    yield "    charset utf-8;"
    yield f"    charset_types {' '.join(kind.media_type for kind in others if kind.charset)};"
    yield "    gzip on;"
    yield "    gzip_comp_level 6;"
    yield f"    gzip_min_length {COMPRESSED_FROM};"
    yield "    gzip_proxied any;"
    yield "    gzip_vary on;"
    yield f"    gzip_types {' '.join(kind.media_type for kind in others if kind.compressed)};"


def _nginx_names() -> Iterator[str]:
    """The media types by whole names."""
    for kind in FILE_KINDS:
        for name in _whole_names(kind):
            yield f"    location ~ /{name.replace('.', '[.]')}$ {{"
            yield "        types { }"
            yield f"        default_type {kind.media_type};"
            yield "    }"


# ---- Caddy -----------------------------------------------------------------------------------------------------------


def caddy(host: str, base_path: str, headers: Mapping[str, str]) -> str:
    """A Caddyfile. `headers` go with every answer.

    Caddy sorts directives, but not within `route`, where the later header counts. What was set before an error stays set.
    """
    compressed = sorted({kind.media_type for kind in FILE_KINDS if kind.compressed})
    lines = [
        f"{host} {{",
        f"    {_root(host, base_path, 'root * ')}",
        "    header {",
        *(f'        {name} "{value}"' for name, value in headers.items()),
        "    }",
        "    encode zstd gzip {",
        f"        minimum_length {COMPRESSED_FROM}",
        "        match {",
        *(f"            header Content-Type {media_type}*" for media_type in compressed),
        "        }",
        "    }",
        "    route {",
        *_caddy_caching(),
        *_caddy_types(),
        "        file_server",
        "    }",
        "    handle_errors {",
        *_caddy_error(f"{base_path}api/*", f"{base_path}{API_NOT_FOUND}", "application/json"),
        *_caddy_error("", f"{base_path}404.html", "text/html; charset=utf-8"),
        "    }",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _caddy_caching() -> Iterator[str]:
    yield f'        header Cache-Control "{REVALIDATED}"'
    yield f"        @digest path_regexp {DIGEST_IN_NAME}"
    yield f'        header @digest Cache-Control "{IMMUTABLE}"'


def _caddy_types() -> Iterator[str]:
    """The media types, those by whole names last."""
    for kind in sorted(FILE_KINDS, key=lambda kind: not _ends(kind)):
        patterns = [f"*{end}" for end in _ends(kind)] + [f"*/{name}" for name in _whole_names(kind)]
        label = patterns[0].strip("*/.").replace(".", "_")
        yield f"        @{label} path {' '.join(patterns)}"
        yield f'        header @{label} Content-Type "{kind.content_type}"'


def _caddy_error(addresses: str, page: str, content_type: str) -> Iterator[str]:
    yield f"        handle {addresses + ' ' if addresses else ''}{{"
    yield f'            header Cache-Control "{REVALIDATED}"'
    yield f'            header Content-Type "{content_type}"'
    yield "            encode zstd gzip"
    yield f"            rewrite * {page}"
    yield "            file_server"
    yield "        }"


# ---- both ------------------------------------------------------------------------------------------------------------


def _root(host: str, base_path: str, directive: str) -> str:
    """The line that names the folder of the host. Below a path, a line before it says where the site stands."""
    line = f"{directive}/srv/{host}"
    return f"# The site stands in /srv/{host}{base_path}\n    {line}" if base_path != "/" else line


def _ends(kind: FileKind) -> list[str]:
    return [name for name in kind.names if name.startswith(".")]


def _whole_names(kind: FileKind) -> list[str]:
    return [name for name in kind.names if not name.startswith(".")]
