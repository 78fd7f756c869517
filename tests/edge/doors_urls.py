"""Test-only addresses under /uji/, before all of the product's own."""

import hashlib
import time
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import include, path
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from tanggap.core.errors import Conflict

PIECES = 2000
counted = {"page": 0, "slow": 0, "closed": 0}


def trivial(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok", content_type="text/plain")


def counts(request: HttpRequest) -> HttpResponse:
    return JsonResponse(counted)


@csrf_exempt
def digest(request: HttpRequest) -> HttpResponse:
    """What came, as its length, its hash, and the kind of file that held it."""
    inner = request.META["wsgi.input"]
    on_disk = getattr(inner, "_rolled", False)
    body = request.read()
    return JsonResponse({"length": len(body), "sha256": hashlib.sha256(body).hexdigest(), "on_disk": on_disk})


@csrf_exempt
def echo(request: HttpRequest) -> HttpResponse:
    meta = {k: v for k, v in request.META.items() if k.startswith(("HTTP_", "REMOTE", "PATH", "QUERY"))}
    return JsonResponse({"method": request.method, "language": get_language(), **meta})


def slow(request: HttpRequest) -> HttpResponse:
    counted["slow"] += 1
    time.sleep(float(request.GET.get("s", "1")))
    return HttpResponse(b"slow", content_type="text/plain")


def stream(request: HttpRequest) -> HttpResponseBase:
    def pieces() -> Iterator[bytes]:
        try:
            for number in range(PIECES):
                yield b"%06d\n" % number + b"x" * 5000
                time.sleep(0.002)
        finally:
            counted["closed"] += 1

    return StreamingHttpResponse(pieces(), content_type="text/plain")


def page(request: HttpRequest) -> HttpResponse:
    """A page that may be kept; its words tell how often it was made."""
    counted["page"] += 1
    time.sleep(0.05)
    answer = HttpResponse(f"{get_language()} {counted['page']} " + "kata " * 500)
    answer["X-Edge-Seconds"] = request.GET.get("detik", "60")
    if case := request.GET.get("kasus"):
        answer["X-Edge-Case"] = case
    if request.GET.get("kue"):
        answer.set_cookie("rahasia", "1")
    return answer


def header(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(b"")
    answer["X-Said"] = request.GET.get("w", "")
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(request.GET["w"])


def refusing(request: HttpRequest) -> HttpResponse:
    raise Conflict


urlpatterns = [
    path("uji/ringan", trivial),
    path("uji/hitungan", counts),
    path("uji/sidik", digest),
    path("uji/gema", echo),
    path("api/uji/gema", echo),
    path("api/uji/ringan", trivial),
    path("uji/lambat", slow),
    path("uji/alir", stream),
    path("uji/halaman", page),
    path("uji/kepala", header),
    path("uji/rusak", broken),
    path("uji/tolak", refusing),
    path("api/uji/tolak", refusing),
    path("", include("tanggap.urls")),
]
handler400 = "tanggap.ops.views.bad_request"
handler403 = "tanggap.ops.views.forbidden"
handler404 = "tanggap.ops.views.not_found"
handler500 = "tanggap.ops.views.failed"
