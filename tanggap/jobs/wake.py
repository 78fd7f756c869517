"""An in-process bell: who waits for work hears of a commit at once instead of at the next look.

Only a hint: every listener also looks by itself, so a bell that nobody rang (another process, a
crash between commit and ring) costs a moment, never the work.
"""

import threading
from collections.abc import Callable
from functools import partial

from django.db import transaction

Heard = Callable[[int], None]

_bells: "list[threading.Event]" = []
_heard: list[Heard] = []
_lock = threading.Lock()


class Bell:
    """One listener. wait() returns True when it was rung since the last wait, False after the time."""

    def __init__(self) -> None:
        self._event = threading.Event()
        with _lock:
            _bells.append(self._event)

    def wait(self, seconds: float) -> bool:
        """Sleeps until rung, at most so many seconds."""
        rung = self._event.wait(seconds)
        self._event.clear()
        return rung

    def close(self) -> None:
        """Nobody listens here any more."""
        with _lock:
            if self._event in _bells:
                _bells.remove(self._event)


def hear(function: Heard) -> Callable[[], None]:
    """Calls function(case_id) in the committing thread, after the commit and before that goes on.

    It must be quick and must not fail. Returns a function that ends it.
    """
    with _lock:
        _heard.append(function)
    return partial(_unhear, function)


def _unhear(function: Heard) -> None:
    with _lock:
        if function in _heard:
            _heard.remove(function)


def ring(case_id: int | None = None) -> None:
    """Wakes everybody now. case_id: the case that changed, if it is about one."""
    with _lock:
        bells, heard = list(_bells), list(_heard)
    if case_id is not None:
        for function in heard:
            function(case_id)
    for bell in bells:
        bell.set()


def wake_after_commit(case_id: int | None = None) -> None:
    """Rings when the transaction around it has committed; at once outside of one.

    case_id: the case that changed; what is cached of it is dropped before the caller goes on.
    """
    transaction.on_commit(partial(ring, case_id), robust=True)
