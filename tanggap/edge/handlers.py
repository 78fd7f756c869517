"""Django, called directly: the whole chain of middlewares for pages, a short one for machines and photos.

Nine middlewares cost about 200 µs a request. The API knows no session, no cookie and no form, so
most of them have nothing to do there (ADR 0003).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

Environ = dict[str, Any]


class Full(WSGIHandler):
    """Django with settings.MIDDLEWARE."""

    def respond(self, environ: Environ) -> HttpResponseBase:
        """The response itself. Whoever takes it must close it, in the same thread."""
        response: HttpResponseBase = self(environ, _nothing)
        return response


def _nothing(
    status: str, headers: list[tuple[str, str]], problem: Any = None, /
) -> Callable[[bytes], object]:
    """WSGI's start_response: status and headers are read from the response instead."""
    return len


class Lean(Full):
    """Django with settings.API_MIDDLEWARE: request.user and request.session are not there."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        handler = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for path in reversed(settings.API_MIDDLEWARE):
            try:
                middleware = import_string(path)(handler)
            except MiddlewareNotUsed:
                continue
            self._hook(middleware)
            handler = convert_exception_to_response(middleware)
        self._middleware_chain = handler

    def _hook(self, middleware: Any) -> None:
        if hasattr(middleware, "process_view"):
            self._view_middleware.insert(0, middleware.process_view)
        if hasattr(middleware, "process_template_response"):
            self._template_response_middleware.append(middleware.process_template_response)
        if hasattr(middleware, "process_exception"):
            self._exception_middleware.append(middleware.process_exception)
