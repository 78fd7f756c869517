"""The blind index: finds the same e-mail or phone again without being able to read any."""

import hashlib
import hmac

from django.conf import settings

from tanggap.core import email as mail


def of_email(address: str) -> str:
    """Keyed hash (HMAC-SHA256, hex) of an address in its one spelling; "" for none."""
    return _of("email", mail.same(address)) if address else ""


def of_phone(e164: str) -> str:
    """Keyed hash of an E.164 number; "" for none."""
    return _of("phone", e164) if e164 else ""


def _of(kind: str, value: str) -> str:
    key: bytes = settings.KEYS.index
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
