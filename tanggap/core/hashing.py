"""The chain that joins a case's events: a changed or removed row shows."""

import hashlib
from typing import Any

import orjson

GENESIS = ""


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def chained(previous: str, row: dict[str, Any]) -> str:
    """SHA-256, hex, of the previous link and this row's canonical form."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(row)).hexdigest()
