"""The worker loop: every job in a thread of its own, so that a slow one holds up no other."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import close_old_connections, connections

from tanggap.core import clock
from tanggap.jobs.claims import delay
from tanggap.jobs.models import Heartbeat
from tanggap.jobs.transaction import writing
from tanggap.jobs.wake import Bell, ring

log = logging.getLogger(__name__)

_BEAT_SECONDS = 10.0
_LONGEST_REST = 60.0
_GATHER_SECONDS = 0.1  # after a ring: what comes together is done together, in one transaction


@dataclass(frozen=True, slots=True)
class Job:
    """Work that may be due. run: does some of it and says how much (0: nothing was due).

    every: seconds between two looks when nothing is due. A job that looks every two seconds or
    oftener also looks when the bell rings (tanggap.jobs.wake). pace: seconds to pause after a run that
    found something, for work that may fill all the time there is.
    """

    name: str
    run: Callable[[], int]
    every: float
    pace: float = 0.0

    @property
    def awake(self) -> bool:
        return self.every <= 2


def run_forever(jobs: Sequence[Job], stop: threading.Event) -> None:
    """Runs the jobs until `stop` is set, then waits a moment for what is in hand.

    Threads are daemons: one that hangs in the network holds up nobody's exit, and its rows come
    free when their lease ends.
    """
    threads = [
        threading.Thread(target=_keep_running, args=(job, stop), name=f"job-{job.name}", daemon=True)
        for job in jobs
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    ring()
    until = time.monotonic() + 2
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))


def _keep_running(job: Job, stop: threading.Event) -> None:
    bell, runner = Bell(), _Runner(job)
    try:
        while not stop.is_set():
            rest = runner.once()
            if runner.busy and job.pace:
                stop.wait(job.pace)
            began = time.monotonic()
            while rest > 0 and not stop.is_set():
                rung = bell.wait(rest)
                if rung and job.awake and not runner.failures:
                    stop.wait(_GATHER_SECONDS)
                    break
                rest -= time.monotonic() - began
                began = time.monotonic()
    finally:
        bell.close()
        connections.close_all()


class _Runner:
    """One job's memory: how often it failed in a row, when it last gave a sign of life."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.failures = 0
        self.problem = ""
        self.busy = False
        self._beat_at = -_BEAT_SECONDS
        self._beaten_failures = -1

    def once(self) -> float:
        """Runs it once; seconds to rest until the next look."""
        close_old_connections()
        self.busy = False
        try:
            done = self.job.run()
        except Exception as problem:  # the loop must go on whatever a job does
            self._failed(problem)
            rest = min(_LONGEST_REST, delay(self.failures))
        else:
            self.failures, self.problem = 0, ""
            self.busy = done > 0
            rest = 0.0 if self.busy else self.job.every
        self._beat()
        return rest

    def _failed(self, problem: Exception) -> None:
        self.failures += 1
        self.problem = type(problem).__name__
        # The type and the place, not the words: they may hold what a person wrote.
        last = problem.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "?"
        log.error("job %s failed (%d in a row): %s at %s", self.job.name, self.failures, self.problem, place)

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._beat_at < _BEAT_SECONDS and self.failures == self._beaten_failures:
            return
        self._beat_at, self._beaten_failures = now, self.failures
        at = clock.now()
        fields = {"at": at, "failures": self.failures, "problem": self.problem}
        if not self.failures:
            fields["ok_at"] = at
        try:
            with writing():
                Heartbeat.objects.update_or_create(job=self.job.name, defaults=fields)
        except Exception as problem:  # a database that is away must not end the loop
            log.warning("no heartbeat of %s: %s", self.job.name, type(problem).__name__)
