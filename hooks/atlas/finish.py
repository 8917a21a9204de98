"""What is done to a finished site, whichever engine wrote its pages: one style sheet, the search index, the policy."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lxml import html as lxml_html

from . import offline, policy, search, styles

_BLANK = re.compile(r"\n[ \t]*(?=\n)|(?<=\n)[ \t]+(?=<)")
_KEPT = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
# What Material ships and no page of this site asks for.
UNUSED = ("assets/javascripts", "assets/stylesheets")


def finish(folder: Path) -> None:
    """Finish the site in `folder`, in place. Raises ValueError when its pages do not belong together."""
    pages = sorted(folder.rglob("*.html"))
    used = styles.Used()
    found = search.Index()
    hashes: set[str] = set()
    for path in pages:  # one after another: thousands of pages do not stand in memory at once
        text = path.read_text(encoding="utf-8")
        used.add_page(text)
        hashes.update(policy.hashes([text]))
        if path.name == "index.html":
            address = path.parent.relative_to(folder).as_posix()
            one = search.page("" if address == "." else address + "/", lxml_html.document_fromstring(text))
            if one:
                found.add(one)
    for script in sorted((folder / "assets").glob("*.js")):
        used.add_script(script.read_text(encoding="utf-8"))
    search.write(folder, found.files())
    allowed = sorted(hashes)
    content = policy.policy(allowed, in_page=True)
    for path, text in styles.write(folder, pages, used):
        path.write_text(policy.in_page(tidy(text), content), encoding="utf-8")
    (folder / "_headers").write_text(policy.headers_file(policy.rules(allowed)), encoding="utf-8")
    for name in UNUSED:
        shutil.rmtree(folder / name, ignore_errors=True)
    offline.write(folder)


def index(folder: Path) -> list[tuple[str, bytes]]:
    """Only the search index, for a site that is being served to somebody who edits it."""
    pages = []
    for path in sorted(folder.rglob("index.html")):
        address = path.parent.relative_to(folder).as_posix()
        tree = lxml_html.document_fromstring(path.read_text(encoding="utf-8"))
        one = search.page("" if address == "." else address + "/", tree)
        pages += [one] if one else []
    return list(search.files(pages))


def tidy(page: str) -> str:
    """A page without empty lines and indentation before tags, which the templates leave."""
    parts = _KEPT.split(page)
    return "".join(part if number % 2 else _BLANK.sub("", part) for number, part in enumerate(parts)).lstrip("\n")
