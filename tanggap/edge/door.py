"""The wire: uvicorn's HTTP/1.1 protocol, with patience that ends and connections that can be taken over."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 64 * 1024  # longer request heads are refused
HEAD_SECONDS = 20.0  # from a request's first byte to the end of its head
SILENT_SECONDS = 60.0  # no byte of an announced body; or none of ours taken

_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Door(HttpToolsProtocol):
    """One connection. uvicorn waits for ever for slow or endless requests; here they end.

    A request's scope carries its door, so that a live stream can take the connection over.
    """

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.phase = "idle"  # idle, head, body: of the request that is being received
        self.since = self.heard_at = self.loop.time()
        self.head_bytes = 0
        self.unsent, self.sent_at = 0, self.since

    def data_received(self, data: bytes) -> None:
        self.heard_at = self.loop.time()
        if self.phase == "head":
            self.head_bytes += len(data)
            if self.head_bytes > HEAD_BYTES:
                self.transport.write(_TOO_LONG)
                self.transport.close()
                return
        elif self.phase == "idle":
            self.since, self.head_bytes = self.heard_at, len(data)
            self.phase = "head"
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.phase = "head"
        self.scope["extensions"] = {"door": self}  # type: ignore[dict-item]

    def on_headers_complete(self) -> None:
        self.phase = "body"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self.phase = "idle"
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.scope = None  # type: ignore[assignment]  # it points back here

    @property
    def gone(self) -> bool:
        """Whether nobody is there any more to read an answer."""
        return self.transport.is_closing()

    def take_over(self, successor: asyncio.BaseProtocol) -> asyncio.Transport:
        """Gives the connection to another protocol for good; this request counts as ended.

        A follower that is a task, a queue and a parser costs 19 kB; a bare protocol some 2.
        """
        transport, cycle = self.transport, self.cycle
        self.connections.discard(self)
        self.flow.resume_reading()
        transport.set_protocol(successor)
        cycle.disconnected = True
        cycle.message_event.set()
        self.parser = self.scope = None  # type: ignore[assignment]
        return transport

    def impatient(self, now: float) -> bool:
        """Whether this connection has kept us waiting for too long. Ask now and then, it compares."""
        unsent = self.transport.get_write_buffer_size()
        if unsent == 0 or unsent < self.unsent:  # however slowly, it is being read
            self.sent_at = now
        self.unsent = unsent
        if now - self.sent_at > SILENT_SECONDS:
            return True
        if self.phase == "head":
            return now - self.since > HEAD_SECONDS
        # While an answer is being made the body may wait for us, not we for it.
        waiting_for_body = self.phase == "body" and not self.flow.read_paused
        return waiting_for_body and now - self.heard_at > SILENT_SECONDS


async def sweep(connections: "set[Any]", every: float = 5.0) -> None:
    """Closes connections that keep us waiting, for ever."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(every)
        now = loop.time()
        for door in list(connections):
            if isinstance(door, Door) and door.impatient(now):
                door.transport.abort()
