"""Bodies on their way in: kept in memory up to a megabyte, on disk beyond, refused when too large."""

import asyncio
import io
import tempfile
from collections.abc import Awaitable, Callable
from typing import IO, Any

from django.conf import settings

from tanggap.edge.asked import Asked

Receive = Callable[[], Awaitable[dict[str, Any]]]

IN_MEMORY = 1024 * 1024
# All photos of one report, the words around them, and the multipart frame.
LIMIT = settings.PHOTOS_PER_REPORT * settings.PHOTO_BYTES + 4 * 1024 * 1024
# A browser shows our answer only after it has sent everything: so much more is read and thrown away.
PATIENCE_BYTES = 3 * LIMIT
PATIENCE_SECONDS = 120.0


class TooLarge(Exception):
    """More than LIMIT bytes. heard: all was read, so the sender will listen to an answer."""

    def __init__(self, heard: bool) -> None:
        super().__init__()
        self.heard = heard


class Gone(Exception):
    """The other side went away."""


async def read_body(asked: Asked, receive: Receive) -> tuple[IO[bytes], int]:
    """The whole body as a file at its beginning, and its length. Raises TooLarge, Gone."""
    if not asked.has_body:
        return io.BytesIO(), 0
    if asked.length is not None and asked.length > LIMIT:
        raise TooLarge(await _thrown_away(asked.length, receive))
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    if not message.get("more_body"):
        return io.BytesIO(message["body"]), len(message["body"])
    return await _spooled(message["body"], receive)


async def _spooled(first: bytes, receive: Receive) -> tuple[IO[bytes], int]:
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - given on
    size = spool.write(first)
    more = True
    try:
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            size += spool.write(message["body"])
            more = message["more_body"]
            if size > LIMIT:
                raise TooLarge(await _thrown_away(LIMIT, receive) if more else True)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return spool, size


async def _thrown_away(announced: int, receive: Receive) -> bool:
    """Reads on without keeping anything; True when the end came within reason."""
    if announced > PATIENCE_BYTES:
        return False
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            read = 0
            while read <= PATIENCE_BYTES:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                read += len(message["body"])
                if not message["more_body"]:
                    return True
    except TimeoutError:
        pass
    return False
