"""What every post from a public page passes: no foreign site, no flood, no robot."""

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tanggap.core.clock import now
from tanggap.core.errors import NotAllowed, TooMany, gettext_noop

View = Callable[..., HttpResponse]
_HOUR = timedelta(hours=1)
_ADDRESSES = 20_000


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


class Gate:
    """Lets each address through at most `limit` times in an hour (0: always). Kept in memory only."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def pass_once(self, who: str, limit: int) -> None:
        """Counts one try. Raises TooMany."""
        if not limit:
            return
        at = now()
        with self._lock:
            tries = self._seen.setdefault(who, deque())
            self._seen.move_to_end(who)
            while tries and at - tries[0] > _HOUR:
                tries.popleft()
            if len(tries) >= limit:
                raise TooMany(
                    gettext_noop(
                        "Many reports came from your network in the last hour. Please wait a little."
                    )
                )
            tries.append(at)
            while len(self._seen) > _ADDRESSES:
                self._seen.popitem(last=False)

    def forget(self) -> None:
        """Starts anew; for tests."""
        self._seen.clear()


reports = Gate()
uploads = Gate()
