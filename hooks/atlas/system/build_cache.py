"""What was built before, so that an edit in the live server builds anew only what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


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
