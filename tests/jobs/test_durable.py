"""One flush for many commits, and none acknowledged before its own."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tanggap.jobs.durable import Flusher


def test_nobody_returns_before_a_flush_that_began_after_they_asked() -> None:
    written: list[int] = []
    durable: set[int] = set()

    def flush() -> None:
        before = list(written)
        time.sleep(0.002)
        durable.update(before)

    flusher = Flusher(flush)

    def commit(number: int) -> bool:
        written.append(number)
        flusher.wait()
        return number in durable

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(commit, range(400)))


def test_many_who_wait_share_a_flush() -> None:
    flushes: list[float] = []
    gate = threading.Event()

    def flush() -> None:
        flushes.append(time.monotonic())
        gate.wait(5)

    flusher = Flusher(flush)
    waiting = [threading.Thread(target=flusher.wait) for _ in range(12)]
    for thread in waiting:
        thread.start()
    until = time.monotonic() + 5
    while flusher._asked < 12 and time.monotonic() < until:
        time.sleep(0.001)
    gate.set()
    for thread in waiting:
        thread.join(5)
    assert len(flushes) == 2  # the first, and one for all who came meanwhile


def test_a_flush_that_fails_is_not_taken_for_one_that_worked() -> None:
    tries = iter([OSError("disk"), None])

    def flush() -> None:
        problem = next(tries)
        if problem is not None:
            raise problem

    flusher = Flusher(flush)
    with pytest.raises(OSError, match="disk"):
        flusher.wait()
    flusher.wait()
    assert next(tries, "all used") == "all used"
