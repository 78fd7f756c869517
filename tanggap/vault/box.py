"""The sealed box: AES-256-GCM with a key that can be changed without losing what older keys sealed.

A sealed value is key id (4 bytes) + nonce (12 bytes, random) + ciphertext with its tag. `about` is bound
to the value: a box of one thing does not open as another. NIST SP 800-38D: random nonces are good for
2^32 boxes per key; change the key long before.
"""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tanggap.core.keys import Keys

_ID, _NONCE, _TAG = 4, 12, 16


class Unopenable(Exception):
    """The box was changed, belongs to something else, or its key is gone. Never says what is inside."""


def key_id(key: bytes) -> bytes:
    """Names a key without telling it: the beginning of its SHA-256."""
    return hashlib.sha256(b"tanggap vault key\n" + key).digest()[:_ID]


def seal(plain: bytes, *, about: bytes) -> bytes:
    """Seals bytes with the current key."""
    key = _keys().vault
    nonce = secrets.token_bytes(_NONCE)
    return key_id(key) + nonce + AESGCM(key).encrypt(nonce, plain, about)


def opened(box: bytes, *, about: bytes) -> bytes:
    """What is in the box. Raises Unopenable."""
    if len(box) < _ID + _NONCE + _TAG:
        raise Unopenable("too short to be a box")
    name, nonce, sealed = box[:_ID], box[_ID : _ID + _NONCE], box[_ID + _NONCE :]
    for key in (_keys().vault, *_keys().older):
        if key_id(key) == name:
            try:
                return AESGCM(key).decrypt(nonce, sealed, about)
            except InvalidTag:
                raise Unopenable("changed, or the box of something else") from None
    raise Unopenable("its key is not in the keys folder")


def is_current(box: bytes) -> bool:
    """Whether the current key sealed it."""
    return bytes(box[:_ID]) == key_id(_keys().vault)


def _keys() -> Keys:
    keys: Keys = settings.KEYS
    return keys
