"""Links between pages written by hand: each leads to a page of the site, or to a file under docs/."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote

from atlas.data.addresses import address_of
from atlas.data.component_syntax import FENCED_CODE
from atlas.domain.problems import Problem, display_path, nearest

_LINK = re.compile(r"\]\(<?(?P<target>[^)\s>]+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#")


def link_problems(docs: Path, addresses: Collection[str], root: Path | None) -> Iterator[Problem]:
    """A problem for each link of a page under `docs` that leads to nothing. `addresses` are those of all pages."""
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        blank = FENCED_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
        folder = path.relative_to(docs).parent.as_posix()
        for match in _LINK.finditer(blank):
            target = unquote(match["target"]).partition("#")[0].partition("?")[0]
            if _ELSEWHERE.match(match["target"]) or _leads(
                posixpath.normpath(posixpath.join(folder, target)), docs, addresses
            ):
                continue
            near = nearest(target, [posixpath.relpath(page, folder) for page in _pages(docs, addresses)])
            line, column = (
                text.count("\n", 0, match.start("target")) + 1,
                match.start("target") - text.rfind("\n", 0, match.start("target")),
            )
            what = f"the link `{match['target']}` leads to no page"
            yield Problem(
                display_path(path, root),
                line,
                column,
                what,
                "the path to a page from this one, such as ../states/index.md",
                near,
            )


def _leads(name: str, docs: Path, addresses: Collection[str]) -> bool:
    """Whether `name`, a path under docs/, is a page of the site or a file that is there."""
    if name.startswith(("/", "..")):
        return False
    return (docs / name).is_file() or (name.endswith(".md") and address_of(Path(name)) in addresses)


def _pages(docs: Path, addresses: Collection[str]) -> list[str]:
    """The path of each page under docs/, also of those that the build makes."""
    written = {address_of(path.relative_to(docs)): path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    return [written.get(address, f"{address}index.md") for address in sorted(addresses)]
