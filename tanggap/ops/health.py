"""/sehat: whether the house is well, for whoever watches over it. Says nothing of anybody."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

import orjson
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tanggap import __version__
from tanggap.cases import outbox
from tanggap.core.clock import now
from tanggap.jobs.queries import pulses
from tanggap.notices import queries as notices
from tanggap.places.queries import approximate

# A worker gives a sign every ten seconds.
SILENT_SECONDS = 60


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """JSON; 200 when all is well, 503 when the database, the worker or the queue is not."""
    try:
        body = _state()
    except DatabaseError as problem:
        body = {"ok": False, "version": __version__, "database": type(problem).__name__}
    status = HTTPStatus.OK if body["ok"] else HTTPStatus.SERVICE_UNAVAILABLE
    answer = HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


def _state() -> dict[str, Any]:
    waiting, jobs, letters = outbox.waiting(), pulses(), notices.waiting()
    worker = min((_age(pulse.at) for pulse in jobs), default=None)
    oldest = _age(waiting.oldest) if waiting.oldest else 0.0
    alive = worker is not None and worker < SILENT_SECONDS
    return {
        "ok": alive and oldest < SILENT_SECONDS,
        "version": __version__,
        "database": connection.vendor,
        "worker": {
            "seconds_since_sign": worker,
            "jobs": {
                pulse.job: {
                    "failures": pulse.failures,
                    "problem": pulse.problem,
                    "seconds_since": _age(pulse.at),
                }
                for pulse in jobs
            },
        },
        "events": {"waiting": waiting.count, "failing": waiting.failing, "oldest_seconds": oldest},
        "notices": {
            "due": letters.count,
            "failing": letters.failing,
            "given_up_today": letters.given_up,
            "oldest_seconds": _age(letters.oldest) if letters.oldest else 0.0,
        },
        "boundaries": "approximate" if approximate() else "imported",
    }


def _age(at: datetime) -> float:
    return round((now() - at).total_seconds(), 1)
