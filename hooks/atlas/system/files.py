"""Files and folders that are replaced whole or not at all. What is new gets the permissions that the umask leaves."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from atlas.system import clock


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` as `writing` does."""
    with writing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def writing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file to be written in the block, so that a reader, or a power cut, finds the old one or the new one and nothing between.

    A file that is there keeps its permissions. `durable` waits until the disk has it: without, a power cut may leave half a
    file. Raises OSError, which names a file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}-{os.getpid()}-new")
    with _named(path):
        try:
            with new.open("xb") as file:
                yield file
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            if path.exists():
                new.chmod(path.stat().st_mode & 0o777)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder`, which takes its place when the block ends; when it raises, all is as it was.

    Only one process at a time replaces a folder: a second one says whom it waits for. What a process left that was
    killed is removed. Raises OSError, which names a file.
    """
    new, old = (folder.with_name(f".{folder.name}-{word}") for word in ("new", "old"))
    with _named(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            if old.exists() and not folder.exists():
                old.rename(folder)  # it was killed between the two steps of taking the place
            _remove_left(folder)
            try:
                new.mkdir()
                yield new
                _take_place(new, folder, old)
            finally:
                shutil.rmtree(new, ignore_errors=True)
                shutil.rmtree(old, ignore_errors=True)


def _take_place(new: Path, folder: Path, old: Path) -> None:
    try:
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise


def _remove_left(folder: Path) -> None:
    """Remove the folders `.name-*` of earlier processes. `.name-more-new` belongs to a folder `name-more`."""
    start = f".{folder.name}-"
    for left in folder.parent.glob(f"{start}*"):
        if left.is_dir() and "-" not in left.name.removeprefix(start):
            shutil.rmtree(left)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Give an OSError the name of `path` where it names none (a full disk) or one that only this module uses."""
    try:
        yield
    except OSError as error:
        name = Path(error.filename).name if error.filename else ""
        if error.errno and (not name or name.startswith(f".{path.name}-")):
            error.filename = str(path)
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock beside `folder`; wait while another process holds it. A process that was killed holds nothing."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    path = folder.with_name(f".{folder.name}-lock")
    while True:
        with path.open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                who = file.read().strip() or "another process"
                print(f"{folder.name}/ is being written by {who}. Waiting for it to end.", file=sys.stderr, flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
            if not _is_open_at(file.fileno(), path):
                continue  # its holder removed it at its end
            try:
                file.truncate(0)
                file.write(f"process {os.getpid()}, which began at {clock.now().astimezone():%H:%M:%S}\n")
                file.flush()
                yield
            finally:
                path.unlink(missing_ok=True)
            return


def _is_open_at(number: int, path: Path) -> bool:
    """Whether the open file is the one that has this name."""
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except FileNotFoundError:
        return False
