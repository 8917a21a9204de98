"""Atom feeds (RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

ATOM = "http://www.w3.org/2005/Atom"
# Ids are made from names below this one and from no address of the site: they stay when the site moves.
IDS = uuid5(NAMESPACE_URL, "urn:counselor-licensure-atlas")
AUTHOR = "Counselor Licensure Atlas"


@dataclass(frozen=True)
class Item:
    """One entry: a lasting id, a title, the page it leads to, when it last changed and when it came, if that is known,
    and its text, plain."""

    id: str
    title: str
    link: str
    updated: datetime
    published: datetime | None
    content: str
    author: str = ""


def entry_id(name: str) -> str:
    """The id of an entry: always the same for one `name`, such as "changes/ex-hb-126"."""
    return uuid5(IDS, name).urn


def midnight(day: date) -> datetime:
    """The first moment of a day (UTC)."""
    return datetime.combine(day, time(), UTC)


def feed(title: str, page: str, own: str, items: Iterable[Item], updated: datetime) -> bytes:
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
        add(node, "updated", stamp(item.updated))
        if item.published:
            add(node, "published", stamp(item.published))
        add(node, "link", rel="alternate", type="text/html", href=item.link)
        if item.author:
            add(add(node, "author"), "name", item.author)
        add(node, "content", item.content, type="text")
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def stamp(moment: datetime) -> str:
    """A moment as feeds write it, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
