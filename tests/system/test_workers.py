"""Work shared among processes comes back in order, and what fails says where."""

from __future__ import annotations

import os
from functools import partial

import pytest

from atlas.system import workers


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def fail() -> None:
    raise ValueError("the place of the mistake")


def test_results_come_in_the_order_of_the_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    done = list(workers.each([partial(square, number) for number in range(20)]))
    assert [value for value, _ in done] == [number * number for number in range(20)]
    assert os.getpid() not in {process for _, process in done}


def test_on_one_core_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    assert list(workers.each([partial(square, 3), partial(square, 4)])) == [(9, os.getpid()), (16, os.getpid())]


def test_what_a_task_raises_is_raised_here_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    with pytest.raises(ValueError, match="the place of the mistake") as raised:
        list(workers.each([fail, fail]))
    assert raised.traceback[-1].name == "fail"
