"""What all scripts share: where the project is, `--debug`, and an end in words for whatever goes wrong.

A script imports this first: it is how `atlas` is found.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from atlas.build.error_messages import explain  # noqa: E402


class Stopped(KeyboardInterrupt):
    """The process was asked to end, by Ctrl-C or by another program."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def parser(description: str) -> argparse.ArgumentParser:
    """A parser with the options that every script has."""
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return arguments


def run(main: Callable[[], int]) -> NoReturn:
    """Run a script and exit with the code that `main` gives; with 1 and a message when it raises, whatever it raises.

    A request to end (Ctrl-C, SIGTERM, SIGHUP) is raised in `main` as Stopped, so that what it began is cleaned up, and
    exits with 128 and the number of the signal, as shells have it.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, _stop)
    sys.unraisablehook = _stop_later
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 128 + signal.SIGPIPE
    except Stopped as stopped:
        _say_stopped(stopped)
        code = 128 + stopped.number
    except Exception as error:
        tell(error)
        code = 1
    sys.exit(code)


def tell(error: BaseException) -> None:
    """Say on the error stream what went wrong; with --debug, where in the code too."""
    if "--debug" in sys.argv:
        traceback.print_exception(error)
    print("\n".join(explain(error, ROOT)), file=sys.stderr)


def _say_stopped(error: BaseException) -> None:
    start = "\n" if sys.stderr.isatty() else ""  # the terminal has shown ^C
    print(start + " ".join(["Stopped.", *getattr(error, "__notes__", ())]), file=sys.stderr)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped(number)


def _stop_later(lost: sys.UnraisableHookArgs) -> None:
    """Ask again, a moment later: Python drops what is raised in a place such as a callback of fork.

    Anything else that is dropped has no effect, and follows from what is told already.
    """
    if isinstance(lost.exc_value, Stopped):
        threading.Timer(0.05, os.kill, (os.getpid(), lost.exc_value.number)).start()
    elif "--debug" in sys.argv:
        sys.__unraisablehook__(lost)


def _before_run(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What a script says of an exception while it is still importing, such as a package that is not installed."""
    if issubclass(kind, KeyboardInterrupt):
        _say_stopped(error)
    else:
        tell(error)


if ROOT / "scripts" in Path(sys.argv[0]).resolve().parents:  # a script, and not a test that imports one
    sys.excepthook = _before_run
