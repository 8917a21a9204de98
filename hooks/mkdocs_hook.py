"""The adapter between the Atlas and MkDocs: it hands pages over and decides nothing.

To change the engine, write another file like this one. Everything it needs stands in `atlas.build.assemble.Site`.
"""

from __future__ import annotations

import logging
import sys
from functools import partial
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

sys.path.insert(0, str(Path(__file__).resolve().parent))

from atlas.build import preview
from atlas.data.addresses import address_of
from atlas.data.articles import POSTS
from atlas.domain.problems import DataError
from atlas.outputs import style_sheet
from atlas.rendering import toc
from atlas.rendering.artifacts import Page as AtlasPage
from atlas.rendering.artifacts import Settings, SiteFile, headings

_preview_build: preview.PreviewBuild


def on_startup(*, command: str, dirty: bool) -> None:
    preview.serving(command == "serve")
    # The engine warns of pages that an edit leaves as they were. Which those are, build/preview.py knows exactly.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the shell (theme/main.html) under which names this version of Material has its style sheets."""
    sheets = Path(
        next(d for d in config.theme.dirs if (Path(d) / "assets" / "stylesheets").is_dir()), "assets/stylesheets"
    )
    found = [*sheets.glob("main.*.min.css"), *sheets.glob("palette.*.min.css")]
    config.extra["theme_css"] = [f"assets/stylesheets/{path.name}" for path in found]
    return config


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Everything is rendered here, before MkDocs clears the site folder: a problem leaves the last site as it was."""
    global _preview_build  # noqa: PLW0603 - MkDocs asks for the pages one by one, later
    root = Path(config.config_file_path).parent
    try:
        _preview_build = preview.build_preview(root, _settings(config))
    except DataError as error:
        raise Abort(str(error)) from error
    config.extra["copies_read"] = _preview_build.site.copies_read


def _settings(config: MkDocsConfig) -> Settings:
    return Settings.of(config.site_url, config.repo_url, config.extra)


class GeneratedFile(File):
    """A page or file of the Atlas: written when its turn comes and, by the live server, when it has changed."""

    output: SiteFile | None = None
    same = False

    def copy_file(self, dirty: bool = False) -> None:
        if self.output and not (dirty and self.same):
            path = Path(self.abs_dest_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.output.content)

    def is_modified(self) -> bool:
        return not self.same


def _file(config: MkDocsConfig, path: str, address: str, output: SiteFile | None = None) -> File:
    file = cast(GeneratedFile, GeneratedFile.generated(config, path, content=b""))
    file.output, file.same = output, address in _preview_build.same
    return file


def _move(file: File, address: str) -> None:
    """Let the page of a file stand at another address than its path gives."""
    file.dest_uri, file.url = f"{address}index.html", address
    file.abs_dest_path = str(Path(file.dest_dir) / file.dest_uri)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    for file in files.documentation_pages():
        if file.src_uri.startswith(f"{POSTS}/"):
            _move(file, address_of(Path(file.src_uri)))
        if file.abs_src_path:
            same = file.url.removeprefix("./") in _preview_build.same
            file.is_modified = partial(bool, not same)  # type: ignore[method-assign]
    for page in _preview_build.site.pages:
        files.append(_file(config, page.address + "index.md", page.address))
    for output in _preview_build.site.files:
        if not output.address.endswith(".md"):  # MkDocs would take it for a page
            files.append(_file(config, output.address, output.address, output))
    files.append(File.generated(config, style_sheet.ADDRESS, content=_preview_build.site.style_sheet))
    return files


def on_post_build(*, config: MkDocsConfig) -> None:
    for output in _preview_build.site.files:
        if output.address.endswith(".md") and output.address not in _preview_build.same:
            (Path(config.site_dir) / output.address).write_bytes(output.content)
    preview.finish(Path(config.config_file_path).parent, Path(config.site_dir), _settings(config), _preview_build)


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    if atlas_page := _page(page):
        page.meta.update(
            title=atlas_page.title, description=atlas_page.description, hide=["navigation"], head=atlas_page.head
        )
        page.edit_url = atlas_page.edit_url
        page.update_date = atlas_page.modified  # where it is empty the sitemap gives none, rather than today
    else:
        page.meta["head"] = _preview_build.site.authored.head(page.url.removeprefix("./"))
        days = _preview_build.site.authored.modified
        page.update_date = days.get(f"docs/{page.file.src_uri}", "")
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    if atlas_page := _page(page):
        page.toc = get_toc(toc.toc_tokens(atlas_page.headings))  # type: ignore[arg-type]
        return ""  # put in when its turn comes, so that not all pages are in memory at once
    html = _preview_build.site.authored.finish(html, page.url)
    page.toc = get_toc(toc.toc_tokens(headings(html)))  # type: ignore[arg-type]
    return html


def on_page_context(context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    if atlas_page := _page(page):
        page.content = atlas_page.html
    return context


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    page.content = ""
    return output


def _page(page: Page) -> AtlasPage | None:
    return _preview_build.site.by_address.get(page.url)
