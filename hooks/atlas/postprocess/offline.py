# Produces, after the pages are written:
#   /offline/files.json   every address that a device needs to show the whole site without a network
"""What a reader keeps who wants the whole site on a device."""

from __future__ import annotations

import json
from pathlib import Path

KINDS = (".html", ".css", ".js", ".json", ".svg", ".png", ".webmanifest", ".webp", ".jpg")
# For machines, not for readers: the downloads and the API are fetched when somebody wants them.
EXCLUDED = ("api/", "data/", "offline/files.json", "404.html", "sw.js")


def addresses(folder: Path) -> list[str]:
    """The address of every file of the built site that its pages need, from the root, in order."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == "data/index.html" or (path.is_file() and path.suffix in KINDS and not name.startswith(EXCLUDED)):
            found.append(name.removesuffix("index.html") if path.name == "index.html" else name)
    return found


def write(folder: Path) -> None:
    """Write the list into the built site in `folder`."""
    (folder / "offline").mkdir(exist_ok=True)
    listed = json.dumps({"addresses": addresses(folder)}, separators=(",", ":"))
    (folder / "offline" / "files.json").write_text(listed + "\n", encoding="utf-8")
