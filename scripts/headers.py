"""The headers of the built site as a sample for a server of your own: `headers.py nginx` or `headers.py caddy`.

Netlify and Cloudflare Pages need nothing: they read site/_headers, from which this is made too.
"""

from __future__ import annotations

import sys
from pathlib import Path

import command_line
from atlas.postprocess import security_headers

ROOT = command_line.ROOT

SAMPLES = {"nginx": security_headers.nginx, "caddy": security_headers.caddy}


def main() -> int:
    parser = command_line.parser("Print a sample configuration with the headers of the built site.")
    parser.add_argument("server", choices=SAMPLES)
    parser.add_argument("--name", default="atlas.example", help="the host name of the site")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="where the site is built")
    arguments = parser.parse_args()
    file = arguments.site / "_headers"
    if not file.is_file():
        print(f"{file} is missing: build the site first, with `make build`.", file=sys.stderr)
        return 1
    rules = security_headers.read_headers_file(file.read_text(encoding="utf-8"))
    print(SAMPLES[arguments.server](rules, arguments.name), end="")
    return 0


if __name__ == "__main__":
    command_line.run(main)
