"""The installation's keys: made on the first start, kept in one folder, never in the database."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, repr=False)
class Keys:
    """session: Django's SECRET_KEY. track: tracking links. vault: sealing, 32 bytes. index: blind index.

    older: vault keys of the past, that still open what they sealed. Never shown by repr.
    """

    session: str
    track: bytes
    vault: bytes
    index: bytes
    older: tuple[bytes, ...] = ()


def load_or_create(folder: Path) -> Keys:
    """Reads the four keys of `folder`, making those that are missing (mode 0600).

    TANGGAP_KEYS may name another folder, such as a mounted secret. To change the vault key, rename
    `vault` to `vault-<anything>` and start again: the old one goes on opening what it sealed.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Keys(
        session=_one(folder, "session").hex(),
        track=_one(folder, "track"),
        vault=_one(folder, "vault"),
        index=_one(folder, "index"),
        older=tuple(bytes.fromhex(path.read_text().strip()) for path in sorted(folder.glob("vault-*"))),
    )


def _one(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        return bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        _make(path)
        return bytes.fromhex(path.read_text().strip())


def _make(path: Path) -> None:
    # Written aside and linked: two processes starting together end with one and the same key.
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    aside.touch(mode=0o600)
    aside.write_text(secrets.token_hex(32))
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
