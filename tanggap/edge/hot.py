"""Hot bytes: pages and photo copies that Django allowed to be kept, in memory, for everybody alike.

A page says how long it may be kept (X-Edge-Seconds) and which case it tells of (X-Edge-Case); an
event of that case ends it at once. However many ask at the same moment, Django is asked once.
"""

import asyncio
import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tanggap.edge.answers import Answer

Key = tuple[bytes, bytes, str, bool]

_VARIES = frozenset({b"accept-encoding", b"accept-language", b"hx-request"})
_DROPS_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 512  # bytes of an address; nobody fills our memory with long ones
_PRIVATE_REMEMBERED = 20_000
_TURNS = 3


@dataclass(slots=True)
class _Entry:
    answer: Answer
    started: int  # the tick when its rendering began
    until: float
    size: int


class Hot:
    """The kept answers, at most `limit` bytes of them; the one not asked for the longest goes first.

    Everything happens on the event loop, but drop() may be called from any thread.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Key, _Entry] = OrderedDict()
        self._flights: dict[Key, asyncio.Future[_Entry | None]] = {}
        self._private: OrderedDict[Key, None] = OrderedDict()  # known not to be for everybody
        self._ticks = itertools.count(1)
        self._floor = 0
        self._dropped: dict[int, int] = {}
        self._lock = threading.Lock()

    def find(self, key: Key) -> Answer | None:
        """What is kept under this key and still true."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.until < time.monotonic() or not self._fresh(entry.answer.case_id, entry.started):
            self._forget(key)
            return None
        self._entries.move_to_end(key)
        return entry.answer

    async def fetch(self, key: Key, render: Callable[[], Awaitable[Answer]]) -> Answer:
        """The kept answer, or one that is being made just now for somebody else, or a new one."""
        for _ in range(_TURNS):
            if found := self.find(key):
                return found
            if key in self._private:  # nobody waits for what is hardly ever for everybody
                break
            flight = self._flights.get(key)
            if flight is None:
                return await self._fly(key, render)
            entry = await asyncio.shield(flight)
            # An event during the rendering: who asked after it must not get the page from before it.
            if entry is not None and self._fresh(entry.answer.case_id, entry.started):
                return entry.answer
        return await self._alone(key, render)

    async def _alone(self, key: Key, render: Callable[[], Awaitable[Answer]]) -> Answer:
        started = next(self._ticks)
        answer = await render()
        self._consider(key, answer, started)
        return answer

    async def _fly(self, key: Key, render: Callable[[], Awaitable[Answer]]) -> Answer:
        flight: asyncio.Future[_Entry | None] = asyncio.get_running_loop().create_future()
        self._flights[key] = flight
        started, entry = next(self._ticks), None
        try:
            answer = await render()
            entry = self._consider(key, answer, started)
            return answer
        finally:
            del self._flights[key]
            flight.set_result(entry)

    def _consider(self, key: Key, answer: Answer, started: int) -> _Entry | None:
        if not _may_be_kept(answer):
            if answer.status < 500:
                self._remember_private(key)
            return None
        self._private.pop(key, None)
        entry = _Entry(answer, started, time.monotonic() + answer.seconds, _weight(key, answer))
        self._keep(key, entry)
        return entry

    def _keep(self, key: Key, entry: _Entry) -> None:
        if entry.size > self.limit // 8 or not self._fresh(entry.answer.case_id, entry.started):
            return
        self._forget(key)
        self._entries[key] = entry
        self.size += entry.size
        while self.size > self.limit:
            self._forget(next(iter(self._entries)))

    def _forget(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size

    def _remember_private(self, key: Key) -> None:
        if len(key[0]) + len(key[1]) > _LONGEST_REMEMBERED:
            return
        self._private[key] = None
        if len(self._private) > _PRIVATE_REMEMBERED:
            self._private.popitem(last=False)

    def _fresh(self, case_id: int | None, started: int) -> bool:
        dropped = self._dropped.get(case_id, 0) if case_id is not None else 0
        return started > max(dropped, self._floor)

    def drop(self, case_id: int | None) -> None:
        """From now on nothing rendered before now is shown of this case; None: of any case.

        May be called from any thread, and takes effect before it returns.
        """
        with self._lock:
            if case_id is None or len(self._dropped) >= _DROPS_REMEMBERED:
                self._floor = next(self._ticks)
                self._dropped = {}
            else:
                self._dropped[case_id] = next(self._ticks)


def _may_be_kept(answer: Answer) -> bool:
    if answer.seconds <= 0 or answer.status != 200 or answer.stream is not None:
        return False
    names = {name for name, _ in answer.headers}
    varies = {one.strip().lower() for one in answer.find(b"vary").split(b",") if one.strip()}
    return b"set-cookie" not in names and varies <= _VARIES


def _weight(key: Key, answer: Answer) -> int:
    frame = sum(len(name) + len(value) + 150 for name, value in answer.headers)
    return len(answer.body) + len(answer.packed or b"") + len(key[0]) + len(key[1]) + 3 * frame + 1000
