"""What the front door needs to know of a request before anybody else sees it."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

Scope = dict[str, Any]
Headers = list[tuple[bytes, bytes]]

_DESK_COOKIE = re.compile(rb"(?:^|[;,\s])" + re.escape(settings.SESSION_COOKIE_NAME.encode()) + rb"=")
_ONE_TIME_WORDS = re.compile(rb"(?:^|[;,\s])messages=")  # django.contrib.messages: meant for one reader
_LANGUAGE = re.compile(rb"(?:^|[;,\s])" + re.escape(settings.LANGUAGE_COOKIE_NAME.encode()) + rb"=([\w-]+)")
_JOINTS = {b"cookie": b"; "}
_NO_GZIP = re.compile(rb"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


@dataclass(slots=True)
class Asked:
    """The few headers that decide which way a request goes."""

    method: str
    path: str
    raw_path: bytes
    query: bytes
    cookie: bytes = b""
    accept_language: bytes = b""
    none_match: bytes = b""
    gzip: bool = False
    authorized: bool = False
    fragment: bool = False  # htmx asks for a piece of the page
    length: int | None = None
    has_body: bool = False
    headers: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        """GET or HEAD."""
        return self.method in ("GET", "HEAD")

    @property
    def at_desk(self) -> bool:
        """Whether the desk's session cookie came along."""
        return bool(self.cookie) and _DESK_COOKIE.search(self.cookie) is not None

    @property
    def shareable(self) -> bool:
        """Whether the answer may be one that others get too: a read, by nobody in particular."""
        if not self.is_read or self.authorized:
            return False
        return not self.cookie or not (self.at_desk or _ONE_TIME_WORDS.search(self.cookie))

    @property
    def language(self) -> str:
        """id or en, as Django's LocaleMiddleware would decide it."""
        chosen = _LANGUAGE.findall(self.cookie) if self.cookie else None  # Django takes the last one
        return _language(chosen[-1][:20] if chosen else b"", self.accept_language[:200])


def read(scope: Scope) -> Asked:
    """Reads the request line and one pass over the headers."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        found[name] = value if name not in found else found[name] + _JOINTS.get(name, b", ") + value
    accepted, length = found.get(b"accept-encoding", b""), found.get(b"content-length", b"")
    return Asked(
        method=scope["method"],
        path=scope["path"],
        raw_path=raw,
        query=scope["query_string"],
        cookie=found.get(b"cookie", b""),
        accept_language=found.get(b"accept-language", b""),
        none_match=found.get(b"if-none-match", b""),
        gzip=b"gzip" in accepted and not _NO_GZIP.search(accepted),
        authorized=b"authorization" in found,
        fragment=b"hx-request" in found,
        length=int(length) if length.isdigit() else None,
        has_body=b"transfer-encoding" in found or length not in (b"", b"0"),
        headers=found,
    )


@lru_cache(maxsize=4096)
def _language(chosen: bytes, accepted: bytes) -> str:
    wanted = [chosen.decode("ascii", "ignore")] if chosen else []
    wanted += [tag for tag, _ in parse_accept_lang_header(accepted.decode("ascii", "ignore").lower())]
    for tag in wanted:
        if tag == "*":
            break
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
