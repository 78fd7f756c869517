"""A report accepted costs at most ten SQL statements, whatever is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from tests.api.conftest import Caller, report

MOST = 10


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement within the block, but for the marks of transactions: savepoints are the test's own."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN")):
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


def test_a_report_with_a_contact_costs_no_more_than_that(app: Caller) -> None:
    app.report()

    with counted() as statements:
        app.report(email="sari@example.org", phone="081234567890", lat=-6.2330)

    assert len(statements) <= MOST, "\n".join(statements)
