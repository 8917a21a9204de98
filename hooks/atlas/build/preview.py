"""Assembling the site from the files, once or again and again while somebody edits.

While serving, what was made before is remembered, so that an edit makes anew only what it changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from jinja2 import Environment

from atlas.build.assemble import Site, assemble_site
from atlas.data import front_matter
from atlas.data.addresses import site_addresses
from atlas.data.articles import POSTS, load_articles
from atlas.data.guides import GUIDES, load_guides, titles
from atlas.data.loader import load_atlas
from atlas.data.merge_marks import conflict_marks
from atlas.data.page_links import link_problems
from atlas.data.rules import Build
from atlas.domain.atlas import Atlas
from atlas.domain.problems import DataError, Problem, display_path
from atlas.history.edits import History, history_begun
from atlas.history.missing import missing_files
from atlas.outputs import style_sheet
from atlas.postprocess import pipeline, search_index
from atlas.rendering import components
from atlas.rendering.artifacts import Settings
from atlas.rendering.context import TEMPLATES, CompiledTemplates, compile_templates, environment
from atlas.system.build_cache import NO_CACHE, BuildCache, SavedCache, SavedResults
from atlas.system.clock import build_day

# From the root of the project; lost or spoiled, they only cost time.
DATA_CACHE, TEMPLATE_CACHE, RESULTS_CACHE = ".cache/data.pickle", ".cache/templates.pickle", ".cache/results"
_state = {"serving": False}  # MkDocs loads the hook anew for each build of a served site; this module stays
_last: dict[Path, PreviewBuild] = {}
_cache = BuildCache(on=True)
_index: list[tuple[str, bytes]] = []  # of the search, while serving


def serving(on: bool) -> None:
    """Say whether the site is being served to somebody who edits it."""
    _state["serving"] = on


@dataclass(frozen=True)
class PreviewBuild:
    """A site, and what is remembered of it while serving.

    `same` are the addresses of the pages and files that are as they were when the site was made before; `shell` is what
    changes when the shell around every page does; `files` are the data it was made from.
    """

    site: Site
    same: frozenset[str] = frozenset()
    shell: tuple[int, ...] = ()
    files: frozenset[Path] = frozenset()


def build_preview(root: Path, settings: Settings) -> PreviewBuild:
    """The site from `root`/data. Raises DataError with every problem."""
    if not _state["serving"]:
        return PreviewBuild(_assemble(root, settings))
    before = _last.get(root)
    files = frozenset(path for path in (root / "data").rglob("*.yml") if not path.parent.name.startswith("."))
    if before and (gone := before.files - files):
        raise DataError(_gone(path, root) for path in gone)
    site, shell = _assemble(root, settings), _shell(root)
    # From here on files are written: if that fails, they are not those of `before` any more.
    _last[root] = PreviewBuild(site, files=files)
    same = _same(before.site, site) if before and before.shell == shell else frozenset()
    return PreviewBuild(site, same, shell, files)


def _gone(path: Path, root: Path) -> Problem:
    expected = "the file; or start `make serve` again, if it is gone on purpose"
    return Problem(display_path(path, root), 1, 1, "the file was there and is gone", expected)


def _same(before: Site, now: Site) -> frozenset[str]:
    """The addresses of what is the same in both sites."""
    pages = {address for address, page in now.by_address.items() if before.by_address.get(address) == page}
    authored = {
        address
        for address, content in now.authored.rendered_content.items()
        if before.authored.rendered_content.get(address) == content
    }
    return frozenset(pages | authored | ({file.address for file in now.files} if before.files is now.files else set()))


def _shell(root: Path) -> tuple[int, ...]:
    """What changes when the shell around every page does: the theme or the configuration."""
    files = (*sorted((root / "hooks" / "theme").rglob("*.html")), root / "mkdocs.yml")
    return tuple(path.stat().st_mtime_ns for path in files if path.exists())


def _assemble(root: Path, settings: Settings) -> Site:
    cache = _cache if _state["serving"] else NO_CACHE
    day, docs = build_day(), root / "docs"
    if missing := missing_files(root):
        raise DataError(missing)
    atlas, history, templates = _read(root, day, cache)
    found: list[Problem] = [*conflict_marks(root)]
    build = Build(day, root, addresses=site_addresses(root / "data", docs, atlas.exams))
    guides = load_guides(docs, build, found)
    posts = load_articles(docs, build, found)
    front_matter.check_pages(docs, found, root, but=(GUIDES, POSTS))
    found += link_problems(docs, build.addresses or (), root)
    saved = None if cache.on else SavedResults(root / RESULTS_CACHE, basis(root, day, settings, history))
    site = assemble_site(atlas, settings, history, guides, posts, titles(docs), cache, templates, saved)
    authored = site.authored
    rendered_content: dict[str, tuple[str, ...]] = {}
    modified = {path: history.modified(path) for path in history.files}
    styles = style_sheet.join(root, found)
    found += components.problems(docs, authored.components, authored.guides, root, rendered_content)
    if found:
        raise DataError(found)
    for address, frame in authored.frames.items():
        rendered_content[address] = (*rendered_content.get(address, ()), *astuple(frame))
    return replace(
        site,
        authored=replace(authored, rendered_content=rendered_content, modified=modified),
        style_sheet=styles,
    )


def basis(root: Path, day: date, settings: Settings, history: History) -> str:
    """A digest of all that pages and files rest on beside the code: what stands under data/ and docs/, the templates, the day,
    the settings, and what git knows."""
    digest = hashlib.sha256(repr((day, settings, history.version)).encode())
    for folder in (root / "data", root / "docs", TEMPLATES):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _read(root: Path, day: date, cache: BuildCache) -> tuple[Atlas, History, Environment]:
    """The data, the templates, and meanwhile what git knows of the data."""
    with history_begun(root, in_processes=not cache.on) as history:  # a live server has threads, and must not fork
        if cache.on:
            atlas = load_atlas(root / "data", day, root=root, cache=cache)
        else:
            with SavedCache(root / DATA_CACHE) as saved:
                atlas = load_atlas(root / "data", day, root=root, cache=saved)
        templates = cache.get_or_build("templates", (), lambda: environment(CompiledTemplates(root / TEMPLATE_CACHE)))
        compile_templates(templates)
        return atlas, history(), templates


def finish(root: Path, folder: Path, settings: Settings, build: PreviewBuild) -> None:
    """Finish the site that was written. While serving, the search is that of the start, so that an edit shows at once."""
    if not _state["serving"]:
        pipeline.finish(folder, settings.base_path)
        return
    if not _index:
        _index.extend(pipeline.index(folder))
    if not (folder / "search" / "index.json").exists():
        search_index.write(folder, _index)
    _last[root] = build
