"""Where events come from: one reader a process, in a thread of its own, never in a stream.

SQLite: ids are committed in order (one writer), so the reader follows them, woken by the bell of
tanggap.jobs.wake and otherwise five times a second. PostgreSQL: ids commit out of order, so
following them loses rows for ever; an INSERT trigger says NOTIFY instead, and the reader listens.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
from django.db import close_old_connections, connection, connections

from tanggap.cases.outbox import events_after, events_since, last_event_id
from tanggap.cases.queries import LiveEvent, live_cases
from tanggap.jobs.wake import Bell

log = logging.getLogger(__name__)

Heard = Callable[[list[LiveEvent] | None], None]

CHANNEL = "tanggap"
LOOK_SECONDS = 0.2
GATHER_SECONDS = 0.02  # events that come together are told together
CATCH_UP_SECONDS = 60.0  # transactions longer than this don't exist; overlaps are told twice, harmlessly
_REST = (0.2, 1.0, 5.0)
_DJANGOS_OWN = frozenset({"cursor_factory", "context", "prepare_threshold"})


def listen(heard: Heard, stop: threading.Event, ready: Callable[[], None] = lambda: None) -> None:
    """Tells heard(events) of everything committed from ready() on, until stop; None: some may be missing.

    Survives a database that goes away: when it is back, what came meanwhile is told.
    """
    Reader(heard, stop, ready).run()


class Reader:
    """What the one reader of a process remembers between two connections."""

    def __init__(self, heard: Heard, stop: threading.Event, ready: Callable[[], None]) -> None:
        self.heard, self.stop, self.ready = heard, stop, ready
        self.seen: int | None = None  # SQLite: the last event id that was told
        self.alive_at: float | None = None  # PostgreSQL: until then nothing was missed
        self.failures = 0

    def run(self) -> None:
        follow = self._ids if connection.vendor == "sqlite" else self._notices
        while not self.stop.is_set():
            try:
                close_old_connections()
                follow()
            except Exception as problem:  # the database went away; it will be back
                self.failures += 1
                log.warning("live events: %s, try %d", type(problem).__name__, self.failures)
                self.stop.wait(_REST[min(self.failures, len(_REST)) - 1])
        connections.close_all()

    def _ids(self) -> None:
        bell = Bell()
        try:
            if self.seen is None:
                self.seen = last_event_id()
                self.ready()
            while not self.stop.is_set():
                fresh = events_after(self.seen)
                if fresh:
                    self.heard(live_cases(fresh))
                    self.seen, self.failures = fresh[-1], 0
                    self.stop.wait(GATHER_SECONDS)
                else:
                    bell.wait(LOOK_SECONDS)
        finally:
            bell.close()

    def _notices(self) -> None:
        last_event_id()  # opens Django's own connection, so that the first notice need not wait for it
        with _listening() as line:
            if self.alive_at is None:
                self.ready()
            else:
                self._catch_up(time.monotonic() - self.alive_at + CATCH_UP_SECONDS)
            while not self.stop.is_set():
                self.alive_at = time.monotonic()
                ids = _gathered(line)
                if ids:
                    self.heard(live_cases(sorted(ids)))
                    self.failures = 0

    def _catch_up(self, seconds: float) -> None:
        ids = events_since(seconds)
        self.heard(None if ids is None else live_cases(ids))


@contextlib.contextmanager
def _listening() -> "Iterator[psycopg.Connection]":
    """A connection of its own: Django's are for queries, and may be closed between two of them."""
    words = connection.get_connection_params()
    wanted = {name: value for name, value in words.items() if name not in _DJANGOS_OWN}
    with psycopg.connect(**wanted, autocommit=True, keepalives_idle=10) as line:
        line.execute(f"LISTEN {CHANNEL}")
        yield line


def _gathered(line: psycopg.Connection) -> set[int]:
    """The event ids of one notice and of those right after it; empty when a while passed without any."""
    notices = list(line.notifies(timeout=0.5, stop_after=1))
    if notices:
        notices += line.notifies(timeout=GATHER_SECONDS)
    return {int(notice.payload.split(":")[0]) for notice in notices}
