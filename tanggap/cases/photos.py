"""Placing photos in a case: each once, and only by who brought it."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from tanggap.cases.models import CasePhoto, Event
from tanggap.core.errors import Invalid, gettext_noop
from tanggap.evidence.models import Photo
from tanggap.people.rules import Actor

PHOTOS_LIMIT = 10


class Place(Protocol):
    """Writes the checked photos into a case, inside the caller's transaction."""

    def __call__(
        self, *, case_id: int, role: str, event: Event | None = None, report_id: int | None = None
    ) -> None: ...


def place(photo_ids: Sequence[UUID], *, actor: Actor, documents: bool, at_least: int) -> Place:
    """Checks photos and returns the function that places them.

    Raises Invalid when there are too few or too many, one is unknown, placed already, brought by
    somebody else, or a document where only a photo proves anything.
    """
    ids = list(dict.fromkeys(photo_ids))
    if len(ids) < at_least:
        raise Invalid(gettext_noop("Add at least one photo."), field="photos", code="photo_needed")
    if len(ids) > PHOTOS_LIMIT:
        raise Invalid(gettext_noop("At most %(limit)s photos at once."), field="photos", limit=PHOTOS_LIMIT)
    kinds = _kinds(ids, actor) if ids else {}
    if not documents and "document" in kinds.values():
        raise Invalid(
            gettext_noop("A document can't prove this; add a photo."), field="photos", code="photo_needed"
        )

    def write(*, case_id: int, role: str, event: Event | None = None, report_id: int | None = None) -> None:
        CasePhoto.objects.bulk_create(
            CasePhoto(
                case_id=case_id,
                role="document" if kinds[photo] == "document" else role,
                event=event,
                report_id=report_id,
                photo_id=photo,
                position=position,
            )
            for position, photo in enumerate(ids)
        )

    return write


def _kinds(ids: list[UUID], actor: Actor) -> dict[UUID, str]:
    found = Photo.objects.filter(pk__in=ids, placed__isnull=True)
    kinds = {row.pk: row.kind for row in found if row.uploaded_by_id in {None, actor.user_id}}
    if len(kinds) != len(ids):
        raise Invalid(
            gettext_noop("One of the photos was used already or is not there any more. Add it again."),
            field="photos",
            code="photo_gone",
        )
    return kinds
