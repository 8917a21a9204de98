"""What is done to a finished site, whichever engine wrote its pages: one style sheet, lean scripts, search index, policy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from atlas.postprocess import offline, scripts, search_index, security_headers, server_configuration, stylesheet
from atlas.system import workers

PAGES_PER_TASK = 16

_BLANK = re.compile(r"\n[ \t]*(?=\n)|(?<=\n)[ \t]+(?=<)")
_PREFORMATTED = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
# What Material ships and no page of this site asks for.
UNUSED = ("assets/images", "assets/javascripts", "assets/stylesheets")


@dataclass
class PageScan:
    """What some pages hold."""

    used: stylesheet.Used
    hashes: set[str]
    sheets: set[tuple[str, ...]]  # the style sheets each page links to
    counted: list[search_index.CountedPage]


def finish(folder: Path, base_path: str) -> None:
    """Finish the site in `folder`, in place.

    `base_path` is the path of the site's address, with a slash at both ends: "/" for a host of its own, "/atlas/" for
    https://name.example/atlas/. Raises ValueError when its pages do not belong together.
    """
    pages = sorted(folder.rglob("*.html"))
    batches = workers.batches(pages, PAGES_PER_TASK)
    used, hashes, sheets, index = stylesheet.Used(), set[str](), set[tuple[str, ...]](), search_index.Index()
    for scan in workers.each([partial(_scan, folder, base_path, batch) for batch in batches]):
        used.add(scan.used)
        hashes |= scan.hashes
        sheets |= scan.sheets
        for page in scan.counted:
            index.add(page)
    scripts.write(folder)
    for script in sorted((folder / "assets").glob("*.js")):
        used.add_script(script.read_text(encoding="utf-8"))
    if len(sheets) != 1:
        raise ValueError(f"pages link to different style sheets: {sorted(sheets)}")
    before = sheets.pop()
    tasks = [partial(stylesheet.write, folder, before, used), partial(_write_search_index, folder, index)]
    sheet, _ = workers.each(tasks)
    allowed = sorted(hashes)
    content = security_headers.policy(allowed, in_page=True)
    for _ in workers.each([partial(_write, batch, before, sheet, content) for batch in batches]):
        pass
    server_configuration.write(folder, base_path, allowed)
    for name in UNUSED:
        shutil.rmtree(folder / name, ignore_errors=True)
    offline.write(folder)


def _write_search_index(folder: Path, index: search_index.Index) -> str:
    search_index.write(folder, index.files())
    return ""


def _scan(folder: Path, base_path: str, pages: Sequence[Path]) -> PageScan:
    scan = PageScan(stylesheet.Used(), set(), set(), [])
    for path in pages:
        text = path.read_text(encoding="utf-8")
        scan.used.add_page(text)
        scan.hashes.update(security_headers.hashes([text]))
        scan.sheets.add(tuple(stylesheet.linked(folder, path, text, base_path)))
        if path.name == "index.html" and (page := search_index.page(_address(folder, path), text)):
            scan.counted.append(search_index.count(page))
    return scan


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
    found = (search_index.page(_address(folder, path), path.read_text(encoding="utf-8")) for path in paths)
    return list(search_index.files(page for page in found if page))


def tidy(page: str) -> str:
    """A page without empty lines and indentation before tags, which the templates leave."""
    parts = _PREFORMATTED.split(page)
    return "".join(part if number % 2 else _BLANK.sub("", part) for number, part in enumerate(parts)).lstrip("\n")
