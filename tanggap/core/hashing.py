"""The chain that joins a case's events: a changed or removed row shows."""

import hashlib
import json
from typing import Any

GENESIS = ""


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def chained(previous: str, row: dict[str, Any]) -> str:
    """SHA-256, hex, of the previous link and this row's canonical form."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(row)).hexdigest()
