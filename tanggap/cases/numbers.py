"""Report numbers: JK + day + serial, unique under any concurrency."""

from datetime import datetime

from django.db import connection

from tanggap.core.clock import local_day
from tanggap.core.ids import report_number

_NEXT = """
    INSERT INTO cases_numberseries (day, last) VALUES (%s, 1)
    ON CONFLICT (day) DO UPDATE SET last = cases_numberseries.last + 1
    RETURNING last
"""


def next_number(at: datetime) -> str:
    """The next number of the day (Jakarta) of `at`."""
    day = local_day(at)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [day])
        return report_number(day, int(cursor.fetchone()[0]))


def number_before(at: datetime) -> str:
    """On PostgreSQL, the number, taken before the report's own transaction; "" on SQLite: take it inside.

    So PostgreSQL locks the day's row for one statement only and reports don't queue behind each other;
    a report that then fails leaves a gap. SQLite has one writer anyway, and a commit costs it the most.
    """
    return next_number(at) if connection.vendor == "postgresql" else ""
