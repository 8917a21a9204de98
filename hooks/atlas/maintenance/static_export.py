# Produces, in a folder of its own:
#   docs/<address>/index.md   every page as Markdown, with HTML blocks where Markdown has no words for it
#   docs/<path>               every other file that pages link to: assets, API, downloads, feeds
#   beside/<path>             files that an engine would take for pages or make itself: they go over the built site
#   theme/                    the shell around the pages
#   mkdocs.yml                the configuration, which MkDocs and Zensical both read
"""The whole site as a plain tree that needs no hook: so that it outlasts the engine that builds it today.

It is made from a built site, whichever engine wrote it. What stood in a page's data, parts and templates stands in the
Markdown as it was on the day of the export.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from atlas.postprocess import search_index

# What the shell puts into the article, and makes again.
_SHELL = "./a[contains(@class,'md-content__button')]"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset(("a", "strong", "em", "code", "br"))
# What may stand in the head of one page and not of another: structured data, and other forms of the page.
_PAGE_HEAD = "./head/script[not(@src)] | ./head/link[starts-with(@rel,'alternate')]"
_QUOTED = re.compile('["{}]')  # what a value in a list of attributes may not hold
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_GENERATED = (
    "offline/files.json",
    "_headers",
    "_redirects",
    "api/404.json",
    "404.html",
)  # the engine or postprocess/pipeline.py makes them
_STYLES = re.compile(r"site\.[0-9a-f]+\.css")


def write(site: Path, root: Path, config: Mapping[str, Any], styles: tuple[str, str], target: Path) -> None:
    """Write the tree for the built `site` into the empty folder `target`.

    `root` is the project, whose assets and shell go along as they are written; `config` is mkdocs.yml as data; `styles` is
    the address of the site's own style sheet and its text.
    """
    pages = target / "docs"
    shell = _parsed(site / "404.html")
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site)
        if path.is_dir() or _is_generated(name):
            continue
        if path.name == "index.html":
            put(pages / name.with_suffix(".md"), markdown(_parsed(path), shell))
        elif path.suffix in (".md", ".html") or path.name.startswith("sitemap.xml"):
            copy(path, target / "beside" / name)
        else:
            copy(path, pages / name)
    for address, content in search_index.given(site):
        (pages / "search" / address).write_bytes(content)
    shutil.copytree(root / "docs" / "assets", pages / "assets", dirs_exist_ok=True)
    address, text = styles
    put(pages / address, text)
    shutil.copytree(root / "hooks" / "theme", target / "theme", dirs_exist_ok=True)
    put(
        target / "mkdocs.yml",
        yaml.safe_dump(configuration(config, copies_read(site)), sort_keys=False, allow_unicode=True),
    )


def _is_generated(name: Path) -> bool:
    in_index = name.parts[0] == "search" and name.name != "index.html"
    return in_index or str(name) in _GENERATED or bool(_STYLES.fullmatch(name.name))


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def copies_read(site: Path) -> str:
    """The days on which sources were read, as the foot of the built pages says; the hook alone knows them otherwise."""
    return str(_parsed(site / "index.html").xpath("string(//footer//*[@data-copies-read])"))


def configuration(config: Mapping[str, Any], copies_read: str = "") -> dict[str, Any]:
    """The site's configuration without what only the hook and plugins of today understand."""
    settings = {
        key: config[key]
        for key in ("site_name", "site_url", "repo_url", "repo_name", "site_description", "copyright")
        if key in config
    }
    settings["site_url"] = settings["site_url"].rstrip("/") + "/"
    theme = {key: value for key, value in config["theme"].items() if key != "custom_dir"}
    return {
        **settings,
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": True,
        "nav": nav(config["nav"]),
        "theme": {**theme, "custom_dir": "theme"},
        "markdown_extensions": ["attr_list", "md_in_html", "tables", {"toc": {"permalink": False}}],
        "extra_css": config["extra_css"],
        "extra_javascript": config["extra_javascript"],
        "extra": {**config.get("extra", {}), "theme_css": [], "copies_read": copies_read},
    }


