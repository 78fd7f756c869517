"""Patience with connections ends, but not with slow ones that go on."""

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from tanggap.edge import door as doors
from tanggap.edge.door import HEAD_SECONDS, SILENT_SECONDS, Door


class Wire:
    """A connection whose other side may not read."""

    def __init__(self) -> None:
        self.unread = 0
        self.aborted = self.closed = False
        self.protocol: Any = None

    def get_write_buffer_size(self) -> int:
        return self.unread

    def get_extra_info(self, name: str) -> Any:
        return None

    def write(self, data: bytes) -> None:
        pass

    def pause_reading(self) -> None:
        pass

    resume_reading = pause_reading

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = self.closed = True

    def set_protocol(self, protocol: Any) -> None:
        self.protocol = protocol


class Watch:
    """A loop's clock to turn."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def create_task(self, coroutine: Any) -> "asyncio.Future[None]":
        coroutine.close()
        return asyncio.get_running_loop().create_future()


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Never asked."""


@pytest.fixture
def opened() -> "tuple[Door, Wire, Watch]":
    async def make() -> tuple[Door, Wire, Watch]:
        watch, wire = Watch(), Wire()
        config = uvicorn.Config(app, ws="none", log_config=None)
        config.load()
        door = Door(config, ServerState(), {}, watch)  # type: ignore[arg-type]
        door.connection_made(wire)  # type: ignore[arg-type]
        return door, wire, watch

    return asyncio.run(make())


def test_an_idle_connection_is_left_alone(opened: tuple[Door, Wire, Watch]) -> None:
    door, _, watch = opened
    watch.now = 10_000
    assert not door.impatient(watch.now)


def test_a_head_that_never_ends_is_not_waited_for(opened: tuple[Door, Wire, Watch]) -> None:
    door, _, watch = opened
    door.data_received(b"GET / HTTP/1.1\r\n")
    for second in range(int(HEAD_SECONDS)):
        watch.now = second
        door.data_received(b"x-%d: y\r\n" % second)
        assert not door.impatient(watch.now)
    watch.now = HEAD_SECONDS + 1
    door.data_received(b"x: y\r\n")
    assert door.impatient(watch.now)


def test_a_body_is_waited_for_while_it_goes_on(opened: tuple[Door, Wire, Watch]) -> None:
    door, _, watch = opened

    async def begin() -> None:
        door.data_received(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n")

    asyncio.run(begin())
    for _ in range(10):
        watch.now += SILENT_SECONDS - 1
        assert not door.impatient(watch.now)
        door.data_received(b"x")
    watch.now += SILENT_SECONDS + 1
    assert door.impatient(watch.now)


def test_a_slow_reader_is_waited_for_while_it_reads(opened: tuple[Door, Wire, Watch]) -> None:
    door, wire, watch = opened
    wire.unread = 10_000
    for _ in range(10):
        watch.now += SILENT_SECONDS - 1
        wire.unread -= 1
        assert not door.impatient(watch.now)
    watch.now += SILENT_SECONDS + 1
    assert door.impatient(watch.now)


def test_the_sweeper_ends_those_that_keep_us_waiting(opened: tuple[Door, Wire, Watch]) -> None:
    door, wire, _ = opened
    door.phase, door.since = "head", -1000.0

    async def sweeping() -> None:
        sweeper = asyncio.ensure_future(doors.sweep({door}, every=0.01))
        await asyncio.sleep(0.1)
        sweeper.cancel()

    asyncio.run(sweeping())
    assert wire.aborted


def test_a_connection_can_be_taken_over(opened: tuple[Door, Wire, Watch]) -> None:
    door, wire, _ = opened
    successor = asyncio.Protocol()

    async def take() -> None:
        door.data_received(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n")
        assert door in door.connections
        assert door.take_over(successor) is wire  # type: ignore[comparison-overlap]

    asyncio.run(take())
    assert wire.protocol is successor
    assert door not in door.connections
    assert not wire.closed
