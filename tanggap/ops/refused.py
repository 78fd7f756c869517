"""A refusal as an answer: a page for people, a problem document (RFC 9457) for machines."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from tanggap.core.errors import Refusal, Several, gettext_noop

TITLES = {
    HTTPStatus.BAD_REQUEST: gettext_noop("That did not work"),
    HTTPStatus.FORBIDDEN: gettext_noop("Not open to you"),
    HTTPStatus.NOT_FOUND: gettext_noop("Nothing here"),
    HTTPStatus.CONFLICT: gettext_noop("Somebody was faster"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: gettext_noop("Too large"),
    HTTPStatus.UNPROCESSABLE_ENTITY: gettext_noop("Call 112"),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_noop("One moment, please"),
}


def is_machine(request: HttpRequest) -> bool:
    """Whether the answer is for a program."""
    return request.path.startswith("/api/")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal with its own status, in the visitor's language."""
    with translation.override(translation.get_language_from_request(request)):
        answer = _problem(refusal) if is_machine(request) else _page(request, refusal)
    answer["Cache-Control"] = "no-store"
    answer["Vary"] = "Accept-Language"
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        answer["Retry-After"] = str(refusal.data.get("seconds", 60))
    return answer


def told(refusal: Refusal) -> str:
    """Its sentence, translated and filled."""
    sentence = gettext(refusal.sentence)
    return sentence % refusal.data if refusal.data else sentence


def _page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    parts = refusal.refusals if isinstance(refusal, Several) else [refusal]
    return page(request, refusal.status, sentences=[told(part) for part in parts])


def page(
    request: HttpRequest, status: int, *, sentences: list[str], title: str = "", **more: Any
) -> HttpResponse:
    """An error page. title and sentences: in the visitor's language already."""
    title = title or gettext(TITLES.get(HTTPStatus(status), TITLES[HTTPStatus.BAD_REQUEST]))
    words = {"title": title, "sentences": sentences, "status": int(status), **more}
    if request.path.startswith("/petugas"):
        words["ways"] = [("/petugas/", gettext("To the inbox"))]
    else:
        words["ways"] = [("/", gettext("To the front page")), ("/lacak", gettext("Track a report"))]
    return render(request, "error.html", words, status=status)


def _problem(refusal: Refusal) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": int(refusal.status),
        "code": refusal.code,
        "field": refusal.field,
        "detail": told(refusal),
    }
    if isinstance(refusal, Several):
        body["errors"] = [
            {"code": part.code, "field": part.field, "detail": told(part)} for part in refusal.refusals
        ]
    return HttpResponse(
        orjson.dumps(body), status=int(refusal.status), content_type="application/problem+json"
    )
