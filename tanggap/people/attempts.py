"""Wrong passwords: counted by account and network (django-axes), and by network alone.

Axes by itself keeps every field of the form that failed. What somebody typed before their session ran
out comes along with the login (desk/login.py), and may be a resident's name and telephone number.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest, QueryDict

from tanggap.jobs.throttle import Throttle

# One network that tries many names: an office's own mistakes are far fewer.
BURST, PER_HOUR = 100, 60

_failures = Throttle(per_hour=PER_HOUR, burst=BURST)


class Handler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Axes' own, which remembers less and counts more."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether this account from this network, or this network at all, must wait."""
        if _failures.wait(_address(request)) > 0:
            request.axes_locked_out = True  # type: ignore[attr-defined]  # axes' middleware answers with 429
            return True
        return bool(super().is_locked(request, credentials))

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **more: Any,
    ) -> None:
        """Notes who tried, from where and when; nothing of what else was in the form."""
        if request is None or getattr(request, "axes_locked_out", False):
            return
        _failures.take(_address(request))
        kept = request.POST, request.GET
        request.POST, request.GET = QueryDict(), QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **more)
        finally:
            request.POST, request.GET = kept


def _address(request: HttpRequest) -> str:
    return str(getattr(request, "axes_ip_address", "") or "")
