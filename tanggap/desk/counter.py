"""The front desk: entering a report for a resident at the counter or on the telephone, and the receipt."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import segno
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tanggap.cases.workflow import Need
from tanggap.core.errors import Emergency, Refusal, Several
from tanggap.desk import choices
from tanggap.desk.forms import store_photo, uuids, whole
from tanggap.desk.guard import for_staff, require
from tanggap.desk.questions import Question
from tanggap.desk.words import VISIBILITIES, sentence
from tanggap.intake import actions as intake
from tanggap.intake import queries as asks
from tanggap.intake.shapes import Received, ReportForm
from tanggap.people import queries as people
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor
from tanggap.places import queries as places

KINDS = ("complaint", "suggestion", "opinion", "question")
# What intake calls a field, where this page calls it otherwise.
FIELD_OF = {"photo_ids": "photos", "place": "kelurahan", "lat": "kelurahan", "contact": "email"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def enter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """/petugas/lapor: the form, then cases that look the same, then the receipt."""
    require(actor, Permission.OWN_REPORTS_ENTER)
    if request.method != "POST":
        return _page(request, actor, _blank(actor), {})
    form, errors = _read(request, actor)
    if errors or "lihat" in request.POST:
        return _page(request, actor, form, errors, 400 if errors else 200)
    if form.join_case is None and "baru" not in request.POST and (near := asks.looks_like(form=form)):
        return _page(request, actor, form, {}, near=near)
    try:
        received = intake.receive(actor=actor, form=form)
    except Refusal as refusal:
        errors = _by_field(refusal)
        emergency = isinstance(refusal, Emergency)
        return _page(request, actor, form, errors, refusal.status, emergency=emergency)
    return _receipt(request, received)


def _blank(actor: Actor) -> ReportForm:
    own = people.agency(actor.agency_id) if actor.agency_id else None
    kelurahan = own.area if own and places.area(own.area) and len(own.area) == 13 else ""
    return ReportForm(key=uuid4().hex, kelurahan=kelurahan, channel=_first_channel())


def _first_channel() -> str:
    offered = choices.channels()
    return offered[0].value if offered else "web"


def _read(request: HttpRequest, actor: Actor) -> tuple[ReportForm, dict[str, str]]:
    stored, errors = _photos(request.FILES.getlist("photos"), actor)
    form = _form(request.POST)
    return replace(form, photo_ids=(*uuids(request.POST.getlist("photo_ids")), *stored)), errors


def _form(sent: QueryDict) -> ReportForm:
    return ReportForm(
        words=sent.get("words", ""),
        category=sent.get("category", "")[:80],
        kind=sent.get("kind", "complaint"),
        visibility=sent.get("visibility", ""),
        kelurahan=sent.get("kelurahan", "")[:13],
        landmark_id=whole(sent.get("landmark_id")),
        place_text=sent.get("place_text", ""),
        name=sent.get("name", ""),
        email=sent.get("email", ""),
        phone=sent.get("phone", ""),
        language="en" if sent.get("language") == "en" else "id",
        key=sent.get("key", "")[:80],
        channel=_known_channel(sent.get("channel", "")),
        join_case=whole(sent.get("join_case")),
    )


def _known_channel(code: str) -> str:
    return code if code in {option.value for option in choices.channels()} else _first_channel()


def _photos(files: "list[UploadedFile[Any]]", actor: Actor) -> tuple[list[UUID], dict[str, str]]:
    stored: list[UUID] = []
    wrong: list[str] = []
    for file in files:
        try:
            stored.append(store_photo(file, actor, documents=True))
        except Refusal as refusal:
            wrong.append(f"{file.name}: {sentence(refusal)}")
    return stored, {"photos": " ".join(wrong)} if wrong else {}


def _by_field(refusal: Refusal) -> dict[str, str]:
    parts = refusal.refusals if isinstance(refusal, Several) else [refusal]
    return {FIELD_OF.get(part.field, part.field): sentence(part) for part in parts}


def _page(
    request: HttpRequest,
    actor: Actor,
    form: ReportForm,
    errors: dict[str, str],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "errors": errors,
        "summary": [{"field": name, "sentence": words} for name, words in errors.items()],
        "categories": choices.categories(by_code=True),
        "kelurahan": choices.kelurahan(),
        "landmarks": places.landmarks(form.kelurahan) if form.kelurahan else [],
        "channels": choices.channels(),
        "kinds": KINDS,
        "photos": photo_question(form, errors),
        "public_word": VISIBILITIES["public"],
        "private_word": VISIBILITIES["private"],
        "here": "enter",
        **more,
    }
    return render(request, "desk/enter.html", context, status=status)


def photo_question(form: ReportForm, errors: dict[str, str]) -> Question:
    """Photos or documents that the resident brought, asked as a move's form asks."""
    return Question(
        Need.PROOF,
        "photos",
        gettext("Photos or documents"),
        required=False,
        error=errors.get("photos", ""),
        hint=gettext("At most five. Each can be a photo or a scanned document."),
        chosen=tuple(str(one) for one in form.photo_ids),
        documents=True,
    )


def _receipt(request: HttpRequest, received: Received) -> HttpResponse:
    query = urlencode({"k": received.secret})
    link = f"{settings.PUBLIC_URL}{reverse('public:track', args=[received.number])}?{query}"
    side, squares = qr_path(link)
    context = {"received": received, "link": link, "side": side, "squares": squares}
    return render(request, "desk/receipt.html", context)


def qr_path(text: str) -> tuple[int, str]:
    """A QR code as the side of its square and one SVG path; no image, no inline style."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=2)]
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return len(rows), "".join(dark)


@require_safe
@for_staff
def landmarks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The landmarks of a kelurahan, for the form that was told which one."""
    require(actor, Permission.OWN_REPORTS_ENTER)
    kode = request.GET.get("kelurahan", "")[:13]
    found = places.landmarks(kode) if kode else []
    return render(request, "desk/parts/landmarks.html", {"landmarks": found})
