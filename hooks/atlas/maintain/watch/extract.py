"""The main text of a page, taken out in a process of its own.

A page is foreign input to large parsers. In a process of its own it can cost a minute and some memory, never the run.
"""

from __future__ import annotations

import io
import multiprocessing
import re
import unicodedata
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

SECONDS = 60
MEMORY = 3_000_000_000
PDF_PAGES = 400


class NoText(Exception):
    """There is no text to be had. The words say why."""


def main_text(body: bytes, content_type: str) -> str:
    """The main text of a page or PDF, one paragraph on a line. Raises NoText."""
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if body[:1024].lstrip().startswith(b"%PDF-") or kind == "application/pdf":
        text = _pdf(body)
    elif kind in ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml"):
        text = _html(decoded(body, content_type))
    elif kind.startswith("text/"):
        text = decoded(body, content_type)
    else:
        raise NoText(f"neither a page nor a PDF but `{kind[:60]}`")
    if not blocks(text):
        raise NoText("no text can be read in it")
    return "\n".join(blocks(text))


def blocks(text: str) -> list[str]:
    """The paragraphs of a text, with one kind of blank, quote and dash form (NFKC)."""
    lines = (" ".join(unicodedata.normalize("NFKC", line).split()) for line in text.split("\n"))
    return [line for line in lines if line]


def decoded(body: bytes, content_type: str) -> str:
    """Bytes as text. What the bytes are counts more than what the server or the page says they are."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    body = body.removeprefix(b"\xef\xbb\xbf")
    said = re.search(r"charset=[\"']?([\w.:-]+)", content_type, re.I)
    written = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]+)", body[:4096], re.I)
    names = ["utf-8", said[1] if said else "", written[1].decode("ascii", "replace") if written else "", "cp1252"]
    for name in filter(None, names):
        try:
            return body.decode(name).replace("\x00", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("cp1252", "replace").replace("\x00", "")


def _html(page: str) -> str:
    import trafilatura  # noqa: PLC0415 - large; only this process needs it

    text = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True)
    return str(text or trafilatura.html2txt(page) or "")


def _pdf(body: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(body))
        return "\n".join(page.extract_text() for page in reader.pages[:PDF_PAGES])
    except Exception as error:  # whatever a broken PDF does to its reader
        raise NoText(f"the PDF cannot be read ({type(error).__name__})") from error


def _work(pipe: Connection) -> None:
    """The other process: bytes in, (text, reason) out."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass
    while True:
        try:
            body, content_type = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            pipe.send((main_text(body, content_type), ""))
        except NoText as error:
            pipe.send(("", str(error)))
        except Exception as error:
            pipe.send(("", f"the text cannot be taken out ({type(error).__name__})"))


@dataclass
class Extractor:
    """Takes out texts in another process; begins a new one when the last was stopped."""

    seconds: float = SECONDS
    _process: BaseProcess | None = None
    _pipe: Any = None

    def text(self, body: bytes, content_type: str) -> str:
        """The main text. Raises NoText, also when it takes too long or the process dies."""
        if self._process is None or not self._process.is_alive():
            self._start()
        try:
            self._pipe.send((body, content_type))
            if not self._pipe.poll(self.seconds):
                self.close()
                raise NoText(f"taking out the text took more than {self.seconds:g} seconds")
            text, reason = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise NoText("taking out the text failed") from error
        if reason:
            raise NoText(reason)
        return str(text)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        self._process = process

    def close(self) -> None:
        """End the other process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None
