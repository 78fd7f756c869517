"""Photos at the desk: served to who may see them, taken in one by one from the field."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tanggap.cases import queries as cases
from tanggap.core.errors import Invalid, NotFound, Refusal, gettext_noop
from tanggap.desk.forms import store_photo
from tanggap.desk.guard import for_staff, require
from tanggap.desk.words import sentence
from tanggap.evidence import queries as evidence
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor

SIZES = frozenset({"thumb", "medium", "large"})
WEBP = "image/webp"


@require_safe
@for_staff
def photo(request: HttpRequest, actor: Actor, photo_id: UUID, size: str) -> HttpResponse:
    """/petugas/foto/<uuid>/<size>.webp: kept by this person's browser alone, and not for long."""
    if size not in SIZES or not cases.photo_open_to(actor=actor, photo_id=photo_id):
        raise NotFound
    path = evidence.copy_path(photo_id, size)
    if path is None:
        raise NotFound
    answer = FileResponse(cast(BinaryIO, path.open("rb")), content_type=WEBP)
    answer["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)


@require_safe
@for_staff
def document(request: HttpRequest, actor: Actor, photo_id: UUID) -> HttpResponse:
    """/petugas/dokumen/<uuid>: a document that proves something, as a file that no browser runs."""
    if not cases.photo_open_to(actor=actor, photo_id=photo_id):
        raise NotFound
    if evidence.photo(photo_id).kind != "document":
        raise NotFound  # a photo's original carries metadata
    found = evidence.download(photo_id)
    return HttpResponse(found.data, content_type=found.media_type, headers=found.headers)


@require_POST
@for_staff
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """/petugas/unggah: one photo for a form that is still being filled in; answers its id and thumbnail."""
    require(actor, Permission.OWN_CASES_WORK, Permission.OWN_REPORTS_ENTER)
    file = request.FILES.get("photo")
    try:
        if file is None:
            raise Invalid(gettext_noop("No photo came with this."), field="photo")
        photo_id = store_photo(file, actor, documents=request.POST.get("documents") == "1")
    except Refusal as refusal:
        return JsonResponse({"sentence": sentence(refusal)}, status=refusal.status)
    thumb = reverse("desk:photo", args=[photo_id, "thumb"])
    return JsonResponse({"id": str(photo_id), "thumb": thumb}, status=201)
