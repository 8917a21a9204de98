"""MkDocs, run from a program: what it says goes to the program, and what goes wrong is an exception in words."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from atlas.system.errors import UserError

CONFIGURATION = "mkdocs.yml"
_SETTING = re.compile(r"Config value '([^']*)': (.*)", re.DOTALL)


class SiteError(UserError):
    """MkDocs or one of its plugins refused. The words are theirs, a line for each problem."""


class Messages(logging.Handler):
    """Every warning and error of MkDocs and its plugins, once each."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.root = root
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage().strip()
        if setting := _SETTING.fullmatch(line):
            line = f"{CONFIGURATION}:{self._line_of(setting[1])}:1: `{setting[1]}`: {setting[2]}"
        if line not in self.lines:
            self.lines.append(line)

    def _line_of(self, setting: str) -> int:
        lines = (self.root / CONFIGURATION).read_text(encoding="utf-8", errors="replace").splitlines()
        return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{setting}:")), 1)


@contextmanager
def messages(root: Path) -> Iterator[Messages]:
    """What MkDocs says in the block. An exception that comes from it leaves the block with all that was said before.

    Raises SiteError, or what the hook or a template raised.
    """
    log, heard = logging.getLogger("mkdocs"), Messages(root)
    log.addHandler(heard)
    try:
        yield heard
    except MkDocsException as error:  # some of them are a SystemExit too
        cause = error.__cause__ or error.__context__
        if cause and (isinstance(cause, UserError) or hasattr(cause, "problem_mark")):
            raise cause from None
        raise SiteError("\n".join([*heard.lines, error.format_message()])) from error
    except Exception as error:
        for line in heard.lines:  # such as the page that was being built
            error.add_note(line)
        raise
    finally:
        log.removeHandler(heard)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for the temporary files of the block, whoever makes them: nothing is left when it is interrupted."""
    with tempfile.TemporaryDirectory(prefix="atlas-") as name:
        before, tempfile.tempdir = tempfile.tempdir, name
        try:
            yield Path(name)
        finally:
            tempfile.tempdir = before


def load(root: Path, **settings: Any) -> MkDocsConfig:
    """The configuration in `root`, with these settings in place of its own."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # of the theme, which is kept below that version on purpose
    return load_config(str(root / CONFIGURATION), **settings)


def build(root: Path, site: Path) -> None:
    """Build the site of `root` into the folder `site`. A warning is an error. Raises as `messages` does."""
    with temporary_folder(), messages(root):
        config = load(root, site_dir=str(site.absolute()), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
