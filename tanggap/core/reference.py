"""Reference data from files, compared with what is stored: what to add, mend, retire or leave alone.

A row remembers the digest it was last loaded with. While the stored row still has that digest, nobody
touched it, and the file leads; a row that an administrator changed stays as they made it. Pure.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tanggap.core.hashing import canonical

Row = Mapping[str, Any]


class Ledger(Protocol):
    """What was loaded from which file: digests by key, and the newest version of the file."""

    def read(self, file: str) -> dict[str, str]:
        """Key -> digest of the row as it was last loaded."""
        ...

    def version(self, file: str) -> int:
        """The newest version of this file that was ever loaded; 0 for none."""
        ...

    def write(self, file: str, digests: Mapping[str, str], version: int) -> None:
        """Remembers these rows."""
        ...

    def drop(self, file: str, keys: Iterable[str]) -> None:
        """Forgets these rows."""
        ...


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys by what is to be done. remember: digests for the ledger; kept: an administrator's own."""

    create: list[str] = field(default_factory=list)
    update: list[str] = field(default_factory=list)
    retire: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    remember: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One line of a seed report: how many rows of a file were created, updated and so on."""

    file: str
    version: int
    created: int = 0
    updated: int = 0
    retired: int = 0
    kept: int = 0
    same: int = 0
    older: bool = False  # a newer version of the file is already loaded, so nothing was done

    @property
    def written(self) -> int:
        """How many rows changed."""
        return self.created + self.updated + self.retired


def digest(row: Row) -> str:
    """SHA-256, hex, of a row's values; dates as ISO words.

    Empty values (None, "", False, 0) are left out, so that a column added later, empty in every old row,
    does not make all of them look changed.
    """
    return hashlib.sha256(
        canonical({name: _plain(value) for name, value in row.items() if value})
    ).hexdigest()


def compare(
    wanted: Mapping[str, Row], stored: Mapping[str, Row], remembered: Mapping[str, str]
) -> Difference:
    """What makes the stored rows equal to the wanted ones, without undoing anybody's own changes."""
    found = Difference()
    for key, row in wanted.items():
        _one(found, key, digest(row), stored.get(key), remembered.get(key))
    for key in remembered.keys() - wanted.keys():
        here = stored.get(key)
        if here is not None and here.get("active", True) and digest(here) == remembered[key]:
            found.retire.append(key)
    found.retire.sort()
    return found


def _one(found: Difference, key: str, new: str, here: Row | None, known: str | None) -> None:
    if here is None:
        # Once loaded and gone: an administrator removed it, and it stays away.
        (found.create if known is None else found.kept).append(key)
        if known is None:
            found.remember[key] = new
        return
    now = digest(here)
    if now == new:
        found.same.append(key)
        if known != new:
            found.remember[key] = new
    elif now == known:
        found.update.append(key)
        found.remember[key] = new
    else:
        found.kept.append(key)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
