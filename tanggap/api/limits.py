"""How much one network address may send in an hour. Accounts with a token are not counted."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from tanggap.core.errors import TooMany
from tanggap.jobs.throttle import Throttle
from tanggap.people.rules import Actor

# A report may carry five photos, and people make mistakes.
UPLOADS_PER_REPORT = 8

reports = Throttle(per_hour=settings.REPORTS_PER_HOUR)
uploads = Throttle(per_hour=settings.REPORTS_PER_HOUR * UPLOADS_PER_REPORT)


def count_report(request: HttpRequest, actor: Actor) -> None:
    """Counts one report. Raises TooMany."""
    _count(reports, request, actor)


def count_upload(request: HttpRequest, actor: Actor) -> None:
    """Counts one photo. Raises TooMany."""
    _count(uploads, request, actor)


def _count(throttle: Throttle, request: HttpRequest, actor: Actor) -> None:
    if not actor.is_staff and not throttle.take(_address(request)):
        raise TooMany(
            gettext_noop("Many reports came from your network in the last hour. Please wait a little.")
        )


def _address(request: HttpRequest) -> str:
    said = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.PROXIES and len(said) >= settings.PROXIES:
        return said[-settings.PROXIES].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
