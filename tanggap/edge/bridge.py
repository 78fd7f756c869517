"""From the event loop to Django and back: one request, one turn of one thread.

Django's own ASGI handler costs five to ten times its WSGI path, and other bridges hung on stopping
under load; so this one is ours, and small (ADR 0003).
"""

import asyncio
import contextvars
import io
import logging
import threading
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import connections
from django.http.response import HttpResponseBase

from tanggap.edge.answers import Answer, taken
from tanggap.edge.asked import Asked, Scope
from tanggap.edge.bodies import Gone, Receive, TooLarge, read_body
from tanggap.edge.handlers import Environ, Full, Lean
from tanggap.edge.threads import Threads

log = logging.getLogger(__name__)

Send = Callable[[dict[str, Any]], Awaitable[None]]

# Answers made piece by piece (exports) get threads of their own, so that slow readers hold up no page.
STREAMS_AT_ONCE = 16
_NEVER_PASSED_ON = ("HTTP_PROXY", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_LENGTH")


class Bridge:
    """Runs Django in threads. __call__ gives the answer; stream() sends one that comes in pieces."""

    def __init__(self, threads: Threads) -> None:
        self.threads = threads
        self._full, self._lean = Full(), Lean()
        self._streams = threading.BoundedSemaphore(STREAMS_AT_ONCE)

    async def __call__(self, scope: Scope, asked: Asked, receive: Receive) -> Answer:
        """Reads the body, lets Django answer. Raises Busy and Gone."""
        refused = ""
        try:
            body, length = await read_body(asked, receive)
        except TooLarge as large:
            body, length, refused = io.BytesIO(), 0, "heard" if large.heard else "cut"
        environ = environ_of(scope, asked, body, length)
        if refused:
            environ["tanggap.too_large"] = True
        answer = await self.threads.run(partial(self._answer, environ, asked, body))
        if refused == "cut":
            answer.headers.append((b"connection", b"close"))
        return answer

    def _handler(self, asked: Asked) -> Full:
        path = asked.path
        if path.startswith("/api/") or (path.startswith("/foto/") and not asked.at_desk):
            return self._lean
        return self._full

    def _answer(self, environ: Environ, asked: Asked, body: IO[bytes]) -> Answer:
        # An empty context for each request: a language or a clock set by one is unknown to the next.
        context = contextvars.Context()
        try:
            response = context.run(self._handler(asked).respond, environ)
            answer: Answer = context.run(taken, response, asked.gzip)
        finally:
            body.close()
        if answer.stream is not None:
            answer.stream = _Pieces(context, response, answer.stream)
        return answer

    async def stream(self, answer: Answer, send: Send, gone: Callable[[], bool]) -> None:
        """Sends an answer piece by piece, as fast as the other side reads."""
        assert answer.stream is not None
        if not self._streams.acquire(blocking=False):
            await asyncio.to_thread(answer.stream.close)  # type: ignore[attr-defined]
            await send({"type": "http.response.start", "status": 503, "headers": [(b"retry-after", b"10")]})
            await send({"type": "http.response.body", "body": b""})
            return
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[BaseException | None] = loop.create_future()
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        run = partial(self._pump, answer.stream, loop, send, gone, ended)
        threading.Thread(target=run, name="stream", daemon=True).start()
        problem = await ended
        if problem is not None:
            raise problem
        await send({"type": "http.response.body", "body": b""})

    def _pump(
        self,
        pieces: Iterator[bytes],
        loop: asyncio.AbstractEventLoop,
        send: Send,
        gone: Callable[[], bool],
        ended: "asyncio.Future[BaseException | None]",
    ) -> None:
        problem: BaseException | None = None
        try:
            for piece in pieces:
                if gone():
                    raise Gone
                message = {"type": "http.response.body", "body": piece, "more_body": True}
                asyncio.run_coroutine_threadsafe(_sent(send, message), loop).result()
        except BaseException as raised:
            problem = raised
        finally:
            pieces.close()  # type: ignore[attr-defined]
            connections.close_all()
            self._streams.release()
            loop.call_soon_threadsafe(_finish, ended, problem)


async def _sent(send: Send, message: dict[str, Any]) -> None:
    await send(message)


def _finish(ended: "asyncio.Future[BaseException | None]", problem: BaseException | None) -> None:
    if not ended.done():
        ended.set_result(problem)


class _Pieces:
    """A streamed response's pieces, made in the request's own context; close() closes the response."""

    def __init__(
        self, context: contextvars.Context, response: HttpResponseBase, pieces: Iterator[bytes]
    ) -> None:
        self._context, self._response, self._pieces = context, response, pieces

    def __iter__(self) -> "_Pieces":
        return self

    def __next__(self) -> bytes:
        return self._context.run(next, self._pieces)

    def close(self) -> None:
        self._context.run(self._response.close)


def environ_of(scope: Scope, asked: Asked, body: IO[bytes], length: int) -> Environ:
    """The request as WSGI says it. Header names with an underscore are dropped: they could pose as others."""
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(asked.raw_path).decode("latin-1"),
        "QUERY_STRING": asked.query.decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "CONTENT_LENGTH": str(length) if asked.has_body else "",
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
    }
    for raw, value in asked.headers.items():
        if b"_" not in raw:
            key = raw.decode("latin-1").upper().replace("-", "_")
            environ[f"HTTP_{key}"] = value.decode("latin-1")
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    for never in _NEVER_PASSED_ON:
        environ.pop(never, None)
    if settings.PROXIES:
        environ["REMOTE_ADDR"] = _behind(environ.get("HTTP_X_FORWARDED_FOR", ""), client[0])
    return environ


def _behind(forwarded: str, peer: str) -> str:
    """Who asked, when settings.PROXIES proxies of ours stand before us: each adds one address at the end."""
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    return hops[-settings.PROXIES] if len(hops) >= settings.PROXIES else peer
