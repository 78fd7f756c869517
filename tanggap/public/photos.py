"""Serving the copies of photos: public ones for good, others only to who may see them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tanggap.cases import queries as cases
from tanggap.core.errors import NotFound
from tanggap.core.ids import read_number
from tanggap.evidence import queries as evidence
from tanggap.people.rules import PUBLIC, Actor
from tanggap.public import uploads

SIZES = frozenset({"thumb", "medium", "large"})


@require_safe
def photo(request: HttpRequest, photo_id: UUID, size: str) -> HttpResponse:
    """/foto/<uuid>/<size>.webp: with ?t= for who just uploaded it, with ?n=&k= for a reporter.

    Raises NotFound for what is missing or closed to this visitor.
    """
    if size not in SIZES:
        raise NotFound
    personal = _personal(request)
    if not _may_see(request, photo_id):
        raise NotFound
    path = evidence.copy_path(photo_id, size)
    if path is None:
        raise NotFound
    answer = HttpResponse(path.read_bytes(), content_type="image/webp")
    if personal:
        patch_cache_control(answer, private=True, no_store=True)
        answer["Referrer-Policy"] = "no-referrer"
    else:
        # A photo never changes under its address; shared caches ask again each minute, as it may be hidden.
        patch_cache_control(answer, public=True, max_age=86400, s_maxage=60, immutable=True)
    return answer


def _personal(request: HttpRequest) -> bool:
    """Whether the answer depends on who asks, so that no cache may keep it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or bool(request.GET.keys() & {"t", "k"})


def _may_see(request: HttpRequest, photo_id: UUID) -> bool:
    token = request.GET.get("t", "")
    if token and uploads.photo_of(token) != photo_id:
        return False
    number, secret = read_number(request.GET.get("n", "")) or "", request.GET.get("k", "")
    return cases.photo_open_to(
        actor=_actor(request), photo_id=photo_id, number=number, secret=secret, unplaced=bool(token)
    )


def _actor(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return PUBLIC
    return Actor.of(request.user)
