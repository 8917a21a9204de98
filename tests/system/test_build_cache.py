"""What was built before is taken again when what it rests on is equal, and only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atlas.system.build_cache import BuildCache


def counter() -> tuple[Callable[[], int], list[None]]:
    calls: list[None] = []

    def build() -> int:
        calls.append(None)
        return len(calls)

    return build, calls


def test_equal_content_read_anew_is_not_built_again() -> None:
    """A file that is read again gives equal bytes that are another object."""
    cache, (build, calls) = BuildCache(on=True), counter()
    content = b"name: Example State"
    for again in (content, bytes(bytearray(content)), bytes(bytearray(content))):
        assert cache.get_or_build("page", (again, 7), build) == 1
    assert len(calls) == 1


@pytest.mark.parametrize("inputs", [(b"other", 7), (b"text", 8), (b"text",), (b"text", 7, 7), ()])
def test_anything_else_is_built_again(inputs: tuple[object, ...]) -> None:
    cache, (build, calls) = BuildCache(on=True), counter()
    assert cache.get_or_build("page", (b"text", 7), build) == 1
    assert cache.get_or_build("page", inputs, build) == 2
    assert cache.get_or_build("page", inputs, build) == 2
    assert cache.get_or_build("page", (b"text", 7), build) == 3
    assert len(calls) == 3


def test_each_key_has_its_own_and_nothing_is_remembered_when_switched_off() -> None:
    cache, (build, _) = BuildCache(on=True), counter()
    assert [cache.get_or_build(key, (), build) for key in ("a", "b", "a", "b")] == [1, 2, 1, 2]
    off, (build, _) = BuildCache(), counter()
    assert [off.get_or_build("a", (), build) for _ in range(3)] == [1, 2, 3]
