"""Answers on their way out: taken from Django, packed, sent."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http.response import HttpResponseBase

from tanggap.edge.asked import Asked, Headers

PACKABLE = (
    b"text/",
    b"application/json",
    b"application/problem+json",
    b"application/geo+json",
    b"application/manifest+json",
    b"application/javascript",
    b"image/svg+xml",
)
_SHARED_AGE = re.compile(rb"s-maxage=(\d+)")
_AGE = re.compile(rb"max-age=(\d+)")
WORTH_PACKING = 600
JOINED = 1024 * 1024  # streamed answers of a known length up to this are sent in one piece


@dataclass(slots=True)
class Answer:
    """One HTTP answer. packed: the body in gzip, if that was worth it. stream: pieces still to come.

    seconds, case_id: how long the edge may keep it, and which case's events end that (X-Edge-…).
    """

    status: int
    headers: Headers
    body: bytes = b""
    packed: bytes | None = None
    stream: Iterator[bytes] | None = None
    seconds: float = 0.0
    case_id: int | None = None
    etag: bytes = b""
    ready: dict[bool, Headers] = field(default_factory=dict)

    def find(self, name: bytes) -> bytes:
        """A header's value, or empty."""
        return next((value for key, value in self.headers if key == name), b"")

    def head(self, gzip: bool) -> Headers:
        """The headers with length and encoding; made once for an answer that is sent often."""
        done = self.ready.get(gzip)
        if done is None:
            done = self.ready[gzip] = self._head(gzip)
        return done

    def _head(self, gzip: bool) -> Headers:
        body = self.packed if gzip and self.packed is not None else self.body
        headers = [pair for pair in self.headers if pair[0] != b"content-length"]
        if self.stream is not None:
            return self.headers
        if self.status not in (204, 304) and self.status >= 200:
            headers.append((b"content-length", b"%d" % len(body)))
        if self.packed is not None:
            headers = _with_vary(headers, b"Accept-Encoding")
            if gzip:
                headers.append((b"content-encoding", b"gzip"))
        if self.etag:
            headers.append((b"etag", self.etag))
        return headers


def _with_vary(headers: Headers, name: bytes) -> Headers:
    old = next((value for key, value in headers if key == b"vary"), b"")
    rest = [pair for pair in headers if pair[0] != b"vary"]
    return [*rest, (b"vary", old + b", " + name if old else name)]


def taken(response: HttpResponseBase, gzip: bool) -> Answer:
    """Takes Django's response apart, and closes it unless pieces are still to come."""
    answer = Answer(response.status_code, [])
    for name, value in response.items():
        _header(answer, name.lower(), value)
    for cookie in response.cookies.values():
        answer.headers.append((b"set-cookie", cookie.output(header="").strip().encode("latin-1")))
    answer.seconds = answer.seconds or _public_seconds(answer.find(b"cache-control"))
    if response.streaming and not _joinable(response):
        answer.stream = iter(response)
        return answer
    answer.body = b"".join(response)
    response.close()
    if (gzip or answer.seconds) and _packable(answer):
        answer.packed = packed(answer.body, 5)
    if answer.seconds and not answer.etag:
        answer.etag = etag_of(answer.body)
    return answer


def _header(answer: Answer, name: str, value: Any) -> None:
    text = str(value)
    if name == "x-edge-seconds":
        answer.seconds = float(text)
    elif name == "x-edge-case":
        answer.case_id = int(text) if text.isdigit() else None
    elif name == "etag":
        # Weak: the same answer goes out packed and unpacked.
        answer.etag = text.encode("latin-1") if text.startswith("W/") else b"W/" + text.encode("latin-1")
    else:
        answer.headers.append((name.encode("latin-1"), text.encode("latin-1")))


def _public_seconds(control: bytes) -> float:
    """How long any cache that many share may keep an answer, by its Cache-Control; 0: not at all."""
    if b"public" not in control:
        return 0.0
    age = _SHARED_AGE.search(control) or _AGE.search(control)
    return float(age[1]) if age else 0.0


def _joinable(response: HttpResponseBase) -> bool:
    length = response.headers.get("Content-Length", "")
    return length.isdigit() and int(length) <= JOINED


def _packable(answer: Answer) -> bool:
    return (
        len(answer.body) >= WORTH_PACKING
        and answer.find(b"content-type").startswith(PACKABLE)
        and not answer.find(b"content-encoding")
    )


def packed(body: bytes, level: int) -> bytes:
    """The body in gzip, without a date, so that equal bodies give equal bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


def etag_of(body: bytes) -> bytes:
    """A weak tag made of the unpacked bytes."""
    return b'W/"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'


def matches(none_match: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names this tag, compared weakly."""
    if none_match == b"*":
        return True
    bare = etag.removeprefix(b"W/")
    return any(one.strip().removeprefix(b"W/") == bare for one in none_match.split(b","))


async def send_answer(send: Any, asked: Asked, answer: Answer) -> None:
    """Sends it in one piece; 304 when the visitor has it already."""
    gzip = asked.gzip and answer.packed is not None
    headers = answer.head(gzip)
    if asked.none_match and answer.etag and answer.status == 200 and matches(asked.none_match, answer.etag):
        kept = (b"content-length", b"content-encoding", b"content-type")
        headers = [pair for pair in headers if pair[0] not in kept]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.packed if gzip else answer.body})
