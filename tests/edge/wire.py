"""HTTP at its barest: what a browser would never send, and what an impatient or slow one does."""

import contextlib
import http.client
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.servers import Server


@dataclass
class Reply:
    """One answer, its headers by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(server: Server, path: str, *, method: str = "GET", body: Any = None, **headers: Any) -> Reply:
    """One request on a connection of its own; header names with _ for -."""
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        wire.request(method, path, body=body, headers=names)
        answer = wire.getresponse()
        return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        wire.close()


@contextlib.contextmanager
def connected(server: Server, timeout: float = 20) -> Iterator[socket.socket]:
    """A bare connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=timeout) as wire:
        yield wire


def send_raw(server: Server, request: bytes) -> bytes:
    """Sends bytes as they are; everything that comes back until the server closes or falls silent."""
    with connected(server, timeout=3) as wire:
        wire.sendall(request)
        return read_all(wire)


def read_all(wire: socket.socket) -> bytes:
    """Everything until the other side closes or falls silent."""
    got = b""
    with contextlib.suppress(TimeoutError, ConnectionResetError):
        while piece := wire.recv(65536):
            got += piece
    return got


@dataclass
class Load:
    """Threads that ask for pages as fast as they can, until stopped; failures are counted, not raised."""

    server: Server
    paths: tuple[str, ...]
    threads: int = 8
    answers: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _crew: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Load":
        self._crew = [threading.Thread(target=self._run, daemon=True) for _ in range(self.threads)]
        for thread in self._crew:
            thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._stop.set()
        for thread in self._crew:
            thread.join(10)

    def _run(self) -> None:
        wire = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=5)
        for path in itertools.cycle(self.paths):
            if self._stop.is_set():
                break
            try:
                wire.request("GET", path)
                wire.getresponse().read()
                self.answers += 1
            except (OSError, http.client.HTTPException):
                wire.close()
                time.sleep(0.01)
        wire.close()
