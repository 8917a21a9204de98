"""Serve the site to yourself while you edit. It follows what you save.

    scripts/serve.py               at http://127.0.0.1:8000
    scripts/serve.py --port 8001   at another port

A mistake in a file does not end it: the last good pages stay, with the problems on top of them.
"""

from __future__ import annotations

import argparse

import command_line
import mkdocs_preview
from atlas.system.clock import build_day


def main() -> int:
    parser = command_line.parser("Serve the site to yourself while you edit.")
    parser.add_argument("--host", default="127.0.0.1", help="the address of this machine to serve at")
    parser.add_argument("--port", type=port, default=8000, help="(default 8000)")
    arguments = parser.parse_args()
    build_day()  # a bad SOURCE_DATE_EPOCH is told at once; no edit would mend it
    mkdocs_preview.serve(command_line.ROOT, arguments.host, arguments.port, debug=arguments.debug)
    return 0


def port(text: str) -> int:
    """A port from what was typed."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"`{text}` is no port (expected a number from 1 to 65535, such as 8001)")
    return int(text)


if __name__ == "__main__":
    command_line.run(main)
