"""What was made before, so that an edit in the live server makes anew only what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


class BuildCache:
    """Remembers what was made, and from what. Switched off (as in every full build) it remembers nothing."""

    def __init__(self, *, on: bool = False) -> None:
        self.on = on
        self._made: dict[object, tuple[tuple[Any, ...], Any]] = {}

    def get_or_build(self, key: object, ground: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """What `make` gives; the one of the last time when everything in `ground` is as it was then."""
        if not self.on:
            return make()
        if key in self._made:
            before, made = self._made[key]
            if len(before) == len(ground) and all(a is b or a == b for a, b in zip(before, ground, strict=True)):
                found: Made = made
                return found
        fresh = make()
        self._made[key] = (ground, fresh)
        return fresh


NO_CACHE = BuildCache()
