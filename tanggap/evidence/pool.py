"""The decoders: a few processes that are started when first needed and killed when they overrun."""

import atexit
import json
import os
import queue
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

_SCRIPT = Path(__file__).with_name("decoder.py")
SIZE_NAMES = ("thumb", "medium", "large")
ANSWER_SECONDS = 40.0  # wall clock for one photo; CPU time is limited in the decoder itself
WAIT_SECONDS = 30.0  # how long an upload waits for a free decoder
JOBS_EACH = 200  # then a fresh process: no library's leak grows for ever


class Busy(Exception):
    """No decoder came free in time."""


class Died(Exception):
    """The decoder ran over its memory or time, or crashed, on this photo."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """facts: width, height, taken, offset, lat, lng; or "refused" with a code. copies: size name -> WebP."""

    facts: dict[str, Any]
    copies: dict[str, bytes]


class _Decoder:
    """One process and the two pipes to it."""

    def __init__(self) -> None:
        self.jobs = 0
        # -I: nothing of the environment or the current folder is imported; a session of its own: Ctrl-C
        # at the terminal does not reach it, the end of its stdin does.
        self.process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-I", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", "")},
            start_new_session=True,
        )

    def decode(self, data: bytes, kind: str) -> Decoded:
        self.jobs += 1
        watch = threading.Timer(ANSWER_SECONDS, self.process.kill)
        watch.daemon = True
        watch.start()
        try:
            self._send(kind.encode(), data)
            facts = json.loads(self._receive())
            copies = {} if "refused" in facts else {name: self._receive() for name in SIZE_NAMES}
        except (OSError, EOFError) as error:
            raise Died from error
        finally:
            watch.cancel()
        return Decoded(facts, copies)

    def _send(self, *frames: bytes) -> None:
        assert self.process.stdin is not None
        for frame in frames:
            self.process.stdin.write(struct.pack(">I", len(frame)))
            self.process.stdin.write(frame)
        self.process.stdin.flush()

    def _receive(self) -> bytes:
        assert self.process.stdout is not None
        head = self.process.stdout.read(4)
        if len(head) < 4:
            raise EOFError
        (length,) = struct.unpack(">I", head)
        data = self.process.stdout.read(length)
        if len(data) < length:
            raise EOFError
        return data

    def end(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written went with the process
                    pipe.close()
        self.process.wait()


class Pool:
    """At most `count` photos are decoded at once; other threads wait their turn, at most `waiting`.

    Who waits holds one of the few threads that pages are made in: a handful of photos that are slow to
    decode (7 kB can be 60 megapixels) must not hold them all.
    """

    def __init__(self, count: int, waiting: int = 1000) -> None:
        self._slots: queue.LifoQueue[_Decoder | None] = queue.LifoQueue()
        self._places = threading.BoundedSemaphore(max(1, count + waiting))
        self.count = count
        for _ in range(count):
            self._slots.put(None)

    def decode(self, data: bytes, kind: str) -> Decoded:
        """Decodes one photo. Raises Busy or Died."""
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            return self._decode(data, kind)
        finally:
            self._places.release()

    def _decode(self, data: bytes, kind: str) -> Decoded:
        try:
            decoder = self._slots.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            raise Busy from None
        keep: _Decoder | None = None
        try:
            decoder = decoder or _Decoder()
            result = decoder.decode(data, kind)
            keep = decoder if decoder.jobs < JOBS_EACH else None
            return result
        finally:
            if keep is None and decoder is not None:
                decoder.end()
            self._slots.put(keep)

    def close(self) -> None:
        """Ends every idle decoder; the pool can be used again."""
        idle = [self._slots.get() for _ in range(self._slots.qsize())]
        for decoder in idle:
            if decoder is not None:
                decoder.end()
            self._slots.put(None)


_pools: dict[int, Pool] = {}
_making = threading.Lock()


def pool() -> Pool:
    """This process's pool; a forked child has its own."""
    with _making:
        if os.getpid() not in _pools:
            count = settings.PHOTO_DECODERS
            # Two threads always stay for pages.
            _pools[os.getpid()] = Pool(count, waiting=max(0, settings.THREADS - 2 - count))
        return _pools[os.getpid()]


def close() -> None:
    """Ends this process's decoders: when the server stops."""
    with _making:
        mine = _pools.pop(os.getpid(), None)
    if mine is not None:
        mine.close()


atexit.register(close)
