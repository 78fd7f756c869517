"""The API's door: who comes in, what a body may be, and how every refusal is answered."""

import logging
from collections.abc import Callable
from functools import cached_property, wraps
from http import HTTPStatus
from typing import Any, cast

import orjson
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.params.models import QueryModel
from ninja.parser import Parser
from ninja.security import HttpBearer

from tanggap.api import problems
from tanggap.core.errors import Invalid, NotFound, Refusal
from tanggap.people.queries import actor_of_token
from tanggap.people.rules import PUBLIC, Actor

log = logging.getLogger("tanggap.api")

# Forty JSON-escaped emoji take 480 bytes; 4,000 of them and every other field fit in here.
BODY_BYTES = 64 * 1024
View = Callable[..., HttpResponse]


class TooLarge(Refusal):
    """The body is larger than anything we could want."""

    code = "too_large"
    status = 413
    sentence = gettext_noop("This is too large. At most %(limit)s kB can be sent at once.")


class NotJson(Refusal):
    """The body is of another kind than this address takes."""

    code = "media_type"
    status = 415
    sentence = gettext_noop("This address takes %(wanted)s.")


class Json(Parser):
    """Bodies are JSON of a bounded size, and say so."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise NotJson(wanted="application/json")
        if len(request.body) > BODY_BYTES:
            raise TooLarge(limit=BODY_BYTES // 1024)
        return cast(dict[str, Any], orjson.loads(request.body))


class Bearer(HttpBearer):
    """A staff account, by the token that `python -m tanggap apikey` made for it."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_of_token(token)


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking where a token may be sent and need not: a wrong one is refused, never ignored."""
    if "Authorization" not in request.headers:
        return PUBLIC
    actor = Bearer()(request)
    if actor is None:
        raise AuthenticationError
    return cast(Actor, actor)


def staff(request: HttpRequest) -> Actor:
    """Who is asking, at an address that Bearer guards."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined]


class Api(NinjaAPI):
    """Django-ninja's API with one description and one form of refusal."""

    @cached_property
    def description_document(self) -> OpenAPISchema:
        """The OpenAPI document, made once: every address may answer with a problem."""
        document = super().get_openapi_schema()
        document["components"]["schemas"]["Problem"] = PROBLEM
        problem = {"$ref": "#/components/schemas/Problem"}
        refused = {
            "description": "Refused, and why (RFC 9457)",
            "content": {problems.MEDIA_TYPE: {"schema": problem}},
        }
        for methods in document["paths"].values():
            for operation in methods.values():
                operation["responses"]["default"] = refused
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return self.description_document


_FAULT = {
    "code": {"type": "string", "description": "Stable, for machines."},
    "field": {"type": "string", "description": "The field it is about, or empty."},
    "detail": {"type": "string", "description": "A sentence for people, by Accept-Language."},
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "code", "field", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        **_FAULT,
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": _FAULT, "required": list(_FAULT)},
        },
    },
}

api = Api(
    title="Tanggap",
    version="1.0.0",
    description="Reports of a city's residents, and what became of them.",
    urls_namespace="api:v1",
    docs_url=None,
    parser=Json(),
)


def known_query(run: View) -> View:
    """A misspelt filter is refused: ignored, it would answer another question than the one asked."""
    operation = cast(Operation, run.__self__)  # type: ignore[attr-defined]
    names = {
        name for model in operation.models if issubclass(model, QueryModel) for name in model.model_fields
    }

    @wraps(run)
    def checked(request: HttpRequest, **path: Any) -> HttpResponse:
        if unknown := sorted(request.GET.keys() - names):
            return problems.simple(
                request,
                HTTPStatus.BAD_REQUEST,
                "extra_forbidden",
                problems.SENTENCES["extra_forbidden"],
                field=unknown[0][:40],
            )
        return run(request, **path)

    return checked


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problems.of_refusal(request, refusal)


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.of_errors(request, error.errors)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    sentence = gettext_noop("This address needs a valid token.")
    answer = problems.simple(request, HTTPStatus.UNAUTHORIZED, "unauthorized", sentence)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    # ninja wraps what the parser raised; a Refusal of ours says more.
    if isinstance(error.__cause__, Refusal):
        return problems.of_refusal(request, error.__cause__)
    return _broken_body(request, error)


@api.exception_handler(UnreadablePostError)
@api.exception_handler(MultiPartParserError)
@api.exception_handler(SuspiciousOperation)
@api.exception_handler(BadRequest)
def _broken_body(request: HttpRequest, error: Exception) -> HttpResponse:
    sentence = gettext_noop("What was sent can't be read.")
    return problems.of_refusal(request, Invalid(sentence, code="unreadable"))


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problems.of_refusal(request, TooLarge(limit=BODY_BYTES // 1024))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problems.of_refusal(request, NotFound())


@api.exception_handler(DatabaseError)
def _unavailable(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    log.error("%s %s", request.method, request.path, exc_info=error)
    sentence = gettext_noop("The service is busy. Please try again in a moment.")
    answer = problems.simple(request, HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", sentence)
    answer["Retry-After"] = "2"
    return answer


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s", request.method, request.path, exc_info=error)
    sentence = gettext_noop("Something went wrong on our side. It was noted.")
    return problems.simple(request, HTTPStatus.INTERNAL_SERVER_ERROR, "failed", sentence)


def nothing_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """An address that the API does not have."""
    return problems.of_refusal(request, NotFound())


def no_such_method(request: HttpRequest, plain: HttpResponse) -> HttpResponse:
    """A known address, asked in a way it does not know."""
    sentence = gettext_noop("This address knows only %(methods)s.")
    answer = problems.simple(
        request, HTTPStatus.METHOD_NOT_ALLOWED, "method", sentence, methods=plain["Allow"]
    )
    answer["Allow"] = plain["Allow"]
    return answer
