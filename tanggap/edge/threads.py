"""The threads that Django runs in: a fixed number, with a bounded queue before them.

Daemon threads, unlike those of concurrent.futures: one that hangs in a query holds up nobody's exit.
"""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Busy(Exception):
    """So much is waiting already that another request would only wait in vain."""


class Threads:
    """`count` threads; more than `waiting` jobs in the queue are refused with Busy."""

    def __init__(self, count: int, *, waiting: int = 1000) -> None:
        self._queue: SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any]]] = SimpleQueue()
        self._waiting = waiting
        for number in range(count):
            threading.Thread(target=self._work, name=f"django-{number}", daemon=True).start()

    def run(self, function: "Callable[[], T]") -> "asyncio.Future[T]":
        """Runs the function in one of the threads; call it on the event loop, and await the answer."""
        if self._queue.qsize() >= self._waiting:
            raise Busy
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put((function, future))
        return future

    def _work(self) -> None:
        while True:
            function, future = self._queue.get()
            if future.cancelled():
                continue
            result, problem = None, None
            try:
                result = function()
            except BaseException as raised:  # whatever it is belongs to the one who awaits it
                problem = raised
            try:
                future.get_loop().call_soon_threadsafe(_settle, future, result, problem)
            except RuntimeError:  # the loop has ended: nobody waits for it any more
                return


def _settle(future: "asyncio.Future[Any]", result: Any, problem: BaseException | None) -> None:
    if future.cancelled():
        return
    if problem is None:
        future.set_result(result)
    else:
        future.set_exception(problem)
