"""A report accepted costs at most ten SQL statements, whatever is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from tests.api.conftest import Caller, report

MOST = 10


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that goes to the database within the block."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def test_a_report_costs_at_most_ten_statements(app: Caller) -> None:
    app.report()  # what is kept in memory is there now, as in a running server

    with counted() as statements:
        answer = app.post("/reports", report(lat=-6.2330), Idempotency_Key="0123456789abcdef")

    assert answer.status_code == 201
    assert len(statements) <= MOST, "\n".join(statements)


def test_a_report_with_a_contact_costs_one_more_at_most(app: Caller) -> None:
    app.report()

    with counted() as statements:
        app.report(email="sari@example.org", phone="081234567890", lat=-6.2330)

    assert len(statements) <= MOST, "\n".join(statements)
