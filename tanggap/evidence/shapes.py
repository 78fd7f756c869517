"""What comes out of evidence: plain values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo or document that was taken in. width, height: as it is to be seen; None for a document."""

    id: UUID
    kind: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """What is known of a photo. taken_at (UTC), lat, lng: what the file says of itself, only for evidence."""

    id: UUID
    kind: str
    sha256: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    taken_at: datetime | None
    lat: float | None
    lng: float | None
    created_at: datetime
    uploaded_by_id: int | None


@dataclass(frozen=True, slots=True)
class Download:
    """An original for a member of staff: bytes, and headers under which no browser runs or shows it."""

    data: bytes
    media_type: str
    headers: dict[str, str]
