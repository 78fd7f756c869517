"""/sehat tells whether the house is well."""

import json
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from tanggap.core.clock import now
from tanggap.jobs.models import Heartbeat
from tests.clock import Clock
from tests.jobs.conftest import Report, report

__all__ = ["report"]
pytestmark = pytest.mark.django_db


def asked() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/sehat")
    return answer.status_code, json.loads(answer.content)


def beat(**fields: Any) -> None:
    Heartbeat.objects.update_or_create(job="events", defaults={"at": now(), "ok_at": now(), **fields})


def test_all_is_well_while_the_worker_gives_signs(clock: Clock) -> None:
    clock.tell()
    beat()
    status, body = asked()
    assert (status, body["ok"]) == (200, True)
    assert body["events"] == {"waiting": 0, "failing": 0, "oldest_seconds": 0.0}
    assert body["notices"] == {"due": 0, "failing": 0, "given_up_today": 0, "oldest_seconds": 0.0}
    assert body["boundaries"] in {"imported", "approximate"}


def test_it_is_not_without_a_worker(clock: Clock) -> None:
    clock.tell()
    assert asked()[0] == 503
    beat()
    clock.later(minutes=5)
    assert asked()[0] == 503


def test_it_is_not_when_events_wait_for_long(clock: Clock, report: Report) -> None:
    clock.tell()
    report()
    beat()
    assert asked()[0] == 200
    clock.later(minutes=5)
    beat()
    status, body = asked()
    assert status == 503
    assert body["events"] == {"waiting": 1, "failing": 0, "oldest_seconds": 300.0}


def test_it_names_the_job_that_fails(clock: Clock) -> None:
    clock.tell()
    beat(failures=3, problem="ConnectionRefusedError")
    body = asked()[1]
    assert body["worker"]["jobs"]["events"] == {
        "failures": 3,
        "problem": "ConnectionRefusedError",
        "seconds_since": 0.0,
    }


def test_a_database_that_is_away_is_said_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError('connection to server at "10.0.0.5" failed')

    monkeypatch.setattr("tanggap.ops.health.pulses", away)
    status, body = asked()
    assert (status, body["database"]) == (503, "DatabaseError")
    assert "10.0.0.5" not in json.dumps(body)
