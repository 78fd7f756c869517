"""Reading pages as people do: which buttons, which fields, which words."""

import re
from html import unescape
from typing import Any

_MOVE = re.compile(r'(?:href|action)="/petugas/kasus/\d+/([a-z_]+)"')
_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def words(answer: Any) -> str:
    """The page as text."""
    return unescape(answer.content.decode())


def moves_on(answer: Any) -> set[str]:
    """The verbs a page offers, as buttons or links."""
    return set(_MOVE.findall(answer.content.decode()))


def hidden(answer: Any) -> dict[str, str]:
    """The hidden fields of a page; of several with one name, the last."""
    return {name: unescape(value) for name, value in _FIELD.findall(answer.content.decode())}


def bytes_of(answer: Any) -> bytes:
    """A file that was sent in pieces, put together; the answer must have been 200."""
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)
