"""Who is listening, and what each may hear. Lives on the event loop of one process; knows no database.

A follower is its bare connection: no task, no queue, no request object. What can't be sent at once
waits in the transport's buffer (some kB at most); a follower that does not read gets one "reload"
later instead of every message.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable

from tanggap.cases.queries import LiveEvent

PING_SECONDS = 25.0
STAFF_SECONDS = 900.0  # then a staff stream ends, and its return is checked anew
RETRY = b"retry: 2000\n\n"
PING = b": .\n\n"
RELOAD = b"event: reload\ndata: {}\n\n"

# After these a report may belong to another case, or not be public any more: come again, be checked anew.
PARTING = frozenset({"join", "split", "hide"})
BUFFER_BYTES = 16 * 1024
_SLICE = 500
_VERSIONS_REMEMBERED = 50_000


# Whose cases a staff stream hears of: "all", or those that these agencies hold.
Ears = frozenset[int] | str


class Follower(asyncio.Protocol):
    """One open stream. case_id: a public follower of that case; else staff, of `group`."""

    __slots__ = ("case_id", "group", "hub", "missed", "paused", "seq", "since", "transport")

    def __init__(self, hub: "Hub", *, case_id: int | None = None, group: Ears | None = None) -> None:
        self.hub, self.case_id, self.group = hub, case_id, group
        self.paused = self.missed = False
        self.since = 0.0
        self.seq = 0  # the newest event of its case that it knows
        self.transport: asyncio.Transport | None = None

    def tell(self, message: bytes) -> None:
        """Sends, or notes that it could not."""
        if self.paused:
            self.missed = True
        elif self.transport is not None:
            self.transport.write(message)

    def pause_writing(self) -> None:
        self.paused = True

    def resume_writing(self) -> None:
        self.paused = False
        if self.missed:
            self.missed = False
            self.tell(RELOAD)

    def connection_lost(self, exc: Exception | None) -> None:
        self.hub.leave(self)
        self.transport = None

    def close(self) -> None:
        """Ends the stream; the browser comes again by itself."""
        if self.transport is not None:
            self.transport.close()


class Group:
    """The staff streams of one agency. holders: the agencies whose cases they hear of; None: all."""

    __slots__ = ("followers", "holders")

    def __init__(self, holders: frozenset[int] | None) -> None:
        self.holders = holders
        self.followers: set[Follower] = set()


class Hub:
    """Everybody who listens in this process. before: told of each case before its followers are."""

    def __init__(self, before: Callable[[int | None], None] | None = None) -> None:
        self.everyone: set[Follower] = set()
        self._cases: dict[int, set[Follower]] = {}
        self._groups: dict[Ears, Group] = {}
        self._versions: OrderedDict[int, int] = OrderedDict()
        self._queue: asyncio.Queue[list[LiveEvent] | None] = asyncio.Queue()
        self._before = before
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begins to pass on and to ping; call it on the event loop."""
        self._tasks = [asyncio.ensure_future(self._pass_on()), asyncio.ensure_future(self._ping())]

    async def stop(self) -> None:
        """Says goodbye to everybody."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for follower in list(self.everyone):
            follower.close()

    # ---- coming and going ----

    def join_case(self, follower: Follower, transport: asyncio.Transport, seq: int, seen: int | None) -> None:
        """A public follower. seq: the case's version when access was checked; seen: what it knew last.

        Its first message says the version, so that a page rendered before an event catches up.
        """
        case_id = follower.case_id
        assert case_id is not None
        self._enter(follower, transport)
        self._cases.setdefault(case_id, set()).add(follower)
        newest = max(seq, self._versions.get(case_id, 0))
        follower.seq = newest
        if seen is not None and seen != newest:
            follower.tell(RELOAD)
        follower.tell(_message(case_id, newest, "hello"))

    def join_staff(
        self, follower: Follower, transport: asyncio.Transport, holders: frozenset[int] | None, again: bool
    ) -> None:
        """A staff follower of the group named in it. again: it was here before and may have missed some."""
        assert follower.group is not None
        self._enter(follower, transport)
        group = self._groups.setdefault(follower.group, Group(holders))
        group.holders = holders
        group.followers.add(follower)
        if again:
            follower.tell(RELOAD)

    def _enter(self, follower: Follower, transport: asyncio.Transport) -> None:
        transport.set_write_buffer_limits(high=BUFFER_BYTES)
        follower.transport = transport
        follower.since = asyncio.get_running_loop().time()
        self.everyone.add(follower)
        follower.tell(RETRY)

    def leave(self, follower: Follower) -> None:
        """Forgets a follower; unknown ones too."""
        self.everyone.discard(follower)
        if follower.case_id is not None and (listening := self._cases.get(follower.case_id)):
            listening.discard(follower)
            if not listening:
                del self._cases[follower.case_id]
        if follower.group is not None and (group := self._groups.get(follower.group)):
            group.followers.discard(follower)
            if not group.followers:
                del self._groups[follower.group]

    # ---- passing on ----

    def announce(self, events: list[LiveEvent] | None) -> None:
        """Events that were committed, in order; None: some may have been missed. On the event loop."""
        self._queue.put_nowait(events)

    async def _pass_on(self) -> None:
        while True:
            events = await self._queue.get()
            if events is None:
                await self._everybody_reloads()
                continue
            for event in events:
                self._remember(event)
                await self._tell_public(event)
            await self._tell_staff(events)

    def _remember(self, event: LiveEvent) -> None:
        self._versions[event.case_id] = max(event.seq, self._versions.pop(event.case_id, 0))
        if len(self._versions) > _VERSIONS_REMEMBERED:
            self._versions.popitem(last=False)
        if self._before:
            # What was public and is not any more may be kept under other cases' pages and as photos.
            self._before(None if event.verb in PARTING else event.case_id)

    async def _tell_public(self, event: LiveEvent) -> None:
        listening = self._cases.get(event.case_id)
        parting = event.verb in PARTING
        if not listening or not (event.public or parting):
            return
        message = _message(event.case_id, event.seq, event.verb)
        async for follower in _slowly(list(listening)):
            if event.public and event.seq > follower.seq:  # not one that its first message told already
                follower.seq = event.seq
                follower.tell(message)
            if parting:
                follower.close()

    async def _tell_staff(self, events: list[LiveEvent]) -> None:
        for group in list(self._groups.values()):
            heard = [e for e in events if group.holders is None or e.holder_id in group.holders]
            if not heard:
                continue
            message = b"".join(_message(e.case_id, e.seq, e.verb) for e in heard)
            async for follower in _slowly(list(group.followers)):
                follower.tell(message)

    async def _everybody_reloads(self) -> None:
        if self._before:
            self._before(None)
        async for follower in _slowly(list(self.everyone)):
            follower.tell(RELOAD)

    async def _ping(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            everyone = list(self.everyone)
            slices = [everyone[at : at + _SLICE] for at in range(0, len(everyone), _SLICE)] or [[]]
            for some in slices:
                await asyncio.sleep(PING_SECONDS / len(slices))
                for follower in some:
                    _keep_alive(follower, loop.time())


def _keep_alive(follower: Follower, now: float) -> None:
    if follower.paused and follower.missed:  # has not read for a whole round
        if follower.transport is not None:
            follower.transport.abort()
    elif follower.group is not None and now - follower.since > STAFF_SECONDS:
        follower.close()
    elif follower.paused:
        follower.missed = True
    else:
        follower.tell(PING)


async def _slowly(followers: Iterable[Follower]) -> AsyncIterator[Follower]:
    """All of them, with a breath for the event loop after every few hundred."""
    for number, follower in enumerate(followers, 1):
        yield follower
        if number % _SLICE == 0:
            await asyncio.sleep(0)


def _message(case_id: int, seq: int, verb: str) -> bytes:
    data = json.dumps({"case": case_id, "seq": seq, "verb": verb}, separators=(",", ":"))
    return f"id: {seq}\ndata: {data}\n\n".encode()
