"""The report form: one page that works as one post, and the steps it may lead to."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext

from tanggap.cases import queries as cases
from tanggap.cases.shapes import Near
from tanggap.catalog.emergency import emergency
from tanggap.catalog.templatetags.tanggap import KINDS
from tanggap.core.errors import Emergency, Invalid, NotAllowed, NotFound, Refusal, TooMany, gettext_noop
from tanggap.core.text import WORDS_LIMIT
from tanggap.intake import actions as intake
from tanggap.intake import queries as asking
from tanggap.intake.shapes import ReportForm
from tanggap.people.rules import PUBLIC
from tanggap.places import queries as places
from tanggap.public import choices, door, uploads
from tanggap.public.typed import Typed, read, report_form, whole, with_photos
from tanggap.public.wrong import by_field, problems


@door.open_form
def report(request: HttpRequest) -> HttpResponse:
    """/lapor: the empty form, and where it is sent."""
    return _send(request) if request.method == "POST" else _empty(request)


def _empty(request: HttpRequest) -> HttpResponse:
    wanted = request.GET
    typed = Typed(
        key=uuid4().hex,
        kelurahan=wanted.get("kelurahan", "")[:13],
        category=wanted.get("kategori", "")[:80],
    )
    return form_page(request, typed)


def _send(request: HttpRequest) -> HttpResponse:
    typed, refused = taken(request)
    if request.POST.get("patokan"):
        return _landmarks(request, typed, refused)
    if refused or request.POST.get("edit"):
        return form_page(request, typed, refused)
    join_case = whole(request.POST.get("join_case", ""))
    try:
        form = report_form(typed, join_case)
        _no_robot(request)
        if similar := _similar(typed, form):
            return _ask_similar(request, typed, similar)
        door.count_report(request)
        received = intake.receive(actor=PUBLIC, form=form)
    except Emergency:
        return _stop(request, typed)
    except Refusal as refusal:
        return form_page(request, typed, [refusal])
    again = "&lagi=1" if received.again else ""
    where = reverse("public:receipt", args=[received.number])
    return HttpResponseRedirect(f"{where}?k={received.secret}{again}", status=303)


def _landmarks(request: HttpRequest, typed: Typed, refused: list[Refusal]) -> HttpResponse:
    """Without script: the form again, with the landmarks of the chosen kelurahan. Nothing is sent."""
    if not typed.kelurahan:
        refused.append(Invalid(gettext_noop("Choose a kelurahan from the list."), field="kelurahan"))
    return form_page(request, typed, refused, asked_landmarks=True)


def taken(request: HttpRequest) -> tuple[Typed, list[Refusal]]:
    """What was typed, with the photos that came along stored; and why some could not be."""
    typed = read(request.POST)
    files = [file for file in request.FILES.getlist("photos") if file.size]
    room = settings.PHOTOS_PER_REPORT - len(typed.photos)
    refused: list[Refusal] = []
    if len(files) > room:
        refused.append(
            Invalid(
                gettext_noop("At most %(limit)s photos."), field="photos", limit=settings.PHOTOS_PER_REPORT
            )
        )
    try:
        for _ in files[:room]:
            door.count_upload(request)
    except TooMany as refusal:
        return typed, [refusal]
    tokens, failed = uploads.keep_all(files[:room])
    return with_photos(typed, tokens), refused + failed


def _no_robot(request: HttpRequest) -> None:
    # People don't see the field; a browser that filled it by itself is told which one to empty.
    if request.POST.get("website"):
        raise NotAllowed(gettext_noop("Please leave the field “Website” empty, it is there for robots."))


def _similar(typed: Typed, form: ReportForm) -> list[Near]:
    if typed.seen_similar or form.join_case is not None or emergency(form.words):
        return []
    if cases.key_used(key=form.key):  # sent twice: what looks the same is this very report
        return []
    return asking.looks_like(form=form)


def _ask_similar(request: HttpRequest, typed: Typed, similar: list[Near]) -> HttpResponse:
    context = {"typed": typed, "similar": similar, "here": "report"}
    return _private(render(request, "public/similar.html", context))


def _stop(request: HttpRequest, typed: Typed) -> HttpResponse:
    context = {"typed": typed, "here": "report"}
    return _private(render(request, "public/emergency.html", context, status=Emergency.status))


def form_page(
    request: HttpRequest,
    typed: Typed,
    refused: list[Refusal] | None = None,
    *,
    asked_landmarks: bool = False,
) -> HttpResponse:
    """The form as typed, with what is wrong on top and beside the fields."""
    lines = problems(*refused or [])
    context: dict[str, Any] = {
        "typed": typed,
        "here": "report",
        "errors": lines,
        "wrong": by_field(lines),
        "words_limit": WORDS_LIMIT,
        "photos_limit": settings.PHOTOS_PER_REPORT,
        "photo_megabytes": settings.PHOTO_BYTES // (1024 * 1024),
        "kinds": [(code, gettext(words)) for code, words in KINDS.items()],
        "groups": choices.category_groups(),
        "kecamatan": choices.kelurahan_groups(),
        "landmarks": [] if typed.lat else choices.landmarks(typed.kelurahan),
        "asked_landmarks": asked_landmarks and not lines,
        "approximate": places.approximate(),
        "map": choices.map_settings(),
    }
    status = max((refusal.status for refusal in refused or []), default=200)
    return _private(render(request, "public/report.html", context, status=status))


@door.open_form
def similar(request: HttpRequest) -> HttpResponse:
    """/lapor/mirip: the similar cases as a fragment, while the form is still being filled in."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("public:report"))
    try:
        found = asking.looks_like(form=report_form(read(request.POST)))
    except (Invalid, NotFound):
        found = []
    return _private(render(request, "public/_similar.html", {"similar": found}))


def _private(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, private=True, no_store=True)
    return answer
