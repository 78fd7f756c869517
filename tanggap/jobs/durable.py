"""SQLite: what was acknowledged survives a power cut, at one flush for many commits.

With synchronous=FULL every commit waits alone for the disk, while all other writers wait for it
(measured: 1 to 5 ms each, so 200 to 600 reports a second at best). Here the commits themselves don't
wait (synchronous=NORMAL); each thread waits, after its commit and before it answers, for a flush of
the write-ahead log that began after that commit. One flush serves everybody who waits.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from django.db import connection


class Flusher:
    """Waiters and flushes. flush: makes everything written so far durable."""

    def __init__(self, flush: Callable[[], None]) -> None:
        self._flush = flush
        self._turn = threading.Condition()
        self._asked = 0
        self._done = 0
        self._busy = False

    def wait(self) -> None:
        """Returns after a flush that began after this call. Raises what a failed flush raised."""
        with self._turn:
            self._asked += 1
            mine = self._asked
            while self._done < mine:
                if self._busy:
                    self._turn.wait()
                else:
                    self._lead()

    def _lead(self) -> None:
        """Flushes for all who wait by now; the lock is let go meanwhile so that more can come."""
        self._busy, upto = True, self._asked
        self._turn.release()
        try:
            self._flush()
        finally:
            self._turn.acquire()
            self._busy = False
            self._turn.notify_all()
        self._done = max(self._done, upto)


def _flush_log() -> None:
    """fsync of the log by name: SQLite may replace the file when nobody has it open."""
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    try:
        handle = os.open(log, os.O_RDONLY)
    except FileNotFoundError:
        return  # checkpointed and closed: it is all in the database file, synced
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_flusher = Flusher(_flush_log)


def flushed() -> None:
    """Waits until everything this thread has committed is on the disk. For SQLite only."""
    _flusher.wait()
