"""The site served to somebody who edits it. Each save is built; a mistake stands on top of the last good pages."""

from __future__ import annotations

import errno
import logging
import re
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

import mkdocs_engine
from atlas.build.error_messages import explain
from atlas.system.errors import UserError

WATCHED = ("docs", "data", "hooks")
_STYLE = (
    "position:relative;z-index:5;margin:0;padding:12px 18px;border:2px solid #8a3b00;background:#fff4e8;color:#1d1d1d;"
    "font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere"
)
_BANNER = Markup(
    '<div class="problems" role="alert" style="{}"><p><strong>{}</strong> {} Mend the file and save it.</p><ul>{}</ul></div>'
)
_START = re.compile(rb"<main\b[^>]*>|<body\b[^>]*>(?!.*<main\b)", re.DOTALL)
_NOT_YET = b'<!doctype html><html lang="en"><title>Not built yet</title><body></body></html>'


def serve(root: Path, host: str, port: int, *, debug: bool = False) -> None:
    """Serve the site of `root` until the process is asked to end. With `debug`, errors come with their traceback.

    Raises UserError when the port cannot be used, and as `mkdocs_engine.messages` does for a configuration that cannot
    be read at the start.
    """
    with mkdocs_engine.temporary_folder() as folder:
        site = str(folder / "site")
        with mkdocs_engine.messages(root):
            config = mkdocs_engine.load(root, site_dir=site)
            config.plugins.on_startup(command="serve", dirty=True)
        server = Preview(root, site, host, port, urlsplit(config.site_url or "/").path, debug=debug)
        try:
            server.bind()
            server.rebuild()
            for name in WATCHED:
                server.watch(str(root / name))
            server.watch_file(root / mkdocs_engine.CONFIGURATION)
            config.plugins.on_serve(server, config=config, builder=server.rebuild)
            server.run()
        finally:
            server.shutdown()
            config.plugins.on_shutdown()


class Preview(LiveReloadServer):
    """MkDocs' server, which would hang at the first page after an exception in a build. Here a build never raises."""

    def __init__(self, project: Path, site: str, host: str, port: int, mount: str, *, debug: bool) -> None:
        super().__init__(builder=self.rebuild, host=host, port=port, root=site, mount_path=mount)
        self.project, self.debug = project, debug
        self.problems: list[str] = []
        self.is_built = False  # whether there is a good page yet
        self.error_handler = self._error_page
        logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)  # builds are told here; addresses are not

    def bind(self) -> None:
        """Take the port. Raises UserError."""
        try:
            self.server_bind()
            self.server_activate()
        except OSError as error:
            host, port = self.server_address[:2]
            taken = error.errno == errno.EADDRINUSE
            why = (
                "is taken by another program, perhaps by another `make serve`" if taken else f"cannot be used ({error})"
            )
            raise UserError(f"Port {port} {why}. Name another: make serve PORT={free_port(str(host), port)}") from error

    def watch_file(self, path: Path) -> None:
        """Follow one file, also when it is removed and put there anew: its folder is watched."""

        def edited(event: FileSystemEvent) -> None:
            if str(path) in (event.src_path, event.dest_path):
                with self._rebuild_cond:
                    self._want_rebuild = True
                    self._rebuild_cond.notify_all()

        handler = FileSystemEventHandler()
        handler.on_any_event = edited  # type: ignore[method-assign]
        self.observer.schedule(handler, str(path.parent))

    def run(self) -> None:
        self.observer.start()
        self.serve_thread.start()
        print(f"The site is at {self.url} and follows what you save. Ctrl+C ends it.", flush=True)
        self._build_loop()  # type: ignore[no-untyped-call]

    def rebuild(self) -> None:
        """Build what was edited, or keep what is wrong for the top of every page."""
        start = time.monotonic()
        try:
            with mkdocs_engine.messages(self.project) as said:
                config = mkdocs_engine.load(self.project, site_dir=self.root, site_url=self.url)
                mkdocs_build(config, serve_url=self.url, dirty=True)
        except (Exception, SystemExit) as error:
            self.problems = self._told(error)
            return
        self.problems, self.is_built = [], True
        print(*said.lines, f"Built in {time.monotonic() - start:.1f} s.", sep="\n", flush=True)

    def _told(self, error: BaseException) -> list[str]:
        if self.debug:
            traceback.print_exception(error)
        lines = explain(error, self.project)
        print(*lines, "The last good pages stay until this is mended.", sep="\n", file=sys.stderr, flush=True)
        return lines

    def _serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes] | None:
        if self.is_built or environ["PATH_INFO"].startswith("/livereload/"):
            try:
                return super()._serve_request(environ, start_response)
            except ValueError:  # an address with a character that no file name has
                return None
        page = self._inject_js_into_html(_NOT_YET, self._visible_epoch)
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))])
        return [page]

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page = with_banner(content, self.problems, self.is_built)
        return bytes(super()._inject_js_into_html(page, epoch))  # type: ignore[no-untyped-call]

    def _error_page(self, code: int) -> bytes | None:
        path = Path(self.root, f"{code}.html")
        return with_banner(path.read_bytes(), self.problems, self.is_built) if path.is_file() else None

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if error and not isinstance(error, ConnectionError):  # a browser that went on to another page
            print(*explain(error, self.project), sep="\n", file=sys.stderr, flush=True)


def with_banner(page: bytes, problems: list[str], is_built: bool = True) -> bytes:
    """A page with the problems on top of it."""
    if not problems:
        return page
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}."
    pages = "You see the last good pages." if is_built else "There are no pages yet."
    items = Markup("").join(Markup("<li><code>{}</code></li>").format(problem) for problem in problems)
    banner = _BANNER.format(_STYLE, count, pages, items).encode()
    start = _START.search(page)
    return page[: start.end()] + banner + page[start.end() :] if start else banner + page


def free_port(host: str, port: int) -> int:
    """The next port above `port` that nobody uses; 8001 when none of the next 20 is free."""
    for candidate in range(port + 1, min(port + 21, 65536)):
        with socket.socket() as probe:
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return 8001
