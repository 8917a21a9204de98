"""The main text of a page or PDF."""

from __future__ import annotations

import io
import re
import unicodedata

PDF_PAGES = 400
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class NoText(Exception):
    """There is no text to be had. The words say why."""


def main_text(body: bytes, content_type: str) -> str:
    """The main text of a page or PDF, one paragraph on a line. Raises NoText."""
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if is_pdf(body, content_type):
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


def is_pdf(body: bytes, content_type: str) -> bool:
    """Whether it is a PDF, by what it is or is said to be."""
    return body[:1024].lstrip().startswith(b"%PDF-") or content_type.lower().startswith("application/pdf")


def blocks(text: str) -> list[str]:
    """The paragraphs of a text, with one kind of blank, quote and dash form (NFKC), and nothing that cannot be seen.

    What a PDF or a page calls text may hold halves of characters, which no file can, and codes that move a cursor.
    """
    lines = (" ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", line)).split()) for line in text.split("\n"))
    return [line for line in lines if line]


def printable(text: str) -> str:
    """Text that moves no cursor and colors no terminal, whatever server sent it."""
    return "".join(character if character.isprintable() else "?" for character in text)


def decoded(body: bytes, content_type: str) -> str:
    """Bytes as text, without the zero bytes that parsers stumble over. What the bytes are counts more than what the server or the page says they are."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    body = body.removeprefix(b"\xef\xbb\xbf")
    said = re.search(r"charset=[\"']?([\w.:-]+)", content_type, re.I)
    written = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]+)", body[:4096], re.I)
    names = ["utf-8", said[1] if said else "", written[1].decode("ascii", "replace") if written else "", "cp1252"]
    for name in filter(None, names):
        try:
            return body.decode(name).replace("\x00", "")
        except (UnicodeError, LookupError, ValueError):  # not all codecs are for texts
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
