"""The configuration of a server of your own for the built site: `headers.py nginx` or `headers.py caddy`.

It holds the security headers, media types, compression and caching. Host name and path are those of `site_url` in
mkdocs.yml. Netlify and Cloudflare Pages need nothing: they read site/_headers, which is made from the same table.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

import command_line
import mkdocs_engine
from atlas.postprocess import server_configuration
from atlas.rendering.artifacts import Settings
from atlas.system.errors import UserError

ROOT = command_line.ROOT

SERVERS = {"nginx": server_configuration.nginx, "caddy": server_configuration.caddy}


def main() -> int:
    parser = command_line.parser("Print the configuration of a server for the built site.")
    parser.add_argument("server", choices=SERVERS)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="where the site is built")
    arguments = parser.parse_args()
    if not (arguments.site / "_headers").is_file():
        print(f"{arguments.site / '_headers'} is missing: build the site first, with `make build`.", file=sys.stderr)
        return 1
    host, base_path = address()
    print(SERVERS[arguments.server](host, base_path, server_configuration.read_everywhere(arguments.site)), end="")
    return 0


def address() -> tuple[str, str]:
    """The host name of the site, and the path on which it begins there. Raises UserError when mkdocs.yml names no host."""
    with mkdocs_engine.messages(ROOT):
        settings = Settings(mkdocs_engine.load(ROOT).site_url or "", "")
    host = urlsplit(settings.site_url).hostname
    if not host:
        raise UserError(
            "mkdocs.yml: `site_url` names no host. The configuration is printed for the host of that address."
        )
    return host, settings.base_path


if __name__ == "__main__":
    command_line.run(main)
