"""What is done to a finished site, whichever engine wrote its pages: one style sheet, lean scripts, search index, policy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from atlas.postprocess import offline, scripts, search_index, security_headers, stylesheet
from atlas.system import workers

SOME = 16  # pages that are worked on together

_BLANK = re.compile(r"\n[ \t]*(?=\n)|(?<=\n)[ \t]+(?=<)")
_KEPT = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
# What Material ships and no page of this site asks for.
UNUSED = ("assets/javascripts", "assets/stylesheets")


@dataclass
class Read:
    """What some pages hold."""

    used: stylesheet.Used
    hashes: set[str]
    sheets: set[tuple[str, ...]]  # the style sheets each page links to
    found: list[search_index.Counted]


def finish(folder: Path) -> None:
    """Finish the site in `folder`, in place. Raises ValueError when its pages do not belong together."""
    pages = sorted(folder.rglob("*.html"))
    some = workers.batches(pages, SOME)
    used, hashes, sheets, index = stylesheet.Used(), set[str](), set[tuple[str, ...]](), search_index.Index()
    for read in workers.each([partial(_read, folder, these) for these in some]):
        used.add(read.used)
        hashes |= read.hashes
        sheets |= read.sheets
        for one in read.found:
            index.add(one)
    scripts.write(folder)
    for script in sorted((folder / "assets").glob("*.js")):
        used.add_script(script.read_text(encoding="utf-8"))
    search_index.write(folder, index.files())
    if len(sheets) != 1:
        raise ValueError(f"pages link to different style sheets: {sorted(sheets)}")
    before = sheets.pop()
    sheet = stylesheet.write(folder, before, used)
    allowed = sorted(hashes)
    content = security_headers.policy(allowed, in_page=True)
    for _ in workers.each([partial(_write, these, before, sheet, content) for these in some]):
        pass
    (folder / "_headers").write_text(security_headers.headers_file(security_headers.rules(allowed)), encoding="utf-8")
    for name in UNUSED:
        shutil.rmtree(folder / name, ignore_errors=True)
    offline.write(folder)


def _read(folder: Path, pages: Sequence[Path]) -> Read:
    read = Read(stylesheet.Used(), set(), set(), [])
    for path in pages:
        text = path.read_text(encoding="utf-8")
        read.used.add_page(text)
        read.hashes.update(security_headers.hashes([text]))
        read.sheets.add(tuple(stylesheet.linked(folder, path, text)))
        if path.name == "index.html" and (one := search_index.page(_address(folder, path), text)):
            read.found.append(search_index.count(one))
    return read


def _write(pages: Sequence[Path], before: Sequence[str], sheet: str, content: str) -> None:
    for path in pages:
        text = stylesheet.relinked(path.read_text(encoding="utf-8"), before, sheet)
        path.write_text(security_headers.in_page(tidy(text), content), encoding="utf-8")


def _address(folder: Path, path: Path) -> str:
    address = path.parent.relative_to(folder).as_posix()
    return "" if address == "." else address + "/"


def index(folder: Path) -> list[tuple[str, bytes]]:
    """Only the search index, for a site that is being served to somebody who edits it."""
    paths = sorted(folder.rglob("index.html"))
    read = (search_index.page(_address(folder, path), path.read_text(encoding="utf-8")) for path in paths)
    return list(search_index.files(page for page in read if page))


def tidy(page: str) -> str:
    """A page without empty lines and indentation before tags, which the templates leave."""
    parts = _KEPT.split(page)
    return "".join(part if number % 2 else _BLANK.sub("", part) for number, part in enumerate(parts)).lstrip("\n")
