"""Writes of evidence: take a photo in, sweep away what was never used."""

import hashlib
import itertools
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import IO, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError
from django.db.models import ProtectedError, QuerySet

from tanggap.core import clock
from tanggap.core.errors import Invalid, TooMany
from tanggap.core.text import clean
from tanggap.evidence import files, pool
from tanggap.evidence.kinds import HEAD, MEDIA_TYPES, SENTENCES, kind_of
from tanggap.evidence.models import Photo
from tanggap.evidence.shapes import StoredPhoto
from tanggap.jobs.transaction import writing
from tanggap.people.rules import Actor

MAX_MEGAPIXELS = 60  # as in decoder.py, which can import nothing of ours
UNUSED = timedelta(hours=24)
# Which folder the next sweep looks through; the start is drawn, so that restarts favour none.
_folders = (number % files.FOLDERS for number in itertools.count(secrets.randbelow(files.FOLDERS)))
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A photo checked and decoded, not yet kept. facts and copies as the decoder gave them."""

    content: bytes
    kind: str
    facts: dict[str, Any]
    copies: dict[str, bytes]


def store(*, actor: Actor, data: bytes | IO[bytes], name: str, document_ok: bool = False) -> StoredPhoto:
    """Takes a photo in: checked by content, three clean WebP copies, the original sealed.

    JPEG, PNG, WebP and HEIC; with document_ok also PDF. name: what the sender calls the file, given back in
    a refusal's data, never used otherwise. Slow (0.2 to 2 s): never call it inside a transaction.
    Raises Invalid (field "photos") with a code of kinds.SENTENCES, TooMany when all decoders are taken.
    """
    return keep(actor=actor, prepared=prepare(data, name=name, document_ok=document_ok))


def prepare(data: bytes | IO[bytes], *, name: str, document_ok: bool = False) -> Prepared:
    """The slow half of store: checks and decodes, writes nothing. Raises as store does."""
    name = " ".join(clean(name).split())[:120]
    content = _read(data, name)
    kind = _checked_kind(content, name, document_ok)
    facts, copies = ({}, {}) if kind == "PDF" else _decoded(content, kind, name)
    return Prepared(content, kind, facts, copies)


def keep(*, actor: Actor, prepared: Prepared) -> StoredPhoto:
    """The other half: writes the files and the row. Each call makes a photo of its own."""
    photo_id, facts = uuid4(), prepared.facts
    files.keep(photo_id, prepared.content, prepared.copies)
    try:
        with writing():
            _row(photo_id, prepared.kind, prepared.content, facts, actor).save(force_insert=True)
    except BaseException:
        files.remove(photo_id)
        raise
    shape = "document" if prepared.kind == "PDF" else "photo"
    return StoredPhoto(photo_id, shape, facts.get("width"), facts.get("height"))


def sweep(*, whole: bool = False) -> int:
    """A job: removes photos that were in no case a day after they came, and files that have no row.

    Gives how many photos and stray files went. Each run looks through the next of the 256 folders, so
    that its cost does not grow with the store; whole: through all of them.
    """
    folders = range(files.FOLDERS) if whole else [next(_folders)]
    return sum(_sweep_rows(folder) + _sweep_files(folder) for folder in folders)


def _read(data: bytes | IO[bytes], name: str) -> bytes:
    content = data if isinstance(data, bytes) else data.read(settings.PHOTO_BYTES + 1)
    if len(content) > settings.PHOTO_BYTES:
        raise _refused("too_large", name, limit=settings.PHOTO_BYTES // (1024 * 1024))
    if not content:
        raise _refused("empty", name)
    return content


def _checked_kind(content: bytes, name: str, document_ok: bool) -> str:
    kind = kind_of(content[:HEAD])
    if kind == "VIDEO":
        raise _refused("video", name)
    if kind == "PDF" and document_ok:
        if b"%%EOF" not in content[-2048:]:
            raise _refused("broken_document", name)
        return kind
    if kind is None or kind == "PDF":
        raise _refused("not_a_document" if document_ok else "not_a_photo", name)
    return kind


def _decoded(content: bytes, kind: str, name: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    try:
        result = pool.pool().decode(content, kind)
    except pool.Died:
        raise _refused("unsafe", name) from None
    except pool.Busy:
        raise TooMany(SENTENCES["busy"], code="busy", field="photos", name=name) from None
    if "refused" in result.facts:
        raise _refused(result.facts["refused"], name, limit=MAX_MEGAPIXELS)
    return result.facts, result.copies


def _refused(code: str, name: str, **data: int) -> Invalid:
    return Invalid(SENTENCES[code], code=f"photo_{code}", field="photos", name=name, **data)


def _row(photo_id: UUID, kind: str, content: bytes, facts: dict[str, Any], actor: Actor) -> Photo:
    return Photo(
        id=photo_id,
        kind="document" if kind == "PDF" else "photo",
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=MEDIA_TYPES[kind],
        size=len(content),
        width=facts.get("width"),
        height=facts.get("height"),
        taken_at=_moment(facts.get("taken"), facts.get("offset")),
        lat=facts.get("lat"),
        lng=facts.get("lng"),
        created_at=clock.now(),
        uploaded_by_id=actor.user_id,
    )


def _moment(taken: str | None, offset: str | None) -> datetime | None:
    """EXIF writes local time "2025:03:05 10:11:12"; without an offset Jakarta's is meant."""
    try:
        naive = datetime.strptime((taken or "").strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - zone below
        if offset and _OFFSET.fullmatch(offset):
            return datetime.fromisoformat(naive.isoformat() + offset).astimezone(UTC)
        return naive.replace(tzinfo=clock.JAKARTA).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _forget(photo_id: UUID) -> bool:
    try:
        with writing():
            gone, _ = Photo.objects.filter(pk=photo_id, placed__isnull=True).delete()
    except (ProtectedError, IntegrityError):
        return False  # placed in a case in this very moment
    if gone:
        files.remove(photo_id)
    return bool(gone)


def _sweep_rows(folder: int) -> int:
    unused = _of(folder).filter(placed__isnull=True, created_at__lt=clock.now() - UNUSED)
    return sum(_forget(photo_id) for photo_id in list(unused.values_list("pk", flat=True)))


def _sweep_files(folder: int) -> int:
    lying = list(files.lying_in(folder, (clock.now() - UNUSED).timestamp()))
    known = set(_of(folder).values_list("pk", flat=True)) if lying else set()
    stray = [path for photo_id, path in lying if photo_id not in known]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)


def _of(folder: int) -> QuerySet[Photo]:
    return Photo.objects.filter(
        pk__range=(UUID(f"{folder:02x}" + "0" * 30), UUID(f"{folder:02x}" + "f" * 30))
    )