def nav(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The navigation with the addresses of the tree: about.md is about/index.md there."""
    found = []
    for entry in entries:
        for title, target in entry.items():
            if isinstance(target, list):
                found.append({title: nav(target)})
            else:
                path = target if target.endswith("index.md") else target.removesuffix(".md") + "/index.md"
                found.append({title: path})
    return found


def _parsed(page: Path) -> HtmlElement:
    return lxml_html.document_fromstring(page.read_text(encoding="utf-8"))


def markdown(page: HtmlElement, shell: HtmlElement) -> str:
    """A built page as Markdown: front matter, headings, plain paragraphs, lists and tables; all else as HTML blocks.

    `shell` is a page with nothing of its own in its head.
    """
    meta = front_matter(page, shell)
    article = page.find(".//article")
    for element in article.xpath(_SHELL):
        element.drop_tree()
    for element in article.xpath(".//*[@data-search-exclude]"):
        element.set(search_index.LEFT_OUT, "")
    blocks = [block for block in _blocks(article) if block.strip()]
    return "---\n" + yaml.safe_dump(meta, allow_unicode=True, width=10_000) + "---\n\n" + "\n\n".join(blocks) + "\n"


def front_matter(page: HtmlElement, shell: HtmlElement) -> dict[str, str]:
    """What the shell is told about a built page: title and description, its own part of the head, where it is edited."""
    meta = {
        "title": page.xpath("string(./head/meta[@property='og:title']/@content)"),
        "description": page.xpath("string(./head/meta[@name='description']/@content)"),
        "head": "\n".join(own_head(page, shell)),
        "edit_url": page.xpath("string(.//article/a[@rel='edit']/@href)"),
    }
    return {key: str(value) for key, value in meta.items() if value}


def own_head(page: HtmlElement, shell: HtmlElement) -> list[str]:
    """What stands in the head of a page and not in every head, wherever it leads."""
    shared = {re.sub(' href="[^"]*"', "", part) for part in _head_parts(shell)}
    return [part for part in _head_parts(page) if re.sub(' href="[^"]*"', "", part) not in shared]


def _head_parts(page: HtmlElement) -> list[str]:
    parts = page.xpath(_PAGE_HEAD)
    return [str(etree.tostring(part, encoding="unicode", method="html", with_tail=False)) for part in parts]


_BLOCK_START = re.compile(
    r"(<(?:caption|dd|details|div|dl|dt|li|nav|ol|p|section|summary|table|tbody|td|th|thead|tr|ul)\b)"
)


def _blocks(element: HtmlElement) -> Iterator[str]:
    if element.text and element.text.strip():
        yield _escaped(element.text).strip()
    for child in element:
        tail, child.tail = child.tail, None
        yield _block(child)
        if tail and tail.strip():
            yield _escaped(tail).strip()


def _block(element: HtmlElement) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag in _HEADINGS and _is_plain(element, tuple(element.attrib)) and (heading := _heading(element)):
        return heading
    if tag == "p" and _is_plain(element):
        return _inline(element)
    if tag in ("ul", "ol") and not element.attrib and all(li.tag == "li" and _is_plain(li) for li in element):
        marks = (f"{number}. " if tag == "ol" else "- " for number in range(1, len(element) + 1))
        return "\n".join(mark + _inline(li) for mark, li in zip(marks, element, strict=True))
    if _has_heading(element):
        opened = str(etree.tostring(_shallow(element), encoding="unicode", method="html")).rpartition("</")[0]
        opened = opened.removesuffix(">") + ' markdown="block">'
        return opened + "\n\n" + "\n\n".join(b for b in _blocks(element) if b.strip()) + f"\n\n</{tag}>"
    return _html(element)


def _heading(element: HtmlElement) -> str:
    """A plain heading in Markdown; "" when Markdown would make another of it, such as one with an id that it has not."""
    values = "".join(element.values())
    if _QUOTED.search(values) or not (element.tag == "h1" or element.get("id")):
        return ""
    attributes = [f"#{value}" if name == "id" else f'{name}="{value}"' for name, value in element.items()]
    return "#" * int(element.tag[1]) + " " + _inline(element) + (f" {{: {' '.join(attributes)} }}" if values else "")


def _shallow(element: HtmlElement) -> HtmlElement:
    return lxml_html.Element(element.tag, dict(element.attrib))


def _has_heading(element: HtmlElement) -> bool:
    return element.tag in ("div", "section", "article") and any(True for _ in element.iter("h1", "h2", "h3"))


def _html(element: HtmlElement) -> str:
    """An element as one HTML block: no empty line may end it.

    Each block inside begins a line. Markdown counts a start tag of a block only there, but its end tag anywhere, and would take
    the end of an inner one for that of the whole.
    """
    text = str(etree.tostring(element, encoding="unicode", method="html"))
    if "<pre" not in text and "<textarea" not in text:
        text = _BLOCK_START.sub(r"\n\1", text)
    return re.sub(r"\n\s*\n", "\n", text).strip()


def _is_plain(element: HtmlElement, allowed: tuple[str, ...] = ()) -> bool:
    """Whether Markdown can say all that the element holds."""
    if set(element.attrib) - set(allowed):
        return False
    for inner in element.iterdescendants():
        if inner.tag not in _INLINE or set(inner.attrib) - {"href"} or (inner.tag == "code" and len(inner)):
            return False
    return bool((element.text_content() or "").strip())


def _inline(element: HtmlElement) -> str:
    """What stands in a plain element, on one line of Markdown."""
    text = _escaped(element.text or "")
    for child in element:
        inner = _inline(child)
        if child.tag == "a":
            text += f"[{inner}](<{_target(child.get('href') or '')}>)"
        elif child.tag == "code":
            text += f"`{child.text or ''}`"
        elif child.tag == "br":
            text += "<br>"
        else:
            mark = "**" if child.tag == "strong" else "*"
            text += f"{mark}{inner.strip()}{mark}"
        text += _escaped(child.tail or "")
    text = re.sub(r"\s+", " ", text)
    return (
        text
        if element.tag in _INLINE
        else re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([+-])", r"\\\1", text.strip()))
    )


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace(r"\<", "&lt;").replace(r"\>", "&gt;")


def _target(href: str) -> str:
    """A link to a page of the site as a link to its file."""
    path, mark, anchor = href.partition("#")
    if ":" in path or path.startswith("/") or "?" in path or not path.endswith(("/", ".")):
        return href
    return path.rstrip("/") + "/index.md" + mark + anchor
