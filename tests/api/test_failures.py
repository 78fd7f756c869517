"""What goes wrong on our side is noted there, and never told outside."""

from typing import Any

import pytest
from django.db import OperationalError

from tanggap.api import reports
from tanggap.cases import queries as cases
from tests.api.conftest import Caller, problem, report


def test_a_fault_of_ours_leaks_nothing(
    app: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(**anything: Any) -> None:
        raise RuntimeError("password=hunter2 at /srv/tanggap/secret.py")

    monkeypatch.setattr(reports, "receive", breaks)
    answer = app.post("/reports", report(email="sari@example.org"))

    problem(answer, 500, "failed")
    assert "hunter2" not in answer.content.decode()
    assert "secret.py" not in answer.content.decode()
    assert "sari@example.org" not in caplog.text


def test_a_database_that_is_away_is_a_matter_of_waiting(app: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**anything: Any) -> None:
        raise OperationalError("connection to server at 10.0.0.5 failed")

    monkeypatch.setattr(cases, "public_cases", away)
    answer = app.get("/cases")

    problem(answer, 503, "unavailable")
    assert answer["Retry-After"]
    assert "10.0.0.5" not in answer.content.decode()
