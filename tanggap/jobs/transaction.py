"""How a change is written: one transaction, and on SQLite one writer at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tanggap.jobs.durable import flushed

_turn = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """A change and its event commit together, or neither does; when this returns it is on the disk.

    SQLite lets one connection write; waiting for it by polling made p99 130 to 900 ms, so the
    threads of a process queue here instead. Nothing slow (network, mail, photos) goes inside.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with _turn, transaction.atomic():
            yield
        flushed()
    else:
        with transaction.atomic():
            yield
