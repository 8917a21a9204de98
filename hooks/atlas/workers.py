"""Work shared among the cores of the machine, where a build has much of it."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Done = TypeVar("Done")
_tasks: Sequence[Callable[[], Any]] = ()  # what the processes were started for; they inherit it


def each(tasks: Sequence[Callable[[], Done]]) -> Iterator[Done]:
    """What each task gives, in the order of the tasks; they run side by side where the system can fork.

    A task may use all that exists when this is called; only its result travels, so results are best small. A task that
    fails is done again here, so that what it raises names its place.
    """
    global _tasks  # noqa: PLW0603 - a process that is forked inherits it, whatever it holds
    cores = min(_cores(), len(tasks))
    if cores < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from one_by_one(tasks)
        return
    _tasks = tasks
    gc.freeze()  # so that collecting in one process does not touch, and thereby copy, what all share
    try:
        with multiprocessing.get_context("fork").Pool(cores) as pool:
            for task, done in zip(tasks, pool.imap(_run, range(len(tasks))), strict=True):
                yield done[0] if done else task()
    finally:
        gc.unfreeze()
        _tasks = ()


def batches(things: Sequence[Done], size: int) -> list[Sequence[Done]]:
    """The things in their order, `size` at a time: one task for each is less to carry about."""
    return [things[start : start + size] for start in range(0, len(things), size)]


def one_by_one(tasks: Sequence[Callable[[], Done]]) -> Iterator[Done]:
    """As `each`, in this process: for a program that has threads, which must not fork."""
    return (task() for task in tasks)


def _run(number: int) -> tuple[Any] | None:
    try:
        return (_tasks[number](),)
    except Exception:
        return None  # `each` does it again, where its place can be seen


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
