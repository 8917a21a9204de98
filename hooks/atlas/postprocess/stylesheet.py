# Produces, after the pages are written:
#   /assets/site.<hash>.css   the style sheets of all pages as one, without the rules that no page can meet
"""One style sheet for the site: those that the pages link to, in their order, less what nothing on the site can match.

A rule goes when one of its selectors asks for an element, class, id or attribute value that stands in no page and is named
in no script. What a script builds while the page is read is named in it, so a word found there is kept.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import tinycss2

_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]+)">\n?')
_WORD = re.compile(r"[\w-]+")
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""([^\s<>=/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
REMEMBERED = 50_000  # tags; more are read again rather than kept in memory
LONG = 40  # letters; no selector asks for so long a value
_NESTED = ("media", "supports", "layer", "container")


@dataclass
class Used:
    """What stands in the pages, and the words of the scripts."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    values: set[tuple[str, str]] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def add_page(self, text: str) -> None:
        """Take in a page. Most of its tags stand in other pages too, and are read once."""
        tags = set(_TAG.findall(text)) - self._seen
        if len(self._seen) > REMEMBERED:
            self._seen.clear()
        self._seen |= tags
        for tag in tags:
            (element, _), *attributes = _ATTRIBUTE.findall(tag)
            self.tags.add(element.lower())
            for name, value in attributes:
                plain = unescape(value.strip("\"'"))
                if name == "class":
                    self.classes.update(plain.split())
                elif name == "id":
                    self.ids.add(plain)
                elif name not in ("href", "content") and len(plain) < LONG:
                    self.values.add((name, plain))
        for attributes, script in _SCRIPT.findall(text):
            if "json" not in attributes:
                self.add_script(script)

    def add(self, other: Used) -> None:
        """Take in what others hold."""
        self.tags |= other.tags
        self.classes |= other.classes
        self.ids |= other.ids
        self.values |= other.values
        self.scripts |= other.scripts

    def add_script(self, text: str) -> None:
        """Take in a script."""
        self.scripts.update(_WORD.findall(text))

    def matches(self, selector: Sequence[Any]) -> bool:
        """Whether something on the site may match a selector, given as the tokens of tinycss2."""
        before = ""
        for token in selector:
            if token.type == "ident":
                name = token.value
                if before == "." and name not in self.classes and name not in self.scripts:
                    return False
                if before not in (".", ":") and not self._is_tag(name):
                    return False
            if token.type == "hash" and token.value not in self.ids and token.value not in self.scripts:
                return False
            if token.type == "[] block" and not self._has(token.content):
                return False
            before = token.value if token.type == "literal" else ""
        return True

    def _is_tag(self, name: str) -> bool:
        return name.lower() in self.tags or name.lower() in self.scripts or name.lower() in ("html", "from", "to")

    def _has(self, content: Sequence[Any]) -> bool:
        parts = [token for token in content if token.type != "whitespace"]
        if len(parts) != 3 or parts[1].value != "=":
            return True
        name, value = parts[0].value, parts[2].value
        return (name, value) in self.values or value in self.scripts


def prune(css: str, used: Used) -> str:
    """A style sheet without the rules that nothing on the site can match, and without custom properties nobody reads."""
    rules = list(_matching(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used))
    text = "\n".join(rules)
    while (lean := _lean(text)) != text:
        text = lean
    return re.sub(r"\n+", "\n", text).strip() + "\n"


_PROPERTY = re.compile(r"(?<=[{;])\s*(--[\w-]+)\s*:(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))")
_KEYFRAMES = re.compile(r"@(?:-webkit-)?keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}\n?")
_EMPTY = re.compile(r"(?:^|(?<=[{}]))[^{}@\n]*\{\}", re.MULTILINE)


def _lean(text: str) -> str:
    """The rules without custom properties and animations that none of them names."""
    asked = set(re.findall(r"var\(\s*(--[\w-]+)", text))
    named = set(_WORD.findall(" ".join(re.findall(r"animation[\w-]*:[^;}]*", text))))
    text = _PROPERTY.sub(lambda match: match[0] if match[1] in asked else "", text)
    text = _KEYFRAMES.sub(lambda match: match[0] if match[1] in named else "", text)
    return _EMPTY.sub("", text)


def _matching(nodes: Iterable[Any], used: Used) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [selector for selector in _split(node.prelude) if used.matches(selector)]
            if selectors:
                yield f"{','.join(_text(selector) for selector in selectors)}{{{_text(node.content)}}}"
        elif node.type == "at-rule":
            head = f"@{node.at_keyword}{_text(node.prelude, ' ')}"
            if node.content is None:
                if node.lower_at_keyword != "charset":
                    yield head + ";"
            elif node.lower_at_keyword in _NESTED:
                inner = list(_matching(tinycss2.parse_rule_list(node.content, True, True), used))
                if inner:
                    yield f"{head}{{{''.join(inner)}}}"
            else:
                yield f"{head}{{{_text(node.content)}}}"


def _split(prelude: Sequence[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _text(tokens: Sequence[Any], before: str = "") -> str:
    text = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    text = re.sub(r"\s+", " ", text).strip()
    return before + text if text else ""


def linked(folder: Path, path: Path, text: str, base_path: str) -> list[str]:
    """The style sheets that a page links to, from the root of the site, which `base_path` leads to on its host."""
    return [_from_root(folder, path, href, base_path) for href in _LINK.findall(_head(text))]


def write(folder: Path, sheets: Sequence[str], used: Used) -> str:
    """Put the one style sheet into `folder` instead of `sheets`, and say what it is called, from the root."""
    css = prune("\n".join((folder / sheet).read_text(encoding="utf-8") for sheet in sheets), used)
    if re.search(r"url\((?![\"']?data:)", css):
        raise ValueError("a style sheet loads a file; the one style sheet of the site stands in another folder")
    name = f"assets/site.{hashlib.sha256(css.encode()).hexdigest()[:8]}.css"
    (folder / name).write_text(css, encoding="utf-8")
    for sheet in sheets:
        (folder / sheet).unlink()
    return name


def relinked(text: str, sheets: Sequence[str], name: str) -> str:
    """A page with a link to the one style sheet instead of those to `sheets`."""
    head = _head(text)
    first = _LINK.search(head)
    if not first:
        return text
    root = first[1].removesuffix(sheets[0])
    link = f'<link rel="stylesheet" href="{root}{name}">\n'
    return head[: first.start()] + link + _LINK.sub("", head[first.start() :]) + text[len(head) :]


def _head(page: str) -> str:
    """A page up to the end of its head, where all links to style sheets stand."""
    return page[: page.find("</head>")]


def _from_root(folder: Path, page: Path, href: str, base_path: str) -> str:
    """A link of a page, from the root of the site. The page for unknown addresses links from the root of the host."""
    if href.startswith("/"):
        return href.removeprefix(base_path)
    return posixpath.normpath(posixpath.join(page.parent.relative_to(folder).as_posix(), href))
