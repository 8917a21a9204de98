"""What one build found out, kept for the next in a file that git ignores: losing it only costs time.

The file opens with a digest of itself and of the code that made it: whatever does not fit, for whatever reason, is as if it
were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from atlas.system.clock import now
from atlas.system.files import write_atomically

CODE = Path(__file__).resolve().parents[1]
# What decides, beside our code, what a file says and how it is rendered.
LIBRARIES = ("icalendar", "Jinja2", "MarkupSafe", "pydantic", "pydantic-core", "PyYAML", "xlsxwriter")
ABANDONED = 3600  # seconds after which a file half written belongs to no build that still runs


def load(path: Path) -> bytes | None:
    """What was saved in `path` by this version of the code; None when it is lost or spoiled."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if digest.decode("ascii", "replace") == _digest(body) else None


def save(path: Path, body: bytes) -> None:
    """Put `body` in place of what `path` holds, at once; builds side by side do not harm each other.

    A folder that cannot be written to costs the next build its time, and nothing else. So does a power cut, and the disk is not
    waited for.
    """
    with contextlib.suppress(OSError):
        write_atomically(path, _digest(body).encode() + b"\n" + body, durable=False)
        for left in path.parent.glob(f".{path.name}-*"):
            if now().timestamp() - left.stat().st_mtime > ABANDONED:
                left.unlink()


def _digest(body: bytes) -> str:
    return hashlib.sha256(code_version().encode() + b"\n" + body).hexdigest()


@cache
def code_version() -> str:
    """A digest of all that can change what is found out: simply the whole package, the libraries that read files, and Python."""
    versions = " ".join((sys.version, *map(metadata.version, LIBRARIES)))
    digest = hashlib.sha256(versions.encode())
    for module in sorted(CODE.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()
