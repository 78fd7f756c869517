"""Bytes from a file or an http(s) address, within a time and a size, or one clear sentence."""

import http.client
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from tanggap.core.errors import Invalid, gettext_noop

CONNECT_SECONDS = 5.0
LARGEST = 200 * 1024 * 1024
_CHUNK = 1024 * 1024


def is_url(place: str) -> bool:
    """Whether this names something on the network rather than a file."""
    return "://" in place


def read(place: str, *, seconds: float = 30.0) -> bytes:
    """The content of a path or an http(s) URL. Raises Invalid with a sentence for people."""
    if is_url(place):
        return _fetch(place, seconds)
    path = Path(place).expanduser()
    try:
        if path.is_dir():
            raise _wrong(gettext_noop("%(place)s is a folder, not a file."), place)
        if path.stat().st_size > LARGEST:
            raise _wrong(gettext_noop("%(place)s is too large to be a boundary file."), place)
        return path.read_bytes()
    except FileNotFoundError:
        raise _wrong(gettext_noop("There is no file %(place)s."), place) from None
    except (OSError, ValueError):
        raise _wrong(gettext_noop("%(place)s can't be read."), place) from None


def shown(place: str) -> str:
    """A place as it may be printed and stored: an address without user, password or query."""
    if not is_url(place):
        return place
    try:
        parts = urlsplit(place)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"
    except ValueError:
        return place.split("://", 1)[0] + "://…"


def _wrong(sentence: str, place: str) -> Invalid:
    return Invalid(sentence, field="source", place=shown(place))


def _fetch(url: str, seconds: float) -> bytes:
    # In a thread of its own: looking up a name can't be told to give up, but we can stop waiting for it.
    if not url.lower().startswith(("http://", "https://")):
        raise _wrong(gettext_noop("%(place)s is not an http or https address."), url)
    result: list[bytes | Invalid] = []
    thread = threading.Thread(target=lambda: result.append(_download(url, seconds)), daemon=True)
    thread.start()
    thread.join(seconds + CONNECT_SECONDS)
    found = result[0] if result else _wrong(gettext_noop("%(place)s took too long to answer."), url)
    if isinstance(found, Invalid):
        raise found
    return found


def _download(url: str, seconds: float) -> bytes | Invalid:
    deadline = time.monotonic() + seconds
    try:
        with urllib.request.urlopen(url, timeout=CONNECT_SECONDS) as answer:  # noqa: S310 (http or https)
            return _whole(answer, url, deadline)
    except urllib.error.HTTPError as error:
        with error:
            sentence = gettext_noop("%(place)s answered with error %(status)d.")
            return Invalid(sentence, field="source", place=shown(url), status=error.code)
    except TimeoutError:
        return _wrong(gettext_noop("%(place)s took too long to answer."), url)
    except (OSError, ValueError, http.client.HTTPException):
        return _wrong(gettext_noop("%(place)s can't be reached."), url)


def _whole(answer: http.client.HTTPResponse, url: str, deadline: float) -> bytes | Invalid:
    parts, size = [], 0
    while chunk := answer.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > LARGEST:
            return _wrong(gettext_noop("%(place)s is too large to be a boundary file."), url)
        if time.monotonic() > deadline:
            return _wrong(gettext_noop("%(place)s took too long to answer."), url)
    if answer.length:
        return _wrong(gettext_noop("%(place)s stopped in the middle."), url)
    return b"".join(parts)
