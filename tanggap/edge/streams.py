"""/langsung/…: live streams. The request is answered by taking its connection over (door.py)."""

import asyncio
import threading
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie

from tanggap.core.errors import NotFound, Refusal, TooMany
from tanggap.core.ids import read_number
from tanggap.edge.asked import Asked, Scope
from tanggap.edge.bridge import Send
from tanggap.edge.grants import Grants
from tanggap.edge.threads import Threads
from tanggap.live.access import CaseGrant, StaffGrant
from tanggap.live.hub import Follower, Hub
from tanggap.live.source import listen

# Without a length and without chunks, so that all followers of a case get the same bytes.
_HEAD = (
    b"HTTP/1.1 200 OK\r\n"
    b"content-type: text/event-stream; charset=utf-8\r\n"
    b"cache-control: no-store\r\n"
    b"x-accel-buffering: no\r\n"
    b"x-content-type-options: nosniff\r\n"
    b"connection: close\r\n\r\n"
)
_CASE = "/langsung/kasus/"
_DESK = "/langsung/petugas"
_LONGEST_ADDRESS = 200  # a number and a secret are far shorter


class Streams:
    """The live streams of this process: who comes in, and the reader that feeds them."""

    def __init__(self, threads: Threads, hub: Hub, *, limit: int) -> None:
        self._grants, self._hub, self._limit = Grants(threads), hub, limit
        self._stop = threading.Event()
        self._ready = asyncio.Event()

    def start(self) -> None:
        """On the event loop."""
        loop = asyncio.get_running_loop()
        self._hub.start()

        def heard(events: Any) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._hub.announce, events)

        def ready() -> None:
            heard(None)  # what was kept before the reader listened may have missed its end
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._ready.set)

        threading.Thread(target=listen, args=(heard, self._stop, ready), name="live", daemon=True).start()

    async def stop(self) -> None:
        """Ends every stream and the reader."""
        self._stop.set()
        await self._hub.stop()

    async def __call__(self, scope: Scope, asked: Asked, send: Send) -> None:
        """Opens a stream, or says in plain words why not."""
        if asked.method != "GET":
            await _plain(send, HTTPStatus.METHOD_NOT_ALLOWED)
            return
        try:
            if len(self._hub.everyone) >= self._limit:
                raise TooMany
            await self._ready.wait()
            grant = await self._grant(asked)
        except Refusal as refusal:
            await _plain(send, HTTPStatus(refusal.status))
            return
        door = scope["extensions"]["door"]
        if not door.gone:
            self._open(door, asked, grant)

    async def _grant(self, asked: Asked) -> CaseGrant | StaffGrant:
        if asked.path == _DESK:
            cookies = parse_cookie(asked.cookie.decode("latin-1"))
            return await self._grants.of_desk(cookies.get(settings.SESSION_COOKIE_NAME, ""))
        if len(asked.path) + len(asked.query) > _LONGEST_ADDRESS:
            raise NotFound
        number = read_number(asked.path.removeprefix(_CASE)) if asked.path.startswith(_CASE) else None
        try:
            words = parse_qs(asked.query.decode("latin-1"), max_num_fields=10)
        except ValueError:
            raise NotFound from None
        return await self._grants.of_case(number or "", words.get("k", [""])[0])

    def _open(self, door: Any, asked: Asked, grant: CaseGrant | StaffGrant) -> None:
        last = _last_seen(asked)
        if isinstance(grant, CaseGrant):
            follower = Follower(self._hub, case_id=grant.case_id)
            transport = door.take_over(follower)
            transport.write(_HEAD)
            self._hub.join_case(follower, transport, grant.seq, last)
        else:
            follower = Follower(self._hub, group=grant.group)
            transport = door.take_over(follower)
            transport.write(_HEAD)
            self._hub.join_staff(follower, transport, grant.holders, again=last is not None)


def _last_seen(asked: Asked) -> int | None:
    """Last-Event-ID: what a returning browser heard last."""
    value = asked.headers.get(b"last-event-id", b"")
    return int(value) if value.isdigit() and len(value) < 10 else None


async def _plain(send: Send, status: HTTPStatus) -> None:
    body = status.phrase.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
    ]
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append((b"allow", b"GET"))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers.append((b"retry-after", b"30"))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
