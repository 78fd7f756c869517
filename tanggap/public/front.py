"""The front page, the page that explains, and the small files that browsers ask for."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tanggap.cases import queries as cases
from tanggap.core.errors import NotFound
from tanggap.insight import queries as insight

_LATEST = 6
# A crowd on the front page costs one reading in five seconds; what is hidden goes from it at once.
EDGE_SECONDS = "5"
_YEAR = 365 * 24 * 3600


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """/: what this is, the way in, the open numbers, the latest cases."""
    context = {
        "numbers": insight.front(),
        "latest": cases.public_cases(limit=_LATEST).rows,
        "here": "front",
    }
    answer = render(request, "public/front.html", context)
    answer["X-Edge-Seconds"] = EDGE_SECONDS
    patch_cache_control(answer, max_age=0)
    return answer


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """/tentang: how it works, what is public, what is kept and for whom."""
    return render(request, "public/about.html", {"here": "about"})


@csrf_exempt  # a matter of taste, not of rights; and public pages carry no token
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """/bahasa: keeps the language in a cookie and goes back to where one was."""
    back = request.POST.get("kembali", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = HttpResponseRedirect(back, status=303)
    chosen = request.POST.get("bahasa", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, samesite="Lax", secure=settings.SECURE
        )
    patch_cache_control(answer, no_store=True)
    return answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt: public pages may be found; forms, secrets and staff pages are nobody's business."""
    closed = ("/petugas/", "/admin/", "/api/", "/lapor/", "/langsung/", "/*?k=")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """/manifest.webmanifest: so that the page can be put on a phone's home screen."""
    content = {
        "name": "Tanggap",
        "short_name": "Tanggap",
        "description": _("Report what is broken in your city, and see that it is fixed."),
        "start_url": reverse("public:front"),
        "display": "standalone",
        "background_color": "#f6f5f0",
        "theme_color": "#0b5c63",
        "icons": [{"src": static("look/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """/pekerja.js: the form's service worker; it must lie at the root to serve /lapor."""
    found = finders.find("public/worker.js")
    if not isinstance(found, str):
        raise NotFound
    answer = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Content-Security-Policy"] = "default-src 'self'"  # it fetches what the form is made of
    patch_cache_control(answer, no_cache=True)
    return answer


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """/favicon.ico: browsers ask for it unasked; the drawn mark is the answer."""
    return HttpResponseRedirect(static("look/mark.svg"), status=301)
