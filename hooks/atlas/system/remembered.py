"""What one build found out, kept for the next in a file that git ignores: losing it only costs time.

The file ends with a digest of itself and of the code that made it: whatever does not fit, for whatever reason, is as if it
were not there.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from atlas.system.clock import now
from atlas.system.files import writing

Write = Callable[[bytes], int]
CODE = Path(__file__).resolve().parents[1]
# What decides, beside our code, what a file says and how it is rendered.
LIBRARIES = ("icalendar", "Jinja2", "MarkupSafe", "pydantic", "pydantic-core", "PyYAML", "xlsxwriter")
DIGEST = 64  # letters at the end of a file
ABANDONED = 3600  # seconds after which a file half written belongs to no build that still runs


def load(path: Path) -> memoryview | None:
    """What was saved in `path` by this version of the code; None when it is lost or spoiled."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    body, found = content[:-DIGEST], content[-DIGEST:]
    digest = hashlib.sha256(code_version().encode())
    digest.update(body)
    return body if digest.hexdigest().encode() == found else None


def save(path: Path, put: Callable[[Write], object]) -> bool:
    """Put in place of what `path` holds, at once, what `put` writes piece by piece; builds side by side do not harm each other.

    A folder that cannot be written to costs the next build its time, and nothing else. So does a power cut, and the disk is not
    waited for. Gives whether it was saved.
    """
    digest = hashlib.sha256(code_version().encode())
    with suppress(OSError), writing(path, durable=False) as file:

        def write(piece: bytes) -> int:
            digest.update(piece)
            return file.write(piece)

        put(write)
        file.write(digest.hexdigest().encode())
        for left in path.parent.glob(f".{path.name}-*"):
            if now().timestamp() - left.stat().st_mtime > ABANDONED:
                left.unlink()
        return True
    return False


@cache
def code_version() -> str:
    """A digest of all that can change what is found out: simply the whole package, the libraries that read files, and Python."""
    versions = " ".join((sys.version, *map(metadata.version, LIBRARIES)))
    digest = hashlib.sha256(versions.encode())
    for module in sorted(CODE.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()
