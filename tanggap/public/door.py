"""What every post from a public page passes: no foreign site, no flood, no robot."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tanggap.core.errors import NotAllowed, TooMany, gettext_noop
from tanggap.jobs.throttle import Throttle

View = Callable[..., HttpResponse]
# A report may carry five photos, and people make mistakes.
UPLOADS_PER_REPORT = 8
_reports = Throttle(per_hour=settings.REPORTS_PER_HOUR)
_uploads = Throttle(per_hour=settings.REPORTS_PER_HOUR * UPLOADS_PER_REPORT)


def open_form(view: View) -> View:
    """A page that is shown and takes its own post. Nobody is logged in there, so no cookie and no CSRF
    token guards it: a form may lie open for days and be sent again after a lost connection. What
    another site's page sends in a visitor's name is refused by the browser's own Sec-Fetch-Site."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise NotAllowed(gettext_noop("This form was sent from another site. Please send it from here."))
        return view(request, *args, **kwargs)

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def posted(view: View) -> View:
    """The same for what can only be posted."""
    return csrf_exempt(require_POST(open_form(view)))


def address(request: HttpRequest) -> str:
    """The visitor's network address; behind proxies, what the outermost trusted one says."""
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(said) >= settings.PROXIES:
        return said[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def count_report(request: HttpRequest) -> None:
    """One report more from this address. Raises TooMany."""
    _count(_reports, request)


def count_upload(request: HttpRequest) -> None:
    """One photo more from this address. Raises TooMany."""
    _count(_uploads, request)


def _count(throttle: Throttle, request: HttpRequest) -> None:
    if not throttle.take(address(request)):
        raise TooMany(
            gettext_noop("Many reports came from your network in the last hour. Please wait a little.")
        )
