"""Reads of evidence. Who may see a photo is the affair of cases (photo_open_to)."""

from dataclasses import fields
from pathlib import Path
from uuid import UUID

from tanggap.core.errors import NotFound
from tanggap.evidence import files
from tanggap.evidence.models import Photo
from tanggap.evidence.pool import SIZE_NAMES
from tanggap.evidence.shapes import Download, PhotoRow

_COLUMNS = tuple(field.name for field in fields(PhotoRow))
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
}


def copy_path(photo_id: UUID, size: str) -> Path | None:
    """The clean WebP copy: thumb (320 px on the longest side), medium (960) or large (1600); or None."""
    if size not in SIZE_NAMES:
        return None
    path = files.copy_path(photo_id, size)
    return path if path.is_file() else None


def photo(photo_id: UUID) -> PhotoRow:
    """What is known of a photo. Raises NotFound."""
    row = Photo.objects.filter(pk=photo_id).values_list(*_COLUMNS).first()
    if row is None:
        raise NotFound
    return PhotoRow(*row)


def original_bytes(photo_id: UUID) -> bytes:
    """The file as it was sent, metadata and all: for staff who may, never for the public. Raises NotFound."""
    try:
        return files.original(photo_id)
    except FileNotFoundError:
        raise NotFound from None


def download(photo_id: UUID) -> Download:
    """An original or a document with the headers to send it by. Raises NotFound."""
    row = photo(photo_id)
    headers = {
        "Content-Disposition": f'attachment; filename="{photo_id}.{_ENDINGS[row.media_type]}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Download(original_bytes(photo_id), row.media_type, headers)
