"""/api/v1/: every address answers in JSON, also when it does not exist."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from tanggap.api import city, desk, reports
from tanggap.api.door import api, known_query, no_such_method, nothing_here

app_name = "api"

api.add_decorator(known_query, mode="view")
api.add_router("", reports.router)
api.add_router("", city.router)
api.add_router("desk", desk.router)


def _spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """ninja's view, answering a wrong method with a problem document too."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return no_such_method(request, answer)
        return answer

    return spoken


def _patterns() -> list[URLPattern | URLResolver]:
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _spoken(pattern.callback)
    return [path("", (patterns, app, namespace)), re_path(r"^(?P<path>.*)$", nothing_here)]


urlpatterns: list[URLPattern | URLResolver] = _patterns()
