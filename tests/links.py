"""Where the addresses in a built site lead: in its pages, and in every other file of text."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html as lxml_html

from conftest import addresses

TEXT = {".html", ".xml", ".gz", ".json", ".md", ".txt", ".csv", ".ics", ".webmanifest", ".js", ".svg"}


def page_links(site: Path) -> tuple[dict[str, set[str]], list[tuple[str, str]]]:
    """The ids of each page of `site` by its address, and every link of a page: its address and the link as it is written."""
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for address in addresses(site):
        path = site / (address + "index.html" if address.endswith("/") or not address else address)
        tree = lxml_html.document_fromstring(path.read_text())
        ids[address] = {element.get("id") for element in tree.xpath("//*[@id]")}
        for attribute in ("href", "src"):
            links += [(address, value) for value in tree.xpath(f"//@{attribute}")]
        links += [(address, f"{value}index.json") for value in tree.xpath("//@data-search")]
        links += [
            (address, "#" + value)
            for name in ("popovertarget", "for", "aria-controls")
            for value in tree.xpath(f"//@{name}")
        ]
        for name in ("aria-labelledby", "aria-describedby", "headers"):
            links += [(address, f"#{value}") for values in tree.xpath(f"//@{name}") for value in values.split()]
    return ids, links


def broken_links(site: Path, root: str) -> list[tuple[str, str]]:
    """The links of the pages of `site`, published at `root`, that stay on its host and lead to nothing there."""
    ids, links = page_links(site)
    host = urljoin(root, "/")
    broken = []
    for address, link in links:
        url, anchor = urldefrag(urljoin(root + address, link))
        if not url.startswith(host) or not link:
            continue
        target = unquote(urlsplit(url.removeprefix(root)).path)
        found = url.startswith(root) and exists(site, target)
        if not found or (anchor and target in ids and unquote(anchor) not in ids[target]):
            broken.append((address, link))
    return broken


def broken_addresses(site: Path, root: str) -> list[tuple[str, str]]:
    """Every address of the host of `root` that stands in a file of `site`, in full, and leads to nothing below `root`."""
    pattern = re.compile(re.escape(urljoin(root, "/")) + r"[^\s\"'<>()\[\]\\`,;&]*")
    broken = []
    for name, text in texts(site):
        for url in set(pattern.findall(text)):
            target = urlsplit(url.removeprefix(root)).path
            if not url.startswith(root) or not exists(site, target):
                broken.append((name, url))
    return broken


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """The name and text of every file of text, as a program reads it: unpacked, unfolded, without percent signs."""
    for path in sorted(site.rglob("*")):
        if path.suffix in TEXT and path.is_file():
            content = path.read_bytes()
            text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
            yield path.relative_to(site).as_posix(), unquote(text.replace("\r\n ", ""))


def exists(site: Path, target: str) -> bool:
    """Whether a host finds something at an address of the site, or it is a folder that addresses of machines begin with."""
    path = site / target
    return (path / "index.html").is_file() if target.endswith("/") or not target else path.exists()
