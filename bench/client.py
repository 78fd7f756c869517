"""A cheap HTTP/1.1 client for the load generator: one connection, one request at a time."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import httptools
import orjson

TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; status 0 when the connection broke or nothing came in time."""

    status: int
    body: bytes


BROKEN = Answer(0, b"")


def request(method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a request; body becomes JSON."""
    content = b"" if body is None else orjson.dumps(body)
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", "Accept: */*"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if content:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    elif method == "POST":
        lines.append("Content-Length: 0")
    return "\r\n".join([*lines, "", ""]).encode() + content


class _Wire(asyncio.Protocol):
    """Reads answers with httptools; the future of the one in hand resolves when it is complete."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.parser = httptools.HttpResponseParser(self)
        self.body: list[bytes] = []
        self.waiting: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is not a subclass of it

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self.body.append(body)

    def on_message_complete(self) -> None:
        answer = Answer(self.parser.get_status_code(), b"".join(self.body))
        keep = self.parser.should_keep_alive()
        self.body = []
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(answer)
        if not keep and self.transport is not None:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(BROKEN)


class Client:
    """One keep-alive connection; opened again when the server closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wire: _Wire | None = None

    async def ask(self, sent: bytes) -> Answer:
        """Sends one request and waits for its answer, at most TIMEOUT seconds."""
        try:
            wire = await self._connected()
            assert wire.transport is not None
            loop = asyncio.get_running_loop()
            wire.waiting = loop.create_future()
            wire.transport.write(sent)
            return await asyncio.wait_for(wire.waiting, TIMEOUT)
        except (OSError, TimeoutError):
            self.close()
            return BROKEN

    async def _connected(self) -> _Wire:
        wire = self._wire
        if wire is None or wire.transport is None or wire.transport.is_closing():
            loop = asyncio.get_running_loop()
            _, wire = await loop.create_connection(_Wire, "127.0.0.1", self._port)
            self._wire = wire
        return wire

    def close(self) -> None:
        """Closes the connection, if there is one."""
        if self._wire is not None and self._wire.transport is not None:
            self._wire.transport.close()
        self._wire = None
