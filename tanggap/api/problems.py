"""Refusals as RFC 9457 problem documents, in the caller's language."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from tanggap.core.errors import Refusal, Several

MEDIA_TYPE = "application/problem+json"

# pydantic's error types, as sentences for people; anything else gets UNFIT.
SENTENCES = {
    "missing": gettext_noop("This is missing."),
    "extra_forbidden": gettext_noop("There is no such field here."),
    "string_type": gettext_noop("This must be text."),
    "string_too_long": gettext_noop("This may have at most %(max_length)s characters."),
    "string_too_short": gettext_noop("This must have at least %(min_length)s characters."),
    "string_pattern_mismatch": gettext_noop("This has characters that can't be used here."),
    "int_type": gettext_noop("This must be a whole number."),
    "int_parsing": gettext_noop("This must be a whole number."),
    "float_type": gettext_noop("This must be a number."),
    "float_parsing": gettext_noop("This must be a number."),
    "finite_number": gettext_noop("This must be a number."),
    "greater_than_equal": gettext_noop("This must be %(ge)s or more."),
    "less_than_equal": gettext_noop("This must be %(le)s or less."),
    "list_type": gettext_noop("This must be a list."),
    "too_long": gettext_noop("There may be at most %(max_length)s of these."),
    "date_from_datetime_parsing": gettext_noop("This must be a date, such as 2026-08-17."),
    "date_parsing": gettext_noop("This must be a date, such as 2026-08-17."),
    "date_type": gettext_noop("This must be a date, such as 2026-08-17."),
    "uuid_parsing": gettext_noop("This must be the id of an uploaded photo."),
    "uuid_type": gettext_noop("This must be the id of an uploaded photo."),
    "enum": gettext_noop("This must be one of: %(expected)s."),
    "literal_error": gettext_noop("This must be one of: %(expected)s."),
}
UNFIT = gettext_noop("This is not right.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: sentence is an English msgid, filled from data when shown."""

    code: str
    field: str
    sentence: str
    data: dict[str, Any]

    def shown(self) -> dict[str, str]:
        """As it stands in the document."""
        words = gettext(self.sentence)
        return {"code": self.code, "field": self.field, "detail": words % self.data if self.data else words}


def of_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a request that a room refused."""
    inner = refusal.refusals if isinstance(refusal, Several) else [refusal]
    faults = [Fault(r.code, r.field, r.sentence, r.data) for r in inner]
    if len(faults) == 1:
        return document(request, inner[0].status, faults)
    return document(request, refusal.status, faults, Fault(refusal.code, "", refusal.sentence, {}))


def of_errors(request: HttpRequest, errors: list[dict[str, Any]]) -> HttpResponse:
    """The answer to a request whose fields are not right; errors as pydantic gives them."""
    faults = [_of_pydantic(error) for error in errors[:20]]
    if len(faults) == 1:
        return document(request, HTTPStatus.BAD_REQUEST, faults)
    whole = Fault("invalid", "", gettext_noop("Something that was sent is not right."), {})
    return document(request, HTTPStatus.BAD_REQUEST, faults, whole)


def _of_pydantic(error: dict[str, Any]) -> Fault:
    # loc begins with where it stood (body, query, path) and, for a body, the argument's name.
    where = error["loc"][2:] if error["loc"][0] == "body" else error["loc"][1:]
    field = ".".join(str(part) for part in where)
    return Fault(error["type"], field, SENTENCES.get(error["type"], UNFIT), error.get("ctx", {}))


def simple(
    request: HttpRequest, status: int, code: str, sentence: str, *, field: str = "", **data: Any
) -> HttpResponse:
    """A document about one thing. sentence: English msgid."""
    return document(request, status, [Fault(code, field, sentence, data)])


def document(
    request: HttpRequest, status: int, faults: list[Fault], whole: Fault | None = None
) -> HttpResponse:
    """The document: the one fault, or `whole` on top and all of them under `errors`."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        body: dict[str, Any] = {"type": "about:blank", "status": int(status)}
        body |= {"title": HTTPStatus(status).phrase} | (whole or faults[0]).shown()
        if whole:
            body["errors"] = [fault.shown() for fault in faults]
    answer = HttpResponse(orjson.dumps(body), status=int(status), content_type=MEDIA_TYPE)
    answer["Content-Language"] = language
    answer["Vary"] = "Accept-Language"
    answer["Cache-Control"] = "no-store"
    return answer
