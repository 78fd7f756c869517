"""Report numbers and the secrets that open them."""

import base64
import hashlib
import hmac
import re
from datetime import date, datetime

PREFIX = "JK"
NUMBER = re.compile(r"JK\d{6}\d{4,}")


def report_number(day: date, serial: int) -> str:
    """`JK` + YYMMDD + at least four digits, as Jakarta writes it (JK2503050007).

    A day with more than 9,999 reports takes more digits. Source: Metro Kita, 6 March 2025.
    """
    return f"{PREFIX}{day:%y%m%d}{serial:04d}"


def read_number(text: str) -> str | None:
    """The number in what a person typed ("jk 250305-0007"), or None."""
    squeezed = re.sub(r"[\s.\-/]", "", text).upper()
    return squeezed if NUMBER.fullmatch(squeezed) else None


def tracking_secret(key: bytes, number: str, created_at: datetime) -> str:
    """The secret half of a tracking link: 26 letters and digits, derived, so never stored."""
    message = f"track:{number}:{created_at.timestamp():.6f}".encode()
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return base64.b32encode(digest[:16]).decode().rstrip("=").lower()


def same_secret(one: str, other: str) -> bool:
    """Compares in constant time, so that timing tells nothing."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())
