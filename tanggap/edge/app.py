"""The ASGI application: which way each request goes."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings

from tanggap.edge import door
from tanggap.edge.answers import Answer, send_answer
from tanggap.edge.asked import Asked, Scope, read
from tanggap.edge.bodies import Gone, Receive
from tanggap.edge.bridge import Bridge, Send
from tanggap.edge.hot import Hot
from tanggap.edge.statics import Statics
from tanggap.edge.streams import Streams
from tanggap.edge.threads import Busy, Threads
from tanggap.jobs.wake import hear
from tanggap.live.hub import Hub

log = logging.getLogger(__name__)

_STATIC = settings.STATIC_URL
_NEVER_KEPT = ("/petugas", "/admin", "/sehat")

_BUSY = Answer(
    503,
    [(b"content-type", b"text/html; charset=utf-8"), (b"retry-after", b"3"), (b"cache-control", b"no-store")],
    b"<!doctype html><html lang=id><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    b"<title>Sedang ramai</title><h1>Sedang ramai</h1><p>Banyak sekali yang membuka situs ini sekarang. "
    b"Silakan muat ulang halaman ini sebentar lagi.<p lang=en>Very many people are here right now. "
    b"Please load this page again in a moment.",
)
_NO_FILE = Answer(404, [(b"content-type", b"text/plain; charset=utf-8")], b"Not Found")


class Edge:
    """One process's front door."""

    def __init__(self, *, threads: int, hot_bytes: int, followers: int) -> None:
        self.threads = Threads(threads)
        self.bridge = Bridge(self.threads)
        self.hot = Hot(hot_bytes)
        self.statics = Statics(settings.STATIC_ROOT)
        self.hub = Hub(before=self.hot.drop)
        self.streams = Streams(self.threads, self.hub, limit=followers)
        self._unhear: Callable[[], None] | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self.connections: set[Any] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            with suppress(Gone):
                await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = read(scope)
        path = asked.path
        if path.startswith(_STATIC):
            found = self.statics.find(path.removeprefix(_STATIC)) if asked.is_read else None
            await send_answer(send, asked, found or _NO_FILE)
        elif path.startswith("/langsung/"):
            await self._stream(scope, asked, send)
        else:
            await self._page(scope, asked, receive, send)

    async def _stream(self, scope: Scope, asked: Asked, send: Send) -> None:
        try:
            await self.streams(scope, asked, send)
        except Busy:
            await send_answer(send, asked, _BUSY)

    async def _page(self, scope: Scope, asked: Asked, receive: Receive, send: Send) -> None:
        render = partial(self.bridge, scope, asked, receive)
        try:
            if asked.shareable and not asked.has_body and not asked.path.startswith(_NEVER_KEPT):
                asked.method = "GET"  # a HEAD gets the page's own headers; its body is left out on the way
                key = (asked.raw_path, asked.query, asked.language, asked.fragment)
                answer = self.hot.find(key) or await self.hot.fetch(key, render)
            else:
                answer = await render()
        except Busy:
            answer = _BUSY
        if answer.stream is None:
            await send_answer(send, asked, answer)
        else:
            await self.bridge.stream(answer, send, lambda: scope["extensions"]["door"].gone)

    # ---- beginning and end ----

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._unhear = hear(self.hot.drop)
        self.streams.start()
        self._sweeper = asyncio.ensure_future(door.sweep(self.connections))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._unhear()
        self._sweeper.cancel()
        await self.streams.stop()
        await send({"type": "lifespan.shutdown.complete"})
