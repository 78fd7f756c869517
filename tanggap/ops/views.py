"""Pages for what went wrong."""

import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from tanggap.core.errors import Invalid, NotAllowed, NotFound, Refusal, gettext_noop
from tanggap.ops.refused import page, refused

log = logging.getLogger(__name__)

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class _Failed(Refusal):
    code = "failed"
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    sentence = gettext_noop(
        "Something went wrong on our side. It was noted, and nothing you sent before is lost."
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what came can't be read. Django's own words are for developers, and stay out."""
    if isinstance(exception, _TOO_MUCH):
        sentence = gettext_noop("The form that came is too large. Please send fewer words or photos at once.")
        return refused(request, Invalid(sentence, code="too_large"))
    return refused(request, Invalid(gettext_noop("What was sent can't be read. Please try again.")))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return refused(request, NotAllowed())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    sentence = gettext_noop("This page does not exist. Perhaps the address was shortened on the way to you.")
    return refused(request, NotFound(sentence))


def failed(request: HttpRequest) -> HttpResponse:
    """500: drawn without the database, the session or the base page, as any of them may be what failed."""
    if request.path.startswith("/api/"):
        return refused(request, _Failed())
    answer = HttpResponse(get_template("500.html").render(), status=HTTPStatus.INTERNAL_SERVER_ERROR)
    answer["Cache-Control"] = "no-store"
    return answer


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form lay open for too long, or came from another site. Offers the way back to it."""
    came_from = request.META.get("HTTP_REFERER", "")
    back = came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else request.path
    sentences = [
        gettext("This form was open for too long, or cookies are blocked, so it was not accepted."),
        gettext("Go back, load the page again and send it once more. Copy what you wrote first, to be safe."),
    ]
    title = gettext("Please send it again")
    return page(
        request,
        HTTPStatus.FORBIDDEN,
        sentences=sentences,
        title=title,
        back=back,
        go_back=gettext("Back to the form"),
    )
