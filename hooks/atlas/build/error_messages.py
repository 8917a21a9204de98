"""An exception in words, for the person who can mend its cause: file, line and column as far as they are known.

Only the standard library is used here, so that a package that is not installed can be told too.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from atlas.domain.problems import display_path
from atlas.system.errors import UserError

UNEXPECTED = "The program was not prepared for this. Run it again with --debug to see the traceback."
_EDITED = (".yml", ".md", ".html", ".csv", ".json")  # what people edit, and what a mistake may therefore stand in


def explain(error: BaseException, root: Path) -> list[str]:
    """What went wrong, one line for each problem, and then the notes of the exception. Paths are relative to `root`."""
    return [*_cause(error, root), *getattr(error, "__notes__", ())]


def _cause(error: BaseException, root: Path) -> list[str]:
    if isinstance(error, UserError):
        return str(error).splitlines()
    if place := _template_place(error, root):
        what = "an unknown name: " if type(error).__name__ == "UndefinedError" else ""
        return [f"{place}: template: {what}{_message(error)} (expected valid Jinja2, and names that the page is given)"]
    if mark := getattr(error, "problem_mark", None):  # an error of PyYAML
        name = display_path(Path(mark.name), root)
        return [f"{name}:{mark.line + 1}:{mark.column + 1}: not valid YAML: {getattr(error, 'problem', error)}"]
    file = _file_at_work(error, root)
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return [
            f"{file or 'a file'}:{line}: byte 0x{error.object[error.start]:02x} is not UTF-8 (expected text in UTF-8)"
        ]
    if isinstance(error, SyntaxError) and error.filename:
        return [f"{display_path(Path(error.filename), root)}:{error.lineno}:{error.offset}: {error.msg}"]
    for cause in (error.__cause__, *error.args[:1]):
        if isinstance(cause, OSError) and not isinstance(error, OSError):
            error = cause  # such as a full disk, met by a package that has a name of its own for it
    if isinstance(error, OSError):
        name = display_path(Path(str(error.filename)), root) if error.filename else file
        return [f"{name or 'input or output'}: {error.strerror or str(error) or type(error).__name__}"]
    if isinstance(error, ImportError):
        return [f"{error}. Run this with .venv/bin/python, which any make command sets up, such as `make check`."]
    what = f"{type(error).__name__}: {_message(error)}".removesuffix(": ")
    return [": ".join(filter(None, (file, f"{what} ({_code_place(error, root)})"))), UNEXPECTED]


def _message(error: BaseException) -> str:
    return " ".join(str(getattr(error, "message", None) or error).split())


def _template_place(error: BaseException, root: Path) -> str:
    """`path:line:1` of the template in which an exception was raised; "" when it was raised elsewhere."""
    if type(error).__module__.startswith("jinja2") and isinstance(line := getattr(error, "lineno", None), int):
        return f"{display_path(Path(getattr(error, 'filename', None) or 'a template'), root)}:{line}:1"
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(".html"):
            place = f"{display_path(Path(frame.f_code.co_filename), root)}:{line}:1"
    return place


def _file_at_work(error: BaseException, root: Path) -> str:
    """The file that was being read or rendered: the innermost variable on the way to the error that names one."""
    found = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        for value in frame.f_locals.values():
            found = _named_file(value, root) or found
    return found


def _named_file(value: Any, root: Path) -> str:
    """The file that a variable names, itself or as its `path`; "" when it names none that people edit."""
    if not isinstance(value, str | Path):
        value = getattr(value, "__dict__", {}).get("path")
    if not isinstance(value, str | Path) or not str(value).endswith(_EDITED) or "\n" in str(value):
        return ""
    return display_path(Path(value), root) if (root / value).is_file() else ""


def _code_place(error: BaseException, root: Path) -> str:
    """The line of this project's code in which the error arose, as far as there is one."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(root / "hooks")] or frames
    return f"{display_path(Path(own[-1].filename), root)}, line {own[-1].lineno}" if own else "no place known"
