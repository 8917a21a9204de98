"""Making the site from the files, once or again and again while somebody edits.

While serving, data with a problem does not take the site down: the last good site is kept, and the problems stand on
top of every page until they are mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup, escape

from . import articles, front_matter, prose, search
from . import finish as finishing
from .addresses import site_addresses
from .clock import build_day
from .history.edits import read_history
from .kept import OFF, Kept
from .load import load_atlas
from .outputs import style_sheet
from .problems import DataError, Problem
from .rules import Build
from .site import Settings, Site
from .site import make as make_site

_state = {"serving": False}  # MkDocs loads the hook anew for each build of a served site; this module stays
_last: dict[Path, Made] = {}
_shells: dict[Path, tuple[int, ...]] = {}
_kept = Kept(on=True)
_index: list[tuple[str, bytes]] = []  # of the search, while serving


def serving(on: bool) -> None:
    """Say whether the site is being served to somebody who edits it."""
    _state["serving"] = on


@dataclass(frozen=True)
class Made:
    """A site, and the problems that kept it from being the newest one.

    `same` are the addresses of the pages and files that are as they were when the site was made before.
    """

    site: Site
    problems: tuple[Problem, ...] = ()
    same: frozenset[str] = frozenset()


def make(root: Path, settings: Settings) -> Made:
    """The site from `root`/data. Raises DataError with every problem; while serving, keeps the last good site instead."""
    if not _state["serving"]:
        return Made(_make(root, settings))
    before = _last.get(root)
    try:
        made = Made(_make(root, settings))
    except DataError as error:
        last = before.site if before else Site.empty()
        made = Made(replace(last, style_sheet=style_sheet.join(root, [])), error.problems)
    shell = _shell(root)
    if before and before.problems == made.problems and shell == _shells.get(root):
        made = replace(made, same=_same(before.site, made.site))
    _last[root], _shells[root] = made, shell
    return made


def _same(before: Site, now: Site) -> frozenset[str]:
    """The addresses of what is the same in both sites."""
    pages = {address for address, page in now.by_address.items() if before.by_address.get(address) == page}
    hand = {address for address, filled in now.by_hand.filled.items() if before.by_hand.filled.get(address) == filled}
    return frozenset(pages | hand | ({one.address for one in now.outputs} if before.outputs is now.outputs else set()))


def _shell(root: Path) -> tuple[int, ...]:
    """What changes when the shell around every page does: the theme or the configuration."""
    files = (*sorted((root / "hooks" / "theme").rglob("*.html")), root / "mkdocs.yml")
    return tuple(path.stat().st_mtime_ns for path in files if path.exists())


def _make(root: Path, settings: Settings) -> Site:
    kept = _kept if _state["serving"] else OFF
    day, docs = build_day(), root / "docs"
    atlas = load_atlas(root / "data", day, root=root, kept=kept)
    found: list[Problem] = []
    build = Build(day, root, addresses=site_addresses(root / "data", docs, atlas.exams))
    guides = prose.load_guides(docs, build, found)
    posts = articles.load_articles(docs, build, found)
    front_matter.check_pages(docs, found, root, but=(prose.GUIDES, articles.POSTS))
    history = read_history(root, in_processes=not kept.on)  # a live server has threads
    site = make_site(atlas, settings, history, guides, posts, prose.titles(docs), kept)
    hand = site.by_hand
    filled: dict[str, tuple[str, ...]] = {}
    styles = style_sheet.join(root, found)
    found += prose.problems(docs, hand.parts, hand.guides, root, filled)
    if found:
        raise DataError(found)
    return replace(site, by_hand=replace(hand, filled=filled, modified=history.modified), style_sheet=styles)


def finish(folder: Path, made: Made) -> None:
    """Finish the site that was written. While serving, the search is that of the start, so that an edit shows at once."""
    if not _state["serving"]:
        finishing.finish(folder)
        return
    if not _index and not made.problems:
        _index.extend(finishing.index(folder))
    if not (folder / "search" / "index.json").exists():
        search.write(folder, _index)


def banner(problems: Sequence[Problem]) -> str:
    """The problems as a notice for the top of a page; "" without any."""
    if not problems:
        return ""
    items = Markup("").join(Markup("<li><code>{}</code></li>").format(str(p)) for p in problems)
    count = escape(f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in the data. ")
    notice = Markup(
        '<div class="problems" role="alert" data-search-exclude><p><strong>{}</strong>'
        "You see the last good pages. Mend the file and save it.</p><ul>{}</ul></div>"
    ).format(count, items)
    return str(notice)
