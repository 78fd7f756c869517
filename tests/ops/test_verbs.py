"""python -m tanggap migrate and audit, and what is written to the log."""

import logging
import multiprocessing
import sys
import time
from typing import Any

import pytest
from django.db import connection

from tanggap.cases.models import Event
from tanggap.ops import audit, database
from tanggap.ops.logs import Line
from tests.jobs.conftest import Report, report

__all__ = ["report"]


@pytest.mark.django_db
def test_migrating_a_current_database_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert database.main([]) == 0
    assert capsys.readouterr().out == "The database is up to date.\n"


def _hold(begun: Any, seconds: float) -> None:
    with database.alone():
        begun.set()
        time.sleep(seconds)


@pytest.mark.django_db
def test_two_starts_prepare_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("the other process would need a connection of its own to the test database")
    context = multiprocessing.get_context("fork")
    begun = context.Event()
    other = context.Process(target=_hold, args=(begun, 0.5))
    other.start()
    begun.wait(5)
    began = time.monotonic()
    with database.alone():
        assert time.monotonic() - began > 0.3
    other.join()


@pytest.mark.django_db
def test_the_audit_holds_until_somebody_changes_the_past(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = [report(), report()]
    assert audit.main(["verify"]) == 0
    assert "Every history holds." in capsys.readouterr().out
    Event.objects.filter(case=opened[1].case_id).update(text="Nothing happened.")
    assert audit.main(["verify"]) == 1
    told = capsys.readouterr().out
    assert f"case {opened[1].case_id}, event 1: the event was changed" in told
    assert "1 cases have a broken history." in told


def logged(problem: Exception) -> str:
    try:
        try:
            raise KeyError(problem.args[0])
        except KeyError as first:
            raise problem from first
    except Exception:
        record = logging.LogRecord("a", logging.ERROR, __file__, 1, "It failed", (), sys.exc_info())
    return Line("%(message)s").format(record)


def test_the_log_tells_where_and_what_but_nobodys_words(settings: Any) -> None:
    words = "Key (email)=(sari@example.org)"
    line = logged(ValueError(words))
    assert "builtins.ValueError" in line
    assert "builtins.KeyError" in line
    assert "test_verbs.py" in line
    assert "sari@example.org" not in line
    settings.DEBUG = True
    assert "sari@example.org" in logged(ValueError(words))
