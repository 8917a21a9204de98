"""All work for a page, in a process of its own, under one limit of time and one of memory.

A page is foreign input to large parsers, and a host may keep a request busy in a hundred ways. In a process of its own a
page can cost some minutes and some memory, never the run.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from atlas.maintenance.source_watch.check import Outcome, check_page
from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.fetch import Fetcher, host_of
from atlas.maintenance.source_watch.state import Baseline, Result

SECONDS = 300  # for one page, the pauses that its host asks for and all attempts among them
MEMORY = 3_000_000_000  # bytes
START_SECONDS = 120  # until the process has begun


@dataclass
class Worker:
    """Checks pages in another process; begins a new one when the last was stopped."""

    fetcher: Fetcher
    seconds: float = SECONDS
    memory: int = MEMORY
    _process: BaseProcess | None = field(default=None, init=False)
    _pipe: Any = field(default=None, init=False)

    def ready(self, url: str) -> float:
        """When the host of `url` may be asked again, by the clock of the fetcher."""
        return self.fetcher.ready(url)

    def check(self, page: Page, baseline: Baseline | None) -> Outcome:
        """What became of a page, as `check_page` says it; also when it takes too long or the process dies."""
        try:
            if self._process is None or not self._process.is_alive():
                self._start()
            self._pipe.send((replace(page, locations=[]), baseline, self.fetcher.hosts))
            outcome: Outcome
            outcome, self.fetcher.hosts = self._receive(self.seconds)
        except TimeoutError:
            return self._given_up(page, f"checking it took more than {self.seconds:g} seconds")
        except (EOFError, OSError):
            return self._given_up(page, "the process that checked it came to an end")
        return outcome

    def _receive(self, seconds: float) -> Any:
        if not self._pipe.poll(seconds):
            raise TimeoutError
        return self._pipe.recv()

    def _given_up(self, page: Page, reason: str) -> Outcome:
        """What the other process knew of the host is lost with it, but not that the host was just asked, in vain."""
        self.close()
        host, hosts, limits = host_of(page.url), self.fetcher.hosts, self.fetcher.limits
        hosts.ready[host] = self.fetcher.clock() + limits.delay
        hosts.failures[host] = hosts.failures.get(host, 0) + limits.attempts
        return Result("unreachable", reason), None

    def _start(self) -> None:
        self.close()
        context = multiprocessing.get_context("spawn")  # a fork would share locks and the terminal
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.fetcher, self.memory), daemon=True)
        self._process.start()
        theirs.close()
        self._receive(START_SECONDS)

    def close(self) -> None:
        """End the other process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None


def _work(pipe: Connection, fetcher: Fetcher, memory: int) -> None:
    """The other process: (page, baseline, hosts) in, (outcome, hosts) out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the first process ends this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(memory)
    pipe.send("ready")
    with suppress(EOFError, OSError):  # the other end is closed
        while True:
            page, baseline, fetcher.hosts = pipe.recv()
            pipe.send((check_page(page, baseline, fetcher), fetcher.hosts))


def _end_with_parent() -> None:
    """A first process that is killed cannot end this one."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _limit_memory(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
