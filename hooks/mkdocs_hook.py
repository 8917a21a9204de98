"""The adapter between the Atlas and MkDocs: it hands pages over and decides nothing.

To change the engine, write another file like this one. Everything it needs stands in `atlas.site.Site`.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).resolve().parent))

from atlas import edits, live, toc
from atlas.problems import DataError
from atlas.site import Page as AtlasPage
from atlas.site import Settings, headings

log = logging.getLogger("mkdocs.atlas")
_made: live.Made


def on_startup(*, command: str, dirty: bool) -> None:
    live.serving(command == "serve")


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
    global _made  # noqa: PLW0603 - MkDocs asks for the pages one by one, later
    root = Path(config.config_file_path).parent
    settings = Settings(config.site_url or "", (config.repo_url or "").rstrip("/") + "/")
    try:
        _made = live.make(root, settings)
    except DataError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        raise Abort(f"{len(error.problems)} problem(s) in the data. Nothing was built.") from None
    for problem in _made.problems:
        log.error("%s", problem)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    for page in _made.site.pages:
        files.append(File.generated(config, page.address + "index.md", content=""))
    for output in _made.site.outputs:
        if not output.address.endswith(".md"):  # MkDocs would take it for a page
            files.append(File.generated(config, output.address, content=output.content))
    return files


def on_post_build(*, config: MkDocsConfig) -> None:
    for output in _made.site.outputs:
        if output.address.endswith(".md"):
            (Path(config.site_dir) / output.address).write_bytes(output.content)
    live.finish(Path(config.site_dir), _made)


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    if made := _page(page):
        page.meta.update(title=made.title, description=made.description, hide=["navigation"], head=made.head)
        page.edit_url = made.edit_url
        page.update_date = made.modified or page.update_date
    else:
        root = Path(config.config_file_path).parent
        page.update_date = edits.modified(root, f"docs/{page.file.src_uri}") or page.update_date
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    made = _page(page)
    html = made.html if made else _made.site.by_hand.finish(html, page.url)
    page.toc = get_toc(toc.toc_tokens(made.headings if made else headings(html)))  # type: ignore[arg-type]
    return live.banner(_made.problems) + html


def _page(page: Page) -> AtlasPage | None:
    return next((made for made in _made.site.pages if made.address == page.url), None)
