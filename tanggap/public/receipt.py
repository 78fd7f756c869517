"""The receipt: the number, the secret link, and what happens next."""

import io
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tanggap.cases import queries as cases
from tanggap.cases.shapes import Tracked
from tanggap.core.errors import NotFound
from tanggap.notices import queries as notices
from tanggap.public.secrecy import secret_page


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """/lapor/terkirim/<number>?k=: only with the secret. Raises NotFound."""
    secret = request.GET.get("k", "")
    case = mine(number, secret)
    context = {
        "case": case,
        "secret": secret,
        "link": secret_link(case.number, secret),
        "listens": notices.listens(case.report_id),
        "again": bool(request.GET.get("lagi")),
        "here": "report",
    }
    return secret_page(render(request, "public/receipt.html", context))


@require_safe
def code(request: HttpRequest, number: str) -> HttpResponse:
    """/lapor/kode/<number>.svg?k=: the secret link as a QR code. Raises NotFound."""
    secret = request.GET.get("k", "")
    case = mine(number, secret)
    picture = io.BytesIO()
    drawn = segno.make(secret_link(case.number, secret), error="m")
    drawn.save(picture, kind="svg", scale=4, border=2, dark="#000", light="#fff", omitsize=True)
    return secret_page(HttpResponse(picture.getvalue(), content_type="image/svg+xml"))


def mine(number: str, secret: str) -> Tracked:
    """The case as its reporter sees it. Raises NotFound without the right secret."""
    if not secret:
        raise NotFound
    return cases.tracked(number=number, secret=secret)


def secret_link(number: str, secret: str) -> str:
    """The whole address that opens a report to its reporter."""
    path = reverse("public:track", args=[number])
    return f"{settings.PUBLIC_URL}{path}?{urlencode({'k': secret})}"
