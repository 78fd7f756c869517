"""Photos on their way into a report: stored at once, held by a signed token until they are sent."""

from typing import TypeAlias
from uuid import UUID

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from tanggap.core.errors import Refusal
from tanggap.evidence import actions as evidence
from tanggap.people.rules import PUBLIC

Upload: TypeAlias = "UploadedFile[bytes]"
_signer = signing.Signer(salt="tanggap.public.photo")


def keep(file: Upload) -> str:
    """Stores one photo and gives its token. Raises Invalid for what is no photo."""
    stored = evidence.store(actor=PUBLIC, data=file.read(), name=file.name or "")
    return _signer.sign(str(stored.id))


def keep_all(files: list[Upload]) -> tuple[list[str], list[Refusal]]:
    """Stores what can be stored: tokens, and why the others could not."""
    tokens: list[str] = []
    refused: list[Refusal] = []
    for file in files:
        try:
            tokens.append(keep(file))
        except Refusal as refusal:
            refusal.field = "photos"
            refused.append(refusal)
    return tokens, refused


def photo_of(token: str) -> UUID | None:
    """The photo that a token of ours stands for, or None for a forged one."""
    try:
        return UUID(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def thumb_url(token: str) -> str:
    """Where the holder of the token sees the photo before it is sent."""
    photo = photo_of(token)
    return f"{reverse('public:photo', args=[photo, 'thumb'])}?t={token}" if photo else ""
