"""Atom feeds (RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ATOM = "http://www.w3.org/2005/Atom"
AUTHOR = "Counselor Licensure Atlas"


@dataclass(frozen=True)
class Item:
    """One entry: a lasting id, a title, the page it leads to, its day, and its text, plain."""

    id: str
    title: str
    link: str
    day: date
    content: str
    author: str = ""


def feed(title: str, page: str, own: str, items: Iterable[Item], updated: date) -> bytes:
    """The feed of `page`; `own` is its own address."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})

    def add(parent: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        element.text = words or None
        return element

    add(root, "id", own)
    add(root, "title", title)
    add(root, "updated", stamp(updated))
    add(root, "link", rel="self", type="application/atom+xml", href=own)
    add(root, "link", rel="alternate", type="text/html", href=page)
    add(add(root, "author"), "name", AUTHOR)
    add(root, "rights", "CC BY 4.0")
    for item in items:
        node = add(root, "entry")
        add(node, "id", item.id)
        add(node, "title", item.title)
        add(node, "updated", stamp(item.day))
        add(node, "published", stamp(item.day))
        add(node, "link", rel="alternate", type="text/html", href=item.link)
        if item.author:
            add(add(node, "author"), "name", item.author)
        add(node, "content", item.content, type="text")
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def stamp(day: date) -> str:
    """A day as a time: its midnight, UTC."""
    return f"{day.isoformat()}T00:00:00Z"
