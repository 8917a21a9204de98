"""What was built before, so that an edit builds anew only what it changes: in the live server, and in the next build."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from atlas.system import remembered, workers

Result = TypeVar("Result")
Saved = tuple[bytes, bytes]  # a digest of what it was built from, and the result


class BuildCache:
    """Remembers what was built, and from what. Switched off (as in every full build) it remembers nothing."""

    def __init__(self, *, on: bool = False) -> None:
        self.on = on
        self._results: dict[object, tuple[tuple[Any, ...], Any]] = {}

    def get_or_build(self, key: object, inputs: tuple[Any, ...], build: Callable[[], Result]) -> Result:
        """What `build` gives; the result of the last time when everything in `inputs` is as it was then."""
        if not self.on:
            return build()
        if key in self._results:
            before, result = self._results[key]
            if len(before) == len(inputs) and all(a is b or a == b for a, b in zip(before, inputs, strict=True)):
                found: Result = result
                return found
        fresh = build()
        self._results[key] = (inputs, fresh)
        return fresh


NO_CACHE = BuildCache()


class SavedCache(BuildCache):
    """Remembers in a file, from one build to the next. What cannot be pickled is built each time.

    Use it in a `with`: at its end the file holds what was asked for and nothing older.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(on=True)
        self._path = path
        self._before: dict[str, Saved] = {}
        self._now: dict[str, Saved] = {}

    def __enter__(self) -> SavedCache:
        body = remembered.load(self._path)
        self._before = pickle.loads(body) if body else {}  # noqa: S301 - written by `__exit__` of this same code
        return self

    def __exit__(self, *_: object) -> None:
        if self._now != self._before:
            body = pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL)
            remembered.save(self._path, lambda write: write(body))
        self._before, self._now = {}, {}

    def get_or_build(self, key: object, inputs: tuple[Any, ...], build: Callable[[], Result]) -> Result:
        """As in a `BuildCache`. The result of an earlier build is a copy, which shares nothing with others."""
        name, digest = str(key), hashlib.sha256(pickle.dumps(inputs)).digest()
        saved = self._before.get(name)
        if saved and saved[0] == digest:
            with contextlib.suppress(Exception):  # a class that can be written but not read again
                found: Result = pickle.loads(saved[1])  # noqa: S301
                self._now[name] = saved
                return found
        fresh = build()
        with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):
            self._now[name] = (digest, pickle.dumps(fresh, pickle.HIGHEST_PROTOCOL))
        return fresh


class SavedResults:
    """What the tasks of a build gave, each in a file of its own, for the next build that rests on the same."""

    def __init__(self, folder: Path, basis: str) -> None:
        """`basis` is a digest of all that the tasks rest on beside the code: what was saved with another one is not taken."""
        self._folder, self._basis = folder, basis.encode()

    def each(self, tasks: Mapping[str, Callable[[], Result]]) -> list[Result]:
        """What each task gives, in their order. What was not saved is done side by side, and saved."""
        results: dict[str, tuple[Result] | None] = {name: self._load(name) for name in tasks}
        missing = [name for name, result in results.items() if result is None]
        fresh = workers.each([partial(self._run, name, tasks[name]) for name in missing])
        for name, result in zip(missing, fresh, strict=True):
            results[name] = result or self._load(name) or (tasks[name](),)
        for path in self._folder.glob("[!.]*"):
            if path.name not in tasks:
                path.unlink()
        return [result[0] for result in results.values() if result is not None]

    def _load(self, name: str) -> tuple[Any] | None:
        saved, length = remembered.load(self._folder / name) or memoryview(b""), len(self._basis)
        if saved[:length] != self._basis:
            return None
        return (pickle.loads(saved[length:]),)  # noqa: S301 - written by `_run` of this same code

    def _run(self, name: str, task: Callable[[], Result]) -> tuple[Result] | None:
        """None when the result was saved: it need not travel between processes, which takes its memory twice."""
        result = task()

        def put(write: remembered.Write) -> None:
            write(self._basis)
            pickle.Pickler(_Pieces(write), pickle.HIGHEST_PROTOCOL).dump(result)

        return None if remembered.save(self._folder / name, put) else (result,)


@dataclass(frozen=True)
class _Pieces:
    """What a pickler takes for a file."""

    write: remembered.Write
