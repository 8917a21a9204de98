# Produces, after the pages are written:
#   /offline/files.json   every file that a device needs to show the whole site offline, and the version of the site
"""What a reader saves who wants the whole site on a device.

The list is what docs/sw.js puts a copy together from: the hash of each file tells it which files it has already, whether one
arrived whole, and whether all of them are of one build. So nothing may change a listed file after the list is written.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from atlas.system.clock import build_day

KINDS = (".html", ".css", ".js", ".json", ".svg", ".png", ".ico", ".webmanifest", ".webp", ".jpg")  # as in docs/sw.js
# For machines, not for readers: the downloads and the API are fetched when somebody wants them.
EXCLUDED = ("api/", "data/", "offline/files.json", "404.html", "sw.js", "assets/social-")
HASH_DIGITS = 16  # against cut and mixed files, not against forgers


def files(folder: Path) -> dict[str, Path]:
    """Every file of the built site that its pages need, by its address from the root, in order."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_page = path.name == "index.html"
        if is_page or (path.is_file() and path.suffix in KINDS and not name.startswith(EXCLUDED)):
            found[name.removesuffix("index.html") if is_page else name] = path
    return found


def listing(folder: Path, day: date) -> dict[str, Any]:
    """The list of the files in `folder`, built on `day`. The version follows from the files alone.

    `bytes` is the size of all files together; `files` has the first digits of the SHA-256 of each, by address.
    """
    hashes, size = {}, 0
    for address, path in files(folder).items():
        content = path.read_bytes()
        hashes[address] = digest(content)
        size += len(content)
    version = digest(json.dumps(hashes, sort_keys=True).encode())
    return {"version": version, "day": day.isoformat(), "bytes": size, "files": hashes}


def digest(content: bytes) -> str:
    """The first digits of the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()[:HASH_DIGITS]


def write(folder: Path) -> None:
    """Write the list into the built site in `folder`."""
    (folder / "offline").mkdir(exist_ok=True)
    listed = json.dumps(listing(folder, build_day()), separators=(",", ":"))
    (folder / "offline" / "files.json").write_text(listed + "\n", encoding="utf-8")
