"""The worker loop: runs what is due, rests when nothing is, survives what fails."""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tanggap.jobs import wake
from tanggap.jobs.queries import pulses
from tanggap.jobs.worker import Job, run_forever

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def working(*jobs: Job) -> Iterator[None]:
    """Within this block the worker runs."""
    stop = threading.Event()
    worker = threading.Thread(target=run_forever, args=(jobs, stop))
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(5)
        assert not worker.is_alive()


def until(true: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def test_it_goes_on_at_once_while_there_is_work_and_then_rests() -> None:
    left, runs = [5], []

    def run() -> int:
        runs.append(time.monotonic())
        left[0] -= 1
        return max(0, left[0] + 1)

    began = time.monotonic()
    with working(Job("a", run, every=60)):
        until(lambda: left[0] < 0)
        time.sleep(0.3)
    assert len(runs) == 6
    assert runs[-1] - began < 2


def test_a_bell_wakes_a_job_that_looks_often() -> None:
    runs = {"often": 0, "rarely": 0}

    def count(name: str) -> Callable[[], int]:
        def run() -> int:
            runs[name] += 1
            return 0

        return run

    with working(Job("often", count("often"), every=1.9), Job("rarely", count("rarely"), every=60)):
        until(lambda: runs == {"often": 1, "rarely": 1})
        wake.ring()
        until(lambda: runs["often"] == 2, 1)
        assert runs["rarely"] == 1


def test_a_job_that_fails_holds_up_no_other_and_rests_longer(caplog: pytest.LogCaptureFixture) -> None:
    runs = {"bad": 0, "good": 0}

    def bad() -> int:
        runs["bad"] += 1
        raise ValueError("budi@example.org")

    def good() -> int:
        runs["good"] += 1
        return 0

    with caplog.at_level(logging.INFO), working(Job("bad", bad, every=0.01), Job("good", good, every=0.01)):
        until(lambda: runs["good"] > 20)
    assert runs["bad"] == 1
    assert "ValueError" in caplog.text
    assert "test_worker.py" in caplog.text
    assert "budi" not in caplog.text
    found = {pulse.job: pulse for pulse in pulses()}
    assert (found["bad"].failures, found["bad"].problem, found["bad"].ok_at) == (1, "ValueError", None)
    assert (found["good"].failures, found["good"].problem) == (0, "")
    assert found["good"].ok_at is not None


def test_a_slow_job_holds_up_neither_the_others_nor_the_end() -> None:
    runs, ended = [0], threading.Event()

    def slow() -> int:
        ended.wait(20)
        return 0

    def quick() -> int:
        runs[0] += 1
        return 0

    stop = threading.Event()
    jobs = (Job("slow", slow, every=1), Job("quick", quick, every=0.01))
    worker = threading.Thread(target=run_forever, args=(jobs, stop))
    worker.start()
    until(lambda: runs[0] > 20)
    began = time.monotonic()
    stop.set()
    worker.join(10)
    assert time.monotonic() - began < 4
    ended.set()
    until(lambda: not any(thread.name == "job-slow" for thread in threading.enumerate()))


def test_a_paced_job_pauses_between_runs_however_much_is_due() -> None:
    ran: list[float] = []
    stop = threading.Event()

    def run() -> int:
        ran.append(time.monotonic())
        if len(ran) == 4:
            stop.set()
        return 1

    run_forever([Job("paced", run, every=0.01, pace=0.1)], stop)
    gaps = [later - earlier for earlier, later in itertools.pairwise(ran)]
    assert len(gaps) == 3
    assert min(gaps) >= 0.09
