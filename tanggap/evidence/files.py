"""Where photos lie: clean copies in photos/, sealed originals in originals/, both in 256 folders.

photos/<aa>/<uuid>-<size>.webp and originals/<aa>/<uuid>, <aa> being the first two letters of the uuid.
A file appears whole or not at all: written aside, flushed to the disk, renamed.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tanggap.evidence.pool import SIZE_NAMES
from tanggap.vault import box

_ASIDE = ".part"
FOLDERS = 256


def copy_path(photo_id: UUID, size: str) -> Path:
    """Where the copy of this size lies, if there is one. size: thumb, medium, large."""
    return _folder("photos", photo_id) / f"{photo_id}-{size}.webp"


def original_path(photo_id: UUID) -> Path:
    """Where the sealed original lies."""
    return _folder("originals", photo_id) / str(photo_id)


def keep(photo_id: UUID, original: bytes, copies: dict[str, bytes]) -> None:
    """Writes all files of one photo; when one can't be written, none stays."""
    try:
        _write(original_path(photo_id), box.seal(original, about=photo_id.bytes))
        for size, data in copies.items():
            _write(copy_path(photo_id, size), data)
    except OSError:
        remove(photo_id)
        raise


def original(photo_id: UUID) -> bytes:
    """The bytes as they were sent. Raises FileNotFoundError and vault.box.Unopenable."""
    return box.opened(original_path(photo_id).read_bytes(), about=photo_id.bytes)


def remove(photo_id: UUID) -> None:
    """Removes all files of one photo; those that are not there are no problem."""
    for path in (original_path(photo_id), *(copy_path(photo_id, size) for size in SIZE_NAMES)):
        path.unlink(missing_ok=True)


def lying_in(folder: int, older_than: float) -> Iterator[tuple[UUID | None, Path]]:
    """Files of one of the 256 folders that were last written before `older_than` (epoch seconds).

    The uuid is None for what a stopped process left half written.
    """
    for kind in ("photos", "originals"):
        with suppress(FileNotFoundError):
            for path in sorted((Path(settings.DATA) / kind / f"{folder:02x}").iterdir()):
                if path.stat().st_mtime < older_than:
                    yield _uuid(path), path


def _uuid(path: Path) -> UUID | None:
    try:
        return UUID(path.name[:36]) if path.suffix != _ASIDE else None
    except ValueError:
        return None


def _folder(kind: str, photo_id: UUID) -> Path:
    return Path(settings.DATA) / kind / str(photo_id)[:2]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_ASIDE}")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
