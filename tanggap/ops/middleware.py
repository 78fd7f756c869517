"""What every answer carries, and how refusals become pages."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from tanggap.core.errors import Refusal, gettext_noop
from tanggap.ops.policy import CONTENT, NOTHING, PERMISSIONS
from tanggap.ops.refused import refused

Handler = Callable[[HttpRequest], HttpResponseBase]

# Pages of the desk never stay on a shared office computer; others may come back with the back button.
_DESK = ("/petugas", "/admin")
_NEVER = "private, no-store"
_BACK_BUTTON = "private, no-cache"
_SHARED = "no-cache"


class Headers:
    """Strict headers on every answer; what a view set itself stays."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        headers = answer.headers
        page = headers.get("Content-Type", "").startswith("text/html")
        headers.setdefault("Content-Security-Policy", CONTENT if page else NOTHING)
        if page:
            headers.setdefault("Permissions-Policy", PERMISSIONS)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        secret = "k" in request.GET or "t" in request.GET
        headers.setdefault("Referrer-Policy", "no-referrer" if secret else "same-origin")
        headers.setdefault("Cache-Control", _cache_control(request, answer, secret))
        return answer


def _cache_control(request: HttpRequest, answer: HttpResponseBase, secret: bool) -> str:
    if secret or request.path.startswith(_DESK):
        return _NEVER
    return _SHARED if "X-Edge-Seconds" in answer.headers else _BACK_BUTTON


class TooLarge(Refusal):
    """The body is larger than all photos of a report together may be."""

    code = "too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    sentence = gettext_noop(
        "What you sent is too large. At most %(photos)s photos of %(limit)s MB each can be sent at once."
    )


class Refusals:
    """Turns a Refusal that nobody caught into a page in the visitor's language, or into a JSON problem."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("tanggap.too_large"):  # the edge did not keep the body
            limit = settings.PHOTO_BYTES // 1024 // 1024
            return refused(request, TooLarge(photos=settings.PHOTOS_PER_REPORT, limit=limit))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Django's hook: None leaves the exception to the next one."""
        return refused(request, problem) if isinstance(problem, Refusal) else None
