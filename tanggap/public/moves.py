"""What a reporter may do with their own case: answer, confirm, contest, rate. Plain posts."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tanggap.cases import actions
from tanggap.cases import queries as cases
from tanggap.cases.shapes import Given, Tracked
from tanggap.core.errors import NotFound, Refusal
from tanggap.public import door, uploads
from tanggap.public.receipt import mine
from tanggap.public.report import taken
from tanggap.public.track import track_page
from tanggap.public.typed import Typed, whole

# The last part of the address -> the verb of the workflow.
VERBS = {"jawab": "answer", "benar": "confirm", "sanggah": "contest", "nilai": "rate"}


@door.posted
def move(request: HttpRequest, number: str, word: str) -> HttpResponse:
    """/lacak/<number>/<word>: the secret comes in the form, never in this address. Raises NotFound."""
    verb = VERBS.get(word)
    if verb is None:
        raise NotFound
    secret = request.POST.get("k", "")
    case = mine(number, secret)
    typed, refused = taken(request)
    if not refused:
        try:
            _make(case, verb, request, typed)
        except Refusal as refusal:
            refused = [refusal]
    if refused:
        fresh = cases.tracked(number=number, secret=secret)
        said = _said(request, verb, typed)
        return track_page(request, fresh, secret, refused=_at_form(refused[0], verb), typed=said)
    return back(number, secret, verb)


def _make(case: Tracked, verb: str, request: HttpRequest, typed: Typed) -> None:
    photos = [uploads.photo_of(token) for token in typed.photos]
    given = Given(
        note=request.POST.get("note", ""),
        score=whole(request.POST.get("score", "")),
        photo_ids=tuple(photo for photo in photos if photo is not None),
    )
    actor = cases.report_actor(number=case.number, secret=request.POST.get("k", ""))
    if actor is None:
        raise NotFound
    actions.make_move(actor=actor, case_id=case.case_id, verb=verb, given=given)


def _said(request: HttpRequest, verb: str, typed: Typed) -> dict[str, Any]:
    return {
        "verb": verb,
        "note": request.POST.get("note", ""),
        "score": whole(request.POST.get("score", "")),
        "photos": typed.shown_photos,
    }


def _at_form(refusal: Refusal, verb: str) -> Refusal:
    """Points at the field of the form it came from: there are several on the page."""
    refusal.field = f"{verb}-{refusal.field or 'note'}"
    return refusal


def back(number: str, secret: str, news: str) -> HttpResponse:
    """To the page, which says once what was done."""
    query = urlencode({"k": secret, "kabar": news})
    return HttpResponseRedirect(f"{reverse('public:track', args=[number])}?{query}#kabar", status=303)
