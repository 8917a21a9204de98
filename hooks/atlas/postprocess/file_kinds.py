"""What a server is to know of each kind of file: its media type, whether to compress it, how long a copy of it may be used.

One table for every server: nginx, Caddy and `_headers` are printed from it (server_configuration.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# Names that hold a digest of the content, such as site.cc4997d3.css: another content has another name.
DIGEST_IN_NAME = r"\.[0-9a-f]{8,64}\.[a-z0-9]+$"
IMMUTABLE = "public, max-age=31536000, immutable"
# Everything else is asked for again each time, and answered in a few bytes while it is the same (304, by its ETag). Without
# this a browser uses a copy for a tenth of the time since the file was last changed: thirty days for a page of last year.
# A page and the scripts that it was built with must be of one build too, so that a short max-age will not do.
REVALIDATED = "no-cache"


@dataclass(frozen=True)
class FileKind:
    """Files that a server treats alike.

    `names` are ends of file names (".csv"), or whole names ("feed.xml"), which go before ends. Of a `familiar` kind every
    host knows the media type.
    """

    names: tuple[str, ...]
    media_type: str
    compressed: bool = True
    charset: bool = False  # UTF-8 is named: by a type whose registration has the parameter, and where readers guess
    familiar: bool = False

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


# Source of the media types: the registry of IANA. .ico is registered under another name, which no server sends.
FILE_KINDS = (
    FileKind(("feed.xml", "changes.xml"), "application/atom+xml", charset=True),
    FileKind(("feed.json",), "application/feed+json"),
    FileKind((".html",), "text/html", charset=True, familiar=True),
    FileKind((".css",), "text/css", charset=True, familiar=True),
    FileKind((".js",), "text/javascript", charset=True, familiar=True),
    FileKind((".json",), "application/json", familiar=True),
    FileKind((".webmanifest",), "application/manifest+json"),
    FileKind((".xml",), "application/xml", charset=True, familiar=True),
    FileKind((".csv",), "text/csv", charset=True),
    FileKind((".ics",), "text/calendar", charset=True),
    FileKind((".md",), "text/markdown", charset=True),
    FileKind((".txt",), "text/plain", charset=True),
    FileKind((".yml", ".yaml"), "application/yaml"),
    FileKind((".svg",), "image/svg+xml", familiar=True),
    FileKind((".ico",), "image/x-icon", familiar=True),
    # What is compressed already.
    FileKind((".png",), "image/png", compressed=False, familiar=True),
    FileKind((".jpg", ".jpeg"), "image/jpeg", compressed=False, familiar=True),
    FileKind((".webp",), "image/webp", compressed=False, familiar=True),
    FileKind((".woff2",), "font/woff2", compressed=False, familiar=True),
    FileKind((".pdf",), "application/pdf", compressed=False, familiar=True),
    FileKind((".zip",), "application/zip", compressed=False),
    FileKind((".gz",), "application/gzip", compressed=False),
    FileKind((".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", compressed=False),
)


def kind_of(path: str) -> FileKind | None:
    """The kind of the file at `path`, or None when the table has none: a server then says nothing of what it is."""
    name = PurePosixPath(path).name
    ends = (name, PurePosixPath(path).suffix)
    return next((kind for end in ends for kind in FILE_KINDS if end in kind.names), None)


def has_digest(path: str) -> bool:
    """Whether the name of the file changes with its content."""
    return bool(re.search(DIGEST_IN_NAME, path))


def files_with_digest(folder: Path) -> list[str]:
    """The files of the built site in `folder` whose name changes with their content, from its root, in order."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(filter(has_digest, found))
