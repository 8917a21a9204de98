"""Our pages as somebody would write them by hand in Markdown, with a plain Material configuration."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from lxml import html as lxml_html
from lxml.html import HtmlElement

DROPPED = (
    ".//a[contains(@class,'md-content__button')]",
    ".//aside[contains(@class,'md-source-file')]",
    ".//script",
    ".//style",
    ".//button[not(@popovertarget)]",
    ".//nav",
    ".//input",
    ".//svg",
    ".//template",
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "legend",
        "main",
        "section",
        "summary",
        "p",
    ]
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def write(site: Path, target: Path, config: Path) -> None:
    """A Material project at `target` with the pages of `site` in Markdown and the navigation of `config`."""
    docs = target / "docs"
    for path in sorted(site.rglob("index.html")):
        name = path.relative_to(site).with_suffix(".md")
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(markdown(path.read_text(encoding="utf-8")), encoding="utf-8")
    real = yaml.load(config.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    plain: dict[str, Any] = {
        "site_name": real["site_name"],
        "site_url": real["site_url"],
        "nav": _nav(real["nav"], docs),
        "not_in_nav": "*.md\n/**/*.md\n",
        "theme": {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.top"]},
        "plugins": ["search"],
        "validation": {"links": {"anchors": "ignore", "not_found": "ignore", "unrecognized_links": "ignore"}},
        "markdown_extensions": ["admonition", "attr_list", "md_in_html", "tables", {"toc": {"permalink": False}}],
    }
    (target / "mkdocs.yml").write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")


def _nav(entries: list[dict[str, Any]], docs: Path) -> list[dict[str, Any]]:
    """The navigation with the addresses that a built site has: about.md is about/index.md."""
    found = []
    for entry in entries:
        ((title, target),) = entry.items()
        if isinstance(target, list):
            found.append({title: _nav(target, docs)})
        else:
            name = target if (docs / target).is_file() else target.removesuffix(".md") + "/index.md"
            if (docs / name).is_file():
                found.append({title: name})
    return found


def markdown(page: str) -> str:
    """The article of a built page as Markdown without HTML."""
    tree = lxml_html.document_fromstring(page)
    (article,) = tree.xpath("//article[contains(@class,'md-content__inner')]") or [tree.body]
    for path in DROPPED:
        for element in article.xpath(path):
            element.drop_tree()
    blocks: list[str] = []
    _walk(article, blocks)
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _walk(element: HtmlElement, blocks: list[str]) -> None:
    _text_block(element.text, blocks)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if re.fullmatch("h[1-6]", tag):
            blocks.append("#" * int(tag[1]) + " " + inline(child))
        elif tag in ("ul", "ol"):
            blocks.append("\n".join(_items(child, 0)))
        elif tag == "table":
            blocks.append(_table(child))
        elif tag == "pre":
            blocks.append("\n".join("    " + line for line in child.text_content().rstrip().split("\n")))
        elif tag in BLOCKS:
            if any(isinstance(inner.tag, str) and _is_block(inner.tag) for inner in child):
                _walk(child, blocks)
            else:
                blocks.append(inline(child))
        elif tag:
            blocks.append(inline(child, own=True))
        _text_block(child.tail, blocks)


def _is_block(tag: str) -> bool:
    return tag in BLOCKS or tag in ("ul", "ol", "table", "pre") or bool(re.fullmatch("h[1-6]", tag))


def _text_block(text: str | None, blocks: list[str]) -> None:
    if text and text.strip():
        blocks.append(_words(text).strip())


def _words(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split(" ")).replace("\n", " "))


def inline(element: HtmlElement, *, own: bool = False) -> str:
    """The words of an element on one line, with links, strong and code as Markdown; `own`: its own mark too."""
    words = _words(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            words += inline(child, own=True)
        words += _words(child.tail or "")
    words = re.sub(r"\s+", " ", words)
    if not own or not words.strip():
        return words if own else words.strip()
    if element.tag == "button":  # the mark of a source: by hand, a link to it
        return f"[{words}](#{element.get('popovertarget')})"
    if element.tag == "a" and (href := element.get("href")):
        return f"[{words}](<{_target(href)}>)"
    if element.tag in ("strong", "b"):
        return f"**{words.strip()}**"
    if element.tag in ("em", "i"):
        return f"*{words.strip()}*"
    return words


def _target(href: str) -> str:
    """A link to a page of the site as a link to its Markdown file."""
    path, mark, anchor = href.partition("#")
    if path and ":" not in path and "?" not in path and path.endswith(("/", ".")):
        return path.rstrip("/") + "/index.md" + mark + anchor
    return href


def _items(list_: HtmlElement, depth: int) -> list[str]:
    lines = []
    for number, item in enumerate(list_, 1):
        if item.tag != "li":
            continue
        inner = [child for child in item if child.tag in ("ul", "ol")]
        for child in inner:
            item.remove(child)
        mark = f"{number}." if list_.tag == "ol" else "-"
        lines.append("    " * depth + f"{mark} {inline(item)}")
        for child in inner:
            lines += _items(child, depth + 1)
    return lines


def _table(table: HtmlElement) -> str:
    rows = [[inline(cell) for cell in row.xpath("./th|./td")] for row in table.iter("tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    caption = [inline(title) + "\n" for title in table.iter("caption")]
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*caption, lines[0], "|" + " --- |" * width, *lines[1:]])
