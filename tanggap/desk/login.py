"""Coming in and going out."""

from typing import Any

from django.http import HttpRequest, HttpResponse


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answers somebody who tried too often."""
    return HttpResponse(status=429)
